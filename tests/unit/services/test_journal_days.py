"""Days as they are typed into the journal's filter."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from operator_app.services.journal_days import read_days, span_of

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("сегодня", TODAY, TODAY),
        ("  Вчера ", date(2026, 11, 21), date(2026, 11, 21)),
        ("yesterday", date(2026, 11, 21), date(2026, 11, 21)),
        ("неделя", date(2026, 11, 16), TODAY),
        ("18.11", date(2026, 11, 18), date(2026, 11, 18)),
        ("18.11-20.11", date(2026, 11, 18), date(2026, 11, 20)),
        ("18.11 – 20.11", date(2026, 11, 18), date(2026, 11, 20)),
        ("с 18.11 по сегодня", date(2026, 11, 18), TODAY),
        ("20.11-18.11", date(2026, 11, 18), date(2026, 11, 20)),
        ("2026-11-18", date(2026, 11, 18), date(2026, 11, 18)),
        ("2026-11-18 – 2026-11-20", date(2026, 11, 18), date(2026, 11, 20)),
    ],
)
def test_days_are_read_as_people_type_them(typed: str, first: date, last: date) -> None:
    assert read_days(typed, TODAY) == (first, last)


@pytest.mark.parametrize("typed", ["", "18", "дрон", "18.11-", "32.11", "18.11-19.11-20.11"])
def test_what_is_no_day_is_none(typed: str) -> None:
    assert read_days(typed, TODAY) is None


def test_a_span_ends_at_the_midnight_after_its_last_day() -> None:
    since, until = span_of((date(2026, 11, 18), date(2026, 11, 20)))
    assert since == datetime(2026, 11, 18).astimezone()
    assert until == datetime(2026, 11, 21).astimezone()
    assert until - since == timedelta(days=3)
