"""Commas that set off a parenthetical phrase and have no place around what replaces it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from operator_app.language.clauses import has_own_subject
from operator_app.language.edits import Edit
from operator_app.language.noun_group import same_form
from operator_app.language.segments import (
    SegmentKind,
    agrees_with,
    governed_units,
    is_finite,
    segment_kind,
    segment_words,
)
from operator_app.language.syntax_words import COORDINATORS, INTERJECTIONS, POLITE, SUBORDINATORS
from operator_app.language.tokens import Kind

if TYPE_CHECKING:
    from operator_app.language.analysis import Analysis, Unit
    from operator_app.language.phrase_trie import Match

_CONJUNCTIONS: Final = (SUBORDINATORS | COORDINATORS) - {"да"}
_OPENING: Final = frozenset({"что", "чтобы", "если", "когда", "как", "хотя", "поскольку"})
_SELDOM_CONJUNCTIONS: Final = frozenset({"пока", "лишь", "едва", "точно", "раз", "пусть"})
"""Words that open a clause only where a main one follows: «пока чека нет, ждём»."""
_NO_CONJUNCTIONS: Final = frozenset({("хотя", "бы"), ("как", "раз"), ("как", "минимум")})
"""Particles of two words that begin as a conjunction."""
_ADVERSATIVE: Final = frozenset({"но", "а"})
_ADDRESS: Final = frozenset({"Name", "Patr"})


def comma_edits(analysis: Analysis, match: Match) -> list[Edit]:
    """Return the removals of the commas before and after the match that lose their reason."""
    units = analysis.units
    first, last = analysis.unit_of_token[match.first], analysis.unit_of_token[match.last]
    edits: list[Edit] = []
    after = units[last + 1] if last + 1 < len(units) else None
    if after is not None and after.text == "," and not _opens_clause(analysis, last + 2):
        edits.append(_removed(analysis, after))
    before = units[first - 1] if first else None
    if before is not None and before.text == "," and not _divides(analysis, first, last):
        edits.append(_removed(analysis, before))
    return edits


def _removed(analysis: Analysis, comma: Unit) -> Edit:
    """Remove a comma, with a space that stood before it."""
    start = comma.start
    text = analysis.sentence.text
    if start and text[start - 1].isspace():
        start -= 1
    return Edit(start, comma.end, "")


def _opens_clause(analysis: Analysis, at: int) -> bool:
    units = analysis.units
    if at >= len(units):
        return False
    key = units[at].key
    if key == "так":
        return at + 1 < len(units) and units[at + 1].key == "как"
    if (key, *(u.key for u in units[at + 1 : at + 2])) in _NO_CONJUNCTIONS:
        return False
    if key in _SELDOM_CONJUNCTIONS:
        return _waits_for_main(analysis, at)
    relative = [u for u in units[at : at + 2] if u.index == at or units[at].is_preposition]
    return (
        key in SUBORDINATORS
        or key in _ADVERSATIVE
        or any(r.lemma == "который" for u in relative for r in u.of("ADJF"))
    )


def _waits_for_main(analysis: Analysis, at: int) -> bool:
    """Tell «пока чека нет, ждём» from «пока чека нет» and «пока нет, но будет»."""
    end = analysis.segments[analysis.segment_of(at)][1]
    after = analysis.units[end + 1 : end + 2]
    closed = end < len(analysis.units) and analysis.units[end].text == ","
    return closed and any(u.key not in COORDINATORS for u in after)


def _divides(analysis: Analysis, first: int, last: int) -> bool:
    """Tell whether the comma before the phrase has another reason to stand."""
    left = analysis.segment_of(first - 2)
    if left < 0:
        return False
    kind = segment_kind(analysis, left)
    start, end = analysis.segments[left]
    joins = COORDINATORS | _OPENING if end - start > 1 else _CONJUNCTIONS
    if analysis.units[end - 1].key in joins - {"да"}:
        # The comma only opens the phrase: «заболел и, к сожалению, не приедет».
        return False
    if kind is SegmentKind.DETACHED and not _describes_subject(analysis, left):
        return not _goes_on(analysis, left, last)
    if kind in {SegmentKind.RELATIVE, SegmentKind.SUBORDINATE}:
        # «который, к сожалению, закрыт» goes on, «который вы ждёте, …» is closed.
        following = _segment_after(analysis, last)
        starts_anew = following >= 0 and has_own_subject(analysis, following)
        return _has_predicate(analysis, left) or starts_anew
    if _is_address(analysis, left, last):
        return True
    return _has_predicate(analysis, left) and _predicate_follows(analysis, last)


def _describes_subject(analysis: Analysis, ordinal: int) -> bool:
    """Tell «оформленный вчера заказ» from «оформленный вчера», that closes a group."""
    words = segment_words(analysis, ordinal)
    free = [u for u in words[1:] if u.index not in governed_units(analysis)]
    before = segment_words(analysis, ordinal - 1)[-1:] if ordinal else []
    here, outside = (
        any(
            r.case == "nomn" and any(same_form(r, one) for one in words[0].of("PRTF", "ADJF"))
            for unit in units
            for r in unit.of("NOUN")
        )
        for units in (free, before)
    )
    return here and not outside


def _goes_on(analysis: Analysis, left: int, last: int) -> bool:
    """Tell «проверив, к сожалению, один склад, мы ушли»: the group goes on to the next comma."""
    following = _segment_after(analysis, last)
    if following < 0 or _has_predicate(analysis, following):
        return False
    closing = analysis.segments[following][1]
    then = following + 1
    if closing >= len(analysis.units) or analysis.units[closing].text != ",":
        return False
    alone = analysis.segments[left][1] - analysis.segments[left][0] == 1
    return alone and segment_kind(analysis, then) is SegmentKind.CLAUSE


def _is_address(analysis: Analysis, left: int, last: int) -> bool:
    start, end = analysis.segments[left]
    units = [unit for unit in analysis.units[start:end] if unit.kind is not Kind.MARK]
    if not units:
        return False
    if units[0].key in INTERJECTIONS and len(units) <= 3 and not _holds_subject(analysis, left):
        return True
    if all(unit.kind is Kind.PLACEHOLDER for unit in units):
        return True
    named = all(
        any(r.tags & _ADDRESS or r.lemma in POLITE for r in unit.readings) for unit in units
    )
    polite = any(r.lemma in POLITE for r in units[0].readings)
    if not (named or polite) or any(is_finite(unit) for unit in units):
        return False
    return not _agrees_after(analysis, units[-1], last)


def _holds_subject(analysis: Analysis, ordinal: int) -> bool:
    start, end = analysis.segments[ordinal]
    return any(is_finite(unit) for unit in analysis.units[start + 1 : end])


def _agrees_after(analysis: Analysis, name: Unit, last: int) -> bool:
    """Tell whether the name is the subject of what follows the phrase rather than its address."""
    following = _segment_after(analysis, last)
    if following < 0 or has_own_subject(analysis, following):
        return False
    start, end = analysis.segments[following]
    nominatives = [r for r in name.readings if r.case == "nomn"]
    return any(
        agrees_with(noun, verb)
        for unit in analysis.units[start:end]
        for verb in unit.readings
        for noun in nominatives
    )


def _has_predicate(analysis: Analysis, ordinal: int) -> bool:
    start, end = analysis.segments[ordinal]
    return any(
        is_finite(unit) or unit.key == "нет" or (unit.of("PRTS", "ADJS", "PRED") and _plain(unit))
        for unit in analysis.units[start:end]
    )


def _plain(unit: Unit) -> bool:
    if unit.top is not None and unit.top.pos == "NOUN":
        # «стойка», that is a short form of стойкий too.
        return False
    return unit.key not in COORDINATORS and not unit.of("ADVB", "CONJ", "PRCL")


def _predicate_follows(analysis: Analysis, last: int) -> bool:
    following = _segment_after(analysis, last)
    return following >= 0 and _has_predicate(analysis, following)


def _segment_after(analysis: Analysis, last: int) -> int:
    """Return the segment that goes on after the phrase and its comma, -1 when none does."""
    units = analysis.units
    at = last + 1
    if at < len(units) and units[at].text == ",":
        at += 1
    if at >= len(units) or units[at].kind is Kind.MARK or _opens_clause(analysis, at):
        return -1
    return analysis.segment_of(at)
