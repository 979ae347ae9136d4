"""Python counts code points, Qt counts UTF-16 units: from one to the other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable

from PySide6.QtGui import QTextBlock

_FIRST_PAIR = "\U00010000"
"""The first character that takes two units."""


def units(text: str, offset: int | None = None) -> int:
    """How many UTF-16 units the first `offset` code points of `text` take (all without one)."""
    return unit_offsets(text)(len(text) if offset is None else offset)


def unit_offsets(text: str) -> Callable[[int], int]:
    """What turns offsets of `text` in code points into UTF-16 units; one look for all of them."""
    if len(text.encode("utf-16-le", "surrogatepass")) == 2 * len(text):
        return int
    pairs = [at for at, char in enumerate(text) if char >= _FIRST_PAIR]
    return lambda offset: offset + bisect_left(pairs, offset)


def block_text(block: QTextBlock) -> str:
    """The block's text with as many units as Qt counts in it.

    Half a surrogate pair, as a paste may bring, reads U+FFFD: QTextBlock.text() leaves it out, and
    every offset behind it would be wrong.
    """
    text, length = block.text(), block.length() - 1
    if units(text) == length:
        return text
    document, start = block.document(), block.position()
    each = "".join(document.characterAt(start + place) for place in range(length))
    return each.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
