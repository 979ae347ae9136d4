"""One round with the centre: greet, send what waits, acknowledge what it holds, fetch, compare."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from operator_app.domain.conflicts import CONFLICT
from operator_app.domain.errors import NoticeCode, OperatorNotice
from operator_app.domain.ports import CentreFault, FaultKind
from operator_app.domain.records import LOGIN_SETTING
from operator_app.services.last_held import has_forgotten, note_server, remember
from operator_app.services.openings import fetch_team_openings
from operator_app.services.send_waiting import Sender

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from operator_app.domain.ports import Begin, CentreSession, Clock, Connect, Hello, Records

AUDIT_WINDOW: Final = timedelta(days=35)
"""How far back the daily comparison looks: what a restore from backups may take away."""

EPOCH: Final = "sync.epoch"
CURSOR: Final = "sync.cursor"
ROWS_CURSOR: Final = "sync.cursor.rows"
AUDITED: Final = "sync.audited"
CLOCK_OFFSET: Final = "sync.offset_ms"
LAST_SUCCESS: Final = "sync.last_success"
ROLE: Final = "sync.role"
"""Names of the settings a round keeps in the local file."""

_NOT_PREPARED = frozenset({"3D000", "3F000", "42P01", "42703", "42883"})


@dataclass(frozen=True, slots=True)
class SyncOutcome:
    """Rows sent and editions received in this round, calls still waiting and quarantined after it.

    `update_needed`: the centre took the calls but gives no editions to a program this old.
    `conflicts`: of the quarantined, how many wait for a choice between two versions.
    """

    sent: int
    received: int
    waiting: int
    quarantined: int
    hello: Hello
    update_needed: bool = False
    conflicts: int = 0


def synchronise(begin: Begin, connect: Connect, clock: Clock) -> SyncOutcome:
    """Do one round; belongs on the network lane.

    Raises CentreFault when the round could not be finished; what was acknowledged until then stays
    so, everything else waits for the next round. Raises OperatorNotice for a fault of the disk.
    """
    with connect() as session:
        hello = session.hello()
        _greet(begin, session, hello)
        sender = Sender(begin, session, clock)
        sent = sender.send()
        received, update_needed = _fetch(begin, session)
        # Also what a centre that had forgotten something is offered again.
        sent += sender.send()
        sent += _audit(begin, session, sender, hello, clock().date())
        fetch_team_openings(begin, session, clock)
    with begin() as records:
        records.set_setting(LAST_SUCCESS, clock().isoformat())
        waiting, quarantined = records.waiting()
        conflicts = sum(one.reason == CONFLICT for one in records.refused())
    return SyncOutcome(sent, received, waiting, quarantined, hello, update_needed, conflicts)


def notice_of(fault: CentreFault) -> OperatorNotice:
    """Return what the operator is told of a fault; detail `state` is its SQLSTATE or word."""
    codes = {
        FaultKind.SIGN_IN: NoticeCode.CENTRE_REJECTED,
        FaultKind.ROW: NoticeCode.CENTRE_REJECTED,
        FaultKind.UPDATE: NoticeCode.UPDATE_NEEDED,
        FaultKind.RETRY: NoticeCode.CENTRE_UNREACHABLE,
        FaultKind.RESYNC: NoticeCode.CENTRE_UNREACHABLE,
    }
    code = codes[fault.kind]
    if fault.state == "tls":
        code = NoticeCode.CENTRE_UNTRUSTED
    elif fault.state in _NOT_PREPARED:
        code = NoticeCode.CENTRE_NOT_PREPARED
    return OperatorNotice(code, state=fault.state)


class RetrySchedule:
    """When to try again: uniform(0, min(300 s, 2^k)) after the k-th failure in a row.

    `uniform(low, high)` is `random.uniform` or a test's own. Full jitter: after an outage a
    thousand desks must not come back in step.
    """

    LONGEST = timedelta(seconds=300)

    def __init__(self, uniform: Callable[[float, float], float]) -> None:
        self._uniform = uniform
        self._failures = 0

    def after_failure(self) -> timedelta:
        """How long to wait before the next round."""
        self._failures = min(self._failures + 1, 16)
        longest = min(self.LONGEST.total_seconds(), 2.0**self._failures)
        return timedelta(seconds=self._uniform(0.0, longest))

    def after_success(self) -> timedelta:
        """How long until the next ordinary round: 60 s ± 50 %."""
        self._failures = 0
        return timedelta(seconds=self._uniform(30.0, 90.0))

    def after_call(self) -> timedelta:
        """How long after the end of a call: 0 to 3 s."""
        return timedelta(seconds=self._uniform(0.0, 3.0))


def _greet(begin: Begin, session: CentreSession, hello: Hello) -> None:
    """Keep the clock's offset and the role; offer everything to another centre than before.

    It may have been restored from before them, promoted without its last rows, or have got its
    files put back.
    """
    with begin() as records:
        records.set_setting(CLOCK_OFFSET, str(hello.offset_ms))
        before = records.setting(LOGIN_SETTING), records.setting(ROLE)
        records.set_setting(ROLE, hello.role)
        records.set_setting(LOGIN_SETTING, hello.login)
        # Also where somebody else signed in: the cursor has passed what only the one before might
        # see, and a centre that was another one meanwhile was offered the other's rows alone.
        another = records.setting(EPOCH) not in {None, hello.epoch}
        if another or before[0] not in {None, hello.login}:
            _begin_anew(records)
            remember(records, hello)
        records.set_setting(EPOCH, hello.epoch)
        same_person = before == (hello.login, hello.role)
        doubted = note_server(records, hello, same_person=same_person)
    if doubted:
        forgotten = has_forgotten(session, doubted)
        with begin() as records:
            if forgotten:
                _begin_anew(records)
            remember(records, hello)


def _begin_anew(records: Records) -> None:
    """Offer all this desk wrote, and pull from the beginning; whole or not at all."""
    records.offer_again()
    records.set_setting(CURSOR, "")
    records.set_setting(ROWS_CURSOR, "")


def _fetch(begin: Begin, session: CentreSession) -> tuple[int, bool]:
    """Fetch what is new, all of it where the centre cannot tell; say how many, and if too old."""
    try:
        try:
            return _fetch_editions(begin, session) + _fetch_rows(begin, session), False
        except CentreFault as fault:
            if fault.kind is not FaultKind.RESYNC:
                raise
        with begin() as records:
            _begin_anew(records)
        return _fetch_editions(begin, session) + _fetch_rows(begin, session), False
    except CentreFault as fault:
        if fault.kind is not FaultKind.UPDATE:
            raise
        return 0, True


def _fetch_editions(begin: Begin, session: CentreSession) -> int:
    """Keep new editions and the cursor that has seen them, in one transaction."""
    with begin() as records:
        cursor = records.setting(CURSOR) or ""
    editions, seen = session.editions_after(cursor)
    for edition in editions:
        if hashlib.sha256(edition.payload).hexdigest() != edition.digest:
            raise CentreFault(FaultKind.RETRY, "edition_digest")
    with begin() as records:
        for edition in editions:
            records.keep_edition(edition)
        records.set_setting(CURSOR, seen)
    return len(editions)


def _fetch_rows(begin: Begin, session: CentreSession) -> int:
    """Keep new rows and forget erased ones, with the cursor that has seen them."""
    with begin() as records:
        cursor = records.setting(ROWS_CURSOR) or ""
    found, seen = session.rows_after(cursor)
    with begin() as records:
        records.keep_rows(found)
        records.set_setting(ROWS_CURSOR, seen)
    return len(found)


def _audit(begin: Begin, session: CentreSession, sender: Sender, hello: Hello, today: date) -> int:
    """Once a day compare own calls with the centre's; send again what differs, return how many.

    A day of which the centre has more calls than the desk is left alone: nothing here can mend it.
    """
    with begin() as records:
        if hello.role == "trainee" or records.setting(AUDITED) == today.isoformat():
            return 0
    since = today - AUDIT_WINDOW
    held = {(one.device, one.day): one for one in session.days(since)}
    with begin() as records:
        for own in records.days(since, hello.login):
            other = held.get((own.device, own.day))
            if other is None or (other != own and other.calls <= own.calls):
                records.offer_again(own.day)
    sent = sender.send()
    with begin() as records:
        records.set_setting(AUDITED, today.isoformat())
    return sent
