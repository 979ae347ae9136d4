"""A limit on how long an exchange with the centre may take, even over a line that swallows all."""

from __future__ import annotations

import contextlib
import socket
import threading
from typing import TYPE_CHECKING

import psycopg

if TYPE_CHECKING:
    from types import TracebackType


class Deadline:
    """Shuts the connection's socket when the block takes longer than `seconds`.

    Whoever waits on the socket then fails at once. Time-outs of the server do not help when
    nothing of what it says arrives.
    """

    def __init__(self, connection: psycopg.Connection, seconds: float) -> None:
        self._connection = connection
        self._lock = threading.Lock()
        self._over = False
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> Deadline:
        self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._lock:
            # From here on the descriptor may be closed and belong to another file.
            self._over = True
        self._timer.cancel()

    def _cut(self) -> None:
        with self._lock:
            if self._over or self._connection.closed:
                return
            line = socket.socket(fileno=self._connection.fileno())
            # A line that is gone already needs no shutting.
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
            line.detach()
