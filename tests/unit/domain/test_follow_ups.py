"""The fold of steps: what follows counts, what was taken too late does not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from operator_app.domain.follow_ups import (
    FollowUpKind,
    FollowUpState,
    FollowUpStep,
    fold,
)
from tests.unit.services.desk_of_tests import NOON

FIRST = UUID(int=1)


def step(number: int, after: int, **fields: Any) -> FollowUpStep:
    plain = FollowUpStep(
        UUID(int=number), FIRST, UUID(int=after), UUID(int=99), "smirnova", NOON,
        FollowUpKind.CALLBACK, None, FollowUpState.OPEN, "smirnova", NOON, {f"by{number}": True},
    )  # fmt: skip
    return replace(plain, **fields)


def test_steps_in_a_row_count_whatever_order_they_are_given_in() -> None:
    steps = step(3, 2, state=FollowUpState.DONE), step(1, 1), step(2, 1, holder="")
    standing = fold(None, steps)
    assert standing is not None
    assert (standing.now.rev, standing.now.state) == (3, FollowUpState.DONE)
    assert standing.now.data == {"by1": True, "by2": True, "by3": True}
    assert standing.now.shared, "it was anyone's once"
    assert not standing.confirmed


def test_what_was_taken_after_another_step_than_the_last_does_not_count() -> None:
    centre = fold(None, (step(1, 1), step(2, 1, holder="petrov")))
    assert centre is not None
    own = step(1, 1), step(3, 1, state=FollowUpState.DONE), step(4, 3)
    standing = fold(centre.now, own)
    assert standing is not None
    assert standing.now == centre.now
    assert standing.confirmed


def test_a_step_the_centre_knows_already_is_not_counted_twice() -> None:
    own = step(1, 1), step(2, 1)
    centre = fold(None, own)
    assert centre is not None
    assert fold(centre.now, own) == replace(centre, confirmed=True)


def test_steps_made_after_the_clock_was_set_back_count_with_their_lower_keys() -> None:
    made_ahead = replace(step(9, 9), item=UUID(int=9))
    later = replace(step(2, 9, state=FollowUpState.DONE), item=UUID(int=9))
    standing = fold(None, (made_ahead, later))
    assert standing is not None
    assert standing.now.state is FollowUpState.DONE


def test_without_its_first_step_there_is_nothing() -> None:
    assert fold(None, ()) is None
    assert fold(None, (step(2, 1),)) is None


def test_every_field_is_in_the_digest() -> None:
    plain = step(2, 1)
    others: tuple[dict[str, Any], ...] = (
        {"id": UUID(int=5)}, {"item": UUID(int=5)}, {"after": UUID(int=5)},
        {"device": UUID(int=5)}, {"agent": "x"}, {"at": NOON.replace(hour=1)},
        {"kind": FollowUpKind.ESCALATION}, {"call_id": FIRST}, {"state": FollowUpState.DONE},
        {"holder": ""}, {"due": None}, {"data": {}},
    )  # fmt: skip
    digests = {replace(plain, **one).digest() for one in others}
    assert len(digests | {plain.digest()}) == len(others) + 1
    standing = fold(None, (step(1, 1),))
    assert standing is not None
    changed: tuple[dict[str, Any], ...] = (
        {"rev": 2},
        {"last": UUID(int=9)},
        {"shared": True},
        {"made_at": NOON.replace(day=1)},
    )
    found = {replace(standing.now, **one).digest() for one in changed}
    assert len(found | {standing.now.digest()}) == len(changed) + 1
