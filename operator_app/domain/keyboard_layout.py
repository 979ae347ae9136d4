"""What the same keys give in the other keyboard layout (QWERTY and ЙЦУКЕН)."""

from __future__ import annotations

import re
from typing import Final

_LATIN: Final = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./" + '~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?'
_RUSSIAN: Final = "ёйцукенгшщзхъфывапролджэячсмитьбю." + "ЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,"
_TO_RUSSIAN: Final = str.maketrans(_LATIN, _RUSSIAN)
_TO_LATIN: Final = str.maketrans(_RUSSIAN, _LATIN)
_HAS_LATIN: Final = re.compile(r"[A-Za-z]")
_HAS_RUSSIAN: Final = re.compile(r"[А-Яа-яЁё]")
_NUMBER: Final = re.compile(r"\d+(?:[/?]\d+)*[/?]?")
_NUMBER_SIGNS: Final = str.maketrans("/?", ".,")
_LOOKALIKE: Final = str.maketrans("AaBCcEeHKMOoPpTXxy", "АаВСсЕеНКМОоРрТХху")


def image(chunk: str) -> str | None:
    """`chunk` as the other layout would have typed it.

    None when it has letters of both alphabets, or of neither: then no key press explains it.
    """
    latin, russian = bool(_HAS_LATIN.search(chunk)), bool(_HAS_RUSSIAN.search(chunk))
    if latin == russian:
        return None
    return chunk.translate(_TO_RUSSIAN if latin else _TO_LATIN)


def retyped(text: str) -> str:
    """A text word by word as the other layout would have typed it; numbers stay."""
    return " ".join(image(word) or word for word in text.split())


def key_image(key: str) -> str:
    """What one key types in the other layout: a letter may stand where the other has a sign."""
    return key.translate(_TO_RUSSIAN if key in _LATIN else _TO_LATIN)


def halves(chunk: str) -> tuple[str, ...]:
    """A chunk of both alphabets as if the layout had been switched too late, either way."""
    if not (_HAS_LATIN.search(chunk) and _HAS_RUSSIAN.search(chunk)):
        return ()
    return chunk.translate(_TO_RUSSIAN), chunk.translate(_TO_LATIN)


def number_image(chunk: str) -> str:
    """A number typed among words of the other layout: its full stop is a slash there."""
    return chunk.translate(_NUMBER_SIGNS) if _NUMBER.fullmatch(chunk) else chunk


def unmixed(chunk: str) -> str | None:
    """A Russian word with Latin letters that look Russian («дoставка») put right, else None."""
    if not (_HAS_LATIN.search(chunk) and _HAS_RUSSIAN.search(chunk)):
        return None
    repaired = chunk.translate(_LOOKALIKE)
    return None if _HAS_LATIN.search(repaired) else repaired
