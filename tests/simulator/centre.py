"""A centre in memory: what PostgreSQL holds, decides and answers, one transaction at a time.

`tests/integration/test_sync_model.py` compares it with the real one, answer by answer.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid5

from operator_app.domain.calls import CallEvent
from operator_app.domain.ids import first_key
from operator_app.domain.openings import SopOpening
from operator_app.domain.ports import OTHER_CONTENT, CentreFault, FaultKind
from operator_app.domain.preferences import Preference
from operator_app.domain.records import (
    Acknowledged,
    CallRecord,
    Entity,
    Erasure,
    HeldCall,
    PulledRow,
    day_digests,
    event_digest,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from operator_app.domain.publication import Edition
    from operator_app.domain.records import DayDigest, OutboxItem, SentRow

ERASED: Final = bytes(32)
ERASED_REV: Final = 2**62
POISON: Final = "\x00"
"""What no text column of PostgreSQL takes."""

Key = tuple[Entity, UUID]
_ORDER: Final = (
    Entity.CALL, Entity.CALL_EVENT, Entity.SEARCH_GAP, Entity.OPENING, Entity.PREFERENCE,
)  # fmt: skip
_CHANGING: Final = (CallRecord, SopOpening, Preference)


@dataclass(frozen=True, slots=True)
class Held:
    """A row as the centre has it; `commit` counts the transactions up to the one that wrote it."""

    rev: int
    digest: bytes
    agent: str
    row: SentRow | None
    commit: int
    prior: tuple[bytes, ...] = ()
    """Digests of the versions before this one."""


@dataclass
class State:
    """Everything that is committed."""

    rows: dict[Key, Held] = field(default_factory=dict)
    quarantine: set[tuple[Entity, UUID, int]] = field(default_factory=set)
    editions: dict[int, tuple[Edition, int]] = field(default_factory=dict)
    erasures: dict[UUID, tuple[Erasure, int]] = field(default_factory=dict)
    runs: dict[int, int] = field(default_factory=dict)
    """How much was committed when each run of the server began, as its first greeting notes it."""
    commits: int = 0


@dataclass
class Policy:
    """How rows are merged; the planted bugs change it."""

    guarded: bool = True
    updates: bool = True
    asks: bool = True
    """Whether a row that the sender does not know keeps its place."""
    keeps_runs: bool = True
    """Whether a cursor that has seen what was lost with files put back is noticed."""


class ModelCentre:
    """One database: its state, its epoch, and copies of it that may take its place."""

    def __init__(self) -> None:
        self.state = State()
        self.timeline = self.started = 1
        self._began_with = 0
        self.policy = Policy()
        self.undone: set[Key] = set()
        """Preferences in whose place a version came that they were made from."""

    @property
    def epoch(self) -> str:
        return f"7300-16400-{self.timeline:08X}"

    def backup(self) -> State:
        """A copy as of now: last night's backup, or a replica that stops following."""
        taken = copy.copy(self.state)
        taken.rows, taken.quarantine = dict(self.state.rows), set(self.state.quarantine)
        taken.editions, taken.erasures = dict(self.state.editions), dict(self.state.erasures)
        taken.runs = dict(self.state.runs)
        return taken

    def replace_by(self, copied: State, *, new_timeline: bool) -> None:
        """Restored or promoted (a new timeline), or files put back as they were (the same)."""
        self.state = copied
        self.timeline += int(new_timeline)
        self.started += 1
        self._began_with = copied.commits

    def greeted(self) -> None:
        """What the first greeting of a run writes down."""
        if self.started not in self.state.runs:
            self.state.runs[self.started] = self._began_with
            self.state.commits += 1

    def push(self, agent: str, items: Sequence[OutboxItem]) -> tuple[Acknowledged, ...]:
        """One transaction: merge, read back; raises CentreFault ROW and changes nothing."""
        newest: dict[Key, OutboxItem] = {}
        for one in items:
            known = newest.get((one.entity, one.id))
            if known is None or known.rev < one.rev:
                newest[one.entity, one.id] = one
        ordered = [one for entity in _ORDER for one in newest.values() if one.entity is entity]
        # It is met while the rows are sent, before the centre compares any.
        if any(POISON in _texts(one.row) for one in ordered):
            raise CentreFault(FaultKind.ROW, "encoding")
        written: dict[Key, Held] = {}
        done = [self._merge(agent, one, written) for one in ordered]
        self._commit(written)
        return tuple(done)

    def _merge(self, agent: str, item: OutboxItem, written: dict[Key, Held]) -> Acknowledged:
        key = item.entity, item.id
        given = Held(item.rev, digest_of(item.row), agent, item.row, 0)
        held = self.state.rows.get(key)
        if held is None:
            written[key] = self._emptied(given, item.row)
        elif self._replaces(item, held):
            written[key] = replace(given, prior=(held.digest, *held.prior))
            if set(_said(given.row)) < set(_said(held.row)):
                self.undone.add(key)
        elif not self.policy.updates:
            return Acknowledged(item.entity, item.id, item.rev)
        return _read_back(item, given.digest, written.get(key, held), self.policy)

    def _replaces(self, item: OutboxItem, held: Held) -> bool:
        if not self.policy.updates or not isinstance(item.row, _CHANGING):
            return False
        if not self.policy.guarded:
            return True
        unknown = self.policy.asks and item.known is not None and held.digest not in item.known
        return item.rev > held.rev and not unknown

    def still_holds(self, rows: Sequence[Acknowledged]) -> bool:
        """As `pull.still_holds`."""
        held = (self.state.rows.get((one.entity, one.id)) for one in rows)
        return all(
            there is not None and there.rev >= one.rev
            for one, there in zip(rows, held, strict=True)
        )

    def held_call(self, call_id: UUID, own_events: Sequence[UUID]) -> HeldCall | None:
        """As `pull.held_call`; when it came is not modelled."""
        held = self.state.rows.get((Entity.CALL, call_id))
        if held is None or not isinstance(held.row, CallRecord):
            return None
        rows = (one.row for one in self.state.rows.values())
        happened = [one for one in rows if isinstance(one, CallEvent) and one.call_id == call_id]
        besides = [one for one in happened if one.id not in own_events]
        events = tuple(sorted(besides, key=lambda one: (one.seq, one.id)))
        changed_at = max((one.at for one in events), default=held.row.opened_at)
        return HeldCall(held.row, changed_at, events)

    def _emptied(self, given: Held, row: SentRow) -> Held:
        """What is part of an erased call is kept without its content, however late it comes."""
        call = row.call_id if isinstance(row, CallEvent) else row.id
        if call not in self.state.erasures:
            return given
        rev = ERASED_REV if isinstance(row, CallRecord) else 1
        return replace(given, rev=rev, digest=ERASED, row=None)

    def _commit(self, written: dict[Key, Held]) -> None:
        self.state.commits += 1
        stamped = {key: replace(one, commit=self.state.commits) for key, one in written.items()}
        self.state.rows.update(stamped)

    def park(self, item: OutboxItem) -> None:
        """Take a refused row's bytes, unless its person was erased."""
        held = self.state.rows.get((item.entity, item.id))
        if item.id not in self.state.erasures and (held is None or held.digest != ERASED):
            self.state.quarantine.add((item.entity, item.id, item.rev))

    def publish(self, edition: Edition) -> None:
        self.state.commits += 1
        self.state.editions[edition.number] = edition, self.state.commits

    def erase(self, call: UUID) -> None:
        """`app.erase_calls` of one call."""
        self.state.commits += 1
        for key, held in list(self.state.rows.items()):
            of_call = isinstance(held.row, CallEvent) and held.row.call_id == call
            if key == (Entity.CALL, call):
                self.state.rows[key] = replace(held, rev=ERASED_REV, digest=ERASED, row=None)
            elif of_call:
                self.state.rows[key] = replace(held, digest=ERASED, row=None)
        word = Erasure(uuid5(call, "erasure"), Entity.CALL.value, call)
        self.state.erasures.setdefault(call, (word, self.state.commits))

    def editions_after(self, cursor: str) -> tuple[tuple[Edition, ...], str]:
        """As `pull.editions_after`; a cursor is the epoch and the commits it has seen."""
        seen = self._seen(cursor)
        news = [one for one, at in self.state.editions.values() if at > seen]
        return tuple(sorted(news, key=lambda one: one.number)), self._cursor()

    def rows_after(
        self, cursor: str, agent: str, *, lead: bool
    ) -> tuple[tuple[PulledRow, ...], str]:
        """Erasures, which everybody sees, a lead's gaps, which are the team's, own preferences."""
        seen = self._seen(cursor)
        found = [PulledRow(Entity.ERASURE, one) for one, at in self.state.erasures.values()
                 if at > seen]  # fmt: skip
        found += [
            PulledRow(entity, held.row)
            for (entity, _), held in self.state.rows.items()
            if entity is Entity.SEARCH_GAP and lead and held.commit > seen and held.row is not None
        ]
        found += [
            PulledRow(entity, held.row)
            for (entity, _), held in self.state.rows.items()
            if isinstance(held.row, Preference) and held.agent == agent and held.commit > seen
        ]
        return tuple(found), self._cursor()

    def days(self, agent: str, since: date) -> tuple[DayDigest, ...]:
        first = first_key(since)
        calls = sorted(
            ((key, held) for (entity, key), held in self.state.rows.items()
             if entity is Entity.CALL and held.agent == agent and key >= first),
            key=lambda one: one[0],
        )  # fmt: skip
        # The device stays on an erased row; here every agent has one.
        return day_digests(
            (key.bytes, device_of(agent).bytes, held.digest, False) for key, held in calls
        )

    def _seen(self, cursor: str) -> int:
        epoch, _, told = cursor.partition("@")
        if epoch != self.epoch:
            return 0
        seen, run = (int(one) for one in told.split("@"))
        if seen > self.state.commits or (self.policy.keeps_runs and self._has_lost(run, seen)):
            raise CentreFault(FaultKind.RESYNC, "cursor_ahead")
        return seen

    def _has_lost(self, run: int, seen: int) -> bool:
        later = (began for one, began in self.state.runs.items() if one > run)
        is_known = run in self.state.runs or run == self.started
        return not is_known or any(began < seen for began in later)

    def _cursor(self) -> str:
        return f"{self.epoch}@{self.state.commits}@{self.started}"


def device_of(agent: str) -> UUID:
    return uuid5(UUID(int=7), agent)


def digest_of(row: SentRow) -> bytes:
    """The digest the desk sends beside a row."""
    if isinstance(row, CallEvent):
        return event_digest(row)
    digest: bytes = row.digest()  # type: ignore[attr-defined]  # calls and gaps have it
    return digest


def _said(row: SentRow | None) -> tuple[str, ...]:
    return tuple(str(row.data["words"]).split()) if isinstance(row, Preference) else ()


def _texts(row: SentRow) -> str:
    return row.note if isinstance(row, CallRecord) else ""


def _read_back(item: OutboxItem, sent: bytes, held: Held | None, policy: Policy) -> Acknowledged:
    if held is None:
        raise CentreFault(FaultKind.ROW, "not_held")
    if isinstance(item.row, Preference) and held.digest != sent and held.rev >= item.rev:
        outdone = 0 if sent in held.prior else held.rev
        return Acknowledged(item.entity, item.id, item.rev, outdone=outdone)
    strange = policy.asks and item.known is not None and held.digest not in item.known
    if held.digest not in (sent, ERASED) and (strange or held.rev == item.rev):
        raise CentreFault(FaultKind.ROW, OTHER_CONTENT)
    if held.rev < item.rev and isinstance(item.row, _CHANGING):
        raise CentreFault(FaultKind.ROW, "not_held")
    return Acknowledged(item.entity, item.id, held.rev, held.digest == ERASED)


def calls_of(rows: Iterable[Key]) -> set[UUID]:
    """The calls among keys."""
    return {key for entity, key in rows if entity is Entity.CALL}
