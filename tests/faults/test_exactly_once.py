"""A short exactly-once run of real processes; `python -m tests.faults.exactly_once` is the long."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.faults.exactly_once.run import Goals, House, Run

if TYPE_CHECKING:
    from collections.abc import Iterator

SHORT = Goals(calls=40, client_kills=4, server_kills=1, cuts=2, lost_answers=1)


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    made = House()
    yield made
    made.remove()


def test_2_every_call_is_at_the_centre_once_whatever_is_killed(house: House) -> None:
    suffered = Run(house, 1, SHORT).run()
    assert suffered.violations == []
    assert suffered.reaches(SHORT)
