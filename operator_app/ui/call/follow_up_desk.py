"""F7 and F8 at work: what is promised and asked in a call, and the answers that come back."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QObject, Signal

from operator_app.domain.callbacks import Callback
from operator_app.domain.calls import Customer
from operator_app.domain.errors import OperatorNotice
from operator_app.domain.escalations import Context, Decision, Escalation
from operator_app.domain.follow_ups import FollowUpStep
from operator_app.services import callbacks, escalations
from operator_app.services.callbacks import Promise
from operator_app.services.follow_ups import keep_step
from operator_app.services.live_call import LiveCall
from operator_app.ui.call.call_desk import CallDesk, TakesKeys
from operator_app.ui.call.call_screen import CallScreen
from operator_app.ui.call.form_callback import CallbackForm
from operator_app.ui.call.form_escalation import EscalationForm
from operator_app.ui.call.words import decision_words
from operator_app.ui.callbacks.words import understood
from operator_app.ui.lanes import Runs
from operator_app.ui.notices import NoticeKind, Notices


class FollowUpDesk(QObject):
    """Signals: `form_asked()` before a form opens; `kept()` something of it is in the file."""

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
        self._live: LiveCall | None = None
        self._context = Context(Customer())
        self._taking: set[UUID] = set()
        self.promise.promised.connect(self._promised)
        self.ask.asked.connect(self._asked)
        shortcuts.connect_command("callback", self.open_promise)
        shortcuts.connect_command("escalate", self.open_question)

    def open_promise(self) -> None:
        """F7: the form of a callback, in a call or without one."""
        live = self._begin()
        customer = live.call.customer if live else Customer()
        self.promise.begin(callbacks.proposed_promise(live), customer)
        self._screen.record.show_form(self.promise)

    def open_question(self) -> None:
        """F8: the form of a question; what was searched in vain is what is asked."""
        knowledge = self._screen.knowledge
        nothing = knowledge.model.rowCount() == 0
        looked_for = " ".join(knowledge.search.text().split()) if nothing else ""
        live = self._begin()
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
            lambda: escalations.answers(workplace), self._arrived, self._failed, topic="answers"
        )

    def _begin(self) -> LiveCall | None:
        self.form_asked.emit()
        self._screen.bring(self._screen.record)
        self._live = self._desk.live
        return self._live

    def _promised(self, promise: Promise, number: str) -> None:
        workplace, live = self._desk.workplace, self._in_hand()
        known = live.call.customer if live else Customer()
        customer = Customer(number, known.name, known.order)
        item = live.call.callback if live else None
        if item is not None and live is not None:
            self._storage.run(
                lambda: callbacks.promise_again(workplace, item, promise),
                lambda step: self._take_promise(live, step, promise),
                self._failed,
            )
            return
        step = callbacks.promise_callback(workplace, promise, live, customer)
        if live is not None:
            self._take_promise(live, step, promise)
        else:
            self._keep(step, self._words(promise))

    def _take_promise(self, live: LiveCall, step: FollowUpStep | None, promise: Promise) -> None:
        if step is None:
            return
        callbacks.take_down_callback(live, step)
        self._written(live, self._words(promise))

    def _words(self, promise: Promise) -> str:
        when = understood(promise.due, self._desk.workplace.clock())
        return self.tr("Callback: {when}. Ctrl+5 lists them").format(when=when)

    def _asked(self, question: str) -> None:
        live, workplace = self._in_hand(), self._desk.workplace
        step = escalations.escalate(workplace, question, self._context, live)
        told = self.tr("Asked the lead. The answer comes here, also without this call")
        if live is None:
            self._keep(step, told)
            return
        escalations.take_down_escalation(live, step)
        self._written(live, told)

    def _in_hand(self) -> LiveCall | None:
        """The call the form was opened in, while it is on the desk."""
        desktop, live = self._desk.desktop, self._live
        return live if live is not None and live in (desktop.current, *desktop.parked) else None

    def _written(self, live: LiveCall, told: str) -> None:
        self._desk.take_down(live)
        self._told(told)

    def _keep(self, step: FollowUpStep, told: str) -> None:
        workplace = self._desk.workplace
        self._storage.run(
            lambda: keep_step(workplace, step), lambda _: self._told(told), self._failed
        )

    def _told(self, text: str) -> None:
        self._screen.record.close_form()
        self._notices.tell(text, NoticeKind.DONE)
        # Behind the save on the same lane: what is sent next is in the file by then.
        self._storage.run(lambda: None, lambda _: self.kept.emit())

    def _arrived(self, answered: tuple[Escalation, ...]) -> None:
        if self._desk.desktop.can_return(self._desk.workplace.clock()):
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
        self._failed(fault)

    def _failed(self, fault: Exception) -> None:
        if not isinstance(fault, OperatorNotice):
            raise fault
        self._notices.tell_notice(fault)
