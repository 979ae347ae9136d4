"""When records are sent, and how the top bar says so: in words, always."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from operator_app.domain.conflicts import CONFLICT
from operator_app.domain.errors import OperatorNotice
from operator_app.domain.ports import Begin, CentreFault, FaultKind
from operator_app.services.synchronise import RetrySchedule, SyncOutcome, notice_of
from operator_app.services.workplace import Workplace
from operator_app.ui.lanes import Runs
from operator_app.ui.notices import NoticeKind, Notices

CLOCK_ASTRAY = timedelta(minutes=5)
"""From here on a clock is told of: «через час» and «завтра» are said by it."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why the last round that failed did so, and when (UTC)."""

    notice: OperatorNotice
    at: datetime


class SyncDesk(QObject):
    """When records are sent.

    Signals: `state_shown(icon, text, narrow_text)` for the top bar; `finished()` after a round;
    `editions_received()` when newer content is in the local file; `changed()` when anything of what
    the page of exchange shows did.
    """

    state_shown = Signal(str, str, str)
    finished = Signal()
    editions_received = Signal()
    changed = Signal()

    def __init__(
        self,
        workplace: Workplace,
        storage: Runs,
        network: Runs,
        notices: Notices,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._storage = storage
        self._network = network
        self._notices = notices
        self._schedule = RetrySchedule(random.uniform)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._round)
        self._running = False
        self._offline = self._met = self._clock_astray = False
        self._waiting = self._conflicts = self._choices = self._refused = 0
        self._asked = False
        self._again = False
        self._stopped = False
        self.failure: Failure | None = None
        """The last failure, until a round succeeds."""

    @property
    def alone(self) -> bool:
        """Whether there is no centre."""
        return self._workplace.synchronise is None

    @property
    def seconds_left(self) -> int | None:
        """Seconds until the next round, None while one is under way."""
        if self._running or not self._timer.isActive():
            return None
        return -(-self._timer.remainingTime() // 1_000)

    def begin(self) -> None:
        """Show the state and run the first round."""
        self.count()
        self._round()

    def soon(self) -> None:
        """A call ended: send it within a moment."""
        self._start(self._schedule.after_call())

    def now(self) -> None:
        """Ctrl+R: a round at once, and its result in words."""
        self._asked = True
        if self._workplace.synchronise is None:
            self._notices.tell(self.tr("The centre is not configured"), NoticeKind.INFO)
            return
        self._round()

    @property
    def reached(self) -> bool:
        """Whether the centre answered when it was last asked."""
        return self._met and not self._offline

    def stop(self) -> None:
        """No more rounds: the window closes."""
        self._stopped = True
        self._timer.stop()

    @property
    def settled(self) -> bool:
        """Whether nothing waits and no round is running."""
        return not self._running and not self._waiting

    @property
    def offline(self) -> bool:
        """Whether the last round found no network."""
        return self._offline

    def count(self) -> None:
        """Ask the file how much waits, and say it."""
        begin = self._workplace.begin
        self._storage.run_latest(
            lambda: _left(begin), self._counted, self._notices.tell_fault, topic="waiting"
        )

    def _counted(self, left: tuple[int, int, int]) -> None:
        self._waiting, self._choices, self._refused = left
        self._show()

    def _start(self, delay: timedelta) -> None:
        if self._workplace.synchronise is not None and not self._stopped:
            self._timer.start(delay // timedelta(milliseconds=1))

    def _round(self) -> None:
        exchange = self._workplace.synchronise
        if exchange is None or self._stopped:
            return
        if self._running:
            # What was asked for meanwhile is not in the round under way.
            self._again = self._asked
            return
        self._running = True
        self._network.run(exchange, self._done, self._failed)

    def _done(self, outcome: SyncOutcome) -> None:
        self._running = False
        self.failure = None
        was_offline, self._offline, self._met = self._offline, False, True
        # Records are calls to an agent; the rows they are sent as are the centre's affair.
        calls = max(0, self._waiting - outcome.waiting)
        self._waiting, self._choices = outcome.waiting, outcome.conflicts
        if was_offline or (self._asked and not self._again):
            back, sent = self.tr("Network is back. Records sent: {count}"), self.tr("Sent: {count}")
            text = back if was_offline else sent
            if not (calls or outcome.sent or was_offline):
                text = self.tr("Nothing to send: the centre has everything")
            self._notices.tell(text.format(count=calls or outcome.sent), NoticeKind.DONE)
        self._tell_conflicts(outcome.conflicts)
        self._tell_clock(timedelta(milliseconds=outcome.hello.offset_ms))
        self._asked = self._again
        self._start(self._schedule.after_success())
        self._show()
        if not self._stopped:
            # A round counts calls alone; what else the centre refused is in the file.
            self.count()
        self.finished.emit()
        if outcome.received:
            self.editions_received.emit()
        self._once_more()

    def _tell_conflicts(self, count: int) -> None:
        """Say it when there are more than before; the journal and the page say it all the time."""
        if count > self._conflicts:
            text = self.tr("Changed on another computer: {count}. Choose in the journal: Ctrl+4")
            self._notices.tell(text.format(count=count), NoticeKind.WARNING)
        self._conflicts = count

    def _tell_clock(self, behind: timedelta) -> None:
        """Say it once, until the clock was right: callbacks of the whole team go by it."""
        astray = abs(behind) >= CLOCK_ASTRAY
        if astray and not self._clock_astray:
            slow = self.tr("The clock is {h} h {m} min slow. Set it right: callbacks go by it")
            fast = self.tr("The clock is {h} h {m} min fast. Set it right: callbacks go by it")
            hours, minutes = divmod(abs(behind) // timedelta(minutes=1), 60)
            text = slow if behind > timedelta() else fast
            self._notices.tell(text.format(h=hours, m=minutes), NoticeKind.WARNING)
        self._clock_astray = astray

    def _failed(self, fault: Exception) -> None:
        self._running = False
        notice = notice_of(fault) if isinstance(fault, CentreFault) else fault
        if not isinstance(notice, OperatorNotice):
            raise fault
        if not isinstance(fault, CentreFault) or fault.kind is not FaultKind.RETRY:
            self._notices.tell_notice(notice)
        self.failure = Failure(notice, self._workplace.clock())
        self._offline = True
        self._start(self._schedule.after_failure())
        self.count()
        if self._asked:
            self._asked = self._again
            self._show()
        self._once_more()

    def _once_more(self) -> None:
        """A round asked for while another was under way."""
        again, self._again = self._again, False
        if again:
            self._round()

    def _show(self) -> None:
        self.changed.emit()
        if self._workplace.synchronise is None:
            text = self.tr("Kept on this computer: {count}").format(count=self._waiting)
            self.state_shown.emit("cloud-off", text, text)
        elif self._offline:
            text = self.tr("No network. Records are kept on this computer: {count}")
            narrow = self.tr("No network, {count} waiting")
            self.state_shown.emit(
                "cloud-off", text.format(count=self._waiting), narrow.format(count=self._waiting)
            )
        elif self._waiting:
            text = self.tr("To be sent: {count}").format(count=self._waiting)
            self.state_shown.emit("waiting", text, text)
        elif self._choices:
            text = self.tr("Waiting for your choice: {count}").format(count=self._choices)
            self.state_shown.emit("cloud-warning", text, text)
        elif self._refused:
            text = self.tr("Not taken by the centre: {count}").format(count=self._refused)
            self.state_shown.emit("cloud-warning", text, text)
        else:
            text = self.tr("Everything is saved")
            self.state_shown.emit("cloud-ok", text, text)


def _left(begin: Begin) -> tuple[int, int, int]:
    """Calls that wait to be sent, calls that wait for a choice, other rows the centre refused."""
    with begin() as records:
        refused = records.refused()
        choices = sum(one.reason == CONFLICT for one in refused)
        return records.waiting()[0], choices, len(refused) - choices
