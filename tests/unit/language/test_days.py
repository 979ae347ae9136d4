"""«Завтра» keeps its meaning: kept as its date, read as it stands to the day of reading."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.language.days import as_of, dated

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Привезти завтра с 10 до 14", "Привезти 23 ноября с 10 до 14"),
        ("Завтра в 10", "23 ноября в 10"),
        ("перезвонить до послезавтра", "перезвонить до 24 ноября"),
        ("узнать сегодня же", "узнать 22 ноября"),
        ("звонил вчера", "звонил 21 ноября"),
        ("завтрашний день, к завтраку", "завтрашний день, к завтраку"),
    ],
)
def test_words_for_days_are_kept_as_dates(said: str, kept: str) -> None:
    assert dated(said, SUNDAY).replace("\u00a0", " ") == kept


@pytest.mark.parametrize(
    ("days", "read"),
    [
        (-1, "Привезти 23 ноября в 10"),
        (0, "Привезти завтра в 10"),
        (1, "Привезти сегодня в 10"),
        (2, "Привезти вчера в 10"),
        (3, "Привезти 23 ноября в 10"),
        (366, "Привезти 23 ноября в 10"),
    ],
)
def test_a_date_is_read_as_it_stands_to_the_day_of_reading(days: int, read: str) -> None:
    told = as_of("Привезти 23 ноября в 10", SUNDAY, SUNDAY + timedelta(days=days))
    assert told == read


@pytest.mark.parametrize(
    "words",
    [
        "скидка с 23 ноября",
        "доставка 23–25 ноября",
        "от 23 ноября 2025",
        "по 23 ноября",
        "23 ноября 2026",
        "31 февраля",
    ],
)
def test_what_would_read_wrong_keeps_its_date(words: str) -> None:
    assert as_of(words, SUNDAY, SUNDAY + timedelta(days=1)) == words


def test_a_date_at_the_turn_of_the_year_is_the_near_one() -> None:
    eve = date(2026, 12, 31)
    kept = dated("завтра утром", eve)
    assert as_of(kept, eve, date(2027, 1, 1)) == "Сегодня утром"
    assert as_of(kept, eve, date(2026, 1, 1)) == kept


@given(st.dates(date(2000, 2, 1), date(2090, 1, 1)), st.sampled_from(["сегодня", "завтра"]))
def test_read_on_the_same_day_it_says_the_same(today: date, word: str) -> None:
    assert as_of(dated(f"привезти {word}", today), today, today) == f"привезти {word}"
