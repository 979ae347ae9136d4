"""What an agent does with calls as a whole: open, park, end, take back, carry on after a crash."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from operator_app.domain.calls import NOBODY, Call, CallEvent, CallStatus, Customer
from operator_app.domain.ports import Begin, JournalFilter
from operator_app.domain.records import CallRecord, JournalRow
from operator_app.services.call_time import Steady
from operator_app.services.kept_call import Save
from operator_app.services.live_call import Changed, LiveCall

UNDO_SECONDS = 6
"""How long F12 again returns a call that was just ended (`ui.md` §2)."""

MISSED = "Не принят"
"""The outcome of a call nobody took, as the record has it."""


@dataclass(frozen=True, slots=True)
class SavedCall:
    """A call as the local file holds it."""

    record: CallRecord
    events: tuple[CallEvent, ...]


class Desktop:
    """The calls in hand: at most one open, any number parked. Belongs to the interface thread.

    `fresh` makes an empty LiveCall with today's edition, by `seconds` an ended one grows old.
    """

    def __init__(self, fresh: Callable[[], LiveCall], seconds: Steady) -> None:
        self._fresh, self._seconds = fresh, seconds
        self.current: LiveCall | None = None
        self.parked: list[LiveCall] = []
        # A save may fail long after its call ended: every call of this session can be saved again.
        self._finished: list[LiveCall] = []
        self._ended: LiveCall | None = None
        self._ended_at = 0.0

    def start(self, customer: Customer = NOBODY) -> LiveCall:
        """F2: a call begins; one in hand is parked first."""
        if self.current is not None:
            self.current.park()
            self.parked.append(self.current)
        self.current = self._fresh()
        self.current.open(customer)
        self._ended = None
        return self.current

    def end(self) -> LiveCall | None:
        """F12: the call in hand ends; it can be taken back for `UNDO_SECONDS`."""
        ended = self.current
        if ended is None:
            return None
        ended.close()
        self._finished.append(ended)
        self.current, self._ended, self._ended_at = None, ended, self._seconds()
        return ended

    def can_return(self) -> bool:
        """Whether F12 would take the last call back."""
        if self._ended is None or self.current is not None:
            return False
        return 0 <= self._seconds() - self._ended_at <= UNDO_SECONDS

    def holding(self, call_id: UUID) -> LiveCall | None:
        """The call if it is in hand, parked, or ended and still to be had back."""
        held = [self.current, *self.parked, self._ended if self.can_return() else None]
        return next((one for one in held if one is not None and one.call.id == call_id), None)

    def take_back(self) -> LiveCall | None:
        """F12 again: the call that was just ended goes on."""
        if not self.can_return() or self._ended is None:
            return None
        self.current, self._ended = self._ended, None
        self._finished.remove(self.current)
        self.current.reopen()
        return self.current

    def next_parked(self) -> LiveCall | None:
        """Shift+F2: the longest parked call comes to hand, the one in hand is parked behind it."""
        if not self.parked:
            return None
        waiting = self.parked.pop(0)
        if self.current is not None:
            self.current.park()
            self.parked.append(self.current)
        waiting.unpark()
        self.current = waiting
        return waiting

    def adopt(self, live: LiveCall) -> Changed:
        """Put a saved call on the desk: in hand when it was open and nothing is, else parked.

        One that is on the desk already stays as it is.
        """
        on_desk = [one for one in (self.current, *self.parked) if one is not None]
        if any(one.call.id == live.call.id for one in on_desk):
            return Changed.NOTHING
        live = self._newest(live)
        status = live.call.status
        if status is CallStatus.CLOSED:
            live.reopen()
        if self.current is None and status is not CallStatus.PARKED:
            self.current = live
        else:
            if status is not CallStatus.PARKED:
                live.park()
            self.parked.append(live)
        return Changed.STATUS

    def _newest(self, live: LiveCall) -> LiveCall:
        """The call as this session ended it, where the file does not have all of that yet."""
        ended = next((one for one in self._finished if one.call.id == live.call.id), None)
        if ended is None:
            return live
        self._finished.remove(ended)
        if ended is self._ended:
            self._ended = None
        return ended if ended.has_unsaved else live

    def unsaved(self) -> tuple[tuple[LiveCall, Save], ...]:
        """Every call in hand that has something to save, with what to write."""
        calls = [one for one in (self.current, *self.parked, *self._finished) if one is not None]
        return tuple((one, save) for one in calls if (save := one.take_unsaved()))


def missed_ring(fresh: LiveCall, number: str, rang_at: datetime) -> Save:
    """Nobody took a call that rang: a line of the journal, to be called back from there."""
    fresh.open(Customer(number=number), missed_at=rang_at)
    fresh.set_outcome(MISSED)
    fresh.close()
    save = fresh.take_unsaved()
    if save is None:
        raise RuntimeError("a call that was opened has nothing to save")
    return save


def save_call(begin: Begin, save: Save) -> None:
    """Write one autosave in one transaction; raises OperatorNotice for a fault of the disk."""
    with begin() as records:
        records.save_call(save.record, save.events)
        for entity, row in save.beside:
            records.save_row(entity, row)


def unfinished_calls(begin: Begin) -> tuple[SavedCall, ...]:
    """Calls the last session left open or parked, oldest first."""
    with begin() as records:
        return tuple(SavedCall(one, records.events(one.id)) for one in records.unfinished())


def saved_call(begin: Begin, call_id: UUID) -> SavedCall | None:
    """A call from the journal, to be taken back into work."""
    with begin() as records:
        record = records.call(call_id)
        return None if record is None else SavedCall(record, records.events(call_id))


def journal(begin: Begin, wanted: JournalFilter) -> tuple[JournalRow, ...]:
    """Calls for the journal, newest first."""
    with begin() as records:
        return records.journal(wanted)


def history(begin: Begin, call: Call, limit: int = 5) -> tuple[CallRecord, ...]:
    """Earlier calls of the same customer on this desk, newest first; nobody known has none."""
    if call.customer == NOBODY:
        return ()
    with begin() as records:
        return records.history(call.customer, call.id, limit)
