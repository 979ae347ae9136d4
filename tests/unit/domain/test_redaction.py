"""Who the customer is never stays in what is kept of a search."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.domain.redaction import LONGEST_NUMBER, redacted


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("где заказ 5510-2284", "где заказ …"),
        ("5510 2284 не привезли", "… не привезли"),
        ("звонил с +7 (916) 123-45-67 вчера", "звонил с … вчера"),
        ("карта 4276 3800 1234 5678 списали", "карта … списали"),
        ("карта 4276\u200b3800\u00a01234–5678", "карта …"),
        ("карта ４２７６３８００１２３４５６７８", "карта …"),
        ("почта anna.k@mail.ru", "почта …"),
        ("скидка 1000 ₽", "скидка 1000 ₽"),
        ("ошибка E04 и 12-15", "ошибка E04 и 12-15"),
        ("купон ТЕПЛО500", "купон ТЕПЛО500"),
    ],
)
def test_numbers_and_addresses_give_way(typed: str, kept: str) -> None:
    assert redacted(typed) == kept


def test_names_of_the_call_give_way_in_any_case() -> None:
    known = ["Семёнова Анна Петровна", ""]
    assert redacted("СЕМЕНОВА анна чайник", known) == "… чайник"


def test_neighbours_become_one_mark() -> None:
    assert redacted("a@b.ru 5510-2284 чайник") == "… чайник"


def test_it_is_cut() -> None:
    assert len(redacted("слово " * 1000, limit=200)) <= 200


@given(
    st.lists(
        st.tuples(st.sampled_from("0123456789"), st.sampled_from(["", " ", "-", "\u00a0", ") "])),
        min_size=LONGEST_NUMBER + 1,
        max_size=19,
    )
)
def test_no_long_number_stays_however_it_is_written(written: list[tuple[str, str]]) -> None:
    text = "чайник " + "".join(digit + after for digit, after in written) + " протёк"
    kept = redacted(text)
    assert not any(letter.isdigit() for letter in kept)
    assert kept.startswith("чайник …")
    assert kept.endswith("протёк")
