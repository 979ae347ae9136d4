"""What may be kept of words that were typed in passing: never who the customer is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from operator_app.domain.answers import one_line

HIDDEN: Final = "…"
"""Stands for what was taken out."""

LONGEST_NUMBER: Final = 5
"""Most digits that stay: sums, article numbers, codes. Orders, phones and cards have more."""

_MAIL: Final = re.compile(r"[^\s@]+@[^\s@]+")
_DIGITS: Final = re.compile(r"\+?\d(?:[\s()./_‐-―−-]{0,3}\d)*")
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff]"
)
_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_REPEATED: Final = re.compile(rf"{HIDDEN}(?:\s*{HIDDEN})+")


def redacted(text: str, known: Iterable[str] = (), limit: int = 200) -> str:
    """The text on one line, at most `limit` characters, without what tells who the customer is.

    Mail addresses and numbers longer than `LONGEST_NUMBER` digits, however they are spaced or
    dashed, give way to `HIDDEN`; so does every word of `known` (names, numbers of the call).
    """
    plain = _UNSEEN.sub("", unicodedata.normalize("NFKC", text[: 10 * limit]))
    plain = _MAIL.sub(HIDDEN, " ".join(plain.split()))
    plain = _DIGITS.sub(lambda found: _number(found[0]), plain)
    hidden = {_same(word) for one in known for word in _WORD.findall(one)}
    plain = _WORD.sub(lambda found: HIDDEN if _same(found[0]) in hidden else found[0], plain)
    return one_line(_REPEATED.sub(HIDDEN, plain), limit)


def _number(written: str) -> str:
    digits = sum(letter.isdigit() for letter in written)
    return written if digits <= LONGEST_NUMBER else HIDDEN


def _same(word: str) -> str:
    return word.lower().replace("ё", "е")
