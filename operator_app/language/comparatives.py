"""Comparatives: of a thing («тариф дешевле») or, as adverbs, of an action («сделаем дешевле»)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from operator_app.language.segments import (
    SegmentKind,
    governed_units,
    is_finite,
    segment_kind,
    segment_words,
)
from operator_app.language.syntax_words import LINKING, MANNERS, MEASURED_BY, PARTICLES
from operator_app.language.tokens import Kind

if TYPE_CHECKING:
    from operator_app.language.analysis import Analysis, Unit

_BETWEEN: Final = MEASURED_BY | PARTICLES | {"все", "как"}
_VERBS: Final = ("VERB", "INFN", "GRND", "PRTS", "PRTF")
_ASIDE: Final = frozenset(
    {SegmentKind.RELATIVE, SegmentKind.SUBORDINATE, SegmentKind.DETACHED, SegmentKind.INSERT}
)


def compares_action(analysis: Analysis, at: int) -> bool:
    """Tell «лучше позвоните», «купили дешевле», «так удобнее» from «тариф дешевле»."""
    units = analysis.units
    if [u.key for u in units[max(0, at - 2) : at]] == ["как", "можно"]:
        return True
    left = at - 1
    while left >= 0 and units[left].key in _BETWEEN:
        left -= 1
    before = units[left] if left >= 0 else None
    after = units[at + 1] if at + 1 < len(units) else None
    opens = before is None or before.kind is Kind.MARK
    if after is not None and not after.of("NOUN"):
        if after.of("INFN", "GRND") or (opens and after.of("VERB")):
            return True
        if opens and after.key == "не" and _seeks(units[at + 2 : at + 3]):
            return any(r.lemma in MANNERS for r in units[at].of("COMP"))
    if before is not None and before.of("NOUN") and before.kind is Kind.WORD:
        return _is_of_verb(analysis, at, before)
    verbal = before is not None and not before.of("NOUN") and before.of(*_VERBS)
    if before is None or not verbal or not _acts(before):
        tells = verbal and any(r.gender in {"masc", "femn"} or r.number == "plur" for r in verbal)
        return not tells and not _has_thing(analysis, at)
    # «найдём подешевле» leaves out what is found.
    about_thing = any("Cmp2" in r.tags for r in units[at].of("COMP"))
    return not about_thing or any(r.lemma in MANNERS for r in units[at].of("COMP"))


def _seeks(following: tuple[Unit, ...]) -> bool:
    """Tell «дешевле не найдёте», where a thing is left out, from «лучше не звоните»."""
    verbs = [r for u in following for r in u.of("VERB")]
    return bool(verbs) and all("tran" in r.tags and "impr" not in r.tags for r in verbs)


def _acts(unit: Unit) -> bool:
    """Tell a verb that is done from one that only links."""
    found = unit.of(*_VERBS)
    return bool(found) and not any(r.lemma in LINKING for r in found)


def _is_done(unit: Unit) -> bool:
    said = is_finite(unit) or (unit.of("PRTS", "INFN") and not unit.of("NOUN"))
    return bool(said) and _acts(unit)


def _is_of_verb(analysis: Analysis, at: int, noun: Unit) -> bool:
    """Tell «пришлите фото быстрее» and «на сайте дешевле» from «найдите модель дешевле»."""
    words = segment_words(analysis, analysis.segment_of(at))
    if any(r.lemma in MANNERS for r in analysis.units[at].of("COMP")):
        return any(_is_done(u) for u in words)
    return noun.index in governed_units(analysis) and not _has_thing(analysis, at)


def _has_thing(analysis: Analysis, at: int) -> bool:
    """Tell whether the clause names a thing that the comparative may be said of."""
    home = analysis.segment_of(at)
    for ordinal in range(home, -1, -1):
        if ordinal != home and segment_kind(analysis, ordinal) in _ASIDE:
            continue
        words = [u for u in segment_words(analysis, ordinal) if u.index != at]
        if any(_is_done(u) for u in words):
            return False
        if _names(analysis, words):
            return True
    return False


def _names(analysis: Analysis, words: list[Unit]) -> bool:
    governed = governed_units(analysis)
    return any(
        u.index not in governed
        and (
            u.kind in {Kind.PLACEHOLDER, Kind.OPAQUE}
            or u.quoted
            or u.key in {"что", "кто"}
            or any(r.case == "nomn" for r in u.of("NOUN", "NPRO", "ADJF"))
        )
        for u in words
    )
