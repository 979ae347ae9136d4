"""The rows that are kept on the desk and sent to the centre, each with a digest of its content."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol
from uuid import UUID

from operator_app.domain.calls import CallEvent, Json
from operator_app.domain.conflicts import Conflict
from operator_app.domain.ids import day_of

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Made once: json.dumps with options would make an encoder for every row.
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode

DEVICE_SETTING = "device"
"""Name of the setting that keeps this installation's id."""

LOGIN_SETTING = "sync.login"
"""Name of the setting that keeps who signed in at the centre last."""


class Entity(StrEnum):
    """What an outbox mark points at."""

    CALL = "call"
    CALL_EVENT = "call_event"
    ERASURE = "erasure"
    """Only ever pulled: the centre's word that a row is to be forgotten."""
    SEARCH_GAP = "search_gap"
    FOLLOW_UP = "follow_up"
    """Only ever pulled: the centre's fold of all desks' steps."""
    FOLLOW_UP_STEP = "follow_up_step"
    OPENING = "opening"
    PREFERENCE = "preference"


class OutboxState(StrEnum):
    """Whether a mark is to be sent or was refused by the centre for its content."""

    WAITING = "waiting"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True)
class CallRecord:
    """One call as the journal shows it and the centre keeps it; its highest `rev` is the truth.

    Times are UTC; `status` is a `CallStatus` value; `record` is the note the program wrote;
    `extra` carries fields a newer version added, unread and unchanged.
    """

    id: UUID
    rev: int
    device: UUID
    agent: str
    opened_at: datetime
    closed_at: datetime | None
    status: str
    number: str
    name: str
    order: str
    script: str
    edition: int
    outcome: str
    note: str
    record: str
    extra: Mapping[str, Json] = field(default_factory=lambda: MappingProxyType({}))

    def digest(self) -> bytes:
        """SHA-256 over every field in canonical JSON: 32 bytes."""
        return _digest(
            [
                str(self.id), self.rev, str(self.device), self.agent, _moment(self.opened_at),
                _moment(self.closed_at), self.status, self.number, self.name, self.order,
                self.script, self.edition, self.outcome, self.note, self.record, dict(self.extra),
            ]
        )  # fmt: skip


def event_digest(event: CallEvent) -> bytes:
    """SHA-256 over every field of an event in canonical JSON: 32 bytes."""
    key, call = str(event.id), str(event.call_id)
    return _digest([key, call, event.seq, _moment(event.at), event.kind.value, dict(event.data)])


def _moment(value: datetime | None) -> str | None:
    """Microseconds since 1970 as text: the same for every time zone and driver.

    Raises TypeError for a time without a zone.
    """
    return None if value is None else str((value - _EPOCH) // timedelta(microseconds=1))


def _digest(fields: list[object]) -> bytes:
    return hashlib.sha256(_CANONICAL(fields).encode("utf-8", "surrogatepass")).digest()


class SentRow(Protocol):
    """What every row that travels has: a key, made once and stored before any send."""

    @property
    def id(self) -> UUID:
        """A UUIDv7."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """The centre erased the row `row_id` of `entity`: no desk keeps or shows it any longer."""

    id: UUID
    entity: str
    row_id: UUID


@dataclass(frozen=True, slots=True)
class PulledRow:
    """A row the centre sent: kept on the desk unless a change of it waits there."""

    entity: Entity
    row: SentRow


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row the centre refused; `reason` is an SQLSTATE or a word for it."""

    entity: Entity
    id: UUID
    rev: int
    reason: str


@dataclass(frozen=True, slots=True)
class DayDigest:
    """One device's calls whose key was made on `day` (UTC).

    How many, and SHA-256 over their digests in the order of their keys.
    """

    device: UUID
    day: date
    calls: int
    digest: bytes


def day_digests(calls: Iterable[tuple[bytes, bytes, bytes, bool]]) -> tuple[DayDigest, ...]:
    """Sum up calls given as key, device, digest and whether to leave out their day, by key."""
    days: dict[tuple[bytes, date], list[bytes]] = {}
    left_out = set()
    for key, device, digest, marked in calls:
        place = device, day_of(UUID(bytes=key))
        days.setdefault(place, []).append(digest)
        if marked:
            left_out.add(place)
    return tuple(
        DayDigest(UUID(bytes=device), day, len(found), hashlib.sha256(b"".join(found)).digest())
        for (device, day), found in days.items()
        if (device, day) not in left_out
    )


@dataclass(frozen=True, slots=True)
class OutboxItem:
    """A row to send: `rev` is 1 for what never changes, an event or a gap.

    `digest` is the row's where it is known already: the file has it beside the row. `known` are the
    digests of what this file knows of that the centre may hold: it replaces nothing else. None: a
    higher rev replaces whatever is there.
    """

    entity: Entity
    id: UUID
    rev: int
    row: SentRow
    digest: bytes = b""
    known: frozenset[bytes] | None = None


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """What the centre holds, read back in the transaction that wrote it.

    `erased`: it only knows that the row was erased, and the desk forgets it too. `outdone`: where
    the last received counts, the rev of another change that it holds instead, 0 for none.
    """

    entity: Entity
    id: UUID
    rev: int
    erased: bool = False
    outdone: int = 0


@dataclass(frozen=True, slots=True)
class HeldCall:
    """A call as the centre holds it: when another computer changed it (UTC), what happened there.

    `events` are those by `seq` that this desk does not have.
    """

    call: CallRecord
    changed_at: datetime
    events: tuple[CallEvent, ...] = ()


@dataclass(frozen=True, slots=True)
class ColleagueCall:
    """A closed call of the same customer, whoever took it (`who` is the full name); times UTC."""

    id: UUID
    opened_at: datetime
    who: str
    order: str
    outcome: str
    note: str
    record: str


@dataclass(frozen=True, slots=True)
class SharedHistory:
    """What the centre knew of a customer's calls at `fetched_at` (UTC), the newest call first."""

    fetched_at: datetime
    calls: tuple[ColleagueCall, ...]


@dataclass(frozen=True, slots=True)
class JournalRow:
    """A call in the journal; `waiting` while any part of it has not reached the centre.

    `conflict` is the last one there was about it, chosen or not.
    """

    call: CallRecord
    waiting: bool
    quarantined: bool
    conflict: Conflict | None = None


@dataclass(frozen=True, slots=True)
class SyncState:
    """What the top bar says: counts of whole calls and the last success and failure (UTC)."""

    waiting: int
    quarantined: int
    last_success: datetime | None = None
    last_failure: datetime | None = None
    failure: str = ""
