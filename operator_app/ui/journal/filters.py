"""What the journal is asked for: words, day, outcome, only with a note, only what was not sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from operator_app.domain.ports import JournalFilter
from operator_app.services.journal_days import read_days, span_of
from operator_app.ui.theme import Look

_TYPING_PAUSE_MS = 120
_LONGEST = 200


class JournalFilters(QWidget):
    """Signal: `changed()`, a moment after the last letter. `clock` tells which day is today."""

    changed = Signal()

    def __init__(
        self, look: Look, clock: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look, self._clock = look, clock
        self.text, self.day, self.outcomes = QLineEdit(), QLineEdit(), QComboBox()
        self.outcome_label = QLabel(self.tr("Outcome"))
        self.noted, self.unsent = QCheckBox(self.tr("With a note")), QCheckBox(self.tr("Not sent"))
        self.count = QLabel()
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_PAUSE_MS)
        self._typing.timeout.connect(self.changed)
        self._name()
        self._lay_out()
        for field in (self.text, self.day):
            field.textEdited.connect(self._typing.start)
        self.outcomes.activated.connect(self.changed)
        for box in (self.noted, self.unsent):
            box.toggled.connect(self.changed)
        look.changed.connect(self._dress)
        self._dress()

    def _name(self) -> None:
        self.text.setPlaceholderText(self.tr("Name, number, order, words of the record"))
        self.text.setAccessibleName(self.tr("Find in the journal"))
        self.day.setPlaceholderText(self.tr("Day: today, 18.11, 18.11–20.11"))
        self.day.setAccessibleName(self.tr("Day or days"))
        for field in (self.text, self.day):
            field.setMaxLength(_LONGEST)
        self.outcomes.addItem(self.tr("All outcomes"), "")
        self.outcomes.setAccessibleName(self.tr("Outcome"))
        self.outcomes.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.outcome_label.setBuddy(self.outcomes)
        for box in (self.noted, self.unsent):
            box.setAccessibleName(box.text())
        for label in (self.outcome_label, self.count):
            label.setProperty("role", "secondary")

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            self._look.space(row, spacing=8)
        first.addWidget(self.text, 3)
        first.addWidget(self.outcome_label)
        first.addWidget(self.outcomes, 2)
        second.addWidget(self.day, 1)
        for part in (self.noted, self.unsent, self.count):
            second.addWidget(part)
        column = QVBoxLayout(self)
        self._look.space(column, (0, 0, 0, 0), 6)
        column.addLayout(first)
        column.addLayout(second)

    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops, in its order."""
        return (self.text, self.outcomes, self.day, self.noted, self.unsent)

    def wanted(self) -> JournalFilter:
        """What is asked for; days that are not understood do not filter."""
        days = self._days()
        since, until = span_of(days) if days else (None, None)
        return JournalFilter(
            since=since,
            until=until,
            outcome=self.outcomes.currentData() or "",
            text=" ".join(self.text.text().split()),
            waiting_only=self.unsent.isChecked(),
            noted_only=self.noted.isChecked(),
        )

    def _days(self) -> tuple[date, date] | None:
        return read_days(self.day.text(), self._clock().astimezone().date())

    def tell_count(self, count: int) -> None:
        """How many calls are listed, or that the day was not understood."""
        if self.day.text().strip() and self._days() is None:
            self.count.setText(self.tr("A day is needed, for example 18.11"))
        else:
            self.count.setText(self.tr("Calls: {count}").format(count=count) if count else "")

    def clear(self) -> None:
        """Take all of them off."""
        before = self.wanted()
        self.blockSignals(True)
        for field in (self.text, self.day):
            field.clear()
        self.outcomes.setCurrentIndex(0)
        for box in (self.noted, self.unsent):
            box.setChecked(False)
        self.blockSignals(False)
        if before != JournalFilter():
            self.changed.emit()

    def show_unsent(self) -> None:
        """Leave only what was not sent; says so, also when that was so before."""
        self.clear()
        if not self.unsent.isChecked():
            self.unsent.setChecked(True)
        else:
            self.changed.emit()

    def offer_outcomes(self, outcomes: Iterable[str]) -> None:
        """Add those that are not offered yet."""
        known = {self.outcomes.itemData(i) for i in range(self.outcomes.count())}
        for outcome in sorted(set(outcomes) - known):
            self.outcomes.addItem(outcome, outcome)

    def set_narrow(self, narrow: bool) -> None:
        """Less width: the fields name themselves."""
        self.outcome_label.setVisible(not narrow)

    def _dress(self) -> None:
        self.outcomes.setMinimumWidth(self._look.px(120))
        for field in (self.text, self.day):
            field.setMinimumWidth(self._look.px(100))
