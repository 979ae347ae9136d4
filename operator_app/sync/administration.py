"""What an administrator does with the central database: prepare, upgrade, look, enrol people."""

from __future__ import annotations

import contextlib
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import psycopg
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from psycopg import pq, sql
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from operator_app.domain.ports import CentreFault, FaultKind
from operator_app.sync.faults import told_as_faults

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from operator_app.sync.address import CentreAddress

Role = Literal["agent", "lead", "trainee"]
CONNECTIONS_A_PERSON = 3
MONTHS_BEHIND, MONTHS_AHEAD = 2, 12
_ADD_PERSON = (
    "INSERT INTO app.person (login, full_name, role, team) VALUES (%s, %s, %s, %s) "
    "ON CONFLICT (login) DO UPDATE SET full_name = excluded.full_name, "
    "role = excluded.role, team = excluded.team, active = true"
)


@dataclass(frozen=True, slots=True)
class CentreStatus:
    """`revision` is the centre's migration, empty when unprepared; `head` is this program's."""

    server: str
    revision: str
    head: str
    epoch: str
    people: int
    months_ahead: int


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A person to enrol; the login becomes a role of the server."""

    login: str
    role: Role
    team: str
    full_name: str


def initialise(address: CentreAddress, migrations: Path) -> None:
    """Make the database, roles and schema that are missing, then upgrade; safe to repeat.

    `migrations` is the folder `db/centre`. Raises CentreFault.
    """
    with told_as_faults():
        _create_database(address)
        with _administering(address) as session:
            session.execute((migrations / "roles.sql").read_bytes())
    upgrade(address, migrations)


def upgrade(address: CentreAddress, migrations: Path) -> None:
    """Run the missing migrations and make next year's partitions. Raises CentreFault."""
    with told_as_faults():
        engine = create_engine(
            "postgresql+psycopg://",
            creator=lambda: psycopg.connect(address.conninfo(connect_timeout=10)),
            poolclass=NullPool,
            hide_parameters=True,
            use_native_hstore=False,
        )
        with engine.connect() as connection:
            config = _alembic(migrations)
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            connection.commit()
        with _administering(address) as session:
            session.execute("SET LOCAL ROLE app_owner")
            session.execute("SELECT app.ensure_partitions(%s, %s)", (MONTHS_BEHIND, MONTHS_AHEAD))


def planned_sql(migrations: Path) -> str:
    """Return the SQL that `initialise` runs on an empty database, for an administrator to read."""
    written = io.StringIO()
    command.upgrade(_alembic(migrations, written), "head", sql=True)
    return (migrations / "roles.sql").read_text("utf-8") + "\n" + written.getvalue()


def status(address: CentreAddress, migrations: Path) -> CentreStatus:
    """Look at the centre without changing it. Raises CentreFault."""
    head = ScriptDirectory.from_config(_alembic(migrations)).get_current_head() or ""
    with told_as_faults(), psycopg.connect(address.conninfo(connect_timeout=10)) as session:
        server = str(session.info.parameter_status("server_version"))
        prepared = session.execute("SELECT to_regclass('app.alembic_version')").fetchone()
        if prepared is None or prepared[0] is None:
            return CentreStatus(server, "", head, "", 0, 0)
        session.execute("SET LOCAL ROLE app_owner")
        found = session.execute(
            "SELECT (SELECT version_num FROM app.alembic_version), app.epoch(), "
            "(SELECT count(*) FROM app.person WHERE active), "
            "(SELECT count(*) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid "
            " WHERE i.inhparent = 'app.call'::regclass "
            " AND c.relname > 'call_' || to_char(now() AT TIME ZONE 'UTC', 'YYYYMM') "
            " AND c.relname ~ '^call_[0-9]{6}$')"
        ).fetchone()
    if found is None:
        raise CentreFault(FaultKind.RETRY, "42P01")
    return CentreStatus(server, str(found[0]), head, str(found[1]), found[2], found[3])


def add_user(address: CentreAddress, person: Enrolment, verifier: str) -> None:
    """Enrol a person, or change the team, role and password of one; safe to repeat.

    `verifier` comes from `scram_verifier`. Raises CentreFault, and ValueError for a login that is
    malformed or that the server uses for something else.
    """
    if not verifier.startswith("SCRAM-SHA-256$"):
        raise ValueError("not a SCRAM verifier")
    _check_login(person.login)
    with told_as_faults(), _administering(address) as session:
        known = session.execute(
            "SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication "
            "OR NOT EXISTS (SELECT 1 FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid "
            "WHERE m.member = r.oid AND g.rolname IN ('app_agent', 'app_lead', 'app_trainee')) "
            "FROM pg_roles r WHERE rolname = %s",
            (person.login,),
        ).fetchone()
        if known is not None and known[0]:
            raise ValueError("this login belongs to a role of the server itself")
        verb = "CREATE" if known is None else "ALTER"
        login = sql.Identifier(person.login)
        session.execute(
            sql.SQL(verb + " ROLE {} LOGIN CONNECTION LIMIT {} PASSWORD {}").format(
                login, sql.Literal(CONNECTIONS_A_PERSON), sql.Literal(verifier)
            )
        )
        if known is not None:
            session.execute(
                sql.SQL("REVOKE app_agent, app_lead, app_trainee FROM {}").format(login)
            )
        group = sql.Identifier(f"app_{person.role}")
        session.execute(sql.SQL("GRANT {} TO {}").format(group, login))
        session.execute("SET LOCAL ROLE app_owner")
        session.execute(_ADD_PERSON, (person.login, person.full_name, person.role, person.team))


def scram_verifier(login: str, password: str) -> str:
    """Return what the server may know of a password: made here, so that it never travels."""
    # An unusable connection: libpq wants one for the algorithm's name, which is given.
    nowhere = pq.PGconn.connect_start(b"no_such_option=1")
    try:
        made = nowhere.encrypt_password(password.encode(), login.encode(), b"scram-sha-256")
    finally:
        nowhere.finish()
    return made.decode("ascii")


def _check_login(login: str) -> None:
    size = len(login.encode())
    if not 1 <= size <= 63 or not login.isprintable() or login != login.strip():
        raise ValueError("a login has 1 to 63 bytes and no spaces around it")
    if login.startswith(("pg_", "app_")) or login in {"public", "none"}:
        raise ValueError("this login is reserved")


@contextlib.contextmanager
def _administering(address: CentreAddress) -> Iterator[psycopg.Connection]:
    """Open one transaction of the administrator."""
    with psycopg.connect(address.conninfo(connect_timeout=10)) as session:
        session.execute("SET LOCAL lock_timeout = '5s'")
        yield session


def _create_database(address: CentreAddress) -> None:
    """Create the database unless it is there; the address must then lead to it."""
    try:
        psycopg.connect(address.conninfo(connect_timeout=10)).close()
    except psycopg.OperationalError as error:
        fault_source = error
    else:
        return
    try:
        server = psycopg.connect(
            address.in_database("postgres").conninfo(connect_timeout=10), autocommit=True
        )
    except psycopg.OperationalError:
        raise fault_source from None
    with server:
        known = server.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s", (address.database,)
        ).fetchone()
        if known is not None:
            raise fault_source
        server.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(
                sql.Identifier(address.database)
            )
        )


def _alembic(migrations: Path, output: io.StringIO | None = None) -> Config:
    config = Config(output_buffer=output) if output is not None else Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
