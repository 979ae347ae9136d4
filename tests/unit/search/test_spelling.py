"""Slips of the fingers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.search.spelling import Speller, distance
from operator_app.search.vocabulary import Vocabulary


def speller(*known: str) -> Speller:
    vocabulary = Vocabulary()
    vocabulary.learn(list(known))
    vocabulary.settle()
    return Speller(vocabulary)


@pytest.mark.parametrize(
    "slip",
    ["доствака", "дставка", "дооставка", "дрставка", "доставкаа", "одставка", "дставкка"],
)
def test_the_word_meant_is_guessed(slip: str) -> None:
    guesses = speller("доставка", "гарантия").guesses(slip, False)
    assert [guess.form for guess in guesses] == ["доставка"]


def test_the_commoner_of_two_words_comes_first() -> None:
    guesses = speller("кадр", *["кадры"] * 9, "кедр").guesses("кадрыы", False)
    assert guesses[0].form == "кадры"


def test_an_unfinished_word_with_a_slip_is_guessed() -> None:
    [guess] = speller("страхование").guesses("стрхова", True)
    assert guess.form == "страхова"
    assert not guess.whole


@pytest.mark.parametrize("word", ["зк1042", "10", "ок", "я" * 80])
def test_codes_short_and_endless_words_are_left_alone(word: str) -> None:
    assert speller("зк1043", "11", "он", "я" * 79).guesses(word, True) == ()


@pytest.mark.parametrize(
    ("left", "right", "edits"),
    [("", "", 0), ("кот", "кто", 1), ("кот", "скот", 1), ("кот", "пёс", 3), ("абвг", "бавгд", 2)],
)
def test_distance(left: str, right: str, edits: int) -> None:
    assert distance(left, right, 3) == edits


@given(st.text("абв", max_size=6), st.text("абв", max_size=6))
def test_distance_is_symmetric_and_bounded(left: str, right: str) -> None:
    assert distance(left, right, 2) == distance(right, left, 2) <= 3
    assert (distance(left, right, 2) == 0) == (left == right)
