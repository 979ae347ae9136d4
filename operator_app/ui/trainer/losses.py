"""The losses of an attempt, a line each: points, why, and at which step."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QWidget

from operator_app.services.practise import LossRow
from operator_app.ui.elements import WrappedLabel
from operator_app.ui.theme import Look
from operator_app.ui.trainer.words import MINUS, loss_place, loss_words


class LossList(QScrollArea):
    """Scrolls by ↑ and ↓ when it has the focus; a screen reader hears every line."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._box = QWidget()
        self._grid = QGridLayout(self._box)
        self.setProperty("role", "clear")
        self._box.setProperty("role", "clear")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Losses"))
        self.setWidget(self._box)
        look.space(self._grid, (0, 0, 6, 0), 10)
        self._grid.setColumnStretch(1, 1)

    def show_losses(self, losses: Sequence[LossRow]) -> None:
        """Replace every line."""
        while self._grid.count():
            item = self._grid.takeAt(0)
            if item and (gone := item.widget()):
                gone.hide()
                gone.deleteLater()
        for place in range(self._grid.rowCount()):
            self._grid.setRowStretch(place, 0)
        for place, loss in enumerate(losses):
            self._grid.addWidget(_points(loss), place, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(_LossLine(self._look, loss), place, 1)
        self._grid.setRowStretch(len(losses), 1)
        told = "; ".join(loss_words(one) for one in losses)
        self.setAccessibleDescription(told)
        self.verticalScrollBar().setValue(0)

    def texts(self) -> list[str]:
        """The lines as they are read: why, and the step when there is one."""
        return [one.text() for one in self._box.findChildren(WrappedLabel) if not one.isHidden()]


class _LossLine(QWidget):
    def __init__(self, look: Look, loss: LossRow) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        grid = QGridLayout(self)
        look.space(grid, (0, 0, 0, 0), 1)
        grid.addWidget(WrappedLabel(loss_words(loss)), 0, 0)
        if place := loss_place(loss):
            step = WrappedLabel(place)
            step.setProperty("role", "secondary")
            grid.addWidget(step, 1, 0)


def _points(loss: LossRow) -> QLabel:
    badge = QLabel(f"{MINUS}{loss.points}" if loss.points else "0")
    badge.setProperty("role", "badge")
    badge.setProperty("kind", "warn")
    badge.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return badge
