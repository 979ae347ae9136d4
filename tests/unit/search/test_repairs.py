"""Keyboards switched too late, spaces lost and stray, slips that make another word."""

from __future__ import annotations

import pytest

from operator_app.search.choice import new_engine
from operator_app.search.searcher import LocalSearcher
from tests.unit.search.shop import document

PAGES = (
    document("1", "Создание формулы", "Ввод чисел"),
    document("2", "Навигатор форм", "Текст и привязка"),
    document("3", "Определение переменной", "Размер изображения меняют здесь."),
    document("4", "Вставка таблицы", "Всём документам: столбцы, строки."),
    document("5", "Раздел 3.5.3", "Направо и налево"),
    document("6", "Загрузка файла csv", "Файл csv, xml; node.js подходит."),
    document("7", "Шаблон письма", "Если письмо не пришло."),
    document("8", "Данные клиента", "Данные меняет клиент."),
)


@pytest.fixture(scope="module")
def found() -> LocalSearcher:
    searcher = LocalSearcher(lambda: new_engine("tantivy"))
    searcher.rebuild(PAGES, ())
    return searcher


@pytest.mark.parametrize(
    ("query", "used"),
    [
        ("добавить созданиеформулы", "добавить создание формулы"),
        ("созданиеформ", "создание форм"),
        ("напра во", "направо"),
        ("опре деление переменной", "определение переменной"),
        ("созdание", "создание"),
        ("созlfybt", "создание"),
        ("опрtltktybt", "определение"),
        ("''Yfdbufnjh ajhv''", "''Навигатор форм''"),
        ("cjplfybt ajhveks gj:", "создание формулы по:"),
        ("hfpltk 3/5/3/", "раздел 3.5.3."),
        ("dcnfdrf nf,k", "вставка табл"),
        ("dcnfdrf csv", "вставка csv"),
        ("dcnfdrf csv, node.js", "вставка csv, node.js"),
        ("Ntrcn<->ghbdzprf", "Текст<->привязка"),
        ("данне клиента", "данные клиента"),
        ("вставка таблицы", "вставка таблицы"),
        ("размер не изображения", "размер не изображения"),
        ("14строк", "14 строк"),
    ],
)
def test_what_is_put_right_is_told(found: LocalSearcher, query: str, used: str) -> None:
    assert found.search(query).used_query == used


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("созданиеформулы", "1"),
        ("навиг атор форм", "2"),
        ("опрtltktybt", "3"),
        ("dcnfdrf nf,k", "4"),
        ("hfpltk 3/5/3", "5"),
        ("if,kjy gbcmvf", "7"),
        ("ставка таблицы", "4"),
        ("«определение переменной»", "3"),
    ],
)
def test_and_found(found: LocalSearcher, query: str, wanted: str) -> None:
    assert found.search(query).hits[0].key == wanted


def test_a_heading_in_other_forms_comes_before_one_with_less_of_it() -> None:
    searcher = LocalSearcher(lambda: new_engine("tantivy"))
    wanted = document("wanted", "Документ", "Раз.", section="Изменение номера страницы")
    near = document("near", "Номер страницы", "Изменение: номер, страница, номер страницы.")
    searcher.rebuild([near, *PAGES, wanted], ())
    assert searcher.search("изменению номер страницей").hits[0].key == "wanted"


def test_of_two_headings_the_one_with_the_words_as_typed_comes_first() -> None:
    searcher = LocalSearcher(lambda: new_engine("tantivy"))
    one = document("one", "Проверка автоматического ввода в поле")
    other = document("other", "Поле: проверка автоматическая при вводе")
    searcher.rebuild([other, one], ())
    assert searcher.search("автоматического ввода").hits[0].key == "one"
    assert searcher.search("поле автоматическая").hits[0].key == "other"
