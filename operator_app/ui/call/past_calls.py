"""Earlier calls of the customer in hand, from this desk's file, and how many they make."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, Signal

from operator_app.domain.ports import Begin
from operator_app.domain.records import CallRecord
from operator_app.services.live_call import LiveCall
from operator_app.services.take_calls import history
from operator_app.ui.call.record_pane import RecordPane
from operator_app.ui.call.words import call_day
from operator_app.ui.lanes import Runs
from operator_app.ui.notices import Notices

SHOWN, MAX_CONTACTS = 5, 100


class PastCalls(QObject):
    """`contacts` is which call of this customer it is. Signal: `counted()` when that changed."""

    counted = Signal()

    def __init__(
        self, begin: Begin, record: RecordPane, storage: Runs, notices: Notices, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.contacts = 1
        self._begin, self._record = begin, record
        self._storage, self._notices = storage, notices
        self._of: LiveCall | None = None

    def load(self, live: LiveCall | None) -> None:
        """Show them for the call in hand, once they are read."""
        self._of = live
        if live is None:
            self.contacts = 1
            return
        begin, call = self._begin, live.call

        def show(calls: tuple[CallRecord, ...]) -> None:
            if self._of is live:
                lines = tuple(_line(one, call.opened_at) for one in calls[:SHOWN])
                self._record.show_past(lines)
                self._count(1 + len(calls))

        self._storage.run_latest(
            lambda: history(begin, call, MAX_CONTACTS),
            show,
            self._notices.tell_fault,
            topic="history",
        )

    def _count(self, contacts: int) -> None:
        if contacts != self.contacts:
            self.contacts = contacts
            self.counted.emit()


def _line(call: CallRecord, now: datetime) -> str:
    """When, and what came of it: without an outcome the last thing in the record."""
    last = call.record.rpartition("\n")[2]
    return f"{call_day(call.opened_at, now)}  {call.outcome or last[6:]}"
