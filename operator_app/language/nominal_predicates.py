"""Full adjectives said of a noun from afar: «пришла мятая», «посылку получили целой»."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from operator_app.language.after_noun import owner_follows
from operator_app.language.noun_group import agreeing, is_adverbial
from operator_app.language.segments import (
    SegmentKind,
    governed_units,
    is_finite,
    segment_kind,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from operator_app.language.analysis import Analysis, Unit
    from operator_app.language.inflection import Agreement
    from operator_app.language.morphology import Reading

_OTHER: Final = frozenset({"другой", "такой", "иной"})
_ASIDE: Final = frozenset(
    {SegmentKind.RELATIVE, SegmentKind.SUBORDINATE, SegmentKind.DETACHED, SegmentKind.INSERT}
)


def said_of_subject(analysis: Analysis, last: int, ask: Agreement, own: list[int]) -> list[int]:
    """Return adjectives in the nominative that are predicates of the noun ending at `last`.

    `own` are the verbs and short forms known to be its predicates.
    """
    home = analysis.segment_of(last)
    if home < 0:
        return []
    _, end = analysis.segments[home]
    words = analysis.units[last + 1 : end]
    acts = [u for u in words if is_finite(u) or u.of("PRTS", "INFN")]
    if any(u.index not in own or _takes_object(u) for u in acts):
        return []
    found = list(_from_afar(analysis, last + 1, end, ask))
    return found if found or acts else _after_aside(analysis, home, ask, own)


def said_of_object(analysis: Analysis, last: int, ask: Agreement) -> list[int]:
    """Return adjectives that tell in what state the object ending at `last` is had, sent, got."""
    home = analysis.segment_of(last)
    start, end = analysis.segments[home] if home >= 0 else (0, 0)
    if not any(_takes_object(u) for u in analysis.units[start:end]):
        return []
    asked = (ask, replace(ask, case="ablt")) if ask.number == "sing" else (ask,)
    return [at for one in asked for at in _from_afar(analysis, last + 1, end, one)]


def _takes_object(unit: Unit) -> bool:
    return any("tran" in r.tags for r in unit.of("VERB", "INFN", "GRND"))


def _from_afar(analysis: Analysis, first: int, end: int, ask: Agreement) -> Iterator[int]:
    governed = governed_units(analysis)
    for at in range(first, end):
        unit = analysis.units[at]
        reading = agreeing(unit, ask)
        if reading is None:
            if at not in governed and any(_may_own(r, ask) for r in unit.of("NOUN")):
                return
            continue
        before = analysis.units[at - 1]
        told = unit.top is not None and unit.top.pos in {"ADJF", "PRTF"}
        pointed = reading.tags & {"Apro", "Anum"} and reading.lemma not in _OTHER
        pointed = pointed and before.key != "не"
        if not told or pointed or before.is_preposition:
            continue
        if not unit.quoted and not owner_follows(analysis.units, at):
            yield at


def _may_own(noun: Reading, ask: Agreement) -> bool:
    """Tell whether another noun could own what agrees as asked."""
    return (noun.case, noun.number) == (ask.case, ask.number) and noun.gender in {ask.gender, ""}


def _after_aside(analysis: Analysis, home: int, ask: Agreement, own: list[int]) -> list[int]:
    """Find the predicate that an inserted clause parts from its subject."""
    segments = analysis.segments
    ordinal = home + 1
    while ordinal < len(segments) and segment_kind(analysis, ordinal) in _ASIDE:
        start, end = segments[ordinal]
        opening = next((u for u in analysis.units[start:end] if not is_adverbial(u)), None)
        if ordinal > home + 1 and opening is not None and agreeing(opening, ask):
            break
        ordinal += 1
    if ordinal == home + 1 or ordinal >= len(segments):
        return []
    start, end = segments[ordinal]
    said = [u for u in analysis.units[start:end] if is_finite(u) or u.of("PRTS")]
    if any(u.index not in own for u in said):
        return []
    if said:
        # «…, скорее всего, заводской и будет исправлен»
        joined = [u.index for u in analysis.units[start : said[0].index] if u.key in {"и", "но"}]
        end = joined[0] if joined else start
    return list(_from_afar(analysis, start, end, ask))
