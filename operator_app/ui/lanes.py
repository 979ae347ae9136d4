"""Work off the interface thread: one serial worker a lane, results back on the interface thread."""

from __future__ import annotations

import sys
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

T = TypeVar("T")
Failed = Callable[[Exception], None]


class Runs(Protocol):
    """What screens need of a lane; `Lane` in the program, `InlineLane` in tests."""

    def run(
        self, job: Callable[[], T], done: Callable[[T], None], failed: Failed | None = None
    ) -> None:
        """Queue a job; `done` gets its result, `failed` its exception (else `sys.excepthook`)."""

    def run_latest(
        self,
        job: Callable[[], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
        topic: str = "",
    ) -> None:
        """As `run`, superseding every earlier job of the same topic that is not delivered yet."""

    def drain(self, timeout_s: float) -> bool:
        """Wait for the queued jobs and deliver them; False when the time ran out."""

    def close(self, timeout_s: float | None = None) -> bool:
        """Finish what is queued and end the worker; False when it is still busy."""


@dataclass(frozen=True, slots=True)
class _Job:
    work: Callable[[], Callable[[], None]]
    stale: Callable[[], bool]


class Lane(QObject):
    """One serial worker thread; call its methods on the interface thread only.

    Jobs run in the order given and must return frozen values; results are delivered in the same
    order. A closed lane refuses jobs with RuntimeError.
    """

    _finished = Signal()

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: SimpleQueue[_Job | threading.Event | None] = SimpleQueue()
        self._ready: deque[tuple[_Job, Callable[[], None]]] = deque()
        self._newest: dict[str, int] = {}
        self._closed = False
        self._finished.connect(self._deliver_one, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._work, name=f"lane-{name}")
        self._thread.start()

    def run(
        self, job: Callable[[], T], done: Callable[[T], None], failed: Failed | None = None
    ) -> None:
        """Queue a job; `done` gets its result, `failed` its exception (else `sys.excepthook`)."""
        self._put(_Job(_bound(job, done, failed), _never))

    def run_latest(
        self,
        job: Callable[[], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
        topic: str = "",
    ) -> None:
        """As `run`, superseding every earlier job of the same topic that is not delivered yet."""
        turn = self._newest.get(topic, 0) + 1
        self._newest[topic] = turn
        self._put(_Job(_bound(job, done, failed), lambda: self._newest[topic] != turn))

    def drain(self, timeout_s: float) -> bool:
        """Wait for the queued jobs and deliver them; False when the time ran out."""
        if self._thread.is_alive():
            reached = threading.Event()
            self._jobs.put(reached)
            if not reached.wait(timeout_s):
                return False
        while self._ready:
            self._deliver_one()
        return True

    def close(self, timeout_s: float | None = None) -> bool:
        """Finish the queued jobs, drop results not delivered yet, end the worker; False when busy.

        `timeout_s` None waits without limit; a job that outlasts it delivers nothing. Call `drain`
        first where results matter. Closing twice is harmless.
        """
        if not self._closed:
            self._closed = True
            self._jobs.put(None)
        self._thread.join(timeout_s)
        if self._thread.is_alive():
            return False
        self._ready.clear()
        return True

    def _put(self, job: _Job) -> None:
        if self._closed:
            raise RuntimeError(f"{self._thread.name} is closed")
        self._jobs.put(job)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            if isinstance(job, threading.Event):
                job.set()
            elif not job.stale():
                self._ready.append((job, job.work()))
                self._finished.emit()

    def _deliver_one(self) -> None:
        # One result a signal: a callback that raises costs no other callback its turn.
        if not self._ready:
            return
        job, deliver = self._ready.popleft()
        # What outlasted the wait of `close` speaks of a window and a file that are gone.
        if not self._closed and not job.stale():
            deliver()


class InlineLane:
    """Runs every job at once where it is called: for tests that need no thread."""

    def run(
        self, job: Callable[[], T], done: Callable[[T], None], failed: Failed | None = None
    ) -> None:
        """Do the job and deliver its result before returning."""
        _bound(job, done, failed)()()

    def run_latest(
        self,
        job: Callable[[], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
        topic: str = "",
    ) -> None:
        """Do the job and deliver its result before returning; nothing can be superseded."""
        del topic
        _bound(job, done, failed)()()

    def drain(self, timeout_s: float) -> bool:
        """Nothing is ever waiting."""
        del timeout_s
        return True

    def close(self, timeout_s: float | None = None) -> bool:
        """There is no thread to end."""
        del timeout_s
        return True


def _never() -> bool:
    return False


def _bound(
    job: Callable[[], T], done: Callable[[T], None], failed: Failed | None
) -> Callable[[], Callable[[], None]]:
    """The job as a call in the worker that gives a call for the interface thread."""

    def work() -> Callable[[], None]:
        try:
            result = job()
        except Exception as fault:  # noqa: BLE001 - carried whole to the interface thread
            return _failure(fault, failed)
        return lambda: done(result)

    return work


def _failure(fault: Exception, failed: Failed | None) -> Callable[[], None]:
    if failed is not None:
        return lambda: failed(fault)
    return lambda: sys.excepthook(type(fault), fault, fault.__traceback__)


class Lanes:
    """The workers of a window.

    For the local file, the network, search, phrase hints, and making the index: one that is being
    made must keep no question waiting.
    """

    def __init__(
        self, storage: Runs, network: Runs, search: Runs, language: Runs, index: Runs
    ) -> None:
        self.storage = storage
        self.network = network
        self.search = search
        self.language = language
        self.index = index

    def all(self) -> tuple[Runs, ...]:
        """In the order they are ended: what writes the file last."""
        return self.language, self.index, self.search, self.network, self.storage
