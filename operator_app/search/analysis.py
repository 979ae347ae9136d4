"""Words and index terms of a text: the same for passages and for what an operator types."""

from __future__ import annotations

import re
import unicodedata
from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from operator_app.domain.keyboard_layout import unmixed
from operator_app.language.morphology import lemmas
from operator_app.search.lexicon import AFTER_NUMBER, UNITS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

ANALYSIS_VERSION: Final = 9
"""Raised whenever terms or the kept state come out differently: an index on disk is built anew."""

LONGEST_FORM: Final = 64
STRESS: Final = "\u0301"

_WORD: Final = re.compile(
    r"[^\W_]+(?:(?:\u0301|[-\u2010\u2011'’./+&](?=[^\W_])|[\u2012-\u2015\u2212\uff0d](?=\d)"
    r"|(?<=\d)(?:[,\uff0c\uff0e\u2044]|[ \u00a0]?[×*xXхХ][ \u00a0]?)(?=\d))[^\W_]*)*"
    r"|°[cCсС]?|[₽$€%％№]"
)
_JOINS: Final = "-'./+&"
_PART: Final = re.compile(r"[^\W_\u0301]+")
_GROUPED_NUMBER: Final = re.compile(
    r"(?:(?<![\w-])|(?<=\d-))\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?!\w|-[^\W\d])"
)
_SIGNED_NUMBER: Final = re.compile(r"\d(?:[,\u2012-\u2015\u2212\u2044]|[ \u00a0]?[×*xх])\s?\d")
_DECIMAL: Final = re.compile(r"(?<![\d.])\d+\.\d+(?![\d.])")
_MEASURE: Final = re.compile(r"(\d+(?:\.\d+)?)([^\W\d_]+)")
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")
_RUN: Final = re.compile(r"[^\W\d_]+|\d+")
_SIZE: Final = re.compile(r"\d+(?:x\d+)+")
_TIMES: Final = re.compile(r"(?<=\d)\s?[×*xх]\s?(?=\d)")
_CYRILLIC: Final = re.compile(r"[а-яё]+\Z")
_LATIN: Final = re.compile(r"[a-z]")
_INVISIBLE: Final = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_UNIT_NAMES: Final = frozenset((*UNITS.values(), *AFTER_NUMBER.values()))
_OF: Final = "·"
_DIALLED: Final = re.compile(r"[0-9]+(?:[-./][0-9]+)*")
_NOT_A_DIGIT: Final = re.compile(r"[^0-9]")
_PHONE_DIGITS: Final = 11
_MOST_OF_PHONE: Final = 5
_DIGITS: Final = frozenset("0123456789")


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
    return _INVISIBLE.sub("", text).replace("\u2103", "°C")


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
    if len(folded) != len(text) or (
        numbers and (_GROUPED_NUMBER.search(folded) or _SIGNED_NUMBER.search(folded))
    ):
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


def measured(found: list[str]) -> list[str]:
    """The words, and after each number with its unit the measure: «220», «в», «220·вольт».

    After each telephone number the number as one term.
    """
    result = found.copy()
    for place in range(len(found) - 1, -1, -1):
        if found[place][0] not in _DIGITS:
            continue
        if phone := phone_at(found, place):
            result.insert(phone[0], phone[1])
        elif place + 1 < len(found) and (whole := measure(found[place], found[place + 1])):
            result.insert(place + 2, whole)
    return result


def phone_at(found: Sequence[str], first: int) -> tuple[int, str] | None:
    """Where a Russian telephone number that begins at a word ends, and its term.

    However it is written: «8 (800) 123-45-67», «+78001234567».
    """
    digits = ""
    for place in range(first, min(first + _MOST_OF_PHONE, len(found))):
        if not _DIALLED.fullmatch(found[place]):
            return None
        digits += _NOT_A_DIGIT.sub("", found[place])
        if len(digits) >= _PHONE_DIGITS:
            whole = len(digits) == _PHONE_DIGITS and digits[0] in "78"
            return (place + 1, f"{digits[1:]}{_OF}") if whole else None
    return None


def measure(number: str, unit: str) -> str | None:
    """A number and the folded word after it as one term; None when that is no unit."""
    names = (AFTER_NUMBER.get(unit), *terms(unit)[:1])
    name = next((one for one in names if one in _UNIT_NAMES), None)
    number = _one_spelling(number)
    return f"{number}{_OF}{name}" if name and _NUMBER.fullmatch(number) else None


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

    A Russian word gives all its lemmas; a unit its name; anything else itself, in one spelling of
    its signs («1,5» as «1.5», «10×15» as «10x15»). A compound gives its parts too, and one with
    digits or Latin letters also the spelling without signs, so that «ЗК-1042» finds «зк1042».
    """
    if len(form) > LONGEST_FORM:
        return ()
    if _OF in form:
        return (form,)
    if is_cyrillic(form):
        unit = UNITS.get(form)
        return lemmas(form) if unit is None else (unit,)
    form = _one_spelling(form)
    unit = UNITS.get(form)
    if unit is not None:
        return (unit,)
    if (written := _MEASURE.fullmatch(form)) is not None:
        number, name = written.groups()
        whole = joined(form)
        unit = AFTER_NUMBER.get(name, name)
        return form, *((whole,) if whole else ()), *terms(number), *terms(unit)
    pieces = form.split("x") if _SIZE.fullmatch(form) else _PART.findall(form)
    if len(pieces) < 2:
        straight = unmixed(form)
        return (form,) if straight is None else (*lemmas(straight), form)
    found = [] if _only_joined_sentences(form) else [form]
    if (whole := joined(form)) is not None:
        found.append(whole)
    for piece in (*_DECIMAL.findall(form), *pieces):
        found.extend((piece,) if "." in piece else terms(piece))
    return tuple(dict.fromkeys(found))


def joined(form: str) -> str | None:
    """A compound with digits or Latin letters without its signs, a number and its unit as one.

    None for any other word.
    """
    form = _one_spelling(form)
    if (written := _MEASURE.fullmatch(form)) is not None:
        return measure(*written.groups())
    if _DECIMAL.fullmatch(form) or not (is_code(form) or _LATIN.search(form)):
        return None
    whole = "".join(_PART.findall(form))
    return None if whole == form else whole


def runs(form: str) -> tuple[str, ...]:
    """The letters and the digits of a word, each run by itself: «iphone», «15»."""
    return tuple(_RUN.findall(form))


def _one_spelling(form: str) -> str:
    """Full-width and raised digits as plain ones, one kind of decimal sign, dash and times sign."""
    plain_form = fold(unicodedata.normalize("NFKC", form).lower()).translate(_SIGNS)
    return _TIMES.sub("x", plain_form)


_SIGNS: Final = str.maketrans(
    dict.fromkeys("\u2012\u2013\u2014\u2015\u2212", "-") | {",": ".", "\u2044": "/"}
)
_SPACES: Final = {ord(space): None for space in " \u00a0\u2009\u202f"}


def _without_spaces(match: re.Match[str]) -> str:
    return match.group().translate(_SPACES)


def _joined_in_place(text: str) -> str:
    """Grouped numbers with digits for spaces, so that places stay where they are."""
    return _GROUPED_NUMBER.sub(lambda match: re.sub(r"\s", "0", match.group()), text)


def _only_joined_sentences(form: str) -> bool:
    """A slash or a full stop between Russian words joins sentences, not a name."""
    return not is_code(form) and "-" not in form and _LATIN.search(form) is None
