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


def spell_both(text: str) -> tuple[str, ...]:
    """Return the masculine and the feminine spelling, or the text alone when it holds no pair."""
    masculine, feminine = _PAIR.sub("", text), _PAIR.sub(r"\1", text)
    return (text,) if masculine == feminine else (masculine, feminine)
