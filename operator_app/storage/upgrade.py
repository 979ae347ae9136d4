"""Bringing a file to the schema of this version: a copy first, whole or absent, checked after."""

from __future__ import annotations

import os
from contextlib import closing
from typing import TYPE_CHECKING, cast

from operator_app.domain.errors import NoticeCode, OperatorNotice
from operator_app.storage import engine as engines
from operator_app.storage.tables import SCHEMA_REVISION

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

    from operator_app.storage.driver import DriverConnection


def revision(connection: DriverConnection) -> str | None:
    """The revision a file stands at, None for one without tables."""
    # Asked by hand: loading Alembic takes longer than opening the file.
    known = connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'alembic_version'")
    if known.fetchone() is None:
        return None
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return None if row is None else str(row[0])


def bring_up(path: Path, key: str, migrations: Path, *, busy_ms: int) -> None:
    """Upgrade the file to SCHEMA_REVISION, a copy of its content kept first.

    Of two processes that begin at once the second waits for the first, `busy_ms` at most, and finds
    the work done. Raises OperatorNotice UPDATE_NEEDED for a revision this version does not know,
    and what the driver's faults become.
    """
    engine = engines.make_engine(path, key, busy_ms=busy_ms, for_upgrade=True)
    try:
        with engine.begin() as connection:
            found = revision(cast("DriverConnection", connection.connection.driver_connection))
            if found == SCHEMA_REVISION:
                return
            if found is not None:
                _refuse_unknown(migrations, found)
                copy(path, _kept(path), key, busy_ms=busy_ms)
            _migrate(connection, migrations)
    finally:
        engine.dispose()


def settle(path: Path, key: str, *, busy_ms: int) -> None:
    """Finish an upgrade, this start's or one that was cut short: check the file, drop the copy.

    The copy goes because it holds customers' data. Raises OperatorNotice FILE_DAMAGED when the
    upgraded file is not whole; the copy then stands in its place.
    """
    kept = _kept(path)
    if not kept.exists():
        return
    try:
        with closing(engines.connect(path, key, busy_ms=busy_ms)) as alone:
            alone.execute("BEGIN IMMEDIATE")
            # Another process may have done it while this one waited.
            if not kept.exists():
                return
            with closing(engines.connect(path, key, busy_ms=busy_ms)) as connection:
                check_whole(connection, path.name)
            kept.unlink()
    except OperatorNotice:
        for rest in ("-wal", "-shm"):
            path.with_name(path.name + rest).unlink(missing_ok=True)
        kept.replace(path)
        raise


def _kept(path: Path) -> Path:
    return path.with_name(path.name + ".before-upgrade")


def copy(source: Path, to: Path, key: str, *, busy_ms: int) -> None:
    """Copy a file in use to `to`, encrypted with the same key, replacing what is there at once."""
    unfinished = to.with_name(to.name + ".part")
    unfinished.unlink(missing_ok=True)
    os.close(os.open(unfinished, os.O_CREAT | os.O_RDWR, 0o600))
    try:
        with (
            closing(engines.connect(source, key, busy_ms=busy_ms)) as connection,
            closing(engines.connect(unfinished, key, busy_ms=busy_ms)) as target,
        ):
            connection.backup(target)
            check_whole(target, to.name)
        with unfinished.open("rb+") as file:
            os.fsync(file.fileno())
        unfinished.replace(to)
    finally:
        unfinished.unlink(missing_ok=True)


def check_whole(connection: DriverConnection, name: str) -> None:
    """Check seals, trees and foreign keys; raises OperatorNotice FILE_DAMAGED naming the first."""
    if connection.execute("PRAGMA cipher_integrity_check").fetchone() is not None:
        raise OperatorNotice(NoticeCode.FILE_DAMAGED, part=f"{name} (pages)")
    if connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
        raise OperatorNotice(NoticeCode.FILE_DAMAGED, part=f"{name} (trees)")
    orphan = connection.execute("PRAGMA foreign_key_check").fetchone()
    if orphan is not None:
        raise OperatorNotice(NoticeCode.FILE_DAMAGED, part=f"{name} ({orphan[0]} {orphan[1]})")


def _refuse_unknown(migrations: Path, found: str) -> None:
    from alembic.script import ScriptDirectory

    tree = ScriptDirectory(str(migrations))
    if found not in {script.revision for script in tree.walk_revisions()}:
        raise OperatorNotice(NoticeCode.UPDATE_NEEDED, found=found, known=SCHEMA_REVISION)


def _migrate(connection: Connection, migrations: Path) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, SCHEMA_REVISION)
