"""A central database with people in it, and desks with real local files, for the tests of sync."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import psycopg
from psycopg import sql

from operator_app.domain.calls import CallEvent, EventKind
from operator_app.domain.ids import UuidV7Source
from operator_app.domain.records import CallRecord, Entity, OutboxItem, event_digest
from operator_app.services.synchronise import SyncOutcome, synchronise
from operator_app.storage.local_file import LocalFile
from operator_app.sync import administration, people
from operator_app.sync.gateway import Desk, PostgresCentre
from operator_app.sync.people import Enrolment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from operator_app.domain.ports import Begin, Connect
    from operator_app.sync.address import CentreAddress

ROOT = Path(__file__).parents[2]
CENTRE_MIGRATIONS = ROOT / "db" / "centre"
LOCAL_MIGRATIONS = ROOT / "db" / "local"
NEW_KEY = UuidV7Source()
PASSWORD = "Очень длинный пароль №7"
PEOPLE = (
    Enrolment("ivanova", "agent", "Север", "Иванова Анна"),
    Enrolment("petrov", "agent", "Север", "Петров Пётр"),
    Enrolment("sidorova", "agent", "Юг", "Сидорова Ольга"),
    Enrolment("vedeneev", "lead", "Север", "Веденеев Илья"),
    Enrolment("yuzhina", "lead", "Юг", "Южина Вера"),
    Enrolment("novichok", "trainee", "Север", "Новиков Олег"),
)


def now() -> datetime:
    return datetime.now(UTC)


def without_disk_waits(server: CentreAddress) -> CentreAddress:
    """Let a server of tests that cut no power answer before the disk has what it wrote."""
    with psycopg.connect(server.in_database("postgres").conninfo(), autocommit=True) as session:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            session.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(setting)))
        session.execute("SELECT pg_reload_conf()")
    return server


@dataclass(frozen=True)
class CentreWorld:
    """A prepared database on a running server; `administrator` may do anything in it."""

    administrator: CentreAddress

    @classmethod
    def prepare(cls, administrator: CentreAddress) -> CentreWorld:
        """Make and fill the database of that address."""
        administration.initialise(administrator, CENTRE_MIGRATIONS)
        for person in PEOPLE:
            verifier = people.scram_verifier(person.login, PASSWORD)
            people.add_user(administrator, person, verifier)
        return cls(administrator)

    def copied(self, name: str) -> CentreWorld:
        """Another database like this one, in which nobody may be; people enter it as at first."""
        copy = self.administrator.in_database(name)
        server = self.administrator.in_database("postgres").conninfo()
        with psycopg.connect(server, autocommit=True) as session:
            names = sql.Identifier(name), sql.Identifier(self.administrator.database)
            session.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))
        return self.prepare(copy)

    def entered_as(self, login: str) -> CentreAddress:
        return self.administrator.entered_as(login, PASSWORD)

    def centre(self, login: str, *, port: str = "", seconds: float = 30.0) -> PostgresCentre:
        """The gateway of one person, past a proxy when `port` names one."""
        address = self.entered_as(login)
        if port:
            address = replace(address, ports=port)
        desk = Desk(NEW_KEY(), "0.1.0")
        return PostgresCentre(lambda: address, desk, now, seconds=seconds)

    def sql(self, login: str) -> psycopg.Connection[tuple[Any, ...]]:
        """A plain session, every statement its own transaction."""
        return psycopg.connect(self.entered_as(login).conninfo(), autocommit=True)

    def ask(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """What the administrator sees; one statement."""
        address = self.administrator.conninfo()
        with psycopg.connect(address, autocommit=True) as session:
            cursor = session.execute(query.encode(), values)
            return cursor.fetchall() if cursor.description else []


def a_call(agent: str = "ivanova", **fields: Any) -> CallRecord:
    """A call of that agent, opened now."""
    plain = CallRecord(
        NEW_KEY(), 1, UUID(int=7), agent, now(), None, "open", "+79161234567", "Мария", "100500",
        "delivery-late", 1, "", "перезвонить", "Клиент ждёт посылку с 3 ноября.",
    )  # fmt: skip
    return replace(plain, **fields)


def an_event(call: CallRecord, seq: int, **data: str | int | None) -> CallEvent:
    kind = EventKind.OPENED if seq == 1 else EventKind.NOTE
    return CallEvent(NEW_KEY(), call.id, seq, call.opened_at + timedelta(seconds=seq), kind, data)


def item(row: CallRecord | CallEvent) -> OutboxItem:
    if isinstance(row, CallRecord):
        return OutboxItem(Entity.CALL, row.id, row.rev, row)
    return OutboxItem(Entity.CALL_EVENT, row.id, 1, row)


def items(*rows: CallRecord | CallEvent) -> list[OutboxItem]:
    return [item(row) for row in rows]


@dataclass(frozen=True)
class LocalDesk:
    """One agent's file and way to the centre."""

    agent: str
    begin: Begin
    connect: Connect

    def save(self, call: CallRecord, *events: CallEvent) -> CallRecord:
        with self.begin() as records:
            records.save_call(call, events)
        return call

    def take_call(self, events: int = 3) -> CallRecord:
        """A call as autosave leaves it: saved at its opening and after each later event."""
        call = a_call(self.agent)
        self.save(call, an_event(call, 1, number=call.number))
        for seq in range(2, events + 1):
            call = replace(call, rev=call.rev + 1, note=f"шаг {seq}")
            self.save(call, an_event(call, seq, text=call.note))
        return call

    def synchronise(self) -> SyncOutcome:
        return synchronise(self.begin, self.connect, now)

    def waiting(self) -> tuple[int, int]:
        with self.begin() as records:
            return records.waiting()


class DeskFactory:
    """Opens local files in a folder and closes them at the end."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: list[LocalFile] = []
        self._keys: list[str] = []

    def __call__(self, agent: str, connect: Connect) -> LocalDesk:
        return self._opened(agent, connect, secrets.token_hex(32))

    def copied(self, desk: LocalDesk) -> LocalDesk:
        """The desk's file as it is now, on another computer."""
        [number] = [i for i, one in enumerate(self._open) if one.begin == desk.begin]
        self._open[number].backup(self._path())
        return self._opened(desk.agent, desk.connect, self._keys[number])

    def _path(self) -> Path:
        path = self._folder / f"desk-{len(self._open)}" / "desk.db"
        path.parent.mkdir(exist_ok=True)
        return path

    def _opened(self, agent: str, connect: Connect, key: str) -> LocalDesk:
        local = LocalFile(self._path(), key, LOCAL_MIGRATIONS)
        local.open()
        self._open.append(local)
        self._keys.append(key)
        return LocalDesk(agent, local.begin, connect)

    def close(self) -> None:
        for local in self._open:
            local.close()


def held_calls(world: CentreWorld, ids: Sequence[UUID]) -> dict[UUID, tuple[int, bytes]]:
    """What the centre holds of those calls: rev and digest."""
    rows = world.ask("SELECT id, rev, digest FROM app.call WHERE id = ANY(%s)", list(ids))
    return {row[0]: (row[1], bytes(row[2])) for row in rows}


def arrived(world: CentreWorld, desk: LocalDesk, calls: Sequence[CallRecord]) -> Iterator[str]:
    """Everything that is wrong between a desk and the centre; nothing when all has arrived once."""
    held = held_calls(world, [call.id for call in calls])
    query = "SELECT call_id, id, digest FROM app.call_event WHERE call_id = ANY(%s)"
    at_centre = world.ask(query, [call.id for call in calls])
    for given in calls:
        with desk.begin() as records:
            call, events = records.call(given.id), records.events(given.id)
        if call is None:
            yield f"call {given.id} is not on the desk"
            continue
        if held.get(call.id) != (call.rev, call.digest()):
            yield f"call {call.id}: centre {held.get(call.id)}, desk rev {call.rev}"
        found = sorted((row[1], bytes(row[2])) for row in at_centre if row[0] == call.id)
        if found != sorted((event.id, event_digest(event)) for event in events):
            yield f"call {call.id}: {len(found)} events at the centre, {len(events)} on the desk"
