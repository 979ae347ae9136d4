"""A row to press: an answer, a shelf, a way to begin, with the key that does the same."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QSpacerItem, QWidget

from operator_app.ui.elements import LOOKS, KeyCap, WrappedLabel, set_role


class AnswerButton(QPushButton):
    """A row to press: key cap, label, and perhaps a second key cap at the right end.

    The first argument is the key as caps show it («Alt+1»), the last one the other key or "".
    """

    def __init__(
        self, key_text: str, label: str, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "answer-default" if hint else "answer")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setAutoDefault(False)
        self._key, self._label, self._hint = KeyCap(), WrappedLabel(), KeyCap()
        self._label.setProperty("role", "answer")
        # The layout answers for the button's height, so the least height is an item of it.
        self._least = QSpacerItem(0, 0)
        self._row = QHBoxLayout(self)
        self._row.addItem(self._least)
        self._row.addWidget(self._key)
        self._row.addWidget(self._label, 1)
        self._row.addWidget(self._hint)
        for part in (self._key, self._label, self._hint):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.show_texts(key_text, label, hint)
        self._fit()

    @property
    def label(self) -> str:
        """The words of the answer."""
        return self._label.text()

    def show_texts(self, key_text: str, label: str, hint: str = "") -> None:
        """Show another answer in the same row."""
        self._key.setText(key_text)
        self._key.setVisible(bool(key_text))
        self._label.setText(label)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.setAccessibleName(label)
        self.setAccessibleDescription(", ".join(part for part in (key_text, hint) if part))

    def set_default(self, default: bool) -> None:
        """Fill the row as the answer Ctrl+Enter gives."""
        set_role(self, "answer-default" if default else "answer")

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Qt: what the labels need, at least 32 px high at 100 %."""
        return self._row.sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Qt: as high as the label's lines."""
        return self._row.minimumSize()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Qt: the room inside follows the font, which follows the scale."""
        super().changeEvent(event)
        if event.type() in LOOKS and self.layout() is not None:
            self._fit()

    def _fit(self) -> None:
        side, rise, gap = self._px(8), self._px(4), self._px(9)
        self._row.setContentsMargins(side, rise, side, rise)
        self._row.setSpacing(gap)
        self._least.changeSize(0, self._px(32) - 2 * rise)
        self._row.invalidate()

    def _px(self, size: int) -> int:
        # The window's font is 14 px at 100 %, so the font tells the scale without a theme.
        return round(size * max(self.fontInfo().pixelSize(), 1) / 14)
