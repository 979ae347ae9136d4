"""Another server in the centre's place: a lagging replica promoted, last night's copy put back."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from operator_app.sync import administration, centre_place
from operator_app.sync.address import CentreAddress
from operator_app.sync.embedded_centre import EmbeddedCentre
from operator_app.sync.gateway import Desk, PostgresCentre
from tests.integration.centre_world import (
    CENTRE_MIGRATIONS,
    NEW_KEY,
    PASSWORD,
    CentreWorld,
    DeskFactory,
    a_call,
    arrived,
    items,
    now,
)
from tests.integration.test_centre_publications import an_edition

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class Copy:
    """A copy of the primary's cluster, run as a server of its own."""

    folder: Path
    place: centre_place.Place
    port: str
    primary: CentreAddress

    @classmethod
    def taken(cls, folder: Path, primary: CentreAddress, *, follow: bool) -> Copy:
        """Copy the running primary; with `follow` it will stream what comes after."""
        place = centre_place.choose_place(folder, centre_place.wheel_binaries())
        with socket.create_server(("127.0.0.1", 0)) as probe:
            port = str(probe.getsockname()[1])
        program = centre_place.wheel_binaries() / "pg_basebackup"
        command: list[str | Path] = [program, "-D", folder / "data", "-X", "stream", "-c", "fast"]
        command += ["-d", primary.in_database("postgres").conninfo(), *(["-R"] if follow else [])]
        subprocess.run(command, check=True, capture_output=True)
        if place.account:
            for one in (folder / "data", *(folder / "data").rglob("*")):
                os.chown(one, place.account.uid, place.account.gid)
        return cls(folder, place, port, primary)

    @contextmanager
    def running(self) -> Iterator[Copy]:
        self._control("start", "-w", "-l", self.folder / "data" / "log", "-o", f"-p {self.port}")
        try:
            yield self
        finally:
            self._control("stop", "-m", "immediate")

    def promote(self) -> None:
        self._control("promote", "-w")

    def ask(self, query: str) -> tuple[Any, ...]:
        address = replace(self.primary, ports=self.port).in_database("postgres").conninfo()
        with psycopg.connect(address, autocommit=True) as session:
            return session.execute(query.encode()).fetchone() or ()

    def stop_following(self) -> None:
        """From here on the replica lags: what the primary commits never reaches it."""
        address = replace(self.primary, ports=self.port).in_database("postgres").conninfo()
        with psycopg.connect(address, autocommit=True) as session:
            session.execute("ALTER SYSTEM SET primary_conninfo = ''")
            session.execute("SELECT pg_reload_conf()")
            following = "SELECT count(*) FROM pg_stat_wal_receiver"
            while session.execute(following).fetchone() != (0,):
                continue

    def has_caught_up(self, primary: CentreWorld) -> None:
        [(position,)] = primary.ask("SELECT pg_current_wal_lsn()::text")
        while self.ask(f"SELECT pg_last_wal_replay_lsn() >= '{position}'") != (True,):
            continue

    def _control(self, verb: str, *options: str | Path) -> None:
        account: dict[str, Any] = {"cwd": self.place.binaries}
        if self.place.account:
            who = self.place.account
            account |= {"user": who.uid, "group": who.gid, "extra_groups": []}
        subprocess.run(
            [self.place.binaries / "pg_ctl", verb, "-D", self.folder / "data", *options],
            check=True, stdout=subprocess.DEVNULL, **account,
        )  # fmt: skip


@dataclass(frozen=True)
class House:
    """A primary with its people, and desks that know both addresses."""

    server: EmbeddedCentre
    world: CentreWorld
    folder: Path

    def copy(self, *, follow: bool) -> Copy:
        place = self.folder / "copy"
        place.mkdir(mode=0o711)
        return Copy.taken(place, self.world.administrator, follow=follow)

    def centre(self, login: str, *ports: str, seconds: float = 30.0) -> PostgresCentre:
        """The gateway of a person who knows servers at these ports."""
        address = self.world.administrator.entered_as(login, PASSWORD)
        hosts = ",".join("127.0.0.1" for _ in ports)
        several = replace(address, hosts=hosts, ports=",".join(ports))
        desk = Desk(NEW_KEY(), "0.1.0")
        return PostgresCentre(lambda: several, desk, now, seconds=seconds)


@pytest.fixture
def house() -> Iterator[House]:
    folder = Path(tempfile.mkdtemp(prefix="operator-app-tests-"))
    folder.chmod(0o711)
    (folder / "primary").mkdir(mode=0o711)
    server = EmbeddedCentre(folder / "primary")
    try:
        yield House(server, CentreWorld.prepare(server.start()), folder)
    finally:
        server.erase()
        shutil.rmtree(folder)


def test_9_a_lagging_replica_is_promoted_and_nothing_acknowledged_stays_lost(
    house: House, desk_factory: DeskFactory
) -> None:
    world, primary = house.world, house.world.administrator.ports
    copy = house.copy(follow=True)
    with copy.running():
        ports = (copy.port, primary)
        desk = desk_factory("ivanova", house.centre("ivanova", *ports).connect)
        early = [desk.take_call() for _ in range(3)]
        with house.centre("vedeneev", *ports).connect() as lead:
            lead.publish(an_edition(1))
        assert desk.synchronise().received == 1, "the replica comes first and is passed over"
        copy.has_caught_up(world)
        copy.stop_following()
        late = [desk.take_call() for _ in range(4)]
        with house.centre("vedeneev", *ports).connect() as lead:
            lead.publish(an_edition(2, payload=b"lost with the primary"))
        lost = desk.synchronise()
        assert (lost.sent, lost.waiting, lost.received) == (16, 0, 1), "acknowledged, then lost"
        house.server.stop(immediately=True)
        copy.promote()
        promoted = CentreWorld(replace(world.administrator, ports=copy.port))
        assert len(list(arrived(promoted, desk, early))) == 0
        assert len(list(arrived(promoted, desk, late))) == 8
        with house.centre("vedeneev", *ports).connect() as lead:
            lead.publish(an_edition(2, payload=b"of the promoted one"))
        outcome = desk.synchronise()
        assert outcome.hello.epoch != lost.hello.epoch
        assert outcome.received == 2, "the promoted server's commits are pulled"
        assert list(arrived(promoted, desk, early + late)) == []
        with desk.begin() as records:
            newest = records.edition()
        assert newest is not None
        assert newest.payload == b"of the promoted one"
        assert desk.synchronise().sent == 0


def test_9_last_nights_copy_put_back_is_offered_everything_again(
    house: House, desk_factory: DeskFactory
) -> None:
    """Files put back as they were keep system and timeline.

    A desk that only fetched tells by its cursor: while the centre is behind it, and, however much
    was written since, by the run of the server that it is of; one that sent something also by its
    last rows.
    """
    world = house.world
    with house.centre("vedeneev", world.administrator.ports).connect() as lead:
        lead.publish(an_edition(1))
    copy = house.copy(follow=False)
    desk, reader, late = (
        desk_factory(one, house.centre(one, copy.port, world.administrator.ports).connect)
        for one in ("ivanova", "vedeneev", "sidorova")
    )
    calls = [desk.take_call() for _ in range(5)]
    before = desk.synchronise()
    with house.centre("petrov", world.administrator.ports).connect() as session:
        for _ in range(20):
            session.push(items(a_call("petrov")))
    assert (desk.synchronise().sent, reader.synchronise().received) == (0, 1)
    assert late.synchronise().received == 1
    house.server.stop(immediately=True)
    with copy.running():
        restored = CentreWorld(replace(world.administrator, ports=copy.port))
        assert len(list(arrived(restored, desk, calls))) == 10
        assert reader.synchronise().received == 1, "its cursor is ahead of this centre"
        with house.centre("vedeneev", copy.port).connect() as lead:
            lead.publish(an_edition(2))
        with house.centre("petrov", copy.port).connect() as session:
            for _ in range(40):
                session.push(items(a_call("petrov")))
        assert late.synchronise().received == 2
        assert late.synchronise().received == 0
        outcome = desk.synchronise()
        assert (outcome.hello.epoch, outcome.received) == (before.hello.epoch, 2)
        assert list(arrived(restored, desk, calls)) == []
        assert desk.synchronise().sent == 0
        assert administration.status(restored.administrator, CENTRE_MIGRATIONS).people == 6


RUNS = """
    INSERT INTO app.start (started, recorded, first_free) VALUES
    (to_timestamp(2000), '110', '100'), (to_timestamp(3000), '310', '300'),
    -- A replica runs before the primary it takes over; what its control file says is old.
    (to_timestamp(1000), '500', '50')
"""


@pytest.mark.parametrize(
    ("run", "seen", "lost"),
    [
        ("2000.000000", "10:50:", False),
        ("2000.000000", "10:51:", True),
        ("3000.000000", "10:300:20", True),
        ("1000.000000", "10:900:", False),
        ("4000.000000", "3:3:", True),
    ],
)
def test_9_a_cursor_that_saw_more_than_the_next_run_began_with_is_told(
    own_world: CentreWorld, run: str, seen: str, lost: bool
) -> None:
    own_world.ask(RUNS)
    assert own_world.ask("SELECT app.has_lost(%s, %s::pg_snapshot)", run, seen) == [(lost,)]


def test_9_a_run_is_noted_once_by_whoever_greets_first_and_by_an_erasure(
    own_world: CentreWorld,
) -> None:
    for _ in range(2):
        own_world.ask("SELECT app.erase_customer('+79990000000', '', 'заявление')")
        with own_world.centre("ivanova").connect() as session:
            session.hello()
    [(noted, is_free)] = own_world.ask(
        "SELECT count(*), bool_and(first_free <= recorded) FROM app.start"
    )
    assert (noted, is_free) == (1, True)
