"""Which column of a foreign table holds what, by the words at its head."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from operator_app.content.tables import Row

Names = Mapping[str, tuple[str, ...]]
"""A field → the heads that mean it, lower case; the first is the one to recommend."""

REPLY_COLUMNS: Final[Names] = {
    "title": (
        "название",
        "заголовок",
        "имя шаблона",
        "макрос",
        "title",
        "name",
        "macro",
        "subject",
    ),
    "text": (
        *("текст", "ответ", "текст ответа", "что сказать", "сообщение", "шаблон", "содержание"),
        *("text", "body", "reply", "answer", "message", "content", "comment", "response"),
    ),
    "topic": ("тема", "раздел", "категория", "папка", "topic", "category", "folder", "section"),
    "scope": ("доступ", "для кого", "видимость", "scope", "visibility", "access"),
    "shortcut": (
        *("код", "сокращение", "быстрый код", "команда", "шорткат"),
        *("shortcut", "short code", "shortcode", "abbreviation", "tag"),
    ),
    "sop": ("соп", "инструкция", "регламент", "sop", "article", "procedure"),
    "id": ("id", "идентификатор"),
}
RULE_COLUMNS: Final[Names] = {
    "approved": (
        *("говорите", "скажите", "что говорить", "говорим", "надо говорить", "правильно", "лучше"),
        *("рекомендуемая фраза", "можно", "say", "approved", "use", "say this", "do say", "better"),
    ),
    "discouraged": (
        *("не говорите", "избегайте", "вместо", "вместо этого", "не говорим", "нельзя", "плохо"),
        *("неправильно", "нежелательная фраза", "стоп-фраза", "стоп-слово", "запрещено"),
        *("avoid", "discouraged", "do not say", "dont say", "instead of", "not this", "never say"),
    ),
    "why": ("почему", "причина", "пояснение", "why", "reason", "comment", "комментарий"),
    "topics": ("темы", "тема", "topics", "topic"),
    "form": ("форма", "form"),
    "id": ("id", "идентификатор"),
}


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each field stands; `passed` are heads that mean none."""

    places: Mapping[str, int]
    head: tuple[str, ...]
    passed: tuple[str, ...]

    def cell(self, row: Row, field: str) -> str:
        """What a row holds for a field; empty when it has no such column."""
        place = self.places.get(field, len(row.cells))
        return row.cells[place] if place < len(row.cells) else ""

    def name(self, field: str) -> str:
        """A field's column as a person finds it: «B «Текст»»."""
        place = self.places.get(field)
        if place is None:
            return f"«{field}»"
        head = self.head[place] if place < len(self.head) else ""
        return f"{column_letter(place)} «{head}»" if head else column_letter(place)


def find_columns(head: Sequence[str], names: Names) -> Columns:
    """Read the heads of a table; of two that mean the same, the first counts."""
    meant = {name: field for field, listed in names.items() for name in listed}
    places: dict[str, int] = {}
    passed: list[str] = []
    for place, cell in enumerate(head):
        field = meant.get(_plain(cell), "")
        if field and field not in places:
            places[field] = place
        elif cell:
            passed.append(cell)
    return Columns(places, tuple(head), tuple(passed))


def column_letter(place: int) -> str:
    """0 is A, 26 is AA, as spreadsheets name them."""
    letters, number = "", place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _plain(head: str) -> str:
    words = re.sub(r"[^\w\s-]+", "", head.replace("’", "")).replace("_", " ")
    return " ".join(words.casefold().replace("ё", "е").split())
