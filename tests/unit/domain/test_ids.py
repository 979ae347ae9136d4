"""Keys in the order they were made, whatever the clock does."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import pairwise
from threading import Barrier
from uuid import RFC_4122, UUID

from hypothesis import given
from hypothesis import strategies as st

from operator_app.domain.ids import UuidV7Source, first_key

LATEST = (1 << 48) - 1


def made(clock: list[int]) -> list[UUID]:
    ticks = iter(clock)
    source = UuidV7Source(lambda: next(ticks))
    return [source() for _ in clock]


@given(st.lists(st.integers(0, LATEST - 1), min_size=2, max_size=40))
def test_keys_increase_under_any_clock(clock: list[int]) -> None:
    keys = made(clock)
    assert all(before < after for before, after in pairwise(keys))
    assert all(before.bytes < after.bytes for before, after in pairwise(keys))
    assert all(one.version == 7 and one.variant == RFC_4122 for one in keys)


def test_a_key_carries_its_millisecond_and_a_clock_stepping_back_does_not_turn_it() -> None:
    first, back, later = made([1_800_000_000_000, 1_700_000_000_000, 1_800_000_000_001])
    assert first.int >> 80 == 1_800_000_000_000
    assert back.int >> 80 in (1_800_000_000_000, 1_800_000_000_001)
    assert first < back < later


def test_no_key_is_of_a_day_before_the_first_one() -> None:
    """A computer without a battery is in 1970, and the daily comparison looks back from there."""
    assert first_key(date(1969, 11, 27)) == first_key(date(1970, 1, 1)) == UUID(int=0)


def test_the_rest_of_a_key_is_random() -> None:
    tails = {one.int & ((1 << 62) - 1) for one in (UuidV7Source(lambda: 1)() for _ in range(50))}
    assert len(tails) == 50
    assert max(tails).bit_length() > 50


def test_threads_share_one_order_without_a_key_twice() -> None:
    source, threads, each = UuidV7Source(lambda: 1_800_000_000_000), 8, 400
    together = Barrier(threads)

    def take() -> list[UUID]:
        together.wait()
        return [source() for _ in range(each)]

    with ThreadPoolExecutor(threads) as pool:
        taken = [job.result() for job in [pool.submit(take) for _ in range(threads)]]
    assert len({one for keys in taken for one in keys}) == threads * each
    assert all(keys == sorted(keys) for keys in taken)


def test_the_ordinary_clock_is_now() -> None:
    before = time.time_ns() // 1_000_000
    key = UuidV7Source()()
    assert before <= key.int >> 80 <= time.time_ns() // 1_000_000
