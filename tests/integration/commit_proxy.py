"""A line between desk and centre that knows a COMMIT when it sees one, and fails on purpose."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

# A simple query: its letter, its length with itself and the closing zero, its text.
COMMIT = b"Q\x00\x00\x00\x0bCOMMIT\x00"


class Fault(StrEnum):
    """What the line does when the wanted COMMIT comes by."""

    CUT_BEFORE = "cut before the commit arrives"
    CUT_AFTER = "the answer to the commit is lost"
    SWALLOW = "nothing more arrives, the connection stays"
    MUTE = "all arrives, no answer comes back, the connection stays"


Plan = tuple[Fault, int]


class CommitProxy:
    """Listens on a port of its own and passes everything on, until told otherwise.

    `fail(fault, nth)` breaks the nth COMMIT of the next connection (the first is hello's); `plan`,
    where given, is asked at each connection instead.
    """

    def __init__(
        self, port: str, plan: Callable[[], Plan | None] | None = None, delay_s: float = 0.0
    ) -> None:
        self._plan = plan
        self.delay_s = delay_s
        self._upstream = ("127.0.0.1", int(port))
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._threads: list[threading.Thread] = []
        self._sockets: list[socket.socket] = []
        self._next: tuple[Fault, int] | None = None
        self.done: Counter[Fault] = Counter()

    @property
    def port(self) -> str:
        return str(self._listener.getsockname()[1])

    def fail(self, fault: Fault, nth: int = 2) -> None:
        self._next = (fault, nth)

    def __enter__(self) -> CommitProxy:
        self._start(self._accept)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        _shut(self._listener)
        # The one that accepts: from here on no line is added.
        self._threads[0].join()
        for one in self._sockets:
            _shut(one)
        for thread in self._threads:
            thread.join()
        for one in (self._listener, *self._sockets):
            one.close()

    def _start(self, target: object, *args: object) -> None:
        assert callable(target)
        thread = threading.Thread(target=target, args=args, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            try:
                server = socket.create_connection(self._upstream)
            except OSError:
                # The server is down just now: its clients see a line cut at once.
                client.close()
                continue
            self._sockets += [client, server]
            planned, self._next = self._next, None
            if self._plan is not None:
                planned = self._plan()
            Line(self, client, server, planned).run(self._start)


class Line:
    """One connection: two pumps, and at most one fault."""

    def __init__(
        self,
        proxy: CommitProxy,
        client: socket.socket,
        server: socket.socket,
        planned: tuple[Fault, int] | None,
    ) -> None:
        self._proxy, self._client, self._server = proxy, client, server
        self._planned = planned
        self._commits = 0
        self._answers_lost = threading.Event()
        self._answered = threading.Event()

    def run(self, start: object) -> None:
        assert callable(start)
        start(self._upwards)
        start(self._downwards)

    def _upwards(self) -> None:
        with contextlib.suppress(OSError):
            while data := self._client.recv(65536):
                self._slow()
                if COMMIT in data:
                    self._commits += 1
                    if self._planned and self._commits == self._planned[1]:
                        self._break(self._planned[0], data)
                        return
                self._server.sendall(data)
        self._cut()

    def _break(self, fault: Fault, data: bytes) -> None:
        self._proxy.done[fault] += 1
        if fault is Fault.MUTE:
            self._answers_lost.set()
            self._server.sendall(data)
            while self._client.recv(65536):
                pass
        if fault is Fault.SWALLOW:
            # Both ways: not even that the server gave up is heard.
            self._answers_lost.set()
            while self._client.recv(65536):
                pass
        if fault is Fault.CUT_AFTER:
            self._answers_lost.set()
            self._server.sendall(data)
            # The server has committed once it answers; only then is the line cut.
            self._answered.wait()
        self._cut()

    def _downwards(self) -> None:
        with contextlib.suppress(OSError):
            while data := self._server.recv(65536):
                self._slow()
                if self._answers_lost.is_set():
                    self._answered.set()
                    return
                self._client.sendall(data)
        self._answered.set()
        if not self._answers_lost.is_set():
            self._cut()

    def _slow(self) -> None:
        """Let a packet take its time."""
        if self._proxy.delay_s:
            threading.Event().wait(self._proxy.delay_s)

    def _cut(self) -> None:
        _shut(self._client)
        _shut(self._server)


def _shut(one: socket.socket) -> None:
    with contextlib.suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
