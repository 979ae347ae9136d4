"""What to know before trusting a text: an icon and words on the ground of warnings."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from operator_app.ui.elements import IconLabel, WrappedLabel
from operator_app.ui.theme import Look


class WarnBar(QFrame):
    """Hidden while it has no words; `sign` names its icon."""

    def __init__(self, look: Look, sign: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._sign = look, sign
        self.setProperty("role", "warn")
        self.icon, self.words = IconLabel(), WrappedLabel()
        self.words.setProperty("role", "warn-text")
        row = QHBoxLayout(self)
        look.space(row, (10, 5, 10, 5), 8)
        row.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
        look.changed.connect(self._dress)
        self._dress()
        self.hide()

    def say(self, text: str) -> None:
        """Show the words; none hides the bar."""
        self.words.setText(text)
        self.setVisible(bool(text))

    def _dress(self) -> None:
        self.icon.show_icon(self._sign, self._look.tokens.warn, self._look.px(16))
