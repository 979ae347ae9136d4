"""What the services need from the world; the adapters are made in `bootstrap`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final, Protocol
from uuid import UUID

from operator_app.domain.calls import CallEvent, Customer
from operator_app.domain.compensation import CentreTotal
from operator_app.domain.conflicts import Conflict
from operator_app.domain.follow_ups import FollowUpKind, Standing
from operator_app.domain.gaps import SearchGap
from operator_app.domain.openings import SopOpening
from operator_app.domain.preferences import Preference
from operator_app.domain.publication import Edition
from operator_app.domain.records import (
    Acknowledged,
    CallRecord,
    ColleagueCall,
    DayDigest,
    Entity,
    HeldCall,
    JournalRow,
    OutboxItem,
    PulledRow,
    RefusedRow,
    SentRow,
    SharedHistory,
)

Clock = Callable[[], datetime]
"""Now, in UTC and with a time zone."""

KeySource = Callable[[], UUID]
"""A fresh UUIDv7."""


@dataclass(frozen=True, slots=True)
class JournalFilter:
    """Which calls the journal lists, newest first; empty fields do not filter. Times are UTC."""

    since: datetime | None = None
    until: datetime | None = None
    outcome: str = ""
    text: str = ""
    waiting_only: bool = False
    noted_only: bool = False
    limit: int = 500


class Records(Protocol):
    """The local file inside one transaction.

    Every method may raise OperatorNotice for a fault of the disk.
    """

    def save_call(self, record: CallRecord, events: Sequence[CallEvent]) -> None:
        """Write the call if its rev is newer, add the events, mark both for sending.

        One outbox mark an entity, however often it is saved before it is sent.
        """

    def call(self, call_id: UUID) -> CallRecord | None:
        """The call of that id."""

    def events(self, call_id: UUID) -> tuple[CallEvent, ...]:
        """Its events by `seq`."""

    def unfinished(self) -> tuple[CallRecord, ...]:
        """Calls that are open or parked, oldest first."""

    def journal(self, wanted: JournalFilter) -> tuple[JournalRow, ...]:
        """Calls for the journal, newest first."""

    def history(self, customer: Customer, besides: UUID, limit: int) -> tuple[CallRecord, ...]:
        """Closed calls of the same number, order or (with neither) full name, newest first."""

    def waiting(self) -> tuple[int, int]:
        """How many calls wait to be sent, and how many are quarantined (each counted once)."""

    def pending(self, limit: int) -> tuple[OutboxItem, ...]:
        """Rows to send, oldest mark first; never quarantined ones, nor those of another login.

        Which versions of calls they are is kept: from now on the centre may hold them.
        """

    def save_row(self, entity: Entity, row: SentRow) -> None:
        """Write a row of another entity than a call's if it is newer, and mark it for sending."""

    def keep_rows(self, pulled: Sequence[PulledRow]) -> None:
        """Write what the centre sent, except over rows that wait; forget what it erased."""

    def offer_again(self, day: date | None = None) -> None:
        """Mark all this desk wrote for sending (of calls: those whose key is of that UTC day)."""

    def days(self, since: date, agent: str) -> tuple[DayDigest, ...]:
        """That agent's calls a day by their keys, without days a part of which has a mark."""

    def acknowledge(self, done: Sequence[Acknowledged]) -> None:
        """Drop the marks whose rev is not newer than what the centre holds; forget erased rows."""

    def quarantine(self, item: OutboxItem, reason: str) -> None:
        """Keep the row, stop sending it, remember why (an SQLSTATE, no customer data)."""

    def refused(self) -> tuple[RefusedRow, ...]:
        """What the centre refused, the oldest first."""

    def oldest_waiting(self) -> UUID | None:
        """The least key that waits to be sent."""

    def send_again(self) -> int:
        """Let everything refused be sent once more; how many rows that is."""

    def was_held(self, call_id: UUID, digest: bytes) -> bool:
        """Whether the centre acknowledged that version of a call, as far as this file knows."""

    def was_offered(self, call_id: UUID, digest: bytes) -> bool:
        """Whether that version of a call was ever about to be sent."""

    def keep_conflict(self, conflict: Conflict) -> None:
        """Keep both versions of a call; once one is chosen the centre's counts as known."""

    def conflict(self, call_id: UUID) -> Conflict | None:
        """The last conflict there was about a call."""

    def forget_call(self, call_id: UUID) -> None:
        """Drop a call that was never sent, with all that happened in it."""

    def gaps(self, since: datetime) -> tuple[SearchGap, ...]:
        """Gaps met since then, in the order in which they came to the file."""

    def opening(self, day: date, agent: str, sop: str) -> SopOpening | None:
        """How often the agent opened a SOP at this desk on that day (UTC), None for never."""

    def forget_openings(self, before: date) -> None:
        """Drop those of earlier days, sent or not."""

    def preferences(self, agent: str, kind: str) -> tuple[Preference, ...]:
        """What that agent set up of that kind, oldest first, what was let go too."""

    def follow_ups(self, kind: FollowUpKind) -> tuple[Standing, ...]:
        """What is unfinished at the centre or was touched here since it last spoke, by key."""

    def follow_up(self, item: UUID) -> Standing | None:
        """One of them, finished or not."""

    def follow_ups_since(self, kind: FollowUpKind, since: datetime) -> tuple[Standing, ...]:
        """Those made since then, finished or not, by key."""

    def centre_total(self, customer: Customer) -> CentreTotal | None:
        """What was kept of what the centre said about a customer's compensations."""

    def keep_centre_total(
        self, customer: Customer, told: CentreTotal, drop_before: datetime
    ) -> None:
        """Keep it, and drop everybody's that was fetched before a moment."""

    def shared_history(self, customer: Customer) -> SharedHistory | None:
        """What was kept of a customer's calls at the centre."""

    def keep_shared_history(
        self, customer: Customer, history: SharedHistory, drop_before: datetime
    ) -> None:
        """Keep it, and drop everybody's that was fetched before a moment."""

    def edition(self, number: int | None = None) -> Edition | None:
        """An edition of the content by number, the newest without one."""

    def editions(self) -> tuple[int, ...]:
        """Numbers of the editions that are kept, newest first."""

    def edition_reading(self, digest: str) -> bytes | None:
        """What was kept of reading the edition of that digest."""

    def keep_edition_reading(self, digest: str, reading: bytes) -> None:
        """Keep what reading an edition gave, and drop that of editions no longer here."""

    def keep_edition(self, edition: Edition) -> None:
        """Add an edition; one with the same number and digest is left as it is."""

    def setting(self, key: str) -> str | None:
        """A small named value kept in the file (cursor, device id, theme…)."""

    def set_setting(self, key: str, value: str) -> None:
        """Keep a small named value."""


Begin = Callable[[], AbstractContextManager[Records]]
"""Opens one `BEGIN IMMEDIATE` transaction: committed at its end, rolled back when it raises."""


class SecretVault(Protocol):
    """Where keys and passwords are kept; may raise OperatorNotice KEY_STORE_UNAVAILABLE."""

    def read(self, name: str) -> str | None:
        """The secret of that name."""

    def write(self, name: str, secret: str) -> None:
        """Keep a secret."""

    def erase(self, name: str) -> None:
        """Forget a secret; one that is not there is no fault."""


class FaultKind(StrEnum):
    """What a failed exchange with the centre asks for (`sync.md`, point 6)."""

    RETRY = "retry"
    SIGN_IN = "sign_in"
    ROW = "row"
    UPDATE = "update"
    RESYNC = "resync"


OTHER_CONTENT: Final = "other_content"
"""`CentreFault.state` of a row in whose place the centre holds another one."""


class CentreFault(Exception):
    """An exchange with the centre failed; nothing in it is acknowledged.

    `state` is the SQLSTATE or a word for it; `why` a closer word where the line tells one
    (`sync.faults`). Never carries a value from a row.
    """

    def __init__(self, kind: FaultKind, state: str, why: str = "") -> None:
        super().__init__(f"{kind.value} {state}")
        self.kind = kind
        self.state = state
        self.why = why


@dataclass(frozen=True, slots=True)
class Hello:
    """The centre's greeting.

    `epoch` changes with a restore or a promotion, `started` with every start of its server;
    `offset_ms` is its clock minus ours; `served` is False for a program so old that it may send but
    gets nothing.
    """

    epoch: str
    schema: int
    server_time: datetime
    role: str
    full_name: str
    team: str
    offset_ms: int
    login: str = ""
    served: bool = True
    started: str = ""


class CentreSession(Protocol):
    """One connection: hello, push all, pull all, close. Every method may raise CentreFault."""

    def hello(self) -> Hello:
        """Introduce this device."""

    def push(self, items: Sequence[OutboxItem]) -> tuple[Acknowledged, ...]:
        """Write rows in one transaction; returns what was read back in it.

        Only after COMMIT returned: until then nothing is acknowledged. A ROW fault OTHER_CONTENT
        means that the centre holds something there that was not `known`.
        """

    def still_holds(self, rows: Sequence[Acknowledged]) -> bool:
        """Whether it has every one of these own rows, none of them older."""

    def quarantine(self, item: OutboxItem, reason: str) -> None:
        """Copy the bytes of a refused row to the centre's quarantine."""

    def held_call(self, call_id: UUID, own_events: Sequence[UUID]) -> HeldCall | None:
        """An own call as the centre holds it, and what happened in it besides these events.

        None when it has no content there.
        """

    def editions_after(self, cursor: str) -> tuple[tuple[Edition, ...], str]:
        """Editions committed since the opaque cursor (empty = all), and the new cursor."""

    def rows_after(self, cursor: str) -> tuple[tuple[PulledRow, ...], str]:
        """Rows of pulled entities committed since the cursor, oldest first, and the new cursor.

        Raises CentreFault RESYNC when the centre no longer knows what this cursor has missed.
        """

    def days(self, since: date) -> tuple[DayDigest, ...]:
        """Own calls a day by their keys, as the centre holds them."""

    def customer_history(self, customer: Customer, besides: UUID) -> tuple[ColleagueCall, ...]:
        """Closed calls of that number or order, whoever took them; the centre notes the look.

        Raises CentreFault ROW for a role that may not, or a customer of whom too little is known.
        """

    def compensation_total(self, customer: Customer, since: datetime) -> tuple[int, int]:
        """Roubles colleagues gave that customer since then, and the total a lead agreed to.

        The centre notes the look. Raises CentreFault ROW as `customer_history` does.
        """

    def team_openings(self) -> dict[str, float]:
        """What the own team opens, by SOP: 1 for the one opened most; the centre tells no names."""

    def publish(self, edition: Edition) -> None:
        """Add an edition; refused for anyone but a lead, or when the number is taken."""


Connect = Callable[[], AbstractContextManager[CentreSession]]
"""Opens a session with the centre; raises CentreFault when it cannot."""
