"""Calls as a whole: one in hand, others parked, the last one taken back within six seconds."""

from __future__ import annotations

import pytest

from operator_app.domain.calls import Customer
from operator_app.services.live_call import Changed, LiveCall
from operator_app.services.take_calls import UNDO_SECONDS, Desktop
from tests.unit.services.desk_of_tests import Clock, Shelf, fresh_call, texts


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desktop(clock: Clock) -> Desktop:
    return Desktop(lambda: fresh_call(clock), lambda: clock().timestamp())


def status(live: LiveCall | None) -> str:
    assert live is not None
    return live.record().status


def saved(live: LiveCall) -> LiveCall:
    """The call as the next session reads it."""
    shelf = Shelf()
    shelf.keep(live.take_unsaved())
    return shelf.reopened(Clock())


def test_a_second_call_parks_the_first(desktop: Desktop) -> None:
    first = desktop.start(Customer(number="+79161234567"))
    assert first.call.customer.number == "+79161234567"
    second = desktop.start()
    assert desktop.current is second
    assert desktop.parked == [first]
    assert (status(first), status(second)) == ("parked", "open")


def test_parked_calls_come_round_longest_parked_first(desktop: Desktop) -> None:
    assert desktop.next_parked() is None
    first, second, third = desktop.start(), desktop.start(), desktop.start()
    assert desktop.next_parked() is first
    assert desktop.parked == [second, third]
    assert desktop.next_parked() is second
    assert desktop.parked == [third, first]
    assert [status(one) for one in (second, third, first)] == ["open", "parked", "parked"]
    assert texts(first) == ["Звонок начат", "Звонок отложен", "Звонок продолжен", "Звонок отложен"]


def test_a_parked_call_comes_to_an_empty_hand(desktop: Desktop) -> None:
    first = desktop.start()
    desktop.start()
    desktop.end()
    assert desktop.next_parked() is first
    assert (desktop.current, desktop.parked, status(first)) == (first, [], "open")


@pytest.mark.parametrize("seconds", [0, 3, UNDO_SECONDS])
def test_an_ended_call_is_taken_back_in_time(
    desktop: Desktop, clock: Clock, seconds: float
) -> None:
    live = desktop.start()
    assert desktop.end() is live
    assert status(live) == "closed"
    clock.move(seconds)
    assert desktop.can_return()
    assert desktop.take_back() is live
    assert status(live) == "open"
    assert not desktop.can_return()
    assert desktop.take_back() is None
    assert [one for one, _ in desktop.unsaved()] == [live], "once, not as ended and as in hand"


@pytest.mark.parametrize("seconds", [UNDO_SECONDS + 0.001, 3600])
def test_later_it_stays_ended(desktop: Desktop, clock: Clock, seconds: float) -> None:
    live = desktop.start()
    desktop.end()
    clock.move(seconds)
    assert desktop.take_back() is None
    assert (desktop.current, status(live)) == (None, "closed")


@pytest.mark.parametrize("set_by", [-3600, 3600])
def test_the_six_seconds_are_not_those_of_a_clock_that_is_set(clock: Clock, set_by: float) -> None:
    passed = [100.0]
    desktop = Desktop(lambda: fresh_call(clock), lambda: passed[0])
    live = desktop.start()
    desktop.end()
    clock.move(set_by)
    passed[0] += UNDO_SECONDS
    assert desktop.take_back() is live


def test_the_next_call_ends_the_chance_to_return(desktop: Desktop) -> None:
    desktop.start()
    desktop.end()
    second = desktop.start()
    assert not desktop.can_return()
    assert desktop.take_back() is None
    assert desktop.current is second
    assert desktop.end() is second
    assert desktop.take_back() is second


def test_a_parked_call_in_hand_ends_the_chance_too(desktop: Desktop) -> None:
    first = desktop.start()
    second = desktop.start()
    desktop.end()
    desktop.next_parked()
    assert not desktop.can_return()
    assert (desktop.current, status(second)) == (first, "closed")


def test_without_a_call_there_is_nothing_to_end(desktop: Desktop) -> None:
    assert desktop.end() is None
    assert not desktop.can_return()
    assert desktop.unsaved() == ()


def test_every_call_in_hand_is_saved_once(desktop: Desktop) -> None:
    first, second = desktop.start(), desktop.start()
    desktop.end()
    third = desktop.start()
    assert {id(live) for live, _ in desktop.unsaved()} == {
        id(one) for one in (first, second, third)
    }
    assert desktop.unsaved() == ()


def test_a_save_that_fails_after_the_next_call_began_is_not_lost(desktop: Desktop) -> None:
    ended = desktop.start()
    desktop.end()
    [(live, save)] = desktop.unsaved()
    desktop.start()
    desktop.end()
    desktop.start()
    live.put_back(save)
    again = dict(desktop.unsaved())
    assert again[ended].events == save.events
    assert again[ended].record.status == "closed"


def test_what_was_in_hand_when_the_program_stopped_is_in_hand_again(desktop: Desktop) -> None:
    before = Desktop(fresh_call, float)
    first, second = before.start(), before.start()
    for live in (saved(first), saved(second)):
        assert desktop.adopt(live) == Changed.STATUS
    assert desktop.current is not None
    assert desktop.current.call.id == second.call.id
    assert [one.call.id for one in desktop.parked] == [first.call.id]
    assert desktop.unsaved() == (), "nothing happened to them"


def test_an_open_call_is_parked_beside_the_one_in_hand(desktop: Desktop) -> None:
    current = desktop.start()
    live = saved(Desktop(fresh_call, float).start())
    desktop.adopt(live)
    assert (desktop.current, desktop.parked, status(live)) == (current, [live], "parked")


def test_a_call_from_the_journal_goes_on(desktop: Desktop, clock: Clock) -> None:
    other = Desktop(fresh_call, float)
    ended = other.start()
    other.end()
    shelf = Shelf()
    shelf.keep(ended.take_unsaved())
    live = shelf.reopened(clock)
    desktop.adopt(live)
    assert (desktop.current, status(live)) == (live, "open")
    desktop.end()
    shelf.keep(live.take_unsaved())
    desktop.start()
    back = shelf.reopened(clock)
    desktop.adopt(back)
    assert (desktop.parked, status(back)) == ([back], "parked")
    assert texts(back)[-2:] == ["Звонок возвращён в работу", "Звонок отложен"]


def test_a_call_is_not_on_the_desk_twice(desktop: Desktop) -> None:
    parked, current = desktop.start(), desktop.start()
    for live in (saved(parked), saved(current)):
        assert desktop.adopt(live) == Changed.NOTHING
    assert (desktop.current, desktop.parked) == (current, [parked])


def test_what_the_file_lacks_is_not_lost_when_a_call_is_taken_back_later(
    desktop: Desktop, clock: Clock
) -> None:
    shelf = Shelf()
    ended = desktop.start()
    shelf.keep(dict(desktop.unsaved())[ended])
    ended.write_note("важное")
    desktop.end()
    lost = dict(desktop.unsaved())[ended]
    ended.put_back(lost)
    desktop.adopt(shelf.reopened(clock))
    assert desktop.current is ended
    shelf.keep(dict(desktop.unsaved())[ended])
    assert [one.seq for one in shelf.events] == list(range(1, ended.call.last_seq + 1))
    assert (shelf.newest().record.note, status(ended)) == ("важное", "open")
    assert not desktop.can_return()
