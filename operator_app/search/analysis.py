"""Words and index terms of a text: the same for passages and for what an operator types."""

from __future__ import annotations

import re
import unicodedata
from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from operator_app.language.morphology import lemmas
from operator_app.search.layout import unmixed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

ANALYSIS_VERSION: Final = 5
"""Raised whenever terms or the kept state come out differently: an index on disk is built anew."""

LONGEST_FORM: Final = 64
STRESS: Final = "\u0301"

_WORD: Final = re.compile(r"[^\W_](?:[^\W_]|\u0301|[-\u2010\u2011'’./+&](?=[^\W_]))*|[₽$€%№]")
_JOINS: Final = "-'./+&"
_PART: Final = re.compile(r"[^\W_\u0301]+")
_GROUPED_NUMBER: Final = re.compile(r"(?<![\w-])\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?![\w-])")
_DECIMAL: Final = re.compile(r"\d+[.,]\d+")
_MEASURE: Final = re.compile(r"(\d+)([^\W\d_]+)")
_CYRILLIC: Final = re.compile(r"[а-яё]+\Z")
_INVISIBLE: Final = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_UNITS: Final = {
    "₽": "рубль",
    "руб": "рубль",
    "$": "доллар",
    "€": "евро",
    "%": "процент",
    "№": "номер",
    "шт": "штука",
    "тыс": "тысяча",
}
_AFTER_NUMBER: Final = {"р": "рубль", "т": "тысяча", "к": "тысяча"}
STOP_WORDS: Final = frozenset(
    [
        "и",
        "в",
        "во",
        "на",
        "с",
        "со",
        "к",
        "ко",
        "у",
        "о",
        "об",
        "обо",
        "по",
        "за",
        "из",
        "от",
        "до",
        "для",
        "а",
        "но",
        "или",
        "же",
        "бы",
        "ли",
        "то",
        "что",
        "это",
        "как",
        "не",
        "ни",
        "при",
        "над",
        "под",
        "без",
        "через",
        "the",
        "a",
        "an",
        "of",
        "to",
        "in",
        "for",
        "on",
        "is",
        "and",
        "or",
    ]
)
"""Left out of a query as long as another word remains."""


class Word(NamedTuple):
    """A folded word and where it stands, in code points of the text it was found in."""

    form: str
    start: int
    end: int


_by_start: Final = attrgetter("start")


def clean(text: str) -> str:
    """Composed letters, without soft hyphens, zero-width and bidirectional marks."""
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return _INVISIBLE.sub("", text)


def fold(text: str) -> str:
    """Lower case, ё as е, no stress marks, one kind of hyphen and apostrophe."""
    folded = text.lower().replace("ё", "е").replace(STRESS, "").replace("’", "'")
    return folded.replace("\u2010", "-").replace("\u2011", "-")


def words(text: str) -> list[Word]:
    """Every word of cleaned `text` with its place; «1 000» is one word, «1000»."""
    folded = fold(text)
    if len(folded) == len(text) and not _GROUPED_NUMBER.search(folded):
        return [Word(match.group(), *match.span()) for match in _WORD.finditer(folded)]
    found: list[Word] = []
    for match in _WORD.finditer(_joined_in_place(text)):
        start, end = match.span()
        form = fold(text[start:end].translate(_SPACES))
        if form:
            found.append(Word(form, start, end))
    return found


def places(text: str, wanted: Collection[str], stems: Iterable[str]) -> list[Word]:
    """Those words of cleaned `text` that are among `wanted`, each of which begins with a stem.

    Several times faster than `words` where the text is long and the stems are few.
    """
    folded = fold(text)
    numbers = any(stem[0].isdigit() for stem in stems)
    if len(folded) != len(text) or (numbers and _GROUPED_NUMBER.search(folded)):
        return [word for word in words(text) if word.form in wanted]
    found: list[Word] = []
    for stem in stems:
        at = folded.find(stem)
        while at >= 0:
            match = _WORD.match(folded, at) if _begins_word(folded, at) else None
            if match and match.group() in wanted:
                found.append(Word(match.group(), match.start(), match.end()))
            at = folded.find(stem, at + len(stem))
    found.sort(key=_by_start)
    return found


def _begins_word(folded: str, at: int) -> bool:
    """Whether no word goes on from before `at`."""
    if at == 0 or not folded[at].isalnum():
        return True
    before = folded[at - 1]
    return not before.isalnum() and not (before in _JOINS and at > 1 and folded[at - 2].isalnum())


def forms(text: str) -> list[str]:
    """Only the folded words of cleaned `text`, quickly."""
    return _WORD.findall(fold(_GROUPED_NUMBER.sub(_without_spaces, text)))


def plain(text: str) -> str:
    """The words of `text` and nothing between them but single spaces."""
    return " ".join(forms(clean(text)))


def parts(form: str) -> list[str]:
    """The pieces of a compound («онлайн-оплата», «зк-1042»); a simple word is its own only one."""
    return _PART.findall(form) or [form]


def is_cyrillic(form: str) -> bool:
    """Whether the folded word has nothing but Russian letters."""
    return _CYRILLIC.match(form) is not None


def is_code(form: str) -> bool:
    """Whether the word is one to be found as typed: it has a digit."""
    return any(letter.isdigit() for letter in form)


def terms(form: str) -> tuple[str, ...]:
    """What the index holds for one folded word, best first.

    A Russian word gives all its lemmas; a unit its name; anything else itself. A compound gives its
    parts too, and a code also the spelling without signs, so that «ЗК-1042» finds «зк1042».
    """
    if len(form) > LONGEST_FORM:
        return ()
    unit = _UNITS.get(form)
    if unit is not None:
        return (unit,)
    if is_cyrillic(form):
        return lemmas(form)
    pieces = _PART.findall(form)
    if len(pieces) < 2:
        straight = unmixed(form)
        if straight is not None:
            return (*lemmas(straight), form)
        if (measure := _MEASURE.fullmatch(form)) is None:
            return (form,)
        return form, measure[1], *terms(_AFTER_NUMBER.get(measure[2], measure[2]))
    found = [] if _only_joined_sentences(form) else [form]
    if is_code(form) and not _DECIMAL.fullmatch(form):
        found.append("".join(pieces))
    for piece in pieces:
        found.extend(terms(piece))
    return tuple(dict.fromkeys(found))


_SPACES: Final = {ord(space): None for space in " \u00a0\u2009\u202f"}


def _without_spaces(match: re.Match[str]) -> str:
    return match.group().translate(_SPACES)


def _joined_in_place(text: str) -> str:
    """Grouped numbers with digits for spaces, so that places stay where they are."""
    return _GROUPED_NUMBER.sub(lambda match: re.sub(r"\s", "0", match.group()), text)


def _only_joined_sentences(form: str) -> bool:
    """A slash or a full stop between Russian words joins sentences, not a name."""
    return not is_code(form) and "-" not in form and re.search(r"[a-z]", form) is None
