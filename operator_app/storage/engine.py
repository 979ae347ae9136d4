"""Connections to the encrypted file: the key, the pragmas, and transactions that begin at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, cast

from sqlalchemy import Engine, NullPool, Pool, QueuePool, create_engine, event

from operator_app.domain.errors import NoticeCode, OperatorNotice
from operator_app.storage.driver import load_driver

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

    from operator_app.storage.driver import DriverConnection

_KEY: Final = re.compile(r"[0-9a-fA-F]{64}")
_PLAIN_HEADER: Final = b"SQLite format 3\x00"


def checked_key(key: str) -> str:
    """The key itself; raises OperatorNotice KEY_MALFORMED unless it is 64 hex digits.

    SQLCipher takes a raw key of any other form for a passphrase, silently.
    """
    if _KEY.fullmatch(key) is None:
        raise OperatorNotice(NoticeCode.KEY_MALFORMED)
    return key


def refuse_plain(path: Path) -> None:
    """Raise OperatorNotice FILE_NOT_ENCRYPTED for a file any SQLite could read."""
    with path.open("rb") as file:
        if file.read(len(_PLAIN_HEADER)) == _PLAIN_HEADER:
            raise OperatorNotice(NoticeCode.FILE_NOT_ENCRYPTED, file=path.name)


def connect(path: Path, key: str, *, busy_ms: int, foreign_keys: bool = True) -> DriverConnection:
    """A keyed connection of the driver; raises OperatorNotice CIPHER_MISSING without SQLCipher."""
    # The pool hands a connection from lane to lane, never to two at once.
    opened: DriverConnection = load_driver().connect(
        str(path), isolation_level=None, check_same_thread=False
    )
    try:
        _unlock(opened, key)
        opened.execute(f"PRAGMA busy_timeout = {busy_ms:d}")
        opened.execute("PRAGMA journal_mode = WAL")
        opened.execute("PRAGMA synchronous = FULL")
        opened.execute("PRAGMA secure_delete = ON")
        opened.execute("PRAGMA temp_store = MEMORY")
        opened.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
        opened.create_function("words_in", 2, words_in, deterministic=True)
    except BaseException:
        opened.close()
        raise
    return opened


def _unlock(opened: DriverConnection, key: str) -> None:
    # It would write its own lines about a wrong key to standard error.
    opened.execute("PRAGMA cipher_log_level = NONE")
    opened.execute(f"PRAGMA key = \"x'{checked_key(key)}'\"")
    # A build without the cipher takes the key in silence and writes everything in clear.
    if opened.execute("PRAGMA cipher_version").fetchone() is None:
        raise OperatorNotice(NoticeCode.CIPHER_MISSING)


def make_engine(path: Path, key: str, *, busy_ms: int, for_upgrade: bool = False) -> Engine:
    """An engine whose transactions are `BEGIN IMMEDIATE`.

    With `for_upgrade` it pools nothing and lets a migration rebuild tables without foreign keys in
    its way.
    """
    pool: type[Pool] = NullPool if for_upgrade else QueuePool
    sizes: dict[str, int] = {} if for_upgrade else {"pool_size": 3, "max_overflow": 0}
    engine = create_engine(
        "sqlite://",
        module=load_driver(),
        creator=lambda: connect(path, key, busy_ms=busy_ms, foreign_keys=not for_upgrade),
        poolclass=pool,
        hide_parameters=True,
        **sizes,
    )
    event.listen(engine, "begin", _begin_at_once)
    return engine


def _begin_at_once(connection: Connection) -> None:
    # A deferred transaction that turns into a writer cannot wait for another one; this can.
    # Past SQLAlchemy's own cursor, which costs a twentieth of an autosave.
    cast("DriverConnection", connection.connection.driver_connection).execute("BEGIN IMMEDIATE")


def folded(text: str) -> str:
    """The text as it is compared: no case, ё as е."""
    return text.casefold().replace("ё", "е")


def words_in(words: str, text: str) -> bool:
    """Whether every word, already folded and separated by spaces, is somewhere in the text."""
    haystack = folded(text)
    return all(word in haystack for word in words.split())
