"""Words cut short by a point, after which a sentence seems to end: «мат. помощь», «в г. Клин»."""

from __future__ import annotations

import re
from typing import Final

_SHORTENED: Final = re.compile(
    r"\b(рис|мат|мед|тел|стр|гл|таб|табл|обл|пос|оф|эл|юр|физ|тех|сек|кол|кор|пом|эт|сан|гос|спец"
    r"|соц|зав|зам|шт|пач|бул|пл|мес|род|ред|изд|фин|бух|хоз|ген|авт|доп|сев|вост|корп|стом|лаб"
    r"|мор|вод|дет|муз|лит|каб)\.\s*$",
    re.IGNORECASE,
)
"""Words cut short before the noun they belong to."""
_LONGEST: Final = 12
"""Characters looked at: such a word, its point and the spaces between."""
_NUMBERED: Final = frozenset({"рис", "стр", "гл", "таб", "табл", "тел", "оф", "эт", "корп", "каб"})
_LEAD: Final = re.compile(r"(?:^|(?<=[^\w.]))(?<!\d\s)([а-яё]{1,6}|[А-ЯЁ]|[гп]р?-[а-яё]{1,2})\.$")
"""A word cut short that does not follow a number: «в г. Клин», but «2024 г. Клин»."""


def shortened(line: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where in [start, end) «мат» stands in «мат. помощь», «рис» in «рис. 4»."""
    following = line[end : end + 3].lstrip()[:1]
    if not (following.islower() or following.isdigit()):
        return None
    # At the end alone: all of the sentence would be searched at every key.
    found = _SHORTENED.search(line, max(start, end - _LONGEST), end)
    if found is None or (following.isdigit() and found[1].lower() not in _NUMBERED):
        return None
    return found.span(1)


def lead(line: str, start: int) -> str:
    """Return the word cut short right before `start`: «г», «ул», «А» of an initial; or nothing."""
    found = _LEAD.search(line[max(0, start - _LONGEST) : start]) if start else None
    return found[1] if found else ""
