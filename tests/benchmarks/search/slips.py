"""Slips that the classes of the design do not name: each a way fingers and keyboards go wrong."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from operator_app.domain.keyboard_layout import image
from operator_app.search.analysis import fold, is_cyrillic, plain
from operator_app.search.lexicon import STOP_WORDS

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

HARDER: Final = (
    "short word typo", "first letter", "swapped", "doubled", "two words slipped", "joined", "split",
    "look-alikes", "half other layout", "layout + typo", "layout unfinished", "one word layout",
    "upper case, ё",
)  # fmt: skip
_LOOKALIKE: Final = str.maketrans("асеорху", "aceopxy")
_NEAR: Final = ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю")
_YO: Final = re.compile("е")


def spoil(kind: str, heading: str, chance: random.Random) -> str | None:
    """The words of `heading` typed with the slip `kind`; None where it cannot be made."""
    return _MAKERS[kind](plain(heading).split(), chance)


def slip(word: str, place: int, kind: str) -> str:
    """`word` with one slip at letter `place`: lost, swapped, doubled or neighbour (of the key)."""
    if kind == "lost":
        return word[:place] + word[place + 1 :]
    if kind == "swapped" and place + 1 < len(word) and word[place] != word[place + 1]:
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    if kind == "doubled":
        return word[:place] + word[place] + word[place:]
    row = next((row for row in _NEAR if word[place] in row), _NEAR[0])
    at = row.find(word[place])
    return word[:place] + row[at - 1 if at > 0 else at + 1] + word[place + 1 :]


def any_slip(word: str, chance: random.Random) -> str:
    """`word` with one slip somewhere inside."""
    kind = chance.choice(("lost", "swapped", "doubled", "neighbour"))
    return slip(word, chance.randrange(1, len(word) - 1), kind)


def _russian(words: list[str], shortest: int, longest: int = 40) -> list[int]:
    return [
        place
        for place, word in enumerate(words)
        if is_cyrillic(word) and word not in STOP_WORDS and shortest <= len(word) <= longest
    ]


def _changed(
    words: list[str], places: list[int], change: Callable[[str], str | None]
) -> str | None:
    """The words with those at `places` changed; None when there are none or nothing changes."""
    made = list(words)
    for place in places:
        made[place] = change(words[place]) or words[place]
    return None if made == words else " ".join(made)


def _one(
    words: list[str], chance: random.Random, shortest: int, change: Callable[[str], str | None]
) -> str | None:
    places = _russian(words, shortest)
    return _changed(words, [chance.choice(places)], change) if places else None


def _short_typo(words: list[str], chance: random.Random) -> str | None:
    places = _russian(words, 4, 5)
    chosen = [chance.choice(places)] if places else []
    return _changed(words, chosen, lambda word: any_slip(word, chance))


def _first_letter(words: list[str], chance: random.Random) -> str | None:
    kind = chance.choice(("lost", "swapped", "neighbour"))
    return _one(words, chance, 6, lambda word: slip(word, 0, kind))


def _two_words(words: list[str], chance: random.Random) -> str | None:
    places = _russian(words, 6)
    if len(places) < 2:
        return None
    return _changed(words, chance.sample(places, 2), lambda word: any_slip(word, chance))


def _joined(words: list[str], chance: random.Random) -> str | None:
    pairs = [
        place
        for place in range(len(words) - 1)
        if all(is_cyrillic(word) and len(word) >= 3 for word in words[place : place + 2])
    ]
    if not pairs:
        return None
    place = chance.choice(pairs)
    return " ".join([*words[:place], words[place] + words[place + 1], *words[place + 2 :]])


def _split(words: list[str], chance: random.Random) -> str | None:
    def cut(word: str) -> str:
        place = chance.randrange(3, len(word) - 2)
        return f"{word[:place]} {word[place:]}"

    return _one(words, chance, 7, cut)


def _half_layout(words: list[str], chance: random.Random) -> str | None:
    def turned(word: str) -> str:
        place = chance.randrange(2, len(word) - 2)
        return word[:place] + (image(word[place:]) or "")

    return _one(words, chance, 6, turned)


def _layout_typo(words: list[str], chance: random.Random) -> str | None:
    slipped = _one(words, chance, 6, lambda word: any_slip(word, chance))
    return image(slipped) if slipped else None


def _layout_unfinished(words: list[str], chance: random.Random) -> str | None:
    last = words[-1]
    if not is_cyrillic(last) or len(last) < 6:
        return None
    return image(" ".join([*words[:-1], last[: chance.randrange(3, len(last) - 1)]]))


def _upper_yo(words: list[str], chance: random.Random) -> str | None:
    changed = _one(words, chance, 4, lambda word: _YO.sub("ё", word, count=1))
    return changed.upper() if changed and fold(changed) == " ".join(words) else None


_MAKERS: Final[dict[str, Callable[[list[str], random.Random], str | None]]] = {
    "short word typo": _short_typo,
    "first letter": _first_letter,
    "swapped": lambda words, chance: _one(
        words, chance, 6, lambda word: slip(word, chance.randrange(1, len(word) - 1), "swapped")
    ),
    "doubled": lambda words, chance: _one(
        words, chance, 5, lambda word: slip(word, chance.randrange(len(word)), "doubled")
    ),
    "two words slipped": _two_words,
    "joined": _joined,
    "split": _split,
    "look-alikes": lambda words, chance: _one(
        words, chance, 4, lambda word: word.translate(_LOOKALIKE)
    ),
    "half other layout": _half_layout,
    "layout + typo": _layout_typo,
    "layout unfinished": _layout_unfinished,
    "one word layout": lambda words, chance: _one(words, chance, 4, image),
    "upper case, ё": _upper_yo,
}
