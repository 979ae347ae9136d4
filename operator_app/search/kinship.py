"""Words of one root: «задержали» is about «задержка», whichever part of speech the title took."""

from __future__ import annotations

import re
from typing import Final

SHORTEST_ROOT: Final = 4
_ENDINGS: Final = (
    "ательный", "иваться", "ываться", "ельный",
    "аться", "яться", "иться", "еться", "ивать", "ывать", "овать", "евать", "анный", "янный",
    "енный", "очный", "атель", "итель",
    "уться", "ание", "яние", "ение", "ация", "яция", "ский",
    "ать", "ять", "ить", "еть", "уть", "тие", "тель", "ный", "ной",
    "ница", "ник", "щик", "чик", "ти", "ка", "а", "я", "о", "е", "ь", "й",
)  # fmt: skip
"""The longer before the shorter they end with."""
_SOFTENED: Final = (("жд", "д"), ("вл", "в"), ("бл", "б"), ("пл", "п"), ("мл", "м"), ("фл", "ф"))

_BY_VOWEL: Final = (("вести", "вод"), ("везти", "воз"), ("нести", "нос"))
"""«Перевести» and «перевод», «привезти» and «привоз», «перенести» and «перенос»."""

_BY_ASPECT: Final = re.compile(r"о(?=[^аеиоуыэюя]*\Z)|[чщш]\Z")
_ONE_WAY: Final = {"о": "а", "ч": "т", "щ": "т", "ш": "с"}
"""«Опоздать» and «опаздывать», «оплата» and «оплачивать», «возврат» and «возвращать»; «спросить»
and «спрашивать»."""


def _one_way(match: re.Match[str]) -> str:
    return _ONE_WAY[match[0]]


def root(lemma: str) -> str:
    """Return what words made of the same root share, or "" when too little of `lemma` is left.

    A rough cut by endings, good enough for a hint of low weight.
    """
    for ended, noun in _BY_VOWEL:
        if lemma.endswith(ended):
            lemma = lemma.removesuffix(ended) + noun
    for ending in _ENDINGS:
        if lemma.endswith(ending):
            lemma = lemma[: -len(ending)]
            break
    for soft, hard in _SOFTENED:
        if lemma.endswith(soft):
            lemma = lemma[: -len(soft)] + hard
    if len(lemma) < SHORTEST_ROOT:
        return ""
    return _BY_ASPECT.sub(_one_way, lemma) if len(lemma) > SHORTEST_ROOT else lemma
