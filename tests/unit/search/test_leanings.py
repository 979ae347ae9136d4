"""What the operator's situation adds to an answer, and what it must never do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from operator_app.domain.retrieval import Leaning
from operator_app.search.choice import new_engine
from operator_app.search.leanings import leanings
from operator_app.search.searcher import LocalSearcher
from operator_app.search.shelf import Shelf
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
    "leaning",
    [
        Leaning(sop="СОП-2"),
        Leaning(topic="repair"),
        Leaning(opened=("СОП-9", "СОП-2")),
        Leaning(team={"СОП-9": 1.0, "СОП-2": 0.4, "СОП-1": 0.1}),
    ],
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
    leaning = Leaning("СОП-3", "repair", ("СОП-3",), {"СОП-3": 1.0})
    assert order(found, "проверка чека", leaning)[-1] == "СОП-3"
    assert (
        order(found, "гарантия", Leaning("СОП-1", "refunds", ("СОП-1",), {"СОП-1": 1.0}))[0]
        == "СОП-3"
    )


def test_the_team_counts_most_while_little_is_typed() -> None:
    shelf = Shelf()
    number = shelf.put(TWINS[0])
    opened = Leaning(team={"СОП-1": 0.25})
    bonus = [leanings([number], shelf, opened, letters)[number] for letters in (2, 4, 20)]
    none = leanings([number], shelf, Leaning(), 2)[number]
    assert bonus == sorted(bonus, reverse=True)
    assert [round(one - none, 3) for one in bonus] == [0.15, 0.1, 0.06]


def test_the_newer_of_two_alike_comes_first(found: LocalSearcher) -> None:
    found.replace("СОП-2", [replace(TWINS[1], date="2026-11-20")])
    assert order(found, "проверка чек", Leaning())[0] == "СОП-2"


REPLIES = (
    document("СОП-1", "Проверка чека при возврате", "Спросите номер чека."),
    document("СОП-2", "Гарантия", "Чек не нужен."),
    document("reply:chek", "Проверка чека", "Продиктуйте номер.", kind="reply"),
    document("reply:talon", "Талон", "Нужен гарантийный талон.", kind="reply", keyword="тал"),
)


@pytest.mark.parametrize(
    ("query", "among_all", "in_a_call"),
    [
        ("проверка че", "reply:chek", "СОП-1"),
        # Its whole title, or its shortcut: the reply is meant.
        ("проверка чека", "reply:chek", "reply:chek"),
        ("тал", "reply:talon", "reply:talon"),
        ("гарантийный талон", "reply:talon", "reply:talon"),
    ],
)
def test_in_a_call_procedures_stand_before_replies_that_fit_little_better(
    query: str, among_all: str, in_a_call: str
) -> None:
    found = LocalSearcher(lambda: new_engine("tantivy"))
    found.rebuild(REPLIES, ())
    assert found.search(query).hits[0].key == among_all
    assert found.search(query, leaning=Leaning(procedures=True)).hits[0].key == in_a_call


def test_a_procedure_is_found_by_what_its_reply_says() -> None:
    said = replace(document("reply:a", "Сколько баллов", kind="reply"), sop="СОП-3")
    found = LocalSearcher(lambda: new_engine("tantivy"))
    near = document("СОП-2", "Баллы за отзыв"), document("СОП-3", "Лояльность", "Сколько баллов.")
    found.rebuild((said, *near), ())
    hits = found.search("сколько бал", leaning=Leaning(procedures=True)).hits
    assert [hit.key for hit in hits][:2] == ["СОП-3", "reply:a"]
