"""One contract for both engines: what each must do, and how far they may differ."""

from __future__ import annotations

from functools import partial

import pytest

from operator_app.content.folder import read_folder
from operator_app.search.choice import ENGINES, new_engine
from operator_app.search.corpus import content_to_documents
from operator_app.search.engine import Alternative, Engine, Entry, Group, Scope
from operator_app.search.searcher import LocalSearcher
from operator_app.settings import bundled_folder
from tests.benchmarks.search import questions

ENTRIES = (
    Entry(0, "доставка", "логистика", "курьер привезти заказ", "sop", "delivery"),
    Entry(1, "возврат", "деньги", "доставка курьер вернуть", "sop", "refunds"),
    Entry(2, "гарантия", "ремонт", "мастер", "reply", "repair"),
)
SAME_FIRST_HIT = 0.95
TOP_FIVE_OVERLAP = 0.8
OF_EACH_CLASS = 3


def group(*terms: str, weight: float = 1.0) -> Group:
    return Group(tuple(Alternative((term,), weight) for term in terms))


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Engine:
    built = new_engine(request.param)
    built.build(ENTRIES)
    return built


def numbers(engine: Engine, *groups: Group, every: bool = True, **scope: object) -> list[int]:
    kinds = scope.get("kinds", frozenset())
    topic = scope.get("topic")
    assert isinstance(kinds, frozenset)
    assert topic is None or isinstance(topic, str)
    found = engine.search(groups, 10, every=every, scope=Scope(kinds, topic))
    assert found.total == len(found.ranked)
    assert [s for _, s in found.ranked] == sorted((s for _, s in found.ranked), reverse=True)
    return [number for number, _ in found.ranked]


def test_a_word_in_the_title_counts_more_than_in_the_text(engine: Engine) -> None:
    assert numbers(engine, group("доставка")) == [0, 1]


def test_every_group_or_any_of_them(engine: Engine) -> None:
    assert numbers(engine, group("доставка"), group("вернуть")) == [1]
    assert numbers(engine, group("доставка"), group("мастер")) == []
    found = numbers(engine, group("доставка"), group("мастер"), every=False)
    assert sorted(found) == [0, 1, 2]


def test_the_best_alternative_decides_and_weights_count(engine: Engine) -> None:
    weak = Group((Alternative(("гарантия",), 0.1), Alternative(("возврат",), 1.0)))
    assert numbers(engine, weak) == [1, 2]


def test_all_terms_of_one_alternative_are_needed(engine: Engine) -> None:
    both = Group((Alternative(("курьер", "вернуть"), 1.0),))
    assert numbers(engine, both) == [1]


def test_kind_and_topic_limit(engine: Engine) -> None:
    words = group("доставка", "гарантия")
    assert numbers(engine, words, kinds=frozenset({"reply"})) == [2]
    assert numbers(engine, words, topic="refunds") == [1]
    assert numbers(engine, words, kinds=frozenset({"reply"}), topic="refunds") == []


def test_an_update_replaces_and_forgets(engine: Engine) -> None:
    engine.update([Entry(3, "самовывоз", "", "пункт", "sop", "delivery")], [0])
    assert numbers(engine, group("доставка")) == [1]
    assert numbers(engine, group("самовывоз")) == [3]
    engine.update([], [1, 2, 3])
    assert numbers(engine, group("доставка", "самовывоз", "гарантия")) == []


def test_nothing_asked_nothing_found(engine: Engine) -> None:
    assert numbers(engine) == []
    assert numbers(engine, group("нет")) == []


def test_the_engines_agree_on_the_demo_company() -> None:
    content = read_folder(bundled_folder("sop_content")).content
    documents = content_to_documents(content)
    searchers = []
    for name in ENGINES:
        searchers.append(LocalSearcher(partial(new_engine, name)))
        searchers[-1].rebuild(documents, content.synonyms)
    asked = questions.make(documents, OF_EACH_CLASS, seed=5)
    assert {one.kind for one in asked} >= set(questions.CLASSES)
    queries = [one.text for one in asked]
    first = overlap = 0.0
    for query in queries:
        one, other = ([hit.key for hit in s.search(query, 5).hits] for s in searchers)
        first += one[:1] == other[:1]
        overlap += len(set(one) & set(other)) / max(len(one), len(other), 1)
    assert first / len(queries) >= SAME_FIRST_HIT
    assert overlap / len(queries) >= TOP_FIVE_OVERLAP
