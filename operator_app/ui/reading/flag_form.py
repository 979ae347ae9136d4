"""«Ошибка в тексте»: a form in place with the passage and room for the customer's words."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from operator_app.domain.sops import PassageLink
from operator_app.ui.elements import Divider, ElidedLabel, WrappedLabel
from operator_app.ui.theme import Look

MAX_TYPED = 2_000
"""Longest report taken from the keyboard or a paste, in characters."""


class FlagForm(QFrame):
    """Signals: `confirmed(PassageLink, str, str)` place, quote and words; `closed()` on Esc.

    It stays open until `done` is told, so that no word is lost when the disk refuses it.
    """

    confirmed = Signal(object, str, str)
    closed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._low = False
        self._place = PassageLink("")
        self._quote = ""
        self.title, self.passage = QLabel(self.tr("Error in the text")), ElidedLabel()
        self.words, self.hint = QPlainTextEdit(), WrappedLabel()
        self.words_label = QLabel(self.tr("What is wrong, in the customer's words or yours"))
        self.send = QPushButton(self.tr("Keep the report  Ctrl+Enter"))
        self.cancel = QPushButton(self.tr("Cancel  Esc"))
        self.title.setProperty("role", "heading")
        for label in (self.passage, self.words_label):
            label.setProperty("role", "secondary")
        self.hint.setProperty("role", "warn-text")
        self.send.setProperty("role", "primary")
        self.words_label.setBuddy(self.words)
        self.words.setAccessibleName(self.words_label.text())
        self.words.setTabChangesFocus(True)
        self.send.setAccessibleName(self.tr("Keep the report"))
        self.cancel.setAccessibleName(self.tr("Cancel"))
        self._lay_out()
        self.words.textChanged.connect(self._typed)
        self.send.clicked.connect(self.confirm)
        self.cancel.clicked.connect(self.close_form)
        look.changed.connect(self._dress)
        self._dress()
        self.hide()

    def _lay_out(self) -> None:
        head, buttons = QHBoxLayout(), QHBoxLayout()
        for row in (head, buttons):
            self._look.space(row, spacing=10)
        head.addWidget(self.title)
        head.addWidget(self.passage, 1)
        buttons.addWidget(self.hint, 1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.send)
        column = QVBoxLayout(self)
        self._look.space(column, spacing=6)
        column.addWidget(Divider())
        column.addLayout(head)
        column.addWidget(self.words_label)
        column.addWidget(self.words)
        column.addLayout(buttons)

    def open_form(self, place: PassageLink, passage: str, quote: str) -> None:
        """Ctrl+G: begin a report on a passage; `quote` is the text that was selected in it."""
        if self.isHidden():
            self.words.clear()
        self._place, self._quote = place, quote
        self.passage.setText(f"{passage}: «{quote}»" if quote else passage)
        self.passage.setToolTip(self.passage.text())
        self.hint.setText("")
        self.show()
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def confirm(self) -> None:
        """Ctrl+Enter: hand the report over; without a word the form asks for one."""
        words = self.words.toPlainText().strip()
        if self.isHidden():
            return
        if not words:
            self.hint.setText(self.tr("Write what is wrong, a few words will do"))
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.confirmed.emit(self._place, self._quote, words)

    def done(self) -> None:
        """The report is kept: the form has served."""
        self.words.clear()
        self.close_form()

    def close_form(self) -> None:
        """Esc: back to the text."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def set_low(self, low: bool) -> None:
        """Give the words one line and spare the heading where height is short."""
        self._low = low
        self._dress()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Qt: Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_form()
            return
        super().keyPressEvent(event)

    def _typed(self) -> None:
        text = self.words.toPlainText()
        if len(text) > MAX_TYPED:
            self.words.setPlainText(text[:MAX_TYPED])
        if text.strip():
            self.hint.setText("")

    def _dress(self) -> None:
        self.words.setFixedHeight(self._look.px(38 if self._low else 72))
        self.words_label.setHidden(self._low)
