"""Short lives of the simulator; `python -m tests.simulator` lives as many as it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.simulator.bugs import BUGS
from tests.simulator.desk import Shelf
from tests.simulator.life import Life

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LIVES = range(1, 31)
FOUND = (1093, 1160, 1351, 1638)
"""Refused rows were not given to a restored centre again."""


@pytest.fixture(scope="module")
def shelf() -> Iterator[Shelf]:
    made = Shelf()
    yield made
    made.close()


def test_2_to_6_and_9_hold_in_every_life(shelf: Shelf) -> None:
    wrong = {seed: found for seed in (*LIVES, *FOUND) if (found := Life(shelf, seed).live())}
    assert wrong == {}


@pytest.mark.parametrize("plant", BUGS.values(), ids=list(BUGS))
def test_10_each_planted_bug_is_noticed(shelf: Shelf, plant: Callable[[Life], None]) -> None:
    assert any(Life(shelf, seed, plant).live() for seed in LIVES)


def test_a_seed_is_the_same_life_again(shelf: Shelf) -> None:
    first = Life(shelf, 5)
    first.live()
    again = Life(shelf, 5)
    again.live()
    assert first.happened == again.happened
    assert first.centre.state.rows == again.centre.state.rows
