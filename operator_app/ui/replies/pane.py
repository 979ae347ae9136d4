"""One reply as it would be used: its text, what must still be typed, what can be done with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from operator_app.ui.answer_button import AnswerButton
from operator_app.ui.elements import Card, ElidedLabel, WrappedLabel
from operator_app.ui.lanes import Runs
from operator_app.ui.phrases.editor import PhraseEditor
from operator_app.ui.theme import Look

MAX_VALUE = 200
"""Longest value of a placeholder, in characters."""

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class ShownReply:
    """`text` as filled; `asked` maps the slots the call does not know to what was typed so far."""

    id: str
    title: str
    facts: str
    text: str
    asked: Mapping[str, str]
    missing: tuple[str, ...]
    favourite: bool
    stacked: bool
    own: bool = False


class ReplyPane(Card):
    """`lane` checks the text for discouraged phrases.

    Signals: `value_typed(str, str)` a slot and its value, `text_edited(str)` by the agent,
    `copy_asked()`, `said_asked()`, `stack_asked()`, `favourite_asked()`, `edit_asked()` of an own
    reply, `left()` by Esc.
    """

    value_typed = Signal(str, str)
    text_edited = Signal(str)
    copy_asked = Signal()
    said_asked = Signal()
    stack_asked = Signal()
    favourite_asked = Signal()
    edit_asked = Signal()
    left = Signal()

    def __init__(self, look: Look, lane: Runs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._shown: ShownReply | None = None
        self.title, self.facts = WrappedLabel(), ElidedLabel()
        self.stack = WrappedLabel()
        self.editor = PhraseEditor(look, lane)
        self.gaps = QWidget()
        self.gaps_told = WrappedLabel()
        self._rows, self._area = QGridLayout(self.gaps), QScrollArea()
        self._labels: list[QLabel] = []
        self.fields: dict[str, QLineEdit] = {}
        self.copy = QPushButton(self.tr("Copy  Enter"))
        self.said = AnswerButton("Ctrl+Enter", self.tr("Said aloud"))
        self.add = AnswerButton("Shift+Enter", self.tr("Add to the answer"))
        self.keep = AnswerButton("Ctrl+D", self.tr("To favourites"))
        self.change = QPushButton(self.tr("Change"))
        self._name()
        self._lay_out()
        self.show_reply(None)

    def _name(self) -> None:
        for label, role in (
            (self.title, "title"),
            (self.facts, "secondary"),
            (self.stack, "secondary"),
            (self.gaps_told, "secondary"),
        ):
            label.setProperty("role", role)
        self.gaps.setProperty("role", "clear")
        self.editor.setAccessibleName(self.tr("Text of the reply"))
        self.editor.setTabChangesFocus(True)
        self.editor.installEventFilter(self)
        self.editor.textChanged.connect(lambda: self.text_edited.emit(self.editor.text()))
        self.copy.setProperty("role", "primary")
        self.copy.setAccessibleName(self.tr("Copy"))
        for button in (self.said, self.add, self.keep):
            # A hint at the right end marks the default answer; here the key stands at the left.
            button.setProperty("role", "answer")
        self.copy.clicked.connect(self.copy_asked)
        self.said.clicked.connect(self.said_asked)
        self.add.clicked.connect(self.stack_asked)
        self.keep.clicked.connect(self.favourite_asked)
        self.change.setAutoDefault(False)
        self.change.setAccessibleName(self.tr("Change your own reply"))
        self.change.clicked.connect(self.edit_asked)

    def _lay_out(self) -> None:
        look = self._look
        look.space(self._rows, (0, 0, 0, 0), 6)
        self._rows.setColumnStretch(1, 1)
        self._rows.addWidget(self.gaps_told, 0, 0, 1, 2)
        buttons = QGridLayout()
        look.space(buttons, spacing=8)
        for place, button in enumerate((self.copy, self.said, self.add, self.keep)):
            buttons.addWidget(button, place // 2, place % 2)
            buttons.setColumnStretch(place % 2, 1)
        said = QVBoxLayout(self._said_area())
        look.space(said, spacing=8)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.change)
        said.addLayout(head)
        for part in (self.facts, self.stack):
            said.addWidget(part)
        said.addWidget(self.editor, 1)
        said.addWidget(self.editor.line)
        said.addWidget(self.gaps)
        column = QVBoxLayout(self)
        look.space(column, (12, 12, 12, 12), 8)
        column.addWidget(self._area, 1)
        column.addLayout(buttons)

    def _said_area(self) -> QWidget:
        """What may be longer than a low window; the buttons never leave it."""
        inside = QWidget()
        inside.setProperty("role", "clear")
        self._area.setWidget(inside)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return inside

    def show_reply(self, shown: ShownReply | None) -> None:
        """Show a reply; a text the agent changed stays until the reply or its values change."""
        before, self._shown = self._shown, shown
        self._show_buttons(shown)
        if shown is None:
            self.title.setText(self.tr("Choose a reply"))
            self.facts.setText("")
            self._put("")
            self.editor.setReadOnly(True)
            self._show_gaps({}, ())
            return
        self.title.setText(shown.title)
        self.facts.setText(shown.facts)
        if before is None or (before.id, before.text) != (shown.id, shown.text):
            self._put(shown.text)
        # Names stand where values are asked for; they go when those are typed, not by hand.
        self.editor.setReadOnly(bool(shown.missing))
        self._show_gaps(shown.asked, shown.missing)

    def _show_buttons(self, shown: ShownReply | None) -> None:
        for button in (self.copy, self.said, self.add, self.keep):
            button.setEnabled(shown is not None)
        self.change.setVisible(shown is not None and shown.own)
        stacked, kept = shown is not None and shown.stacked, shown is not None and shown.favourite
        told = self.tr("Take out of the answer") if stacked else self.tr("Add to the answer")
        self.add.show_texts("Shift+Enter", told)
        self.keep.show_texts(
            "Ctrl+D", self.tr("Out of favourites") if kept else self.tr("To favourites")
        )

    def _put(self, text: str) -> None:
        self.editor.blockSignals(True)
        self.editor.setPlainText(text)
        self.editor.blockSignals(False)

    def _show_gaps(self, asked: Mapping[str, str], missing: tuple[str, ...]) -> None:
        if list(asked) != list(self.fields):
            self._make_fields(asked)
        for name, field in self.fields.items():
            if field.text() != asked[name] and not field.hasFocus():
                field.setText(asked[name])
        self.gaps.setVisible(bool(asked))
        told = self.tr("The call does not say this. Type it, and the reply is ready")
        self.gaps_told.setText(told if missing else self.tr("Typed by you"))

    def _make_fields(self, asked: Mapping[str, str]) -> None:
        for part in (*self._labels, *self.fields.values()):
            self._rows.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._labels, self.fields = [], {}
        for place, name in enumerate(asked):
            words = name.replace("_", " ").replace(".", " ")
            label, field = QLabel(words[:1].upper() + words[1:]), QLineEdit()
            label.setBuddy(field)
            label.setProperty("role", "secondary")
            field.setAccessibleName(label.text())
            field.setMaxLength(MAX_VALUE)
            field.setText(asked[name])
            field.installEventFilter(self)
            field.textEdited.connect(lambda text, slot=name: self.value_typed.emit(slot, text))
            self._rows.addWidget(label, place + 1, 0)
            self._rows.addWidget(field, place + 1, 1)
            self._labels.append(label)
            self.fields[name] = field

    def show_stack(self, titles: tuple[str, ...], *, with_this: bool = False) -> None:
        """Say what the answer is put together of; nothing hides the line."""
        named = " + ".join(f"«{title}»" for title in titles)
        if titles and with_this:
            told = self.tr("In the answer: {named} + this one").format(named=named)
        else:
            told = self.tr("In the answer: {named}").format(named=named)
        self.stack.setText(told if titles else "")
        self.stack.setVisible(bool(titles))

    def to_text(self) -> None:
        """Put the cursor into the text."""
        self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._area.ensureWidgetVisible(self.editor)

    def has_gaps(self) -> bool:
        """Whether a value must be typed before the reply can be used."""
        return self._shown is not None and bool(self._shown.missing)

    def to_first_gap(self) -> bool:
        """Put the cursor where a value is missing; False when nothing is."""
        for name in self._shown.missing if self._shown else ():
            field = self.fields[name]
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._area.ensureWidgetVisible(field)
            return True
        return False

    def arrange(self, *, short: bool, tiny: bool) -> None:
        """Where height is short the reason of a hint waits for its key, then the facts go."""
        self.editor.set_brief(short)
        self.facts.setVisible(not tiny)
        self.editor.setMinimumHeight(self._look.px(48))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Qt: Enter copies, from a field once the last value is typed; Esc goes back."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return True
        if event.key() in _ENTER and not held:
            self.copy_asked.emit()
            return True
        return super().eventFilter(watched, event)
