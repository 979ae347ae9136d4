"""A sentence as words with their plausible readings, cut into segments at its marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Final

from operator_app.language.morphology import Reading, fold, forms, readings
from operator_app.language.syntax_words import COORDINATORS, EVERYONE, PREPOSITIONS
from operator_app.language.tokens import DASHES, Kind, Sentence, Token

BREAKS: Final = frozenset({",", ";", ":", "(", ")", *DASHES})
_FUNCTION_WORDS: Final = {
    **dict.fromkeys(PREPOSITIONS, frozenset({"PREP"})),
    **dict.fromkeys(COORDINATORS, frozenset({"CONJ", "PRCL"})),
    **dict.fromkeys(["не", "ни", "же", "ли", "бы", "ведь", "вот"], frozenset({"PRCL", "CONJ"})),
    **dict.fromkeys(["уж", "вроде"], frozenset({"PRCL", "ADVB", "PREP"})),
    **dict.fromkeys(["уже", "еще", "так", "там", "тут", "потом"], frozenset({"ADVB"})),
    **dict.fromkeys(["что", "как", "если", "чтобы", "когда"], frozenset({"CONJ", "NPRO", "ADVB"})),
    **dict.fromkeys(["это"], frozenset({"NPRO", "ADJF", "PRCL"})),
    **dict.fromkeys(["есть"], frozenset({"VERB"})),
    # Куда and Ровно are towns, too; «куда пропал чек» means none.
    **dict.fromkeys(["куда", "ровно"], frozenset({"ADVB", "PRCL", "CONJ"})),
    **dict.fromkeys(["мой", "моя", "мою", "нет"], frozenset({"ADJF", "PRED"})),
    **dict.fromkeys(["был", "была", "было", "были"], frozenset({"VERB"})),
    **dict.fromkeys(["его", "ее", "их"], frozenset({"NPRO", "ADJF"})),
}
_PROPER: Final = frozenset({"Surn", "Name", "Patr", "Geox", "Orgn", "Init", "Abbr"})
_VERBAL: Final = re.compile(r".{3,}[аеиуыя]ли|(?:за|по|от|про|пере|раз|вы|при).{3,}[аеиуыя]л[ао]?")
_INLINE: Final = re.compile(
    r"</?(?:b|i|u|s|em|strong|span|a|mark|small|font)(?:\s[^>]*)?>", re.IGNORECASE
)
_ORDINAL_ENDINGS: Final = ("ми", "го", "му", "й", "я", "е", "ю", "м", "х")


@dataclass(frozen=True, slots=True)
class Unit:
    """A word (hyphens joined), a number, a placeholder or a mark; offsets from the sentence.

    `parts` are the parts of speech of its readings.
    """

    index: int
    start: int
    end: int
    text: str
    key: str
    kind: Kind
    quoted: bool
    readings: tuple[Reading, ...]
    parts: frozenset[str]

    def of(self, *poses: str) -> tuple[Reading, ...]:
        """Return the readings that are one of these parts of speech."""
        if self.parts.isdisjoint(poses):
            return ()
        return tuple([reading for reading in self.readings if reading.pos in poses])

    @property
    def is_preposition(self) -> bool:
        """Tell whether the word is a preposition of the closed list (in «что за» it is none)."""
        return self.key in PREPOSITIONS and self.parts != {"PRCL"}

    @property
    def top(self) -> Reading | None:
        """Return the likeliest reading."""
        return self.readings[0] if self.readings else None


@dataclass(frozen=True, eq=False)
class Analysis:
    """The units of one sentence; `segments` are half-open runs of units between its marks.

    Compared by identity, so that what is derived from it can be remembered.
    """

    sentence: Sentence
    units: tuple[Unit, ...]
    unit_of_token: dict[int, int]
    segments: tuple[tuple[int, int], ...]

    def segment_of(self, unit: int) -> int:
        """Return the ordinal of the segment that holds a unit (a mark belongs to none: -1)."""
        ordinal = bisect_right(self.segments, (unit, len(self.units) + 1)) - 1
        start, end = self.segments[ordinal] if ordinal >= 0 else (0, 0)
        return ordinal if start <= unit < end else -1


def analyse(sentence: Sentence) -> Analysis:
    """Join hyphenated words, read every word, cut at commas, dashes, colons and brackets."""
    units: list[Unit] = []
    unit_of_token: dict[int, int] = {}
    position = 0
    while position < len(sentence.tokens):
        if _is_inline(sentence.tokens[position]):
            unit_of_token[position] = len(units)
            position += 1
            continue
        last = position
        while sentence.tokens[last].glued_right and last + 1 < len(sentence.tokens):
            last += 1
        for token in range(position, last + 1):
            unit_of_token[token] = len(units)
        units.append(_unit(len(units), sentence, position, last))
        position = last + 1
    units = [_attribute(unit, after) for unit, after in zip(units, [*units[1:], None], strict=True)]
    units = [_attributed(unit, prior) for unit, prior in zip(units, [None, *units], strict=False)]
    units = [_beginning(unit, after) for unit, after in zip(units, [*units[1:], None], strict=True)]
    units = [_asking(_pointing(unit, units), units) for unit in units]
    cuts = [unit.index for unit in units if unit.text in BREAKS and not unit.quoted]
    bounds = [-1, *cuts, len(units)]
    segments = tuple((left + 1, right) for left, right in pairwise(bounds))
    return Analysis(sentence, tuple(units), unit_of_token, segments)


def _is_inline(token: Token) -> bool:
    """Tell a tag that parts no words: «новый <b>тариф</b>», not «новый<br>тариф»."""
    return token.kind is Kind.TAG and bool(_INLINE.fullmatch(token.text))


def ordinal_text(unit: Unit, form: Reading) -> str:
    """Spell a form of an ordinal written with digits: 3-й → 3-я."""
    ending = next(end for end in _ORDINAL_ENDINGS if form.word.endswith(end))
    return f"{unit.text.rpartition('-')[0]}-{ending}"


def is_digit_ordinal(unit: Unit) -> bool:
    """Tell whether a unit is an ordinal written with digits."""
    return unit.text[:1].isdigit() and "-" in unit.text and bool(unit.readings)


def _unit(index: int, sentence: Sentence, first: int, last: int) -> Unit:
    token = sentence.tokens[first]
    if first == last:
        found = _read_word((token.text,)) if token.kind is Kind.WORD else ()
        text, key, kind = token.text, token.key, token.kind
    else:
        tokens = sentence.tokens[first : last + 1]
        found = _read_joined(tokens)
        text, kind = sentence.text[token.start : tokens[-1].end], Kind.WORD
        key = "-".join([one.key for one in tokens])
    end = sentence.tokens[last].end
    return Unit(index, token.start, end, text, key, kind, token.quoted, found, _parts(found))


def _parts(found: tuple[Reading, ...]) -> frozenset[str]:
    return frozenset([reading.pos for reading in found])


def _with_readings(unit: Unit, found: tuple[Reading, ...]) -> Unit:
    return replace(unit, readings=found, parts=_parts(found))


def _attribute(unit: Unit, after: Unit | None) -> Unit:
    """Leave out the noun an adjective may be (больной, рабочий) before a noun it agrees with."""
    if after is None or not unit.of("ADJF") or not (unit.of("NOUN") or _stands_alone(unit)):
        return unit
    nouns = {(r.case, r.number) for r in after.of("NOUN")}
    if not any((r.case, r.number) in nouns for r in unit.of("ADJF")):
        return unit
    return _with_readings(unit, tuple(r for r in unit.readings if r.pos not in {"NOUN", "NPRO"}))


def _asking(unit: Unit, units: list[Unit]) -> Unit:
    """Read «за» as a particle in «что за дефект найден?», not in «…, что за дефект заплатят»."""
    at = unit.index
    asking = _asked_before(units, at) if unit.key == "за" else None
    if asking is None:
        return unit
    before = units[asking - 1] if asking else None
    opens = before is None or before.kind is Kind.MARK or before.key == "это"
    after = units[at + 1 : at + 3]
    named = any(r.case == "nomn" for u in after for r in u.of("NOUN"))
    paid = any(r.has("VERB", "tran") for u in units[at + 1 :] for r in u.readings[:1])
    if not (opens and named) or (paid and (asking or asking != at - 1)):
        return unit
    return _with_readings(unit, tuple(replace(r, pos="PRCL") for r in unit.readings))


def _asked_before(units: list[Unit], at: int) -> int | None:
    """Find «что» in «что это за дефект?», «что у вас там за дефект?»."""
    for unit in reversed(units[max(0, at - 5) : at]):
        if unit.key == "что":
            return unit.index
        if not (unit.key == "это" or unit.of("ADVB", "PRCL", "NPRO") or unit.is_preposition):
            return None
    return None


def _beginning(unit: Unit, after: Unit | None) -> Unit:
    """Read «начала» as a verb in «карта начала работать»."""
    if after is None or not after.of("INFN") or after.of("NOUN") or not unit.of("NOUN"):
        return unit
    verbs = tuple(r for r in unit.of("VERB") if r.lemma in {"начать", "стать"})
    return _with_readings(unit, verbs) if verbs else unit


def _pointing(unit: Unit, units: list[Unit]) -> Unit:
    """Read «то» as an attribute in «за то письмо», not in «если найдём, то письмо придёт»."""
    at = unit.index
    if unit.key != "то" or not any(_is_neuter(u) for u in units[at + 1 : at + 4]):
        return unit
    first = at + 1 + (units[at + 1].key == "же")
    noun = next((u for u in units[first : at + 4] if u.of("NOUN")), None)
    if noun is None or not all(_is_neuter(u) for u in units[first : noun.index + 1]):
        return unit
    before = units[at - 1] if at else None
    same = first != at + 1 or any(r.lemma == "самый" for r in units[first].of("ADJF"))
    if same:
        pass
    elif before is None or before.key in {"а", "и", "но"}:
        told = units[noun.index + 1 : noun.index + 4]
        which = any(r.lemma == "который" for u in told for r in u.of("ADJF"))
        if not (told[:1] and told[0].text == "," and which):
            return unit
    elif before.kind is Kind.MARK:
        return unit
    found = tuple(r for r in readings("то") if r.pos == "ADJF")
    return _with_readings(unit, found)


def _is_neuter(unit: Unit) -> bool:
    return any(
        (r.gender, r.number) == ("neut", "sing") and r.case in {"nomn", "accs"}
        for r in unit.of("NOUN", "ADJF", "PRTF")
    )


def _stands_alone(unit: Unit) -> bool:
    """Tell «любой», «каждый», which alone are persons: «любой ответит», but «любой ответ»."""
    return bool(unit.of("NPRO")) and any(r.lemma in EVERYONE for r in unit.of("ADJF"))


def _attributed(unit: Unit, prior: Unit | None) -> Unit:
    """Leave out the cases of a noun that the adjective before it cannot have: «старшую модель»."""
    if prior is None or not unit.of("NOUN") or not prior.readings or prior.quoted:
        return unit
    if any(r.pos not in {"ADJF", "PRTF"} or "Fixd" in r.tags for r in prior.readings):
        return unit
    forms_before = {(r.case, r.number) for r in prior.readings}
    fitting = tuple(r for r in unit.readings if (r.case, r.number) in forms_before)
    return _with_readings(unit, fitting) if any(r.pos == "NOUN" for r in fitting) else unit


def _read_joined(tokens: tuple[Token, ...]) -> tuple[Reading, ...]:
    if tokens[0].kind is Kind.NUMBER and len(tokens) == 2:
        return _ordinal(tokens[1].key)
    if any(token.kind is not Kind.WORD for token in tokens):
        return ()
    return _read_word(tuple(token.text for token in tokens))


@lru_cache(maxsize=20_000)
def _read_word(parts: tuple[str, ...]) -> tuple[Reading, ...]:
    """Return the plausible readings of a word, given as the parts its hyphens join."""
    found = readings("-".join(parts))
    if len(parts) > 1 and any(r.pos == "NUMR" for r in found):
        # два-три counts as три does.
        found = readings(parts[-1])
    if not found and len(parts) > 1:
        # QR-код, SMS-чат: the Russian part is inflected, the foreign one stands before it.
        found = readings(parts[-1])
    allowed = _FUNCTION_WORDS.get(fold(parts[0])) if len(parts) == 1 else None
    if allowed is not None:
        found = tuple(reading for reading in found if reading.pos in allowed) or found
    if any(reading.lemma == "большой" for reading in found):
        # «большая» is a form of «больший» too, told apart only by stress, and ever so rarely meant.
        found = tuple(reading for reading in found if reading.lemma != "больший")
    if not parts[0][:1].isupper():
        found = tuple(reading for reading in found if not reading.tags & _PROPER) or found
    if any("Surn" in reading.tags for reading in found[:1]):
        found = tuple(reading for reading in found if "Poss" not in reading.tags)
    if any(reading.has("VERB", "1per", "plur") for reading in found):
        # «просим» as a participle (one who is asked) is a thing of books.
        found = tuple(reading for reading in found if reading.pos != "PRTS")
    if not any(r.known for r in found) and _VERBAL.fullmatch(fold(parts[-1])):
        # «пофиксили», which the dictionary takes for a noun
        found = tuple(reading for reading in found if reading.pos == "VERB") or found
    return _common(found) or found


def _common(found: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """Leave out rare dictionary entries; a rare form of a common entry stays."""
    weights: dict[tuple[str, str], float] = {}
    for reading in found:
        entry = (reading.lemma, reading.pos)
        weights[entry] = max(weights.get(entry, 0.0), reading.score)
    best = max(weights.values(), default=0.0)
    return tuple(
        r
        for r in found
        if (weights[r.lemma, r.pos] >= best * 0.03 and r.pos != "INTJ") or r.lemma == "весь"
    )


@lru_cache(maxsize=64)
def _ordinal(ending: str) -> tuple[Reading, ...]:
    model = readings("новый")[0]
    endings = _ORDINAL_ENDINGS
    return tuple(
        form
        for form in forms(model)
        if form.pos == "ADJF"
        and not form.tags & {"Supr", "V-oy"}
        and next((end for end in endings if form.word.endswith(end)), "") == ending
    )
