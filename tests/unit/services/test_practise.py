"""A practice run from ring to score, and what the desk remembers of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from operator_app.bootstrap import open_desk
from operator_app.credentials.vault import FileVault
from operator_app.domain.practice import PracticeCase
from operator_app.services.people import DEMO_TRAINEE, Person
from operator_app.services.practise import (
    KEPT_ATTEMPTS,
    Attempt,
    PracticeRun,
    attempts,
    case_rows,
    keep_attempt,
    scored,
)
from operator_app.services.workplace import OpenDesk, Workplace
from operator_app.settings import read_settings
from tests.unit.services.desk_of_tests import Clock


@pytest.fixture
def opened(demo_profile: Path) -> Iterator[OpenDesk]:
    desk = open_desk(read_settings(demo_profile), DEMO_TRAINEE, FileVault(demo_profile))
    yield desk
    desk.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def place(opened: OpenDesk, clock: Clock) -> Workplace:
    return replace(opened.workplace, clock=clock, steady=None)


def late(place: Workplace) -> PracticeCase:
    return next(one for one in place.content.practice if one.script == "delivery-late")


def begun(place: Workplace, clock: Clock) -> PracticeRun:
    live = place.fresh_call()
    live.open()
    return PracticeRun(late(place), live, clock)


def attempt(place: Workplace, clock: Clock) -> Attempt:
    return scored(place.content, begun(place, clock).finished())


def test_only_the_first_sight_of_the_right_sop_counts(place: Workplace, clock: Clock) -> None:
    run = begun(place, clock)
    clock.move(3)
    run.saw("СОП-017")
    clock.move(4)
    run.saw("СОП-042")
    clock.move(60)
    run.saw("СОП-042")
    assert run.finished().found_after_s == 7.0
    assert run.seconds() == 67


def test_a_clock_that_is_set_meanwhile_costs_the_trainee_nothing(
    place: Workplace, clock: Clock
) -> None:
    passed = [0.0]
    run = begun(replace(place, steady=lambda: passed[0]), clock)
    clock.move(-86_400)
    passed[0] = 9.0
    run.saw("СОП-042")
    assert (run.finished().found_after_s, run.seconds()) == (9.0, 9)


def test_the_customer_follows_the_call(place: Workplace, clock: Clock) -> None:
    run = begun(place, clock)
    case = run.case
    assert run.customer().line == case.opening
    run.live.choose_script("refund")
    assert run.customer().line == case.otherwise
    run.live.choose_script(case.script)
    assert run.customer().line == case.answers[0].line
    run.live.go_to("transit")
    assert run.customer().line == case.otherwise


def test_the_system_says_what_the_customer_cannot_know(place: Workplace, clock: Clock) -> None:
    run = begun(place, clock)
    run.live.choose_script(run.case.script)
    run.live.go_to("where")
    assert "ожидает курьера" in run.customer().system


def test_a_case_without_its_script_cannot_begin(place: Workplace, clock: Clock) -> None:
    bare = replace(place, content=replace(place.content, scripts=()))
    live = bare.fresh_call()
    live.open()
    with pytest.raises(KeyError):
        PracticeRun(late(place), live, clock)
    assert case_rows(bare.content, ()) == ()


def test_discouraged_words_of_the_note_are_told_with_better_ones(
    place: Workplace, clock: Clock
) -> None:
    run = begun(place, clock)
    run.live.write_note("К сожалению, заказ опоздал")
    words = [one.words for one in scored(place.content, run.finished()).losses]
    assert ("К сожалению", "В настоящий момент") in words


def test_prompts_of_losses_are_said_without_marks_and_kept_short(
    place: Workplace, clock: Clock
) -> None:
    run = begun(place, clock)
    run.live.choose_script(run.case.script)
    prompts = [one.prompt for one in scored(place.content, run.finished()).losses if one.stage]
    assert prompts
    assert all("**" not in one and "{" not in one and len(one) <= 81 for one in prompts)


def test_attempts_come_back_as_they_were_kept(place: Workplace, clock: Clock) -> None:
    first = attempt(place, clock)
    clock.move(60)
    second = attempt(place, clock)
    keep_attempt(place, first)
    assert keep_attempt(place, second) == (first, second) == attempts(place)


def test_the_oldest_attempts_are_forgotten(place: Workplace, clock: Clock) -> None:
    one = attempt(place, clock)
    for number in range(KEPT_ATTEMPTS + 1):
        keep_attempt(place, replace(one, percent=number))
    kept = attempts(place)
    assert len(kept) == KEPT_ATTEMPTS
    assert kept[0].percent == 1


def test_another_person_at_the_desk_has_attempts_of_their_own(
    place: Workplace, clock: Clock
) -> None:
    keep_attempt(place, attempt(place, clock))
    other = Person("ivanov", "Иванов Пётр Ильич", "trainee")
    theirs = replace(place, desk=replace(place.desk, agent=other.login))
    assert attempts(theirs) == ()


def test_weak_cases_stand_first_then_untried_then_mastered(place: Workplace) -> None:
    ids = [one.id for one in place.content.practice]
    at = datetime(2026, 11, 22, tzinfo=UTC)
    mastered = Attempt(ids[0], at, 100, (), ())
    weak = replace(scored_without_script(place), case=ids[2])
    rows = case_rows(place.content, (mastered, weak))
    assert [one.case.id for one in rows] == [ids[2], ids[1], ids[0]]
    assert rows[0].weak_steps > 0


def scored_without_script(place: Workplace) -> Attempt:
    """An attempt in which the script was begun and nothing answered."""
    live = place.fresh_call()
    live.open()
    live.choose_script("delivery-late")
    return scored(place.content, PracticeRun(late(place), live, place.clock).finished())
