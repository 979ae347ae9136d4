"""Clauses: which segments of a sentence say something of the same subject, which only interrupt."""

from __future__ import annotations

from enum import Enum, auto
from functools import lru_cache
from typing import TYPE_CHECKING

from operator_app.language.noun_group import same_form
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
    from collections.abc import Iterator

    from operator_app.language.analysis import Analysis, Unit
    from operator_app.language.morphology import Reading

FARTHEST = 60
"""No agreement is looked for farther than this many words away: text may be hostile."""


_ASKING = frozenset({"какой", "каков"})
_CONCESSIVE = frozenset({"хотя", "хоть", "пусть", "пускай"})
_ANSWERS = {
    "сколько": frozenset({"столько"}),
    "чем": frozenset({"скорее", "больше", "более"}),
    "что": frozenset({"так", "настолько", "столь", "такой"}),
}
"""Conjunction → words before its comma after which it may go on about the same subject."""
_INSTEAD = frozenset({"другой", "второй", "третий", "остальной"})
_PERSONS = frozenset({"1per", "2per", "3per"})
_THIRD = frozenset({"3per"})
_NO_SUBJECT = frozenset({"impr", "Impe"})
_MOODS = frozenset({"past", "pres", "futr", "impr", "1per", "2per", "3per"})


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
    words = _words(analysis, ordinal)
    if not words:
        return SegmentKind.FRAGMENT
    opening = [unit for unit in words[:4] if unit.key not in COORDINATORS]
    if _opens_relative(opening):
        return SegmentKind.RELATIVE
    if opening and any(r.lemma in _ASKING for r in opening[0].of("ADJF")):
        return SegmentKind.SUBORDINATE
    if [unit.key for unit in opening[:1]] == ["будь"] and ordinal:
        # «заявка, будь она устной, принята»
        return SegmentKind.SUBORDINATE
    finite = any(is_finite(unit) for unit in words)
    if opening and _answers(analysis, ordinal, opening):
        return SegmentKind.CLAUSE
    meanwhile = opening[:1] != words[:1] and opening and opening[0].key == "пока"
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


def clause_units(analysis: Analysis, at: int) -> list[int]:
    """Return the units of the clause that holds the unit `at`, interruptions left out."""
    home = analysis.segment_of(at)
    if home < 0:
        return [at]
    kept = [home]
    kept += _to_the_right(analysis, home)
    kept = [*_to_the_left(analysis, home, at), *kept]
    spans = [analysis.segments[ordinal] for ordinal in kept]
    return [
        unit
        for start, end in spans
        for unit in range(max(start, at - FARTHEST), min(end, at + FARTHEST))
    ]


def relative_clause(analysis: Analysis, ordinal: int) -> list[int]:
    """Return the units of the relative clause that opens with the segment `ordinal`."""
    kept = [ordinal, *_to_the_right(analysis, ordinal, inner=True)]
    spans = [analysis.segments[one] for one in kept]
    return [unit for start, end in spans for unit in range(start, end)]


def _to_the_right(analysis: Analysis, home: int, *, inner: bool = False) -> Iterator[int]:
    """Yield the segments after `home` that go on with its clause."""
    complete = _has_predicate(analysis, home) or _ends_in_predicate(analysis, home)
    dependent = segment_kind(analysis, home) in {SegmentKind.RELATIVE, SegmentKind.SUBORDINATE}
    inner = inner or (dependent and (complete or _awaits_predicate(analysis, home)))
    complete = complete or inner
    for ordinal in range(home + 1, min(home + FARTHEST, len(analysis.segments))):
        start, _ = analysis.segments[ordinal]
        mark = analysis.units[start - 1].text
        kind = segment_kind(analysis, ordinal)
        if mark == ";" or (mark == ":" and not _explains(analysis, ordinal)):
            return
        if kind in {SegmentKind.RELATIVE, SegmentKind.SUBORDINATE}:
            if inner and kind is SegmentKind.RELATIVE:
                return
            continue
        if kind in {SegmentKind.DETACHED, SegmentKind.INSERT}:
            continue
        if kind is SegmentKind.FRAGMENT:
            if mark not in {",", "(", ")"}:
                yield ordinal
            continue
        if inner and complete and not _goes_on(analysis, home, ordinal):
            return
        if complete and has_own_subject(analysis, ordinal):
            return
        yield ordinal
        complete = True


def _explains(analysis: Analysis, ordinal: int) -> bool:
    """Tell «гостиница не работает: закрыта на ремонт», which says more of the same subject."""
    words = _words(analysis, ordinal)
    governed = governed_units(analysis)
    named = any(
        r.case == "nomn" and u.index not in governed for u in words for r in u.of("NOUN", "NPRO")
    )
    return bool(words) and bool(words[0].of("PRTS")) and not named


def _ends_in_predicate(analysis: Analysis, home: int) -> bool:
    """Tell «дефект не наш» and «дефект старый», where an adjective is all that is said."""
    words = _words(analysis, home)
    told = words[-1].of("ADJF", "PRTF") if len(words) > 1 else ()
    denied = len(words) > 2 and words[-2].key == "не"
    return any(
        "Apro" not in adjective.tags or denied
        for adjective in told
        for noun in words[0].of("NOUN")
        if adjective.case == noun.case == "nomn"
        and adjective.number == noun.number
        and adjective.gender in {noun.gender, ""}
    )


def _awaits_predicate(analysis: Analysis, home: int) -> bool:
    """Tell whether the clause before a dependent one has a subject but no predicate yet."""
    before = [i for i in range(home) if segment_kind(analysis, i) is not SegmentKind.INSERT]
    return bool(before) and segment_kind(analysis, before[-1]) is SegmentKind.FRAGMENT


def _to_the_left(analysis: Analysis, home: int, at: int) -> list[int]:
    """Return the segments before `home` whose predicate waits for a subject that stands in it."""
    kept: list[int] = []
    start, _ = analysis.segments[home]
    if segment_kind(analysis, home) in {SegmentKind.RELATIVE, SegmentKind.SUBORDINATE}:
        return kept
    before = [analysis.units[i] for i in range(start, at)]
    later = [analysis.units[i] for i in range(at + 1, analysis.segments[home][1])]
    goes_on = any(is_finite(u) or u.of("PRTS") for u in later)
    if goes_on and not any(is_finite(u) or u.of("PRTS") for u in before):
        return kept
    for ordinal in range(home - 1, max(-1, home - FARTHEST), -1):
        kind = segment_kind(analysis, ordinal)
        if analysis.units[analysis.segments[ordinal][1]].text in {";", ":"}:
            break
        if kind in {SegmentKind.INSERT, SegmentKind.DETACHED}:
            continue
        if kind is not SegmentKind.CLAUSE or has_own_subject(analysis, ordinal):
            if kind is SegmentKind.SUBORDINATE and not has_own_subject(analysis, ordinal):
                kept.insert(0, ordinal)
            break
        kept.insert(0, ordinal)
    return kept


@lru_cache(maxsize=64)
def has_own_subject(analysis: Analysis, ordinal: int) -> bool:
    """Tell whether a segment holds a nominative that its predicate may agree with."""
    words = _words(analysis, ordinal)
    governed = governed_units(analysis)
    verbs = [u for u in words if is_finite(u) or u.of("PRTS", "ADJS")]
    for unit in words:
        if unit.index in governed:
            continue
        nominatives = [r for r in unit.of("NOUN", "NPRO") if r.case == "nomn"]
        if not nominatives:
            continue
        ambiguous = any(r.case == "accs" for r in unit.of("NOUN", "NPRO"))
        transitive = any("tran" in r.tags for u in verbs for r in u.of("VERB"))
        agrees = any(agrees_with(r, v) for r in nominatives for u in verbs for v in u.readings)
        if not verbs or (agrees and not (ambiguous and transitive)):
            return True
    return any(_stands_for_noun(analysis, unit, verbs) for unit in words)


def _stands_for_noun(analysis: Analysis, unit: Unit, verbs: list[Unit]) -> bool:
    """Tell «рядом открыта другая», where a pronoun or an ordinal is the subject."""
    after = analysis.units[unit.index + 1 : unit.index + 6]
    if any(u.of("ADJF", "PRTF") for u in after[:1]) or any(
        same_form(noun, one) for u in after for noun in u.of("NOUN") for one in unit.of("ADJF")
    ):
        return False
    return any(
        r.case == "nomn" and r.lemma in _INSTEAD and agrees_with(r, verb)
        for r in unit.of("ADJF")
        for predicate in verbs
        for verb in predicate.readings
    )


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
    return frozenset(found)


def _words(analysis: Analysis, ordinal: int) -> list[Unit]:
    start, end = analysis.segments[ordinal]
    return [u for u in analysis.units[start:end] if u.kind is not Kind.MARK]


def _opens_relative(opening: list[Unit]) -> bool:
    for position, unit in enumerate(opening[:3]):
        if any(r.lemma in RELATIVES for r in unit.of("ADJF")):
            return True
        picks = unit.of("ADJF", "NUMR") and [u.key for u in opening[1:2]] == ["из"]
        if position == 0 and not (unit.is_preposition or unit.of("NOUN") or picks):
            return False
    return False


def _answers(analysis: Analysis, ordinal: int, opening: list[Unit]) -> bool:
    """Tell «не столько опасен, сколько неприятен», «так мал, что не виден»: the same subject."""
    asked = _ANSWERS.get(opening[0].key)
    if asked is None or not ordinal:
        return False
    before = _words(analysis, ordinal - 1)
    if not any(u.key in asked or any(r.lemma in asked for r in u.of("ADJF")) for u in before):
        return False
    words = _words(analysis, ordinal)[1:]
    named = any(r.case == "nomn" for u in words for r in u.of("NOUN", "NPRO"))
    return not named and any(is_finite(u) or u.of("PRTS", "ADJS") for u in words)


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
    starts = words[0].key in PARENTHETICAL_STARTS
    return starts and len(words) <= 3 and not any(is_finite(unit) for unit in words)


@lru_cache(maxsize=64)
def _has_predicate(analysis: Analysis, ordinal: int) -> bool:
    return any(is_finite(u) or u.of("PRTS", "ADJS") for u in _words(analysis, ordinal))


def _goes_on(analysis: Analysis, home: int, ordinal: int) -> bool:
    """Tell whether a segment is a further predicate: «…, и найден», «найден, описан и снят»."""
    words = _words(analysis, ordinal)
    if not words or words[0].key in COORDINATORS:
        return bool(words)
    said = [u for u in _words(analysis, home) if is_finite(u) or u.of("PRTS")][-1:]
    alike = any(
        (one.pos, one.number, one.gender, one.tags & _MOODS)
        == (other.pos, other.number, other.gender, other.tags & _MOODS)
        for unit in said
        for one in unit.of("VERB", "PRTS")
        for other in words[0].of("VERB", "PRTS")
    )
    return alike and (bool(words[0].of("PRTS")) or any(u.key in {"и", "или"} for u in words))
