"""Turns the agent's keys into what happens in a call, and shows what changed."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from operator_app.domain.calls import Customer, EventKind
from operator_app.domain.replies import Reply
from operator_app.services.compensate import settle_sums
from operator_app.services.complaints import settle_end
from operator_app.services.live_call import Changed, LiveCall
from operator_app.services.take_calls import UNDO_SECONDS, Desktop
from operator_app.services.workplace import Workplace
from operator_app.ui.call.at_hand import AtHand
from operator_app.ui.call.call_screen import CallScreen
from operator_app.ui.call.keeping import CallKeeper
from operator_app.ui.call.look_up import LookUp
from operator_app.ui.call.past_calls import PastCalls
from operator_app.ui.call.ringing import Ringing
from operator_app.ui.call.script_acts import ScriptActs
from operator_app.ui.call.showing import CallShowing
from operator_app.ui.call.words import clock_time
from operator_app.ui.lanes import Runs
from operator_app.ui.notices import NoticeKind, Notices
from operator_app.ui.shortcuts import TakesKeys

NOTE_THROTTLE_MS = 100
"""A note being typed is handed to the disk this often; keys do not restart it (`security.md`)."""


class CallDesk(QObject):
    """What the agent does in a call.

    Signals: `calls_changed()` a call began, was parked, ended or changed its customer;
    `call_started()` a new one begins; `call_ended()` a record is complete and may be sent;
    `saved()` a change reached the disk.
    """

    calls_changed = Signal()
    call_started = Signal()
    call_ended = Signal()
    saved = Signal()

    def __init__(
        self,
        workplace: Workplace,
        screen: CallScreen,
        shortcuts: TakesKeys,
        storage: Runs,
        search: Runs,
        notices: Notices,
    ) -> None:
        super().__init__(screen)
        self.workplace = workplace
        self.desktop = Desktop(self._fresh_call, workplace.seconds)
        self.look_up = LookUp(workplace, screen.knowledge, search, self)
        self.ringing = Ringing(workplace.clock, self)
        self._screen = screen
        self._shortcuts = shortcuts
        self._storage = storage
        self._notices = notices
        self._showing = CallShowing(screen, self.look_up, self)
        self._keeper = CallKeeper(workplace, self.desktop, storage, notices, self)
        self._keeper.saved.connect(self._saved)
        self.script_acts = ScriptActs(screen, self._showing, lambda: self.live, self._do)
        reader = screen.knowledge.reader
        self._at_hand = AtHand(workplace, self.look_up, reader, storage, notices, self)
        self._past = PastCalls(workplace.begin, screen.record, storage, notices, self)
        self._past.counted.connect(self.calls_changed)
        self.ringing.changed.connect(self.calls_changed)
        self.ringing.missed.connect(
            lambda number, at: self._keeper.keep_missed(self._fresh_call(), number, at)
        )
        self._keeper.kept_missed.connect(self.saved)
        self._throttle = QTimer(self)
        self._throttle.setSingleShot(True)
        self._throttle.setInterval(NOTE_THROTTLE_MS)
        self._throttle.timeout.connect(self.save)
        self._connect_keys()
        self._connect_panes()
        self.show_all()

    @property
    def live(self) -> LiveCall | None:
        """The call in hand."""
        return self.desktop.current

    @property
    def contacts(self) -> int:
        """Which call of this customer it is."""
        return self._past.contacts

    def _fresh_call(self) -> LiveCall:
        return self.workplace.fresh_call()

    def work_with(self, workplace: Workplace) -> None:
        """Another edition: the next call begins with it."""
        self.workplace = self._at_hand.workplace = workplace
        self.look_up.work_with(workplace)

    def _connect_keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "call-new": self.start,
            "call-end": self.end_or_return,
            "call-parked": self.next_parked,
            "search": self.go_to_search,
            "record": self.go_to_note,
            "pane-next": lambda: self._screen.next_pane(1),
            "pane-previous": lambda: self._screen.next_pane(-1),
            "customer": self.open_customer,
            "save": self.save,
            "pin": self._at_hand.pin,
            "print": self._at_hand.print_passage,
        }
        keys |= self.script_acts.slots()
        keys |= self._screen.record.note.slots()
        for command, slot in keys.items():
            self._shortcuts.connect_command(command, slot)

    def _connect_panes(self) -> None:
        script, record = self._screen.script, self._screen.record
        script.left.connect(self.look_up.focus)
        record.note_edited.connect(self._note_edited)
        record.outcome_edited.connect(lambda text: self._do(lambda live: live.set_outcome(text)))
        record.end_asked.connect(self.end_or_return)
        record.customer_accepted.connect(self.set_customer)
        record.left.connect(self._back_to_search)
        self.look_up.passage_opened.connect(
            lambda sop, section: self._do(lambda live: live.read_passage(sop, section))
        )
        self.look_up.passage_opened.connect(lambda sop, _: self._at_hand.read(sop))
        self.look_up.customer_found.connect(self.set_customer)
        self.look_up.answered.connect(lambda sops: self._showing.offer_scripts(self.live, sops))

    # -- the agent's acts -------------------------------------------------------------------

    def start(self) -> None:
        """F2: take the ringing call or begin one; the one in hand is parked."""
        self.begin_call(Customer(number=self.ringing.take()))

    def take_down(self, live: LiveCall) -> None:
        """Something was written into a call in hand or a parked one from outside: keep it."""
        self.save()
        if live is self.live:
            self._show_record()

    def revise(self, call_id: UUID, kind: EventKind, text: str) -> bool:
        """The journal changed a note or an outcome; False: not of a call this desk still has.

        Written past it, the call's next event would find its place taken.
        """
        live = self.desktop.holding(call_id)
        if live is None:
            return False
        live.revise(kind, text)
        self.take_down(live)
        return True

    def begin_call(
        self, customer: Customer, begun: Callable[[LiveCall], object] = lambda _: None
    ) -> None:
        """A call begins, `begun` takes down what is known of it; the one in hand is parked."""
        self._screen.record.commit_outcome()
        self.call_started.emit()
        begun(self.desktop.start(customer))
        self._after(Changed.CUSTOMER | Changed.SCRIPT | Changed.RECORD | Changed.STATUS)
        self.look_up.begin()
        self._at_hand.remind()

    def use_reply(self, reply: Reply, text: str) -> None:
        """A reply was copied or said: the record keeps it as it was used."""
        self._do(lambda live: live.use_reply(reply, text))

    def end_or_return(self) -> None:
        """F12: end the call at once; within six seconds again: take it back."""
        self._screen.record.commit_outcome()
        if self.live is not None:
            settle_end(self.workplace, self.live)
        if self.desktop.end():
            self.save()
            self.call_ended.emit()
            self._notices.tell(
                self.tr("The call is over. F12 returns it"), NoticeKind.DONE, UNDO_SECONDS * 1000
            )
            QTimer.singleShot(UNDO_SECONDS * 1000 + 50, self, self._show_end)
        elif self.desktop.take_back():
            self.call_started.emit()
        else:
            return
        self.look_up.clear()
        self.show_all()
        self.save()

    def next_parked(self) -> None:
        """Shift+F2: the parked call comes to hand."""
        self._screen.record.commit_outcome()
        if (live := self.desktop.next_parked()) is not None:
            self._after(Changed.STATUS)
            self.show_all()
            self._screen.bring(self._screen.script)
            self._showing.show_recap(live)

    def resume_parked(self, call_id: UUID) -> None:
        """A parked call's chip: that one comes to hand."""
        parked = self.desktop.parked
        place = next((i for i, one in enumerate(parked) if one.call.id == call_id), None)
        if place is not None:
            parked.insert(0, parked.pop(place))
            self.next_parked()

    def adopt(self, live: LiveCall) -> None:
        """A call from before a crash or from the journal is back on the desk."""
        self.desktop.adopt(live)
        self.show_all()
        self.save()

    def open_customer(self) -> None:
        """Ctrl+I: who calls."""
        if self.live is not None:
            self._screen.bring(self._screen.record)
            self._screen.record.open_form(self.live.call.customer)

    def set_customer(self, customer: Customer) -> None:
        """Keep what is known; fields left empty do not erase what a step already learnt."""
        live = self.live
        if live is None:
            return
        known = live.call.customer
        if not self._screen.record.customer_open():
            customer = Customer(
                customer.number or known.number,
                customer.name or known.name,
                customer.order or known.order,
            )
        self._do(lambda one: one.set_customer(customer))

    def go_to_note(self) -> None:
        """F5: the record, its note under the cursor."""
        self._screen.bring(self._screen.record)
        self._screen.record.close_form()
        self._screen.record.note.setFocus()
        if self.live is None:
            told = self.tr("There is no call. A note to one that is over: Ctrl+4, then F5")
            self._notices.tell(told)

    def go_to_search(self) -> None:
        """F3: the search, its text selected."""
        self._screen.bring(self._screen.knowledge)
        self.look_up.focus()

    def _back_to_search(self) -> None:
        """Out of the record: where not all panes fit, the script comes back."""
        self._screen.bring(self._screen.script)
        self.look_up.focus()

    def _note_edited(self, text: str) -> None:
        if self.live is not None and self.live.write_note(text) and not self._throttle.isActive():
            self._throttle.start()

    def _do(self, act: Callable[[LiveCall], Changed]) -> None:
        if self.live is not None:
            changed = act(self.live)
            if changed & (Changed.SCRIPT | Changed.CUSTOMER):
                changed |= settle_sums(self.workplace, self.live)
            self._after(changed)
            if Changed.SCRIPT in changed:
                self.look_up.focus(select=False)

    # -- showing ----------------------------------------------------------------------------

    def _after(self, changed: Changed) -> None:
        if changed is Changed.NOTHING:
            return
        self.save()
        if Changed.STATUS in changed or Changed.CUSTOMER in changed:
            self.calls_changed.emit()
        if Changed.CUSTOMER in changed:
            self._load_past()
        if Changed.SCRIPT in changed:
            self._show_script()
        self._show_record()

    def show_all(self) -> None:
        """Show the call in hand as a whole, or that there is none."""
        self._show_script()
        self._show_record()
        self._load_past()
        self.calls_changed.emit()

    def _show_script(self) -> None:
        self._showing.show_script(self.live)

    def _show_record(self) -> None:
        self._showing.show_record(self.live, self._returning())

    def _show_end(self) -> None:
        self._showing.show_end(self.live, self._returning())

    def _returning(self) -> bool:
        return self.desktop.can_return()

    def _load_past(self) -> None:
        self._past.load(self.live)

    # -- saving -----------------------------------------------------------------------------

    def save(self) -> None:
        """Hand every change to the disk, off the interface thread."""
        self._screen.record.commit_outcome()
        self._keeper.keep()

    def _saved(self, live: LiveCall) -> None:
        if live is self.live:
            text = self.tr("saved {time}")
            now = clock_time(self.workplace.clock(), seconds=True)
            self._screen.record.saved.setText(text.format(time=now))
        self.saved.emit()

    @property
    def owes(self) -> bool:
        """Whether the disk refused something that it has not taken since."""
        return self._keeper.owes

    def ring(self, number: str) -> None:
        """A softphone says who rings, "" when it does not know: kept for F2, the desk stays."""
        self.ringing.begin(number)
