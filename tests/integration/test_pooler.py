"""PgBouncer before the centre: transaction pooling, TLS on both sides, people's own logins."""

from __future__ import annotations

import shutil
import socket
import subprocess
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from operator_app.bootstrap import first_edition
from operator_app.domain.errors import NoticeCode, OperatorNotice
from operator_app.services.enrolment import CENTRE_PASSWORD
from operator_app.sync import centre_place, people
from operator_app.sync.address import CentreAddress
from operator_app.sync.gateway import Desk, PostgresCentre
from tests.integration import test_centre_tls
from tests.integration.centre_world import NEW_KEY, CentreWorld, DeskFactory, arrived, now
from tests.integration.test_enrolment_tls import MemoryVault, a_desk, application

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.tls_postgres

tls_world = test_centre_tls.system_world
"""A server with TLS, of this module's own."""

SECRET = "Пароль пулера, длинный"
CONNECTIONS = 8
LOOKUP = """
CREATE SCHEMA pooler;
CREATE FUNCTION pooler.lookup(asked text) RETURNS TABLE (login text, secret text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$ SELECT usename::text, passwd FROM pg_shadow
      WHERE usename = asked AND EXISTS (SELECT 1 FROM app.person p WHERE p.login = asked AND active)
$$;
REVOKE ALL ON FUNCTION pooler.lookup(text) FROM PUBLIC;
GRANT USAGE ON SCHEMA pooler TO pooler;
GRANT EXECUTE ON FUNCTION pooler.lookup(text) TO pooler;
GRANT CONNECT ON DATABASE operator TO pooler;
"""


def settings(folder: Path, port: int, centre: CentreAddress) -> str:
    """As the administrator's guide has them."""
    return f"""
[databases]
operator = host=localhost port={centre.ports} dbname=operator

[pgbouncer]
listen_addr = localhost
listen_port = {port}
unix_socket_dir =
pool_mode = transaction
default_pool_size = 2
max_client_conn = 2000
max_db_connections = {CONNECTIONS}
server_idle_timeout = 10
auth_type = scram-sha-256
auth_file = {folder}/people
auth_user = pooler
auth_query = SELECT login, secret FROM pooler.lookup($1)
client_tls_sslmode = require
client_tls_cert_file = {folder}/server.crt
client_tls_key_file = {folder}/server.key
server_tls_sslmode = verify-full
server_tls_ca_file = {folder}/root.pem
"""  # noqa: S608 - a file of settings


@pytest.fixture(scope="module")
def pooled(tls_world: CentreWorld) -> Iterator[CentreWorld]:
    """The same centre by way of the pooler."""
    centre = tls_world.administrator
    root = Path(centre.root_certificate).parent
    verifier = people.scram_verifier("pooler", SECRET)
    tls_world.ask(f"CREATE ROLE pooler LOGIN PASSWORD '{verifier}'")
    with psycopg.connect(centre.conninfo(), autocommit=True) as session:
        session.execute(LOOKUP.encode())
    folder = root / "pooler"
    folder.mkdir(mode=0o755)
    for name in ("server.crt", "server.key", "root.pem"):
        Path(shutil.copy(root / name, folder)).chmod(0o644)
    # The pooler signs in to the server with it, so this one is no verifier.
    (folder / "people").write_text(f'"pooler" "{SECRET}"\n')
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    (folder / "pgbouncer.ini").write_text(settings(folder, port, centre))
    place = centre_place.choose_place(root, test_centre_tls._binaries())
    account: dict[str, Any] = {}
    if place.account:
        account = {"user": place.account.uid, "group": place.account.gid, "extra_groups": []}
    with subprocess.Popen(
        [shutil.which("pgbouncer") or "/usr/sbin/pgbouncer", folder / "pgbouncer.ini"], cwd=folder,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, **account,
    ) as pooler:  # fmt: skip
        assert pooler.stderr is not None
        told = iter(pooler.stderr)
        assert any("process up" in line for line in told), "it did not start"
        drain = ThreadPoolExecutor(1)
        drain.submit(lambda: [None for _ in told])
        try:
            yield CentreWorld(replace(centre, ports=str(port)))
        finally:
            pooler.terminate()
            drain.shutdown()


def test_a_round_with_bulk_and_an_edition(
    pooled: CentreWorld, tls_world: CentreWorld, desk_factory: DeskFactory
) -> None:
    desk = desk_factory("ivanova", pooled.centre("ivanova").connect)
    calls = [desk.take_call() for _ in range(150)]
    with pooled.centre("vedeneev").connect() as lead:
        lead.hello()
        lead.publish(first_edition(now(), "vedeneev"))
    outcome = desk.synchronise()
    assert (outcome.received, outcome.waiting, outcome.hello.login) == (1, 0, "ivanova")
    assert outcome.sent > 200, "by COPY into a temporary table"
    assert desk.synchronise().sent == 0
    assert list(arrived(tls_world, desk, calls)) == []


def test_a_server_connection_serves_nobody_but_its_own_person(pooled: CentreWorld) -> None:
    for login in ("petrov", "sidorova", "petrov"):
        with closing(psycopg.connect(pooled.entered_as(login).conninfo())) as session:
            assert session.execute("SELECT app.me(), session_user").fetchone() == (login, login)
            [(left,)] = session.execute("SELECT current_setting('statement_timeout')").fetchall()
            assert left == "0", "no setting outlives its transaction"


def test_a_newcomer_enters_through_it_and_the_first_password_is_worth_nothing(
    pooled: CentreWorld, tmp_path: Path
) -> None:
    vault = MemoryVault()
    desk = a_desk(tmp_path, vault)
    desk.enrol(application(pooled, "yuzhina"), lambda _: None)
    opened = desk.open()
    try:
        exchange = opened.workplace.synchronise
        assert exchange is not None
        assert exchange().hello.login == "yuzhina"
    finally:
        opened.close()
    assert vault.secrets[CENTRE_PASSWORD]
    with pytest.raises(psycopg.OperationalError):
        pooled.sql("yuzhina")


def test_another_root_and_somebody_who_left_are_refused(
    pooled: CentreWorld, tls_world: CentreWorld, tmp_path: Path
) -> None:
    asked = application(pooled, "novichok")
    stranger = asked.root_certificate.replace("root.pem", "stranger.pem")
    with pytest.raises(OperatorNotice) as caught:
        a_desk(tmp_path / "a", MemoryVault()).enrol(
            replace(asked, root_certificate=stranger), lambda _: None
        )
    assert caught.value.code is NoticeCode.CENTRE_OTHER_ROOT
    people.remove_user(tls_world.administrator, "novichok")
    with pytest.raises(OperatorNotice) as caught:
        a_desk(tmp_path / "b", MemoryVault()).enrol(asked, lambda _: None)
    assert caught.value.code is NoticeCode.CENTRE_LOGIN_REFUSED


def test_more_desks_than_connections_wait_and_none_fails(
    pooled: CentreWorld,
) -> None:
    address = pooled.entered_as("petrov")

    def a_round(_: int) -> int:
        centre = PostgresCentre(lambda: address, Desk(NEW_KEY(), "0.1.0"), now)
        with centre.connect() as session:
            session.hello()
            return len(session.editions_after("")[0])

    # Beyond the login's limit at the server, were it not for the pooler.
    assert people.CONNECTIONS_A_PERSON < 30
    with ThreadPoolExecutor(30) as pool:
        assert set(pool.map(a_round, range(60))) == {1}
