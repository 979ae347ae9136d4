"""Readings, lemmas and word forms of single Russian words, from the OpenCorpora dictionary."""

from __future__ import annotations

import threading
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import pymorphy3

if TYPE_CHECKING:
    from collections.abc import Iterable

COMBINING_ACUTE: Final = "\u0301"
LONGEST_WORD: Final = 60
"""Longer runs of letters are never looked up: no Russian word is so long, hostile text is."""

_CASES: Final = {
    "nomn": "nomn",
    "gent": "gent",
    "gen1": "gent",
    "gen2": "gent",
    "datv": "datv",
    "accs": "accs",
    "acc2": "accs",
    "ablt": "ablt",
    "loct": "loct",
    "loc1": "loct",
    "loc2": "loct",
    "voct": "nomn",
}
_GENDERS: Final = frozenset({"masc", "femn", "neut"})
_NUMBERS: Final = frozenset({"sing", "plur"})
_NAMES: Final = frozenset({"Name", "Surn", "Patr"})
_SELDOM: Final = 0.35
"""A thing is left out where a person of the same name is likelier than that."""
_MISSPELT: Final = {"сбоёв": "сбоев"}
"""What the dictionary spells otherwise than people do."""
_COMPARED: Final = {"высоко": "высокий"}
"""Adverb the dictionary gives a comparative to → the adjective that has it too."""
_DISHES: Final = frozenset({"суши"})
"""Nouns the dictionary lacks, that nothing inflects."""
_lock: Final = threading.Lock()


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a word.

    `word` is the dictionary's spelling (lower case, with ё); `lemma` is lower case with ё→е.
    `case` is one of nomn, gent, datv, accs, ablt, loct or "" (rarer cases are folded into these;
    `tags` keeps the original grammemes of OpenCorpora). `score` is P(tag | word), 0…1.
    """

    word: str
    lemma: str
    tags: frozenset[str]
    pos: str
    case: str
    number: str
    gender: str
    score: float
    known: bool
    _parse: pymorphy3.analyzer.Parse | None

    def has(self, *grammemes: str) -> bool:
        """Tell whether the reading carries every one of these grammemes."""
        return self.tags.issuperset(grammemes)

    @property
    def lexeme(self) -> tuple[str, str, frozenset[str]]:
        """Identify the dictionary entry: lemma, head part of speech, fixed grammemes."""
        fixed = self.tags & {"anim", "inan", "perf", "impf", "Fixd", "Sgtm", "Pltm"}
        return self.lemma, self.pos, fixed


def fold(word: str) -> str:
    """Return `word` in lower case, ё as е, without stress marks, letters composed."""
    return _plain(word).replace("ё", "е")


@lru_cache(maxsize=50_000)
def lemmas(word: str) -> tuple[str, ...]:
    """Return every normal form of `word`, most likely first, lower case with ё→е.

    A word that is not Russian is its own only lemma.
    """
    found = dict.fromkeys(reading.lemma for reading in readings(word))
    return tuple(found) or (fold(word),)


def is_known(word: str) -> bool:
    """Tell whether the dictionary itself holds `word` (a prediction does not count)."""
    return any(reading.known for reading in readings(word))


@lru_cache(maxsize=50_000)
def is_in_dictionary(word: str) -> bool:
    """Tell whether `word` is a form of a dictionary entry; ten times quicker than reading it."""
    key = _plain(word)
    with _lock:
        return _is_known(key) or ("ё" in key and _is_known(key.replace("ё", "е")))


def readings(word: str) -> tuple[Reading, ...]:
    """Return the readings of one word (any case, ё or е, stress marks ignored), likeliest first.

    Anything but letters of the Cyrillic alphabet with inner hyphens, or a word longer than
    `LONGEST_WORD`, has none.
    """
    key = _plain(word)
    if len(key) > LONGEST_WORD or not _is_cyrillic(key):
        return ()
    return _readings(key)


def forms(reading: Reading) -> tuple[Reading, ...]:
    """Return every form of the dictionary entry that `reading` belongs to, in its order."""
    if reading._parse is None:
        return indeclinable(reading.word)
    return _forms(reading._parse)


def inflect(reading: Reading, grammemes: Iterable[str]) -> Reading | None:
    """Return the form of the entry nearest to `reading` that carries all `grammemes`.

    None when the entry has no such form.
    """
    if reading._parse is None:
        wanted = frozenset(grammemes)
        return next((form for form in forms(reading) if form.tags >= wanted), None)
    return _inflect(reading._parse, frozenset(grammemes))


@lru_cache(maxsize=1_000)
def indeclinable(word: str) -> tuple[Reading, ...]:
    """Return the readings of a noun the dictionary does not know and nothing inflects (АТС, SMS).

    Every case, singular in each gender and plural; the words around it tell which.
    """
    shapes = [("sing", gender) for gender in ("masc", "femn", "neut")] + [("plur", "")]
    return tuple(
        Reading(
            word=fold(word),
            lemma=fold(word),
            tags=frozenset({"NOUN", "inan", "Fixd", case, number, gender} - {""}),
            pos="NOUN",
            case=case,
            number=number,
            gender=gender,
            score=0.1 if number == "sing" else 0.0,
            known=False,
            _parse=None,
        )
        for number, gender in shapes
        for case in ("nomn", "gent", "datv", "accs", "ablt", "loct")
    )


def _plain(word: str) -> str:
    return unicodedata.normalize("NFC", word.replace(COMBINING_ACUTE, "")).lower()


def _is_cyrillic(word: str) -> bool:
    letters = word.replace("-", "")
    return bool(letters) and all("а" <= ch <= "я" or ch == "ё" for ch in letters)


@lru_cache(maxsize=1)
def _analyzer() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer()


@lru_cache(maxsize=100_000)
def _readings(key: str) -> tuple[Reading, ...]:
    with _lock:
        found = tuple(_reading(one) for one in _analyzer().parse(key) if one.tag.POS)
    # The dictionary spells «дешев»: people write «дешёв».
    found = found or (_readings(key.replace("ё", "е")) if "ё" in key else ())
    # «эсэмэска» is guessed to be an acronym that ends in «-ска».
    found = tuple(one for one in found if one.known or "Abbr" not in one.tags) or found
    if key in _DISHES:
        found += tuple(
            replace(one, tags=one.tags | {"Pltm"}, score=0.1, known=True)
            for one in indeclinable(key)
            if one.number == "plur"
        )
    return tuple(one for one in found if not _is_seldom_thing(one, found))


def _is_seldom_thing(noun: Reading, found: tuple[Reading, ...]) -> bool:
    """Tell the program «менеджер» from the person, whom the dictionary takes for far likelier."""
    if noun.pos != "NOUN" or "inan" not in noun.tags:
        return False
    weights = {"anim": 0.0, "inan": 0.0}
    for one in found:
        if (one.lemma, one.pos) == (noun.lemma, "NOUN") and not one.tags & _NAMES:
            weights["anim" if "anim" in one.tags else "inan"] += one.score
    return weights["inan"] < _SELDOM * weights["anim"]


@lru_cache(maxsize=20_000)
def _forms(parse: pymorphy3.analyzer.Parse) -> tuple[Reading, ...]:
    with _lock:
        return tuple(_reading(form) for form in parse.lexeme)


@lru_cache(maxsize=20_000)
def _inflect(parse: pymorphy3.analyzer.Parse, grammemes: frozenset[str]) -> Reading | None:
    with _lock:
        form = parse.inflect(set(grammemes))
        return None if form is None else _reading(form)


@lru_cache(maxsize=50_000)
def _is_known(spelled: str) -> bool:
    """Ask once for all parses of a spelling: each would walk the dictionary anew."""
    return bool(_analyzer().word_is_known(spelled))


@lru_cache(maxsize=5_000)
def _grammar(tag: pymorphy3.tagset.OpencorporaTag) -> tuple[frozenset[str], str, str, str, str]:
    """Return grammemes, part of speech, case, number and gender; some thousand tags are in use."""
    tags = frozenset(tag.grammemes)
    case = next((folded for case, folded in _CASES.items() if case in tags), "")
    number, gender = next(iter(tags & _NUMBERS), ""), next(iter(tags & _GENDERS), "")
    return tags, str(tag.POS or ""), case, number, gender


def _reading(parse: pymorphy3.analyzer.Parse) -> Reading:
    tags, pos, case, number, gender = _grammar(parse.tag)
    lemma = parse.normal_form.replace("ё", "е")
    return Reading(
        word=_MISSPELT.get(parse.word, parse.word),
        lemma=_COMPARED.get(lemma, lemma) if tags >= {"COMP"} else lemma,
        tags=tags,
        pos=pos,
        case=case,
        number=number,
        gender=gender,
        score=float(parse.score),
        known=_is_known(parse.word),
        _parse=parse,
    )
