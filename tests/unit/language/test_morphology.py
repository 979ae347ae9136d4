"""Words read alone: lemmas, readings, forms."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from operator_app.language.morphology import forms, inflect, is_known, lemmas, readings


@pytest.mark.parametrize(
    ("word", "first"),
    [
        ("Поломки", "поломка"),
        ("счёта", "счет"),
        ("СЧЕТ", "счет"),
        ("ПРИЗНАН", "признать"),
        ("поло\u0301мка", "поломка"),
        ("iPhone", "iphone"),
        ("12", "12"),
    ],
)
def test_first_lemma_is_lower_case_without_yo(word: str, first: str) -> None:
    assert lemmas(word)[0] == first


def test_all_lemmas_of_an_ambiguous_form_are_given_once() -> None:
    assert set(lemmas("печь")) == {"печь"}
    assert {"круча", "крутой"} <= set(lemmas("круче"))


def test_a_predicted_word_is_not_known() -> None:
    assert is_known("доставка")
    assert not is_known("абырвалжина")
    assert not is_known("sms")


def test_foreign_and_endless_words_have_no_reading() -> None:
    assert readings("iPhone") == ()
    assert readings("а" * 10_000) == ()
    assert readings("") == ()
    assert readings("-") == ()


def test_inflection_reaches_another_case_and_gives_none_for_a_missing_form() -> None:
    (noun, *_) = readings("поломки")
    instrumental = inflect(noun, {"ablt", "sing"})
    assert instrumental is not None
    assert instrumental.word == "поломкой"
    assert inflect(noun, {"past"}) is None
    assert "поломками" in {form.word for form in forms(noun)}


def test_threads_may_read_at_once() -> None:
    words = [f"{stem}{end}" for stem in ("заказ", "склад", "товар") for end in ("", "а", "у", "ом")]
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lemmas, words * 20))
    assert {answer[0] for answer in answers} == {"заказ", "склад", "товар"}
