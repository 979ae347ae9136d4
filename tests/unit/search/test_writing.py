"""Signs, units and codes, each written in many ways; whichever is typed, the same text is found."""

from __future__ import annotations

from itertools import product

import pytest

from operator_app.search.choice import new_engine
from operator_app.search.searcher import LocalSearcher
from tests.unit.search.shop import document

OTHERS = (
    "Объём 15 л, 2,5 л и 5,1 л; 1 литр, 5 литров, пункты 1, 5",
    "Цена 700 ₽, 50 руб., 5000 рублей, 501 р., код 500-1",
    "Код 5510-9999, код 2284-1, код 15510-2284",
    "Греть до 50 °C, до 4 градусов, шаг 40",
    "Сеть 110 В, 22 вольта, 2200 V, цена 220 рублей",
    "Часть 2/1, шаги 12 и 3, раздел 1.2",
    "Фото 15×20, 20х10, 10 снимков, 15 рублей",
    "Скидка 15 %, 50%, 5 рублей, шаг 5",
    "Купон ВЕСНА-11, ЗК-1043, купон 10",
    "Связь Wi, fiber, USB и C",
    "Работаем с 19:30, 9:20, 30 минут",
    "Сумма 10 000 рублей, 10 500 ₽, 50 рублей",
    "Площадь 2 км, высота м",
)
GROUPS = (
    ("Объём 1,5 л", "Объём 1.5 л", "объём 1,5л", "объём 1.5л", "объём １．５ л", "объём 1,5 литра"),
    ("Цена 500 ₽", "цена 500₽", "цена 500 руб.", "цена 500руб", "цена 500 р.", "цена 500р",
     "цена 500 рублей", "цена 500 RUB"),
    ("Код 5510-2284", "код 5510–2284", "код 5510—2284", "код 5510−2284", "код 5510‑2284",
     "код 5510 2284", "код 55102284", "код ５５１０－２２８４"),
    ("Греть до 40 °C", "греть до 40°C", "греть до 40 °С", "греть до 40℃", "греть до 40 градусов"),
    ("Сеть 220 В", "сеть 220В", "сеть 220 V", "сеть 220V", "сеть 220 вольт"),
    ("Часть 1/2", "часть ½", "часть 1⁄2"),
    ("Фото 10×15", "фото 10 × 15", "фото 10х15", "фото 10 х 15", "фото 10x15", "фото 10*15"),
    ("Скидка 5 %", "скидка 5%", "скидка 5\u00a0%", "скидка 5 процентов", "скидка ５％"),
    ("Купон ВЕСНА-10", "купон весна10", "купон ВЕСНА 10", "купон весна–10"),
    ("Связь Wi-Fi", "связь wifi", "связь wi fi", "связь ＷｉＦｉ"),
    ("Работаем с 9:30", "работаем с 9.30", "работаем с 9-30"),
    ("Сумма 10 000,50 ₽", "сумма 10000.50", "сумма 10\u00a0000,50 руб."),
    ("Площадь 2 м²", "площадь 2 м2"),
    ("Заказ № 15", "заказ №15", "заказ номер 15"),
)  # fmt: skip
PAIRS = [(text, query) for group in GROUPS for text, query in product(group, repeat=2)]


@pytest.mark.parametrize(("text", "query"), PAIRS)
def test_whichever_way_it_is_written_it_is_found_first(text: str, query: str) -> None:
    searcher = LocalSearcher(lambda: new_engine("tantivy"))
    others = [document(str(place), "Порядок", other) for place, other in enumerate(OTHERS)]
    searcher.rebuild([*others, document("wanted", "Порядок", text)], ())
    assert [hit.key for hit in searcher.search(query).hits][:1] == ["wanted"]


@pytest.mark.parametrize("query", ["1.5", "1,5", "5510-2284", "10x15", "wi-fi"])
def test_what_was_found_is_marked_as_it_is_written(query: str) -> None:
    searcher = LocalSearcher(lambda: new_engine("tantivy"))
    text = "Берут 1,5 л, код 5510–2284, фото 10 × 15, Wi-Fi. Не 5 и не 2284."
    searcher.rebuild([document("wanted", "Порядок", text)], ())
    [hit] = searcher.search(query).hits
    marked = {hit.snippet[start:end] for start, end in hit.marks}
    assert marked <= {"1,5", "5510–2284", "10 × 15", "Wi-Fi"}
    assert len(marked) == 1
    assert searcher.mark(query, text) == hit.marks


@pytest.mark.parametrize(
    "query",
    [
        "AND OR NOT", "and or not", "доставка AND возврат", "доставка NOT курьер", "№ 15", "USB",
        "IS NULL OR 1=1", "not", "OR", "mp3", "на iOS", "pdf", "Apple Pay", "pin", "the order",
        "app", "led tv", "220В", "10x15", "N 15", "XOR", "гарантия NOT возврат",
    ],
)  # fmt: skip
def test_latin_words_and_operators_stay_as_typed(query: str) -> None:
    searcher = LocalSearcher(lambda: new_engine("tantivy"))
    # Words that these are slips of, or the beginnings of in the other layout.
    text = (
        "No, nota, usa, ios7, Android, доставка, возврат, курьер, заказ №16, null, звание, зшт, "
        "фззу, дувт, ем, кру, тщетно, щкж, фтв, чек, код 10 ч, 15, Apply, paid"
    )
    searcher.rebuild([document("1", "Порядок", text)], ())
    assert searcher.search(query).used_query == query


def test_a_code_that_is_nearly_the_same_is_not_the_same() -> None:
    searcher = LocalSearcher(lambda: new_engine("tantivy"))
    searcher.rebuild([document("1", "Порядок", "Код 5510-2284, купон ВЕСНА-10, 1,5 л")], ())
    for query in ("5510-2285", "весна-11", "весна11", "1,6", "15", "55102285", "5510 2285"):
        assert all(hit.score < 0.5 for hit in searcher.search(query).hits), query
