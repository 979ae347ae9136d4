"""When things happen in a call: by the seconds that really pass, whatever is done to the clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from operator_app.domain.calls import CallEvent
from operator_app.domain.ports import Clock

Steady = Callable[[], float]
"""Seconds that never run back and that nobody sets; only differences mean anything."""

ASTRAY: Final = timedelta(seconds=2)
"""From here on an event keeps beside its time what the clock of the desk said."""


class CallTime:
    """The desk's clock when the call began, and the seconds since: no call ends before it began.

    Without `steady` the clock itself counts them, and is only kept from running back.
    """

    def __init__(self, clock: Clock, steady: Steady | None = None) -> None:
        self._clock = clock
        self._steady = steady or (lambda: clock().timestamp())
        self._since: tuple[datetime, float] | None = None
        self._last: datetime | None = None

    def now(self) -> datetime:
        """Now in this call, in UTC; never before its last event."""
        counted = self._steady()
        if self._since is None:
            self._since = self._not_before_last(self._clock()), counted
        at, begun = self._since
        return self._not_before_last(at + timedelta(seconds=counted - begun))

    def passed(self, event: CallEvent) -> None:
        """An event is in the call: nothing after it may be earlier."""
        self._last = self._not_before_last(event.at)

    def astray(self, at: datetime) -> datetime | None:
        """What the desk's clock says, where that is another time than `at`."""
        told = self._clock()
        return told if abs(told - at) > ASTRAY else None

    def _not_before_last(self, at: datetime) -> datetime:
        return at if self._last is None else max(at, self._last)
