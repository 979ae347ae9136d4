"""What a life is exposed to, each injected: a clock that jumps, a wire that fails, a sudden end."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from operator_app.domain.ports import CentreFault, FaultKind, Hello

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from operator_app.domain.publication import Edition
    from operator_app.domain.records import (
        Acknowledged,
        DayDigest,
        HeldCall,
        OutboxItem,
        PulledRow,
    )
    from tests.simulator.centre import ModelCentre

Answer = TypeVar("Answer")
DEADLINE = timedelta(seconds=30)


class Killed(BaseException):
    """Kill -9: nothing between here and the life's own loop may catch it."""


class Hung(BaseException):
    """An exchange that would never have come to an end."""


class Fault(StrEnum):
    """What the wire does to one exchange."""

    CUT_BEFORE = "cut before COMMIT arrives"
    LOST_AFTER = "the answer to COMMIT is lost"
    LATE = "cut, and the server does it all the same, later"
    SWALLOWED = "swallowed for ever before it arrives"
    MUTE = "done, and nothing is ever heard of it"
    REFUSED = "the role is refused"


@dataclass
class SimulatedClock:
    """Time as the desk's clock shows it: `ahead` is what it is wrong by."""

    true: datetime = datetime(2026, 11, 3, 9, tzinfo=UTC)
    ahead: timedelta = timedelta()

    def __call__(self) -> datetime:
        self.true += timedelta(milliseconds=7)
        return self.true + self.ahead

    def pass_by(self, time: timedelta) -> None:
        self.true += time


class Keys:
    """UUIDv7 as `UuidV7Source` makes them, of the life's own chance: a seed can be replayed."""

    def __init__(self, clock: SimulatedClock, chance: random.Random) -> None:
        self._clock, self._chance, self._last = clock, chance, 0

    def __call__(self) -> UUID:
        now = int(self._clock().timestamp() * 1000)
        self._last = max(self._last + 1, now)
        high, low = self._chance.getrandbits(12), self._chance.getrandbits(62)
        return UUID(int=self._last << 80 | 7 << 76 | high << 64 | 2 << 62 | low)


@dataclass
class Doom:
    """Counts the steps of a desk and ends it before the one that was chosen."""

    left: int = 0

    def step(self) -> None:
        self.left -= 1
        if self.left == 0:
            raise Killed


@dataclass
class Wire:
    """Every exchange passes here; `plan` is a fault and the exchange of a session it befalls."""

    clock: SimulatedClock
    plan: tuple[Fault, int] | None = None
    late: list[Callable[[], object]] = field(default_factory=list)
    has_deadline: bool = True
    _exchanges: int = 0

    def open(self) -> None:
        self._exchanges = 0

    def carry(self, work: Callable[[], Answer]) -> Answer:
        """Do one exchange, as whole or as broken as the plan has it."""
        self._exchanges += 1
        if self.plan is None or self.plan[1] != self._exchanges:
            return work()
        fault, self.plan = self.plan[0], None
        if fault is Fault.REFUSED:
            raise CentreFault(FaultKind.SIGN_IN, "28P01")
        if fault is Fault.LATE:
            self.late.append(work)
        if fault in (Fault.LOST_AFTER, Fault.MUTE):
            # Refused rows are no news to somebody who hears nothing.
            with contextlib.suppress(CentreFault):
                work()
        if fault in (Fault.SWALLOWED, Fault.MUTE):
            if not self.has_deadline:
                raise Hung
            self.clock.pass_by(DEADLINE)
        raise CentreFault(FaultKind.RETRY, "08006")

    def deliver_late(self) -> None:
        """The server gets round to what it had received before a line was cut."""
        waiting, self.late = self.late, []
        for work in waiting:
            with contextlib.suppress(CentreFault):
                work()


@dataclass
class ModelSession:
    """A `CentreSession` with the model at its other end."""

    centre: ModelCentre
    wire: Wire
    doom: Doom
    agent: str
    lead: bool
    sent: list[Sequence[OutboxItem]]

    @contextlib.contextmanager
    def _noted(self) -> Iterator[None]:
        self.doom.step()
        yield
        self.doom.step()

    def hello(self) -> Hello:
        with self._noted():
            return self.wire.carry(self._greeting)

    def _greeting(self) -> Hello:
        self.centre.greeted()
        role, true = "lead" if self.lead else "agent", self.wire.clock.true
        offset = round(-self.wire.clock.ahead / timedelta(milliseconds=1))
        return Hello(self.centre.epoch, 6, true, role, self.agent, "Север", offset, self.agent,
                     started=str(self.centre.started))  # fmt: skip

    def push(self, items: Sequence[OutboxItem]) -> tuple[Acknowledged, ...]:
        self.sent.append(items)
        with self._noted():
            return self.wire.carry(lambda: self.centre.push(self.agent, items))

    def still_holds(self, rows: Sequence[Acknowledged]) -> bool:
        with self._noted():
            return self.wire.carry(lambda: self.centre.still_holds(rows))

    def quarantine(self, item: OutboxItem, _reason: str) -> None:
        with self._noted():
            self.wire.carry(lambda: self.centre.park(item))

    def held_call(self, call_id: UUID, own_events: Sequence[UUID]) -> HeldCall | None:
        with self._noted():
            return self.wire.carry(lambda: self.centre.held_call(call_id, own_events))

    def editions_after(self, cursor: str) -> tuple[tuple[Edition, ...], str]:
        with self._noted():
            return self.wire.carry(lambda: self.centre.editions_after(cursor))

    def rows_after(self, cursor: str) -> tuple[tuple[PulledRow, ...], str]:
        with self._noted():
            return self.wire.carry(
                lambda: self.centre.rows_after(cursor, self.agent, lead=self.lead)
            )

    def days(self, since: date) -> tuple[DayDigest, ...]:
        with self._noted():
            return self.wire.carry(lambda: self.centre.days(self.agent, since))

    def team_openings(self) -> dict[str, float]:
        return {}
