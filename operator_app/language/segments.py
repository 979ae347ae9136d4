"""Segments: what the words between two marks are to the clause around them."""

from __future__ import annotations

from enum import Enum, auto
from functools import lru_cache
from typing import TYPE_CHECKING

from operator_app.language.syntax_words import (
    COORDINATORS,
    OPINIONS,
    PARENTHETICAL_STARTS,
    PARENTHETICALS,
    PARTICLES,
    PREPOSITIONS,
    RELATIVES,
    SUBORDINATORS,
)
from operator_app.language.tokens import Kind

if TYPE_CHECKING:
    from operator_app.language.analysis import Analysis, Unit
    from operator_app.language.morphology import Reading

_PERSONS = frozenset({"1per", "2per", "3per"})
_THIRD = frozenset({"3per"})
_NO_SUBJECT = frozenset({"impr", "Impe"})
_ASKING = frozenset({"какой", "каков"})
_CONCESSIVE = frozenset({"хотя", "хоть", "пусть", "пускай"})
_WORTH = frozenset({"важно", "стоит", "надо", "нужно", "можно", "следует", "должен", "должна"})
_TELLING = frozenset(
    {"отметить", "заметить", "сказать", "напомнить", "подчеркнуть", "признать", "добавить"}
)
_ANSWERS = {
    "сколько": frozenset({"столько"}),
    "чем": frozenset({"скорее", "больше", "более"}),
    "что": frozenset({"так", "настолько", "столь", "такой"}),
}
"""Conjunction → words before its comma after which it may go on about the same subject."""


class SegmentKind(Enum):
    """What the words between two marks are to the clause around them."""

    RELATIVE = auto()
    SUBORDINATE = auto()
    DETACHED = auto()
    INSERT = auto()
    CLAUSE = auto()
    FRAGMENT = auto()


@lru_cache(maxsize=64)
def segment_kind(analysis: Analysis, ordinal: int) -> SegmentKind:
    """Tell what a segment is by its first words and by whether it holds a predicate."""
    words = segment_words(analysis, ordinal)
    if not words:
        return SegmentKind.FRAGMENT
    opening = [unit for unit in words[:4] if unit.key not in COORDINATORS]
    if _opens_relative([unit for unit in words[:6] if unit.key not in COORDINATORS]):
        return SegmentKind.RELATIVE
    if opening and any(r.lemma in _ASKING for r in opening[0].of("ADJF")):
        alike = _answers(analysis, ordinal, opening)
        return SegmentKind.CLAUSE if alike else SegmentKind.SUBORDINATE
    if [unit.key for unit in opening[:1]] == ["будь"] and ordinal:
        # «заявка, будь она устной, принята»
        return SegmentKind.SUBORDINATE
    finite = any(is_finite(unit) for unit in words)
    if opening and _answers(analysis, ordinal, opening):
        return SegmentKind.CLAUSE
    if ordinal and _asks_what(opening):
        return SegmentKind.SUBORDINATE
    meanwhile = opening[:1] != words[:1] and opening and opening[0].key in {"пока", "лишь"}
    if opening and opening[0].key in SUBORDINATORS and not (meanwhile or _is_correlative(opening)):
        concedes = opening[0].key in _CONCESSIVE and not finite
        said = concedes and any(unit.of("ADJS", "PRTS") for unit in opening[1:])
        named = any(r.case == "nomn" for unit in opening for r in unit.of("NOUN", "NPRO"))
        return SegmentKind.CLAUSE if said and not named else SegmentKind.SUBORDINATE
    if not finite and _opens_detached(words):
        return SegmentKind.DETACHED
    if _is_insert(words):
        return SegmentKind.INSERT
    has_predicate = finite or any(unit.of("PRTS", "PRED", "ADJS", "INFN") for unit in words)
    return SegmentKind.CLAUSE if has_predicate else SegmentKind.FRAGMENT


def is_finite(unit: Unit) -> bool:
    """Tell whether a unit is a personal verb where it stands."""
    found = unit.of("VERB")
    if not found or unit.quoted:
        return False
    others = [r for r in unit.readings if r.pos != "VERB"]
    return not others or max(r.score for r in found) >= max(r.score for r in others)


def agrees_with(noun: Reading, verb: Reading) -> bool:
    """Tell whether a predicate form agrees with a subject in number, gender and person."""
    if verb.pos not in {"VERB", "PRTS", "ADJS"} or not verb.tags.isdisjoint(_NO_SUBJECT):
        return False
    person = verb.tags & _PERSONS
    if person and person != (noun.tags & _PERSONS or _THIRD):
        return False
    if noun.number and verb.number and noun.number != verb.number:
        return False
    return not (verb.number == "sing" and verb.gender and noun.gender not in {verb.gender, ""})


@lru_cache(maxsize=4)
def governed_units(analysis: Analysis) -> frozenset[int]:
    """Return the nouns and pronouns that stand under a preposition."""
    found: set[int] = set()
    for unit in analysis.units:
        if not unit.is_preposition:
            continue
        cases = PREPOSITIONS[unit.key]
        for other in analysis.units[unit.index + 1 : unit.index + 9]:
            if other.kind is Kind.MARK and other.text != ",":
                break
            if other.of("VERB") and not other.of("NOUN", "ADJF"):
                break
            if any(r.case in cases for r in other.of("NOUN", "NPRO")):
                found.add(other.index)
                break
            if other.of("NOUN") and any(r.case in cases for r in other.of("NUMR")):
                # «из сорока человек» is of no bird.
                found.add(other.index)
    return frozenset(found)


def segment_words(analysis: Analysis, ordinal: int) -> list[Unit]:
    """Return the units of a segment that are no marks."""
    start, end = analysis.segments[ordinal]
    return [u for u in analysis.units[start:end] if u.kind is not Kind.MARK]


def _opens_relative(opening: list[Unit]) -> bool:
    for position, unit in enumerate(opening):
        if any(r.lemma in RELATIVES for r in unit.of("ADJF")):
            return True
        if position > 1 and not (unit.is_preposition or unit.of("NOUN", "ADJF")):
            # «в комментарии к которому» holds no more than that.
            return False
        picks = unit.of("ADJF", "NUMR") and [u.key for u in opening[1:2]] == ["из"]
        if position == 0 and not (unit.is_preposition or unit.of("NOUN") or picks):
            return False
    return False


def _asks_what(opening: list[Unit]) -> bool:
    """Tell «о чём мы и предупреждали», «чему мы рады»."""
    asked = opening[1:2] if opening and opening[0].is_preposition else opening[:1]
    return any(
        r.lemma in {"что", "кто"} and r.case not in {"nomn", "accs"}
        for unit in asked
        for r in unit.of("NPRO")
    )


def _answers(analysis: Analysis, ordinal: int, opening: list[Unit]) -> bool:
    """Tell «не столько опасен, сколько неприятен», «так мал, что не виден»: the same subject."""
    shown = any(r.lemma in _ASKING for r in opening[0].of("ADJF"))
    asked = frozenset({"такой"}) if shown else _ANSWERS.get(opening[0].key)
    if asked is None or not ordinal:
        return False
    before = segment_words(analysis, ordinal - 1)
    words = segment_words(analysis, ordinal)[1:]
    if not any(u.key in asked or any(r.lemma in asked for r in u.of("ADJF")) for u in before):
        compared = opening[0].key == "чем" and any(u.of("COMP") for u in before)
        if not compared or any(_tells_no_one(r) for u in words for r in u.of("VERB", "PRTS")):
            return False
    named = any(r.case == "nomn" for u in words for r in u.of("NOUN", "NPRO"))
    return not named and any(is_finite(u) or u.of("PRTS", "ADJS") for u in words)


def _tells_no_one(said: Reading) -> bool:
    """Tell «раньше, чем ожидалось», «чем было обещано» from «чем казалась», «чем было»."""
    reflexive = said.lemma.endswith("ся") or said.pos == "PRTS"
    return said.number == "plur" or (said.gender == "neut" and reflexive)


def _is_correlative(opening: list[Unit]) -> bool:
    """Tell «как был, так и остался» from «так как был»."""
    return opening[0].key == "так" and [unit.key for unit in opening[1:2]] != ["как"]


def _opens_detached(words: list[Unit]) -> bool:
    for unit in words:
        if unit.of("GRND"):
            return True
        if unit.of("PRTF"):
            return not _says_of_noun(words)
        if unit.of("ADJF") and not unit.of("NOUN", "ADJS"):
            alone = not any(u.of("NOUN") for u in words[words.index(unit) + 1 :][:1])
            return alone and unit.key not in {"это", "все", "то"}
        if unit.key not in PARTICLES and not unit.of("ADVB"):
            break
    return any(unit.of("GRND") and unit.top and unit.top.pos == "GRND" for unit in words)


def _says_of_noun(words: list[Unit]) -> bool:
    """Tell «указанная вами модель снята», a clause, from «снятая с производства»."""
    nouns = [r for u in words for r in u.of("NOUN") if r.case == "nomn"]
    said = [r for u in words for r in u.of("PRTS") if not u.of("NOUN")]
    opening = next(u for u in words if u.of("PRTF"))
    return any(
        agrees_with(noun, short) and noun.gender == word.gender and word.case == "nomn"
        for noun in nouns
        for short in said
        for word in opening.of("PRTF")
    )


def _is_insert(words: list[Unit]) -> bool:
    if words[0].key in PARENTHETICALS and len(words) <= 2:
        return not any(is_finite(unit) or unit.of("PRTS") for unit in words[1:])
    if all(unit.key in OPINIONS for unit in words) and len(words) <= 2:
        return True
    if [u.key in _WORTH for u in words] == [True, False]:
        # «важно отметить»
        return any(r.lemma in _TELLING for r in words[1].of("INFN"))
    starts = words[0].key in PARENTHETICAL_STARTS
    return starts and len(words) <= 3 and not any(is_finite(unit) for unit in words)
