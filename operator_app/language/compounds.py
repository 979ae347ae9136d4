"""Compounds of two nouns: both are declined («кресла-качалки») or the last alone («чек-листа»)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from operator_app.language.morphology import fold, readings

if TYPE_CHECKING:
    from operator_app.language.morphology import Reading

_DECLINED: Final = frozenset(
    {
        "диван", "вагон", "счет", "договор", "дом", "завод", "город", "телефон", "автомобиль",
        "банк", "магазин", "сайт", "бот", "склад", "робот", "фургон", "шкаф", "аппарат", "клуб",
        "комод", "стол", "поезд", "аэропорт", "отель",
    }
)  # fmt: skip
"""Things of the masculine that are declined before a noun; others only qualify it: штрих-код."""
_FROZEN: Final = frozenset(
    {"чудо", "горе", "диво", "шеф", "премьер", "генерал", "капитан", "лейтенант", "майор"}
)


def second_of_two(first: str, second: str) -> Reading | None:
    """Return the dictionary form of the second noun where both are declined, None elsewhere."""
    before, after = _noun(first), _noun(second)
    if before is None or after is None or before.lemma in _FROZEN:
        return None
    alive = "anim" in before.tags and "anim" in after.tags
    open_ended = before.gender in {"femn", "neut"}
    return after if alive or open_ended or before.lemma in _DECLINED else None


def _noun(word: str) -> Reading | None:
    found = (r for r in readings(word) if r.pos == "NOUN" and r.case == "nomn" and r.known)
    return next((r for r in found if r.lemma == fold(word) and "Fixd" not in r.tags), None)
