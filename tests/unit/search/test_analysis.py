"""Words and terms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.search.analysis import LONGEST_FORM, clean, fold, forms, plain, terms, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ещё раз", ["еще", "раз"]),
        ("за\u0301мок", ["замок"]),
        ("до 1 000 ₽", ["до", "1000", "₽"]),
        ("до 1\u00a0000\u00a0000 ₽", ["до", "1000000", "₽"]),
        ("СОП-042. Далее", ["соп-042", "далее"]),
        ("дом 5 100500", ["дом", "5", "100500"]),
        ("«»—…()", []),
    ],
)
def test_words_of_a_text(text: str, expected: list[str]) -> None:
    assert forms(text) == expected


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("доставками", {"доставка"}),
        ("стали", {"стать", "сталь"}),
        ("₽", {"рубль"}),
        ("руб", {"рубль"}),
        ("зк-1042", {"зк-1042", "зк1042", "зк", "1042"}),
        ("онлайн-оплату", {"онлайн-оплату", "онлайн", "оплата"}),
        ("1000руб", {"1000руб", "1000", "рубль"}),
        ("iphone", {"iphone"}),
        ("x" * (LONGEST_FORM + 1), set()),
    ],
)
def test_terms_of_a_word(form: str, expected: set[str]) -> None:
    assert expected <= set(terms(form)) or not expected
    assert bool(terms(form)) == bool(expected)


def test_a_mixed_word_is_found_by_its_russian_spelling() -> None:
    assert "очистить" in terms(fold("Oчистить"))


def test_places_are_those_of_the_text() -> None:
    text = "До 1 000 ₽, за\u0301мок, Ещё"
    assert [(w.form, text[w.start : w.end]) for w in words(text)] == [
        ("до", "До"), ("1000", "1 000"), ("₽", "₽"), ("замок", "за\u0301мок"), ("еще", "Ещё"),
    ]  # fmt: skip


def test_invisible_signs_do_not_part_words() -> None:
    assert plain("до\u00adста\u200bвка\u202e") == "доставка"


@given(st.text(max_size=80))
def test_words_and_forms_agree_for_any_text(text: str) -> None:
    cleaned = clean(text)
    found = words(cleaned)
    assert all(0 <= word.start < word.end <= len(cleaned) for word in found)
    if fold(cleaned) == cleaned:
        assert [word.form for word in found] == forms(cleaned)
