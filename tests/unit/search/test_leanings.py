"""What the operator's situation adds to an answer, and what it must never do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from operator_app.domain.retrieval import Leaning
from operator_app.search.choice import new_engine
from operator_app.search.searcher import LocalSearcher
from tests.unit.search.shop import document

TWINS = (
    document("СОП-1", "Проверка чека", "Спросите номер чека.", topic="refunds"),
    document("СОП-2", "Проверка чека", "Спросите номер чека.", topic="repair"),
    document("СОП-3", "Гарантия", "Без чека: проверка по номеру.", topic="repair"),
)


@pytest.fixture
def found() -> LocalSearcher:
    searcher = LocalSearcher(lambda: new_engine("tantivy"))
    searcher.rebuild(TWINS, ())
    return searcher


def order(searcher: LocalSearcher, query: str, leaning: Leaning) -> list[str]:
    return [hit.sop for hit in searcher.search(query, leaning=leaning).hits]


@pytest.mark.parametrize(
    "leaning", [Leaning(sop="СОП-2"), Leaning(topic="repair"), Leaning(opened=("СОП-9", "СОП-2"))]
)
def test_of_two_alike_the_likelier_comes_first(found: LocalSearcher, leaning: Leaning) -> None:
    assert order(found, "проверка чек", Leaning())[0] == "СОП-1"
    assert order(found, "проверка чек", leaning)[0] == "СОП-2"


def test_what_was_opened_last_leans_most(found: LocalSearcher) -> None:
    for first, second in (("СОП-1", "СОП-2"), ("СОП-2", "СОП-1")):
        assert order(found, "проверка чек", Leaning(opened=(first, second)))[0] == first


def test_everything_together_does_not_lift_a_passage_above_a_better_one(
    found: LocalSearcher,
) -> None:
    leaning = Leaning("СОП-3", "repair", ("СОП-3",))
    assert order(found, "проверка чека", leaning)[-1] == "СОП-3"
    assert order(found, "гарантия", Leaning("СОП-1", "refunds", ("СОП-1",)))[0] == "СОП-3"


def test_the_newer_of_two_alike_comes_first(found: LocalSearcher) -> None:
    found.replace("СОП-2", [replace(TWINS[1], date="2026-11-20")])
    assert order(found, "проверка чек", Leaning())[0] == "СОП-2"
