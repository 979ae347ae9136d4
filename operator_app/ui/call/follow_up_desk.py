"""F7 and F8 at work: what is promised and asked in a call, and the answers that come back."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from operator_app.domain.callbacks import Callback
from operator_app.domain.calls import Customer
from operator_app.domain.escalations import Context, Decision, Escalation
from operator_app.domain.follow_ups import FollowUpStep
from operator_app.services import callbacks, escalations
from operator_app.services.callbacks import Promise
from operator_app.services.follow_ups import keep_step
from operator_app.services.live_call import LiveCall
from operator_app.ui.call.call_desk import CallDesk
from operator_app.ui.call.call_screen import CallScreen
from operator_app.ui.call.form_callback import CallbackForm
from operator_app.ui.call.form_escalation import EscalationForm
from operator_app.ui.call.record_form import RecordForm
from operator_app.ui.call.words import asked_words, decision_words
from operator_app.ui.callbacks.words import understood
from operator_app.ui.lanes import Runs
from operator_app.ui.notices import NoticeKind, Notices
from operator_app.ui.shortcuts import TakesKeys


class FollowUpDesk(QObject):
    """Signals: `form_asked()` before a form opens; `kept()` something of it is in the file.

    `reached` tells whether the centre answered last.
    """

    form_asked = Signal()
    kept = Signal()

    def __init__(
        self, desk: CallDesk, screen: CallScreen, shortcuts: TakesKeys, storage: Runs,
        notices: Notices,
    ) -> None:  # fmt: skip
        super().__init__(desk)
        self._desk, self._screen = desk, screen
        self._storage, self._notices = storage, notices
        look = screen.record.look
        self.promise, self.ask = CallbackForm(look, desk.workplace.clock), EscalationForm(look)
        self.reached: Callable[[], bool] = bool
        self._live: LiveCall | None = None
        self._context = Context(Customer())
        self._taking: set[UUID] = set()
        self.promise.promised.connect(self._promised)
        self.ask.asked.connect(self._asked)
        for button, act in (
            (screen.record.promise, self.open_promise), (screen.record.ask, self.open_question),
        ):  # fmt: skip
            button.clicked.connect(act)
            button.show()
        shortcuts.connect_command("callback", self.open_promise)
        shortcuts.connect_command("escalate", self.open_question)

    def open_promise(self) -> None:
        """F7: the form of a callback, in a call or without one; an open one is gone on with."""
        if self._open(self.promise):
            live = self._live
            customer = live.call.customer if live else Customer()
            self.promise.begin(callbacks.proposed_promise(live), customer)
        self._screen.record.show_form(self.promise)

    def open_question(self) -> None:
        """F8: the form of a question; what was searched in vain is what is asked."""
        if self._open(self.ask):
            knowledge, live = self._screen.knowledge, self._live
            nothing = knowledge.model.rowCount() == 0
            looked_for = " ".join(knowledge.search.text().split()) if nothing else ""
            self._context = escalations.context_of(live)
            self.ask.begin(escalations.proposed_question(live, looked_for), self._context)
        self._screen.record.show_form(self.ask)

    def ring_back(self, callback: Callback) -> None:
        """A promised call begins with all that is known of it."""
        workplace = self._desk.workplace
        self._desk.begin_call(
            callback.customer, lambda live: callbacks.ring_back(workplace, callback, live)
        )

    def look_for_answers(self) -> None:
        """A round has ended: what the lead decided goes into its call, or is told and filed."""
        workplace = self._desk.workplace
        self._storage.run_latest(
            lambda: escalations.answers(workplace),
            self._arrived,
            self._notices.tell_fault,
            topic="answers",
        )

    def _open(self, form: RecordForm) -> bool:
        """Bring the record to the front; False when the form stands there, half filled in."""
        self.form_asked.emit()
        self._screen.bring(self._screen.record)
        if self._screen.record.pages.currentWidget() is form:
            return False
        self._live = self._desk.live
        return True

    def _promised(self, promise: Promise, number: str) -> None:
        workplace, live = self._desk.workplace, self._live
        words = self._words(promise)
        item = live.call.callback if live else None
        if item is not None:
            self._storage.run(
                lambda: callbacks.promise_again(workplace, item, promise),
                lambda step: self._write(step, callbacks.take_down_callback, words),
                self._notices.tell_fault,
            )
            return
        known = live.call.customer if live else Customer()
        customer = Customer(number, known.name, known.order)
        step = callbacks.promise_callback(workplace, promise, live, customer)
        self._write(step, callbacks.take_down_callback, words)

    def _words(self, promise: Promise) -> str:
        when = understood(promise.due, self._desk.workplace.clock())
        return self.tr("Callback: {when}. Ctrl+5 lists them").format(when=when)

    def _asked(self, question: str) -> None:
        workplace = self._desk.workplace
        step = escalations.escalate(workplace, question, self._context, self._live)
        told = asked_words(alone=workplace.synchronise is None, reached=self.reached())
        self._write(step, escalations.take_down_escalation, told)

    def _write(
        self, step: FollowUpStep | None, take_down: Callable[[LiveCall, FollowUpStep], object],
        told: str,
    ) -> None:  # fmt: skip
        """Into the call the form was opened in; by itself once that has left the desk."""
        workplace, live, desktop = self._desk.workplace, self._live, self._desk.desktop
        if step is None:
            return
        if live is not None and live in (desktop.current, *desktop.parked):
            take_down(live, step)
            self._desk.take_down(live)
            self._told(told)
            return
        self._storage.run(
            lambda: keep_step(workplace, step), lambda _: self._told(told), self._notices.tell_fault
        )

    def _told(self, text: str) -> None:
        self._screen.record.close_form()
        self._notices.tell(text, NoticeKind.DONE)
        # Behind the save on the same lane: what is sent next is in the file by then.
        self._storage.run(lambda: None, lambda _: self.kept.emit())

    def _arrived(self, answered: tuple[Escalation, ...]) -> None:
        if self._desk.desktop.can_return():
            # F12 may give the call back: its next event must not find its place taken.
            return
        for one in answered:
            if one.id not in self._taking:
                self._taking.add(one.id)
                self._take_answer(one)

    def _take_answer(self, answered: Escalation) -> None:
        workplace, desktop = self._desk.workplace, self._desk.desktop
        on_desk = [one for one in (desktop.current, *desktop.parked) if one is not None]
        live = next((one for one in on_desk if one.call.id == answered.item.call_id), None)
        words = decision_words(answered.decision)
        text = f"{words}. {answered.answer}" if answered.answer else words
        if live is not None:
            escalations.take_down_answer(workplace, live, answered)
            self._desk.take_down(live)
            self._tell_answer(self.tr("The lead answers: {text}").format(text=text))
            return
        who = answered.context.customer.name or answered.context.customer.number
        told = self.tr("The lead answers ({who}): {text}. It is in the journal; ring the customer")
        if answered.decision is Decision.TAKEN_OVER or not answered.context.customer.number:
            told = self.tr("The lead answers ({who}): {text}. It is in the journal")
        if not who:
            told = self.tr("The lead answers: {text}")
        self._storage.run(
            lambda: escalations.file_answer(workplace, answered),
            lambda _: self._tell_answer(told.format(who=who, text=text)),
            lambda fault: self._not_filed(answered.id, fault),
        )

    def _tell_answer(self, text: str) -> None:
        # A warning stays until it is closed: the agent may be speaking.
        self._notices.tell(text, NoticeKind.WARNING)
        self._storage.run(lambda: None, lambda _: self.kept.emit())

    def _not_filed(self, item: UUID, fault: Exception) -> None:
        self._taking.discard(item)
        self._notices.tell_fault(fault)
