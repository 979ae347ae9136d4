"""Sums, counts and dates, however they are written in the text and however they are asked for."""

from __future__ import annotations

import pytest

from operator_app.search.choice import new_engine
from operator_app.search.searcher import LocalSearcher
from tests.unit.search.shop import document

SUMS = ("До 1 000 ₽ сразу", "До 1000 руб. сразу", "До тысячи рублей сразу", "До 1000р сразу")
DAYS = ("Начиная с 1 мая", "Начиная с 01.05", "С 1.05.2026 всегда", "С первого мая")


PHONES = ("8 (916) 123-45-67", "+7 916 123 45 67", "89161234567", "8-916-123-45-67")


def found(text: str, query: str) -> bool:
    """Whether the query finds the text, and no text of other numbers before it."""
    searcher = LocalSearcher(lambda: new_engine("tantivy"))
    other = document(
        "other", "Правило", "До 300 рублей, две недели, 2 июня, 02.06, двадцать пять тысяч."
    )
    searcher.rebuild([other, document("wanted", "Порядок", text)], ())
    return [hit.key for hit in searcher.search(query).hits][:1] == ["wanted"]


@pytest.mark.parametrize("text", SUMS)
@pytest.mark.parametrize("query", ["1 000 ₽", "1000 руб", "тысяча рублей", "1000р", "1 тыс руб"])
def test_a_sum_is_found_in_any_spelling(text: str, query: str) -> None:
    assert found(text, query)


@pytest.mark.parametrize("text", DAYS)
@pytest.mark.parametrize("query", ["1 мая", "01.05", "1.05", "первое мая", "01.05.2026"])
def test_a_date_is_found_in_any_spelling(text: str, query: str) -> None:
    assert found(text, query)


@pytest.mark.parametrize("written", PHONES)
@pytest.mark.parametrize("asked", PHONES)
def test_a_telephone_number_is_found_in_any_spelling(written: str, asked: str) -> None:
    searcher = LocalSearcher(lambda: new_engine("tantivy"))
    others = ["8 (916) 765-43-21", "8 штук по 916 рублей, 123, 45, 67 и 1234567"]
    texts = [document(text, "Порядок", f"Звоните {text}.") for text in (*others, written)]
    searcher.rebuild(texts, ())
    assert searcher.search(asked).hits[0].key == written


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Ждут 14 дней", "четырнадцать дней"),
        ("Ждут четырнадцать дней", "14 дней"),
        ("Ждут двадцать один день", "21 день"),
        ("Ровно 2 500 рублей", "две тысячи пятьсот рублей"),
        ("Две тысячи пятьсот рублей", "2500"),
        ("До 5 тыс. рублей", "5000 рублей"),
        ("До 5 000 ₽", "пять тысяч"),
        ("Миллион рублей", "1 000 000"),
    ],
)
def test_numbers_in_words_and_in_digits_meet(text: str, query: str) -> None:
    assert found(text, query)


@pytest.mark.parametrize("query", ["2 мая", "02.05", "3000 ₽", "99.99", "0.0"])
def test_other_numbers_do_not_count_as_the_same(query: str) -> None:
    searcher = LocalSearcher(lambda: new_engine("tantivy"))
    searcher.rebuild([document("text", "Порядок", "С 01.05 до тысячи; 5 тысяч.")], ())
    answer = searcher.search(query)
    assert not answer.hits or answer.hits[0].score < searcher.search("01.05").hits[0].score
