"""Snippets and the marks in them."""

from __future__ import annotations

import pytest

from operator_app.domain.retrieval import SearchHit
from operator_app.search.choice import new_engine
from operator_app.search.searcher import LocalSearcher
from operator_app.search.snippets import SNIPPET_LENGTH
from tests.unit.search.shop import document, searcher


def marked(text: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[start:end] for start, end in spans]


def best(query: str) -> SearchHit:
    return searcher().search(query).hits[0]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("задерж достав", ["Задерж", "достав"]),
        ("задержка доставка", ["Задержка", "доставки"]),
        ("pflth; ljcnfd", ["Задерж", "достав"]),
        ("зедержка доставки", ["Задержка", "доставки"]),
    ],
)
def test_of_an_unfinished_word_only_what_was_typed_is_marked(
    query: str, expected: list[str]
) -> None:
    hit = best(query)
    assert marked(hit.title, hit.title_marks) == expected


def test_a_grouped_number_is_marked_whole() -> None:
    hit = best("1000 руб")
    assert "1 000" in marked(hit.snippet, hit.marks)


def test_the_snippet_is_cut_around_what_was_found() -> None:
    found = LocalSearcher(lambda: new_engine("tantivy"))
    body = "Обычные слова. " * 60 + "Страховая выплата придёт завтра. " + "Ещё слова. " * 40
    found.rebuild([document("СОП-1", "О разном", body)], ())
    [hit] = found.search("страховая выплата").hits
    assert marked(hit.snippet, hit.marks) == ["Страховая", "выплата"]
    assert len(hit.snippet) <= SNIPPET_LENGTH + 4
    assert hit.snippet.startswith("… ")
    assert hit.snippet.endswith(" …")


def test_a_passage_already_open_is_marked_by_the_same_rule() -> None:
    text = "Ещё раз о доставке: доставим."
    assert marked(text, searcher().mark("ДОСТАВКА", text)) == ["доставке"]
    assert searcher().mark("", text) == ()
