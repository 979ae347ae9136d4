"""Titles, headings and keywords: what is called so comes before what speaks of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from operator_app.domain.retrieval import Leaning, SearchDocument
from operator_app.search.choice import new_engine
from operator_app.search.searcher import LocalSearcher
from tests.unit.search.shop import document


def searcher(*documents: SearchDocument) -> LocalSearcher:
    found = LocalSearcher(lambda: new_engine("tantivy"))
    found.rebuild(documents, ())
    return found


def asked(sop: str, title: str, *keywords: str, body: str = "Спросите заказ.") -> SearchDocument:
    return replace(document(f"sop:{sop}", title, body), sop=sop, keywords=keywords)


SECTION = replace(document("sop:А#v", "Заказ от организации", section="Возврат"), sop="А")
COLOUR = "Клиент хочет другой цвет: другой цвет бывает не всегда, цвет другой."


@pytest.mark.parametrize("typed", ["возв", "возвра", "возврат", "возврат "])
def test_the_beginning_of_a_title_counts_before_a_paragraph_of_that_one_word(typed: str) -> None:
    found = searcher(SECTION, asked("Б", "Возврат исправного товара, бывшего у клиента"))
    assert found.search(typed).hits[0].sop == "Б"


def test_a_space_says_that_another_word_follows() -> None:
    found = searcher(asked("А", "Сроки"), asked("Б", "Сроки доставки по городу и области"))
    assert found.search("сроки").hits[0].sop == "А"
    assert found.search("сроки ").hits[0].sop == "Б"


def test_a_space_after_a_whole_title_takes_nothing_from_it() -> None:
    found = searcher(asked("А", "Сроки"), asked("Б", "О сроках", body="Сроки, сроки, сроки"))
    assert found.search("сроки ").hits[0].sop == "А"


@pytest.mark.parametrize("typed", ["другой ц", "другой цвет"])
def test_a_keyword_is_found_by_its_beginning_before_a_text_that_has_the_words(typed: str) -> None:
    found = searcher(asked("А", "Цвета", body=COLOUR), asked("Б", "Обмен", "другой цвет"))
    assert found.search(typed).hits[0].sop == "Б"


def test_a_whole_title_counts_before_a_whole_keyword() -> None:
    found = searcher(asked("А", "Обмен", "другой цвет"), asked("Б", "Другой цвет"))
    assert found.search("другой цвет").hits[0].sop == "Б"


def test_a_keyword_shows_the_passage_that_fits_best() -> None:
    whole = asked("А", "Обмен", "другой цвет", body="Проверьте заказ.")
    passage = replace(whole, key="sop:А#c", anchor="c", section="Как", body=COLOUR)
    found = searcher(whole, passage)
    assert found.search("другой цвет").hits[0].key == "sop:А#c"


def test_words_of_a_keyword_in_another_order_and_form_count_as_those_of_a_heading() -> None:
    said = "Цвет указан на коробке, под крышкой. Другой не кладём, на складе проверяют дважды."
    found = searcher(asked("А", "Упаковка", body=said), asked("Б", "Обмен", "другой цвет"))
    assert found.search("цвета другие").hits[0].sop == "Б"


def test_names_go_with_their_procedure() -> None:
    found = searcher(asked("А", "Цвета", body=COLOUR), asked("Б", "Обмен", "другой цвет"))
    found.replace("sop:Б", [asked("Б", "Обмен", "замена")])
    assert found.search("другой цвет").hits[0].sop == "А"
    found.replace("sop:Б", [])
    assert [hit.sop for hit in found.search("обмен").hits] == []


def test_a_reply_of_that_whole_title_stays_though_others_speak_of_it() -> None:
    reply = document("reply:a", "Часы", kind="reply")
    found = searcher(asked("А", "Часы работы", body="Часы, часы, часы."), replace(reply, sop="А"))
    assert found.search("часы", leaning=Leaning(procedures=True)).hits[0].key == "reply:a"


def test_what_is_called_by_signs_alone_is_found_by_its_text() -> None:
    found = searcher(asked("А", "…", "?", body="Спросите номер чека."))
    assert found.search("номер чека").hits[0].sop == "А"
