"""Words of one root: «задержали» is about «задержка», whichever part of speech the title took."""

from __future__ import annotations

from typing import Final

SHORTEST_ROOT: Final = 4
_ENDINGS: Final = (
    "ательный", "иваться", "ываться", "ельный",
    "аться", "яться", "иться", "еться", "ивать", "ывать", "овать", "евать", "анный", "янный",
    "енный", "очный", "атель", "итель",
    "уться", "ание", "яние", "ение", "ация", "яция", "ский",
    "ать", "ять", "ить", "еть", "уть", "тие", "тель", "ный", "ной",
    "ти", "ка", "а", "я", "о", "е", "ь", "й",
)  # fmt: skip
"""The longer before the shorter they end with."""
_SOFTENED: Final = (("жд", "д"), ("вл", "в"), ("бл", "б"), ("пл", "п"), ("мл", "м"), ("фл", "ф"))


def root(lemma: str) -> str:
    """Return what words made of the same root share, or "" when too little of `lemma` is left.

    A rough cut by endings, good enough for a hint of low weight.
    """
    for ending in _ENDINGS:
        if lemma.endswith(ending):
            lemma = lemma[: -len(ending)]
            break
    for soft, hard in _SOFTENED:
        if lemma.endswith(soft):
            lemma = lemma[: -len(soft)] + hard
    return lemma if len(lemma) >= SHORTEST_ROOT else ""
