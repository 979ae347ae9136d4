"""Times of a call while the clock of the computer is set: never back, and as long as it was."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.domain.calls import EventKind
from operator_app.services.call_time import CallTime
from operator_app.services.kept_call import Save
from operator_app.services.live_call import LiveCall
from operator_app.services.spoken import Speaker
from operator_app.services.take_calls import missed_ring
from tests.unit.services.desk_of_tests import (
    CONTENT,
    DESK,
    EDITION,
    NOON,
    Clock,
    Shelf,
    fresh_call,
    new_key,
)


class Wall:
    """A clock on the wall that somebody sets, and the seconds that pass all the same."""

    def __init__(self) -> None:
        self.clock, self.seconds = Clock(), 1_000.0

    def pass_by(self, seconds: float) -> None:
        self.seconds += seconds
        self.clock.move(seconds)

    def call(self) -> LiveCall:
        clock = self.clock
        speaker = Speaker("Ольга", clock)
        return LiveCall(CONTENT, EDITION, DESK, clock, new_key, speaker, lambda: self.seconds)


def save_of(live: LiveCall) -> Save:
    save = live.take_unsaved()
    assert save is not None
    return save


@pytest.mark.parametrize("set_by", [-3600, -86_400, 86_400])
def test_a_clock_that_is_set_in_a_call_changes_neither_order_nor_length(set_by: float) -> None:
    wall = Wall()
    live = wall.call()
    live.open()
    wall.pass_by(40)
    live.choose_script(CONTENT.scripts[0].id)
    wall.clock.move(set_by)
    wall.pass_by(20)
    live.close()
    save = save_of(live)
    assert save.record.closed_at == save.record.opened_at + timedelta(seconds=60)
    assert [one.at - NOON for one in save.events] == [timedelta(seconds=n) for n in (0, 40, 60)]
    assert live.now() - live.call.opened_at == timedelta(seconds=60)


def test_a_call_begins_when_the_clock_says_however_long_that_took_to_ask() -> None:
    counted = iter(range(100))
    assert CallTime(lambda: NOON, lambda: next(counted)).now() == NOON


def test_what_the_clock_said_is_kept_where_it_was_another_time() -> None:
    wall = Wall()
    live = wall.call()
    live.open()
    wall.clock.move(-3600)
    wall.pass_by(60)
    live.park()
    opened, parked = save_of(live).events
    assert "clock" not in opened.data
    assert parked.data["clock"] == (NOON - timedelta(seconds=3540)).isoformat()


def test_a_call_taken_up_after_the_clock_was_set_back_goes_on_after_its_last_event() -> None:
    wall, shelf = Wall(), Shelf()
    live = wall.call()
    live.open()
    wall.pass_by(90)
    live.park()
    shelf.keep(live.take_unsaved())
    wall.clock.move(-7200)
    again = LiveCall.resume(wall.call(), shelf.newest().record, shelf.events)
    again.unpark()
    wall.pass_by(10)
    again.close()
    resumed, closed = save_of(again).events
    assert resumed.at == NOON + timedelta(seconds=90)
    assert closed.at == NOON + timedelta(seconds=100)


@given(st.lists(st.tuples(st.floats(-1e6, 1e6), st.floats(0, 1e4)), max_size=8))
def test_no_event_is_before_the_one_before_it(moves: list[tuple[float, float]]) -> None:
    for steady in (True, False):
        wall = Wall()
        live = wall.call() if steady else fresh_call(wall.clock)
        live.open()
        for set_by, seconds in moves:
            wall.clock.move(set_by)
            wall.pass_by(seconds)
            live.park()
        live.close()
        save = save_of(live)
        times = [one.at for one in save.events]
        assert times == sorted(times)
        assert save.record.closed_at is not None
        assert save.record.closed_at >= save.record.opened_at


def test_a_call_nobody_took_is_kept_with_the_time_it_rang() -> None:
    clock = Clock(NOON + timedelta(minutes=1))
    save = missed_ring(fresh_call(clock), "+79160000000", NOON)
    assert save.record.opened_at == NOON
    assert save.record.closed_at == NOON + timedelta(minutes=1)
    assert save.events[0].kind is EventKind.OPENED
    assert all("clock" not in one.data for one in save.events)
    assert f"{NOON.astimezone():%H:%M} Звонили" in save.record.record
