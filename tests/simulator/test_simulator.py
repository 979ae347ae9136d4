"""Short lives of the simulator; `python -m tests.simulator` lives as many as it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from operator_app.services import synchronise
from operator_app.storage import entities
from tests.simulator.bugs import BUGS, OF_COPIES, OF_PUT_BACK, no_runs_kept
from tests.simulator.copies import CopiedLife
from tests.simulator.desk import Shelf
from tests.simulator.life import Life, PutBackLife
from tests.simulator.own_things import OwnThingsLife

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LIVES = range(1, 31)
FOUND = (1093, 1160, 1351, 1638)
"""Refused rows were not given to a restored centre again."""
PUT_BACK = (278, 409, 411, 701)
"""Events were lost with files put back: a round cut short had sent their call anew."""
TAKEN_FOR_SEEN = (74, 109, 214)
"""Editions came in the place of what was lost with files put back."""
FOUND_WITH_COPIES = (123,)
"""A version gave way to a newer one of a centre that had been restored since."""


REPEATED = (354,)
"""A version whose COMMIT had no answer was sent again, over one that had been made from it."""


@pytest.fixture(scope="module")
def shelf() -> Iterator[Shelf]:
    made = Shelf()
    yield made
    made.close()


def test_2_to_6_and_9_hold_in_every_life(shelf: Shelf) -> None:
    lives = (*LIVES, *FOUND, *PUT_BACK)
    wrong = {seed: found for seed in lives if (found := Life(shelf, seed).live())}
    assert wrong == {}


def test_9_a_desk_that_does_not_ask_what_is_still_there_is_noticed(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At a centre that keeps no runs of its server: elsewhere its cursor mostly tells."""
    monkeypatch.setattr(synchronise, "has_forgotten", lambda session, held: False)
    assert all(Life(shelf, seed, no_runs_kept).live() for seed in PUT_BACK)


def test_9_what_came_in_the_place_of_lost_rows_is_pulled(shelf: Shelf) -> None:
    lives = (*range(1, 7), *TAKEN_FOR_SEEN)
    wrong = {seed: found for seed in lives if (found := PutBackLife(shelf, seed).live())}
    assert wrong == {}


@pytest.mark.parametrize("plant", OF_PUT_BACK.values(), ids=list(OF_PUT_BACK))
def test_9_a_centre_that_keeps_no_runs_is_noticed(
    shelf: Shelf, plant: Callable[[Life], None]
) -> None:
    assert all(PutBackLife(shelf, seed, plant).live() for seed in TAKEN_FOR_SEEN)


@pytest.mark.parametrize("plant", BUGS.values(), ids=list(BUGS))
def test_10_each_planted_bug_is_noticed(shelf: Shelf, plant: Callable[[Life], None]) -> None:
    assert any(Life(shelf, seed, plant).live() for seed in LIVES)


def test_11_nothing_typed_is_lost_where_files_are_copied(shelf: Shelf) -> None:
    lives = (*range(1, 7), *FOUND_WITH_COPIES)
    wrong = {seed: found for seed in lives if (found := CopiedLife(shelf, seed).live())}
    assert wrong == {}


@pytest.mark.parametrize("plant", OF_COPIES.values(), ids=list(OF_COPIES))
def test_11_a_planted_bug_is_noticed(shelf: Shelf, plant: Callable[[Life], None]) -> None:
    assert any(CopiedLife(shelf, seed, plant).live() for seed in (14, *LIVES))


def test_12_no_computer_of_an_agent_undoes_what_was_set_up_at_another(shelf: Shelf) -> None:
    lives = (*range(1, 7), *REPEATED)
    wrong = {seed: found for seed in lives if (found := OwnThingsLife(shelf, seed).live())}
    assert wrong == {}


@pytest.mark.parametrize("name", ["do nothing on conflict", "no rev guard", "blind clear"])
def test_12_each_planted_bug_is_noticed(shelf: Shelf, name: str) -> None:
    assert any(OwnThingsLife(shelf, seed, BUGS[name]).live() for seed in LIVES)


def test_12_what_is_offered_again_as_if_it_were_new_is_noticed(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entities, "_NO_CHANGE", -1)
    # Only a restored centre does not know that it had it before.
    found = OwnThingsLife(shelf, 81).live()
    assert any("gave way to a version it was made from" in one for one in found)


def test_a_seed_is_the_same_life_again(shelf: Shelf) -> None:
    first = Life(shelf, 5)
    first.live()
    again = Life(shelf, 5)
    again.live()
    assert first.happened == again.happened
    assert first.centre.state.rows == again.centre.state.rows
