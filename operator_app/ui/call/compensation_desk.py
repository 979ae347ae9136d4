"""F9 at work: what a customer was given, known before a sum is spoken, and shown in the record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from operator_app.domain.answers import AnswerFault, read_answer
from operator_app.domain.calls import Customer
from operator_app.domain.compensation import BY_HAND, Allowance, KnownSums
from operator_app.domain.ports import CentreFault
from operator_app.domain.scripts import AnswerKind
from operator_app.language.rendering import format_sum
from operator_app.services import compensate
from operator_app.services.escalations import take_down_escalation
from operator_app.services.live_call import LiveCall
from operator_app.ui.call.call_desk import CallDesk
from operator_app.ui.call.call_screen import CallScreen
from operator_app.ui.call.form_compensation import CompensationForm, over_limit
from operator_app.ui.call.words import asked_words
from operator_app.ui.elements import ProgressBar, WrappedLabel
from operator_app.ui.lanes import Lanes
from operator_app.ui.notices import NoticeKind, Notices
from operator_app.ui.shortcuts import TakesKeys
from operator_app.ui.theme import Look


class CompensationBar(QWidget):
    """Given and allowed in numbers, and how far it was counted."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.told, self.counted, self.bar = WrappedLabel(), WrappedLabel(), ProgressBar()
        self.bar.setTextVisible(False)
        self.counted.setProperty("role", "secondary")
        column = QVBoxLayout(self)
        look.space(column, (0, 0, 0, 0), 4)
        for part in (self.told, self.bar, self.counted):
            column.addWidget(part)
        self.hide()

    def show_sums(self, given: int, may: Allowance, counted: str) -> None:
        """Sums in whole roubles; `counted` says what is not known, "" when all is."""
        told = self.tr("Compensation: {given} of {limit}")
        if may.approved > may.limit.rubles:
            told = self.tr("Compensation: {given} of {limit}, agreed by the lead")
        text = told.format(given=format_sum(given), limit=format_sum(may.ceiling))
        self.told.setText(text)
        self.bar.setAccessibleName(text)
        self.bar.setRange(0, max(1, may.ceiling))
        self.bar.setValue(min(given, may.ceiling))
        self.counted.setText(counted)
        self.counted.setVisible(bool(counted))
        self.show()


class CompensationDesk(QObject):
    """Signals: `form_asked()` before the form opens; `kept()` something of it is in the file.

    `reached` tells whether the centre answered last.
    """

    form_asked = Signal()
    kept = Signal()

    def __init__(
        self, desk: CallDesk, screen: CallScreen, shortcuts: TakesKeys, lanes: Lanes,
        notices: Notices,
    ) -> None:  # fmt: skip
        super().__init__(desk)
        self._desk, self._screen, self._lanes, self._notices = desk, screen, lanes, notices
        look = screen.record.look
        self.form, self.bar = CompensationForm(look), CompensationBar(look)
        screen.record.add_below(self.bar)
        self.reached: Callable[[], bool] = bool
        self._known: KnownSums | None = None
        self._of: tuple[UUID, Customer] | None = None
        self._live: LiveCall | None = None
        self.form.given.connect(self._give)
        self.form.asked.connect(self._ask)
        desk.calls_changed.connect(self._look_again)
        desk.saved.connect(self._show)
        desk.script_acts.lets_say = self.lets_say
        shortcuts.connect_command("compensate", self.open_form)
        self._look_again()

    def open_form(self) -> None:
        """F9: the form of a sum."""
        self._open(0, "")

    def _open(self, wanted: int, why: str) -> None:
        live = self._desk.live
        if live is None:
            self._notices.tell(self.tr("No call. F2 starts one"), NoticeKind.INFO)
            return
        self._live = live
        self.form_asked.emit()
        self._screen.bring(self._screen.record)
        presets = live.content.limit.presets[:4]
        script = live.script()
        given = live.call.sums.by_source.get(BY_HAND, 0)
        self.form.begin(presets, given, wanted, why or (script.title if script else ""))
        self._screen.record.show_form(self.form)
        self.ask_again()

    def lets_say(self, live: LiveCall, typed: str) -> bool:
        """Whether a sum typed into the script may be offered; if not, F9's form opens with it."""
        step = live.step()
        if step is None or step.kind is not AnswerKind.SUM or not step.proposals:
            return True
        try:
            # Only dates are read by what day it is.
            rubles = int(read_answer(step.kind, typed, date.min).text)
        except AnswerFault:
            return True
        if self._known is None:
            self._screen.script.show_fault(self.tr("Counting what was given. Press Enter again"))
            return False
        over = compensate.may_give(live, self._known, step.name).overrun(rubles)
        if over:
            self._screen.script.show_fault(over_limit(over))
            why = next((one.reason for one in step.proposals if one.rubles == rubles), step.label)
            self._open(rubles, why)
        return not over

    def refresh(self) -> None:
        """Count again: an answer of the lead or a colleague's sum may have come."""
        live, workplace = self._desk.live, self._desk.workplace
        if live is None:
            return
        customer, call_id = live.call.customer, live.call.id
        self._lanes.storage.run_latest(
            lambda: compensate.sums_known(workplace, customer, call_id),
            lambda known: self._counted((call_id, customer), known),
            self._notices.tell_fault,
            topic="compensation",
        )

    def _look_again(self) -> None:
        """Another call or customer: what was known is of somebody else."""
        live = self._desk.live
        now = (live.call.id, live.call.customer) if live else None
        if now is not None and now == self._of:
            return
        self._of, self._known = now, None
        self._show()
        self.ask_again()

    def ask_again(self) -> None:
        """Count, and ask the centre too unless it said lately: its word grows old in a call."""
        self.refresh()
        live = self._desk.live
        centre_total = self._desk.workplace.centre_total
        if live is None or centre_total is None or not compensate.askable(live.call.customer):
            return
        customer, days = live.call.customer, live.content.limit.period_days
        self._lanes.network.run_latest(
            lambda: centre_total(customer, days),
            lambda _: self.refresh(),
            self._not_asked,
            topic="compensation",
        )

    def _counted(self, of: tuple[UUID, Customer], known: KnownSums) -> None:
        if of == self._of:
            self._known = known
            self._show()

    def _show(self) -> None:
        live, known = self._desk.live, self._known
        self.bar.setVisible(False)
        if live is None or known is None:
            self.form.know(None)
            return
        may, sums = compensate.may_give(live, known), live.call.sums
        self.form.know(may)
        if may.ceiling or sums.total:
            given = may.given + sums.by_source.get(BY_HAND, 0)
            self.bar.show_sums(given, may, self._not_counted(live, known))

    def _not_counted(self, live: LiveCall, known: KnownSums) -> str:
        workplace = self._desk.workplace
        if not compensate.askable(live.call.customer):
            return self.tr("Customer unknown: this call alone is counted")
        if workplace.centre_total is None or known.as_of is None:
            return self.tr("No network: what is known here is counted")
        return ""

    def _give(self, rubles: int, why: str) -> None:
        live, known, workplace = self._in_hand(), self._known, self._desk.workplace
        if live is None or known is None:
            return
        compensate.give(workplace, live, known, rubles, why)
        told = self.tr("{sum} is in the record").format(sum=format_sum(rubles))
        self._written(live, told if rubles else self.tr("The sum was taken back"))

    def _ask(self, rubles: int, why: str) -> None:
        live, known = self._in_hand(), self._known
        if live is None or known is None:
            return
        step = compensate.ask_lead(self._desk.workplace, live, known, rubles, why)
        take_down_escalation(live, step)
        alone = self._desk.workplace.synchronise is None
        self._written(live, asked_words(alone=alone, reached=self.reached()))

    def _in_hand(self) -> LiveCall | None:
        """The call the form was opened in, if it is the one in hand still."""
        return self._live if self._live is self._desk.live else None

    def _written(self, live: LiveCall, told: str) -> None:
        self._desk.take_down(live)
        self._show()
        self._screen.record.close_form()
        self._notices.tell(told, NoticeKind.DONE)
        # Behind the save on the same lane: what is sent next is in the file by then.
        self._lanes.storage.run(lambda: None, lambda _: self.kept.emit())

    def _not_asked(self, fault: Exception) -> None:
        # Said beside the sums: what is known here counts.
        if not isinstance(fault, CentreFault):
            self._notices.tell_fault(fault)
