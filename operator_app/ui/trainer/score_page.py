"""What a practice call was worth: the percent, the measures, a line for each loss."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from operator_app.domain.practice import WEIGHTS
from operator_app.services.practise import Attempt
from operator_app.ui.elements import Card, Divider, WrappedLabel
from operator_app.ui.notices import announce
from operator_app.ui.theme import Look
from operator_app.ui.trainer.losses import LossList
from operator_app.ui.trainer.words import measure_name, percent

_PERCENT_PX, _PERCENT_WEIGHT = 44, 700


class ScorePage(QWidget):
    """Signals: `again()` on Enter, `left()` on Esc."""

    again = Signal()
    left = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.title, self.percent = WrappedLabel(), QLabel()
        self.measures, self.told = WrappedLabel(), WrappedLabel()
        self.losses = LossList(look)
        self.repeat = QPushButton(self.tr("Once more  Enter"))
        self.back = QPushButton(self.tr("To the list  Esc"))
        self._lay_out()
        self.repeat.clicked.connect(self.again)
        self.back.clicked.connect(self.left)
        look.changed.connect(self._dress)
        self._dress()

    def show_attempt(self, title: str, attempt: Attempt) -> None:
        """Show how the case `title` went."""
        self.title.setText(title)
        self.percent.setText(percent(attempt))
        of = self.tr("{measure} {points} of {weight}")
        self.measures.setText(
            "  ·  ".join(
                of.format(measure=measure_name(one), points=points, weight=WEIGHTS[one])
                for one, points in attempt.measures
            )
        )
        flawless = self.tr("Every step is right. Try the next situation")
        self.told.setText(self.tr("Where points were lost") if attempt.losses else flawless)
        self.losses.show_losses(attempt.losses)
        announce(self.percent, f"{self.percent.text()}. {self.told.text()}")

    def focus(self) -> None:
        """Enter plays again from here."""
        self.repeat.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Qt: Enter presses the button in focus, Esc goes back; ↑ ↓ PgUp PgDn scroll."""
        key, bar = event.key(), self.losses.verticalScrollBar()
        steps = {
            Qt.Key.Key_Up: -bar.singleStep(),
            Qt.Key.Key_Down: bar.singleStep(),
            Qt.Key.Key_PageUp: -bar.pageStep(),
            Qt.Key.Key_PageDown: bar.pageStep(),
        }
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            (self.left if self.back.hasFocus() else self.again).emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in steps:
            bar.setValue(bar.value() + steps[Qt.Key(key)])
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        look = self._look
        self.title.setProperty("role", "title")
        self.measures.setProperty("role", "secondary")
        self.told.setProperty("role", "heading")
        self.percent.setAccessibleName(self.tr("Score"))
        self.repeat.setProperty("role", "primary")
        for button in (self.repeat, self.back):
            button.setAccessibleName(button.text())
        buttons = QHBoxLayout()
        look.space(buttons, spacing=8)
        buttons.addWidget(self.repeat)
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        card = Card()
        column = QVBoxLayout(card)
        look.space(column, (20, 16, 20, 16), 8)
        for part in (self.title, self.percent, self.measures, Divider(), self.told):
            column.addWidget(part)
        column.addWidget(self.losses, 1)
        column.addLayout(buttons)
        outer = QVBoxLayout(self)
        look.space(outer, (8, 8, 8, 8))
        outer.addWidget(card)

    def _dress(self) -> None:
        self.percent.setFont(self._look.theme.font(_PERCENT_PX, _PERCENT_WEIGHT, tabular=True))
