"""What an operator meant, told by what is found first and by the query said to be used."""

from __future__ import annotations

from dataclasses import replace

import pytest

from operator_app.domain.keyboard_layout import image, unmixed
from operator_app.search.query import FrontEnd
from operator_app.search.synonyms import Synonyms
from operator_app.search.vocabulary import Vocabulary
from tests.unit.search.shop import DOCUMENTS, SYNONYMS, document, first, searcher


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("задержка доставки", "СОП-042"),
        ("задержку доставок", "СОП-042"),
        ("задерж достав", "СОП-042"),
        ("доставка по просьбе", "СОП-017"),
        ("переносы", "СОП-017"),
        ("зедержка доставки", "СОП-042"),
        ("перенсо доставки", "СОП-017"),
        ("пернос дост", "СОП-017"),
        ("pflth;rf", "СОП-042"),
        ("gthtyjc ljcnfdrb", "СОП-017"),
        ("опоздание доставки", "СОП-042"),
        ("деньги назад", "СОП-003"),
        ("зк1042", "СОП-003"),
        ("ЗК 1042", "СОП-003"),
        ("весна-10", "СОП-003"),
        ("1000 руб", "СОП-042#tri-dnya"),
        ("тысяча рублей", "СОП-042#tri-dnya"),
        ("соп-017", "СОП-017"),
        ("шзрщту", "СОП-004"),
        ("зарядку айфона iphone", "СОП-004"),
        ("«новая доставка»", "СОП-042#tri-dnya"),
        ("онлайн оплата", "СОП-003"),
        ("срок сорван больше чем на 3 дня", "СОП-042#tri-dnya"),
    ],
)
def test_the_right_passage_comes_first(query: str, wanted: str) -> None:
    assert first(query) == wanted


@pytest.mark.parametrize(
    ("query", "used"),
    [
        ("pflth;rf", "задержка"),
        ("задержка ljcnfdrb", "задержка доставки"),
        ("зедержка доставки", "задержка доставки"),
        ("дoставка", "доставка"),
        ("шзрщту", "iphone"),
        ("задерж достав", "задерж достав"),
        ("iphone", "iphone"),
        ("зк-1042", "зк-1042"),
        ("Qw7;rf'Xx", "Qw7;rf'Xx"),
        ("посылки  нет", "посылки  нет"),
    ],
)
def test_repairs_are_told(query: str, used: str) -> None:
    answer = searcher().search(query)
    assert answer.used_query == used
    assert answer.repaired == (used != query)


def test_every_document_has_its_own_title_first() -> None:
    found = searcher()
    for one in DOCUMENTS:
        assert found.search(one.heading).hits[0].key == one.key


def test_a_discouraged_word_finds_the_approved_one_at_once() -> None:
    found = searcher()
    found.use_synonyms(())
    assert not found.search("брак").hits
    found.use_synonyms(SYNONYMS)
    assert found.search("брак").hits[0].key == "СОП-004"


def test_kinds_and_topic_narrow_the_answer() -> None:
    found = searcher()
    assert {h.kind for h in found.search("задержка").hits} == {"sop", "reply"}
    assert {h.kind for h in found.search("задержка", kinds=frozenset({"sop"})).hits} == {"sop"}
    assert [h.key for h in found.search("задержка", kinds=frozenset({"reply"})).hits] == ["reply-1"]
    assert not found.search("Задержка доставки", topic="repair").hits
    assert found.search("Неисправность телефона iPhone", topic="repair").total == 1


def test_a_replaced_sop_is_found_by_its_new_words_only() -> None:
    found = searcher()
    [changed] = [one for one in DOCUMENTS if one.key == "СОП-017"]
    found.replace("СОП-017", [replace(changed, title="Самовывоз")])
    assert found.search("самовывоз").hits[0].key == "СОП-017"
    assert all(hit.title != changed.title for hit in found.search("перенос просьба").hits)
    found.replace("СОП-017", [])
    assert not found.search("самовывоз").hits


@pytest.mark.parametrize(
    "query",
    [
        "", " ", "«", '"', "\\", "a*" * 1000, "я" * 100_000, "(" * 500, "+-&&||!(){}[]^~*?:/",
        "title:доставка AND NOT *", "😀 доставка 😀", "\u202eдоставка\u202c", "\x00доставка",
        "\ud800", "'; DROP TABLE sop; --", "%s %d {0.__class__}", "доставка " * 5000, "1" * 50_000,
        "ё\u0301" * 300,
    ],
)  # fmt: skip
def test_no_text_is_too_hostile(query: str) -> None:
    answer = searcher().search(query)
    assert answer.query == query
    assert len(answer.hits) <= 10


def test_hostile_signs_do_not_hide_the_word_between_them() -> None:
    for query in ("😀 доставка 😀", "\u202eдоставка\u202c", "\x00доставка", "доста\u00adвка"):
        assert first(query) in {"СОП-042", "СОП-017"}


def test_the_other_layout_and_look_alikes() -> None:
    assert image("pflth;rf") == "задержка"
    assert image("[jlbnm") == "ходить"
    assert image("Задержка") == "Pflth;rf"
    assert image("WB-Ю") is None
    assert image("12-3") is None
    assert unmixed("дoставка") == "доставка"
    assert unmixed("доставка") is None
    assert unmixed("Zдоставка") is None


def test_a_reply_that_points_to_a_sop_stays_when_the_sop_is_replaced() -> None:
    found = searcher()
    pointing = document("reply:2", "Ответ о переносе", "Перенесу на завтра.", kind="reply")
    found.replace("reply:2", [replace(pointing, sop="СОП-017")])
    found.replace("СОП-017", [])
    assert [hit.key for hit in found.search("перенос").hits] == ["reply:2"]


def test_an_asterisk_after_a_word_says_that_it_goes_on() -> None:
    vocabulary = Vocabulary()
    vocabulary.learn(["дом", "домофон"])
    vocabulary.settle()
    [word] = FrontEnd(vocabulary, Synonyms()).understand("дом*").words
    assert word.unfinished
    assert "домофон" in word.weights
