"""Dependent clauses that leave out their subject: «заказ отменён, так как не был оплачен»."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from operator_app.language.segments import (
    SegmentKind,
    agrees_with,
    governed_units,
    is_finite,
    segment_kind,
    segment_words,
)
from operator_app.language.syntax_words import COORDINATORS, HUMAN_VERBS, LINKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from operator_app.language.analysis import Analysis, Unit
    from operator_app.language.likely_subjects import Noun

_OPENING: Final = frozenset(
    {"если", "когда", "пока", "хотя", "потому", "поскольку", "раз", "будто", "словно", "едва"}
)
_PAIRS: Final = frozenset({("так", "как"), ("как", "только"), ("потому", "что")})
_SAID: Final = frozenset(
    {"обещать", "обещанный", "сказать", "указать", "положить", "заявить", "требовать", "решить"}
)
"""What is done to no thing: «хотя было обещано»."""
_OF_PEOPLE: Final = HUMAN_VERBS - {"прийти", "приехать", "выехать", "ждать"} | {"дозвониться"}


def elliptic_clauses(analysis: Analysis, noun: Noun, predicates: list[int]) -> Iterator[list[int]]:
    """Yield the units of clauses beside that of the noun, whose subject it is left out to be.

    `predicates` are those it has in its own clause: what is no subject there is none elsewhere.
    """
    if not predicates:
        return
    home = analysis.segment_of(predicates[-1])
    for ordinal in (home - 1, home + 1):
        if 0 <= ordinal < len(analysis.segments) and _leaves_out(analysis, ordinal, noun):
            start, end = analysis.segments[ordinal]
            yield list(range(start, end))


def _leaves_out(analysis: Analysis, ordinal: int, noun: Noun) -> bool:
    words = segment_words(analysis, ordinal)
    opening = tuple(u.key for u in words if u.key not in COORDINATORS)[:2]
    if opening[:1] != ("хотя",) and segment_kind(analysis, ordinal) is not SegmentKind.SUBORDINATE:
        return False
    if not opening or (opening[0] not in _OPENING and opening not in _PAIRS):
        return False
    governed = governed_units(analysis)
    named = any(
        r.case in {"nomn", ""}
        for u in words
        if u.index not in governed and u.key not in opening
        for r in u.of("NOUN", "NPRO", "NUMR")
    )
    said = [u for u in words if is_finite(u) or (u.of("PRTS", "ADJS") and not u.of("NOUN"))]
    alive = _is_anyone_else(analysis, noun)
    return bool(said) and not named and all(_is_told(u, noun, alive=alive) for u in said)


def _is_told(unit: Unit, noun: Noun, *, alive: bool) -> bool:
    """Tell whether a predicate may be said of the noun, and of nobody and nothing else."""
    found = [r for r in unit.of("VERB", "PRTS", "ADJS") if agrees_with(noun.nominative, r)]
    if not found or any(r.lemma in _OF_PEOPLE or r.lemma in _SAID for r in found):
        return False
    if noun.nominative.gender == "neut" and noun.nominative.number == "sing":
        linked = all(r.lemma == "быть" for r in unit.of("VERB"))
        return not unit.of("ADVB", "PRED", "ADJS") and (bool(unit.of("PRTS")) or linked)
    acts = any(r.pos == "VERB" and r.lemma not in LINKING for r in found)
    return not (acts and alive)


def _is_anyone_else(analysis: Analysis, noun: Noun) -> bool:
    """Tell whether another word of the sentence could do what is said."""
    return any(
        ("anim" in r.tags or r.tags & {"1per", "2per"}) and r.gender in {noun.nominative.gender, ""}
        for unit in analysis.units
        if unit.index != noun.unit
        for r in unit.of("NOUN", "NPRO")
    )
