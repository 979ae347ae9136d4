"""Card numbers in what is typed, in every spelling; what only looks like one stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.domain.answers import many_lines, one_line, read_answer
from operator_app.domain.cards import without_cards
from operator_app.domain.scripts import AnswerKind
from tests.unit.domain.test_answers import TODAY

CARD = "4111111111111111"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (CARD, "[карта …1111]"),
        ("4111 1111 1111 1111", "[карта …1111]"),
        ("4111\u00a01111\u202f1111\u20091111", "[карта …1111]"),
        ("4111-1111-1111-1111", "[карта …1111]"),
        ("4111\u20131111\u20141111\u22121111", "[карта …1111]"),
        ("4111.1111.1111.1111", "[карта …1111]"),
        ("4111/1111/1111/1111", "[карта …1111]"),
        ("4111\u200b1111\u200d1111\u20601111", "[карта …1111]"),
        ("4111\n1111\r\n1111\t1111", "[карта …1111]"),
        ("４１１１ １１１１ １１１１ １１１１", "[карта …1111]"),
        ("٤١١١ ١١١١ ١١١١ ١١١١", "[карта …1111]"),
        ("2200 0000 0000 0004", "[карта …0004]"),
        ("5555 5555 5555 4444", "[карта …4444]"),
        ("3782 822463 10005", "[карта …0005]"),
        ("6759 6498 2643 8453", "[карта …8453]"),
        ("карта 4111111111111111, заказ 5510-2284", "карта [карта …1111], заказ 5510-2284"),
        ("4111 1111 1111 1111 cvv 123 да", "[карта …1111] да"),
        ("4111 1111 1111 1111 12/28 123, завтра", "[карта …1111], завтра"),
        ("5510 2284 4111 1111 1111 1111", "5510 2284 [карта …1111]"),
        (f"{CARD} и 5555555555554444", "[карта …1111] и [карта …4444]"),
    ],
)
def test_a_card_is_not_kept(typed: str, kept: str) -> None:
    assert without_cards(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "заказ 5510-2284", "тел. 8 916 123-45-67", "+4111 1111 1111 1111", "4111 1111 1111 1112",
        "1234567890123", "5510 2284 5510 2285", "с 10 до 14, с 14 до 18, с 17 до 21", "",
        "SN 4111111111", "100 300 500 1000 рублей",
    ],
)  # fmt: skip
def test_what_is_no_card_stays(typed: str) -> None:
    assert without_cards(typed) == typed


def test_nothing_typed_keeps_a_card() -> None:
    assert one_line(f"скажите {CARD}", 20) == "скажите [карта …1111"
    assert many_lines(f"раз\n{CARD}\n", 100) == "раз\n[карта …1111]\n"
    assert read_answer(AnswerKind.TEXT, CARD, TODAY).text == "[карта …1111]"


@given(st.text(alphabet="0123456789 -\n\u00a04а+", max_size=80))
def test_a_text_is_cleaned_once(typed: str) -> None:
    once = without_cards(typed)
    assert without_cards(once) == once
    assert CARD not in once.replace(" ", "").replace("-", "")
