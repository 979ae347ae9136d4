"""By when a promise is to be kept, as its words say it; what repeats."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from operator_app.domain.complaints import WITHIN, due_of

# A Friday, on the wall of this desk.
NOON = datetime(2026, 11, 20, 12, 0).astimezone()


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("Старший смены перезвонит в течение часа", "20.11 13:00"),
        ("Ответить в течение 3 часов", "20.11 15:00"),
        ("Вернуть деньги до 10 дней", "30.11 21:00"),
        ("Сообщить итог поиска за 3 рабочих дня", "25.11 21:00"),
        ("Ответить за 1 рабочий день", "23.11 21:00"),
        ("Привезти сегодня до 18:30", "20.11 18:30"),
        ("Привезти сегодня", "20.11 21:00"),
        ("Привезти завтра с 10 до 14", "21.11 14:00"),
        ("Привезти послезавтра", "22.11 21:00"),
        ("Привезти 25 ноября с 14 до 18", "25.11 18:00"),
        ("Привезти 3 января", "03.01 21:00"),
        ("Вернуть деньги до 5 декабря", "05.12 21:00"),
        ("Привезти к 1 июля", "01.07 21:00"),
        ("Привезти 25\u00a0ноября с\u00a014 до\u00a018", "25.11 18:00"),
    ],
)
def test_the_words_of_a_promise_say_by_when(words: str, due: str) -> None:
    assert f"{due_of(words, NOON).astimezone():%d.%m %H:%M}" == due


@pytest.mark.parametrize("words", ["Начислить 300 ₽ баллами", "Вернуть разницу", "31 февраля"])
def test_words_without_a_time_have_a_day(words: str) -> None:
    assert due_of(words, NOON) == NOON + WITHIN


def test_a_day_that_passed_before_the_call_ended_is_due_at_once_not_in_a_year() -> None:
    after_midnight = datetime(2026, 12, 31, 0, 10).astimezone()
    assert due_of("Перезвонить 30 декабря до 23", after_midnight) == after_midnight
    assert f"{due_of('Привезти 1 января', after_midnight).astimezone():%d.%m.%Y}" == "01.01.2027"


def test_the_29th_of_february_is_said_in_any_year() -> None:
    march = datetime(2028, 3, 1, 9, 0).astimezone()
    assert due_of("Привезти 29 февраля", march) == march


def test_a_time_that_is_over_is_due_at_once() -> None:
    assert due_of("Привезти сегодня до 9", NOON) == NOON
    assert due_of("Привезти сегодня до 9", NOON - timedelta(hours=5)) > NOON - timedelta(hours=5)
