"""The two spellings of о and с before the sounds of the next word."""

from __future__ import annotations

import re
from typing import Final

_BEFORE_OB: Final = re.compile(r"[аоуэи]")
_BEFORE_SO: Final = re.compile(r"[сзшж][бвгджзйклмнпрстфхцчшщ]|щ|вс|вт")


def preposition_before(preposition: str, word: str) -> str:
    """Return о or об, с or со as the next word asks; any other preposition as it is."""
    low = word.lower().replace("ё", "е").lstrip('«„“"(')
    if not low or not ("а" <= low[0] <= "я"):
        return preposition
    if preposition in {"о", "об"}:
        return "об" if _BEFORE_OB.match(low) else "о"
    if preposition in {"с", "со"}:
        return "со" if _BEFORE_SO.match(low) else "с"
    return preposition
