"""A few passages of a shop, and searchers over them."""

from __future__ import annotations

from operator_app.domain.retrieval import SearchDocument
from operator_app.search.choice import new_engine
from operator_app.search.searcher import LocalSearcher

SYNONYMS = (("опоздание", "задержка"), ("деньги назад", "возврат"), ("брак", "неисправность"))


def document(key: str, title: str, body: str = "", **more: str) -> SearchDocument:
    sop, _, anchor = key.partition("#")
    return SearchDocument(
        key=key,
        kind=more.get("kind", "sop"),
        sop=sop,
        anchor=anchor,
        title=title,
        section=more.get("section", ""),
        keywords=tuple(filter(None, [more.get("keyword", "")])),
        body=body,
        topic=more.get("topic", "delivery"),
        date="2026-11-18",
    )


DOCUMENTS = (
    document("СОП-042", "Задержка доставки", "Срок прошёл, а посылки нет: узнайте, где она."),
    document(
        "СОП-042#tri-dnya",
        "Задержка доставки",
        "Предложите два варианта: новая доставка или возврат. До 1 000 ₽ сразу.",
        section="Срок сорван больше чем на 3 дня",
    ),
    document("СОП-017", "Перенос доставки по просьбе клиента", "Переносят один раз, без доплаты."),
    document("СОП-003", "Возврат товара", "Купон ВЕСНА-10, заказ ЗК-1042, онлайн-оплата на сайте."),
    document("СОП-004", "Неисправность телефона iPhone", "Проверьте зарядку.", topic="repair"),
    document("reply-1", "Извинение за задержку", "Мне жаль, что так вышло.", kind="reply"),
)


def searcher(engine: str = "tantivy") -> LocalSearcher:
    found = LocalSearcher(lambda: new_engine(engine))
    found.rebuild(DOCUMENTS, SYNONYMS)
    return found


def first(query: str, engine: str = "tantivy") -> str:
    hits = searcher(engine).search(query).hits
    return hits[0].key if hits else ""
