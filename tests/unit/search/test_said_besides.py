"""Words that a question has and its answer often has not: asked for, and not needed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from operator_app.domain.retrieval import SearchDocument
from operator_app.search.engine import Engine
from operator_app.search.searcher import LocalSearcher
from operator_app.search.tantivy import TantivyEngine
from operator_app.search.whoosh import WhooshEngine

TEXTS = (
    ("Ширина холодильника", "Измерьте проём."),
    (
        "Пункты выдачи",
        "Забрать самому можно завтра. Посылка хранится неделю, потом — на склад.",
    ),
    ("Запись звонка", "Опишите, какая у клиента была просьба, и какой холодильник он назвал."),
    ("Перевод звонка", "Нажмите «Перевести» и назовите имя клиента."),
    ("Промокод", "Промокод вводят в корзине."),
    ("Просьба клиента", "Запишите её."),
    ("Скидка на первый большой летний новый выгодный общий честный набор", "Её видно в корзине."),
)


@pytest.fixture(scope="module", params=[TantivyEngine, WhooshEngine], ids=["tantivy", "whoosh"])
def searcher(request: pytest.FixtureRequest) -> LocalSearcher:
    new_engine: Callable[[], Engine] = request.param
    searcher = LocalSearcher(new_engine)
    searcher.rebuild(
        [
            SearchDocument(f"sop:{place}#a", "sop", f"{place}", "a", title, "", (), body, "", "")
            for place, (title, body) in enumerate(TEXTS)
        ],
        (),
    )
    return searcher


def first(searcher: LocalSearcher, query: str) -> str:
    return searcher.search(query).hits[0].title


def test_a_word_of_the_question_that_the_answer_has_not_stops_nothing(
    searcher: LocalSearcher,
) -> None:
    assert first(searcher, "какая у холодильника ширина") == "Ширина холодильника"


def test_where_nothing_else_is_asked_it_is_looked_for(searcher: LocalSearcher) -> None:
    assert first(searcher, "какая была") == "Запись звонка"


def test_what_has_it_besides_stands_higher(searcher: LocalSearcher) -> None:
    both = [hit.title for hit in searcher.search("какой холодильник").hits]
    assert set(both[:2]) == {"Ширина холодильника", "Запись звонка"}


def test_a_text_with_the_very_words_in_a_row_comes_first(searcher: LocalSearcher) -> None:
    assert first(searcher, "какая у клиента была просьба") == "Запись звонка"
    assert first(searcher, "просьба клиента") == "Просьба клиента"


def test_of_some_words_one_may_be_wrong(searcher: LocalSearcher) -> None:
    assert first(searcher, "посылка скидка хранится неделю склад") == "Пункты выдачи"
