"""A framed place for words that are read aloud."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from operator_app.ui.elements import WrappedLabel
from operator_app.ui.theme import Look


class SpokenBox(QFrame):
    """`lead` says what the words below it are for."""

    def __init__(self, look: Look, lead: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "prompt")
        self.lead, self.words = QLabel(lead), WrappedLabel()
        self.lead.setProperty("role", "secondary")
        column = QVBoxLayout(self)
        look.space(column, (16, 10, 12, 10), 2)
        column.addWidget(self.lead)
        column.addWidget(self.words)
