"""Card numbers never stay in what is typed: found by prefix and Luhn, however they are spelled."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# Spaces, dashes and unseen marks between digits of any script; a plus begins a phone number.
_GAP = (
    "[\\s\u00ad\u00a0\u200b-\u200f\u2010-\u2015\u202a-\u202e\u2060-\u206f\u2212\ufeff._/\\-]{0,3}"
)
_RUN = re.compile(rf"(?<![\w+])\d(?:{_GAP}\d){{12,}}")
_CODE = r"(?:[\s,;:./-]{0,3}(?:cvv2?|cvc2?|цвв|код)\W{0,3}\d{3,4}(?!\d))?"
_EXPIRY = (
    r"(?:[\s,;:-]{0,3}(?:0[1-9]|1[0-2])\s?/\s?(?:20)?\d\d(?!\d)(?:[\s,;:-]{1,3}\d{3}(?!\d))?)?"
)
_BESIDE = re.compile(_EXPIRY + _CODE, re.IGNORECASE)
# Мир is 2200–2204.
_PREFIX = re.compile("4|5[0-8]|6(?:011|2|3|4[4-9]|5|7)|220[0-4]|22[2-9]|2[3-6]|27[01]|2720|3[4-9]")
_LENGTHS = range(19, 12, -1)
_TEN = 10


def without_cards(text: str) -> str:
    """The text with «[карта …1234]» for every card number, its expiry and code beside it dropped.

    The last four digits stay: an agent may ask for them. Phones with a plus and orders, which are
    shorter, stay as they are.
    """
    kept, done = [], 0
    for run in _RUN.finditer(text):
        digits = [place for place in range(run.start(), run.end()) if text[place].isdigit()]
        for start, end in _cards(text, digits):
            if start < done:
                continue
            last = "".join(str(unicodedata.digit(text[place])) for place in digits if place < end)
            kept += [text[done:start], f"[карта …{last[-4:]}]"]
            beside = _BESIDE.match(text, end)
            done = beside.end() if beside else end
    return "".join((*kept, text[done:]))


def _cards(text: str, digits: list[int]) -> Iterator[tuple[int, int]]:
    """Spans of card numbers within a run of digits, each from a beginning to an end of a group."""
    values = "".join(str(unicodedata.digit(text[place])) for place in digits)
    for first, start in enumerate(digits):
        if first and digits[first - 1] == start - 1:
            continue
        for length in _LENGTHS:
            number = values[first : first + length]
            after = first + length
            if len(number) < length or not (_PREFIX.match(number) and _luhn(number)):
                continue
            if after == len(digits) or digits[after] > digits[after - 1] + 1:
                yield start, digits[after - 1] + 1
                break


def _luhn(digits: str) -> bool:
    doubled = (2 * int(one) for one in digits[-2::-2])
    single = sum(int(one) for one in digits[::-2])
    return (single + sum(two % _TEN + two // _TEN for two in doubled)) % _TEN == 0
