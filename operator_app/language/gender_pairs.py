"""«рад(а)», «смог(ла)»: one spelling that stands for a man's word and a woman's word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from operator_app.domain.phrases import Gender

_PAIR: Final = re.compile(r"(?<=[^\W\d_])\(([^\W\d_]{1,4})\)")


def spell_gender(text: str, gender: Gender) -> str:
    """Return `text` as one gender says it: m drops the bracket and its content, f keeps it."""
    return _PAIR.sub("" if gender == "m" else r"\1", text)


def spell_marked(
    text: str, marks: tuple[tuple[int, int], ...], gender: Gender
) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Spell as `spell_gender`, with half-open spans of code points moved along."""
    dropped = [
        place
        for pair in _PAIR.finditer(text)
        for place in range(pair.start(), pair.end())
        if gender == "m" or place in (pair.start(), pair.end() - 1)
    ]
    moved = (tuple(place - sum(one < place for one in dropped) for place in mark) for mark in marks)
    return spell_gender(text, gender), tuple((a, b) for a, b in moved if a < b)


def pair_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return where the brackets of the pairs stand, half-open."""
    return tuple(pair.span() for pair in _PAIR.finditer(text))


def spell_both(text: str) -> tuple[str, ...]:
    """Return the masculine and the feminine spelling, or the text alone when it holds no pair."""
    masculine, feminine = _PAIR.sub("", text), _PAIR.sub(r"\1", text)
    return (text,) if masculine == feminine else (masculine, feminine)
