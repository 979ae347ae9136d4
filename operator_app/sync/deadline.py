"""A limit on how long an exchange with the centre may take, even over a line that swallows all."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    import psycopg


class Deadline:
    """Shuts a connection's socket when a block under `limit` takes longer than `seconds`.

    Whoever waits on the socket then fails at once. Time-outs of the server do not help when
    nothing of what it says arrives. One thread watches all the exchanges of a session, between
    entering this and leaving it: one for each would cost more than some of them.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._connection: psycopg.Connection | None = None
        self._changed = threading.Condition()
        self._until: float | None = None
        self._over = False

    def __enter__(self) -> Deadline:
        threading.Thread(target=self._watch, name="deadline", daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._changed:
            # From here on the descriptor may be closed and belong to another file.
            self._over = True
            self._changed.notify()

    @contextlib.contextmanager
    def limit(self, connection: psycopg.Connection) -> Iterator[None]:
        """One exchange over that connection."""
        with self._changed:
            self._connection = connection
            self._until = time.monotonic() + self._seconds
        try:
            yield
        finally:
            with self._changed:
                self._until = None

    def _watch(self) -> None:
        """Look again whenever an exchange begun since the last look could be late; never sooner."""
        with self._changed:
            while not self._over:
                left = self._seconds if self._until is None else self._until - time.monotonic()
                if left <= 0:
                    self._cut()
                    return
                self._changed.wait(left)

    def _cut(self) -> None:
        if self._connection is None or self._connection.closed:
            return
        line = socket.socket(fileno=self._connection.fileno())
        # A line that is gone already needs no shutting.
        with contextlib.suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)
        line.detach()
