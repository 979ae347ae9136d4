"""A desk in memory: the real service over the real storage's statements, on SQLite without a file.

What a file adds (encryption, the log, fsync) is tried by `tests/faults` with real kills; here a
transaction is whole or absent by SQLite's own rollback, and a life takes milliseconds.
"""

from __future__ import annotations

import contextlib
import re
from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlalchemy import StaticPool, create_engine, event, select

from operator_app.domain.calls import CallEvent, EventKind
from operator_app.domain.conflicts import Choice
from operator_app.domain.errors import NoticeCode, OperatorNotice
from operator_app.domain.gaps import GapKind, SearchGap
from operator_app.domain.ports import CentreFault
from operator_app.domain.records import DEVICE_SETTING, CallRecord, Entity
from operator_app.services.conflicts import choose
from operator_app.services.synchronise import synchronise
from operator_app.storage import tables
from operator_app.storage.driver import load_driver
from operator_app.storage.local_records import LocalRecords
from tests.simulator.centre import POISON, device_of
from tests.simulator.world import Doom, Keys, ModelSession

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator

    from sqlalchemy import Engine

    from operator_app.domain.ports import Records
    from operator_app.domain.records import Acknowledged
    from operator_app.services.synchronise import SyncOutcome
    from tests.simulator.centre import Key, ModelCentre
    from tests.simulator.world import Wire


class Shelf:
    """Engines that are emptied and used again: making the tables takes longer than a life."""

    def __init__(self) -> None:
        self._engines: list[Engine] = []

    def take(self, count: int) -> list[Engine]:
        """So many empty files."""
        while len(self._engines) < count:
            self._engines.append(memory_engine())
        for engine in self._engines[:count]:
            with engine.begin() as connection:
                for statement in _EMPTY:
                    connection.exec_driver_sql(statement)
        return self._engines[:count]

    def close(self) -> None:
        for engine in self._engines:
            engine.dispose()


def memory_engine() -> Engine:
    """An empty file of the newest schema, in memory."""
    engine = create_engine("sqlite://", module=load_driver(), poolclass=StaticPool, creator=_copy)
    event.listen(engine, "begin", _begin_at_once)
    return engine


def _copy() -> Any:
    opened = _memory()
    _template().backup(opened)
    return opened


@cache
def _template() -> Any:
    opened = _memory()
    engine = create_engine(
        "sqlite://", module=load_driver(), poolclass=StaticPool, creator=lambda: opened
    )
    tables.metadata.create_all(engine)
    return opened


def _memory() -> Any:
    return load_driver().connect(":memory:", isolation_level=None, check_same_thread=False)


def _begin_at_once(connection: Any) -> None:
    connection.connection.driver_connection.execute("BEGIN IMMEDIATE")


class Watched:
    """Records that count their steps, and tell what is acknowledged."""

    def __init__(self, inner: Records, desk: SimulatedDesk) -> None:
        self._inner, self._desk = inner, desk

    def __getattr__(self, name: str) -> Any:
        self._desk.doom.step()
        return getattr(self._inner, name)

    def acknowledge(self, done: Any) -> None:
        self._desk.doom.step()
        self._inner.acknowledge(self._desk.clearing(done))


class SimulatedDesk:
    """One agent's file, way to the centre and hands on the keys.

    `reported` is what was reported saved to the agent, with its rev; `typed` each word of theirs
    with its call. A note says all words of the versions it was made from. `ended`: new calls are
    over at once, so that the agent may choose between two versions of one.
    """

    def __init__(
        self, agent: str, engine: Engine, centre: ModelCentre, wire: Wire, chance: random.Random,
        *, lead: bool = False, name: str = "",
    ) -> None:  # fmt: skip
        self.agent, self.lead, self.name = agent, lead, name or agent
        self._engine, self._centre, self._chance = engine, centre, chance
        self.wire, self.clock = wire, wire.clock
        self.doom, self.disk_full_in = Doom(), 0
        self.calls: list[UUID] = []
        self.reported: dict[Key, int] = {}
        self.attempted: set[Key] = set()
        self.call_of: dict[UUID, UUID] = {}
        self.poisoned: set[UUID] = set()
        self.typed: dict[str, UUID] = {}
        self._words = 0
        self.ended = False
        self.sent: list[Any] = []
        self.typing = 0.0
        self.clearing: Callable[[tuple[Acknowledged, ...]], Any] = lambda done: done
        self.wrap: Callable[[Any], Any] = lambda session: session
        self.start()
        with self.begin() as records:
            records.set_setting(DEVICE_SETTING, str(device_of(agent)))

    def start(self) -> None:
        """Start the program (again): nothing is left of the one before but its file."""
        self.doom = Doom()
        self.new_key = Keys(self.clock, self._chance)

    def copy_to(self, other: Any) -> None:
        """Copy the file into another connection of the driver."""
        with self._engine.connect() as connection:
            connection.rollback()
            source: Any = connection.connection.driver_connection
            source.backup(other)

    def restore_from(self, copy: Any) -> None:
        """Put a copy in the file's place."""
        with self._engine.connect() as connection:
            connection.rollback()
            copy.backup(connection.connection.driver_connection)

    def remember(self, other: SimulatedDesk) -> None:
        """Take over what another desk saw of its file."""
        self.calls, self.reported = list(other.calls), dict(other.reported)
        self.call_of, self.poisoned = dict(other.call_of), set(other.poisoned)
        self.typed = dict(other.typed)

    @contextlib.contextmanager
    def begin(self) -> Iterator[Any]:
        self.doom.step()
        with self._engine.begin() as connection:
            yield Watched(LocalRecords(connection), self)
            self.doom.step()
            self.disk_full_in -= 1
            if self.disk_full_in == 0:
                raise OperatorNotice(NoticeCode.DISK_FULL)
        self.doom.step()

    @contextlib.contextmanager
    def _between(self) -> Iterator[Any]:
        """A transaction of a round: the agent may save something just before it."""
        if self._chance.random() < self.typing:
            self.save()
        with self.begin() as records:
            yield records

    @contextlib.contextmanager
    def _connect(self) -> Iterator[Any]:
        self.doom.step()
        self.wire.open()
        session = ModelSession(self._centre, self.wire, self.doom, self.agent, self.lead, self.sent)
        yield self.wrap(session)

    def round(self) -> SyncOutcome:
        return synchronise(self._between, self._connect, self.clock)

    def push_old(self) -> None:
        """Let all that was ever sent arrive again, the oldest last of all."""
        for batch in reversed(self.sent):
            with contextlib.suppress(CentreFault):
                self._centre.push(self.agent, batch)

    # ------------------------------------------------------------ the agent's hands

    def save(self, *, note: str = "") -> None:
        """One autosave: a new call, or one more step of an old one, each with its event."""
        if self.calls and self._chance.random() < 0.6:
            with self.begin() as records:
                old = records.call(self._chance.choice(self.calls[-6:]))
                seq = len(records.events(old.id)) + 1 if old else 1
            if old is None:
                return
            said = f"{old.note.replace(POISON, '')} {self._word()}"
            call = replace(old, rev=old.rev + 1, note=f"{said} {note}" if note else said)
        else:
            call, seq = self._opened(f"{self._word()} {note}" if note else self._word()), 1
        happened = CallEvent(self.new_key(), call.id, seq, self.clock(), EventKind.NOTE,
                             {"text": f"шаг {seq}"})  # fmt: skip
        keys = {(Entity.CALL, call.id): call.rev, (Entity.CALL_EVENT, happened.id): 1}
        self.attempted |= set(keys)
        self.call_of |= {call.id: call.id, happened.id: call.id}
        if note:
            self.poisoned.add(call.id)
        with self.begin() as records:
            records.save_call(call, [happened])
        self.reported |= keys
        self.typed |= {word: call.id for word in words_in(call.note) if word not in self.typed}
        if seq == 1:
            self.calls.append(call.id)

    def _word(self) -> str:
        self._words += 1
        return f"‹{self.name} {self._words}›"

    def _opened(self, note: str) -> CallRecord:
        opened = CallRecord(
            self.new_key(), 1, device_of(self.agent), self.agent, self.clock(), None, "open",
            "+79161234567", "Мария", "100500", "delivery-late", 1, "", note, "",
        )  # fmt: skip
        if not self.ended:
            return opened
        at = self.clock.true - timedelta(days=2)
        return replace(opened, status="closed", opened_at=at, closed_at=at)

    def report_gap(self) -> None:
        gap = SearchGap(self.new_key(), device_of(self.agent), self.clock(), self.agent, 1,
                        GapKind.NOTHING_FOUND, "возврат в постамат")  # fmt: skip
        self.attempted.add((Entity.SEARCH_GAP, gap.id))
        self.call_of[gap.id] = gap.id
        with self.begin() as records:
            records.save_row(Entity.SEARCH_GAP, gap)
        self.reported[Entity.SEARCH_GAP, gap.id] = 1

    def choose(self) -> bool:
        """Say what counts of a call with two versions, for the first time or not."""
        with self._engine.begin() as connection:
            found = connection.scalars(select(tables.conflict.c.call_id).distinct()).all()
        if not found:
            return False
        call = UUID(bytes=self._chance.choice(sorted(found)))
        choice = self._chance.choice([Choice.MINE, Choice.THEIRS, Choice.BOTH])
        return choose(self.begin, call, choice, self.clock, self._noted_key(call))

    def _noted_key(self, call: UUID) -> Callable[[], UUID]:
        def made() -> UUID:
            key = self.new_key()
            self.attempted |= {(Entity.CALL, key), (Entity.CALL_EVENT, key)}
            self.call_of[key] = call
            return key

        return made

    # ------------------------------------------------------------ what the checker reads

    def words(self) -> set[str]:
        """Every word that this file holds, in a call or in either version of one."""
        with self._engine.begin() as connection:
            return words_in(" ".join(connection.exec_driver_sql(_WORDS).scalars()))

    def kept(self) -> dict[Key, tuple[int, bytes, str]]:
        """Every row of its own with rev, digest and the state of its mark ("" for none)."""
        with self._engine.begin() as connection:
            found = connection.exec_driver_sql(_KEPT, {"agent": self.agent}).all()
        return {
            (Entity(entity), UUID(bytes=key)): (rev, digest, state or "")
            for entity, key, rev, digest, state in found
        }

    def pulled(self) -> tuple[dict[int, str], set[UUID]]:
        """Editions with their digests, and all gaps."""
        with self._engine.begin() as connection:
            edition = select(tables.edition.c.number, tables.edition.c.digest)
            editions = {row.number: row.digest for row in connection.execute(edition)}
            gaps = {UUID(bytes=one) for one in connection.scalars(select(tables.search_gap.c.id))}
        return editions, gaps


def words_in(text: str) -> set[str]:
    return set(re.findall("‹[^›]+›", text))


_WORDS: Final = """
    SELECT note FROM call UNION ALL SELECT mine FROM conflict UNION ALL SELECT theirs FROM conflict
"""
# Text, and one statement: it is asked after every round of every life.
_KEPT: Final = """
    SELECT own.*, CASE reason WHEN 'conflict' THEN reason ELSE state END AS state FROM (
        SELECT 'call' AS entity, id, rev, digest FROM call
        UNION ALL SELECT 'call_event', id, 1, digest FROM call_event
        UNION ALL SELECT 'search_gap', id, 1, digest FROM search_gap WHERE agent = :agent
        UNION ALL SELECT 'opening', id, rev, digest FROM opening
        UNION ALL SELECT 'preference', id, rev, digest FROM preference
    ) AS own LEFT JOIN outbox ON outbox.entity = own.entity AND outbox.id = own.id
"""
_EMPTY: Final = [str(one.delete()) for one in reversed(tables.metadata.sorted_tables)]
