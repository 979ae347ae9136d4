"""What agents type, in every spelling and in none, read into one canonical answer."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.domain.answers import (
    MAX_ANSWER,
    Answer,
    AnswerFault,
    many_lines,
    normal_phone,
    one_line,
    read_answer,
    read_date,
)
from operator_app.domain.scripts import AnswerKind

TODAY = date(2026, 11, 22)
TYPED = [one for one in AnswerKind if one is not AnswerKind.CHOICE]


def read(kind: AnswerKind, typed: str) -> str:
    return read_answer(kind, typed, TODAY).text


@pytest.mark.parametrize(
    ("kind", "typed", "text"),
    [
        (AnswerKind.TEXT, "  чайник,   10 м²,\t№ 7  ", "чайник, 10 м², № 7"),
        (AnswerKind.NUMBER, "007", "7"),
        (AnswerKind.NUMBER, "12 000", "12000"),
        (AnswerKind.NUMBER, "１２", "12"),
        (AnswerKind.SUM, "1 000 ₽", "1000"),
        (AnswerKind.SUM, "1000 руб.", "1000"),
        (AnswerKind.SUM, "500 рублей", "500"),
        (AnswerKind.SUM, "500р", "500"),
        (AnswerKind.SUM, "0", "0"),
        (AnswerKind.DATE, "18.11", "2026-11-18"),
        (AnswerKind.DATE, "18 11", "2026-11-18"),
        (AnswerKind.DATE, "18/11/26", "2026-11-18"),
        (AnswerKind.DATE, "18.11.2027", "2027-11-18"),
        (AnswerKind.DATE, "2026-11-18", "2026-11-18"),
        (AnswerKind.DATE, "Завтра", "2026-11-23"),
        (AnswerKind.DATE, "позавчера", "2026-11-20"),
        (AnswerKind.PHONE, "8 (916) 123-45-67", "+79161234567"),
        (AnswerKind.PHONE, "+7 916 123 45 67", "+79161234567"),
        (AnswerKind.PHONE, "916 123-45-67", "+79161234567"),
        (AnswerKind.PHONE, "1204", "1204"),
        (AnswerKind.PHONE, "\u202a+7\u00a0916\u00a0123-45-67\u202c", "+79161234567"),
        (AnswerKind.ORDER, "55102284", "5510-2284"),
        (AnswerKind.ORDER, "5510 2284", "5510-2284"),
        (AnswerKind.ORDER, "5510—2284", "5510-2284"),
        (AnswerKind.ORDER, "№ 5510-2284", "5510-2284"),
        (AnswerKind.ORDER, "№5510-2284", "5510-2284"),
        (AnswerKind.ORDER, "тд–104а", "ТД-104А"),
    ],
)
def test_a_spelling_becomes_the_canonical_one(kind: AnswerKind, typed: str, text: str) -> None:
    assert read_answer(kind, typed, TODAY) == Answer(kind, text)


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        *((kind, typed) for kind in TYPED for typed in ("", " \t\n ", "\x00", "\ud800\u202e")),
        (AnswerKind.CHOICE, "да"),
        (AnswerKind.NUMBER, "-1"),
        (AnswerKind.NUMBER, "1,5"),
        (AnswerKind.NUMBER, "٣٤"),
        (AnswerKind.NUMBER, "1" * 10),
        (AnswerKind.NUMBER, "1" * 100_000),
        (AnswerKind.SUM, "₽"),
        (AnswerKind.SUM, "1000,50"),
        (AnswerKind.SUM, "тысяча"),
        (AnswerKind.SUM, "9" * 100_000 + " ₽"),
        (AnswerKind.DATE, "31.02"),
        (AnswerKind.DATE, "00.00.0000"),
        (AnswerKind.DATE, "٢٢.١١"),
        (AnswerKind.DATE, "18.11.202"),
        (AnswerKind.DATE, "2026-13-01"),
        (AnswerKind.PHONE, "7"),
        (AnswerKind.PHONE, "1" * 21),
        (AnswerKind.PHONE, "1" * 100_000),
        (AnswerKind.PHONE, "٨٩١٦١٢٣٤٥٦٧"),
        (AnswerKind.PHONE, "8916123456o"),
        (AnswerKind.ORDER, "заказ"),
        (AnswerKind.ORDER, "--1"),
        (AnswerKind.ORDER, "12"),
        (AnswerKind.ORDER, "5" * 21),
        (AnswerKind.ORDER, "5510'; DROP"),
    ],
)
def test_what_is_no_answer_of_its_kind_is_refused_by_kind(kind: AnswerKind, typed: str) -> None:
    with pytest.raises(AnswerFault) as fault:
        read_answer(kind, typed, TODAY)
    assert fault.value.kind is kind


@given(kind=st.sampled_from(TYPED), typed=st.text(st.characters(), max_size=60))
def test_any_text_is_read_or_refused_and_reads_the_same_again(kind: AnswerKind, typed: str) -> None:
    try:
        text = read(kind, typed)
    except AnswerFault:
        return
    assert read(kind, text) == text
    assert 0 < len(text) <= MAX_ANSWER
    text.encode("utf-8")
    assert "\x00" not in text
    if kind in (AnswerKind.NUMBER, AnswerKind.SUM, AnswerKind.DATE, AnswerKind.PHONE):
        assert text.isascii()


def test_a_long_text_is_cut_and_does_not_end_in_a_space() -> None:
    assert read(AnswerKind.TEXT, "слово " * 100_000) == ("слово " * MAX_ANSWER)[:MAX_ANSWER].strip()


def test_forged_reading_direction_and_bytes_no_database_takes_are_left_out() -> None:
    hostile = "да\u202eтен\x00 \ud83d\u2066!\ufeff\x1b[31m"
    assert one_line(hostile) == "датен ![31m"
    assert many_lines("раз\r\nдва\x00\u2028 три \x85", 100) == "раз\nдва\n три \n"
    assert many_lines("раз два", 3) == "раз"


@pytest.mark.parametrize(
    ("today", "typed", "found"),
    [
        (date(2026, 12, 28), "03.01", date(2027, 1, 3)),
        (date(2027, 1, 3), "28.12", date(2026, 12, 28)),
        (date(2026, 11, 22), "01.03", date(2027, 3, 1)),
        (date(2027, 6, 1), "29.02", date(2028, 2, 29)),
        (date(2025, 6, 1), "29.02", date(2024, 2, 29)),
        (date(2026, 6, 1), "29.02", None),
        (date(2026, 6, 1), "1.1.0099", date(99, 1, 1)),
        (date(2026, 6, 1), "1.1.99", date(2099, 1, 1)),
    ],
)
def test_a_day_without_a_year_is_the_nearest_one(
    today: date, typed: str, found: date | None
) -> None:
    assert read_date(typed, today) == found


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        (" +49 30 1234567 ", "+49301234567"),
        ("+960 123 4567", "+9601234567"),
        ("+86 10 1234 5678", "+861012345678"),
        ("+8 123 456 78 90", "+81234567890"),
        ("8123-4567890", "+71234567890"),
        ("sip:anna", ""),
        ("", ""),
    ],
)
def test_numbers_from_abroad_keep_their_country(typed: str, number: str) -> None:
    assert normal_phone(typed) == number


@given(st.text(max_size=40))
def test_a_canonical_number_stays(typed: str) -> None:
    number = normal_phone(typed)
    assert normal_phone(number) == number
