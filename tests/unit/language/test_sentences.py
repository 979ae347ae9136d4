"""The phrase engine on whole sentences: the public examples, our own, another author's."""

from __future__ import annotations

from dataclasses import asdict
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pytest

from operator_app.language.phrase_table import PhraseTable, compile_rules
from tests.unit.language.sentence_cases import (
    Case,
    applied,
    example_cases,
    example_rules,
    gender_of,
    own_cases,
    same,
    unseen_cases,
    varied_cases,
)

if TYPE_CHECKING:
    from operator_app.domain.phrases import Rule


FILES = (
    *("agreement.txt", "wording.txt", "traps.txt"),
    *("second.txt", "third.txt", "fourth.txt", "fifth.txt", "sixth.txt"),
)


@lru_cache(maxsize=64)
def _table(rules: tuple[Rule, ...]) -> PhraseTable:
    return compile_rules(rules)


@pytest.mark.parametrize(
    "case", [*example_cases(), *varied_cases(), *unseen_cases()], ids=lambda case: case["id"]
)
def test_example(case: dict[str, Any]) -> None:
    text = case["text"]
    hits = _table(example_rules(case)).check(text, gender_of(case))

    def results(start: int, end: int, suggestions: list[str]) -> list[str]:
        return [same(text[:start] + one + text[end:]) for one in suggestions]

    def shape(hit: dict[str, Any]) -> tuple[object, ...]:
        whole = results(hit["replace_start"], hit["replace_end"], list(hit["suggestions"]))
        return hit["start"], hit["end"], hit["rule"], whole

    found = [shape(asdict(hit)) for hit in hits]
    expected = [shape(hit) for hit in case["expected_hits"]]
    assert found == expected
    assert same(applied(text, hits)) == same(case["expected_text_after_applying_first_suggestion"])


@pytest.mark.parametrize(
    "case",
    [case for file in FILES for case in own_cases(file)],
    ids=lambda case: case.text,
)
def test_own_sentence(case: Case) -> None:
    hits = _table(case.rules).check(case.text)
    assert tuple((hit.start, hit.end) for hit in hits) == case.spans
    assert same(applied(case.text, hits)) == same(case.result)
