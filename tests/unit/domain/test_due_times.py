"""Times as people say them, on the wall clock of the desk."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.domain.callbacks import Later, put_off
from operator_app.domain.due_times import (
    DueTime,
    NotUnderstoodError,
    PastTimeError,
    read_due,
)


@pytest.fixture(autouse=True)
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A place where clocks are moved: 29 March and 25 October 2026."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def sunday(hour: int = 14, minute: int = 28) -> datetime:
    return datetime(2026, 11, 22, hour, minute).astimezone()


def shown(due: DueTime) -> str:
    return f"{due.at.astimezone():%d.%m %H:%M}"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("завтра в 10", "23.11 10:00"), ("Завтра, в 10:30", "23.11 10:30"),
        ("через 2 часа", "22.11 16:28"), ("через два часа", "22.11 16:28"),
        ("через полчаса", "22.11 14:58"), ("через полтора часа", "22.11 15:58"),
        ("через 1,5 часа", "22.11 15:58"), ("через час", "22.11 15:28"),
        ("через час 15 минут", "22.11 15:43"), ("через 40 мин", "22.11 15:08"),
        ("в пятницу после обеда", "27.11 14:00"), ("в понедельник утром", "23.11 10:00"),
        ("15.12 в 14:30", "15.12 14:30"), ("15 декабря в час дня", "15.12 13:00"),
        ("25 числа", "25.11 10:00"), ("5 числа", "05.12 10:00"), ("послезавтра", "24.11 10:00"),
        ("сегодня до шести", "22.11 17:30"), ("к 18", "22.11 18:00"), ("в 10", "23.11 10:00"),
        ("10.30", "23.11 10:30"), ("в семь вечера", "22.11 19:00"), ("в 3", "22.11 15:00"),
        ("завтра в 07:00", "23.11 07:00"), ("в полседьмого", "22.11 18:30"),
        ("завтра утром в 9", "23.11 09:00"), ("через неделю", "29.11 10:00"),
        ("через 3 дня в 11", "25.11 11:00"), ("в воскресенье", "29.11 10:00"),
        ("в следующую среду в 12", "25.11 12:00"), ("сегодня", "22.11 15:30"),
        ("вечером", "22.11 18:00"), ("tomorrow at 10", "23.11 10:00"),
        ("in 2 hours", "22.11 16:28"), ("in half an hour", "22.11 14:58"),
        ("friday afternoon", "27.11 14:00"), ("05.01", "05.01 10:00"),
        ("1 июня в 12", "01.06 12:00"), ("25.07", "25.07 10:00"),
    ],
)  # fmt: skip
def test_what_people_say(typed: str, meant: str) -> None:
    assert shown(read_due(typed, sunday())) == meant


def test_before_six_reminds_earlier_and_keeps_the_end() -> None:
    due = read_due("сегодня до шести", sunday())
    assert due.until == datetime(2026, 11, 22, 17, tzinfo=UTC)
    close = read_due("до 18", sunday(17, 45))
    assert shown(close) == "22.11 17:45"


def test_in_the_evening_already_means_soon() -> None:
    assert shown(read_due("сегодня вечером", sunday(18, 50))) == "22.11 19:30"


@pytest.mark.parametrize(
    "typed",
    ["", "  ", "абракадабра", "99", "в 25:00", "32.13", "через час в 10", "завтра завтра",
     "через 9999 часов", "через 99999999999 дней", "10 10", "1" * 500],
)  # fmt: skip
def test_what_says_no_time(typed: str) -> None:
    with pytest.raises(NotUnderstoodError):
        read_due(typed, sunday())


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("сегодня в 10", "23.11 10:00"), ("сегодня утром", "23.11 10:00"),
        ("15.11 в 12", "23.11 12:00"), ("сегодня до 9 утра", "23.11 08:30"),
    ],
)  # fmt: skip
def test_a_time_that_is_over_is_refused_with_the_next_one(typed: str, offered: str) -> None:
    with pytest.raises(PastTimeError) as caught:
        read_due(typed, sunday())
    assert shown(caught.value.offered) == offered


def test_days_go_by_the_wall_clock_and_hours_by_the_sun() -> None:
    before = datetime(2026, 10, 24, 14, 0).astimezone()
    assert shown(read_due("завтра в 14", before)) == "25.10 14:00"
    assert read_due("завтра в 14", before).at - before == _hours(25)
    assert read_due("через 2 часа", before).at - before == _hours(2)
    assert shown(DueTime(put_off(before, Later.TOMORROW, before))) == "25.10 14:00"
    spring = datetime(2026, 3, 28, 12, 0).astimezone()
    assert shown(read_due("завтра в 02:30", spring)) == "29.03 03:30"


def test_what_is_overdue_is_put_off_from_now() -> None:
    due, now = sunday(10, 0), sunday()
    assert shown(DueTime(put_off(due, Later.QUARTER, now))) == "22.11 14:43"
    assert shown(DueTime(put_off(due, Later.HOUR, now))) == "22.11 15:28"
    assert shown(DueTime(put_off(due, Later.TOMORROW, now))) == "23.11 10:00"
    assert shown(DueTime(put_off(sunday(16, 0), Later.QUARTER, now))) == "22.11 16:15"


_WORDS = st.sampled_from(
    ["завтра", "сегодня", "через", "в", "до", "часа", "2", "10:30", "15.12", "пятницу", "утром"]
)


@given(st.one_of(st.text(max_size=60), st.lists(_WORDS, max_size=6).map(" ".join)))
def test_whatever_is_typed_is_a_time_to_come_or_a_known_fault(typed: str) -> None:
    now = sunday()
    try:
        due = read_due(typed, now)
    except PastTimeError as fault:
        due = fault.offered
    except NotUnderstoodError:
        return
    assert due.at >= now
    assert due.until is None or due.until >= due.at


def _hours(count: int) -> timedelta:
    return timedelta(hours=count)
