"""A card with labelled fields in the middle of the window: what the forms of this room share."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout

from operator_app.ui.elements import Card, Scrolled, WrappedLabel
from operator_app.ui.screen import Screen, Slots
from operator_app.ui.theme import Look

WIDTH = 560


class CardForm(Screen):
    """Title, words, fields, a hint and one button; Ctrl+Enter confirms. Signal: `left()` on Esc."""

    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.fields: list[QLineEdit] = []
        self.title, self.words, self.hint = WrappedLabel(), WrappedLabel(), WrappedLabel()
        self.confirm_button = QPushButton()
        self.confirm_button.clicked.connect(self.confirm)
        for part, role in (
            (self.title, "title"),
            (self.words, "secondary"),
            (self.hint, "warn-text"),
            (self.confirm_button, "primary"),
        ):
            part.setProperty("role", role)
        self._card = Card()
        self.column = QVBoxLayout(self._card)
        look.space(self.column, (16, 16, 16, 16), 8)
        self.column.addWidget(self.title)
        self.column.addWidget(self.words)
        middle = QHBoxLayout(self)
        look.space(middle, (12, 12, 12, 12))
        middle.addStretch(1)
        self._room = Scrolled(self._card)
        middle.addWidget(self._room, 100)
        middle.addStretch(1)
        look.changed.connect(self._dress)
        self._dress()

    def word(self, title: str, words: str, button: str) -> None:
        """What the form is for, and what its button does."""
        self.title.setText(title)
        self.words.setText(words)
        self.confirm_button.setText(f"{button}  Ctrl+Enter")
        self.confirm_button.setAccessibleName(button)

    def add_field(self, label: str, placeholder: str = "", *, secret: bool = False) -> QLineEdit:
        """A labelled line; a secret is never shown."""
        field, name = QLineEdit(), WrappedLabel(label)
        name.setProperty("role", "secondary")
        name.setBuddy(field)
        field.setAccessibleName(label)
        field.setPlaceholderText(placeholder)
        field.setMaxLength(1_000)
        if secret:
            field.setEchoMode(QLineEdit.EchoMode.Password)
        field.textEdited.connect(lambda _: self.hint.setText(""))
        self.column.addWidget(name)
        self.column.addWidget(field)
        self.fields.append(field)
        return field

    def finish(self) -> None:
        """Put hint and button below what was added."""
        self.column.addWidget(self.hint)
        self.column.addWidget(self.confirm_button)
        self.column.addStretch(1)

    def confirm(self) -> None:
        """Ctrl+Enter: overridden by each form."""
        raise NotImplementedError

    def come_forward(self) -> None:
        """The first field that is still empty."""
        empty = (one for one in self.fields if one.isVisibleTo(self) and not one.text())
        next(empty, self.fields[0]).setFocus(Qt.FocusReason.OtherFocusReason)

    def slots(self) -> Slots:
        """Ctrl+Enter."""
        return {"confirm": self.confirm}

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Qt: Enter in a field goes on or confirms, Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go_on()
        else:
            super().keyPressEvent(event)

    def go_on(self) -> None:
        """Enter: to the next field, from the last one on."""
        shown = [one for one in self.fields if one.isVisibleTo(self)]
        place = next((i for i, one in enumerate(shown) if one.hasFocus()), len(shown) - 1)
        if place + 1 < len(shown):
            shown[place + 1].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.confirm()

    def _dress(self) -> None:
        self._room.setMaximumWidth(self._look.px(WIDTH))
        self._room.setMinimumWidth(min(self._look.px(WIDTH), self._look.px(300)))
