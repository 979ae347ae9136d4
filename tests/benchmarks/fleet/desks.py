"""Many desks in one process: each has rounds at its own times, whatever became of the others'."""

from __future__ import annotations

import contextlib
import heapq
import queue
import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from operator_app.domain.errors import OperatorNotice
from operator_app.domain.ports import CentreFault
from operator_app.services.synchronise import RetrySchedule
from operator_app.storage.local_records import LocalRecords
from operator_app.sync.gateway import Desk, PostgresCentre
from tests.integration.centre_world import NEW_KEY, LocalDesk, now
from tests.simulator.desk import memory_engine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Engine

    from operator_app.sync.address import CentreAddress

ROUNDS_AT_A_TIME = 96
"""Of all processes together: fewer than the server takes connections."""
HERD_S = 2.0


class Phase(StrEnum):
    """What the fleet does."""

    FIRST = "first round"
    STEADY = "steady"
    HERD = "all reconnect"


@dataclass(frozen=True, slots=True)
class Sample:
    """One round; moments in seconds since the phase began, `fault` an SQLSTATE or empty."""

    phase: Phase
    desk: int
    due: float
    ended: float
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """What one process is given: its people, the rhythm in seconds, how many rounds at a time."""

    logins: tuple[str, ...]
    address: CentreAddress
    password: str
    every: float
    seconds: float
    threads: int
    seed: int


@dataclass(frozen=True, slots=True)
class Lived:
    """All rounds of one process, and the processor seconds they took it."""

    samples: list[Sample]
    seconds: float


def live(part: Part) -> Lived:
    """A first round of each; rounds for some time; then all at once, until each has succeeded."""
    fleet, before = _Fleet(part), time.process_time()
    try:
        fleet.first()
        fleet.steady()
        fleet.herd()
    finally:
        fleet.close()
    return Lived(fleet.samples, time.process_time() - before)


class _Fleet:
    def __init__(self, part: Part) -> None:
        self._part, self._chance = part, random.Random(part.seed)
        self._engines = [memory_engine() for _ in part.logins]
        self._desks = [
            _desk(part, login, engine)
            for login, engine in zip(part.logins, self._engines, strict=True)
        ]
        self.samples: list[Sample] = []

    def close(self) -> None:
        for engine in self._engines:
            engine.dispose()

    def first(self) -> None:
        """Not measured: a new desk fetches all there is, and compares."""
        self._go(Phase.FIRST, 0.01 * len(self._desks), _retry(self._schedules()))

    def steady(self) -> None:
        """None at all for zero seconds."""
        part = self._part
        if not part.seconds:
            return

        def again(done: Sample) -> float | None:
            due = done.due + part.every
            return due if due < part.seconds else None

        self._go(Phase.STEADY, min(part.every, part.seconds), again)

    def herd(self) -> None:
        self._go(Phase.HERD, HERD_S, _retry(self._schedules()))

    def _schedules(self) -> list[RetrySchedule]:
        return [RetrySchedule(self._chance.uniform) for _ in self._desks]

    def _go(self, phase: Phase, spread: float, again: Callable[[Sample], float | None]) -> None:
        """Do rounds when they are due, the first of each desk within `spread` seconds.

        A round is as late as its beginning was: waiting for a thread counts.
        """
        due = [(self._chance.uniform(0, spread), desk) for desk in range(len(self._desks))]
        heapq.heapify(due)
        began, running = time.monotonic(), 0
        ended: queue.SimpleQueue[Sample] = queue.SimpleQueue()
        with ThreadPoolExecutor(self._part.threads) as pool:
            while due or running:
                while due and due[0][0] <= time.monotonic() - began:
                    moment, desk = heapq.heappop(due)
                    pool.submit(self._round, phase, desk, moment, began, ended)
                    running += 1
                wait = max(0.0, due[0][0] - (time.monotonic() - began)) if due else None
                with contextlib.suppress(queue.Empty):
                    sample = ended.get(timeout=wait)
                    running -= 1
                    self.samples.append(sample)
                    if (next_due := again(sample)) is not None:
                        heapq.heappush(due, (next_due, sample.desk))

    def _round(
        self, phase: Phase, number: int, due: float, began: float,
        ended: queue.SimpleQueue[Sample],
    ) -> None:  # fmt: skip
        desk, fault = self._desks[number], "bug"
        try:
            desk.take_call()
            desk.synchronise()
            fault = ""
        except CentreFault as found:
            fault = found.state
        except OperatorNotice as found:
            fault = found.code.value
        finally:
            # Also after a bug: its exception stays in the pool, the count must not.
            ended.put(Sample(phase, number, due, time.monotonic() - began, fault))


def _retry(schedules: list[RetrySchedule]) -> Callable[[Sample], float | None]:
    def again(done: Sample) -> float | None:
        if not done.fault:
            return None
        return done.ended + schedules[done.desk].after_failure().total_seconds()

    return again


def _desk(part: Part, login: str, engine: Engine) -> LocalDesk:
    address = replace(part.address, login=login, password=part.password)
    centre = PostgresCentre(lambda: address, Desk(NEW_KEY(), "0.1.0"), now)
    # Two threads never have one desk, but a desk may be cut off in the midst of a transaction.
    lock = threading.Lock()

    @contextlib.contextmanager
    def begin() -> Iterator[Any]:
        with lock, engine.begin() as connection:
            yield LocalRecords(connection)

    return LocalDesk(login, begin, centre.connect)
