"""Keys made once on the desk, before anything is sent."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def first_key(day: date) -> UUID:
    """The lowest key that can be made on that UTC day; none is of a day before 1970."""
    return UUID(int=max(0, (day - date(1970, 1, 1)).days) * 86_400_000 << 80)


def day_of(key: UUID) -> date:
    """The UTC day a key says it was made on; the last of the calendar for an absurd one."""
    days = (key.int >> 80) // 86_400_000
    return date(1970, 1, 1) + timedelta(days=min(days, (date.max - date(1970, 1, 1)).days))


class UuidV7Source:
    """Time-ordered keys of RFC 9562, strictly increasing within the process.

    They increase even when the clock steps back. `now_ms` gives milliseconds since 1970-01-01
    UTC. Safe to call from several threads.
    """

    def __init__(self, now_ms: Callable[[], int] = lambda: time.time_ns() // 1_000_000) -> None:
        self._now_ms = now_ms
        self._lock = threading.Lock()
        self._last = 0

    def __call__(self) -> UUID:
        """The next key."""
        with self._lock:
            # 48 bits of time and 74 of entropy form one number; adding to it keeps the order.
            fresh = (self._now_ms() << 74) | secrets.randbits(74)
            if fresh <= self._last:
                fresh = self._last + 1 + secrets.randbits(32)
            self._last = fresh
        time_ms, random = fresh >> 74, fresh & ((1 << 74) - 1)
        return UUID(
            int=(time_ms & ((1 << 48) - 1)) << 80
            | 0x7 << 76
            | (random >> 62) << 64
            | 0b10 << 62
            | (random & ((1 << 62) - 1))
        )


def moment_of(key: UUID) -> datetime:
    """When a UUIDv7 was made, UTC, to the millisecond; absurd clocks give the nearest there is."""
    longest = (datetime.max.replace(tzinfo=UTC) - _EPOCH) // timedelta(milliseconds=1)
    return _EPOCH + timedelta(milliseconds=min(key.int >> 80, longest))
