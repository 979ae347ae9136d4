"""Capital letters carried from a word of the text to the word that replaces it."""

from __future__ import annotations

import re
from typing import Final

_PLACEHOLDER: Final = re.compile(r"(\{\{[^{}]*\}\}|\{[^{}]*\})")
_WORD: Final = re.compile(r"[^\W\d_][\w\-]*")


def like(old: str, new: str, following: str = "") -> str:
    """Spell `new` with the capitals of `old`; a one-letter word follows the word after it."""
    letters = [char for char in old if char.isalpha()]
    if not letters or not letters[0].isupper():
        return new
    if len(letters) == 1 and following:
        return new.upper() if is_capitals(following) else capitalised(new)
    return new.upper() if is_capitals(old) else capitalised(new)


def is_capitals(text: str) -> bool:
    """Tell whether `text` holds two letters or more, all of them capital."""
    letters = [char for char in text if char.isalpha()]
    return len(letters) > 1 and all(char.isupper() for char in letters)


def capitalised(text: str) -> str:
    """Make the first letter a capital, unless its word has capitals of its own (iPhone)."""
    match = _first_word(text)
    if match is None or any(char.isupper() for char in match[0][1:]):
        return text
    at = match.start()
    return text[:at] + text[at].upper() + text[at + 1 :]


def plain(text: str) -> str:
    """Make the first letter small, unless its word has capitals of its own (QR-код, АТС)."""
    match = _first_word(text)
    if match is None or any(char.isupper() for char in match[0][1:]):
        return text
    if len(match[0]) == 1 and _second_word_is_capital(text, match.end()):
        return text
    at = match.start()
    return text[:at] + text[at].lower() + text[at + 1 :]


def shouted(text: str) -> str:
    """Make every letter a capital but those of placeholders."""
    return "".join(
        piece if piece.startswith("{") else piece.upper() for piece in _PLACEHOLDER.split(text)
    )


def _first_word(text: str) -> re.Match[str] | None:
    if text.lstrip(' «„“"(').startswith("{"):
        return None
    return _WORD.search(text)


def _second_word_is_capital(text: str, after: int) -> bool:
    second = _WORD.search(text, after)
    return second is not None and is_capitals(second[0]) and is_capitals(text)
