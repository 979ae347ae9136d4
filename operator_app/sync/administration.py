"""What an administrator does with the central database: prepare, upgrade, look, keep months."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import psycopg
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from psycopg import sql
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from operator_app.domain.ports import CentreFault, FaultKind
from operator_app.sync import indexes
from operator_app.sync.administering import administering, as_script
from operator_app.sync.faults import told_as_faults

if TYPE_CHECKING:
    from pathlib import Path

    from operator_app.sync.address import CentreAddress

MONTHS_BEHIND, MONTHS_AHEAD = 2, 12
_KEEP_MONTHS = sql.SQL(
    "SELECT app.ensure_partitions({}, {}), app.forget_old_erasures(), app.forget_old_openings()"
).format(MONTHS_BEHIND, MONTHS_AHEAD)
_AS_OWNER = sql.SQL("SET LOCAL ROLE app_owner")


@dataclass(frozen=True, slots=True)
class CentreStatus:
    """`revision` is the centre's migration, empty when unprepared; `head` is this program's.

    `strays` calls lie in no month: their keys are of an absurd time, or their month was not made.
    """

    server: str
    revision: str
    head: str
    epoch: str
    people: int
    months_ahead: int
    strays: int


@dataclass(frozen=True, slots=True)
class MonthsKept:
    """Months made, erasures past their time, months taken out of service (their tables stay)."""

    made: int
    forgotten: int
    detached: tuple[str, ...]


def initialise(address: CentreAddress, migrations: Path) -> None:
    """Make the database, roles and schema that are missing, then upgrade; safe to repeat.

    `migrations` is the folder `db/centre`. Raises CentreFault.
    """
    with told_as_faults():
        _create_database(address)
        with administering(address) as session:
            session.execute((migrations / "roles.sql").read_bytes())
    upgrade(address, migrations)


def upgrade(address: CentreAddress, migrations: Path) -> None:
    """Run the missing migrations, make next year's partitions, build indexes beside the work.

    Raises CentreFault.
    """
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
        keep_months(address)
        with psycopg.connect(address.conninfo(connect_timeout=10), autocommit=True) as session:
            indexes.build_missing(session)


def keep_months(address: CentreAddress, detach_before: date | None = None) -> MonthsKept:
    """Make the months ahead, drop erasures past their time, detach old months; safe to repeat.

    Raises CentreFault, and ValueError for a month after `months_in_work`.
    """
    with told_as_faults(), administering(address) as session:
        session.execute(_AS_OWNER)
        counted = session.execute(_KEEP_MONTHS).fetchone() or (0, 0)
        detached = session.execute(_detach(detach_before)).fetchall() if detach_before else []
    return MonthsKept(counted[0], counted[1], tuple(row[0] for row in detached))


def planned_months(detach_before: date | None = None) -> str:
    """Return the SQL that `keep_months` runs; raises ValueError as it does."""
    detach = [_detach(detach_before)] if detach_before else []
    return as_script([_AS_OWNER, _KEEP_MONTHS, *detach])


def months_in_work() -> date:
    """Return the first of the months that desks still compare and send again."""
    today = datetime.now(UTC).date()
    months = today.year * 12 + today.month - 1 - MONTHS_BEHIND
    return date(months // 12, months % 12 + 1, 1)


def _detach(before: date) -> sql.Composed:
    if before > months_in_work():
        raise ValueError("desks still compare these months")
    return sql.SQL("SELECT app.detach_partitions({})").format(before)


def planned_sql(migrations: Path, since: str = "", database: str = "") -> str:
    """Return the SQL that `initialise` runs, or `upgrade` on a centre of revision `since`.

    What is not run in that database or not in a transaction is said in comments: the making of
    `database`, and the building of indexes.
    """
    written = io.StringIO()
    command.upgrade(_alembic(migrations, written), f"{since or 'base'}:head", sql=True)
    before = "" if since else (migrations / "roles.sql").read_text("utf-8") + "\n"
    if database:
        before = f"-- Where it is missing: {_making(database).as_string()};\n" + before
    after = "\n-- Then CREATE INDEX CONCURRENTLY for each month of an index that is only declared."
    return before + written.getvalue() + "\n" + planned_months() + after


def status(address: CentreAddress, migrations: Path) -> CentreStatus:
    """Look at the centre without changing it. Raises CentreFault."""
    head = ScriptDirectory.from_config(_alembic(migrations)).get_current_head() or ""
    with told_as_faults(), psycopg.connect(address.conninfo(connect_timeout=10)) as session:
        server = str(session.info.parameter_status("server_version"))
        prepared = session.execute("SELECT to_regclass('app.alembic_version')").fetchone()
        if prepared is None or prepared[0] is None:
            return CentreStatus(server, "", head, "", 0, 0, 0)
        session.execute("SET LOCAL ROLE app_owner")
        found = session.execute(
            "SELECT (SELECT version_num FROM app.alembic_version), app.epoch(), "
            "(SELECT count(*) FROM app.person WHERE active), "
            "(SELECT count(*) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid "
            " WHERE i.inhparent = 'app.call'::regclass "
            " AND c.relname > 'call_' || to_char(now() AT TIME ZONE 'UTC', 'YYYYMM') "
            " AND c.relname ~ '^call_[0-9]{6}$'), "
            "(SELECT count(*) FROM app.call_default)"
        ).fetchone()
    if found is None:
        raise CentreFault(FaultKind.RETRY, "42P01")
    revision, epoch, *counts = found
    return CentreStatus(server, revision, head, epoch, *counts)


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
        server.execute(_making(address.database))


def _making(database: str) -> sql.Composed:
    return sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(
        sql.Identifier(database)
    )


def _alembic(migrations: Path, output: io.StringIO | None = None) -> Config:
    config = Config(output_buffer=output) if output is not None else Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
