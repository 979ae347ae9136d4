"""Which faults of the driver are the world's, and how they are told."""

from __future__ import annotations

import errno
import os
import tempfile
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from sqlalchemy.exc import DBAPIError

from operator_app.domain.errors import NoticeCode, OperatorNotice
from operator_app.storage.driver import load_driver

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Primary result codes of SQLite; the driver does not hand out the extended ones.
_BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT = 5, 6, 8, 10, 11
_FULL, _CANTOPEN, _NOTADB = 13, 14, 26
# WORKAROUND: the driver's `backup` gives SQLite's words for a code, and no code.
_IN_WORDS: Final = {
    "database is locked": _BUSY,
    "attempt to write a readonly database": _READONLY,
    "disk I/O error": _IOERR,
    "database disk image is malformed": _CORRUPT,
    "database or disk is full": _FULL,
    "unable to open database file": _CANTOPEN,
}
_NO_ROOM: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN: Final = {errno.EROFS, errno.EACCES, errno.EPERM}
_PROBE_BYTES: Final = 64 * 1024


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn the driver's faults that are the world's into OperatorNotice; others pass unchanged."""
    driver_error: type[Exception] = load_driver().Error
    try:
        yield
    except (DBAPIError, driver_error) as error:
        notice = notice_of(error.orig if isinstance(error, DBAPIError) else error, path)
        if notice is None:
            raise
        raise notice from error
    except OSError as error:
        code = _of_errno(error.errno)
        if code is None:
            raise
        raise OperatorNotice(code, file=path.name) from error


def notice_of(error: BaseException | None, path: Path) -> OperatorNotice | None:
    """The notice for an exception of the driver, or None when it is a bug of ours."""
    match getattr(error, "sqlite_errorcode", None) or _IN_WORDS.get(str(error)):
        case code if code in (_BUSY, _LOCKED):
            return OperatorNotice(NoticeCode.PROFILE_LOCKED, file=path.name)
        case code if code in (_CORRUPT, _NOTADB):
            return OperatorNotice(NoticeCode.FILE_DAMAGED, part=path.name)
        case code if code == _FULL:
            return OperatorNotice(NoticeCode.DISK_FULL, file=path.name)
        case code if code in (_IOERR, _CANTOPEN, _READONLY):
            return OperatorNotice(_why_unwritable(path, code), file=path.name, part=path.name)
    return None


def wal_of(path: Path) -> Path:
    """Where SQLite keeps the commits that are not yet in the file itself."""
    return path.with_name(path.name + "-wal")


def _why_unwritable(path: Path, code: int) -> NoticeCode:
    """Ask the disk itself: SQLite says «I/O error» for a quota and a dying disk alike."""
    sizes = [one.stat().st_size for one in (path, wal_of(path)) if one.exists()]
    try:
        with tempfile.TemporaryFile(dir=path.parent) as probe:
            probe.seek(max(sizes, default=0))
            probe.write(os.urandom(_PROBE_BYTES))
            probe.flush()
            os.fsync(probe.fileno())
    except OSError as error:
        found = _of_errno(error.errno)
        if found is not None:
            return found
    return NoticeCode.PROFILE_READ_ONLY if code != _IOERR else NoticeCode.FILE_DAMAGED


def _of_errno(number: int | None) -> NoticeCode | None:
    if number in _NO_ROOM:
        return NoticeCode.DISK_FULL
    return NoticeCode.PROFILE_READ_ONLY if number in _FORBIDDEN else None
