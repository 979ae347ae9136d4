"""Find in the text of a reader: a field above it, the count, next and previous by Enter."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from operator_app.ui.icons import icon
from operator_app.ui.notices import announce
from operator_app.ui.reading.reader import Reader
from operator_app.ui.theme import Look

MAX_FOUND = 999
"""More places are neither marked nor counted."""

_YO = re.compile("[её]", re.IGNORECASE)
_SPACES = re.compile(r"(?:\\?\s)+")


def places(text: str, wanted: str) -> tuple[tuple[int, int], ...]:
    """Where `wanted` is in `text`, whatever the case, ё for е and any space for a space."""
    if not wanted.strip():
        return ()
    pattern = _YO.sub("[её]", _SPACES.sub(r"\\s+", re.escape(wanted.strip())))
    found = re.finditer(pattern, text, re.IGNORECASE)
    return tuple(one.span() for one, _ in zip(found, range(MAX_FOUND), strict=False))


class FindBar(QFrame):
    """Marks in `reader` what is typed. Signal: `closed()`, after Esc or the cross."""

    closed = Signal()

    def __init__(self, look: Look, reader: Reader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._reader = look, reader
        self._found: tuple[tuple[int, int], ...] = ()
        self._current = 0
        self.field, self.count = QLineEdit(), QLabel()
        self.previous, self.next, self.cross = QToolButton(), QToolButton(), QToolButton()
        self.count.setProperty("role", "secondary")
        self.field.setPlaceholderText(self.tr("Find in this text"))
        self.field.setMaxLength(200)
        self.previous.setText("↑")
        self.next.setText("↓")
        row = QHBoxLayout(self)
        look.space(row, spacing=8)
        row.addWidget(self.field, 1)
        row.addWidget(self.count)
        for part in (self.previous, self.next, self.cross):
            part.setProperty("role", "icon")
            row.addWidget(part)
        self._name()
        self.field.textChanged.connect(self._look_for)
        self.field.installEventFilter(self)
        self.next.clicked.connect(lambda: self.step(1))
        self.previous.clicked.connect(lambda: self.step(-1))
        self.cross.clicked.connect(self.close_bar)
        look.changed.connect(self._dress)
        self._dress()
        self.hide()

    def _name(self) -> None:
        self.field.setAccessibleName(self.tr("Find in this text"))
        for button, name, keys in (
            (self.previous, self.tr("Previous place"), "Shift+Enter"),
            (self.next, self.tr("Next place"), "Enter"),
            (self.cross, self.tr("Close"), "Esc"),
        ):
            button.setAccessibleName(name)
            button.setToolTip(f"{name}  {keys}")

    def open_bar(self) -> None:
        """Ctrl+F: the field, what was looked for before selected; a selection is looked for."""
        selected = self._reader.textCursor().selectedText()
        if selected and len(selected) <= self.field.maxLength() and "\u2029" not in selected:
            self.field.setText(selected)
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self._look_for(self.field.text())

    def close_bar(self) -> None:
        """Take the marks away and give the keys back."""
        if not self.isHidden():
            self.hide()
            self._found = ()
            self._reader.mark_words(())
            self.closed.emit()

    def again(self) -> None:
        """The reader shows another text: look there for the same words."""
        if not self.isHidden():
            self._look_for(self.field.text())

    def step(self, offset: int) -> None:
        """Go to the next (+1) or previous (−1) place, from the last on to the first."""
        if self._found:
            self._current = (self._current + offset) % len(self._found)
            self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Qt: Enter goes on, Shift+Enter back, Esc closes; the arrows scroll the text."""
        if (
            watched is not self.field
            or not isinstance(event, QKeyEvent)
            or event.type() is not QEvent.Type.KeyPress
        ):
            return super().eventFilter(watched, event)
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.step(-1 if shift else 1)
        elif key == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            return False
        return True

    def _look_for(self, wanted: str) -> None:
        self._found, self._current = places(self._reader.text(), wanted), 0
        self._show()

    def _show(self) -> None:
        self._reader.mark_words(self._found, self._current)
        if not self.field.text().strip():
            told = ""
        elif not self._found:
            told = self.tr("Nothing found")
        else:
            told = self.tr("{place} of {total}").format(
                place=self._current + 1, total=len(self._found)
            )
        self.count.setText(told)
        for button in (self.previous, self.next):
            button.setEnabled(len(self._found) > 1)
        if told:
            announce(self.field, told)

    def _dress(self) -> None:
        side, glyph = self._look.px(28), self._look.px(18)
        self.cross.setIcon(icon("close", self._look.tokens.text2))
        for button in (self.previous, self.next, self.cross):
            button.setIconSize(QSize(glyph, glyph))
            button.setFixedSize(side, side)
        if not self.isHidden():
            self._show()
