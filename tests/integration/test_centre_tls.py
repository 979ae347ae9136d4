"""A system PostgreSQL of an older version, with TLS: the same schema, and no unproven server."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from operator_app.domain.ports import CentreFault, FaultKind
from operator_app.sync import administration, centre_place, people
from operator_app.sync.address import CentreAddress
from operator_app.sync.faults import UNTRUSTED
from operator_app.sync.gateway import Desk, PostgresCentre
from tests.integration.centre_world import (
    CENTRE_MIGRATIONS,
    NEW_KEY,
    CentreWorld,
    a_call,
    an_event,
    held_calls,
    items,
    now,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.tls_postgres


@dataclass(frozen=True)
class Certificates:
    """A root with a server's certificate for `localhost`, and another root that signed nothing."""

    root: Path
    stranger: Path
    certificate: Path
    key: Path

    @classmethod
    def made_in(cls, folder: Path) -> Certificates:
        for name in ("root", "stranger"):
            _openssl("req", "-x509", *_key(folder / f"{name}.key"), "-subj", f"/CN={name}",
                     "-days", "2", "-out", folder / f"{name}.pem")  # fmt: skip
        _openssl("req", *_key(folder / "server.key"), "-subj", "/CN=localhost",
                 "-out", folder / "server.csr")  # fmt: skip
        (folder / "names").write_text("subjectAltName=DNS:localhost\n")
        _openssl("x509", "-req", "-in", folder / "server.csr", "-CA", folder / "root.pem",
                 "-CAkey", folder / "root.key", "-CAcreateserial", "-days", "1",
                 "-extfile", folder / "names", "-out", folder / "server.crt")  # fmt: skip
        return cls(
            folder / "root.pem",
            folder / "stranger.pem",
            folder / "server.crt",
            folder / "server.key",
        )


def _key(path: Path) -> tuple[str | Path, ...]:
    curve = "ec_paramgen_curve:prime256v1"
    return ("-newkey", "ec", "-pkeyopt", curve, "-nodes", "-keyout", path)


def _openssl(*words: str | Path) -> None:
    subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True)


def _binaries() -> Path:
    found = [Path(one).resolve().parent for one in [shutil.which("initdb")] if one]
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return next(one for one in found if (one / "initdb").exists())


@pytest.fixture(scope="module")
def system_world() -> Iterator[CentreWorld]:
    """A prepared database of a system PostgreSQL; the certificates lie beside it."""
    folder = Path(tempfile.mkdtemp(prefix="operator-app-tests-"))
    folder.chmod(0o711)
    certificates = Certificates.made_in(folder)
    place = centre_place.choose_place(folder, _binaries())
    cluster = folder / "data"
    cluster.mkdir(mode=0o700)
    identity: dict[str, Any] = {"cwd": cluster, "stdout": subprocess.DEVNULL}
    if place.account:
        identity |= {"user": place.account.uid, "group": place.account.gid, "extra_groups": []}
        os.chown(cluster, place.account.uid, place.account.gid)
    secret = folder / "password"
    secret.write_text("Секрет администратора\n")
    secret.chmod(0o644)
    programs = place.binaries
    subprocess.run(
        [programs / "initdb", "-D", cluster, "--auth=scram-sha-256", "--encoding=UTF8",
         "--locale=C.UTF-8", "--username=dba", f"--pwfile={secret}"], check=True, **identity,
    )  # fmt: skip
    for source in (certificates.certificate, certificates.key):
        target = Path(shutil.copy(source, cluster / source.name))
        target.chmod(0o600)
        if place.account:
            os.chown(target, place.account.uid, place.account.gid)
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    options = f"-p {port} -c ssl=on -c listen_addresses=localhost -c unix_socket_directories="
    control: list[str | Path] = [programs / "pg_ctl", "-D", cluster]
    subprocess.run(
        [*control, "-w", "-l", cluster / "log", "-o", options, "start"], check=True, **identity
    )
    try:
        yield CentreWorld.prepare(
            CentreAddress(
                hosts="localhost", ports=str(port), database="operator", login="dba",
                password="Секрет администратора", root_certificate=str(certificates.root),
            )
        )  # fmt: skip
    finally:
        subprocess.run([*control, "-m", "fast", "stop"], check=True, **identity)
        shutil.rmtree(folder)


def test_the_same_schema_serves_an_older_postgresql(system_world: CentreWorld) -> None:
    status = administration.status(system_world.administrator, CENTRE_MIGRATIONS)
    assert status.revision == status.head
    call = a_call()
    with system_world.centre("ivanova").connect() as session:
        assert session.hello().team == "Север"
        session.push(items(call, an_event(call, 1)))
        session.push(items(*[a_call() for _ in range(1001)]))
        assert session.editions_after("")[0] == ()
    assert held_calls(system_world, [call.id]) == {call.id: (1, call.digest())}


def test_an_administrator_need_not_be_a_superuser(system_world: CentreWorld) -> None:
    login, password = "keeper", "Секрет хранителя"
    verifier = people.scram_verifier(login, password)
    system_world.ask(f"CREATE ROLE {login} LOGIN CREATEROLE CREATEDB PASSWORD '{verifier}'")
    keeper = system_world.administrator.entered_as(login, password).in_database("postgres")
    with psycopg.connect(keeper.conninfo(), autocommit=True) as session:
        session.execute("CREATE DATABASE kept TEMPLATE template0")
    administration.initialise(keeper.in_database("kept"), CENTRE_MIGRATIONS)


@pytest.mark.parametrize(
    "change",
    [
        {"hosts": "127.0.0.1"},
        {"root_certificate": ""},
        {"root_certificate": "/nowhere/root.pem"},
        {"root_certificate": "stranger"},
    ],
    ids=["another host's certificate", "the system's roots", "no root", "another root"],
)
def test_a_server_that_cannot_prove_itself_gets_no_password(
    system_world: CentreWorld, change: dict[str, Any]
) -> None:
    address = system_world.entered_as("ivanova")
    if change.get("root_certificate") == "stranger":
        change = {"root_certificate": address.root_certificate.replace("root.pem", "stranger.pem")}
    wrong = replace(address, **change)
    centre = PostgresCentre(lambda: wrong, Desk(NEW_KEY(), "0.1.0"), now)
    with pytest.raises(CentreFault) as caught, centre.connect():
        pytest.fail("an unproven server was spoken to")
    assert (caught.value.kind, caught.value.state) == (FaultKind.RETRY, UNTRUSTED)
