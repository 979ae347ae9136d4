"""F9: a sum for the customer, checked before it is spoken; more than that goes to the lead."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListWidgetItem, QPushButton, QWidget

from operator_app.domain.answers import AnswerFault, read_answer
from operator_app.domain.compensation import MAX_RUBLES, Allowance
from operator_app.domain.scripts import AnswerKind
from operator_app.language.rendering import format_sum
from operator_app.services.compensate import MEANWHILE
from operator_app.ui.call.record_form import FormList, RecordForm
from operator_app.ui.elements import WrappedLabel
from operator_app.ui.notices import announce
from operator_app.ui.theme import Look

ROWS_SEEN = 6
_OTHER = -1


class CompensationForm(RecordForm):
    """Signals: `given(int, str)` whole roubles (0 takes back) and why; `asked(int, str)` a lead."""

    given = Signal(int, str)
    asked = Signal(int, str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.heading.setText(self.tr("Compensation"))
        self.sums, self.other, self.reason = FormList(), QLineEdit(), QLineEdit()
        self.verdict, self.say, self.send = WrappedLabel(), WrappedLabel(), QPushButton()
        self._may: Allowance | None = None
        self._told = ""
        self.other.setMaxLength(20)
        self.reason.setMaxLength(200)
        self.add_field(self.sums, self.tr("Sum"))
        self.add_field(self.other, self.tr("Other sum, roubles"))
        self.add_field(self.reason, self.tr("What for"))
        self.say.setProperty("role", "secondary")
        self.send.setProperty("role", "primary")
        for part in (self.verdict, self.say, self.send, self.told):
            self.column.addWidget(part)
        self.column.addStretch(1)
        self.send.installEventFilter(self)
        self.sums.currentRowChanged.connect(self._chosen)
        self.sums.itemActivated.connect(self._go_on)
        self.other.textEdited.connect(self._judge)
        self.send.clicked.connect(self.confirm)
        look.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self.sums.setFixedHeight(self.look.px(26) * ROWS_SEEN)

    def begin(self, presets: tuple[int, ...], given: int, wanted: int, why: str) -> None:
        """Offer the presets, another sum, and to take back what was `given` in this call."""
        rows = [(format_sum(one), one) for one in presets]
        if given:
            rows.append((self.tr("Take back {sum}").format(sum=format_sum(given)), 0))
        rows.append((self.tr("Other"), _OTHER))
        self.sums.clear()
        for text, rubles in rows:
            item = QListWidgetItem(text, self.sums)
            item.setData(Qt.ItemDataRole.UserRole, rubles)
        self.other.setText(str(wanted) if wanted and wanted not in presets else "")
        self.reason.setText(why)
        place = presets.index(wanted) if wanted in presets else len(rows) - 1 if wanted else 0
        self.sums.setCurrentRow(place)
        self._chosen()

    def know(self, may: Allowance | None) -> None:
        """What may be given, None while it is being counted."""
        self._may = may
        self._judge()

    def first_field(self) -> QWidget:
        """The sums."""
        return self.sums

    def rubles(self) -> int | None:
        """The sum that is chosen, None while it is none."""
        chosen = self._row()
        if chosen != _OTHER:
            return chosen
        try:
            # Only dates are read by what day it is.
            read = int(read_answer(AnswerKind.SUM, self.other.text(), date.min).text)
        except AnswerFault:
            return None
        return read if 0 < read <= MAX_RUBLES else None

    def confirm(self) -> None:
        """Ctrl+Enter: give it, or ask the lead where it is more than is allowed."""
        rubles, may = self.rubles(), self._may
        if may is None or rubles is None:
            self._judge()
            (self.other if rubles is None else self.sums).setFocus()
            return
        why = " ".join(self.reason.text().split())
        (self.asked if may.overrun(rubles) else self.given).emit(rubles, why)

    def _chosen(self) -> None:
        other = self._row() == _OTHER
        for part in (self.label_of(self.other), self.other):
            part.setVisible(other)
        self._judge()

    def _row(self) -> int:
        """The sum of the row that is chosen; `_OTHER` also while there is none."""
        chosen = self.sums.selectedItems()
        return int(chosen[0].data(Qt.ItemDataRole.UserRole)) if chosen else _OTHER

    def _go_on(self) -> None:
        (self.other if self.other.isVisible() else self.reason).setFocus()

    def _judge(self) -> None:
        rubles, may = self.rubles(), self._may
        over = may.overrun(rubles) if may is not None and rubles is not None else 0
        if may is None:
            told = self.tr("Counting what was given")
        elif rubles is None:
            told = self.tr("Type a sum in roubles, for example 300")
        elif over:
            told = over_limit(over)
        else:
            told = self.tr("{sum} more may be given").format(sum=format_sum(may.remaining))
        self.verdict.setProperty("role", "warn-text" if over else "secondary")
        self.verdict.style().polish(self.verdict)
        self.verdict.setText(told)
        self.say.setText(self.tr("Meanwhile say: “{words}”").format(words=MEANWHILE))
        self.say.setVisible(bool(over))
        self.send.setText(
            self.tr("Ask for approval  Ctrl+Enter") if over else self.tr("Give  Ctrl+Enter")
        )
        self.send.setAccessibleName(self.send.text().rpartition("  ")[0])
        if self.isVisible() and told != self._told:
            announce(self.verdict, told)
        self._told = told


def over_limit(rubles: int) -> str:
    """«Больше лимита на 300 ₽. Ctrl+Enter запросит согласование» (`ui.md` §8)."""
    told = QCoreApplication.translate(
        "Call", "Over the limit by {sum}. Ctrl+Enter asks for approval"
    )
    return told.format(sum=format_sum(rubles))
