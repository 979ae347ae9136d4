"""Which process may write the index of a profile."""

from __future__ import annotations

import sys
from typing import IO, TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_NAME: Final = "writer.lock"


class WriterLock:
    """Held until released or until the process ends, however it ends; the file itself stays."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / _NAME
        self._held: IO[bytes] | None = None

    def acquire(self) -> bool:
        """Take the lock; False when another has it or the folder cannot be written."""
        if self._held is not None:
            return True
        try:
            stream = self._path.open("ab")
        except OSError:
            return False
        if not _try_lock(stream):
            stream.close()
            return False
        self._held = stream
        return True

    def release(self) -> None:
        """Let go; harmless when it is not held."""
        if self._held is not None:
            self._held.close()
            self._held = None


if sys.platform == "win32":
    import msvcrt

    def _try_lock(stream: IO[bytes]) -> bool:
        stream.seek(0)
        try:
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(stream: IO[bytes]) -> bool:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
