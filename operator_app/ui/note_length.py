"""Below a note: from where on it is too long to be kept."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from operator_app.ui.call.words import not_kept
from operator_app.ui.elements import WrappedLabel
from operator_app.ui.notices import announce


class NoteLength(WrappedLabel):
    """Hidden while the note of `field` is kept whole; announced once when it no longer is."""

    def __init__(self, field: QWidget, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._field = field
        self.setProperty("role", "warn-text")
        self.hide()

    def tell(self, note: str) -> None:
        """The note reads like this now."""
        told = not_kept(note)
        if told and not self.isVisible():
            announce(self._field, told, urgent=True)
        self.setText(told)
        self.setVisible(bool(told))
