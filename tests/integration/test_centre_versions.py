"""The same schema and the same words of refusal on each PostgreSQL a company may have."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from operator_app.domain.ports import CentreFault, FaultKind
from operator_app.sync import centre_place
from operator_app.sync.address import CentreAddress
from operator_app.sync.faults import NOT_PREPARED
from operator_app.sync.gateway import Desk, PostgresCentre
from tests.integration.centre_world import NEW_KEY, CentreWorld, DeskFactory, arrived, now
from tests.integration.test_centre_publications import an_edition

if TYPE_CHECKING:
    from collections.abc import Iterator


def binaries(version: str) -> Path:
    """The programs of that version: the wheel has 16 and 18, the system may have 15."""
    newest = centre_place.wheel_binaries()
    wheel = {"18": newest, "16": newest.parents[1] / "pginstall" / "bin"}
    return wheel.get(version, Path(f"/usr/lib/postgresql/{version}/bin"))


class Server:
    """A plain cluster of one version on loopback, without TLS."""

    def __init__(self, version: str, folder: Path) -> None:
        self._place = centre_place.choose_place(folder, binaries(version))
        self._data = folder / "data"
        self._data.mkdir(mode=0o700)
        self._as: dict[str, Any] = {"cwd": self._data, "stdout": subprocess.DEVNULL}
        if account := self._place.account:
            self._as |= {"user": account.uid, "group": account.gid, "extra_groups": []}
            os.chown(self._data, account.uid, account.gid)
        secret = folder / "password"
        secret.write_text("Секрет администратора\n")
        secret.chmod(0o644)
        self.run("initdb", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8",
                 "--username=dba", f"--pwfile={secret}")  # fmt: skip
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = str(probe.getsockname()[1])

    def run(self, program: str, *words: str) -> None:
        command: list[str | Path] = [self._place.binaries / program, *words, "-D", self._data]
        subprocess.run(command, check=True, **self._as)

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories="
        self.run("pg_ctl", "start", "-w", "-l", str(self._data / "log"), "-o", options)

    def stop(self) -> None:
        self.run("pg_ctl", "stop", "-m", "fast")


@pytest.fixture(
    scope="module", params=["18", "16", pytest.param("15", marks=pytest.mark.tls_postgres)]
)
def world(request: pytest.FixtureRequest) -> Iterator[CentreWorld]:
    folder = Path(tempfile.mkdtemp(prefix="operator-app-tests-"))
    folder.chmod(0o711)
    server = Server(request.param, folder)
    server.start()
    try:
        yield CentreWorld.prepare(
            CentreAddress("127.0.0.1", "operator", "dba", server.port, "Секрет администратора",
                          encrypted=False)
        )  # fmt: skip
    finally:
        server.stop()
        shutil.rmtree(folder)


def test_a_round_and_a_publication(world: CentreWorld, desk_factory: DeskFactory) -> None:
    desk = desk_factory("ivanova", world.centre("ivanova").connect)
    calls = [desk.take_call() for _ in range(120)]
    with world.centre("vedeneev").connect() as lead:
        lead.publish(an_edition(1))
    outcome = desk.synchronise()
    assert (outcome.received, outcome.waiting) == (1, 0)
    assert list(arrived(world, desk, calls)) == []
    world.ask("SELECT app.erase_calls(%s)", [calls[0].id])
    assert desk.synchronise().received == 1


def fault(world: CentreWorld, login: str, password: str = "", database: str = "") -> CentreFault:
    address = world.entered_as(login)
    address = replace(
        address, password=password or address.password, database=database or address.database
    )
    centre = PostgresCentre(lambda: address, Desk(NEW_KEY(), "0.1.0"), now)
    with pytest.raises(CentreFault) as caught, centre.connect() as session:
        session.hello()
    return caught.value


def test_refused_sign_ins_ask_to_sign_in(world: CentreWorld) -> None:
    assert fault(world, "ivanova", password="не тот").kind is FaultKind.SIGN_IN
    assert fault(world, "nobody_such").kind is FaultKind.SIGN_IN
    world.ask("ALTER ROLE petrov NOLOGIN")
    assert fault(world, "petrov").kind is FaultKind.SIGN_IN
    world.ask("REVOKE CONNECT ON DATABASE operator FROM app_trainee")
    assert fault(world, "novichok").kind is FaultKind.SIGN_IN
    world.ask("ALTER ROLE sidorova VALID UNTIL '2020-01-01'")
    assert fault(world, "sidorova").kind is FaultKind.SIGN_IN


def test_everything_else_that_refuses_is_tried_again(world: CentreWorld) -> None:
    missing = fault(world, "vedeneev", database="nowhere_such")
    assert (missing.kind, missing.state) == (FaultKind.RETRY, "3D000")
    assert missing.state in NOT_PREPARED
    world.ask("ALTER ROLE yuzhina CONNECTION LIMIT 0")
    assert fault(world, "yuzhina").kind is FaultKind.RETRY
    world.ask("ALTER DATABASE operator CONNECTION LIMIT 0")
    try:
        assert fault(world, "vedeneev").kind is FaultKind.RETRY
    finally:
        world.ask("ALTER DATABASE operator CONNECTION LIMIT -1")
