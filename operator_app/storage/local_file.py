"""The desk's encrypted file: opened, brought up to date, and handed out a transaction at a time."""

from __future__ import annotations

import os
import shutil
from contextlib import closing, contextmanager
from itertools import count
from typing import TYPE_CHECKING, Final

from operator_app.domain.errors import NoticeCode, OperatorNotice
from operator_app.storage import engine as engines
from operator_app.storage import page_seals, upgrade
from operator_app.storage.faults import told
from operator_app.storage.local_records import LocalRecords
from operator_app.storage.tables import SCHEMA_REVISION

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Engine

    from operator_app.domain.ports import Records
    from operator_app.storage.driver import DriverConnection

BUSY_MS: Final = 5_000
"""How long a transaction waits for another one of the same file, in milliseconds."""

_LOGS: Final = ("-wal", "-shm")


class LocalFile:
    """One SQLCipher file; `key` is 64 hex digits, `migrations` the Alembic tree that makes it.

    Safe to call from several threads; each transaction stays in its own.
    """

    def __init__(self, path: Path, key: str, migrations: Path, *, busy_ms: int = BUSY_MS) -> None:
        self._path = path
        self._key = key
        self._migrations = migrations
        self._busy_ms = busy_ms
        self._engine: Engine | None = None

    def open(self) -> None:
        """Create the file or check it, and upgrade its schema; a second call changes nothing.

        Raises OperatorNotice: KEY_MALFORMED, CIPHER_MISSING, FILE_NOT_ENCRYPTED, FILE_KEY_WRONG,
        FILE_DAMAGED, UPDATE_NEEDED (a newer version wrote the file), DISK_FULL,
        PROFILE_READ_ONLY, PROFILE_LOCKED.
        """
        if self._engine is not None:
            return
        engines.checked_key(self._key)
        with told(self._path):
            _prepare(self._path)
            engines.refuse_plain(self._path)
            self._check_key()
            self._upgrade()
        self._engine = engines.make_engine(self._path, self._key, busy_ms=self._busy_ms)

    @contextmanager
    def begin(self) -> Iterator[Records]:
        """One `BEGIN IMMEDIATE` transaction: committed at the end, rolled back when it raises."""
        with told(self._path):
            with self._opened().begin() as connection:
                records = LocalRecords(connection)
                yield records
            if records.erased:
                # The log still has what the pages no longer do.
                with closing(self._connect()) as raw:
                    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def check(self) -> None:
        """Read every page and every key; raises OperatorNotice FILE_DAMAGED. It takes seconds."""
        with told(self._path), closing(self._connect()) as connection:
            upgrade.check_whole(connection, self._path.name)

    def backup(self, to: Path) -> None:
        """Copy the file, encrypted with the same key, while it is in use; whole or not at all."""
        self._opened()
        with told(to):
            upgrade.copy(self._path, to, self._key, busy_ms=self._busy_ms)

    def restore(self, copy: Path) -> Path | None:
        """Put a checked copy in place of the file, which must not be in use, and open it.

        Returns where the former file was kept, None if there was none. Raises what `open` and
        `check` raise for the copy; the file is as it was then.
        """
        self.close()
        arriving = self._path.with_name(self._path.name + ".arriving")
        with told(self._path):
            _prepare(arriving)
            shutil.copyfile(copy, arriving)
        candidate = LocalFile(arriving, self._key, self._migrations, busy_ms=self._busy_ms)
        try:
            candidate.open()
            candidate.check()
            candidate.close()
            with told(self._path):
                kept = _set_aside(self._path)
                arriving.replace(self._path)
        finally:
            candidate.close()
            for rest in ("", *_LOGS):
                arriving.with_name(arriving.name + rest).unlink(missing_ok=True)
        self.open()
        return kept

    def close(self) -> None:
        """Close every connection, which folds the log into the file; may be called twice."""
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None

    def _opened(self) -> Engine:
        if self._engine is None:
            raise RuntimeError("the local file is not open")
        return self._engine

    def _connect(self) -> DriverConnection:
        return engines.connect(self._path, self._key, busy_ms=self._busy_ms)

    def _check_key(self) -> None:
        if self._path.stat().st_size == 0:
            return
        try:
            with told(self._path), closing(self._connect()) as connection:
                connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        except OperatorNotice as notice:
            rotten = notice.code is NoticeCode.FILE_DAMAGED
            if rotten and not page_seals.key_fits(self._path, self._key):
                raise OperatorNotice(NoticeCode.FILE_KEY_WRONG, file=self._path.name) from notice
            raise

    def _upgrade(self) -> None:
        with closing(self._connect()) as connection:
            found = upgrade.revision(connection)
        if found != SCHEMA_REVISION:
            upgrade.bring_up(self._path, self._key, self._migrations, busy_ms=self._busy_ms)
        upgrade.settle(self._path, self._key, busy_ms=self._busy_ms)


def _set_aside(path: Path) -> Path | None:
    """Copy a file with its log to a name of their own; without the log, which is of no other."""
    if not path.exists() or path.stat().st_size == 0:
        return None
    names = (path.with_name(f"{path.name}.before-restore-{n}") for n in count(1))
    kept = next(one for one in names if not one.exists())
    for rest in ("", *_LOGS):
        part = path.with_name(path.name + rest)
        if part.exists():
            shutil.copy2(part, kept.with_name(kept.name + rest))
    for rest in _LOGS:
        path.with_name(path.name + rest).unlink(missing_ok=True)
    return kept


def _prepare(path: Path) -> None:
    """Make an empty file nobody else can read: SQLite gives its `-wal` and `-shm` the same mode."""
    if not path.parent.is_dir():
        path.parent.mkdir(mode=0o700, parents=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    path.chmod(0o600)
