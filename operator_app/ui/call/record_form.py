"""A form that stands in place of the record: F7, F8 and their like (`ui.md` §2)."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QVBoxLayout, QWidget

from operator_app.domain.keyboard_layout import key_image
from operator_app.ui.elements import WrappedLabel
from operator_app.ui.theme import Look


class FormList(QListWidget):
    """A list in a form: letters find a row in whichever keyboard layout they are typed."""

    def keyboardSearch(self, search: str) -> None:  # noqa: N802 - Qt's name
        """Qt: a key was typed; of an alphabet that no row has, it means the other one's letter."""
        rows = " ".join(self.item(i).text() for i in range(self.count())).lower()
        if search.lower() not in rows or search in ",.;'[]`":
            search = key_image(search)
        super().keyboardSearch(search)


class RecordForm(QWidget):
    """Heading, fields, and what the keys do. Signal: `left()` on Esc or once it has served.

    `RecordPane.show_form` puts it up; Ctrl+Enter comes to `confirm`.
    """

    left = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._labels: dict[QWidget, QLabel] = {}
        self.column = QVBoxLayout(self)
        look.space(self.column, (0, 0, 0, 0), 6)
        self.heading = QLabel()
        self.heading.setProperty("role", "title")
        self.column.addWidget(self.heading)
        self.told = WrappedLabel(self.tr("Esc closes"))
        self.told.setProperty("role", "secondary")

    def add_field(self, field: QWidget, name: str) -> None:
        """One more field below the others, under its name."""
        label = QLabel(name)
        label.setProperty("role", "secondary")
        label.setBuddy(field)
        self._labels[field] = label
        field.setAccessibleName(name)
        field.installEventFilter(self)
        self.column.addWidget(label)
        self.column.addWidget(field)

    def label_of(self, field: QWidget) -> QLabel:
        """The name that stands over a field."""
        return self._labels[field]

    def first_field(self) -> QWidget:
        """Where the cursor goes."""
        raise NotImplementedError

    def confirm(self) -> None:
        """Ctrl+Enter: keep what the fields say, or say what is missing."""
        raise NotImplementedError

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Qt: Esc leaves, Enter in a line goes on to the next field."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and not event.modifiers() and isinstance(watched, QLineEdit):
                self.focusNextChild()
                return True
        return super().eventFilter(watched, event)
