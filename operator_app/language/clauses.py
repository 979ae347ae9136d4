"""Clauses: which segments of a sentence say something of the same subject, which only interrupt."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from operator_app.language.noun_group import same_form
from operator_app.language.segments import (
    SegmentKind,
    agrees_with,
    governed_units,
    is_finite,
    segment_kind,
    segment_words,
)
from operator_app.language.syntax_words import (
    COORDINATORS,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from operator_app.language.analysis import Analysis, Unit

FARTHEST = 60
"""No agreement is looked for farther than this many words away: text may be hostile."""


_DEPENDENT = frozenset({SegmentKind.RELATIVE, SegmentKind.SUBORDINATE})
_INSTEAD = frozenset({"тот", "другой", "второй", "третий", "остальной", "этот"})
_MOODS = frozenset({"past", "pres", "futr", "impr", "1per", "2per", "3per"})


def clause_units(analysis: Analysis, at: int) -> list[int]:
    """Return the units of the clause that holds the unit `at`, interruptions left out."""
    home = analysis.segment_of(at)
    if home < 0:
        return [at]
    kept = [home]
    if not _is_beside_subject(analysis, home):
        kept += _to_the_right(analysis, home)
    kept = [*_to_the_left(analysis, home, at), *kept]
    spans = [analysis.segments[ordinal] for ordinal in kept]
    return [
        unit
        for start, end in spans
        for unit in range(max(start, at - FARTHEST), min(end, at + FARTHEST))
    ]


def _is_beside_subject(analysis: Analysis, home: int) -> bool:
    """Tell «жалоба, а не заявка, закрыта» and «Пётр, ваш мастер, заболел»: said of the first."""
    kinds = [segment_kind(analysis, i) for i in (home - 1, home)] if home else []
    if kinds != [SegmentKind.FRAGMENT, SegmentKind.FRAGMENT]:
        return False
    opening = [unit.key for unit in segment_words(analysis, home)[:2]]
    if opening in (["а", "не"], ["но", "не"]):
        return True
    after = analysis.segments[home + 1 : home + 2]
    said = [r for start, _ in after for u in analysis.units[start : start + 1] for r in u.readings]
    named = segment_words(analysis, home - 1)[-1:]
    return any(
        r.case == "nomn" and r.tags & {"Name", "Surn", "Patr"} and agrees_with(r, verb)
        for unit in named
        for r in unit.of("NOUN")
        for verb in said
    )


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
    # «который бригада, приехавшая ночью, устранила»
    complete = complete or (inner and not _waits_for_verb(analysis, home))
    for ordinal in range(home + 1, min(home + FARTHEST, len(analysis.segments))):
        start, _ = analysis.segments[ordinal]
        mark = analysis.units[start - 1].text
        kind = segment_kind(analysis, ordinal)
        if _ends_before(analysis, home, ordinal) or (complete and _begins(analysis, ordinal)):
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
        if has_own_subject(analysis, ordinal):
            if complete:
                return
            if _turns_away(analysis, ordinal):
                continue
        yield ordinal
        complete = True


def _waits_for_verb(analysis: Analysis, home: int) -> bool:
    """Tell whether a relative clause is but который and a subject that an aside parts from it."""
    if segment_kind(analysis, home) is not SegmentKind.RELATIVE or _has_predicate(analysis, home):
        return False
    after = home + 1
    if after + 1 >= len(analysis.segments):
        return False
    words = segment_words(analysis, home)
    named = words[-1:] and any(r.case == "nomn" for r in words[-1].of("NOUN"))
    return bool(named) and segment_kind(analysis, after) is SegmentKind.DETACHED


def _opens_another(analysis: Analysis, ordinal: int) -> bool:
    """Tell «…, а люк у школы, оставшийся открытым, закрыт», where a clause of its own begins."""
    if segment_kind(analysis, ordinal) is not SegmentKind.FRAGMENT:
        return False
    words = segment_words(analysis, ordinal)
    governed = governed_units(analysis)
    first = [u.key for u in words[:2]]
    if first[:1] not in (["а"], ["но"]) or first[1:] == ["не"]:
        return False
    after = ordinal + 1
    aside = after < len(analysis.segments) and segment_kind(analysis, after) is SegmentKind.DETACHED
    return aside and any(
        r.case == "nomn" for u in words[1:2] if u.index not in governed for r in u.of("NOUN")
    )


def _ends_before(analysis: Analysis, home: int, ordinal: int) -> bool:
    """Tell whether the clause of `home` ends before a later segment whatever that one says."""
    start, _ = analysis.segments[ordinal]
    mark = analysis.units[start - 1].text
    if mark == ";" or (mark == ":" and not _explains(analysis, ordinal)):
        return True
    if _opens_another(analysis, ordinal) and _has_predicate(analysis, home):
        return True
    # «узнаю, где ваш чек, и напишу»
    asked = [unit.key for unit in segment_words(analysis, home)[:1]] == ["где"]
    joined = [unit.key for unit in analysis.units[start : start + 1]] == ["и"]
    return asked and joined and not _has_predicate(analysis, home)


def _begins(analysis: Analysis, ordinal: int) -> bool:
    """Tell «…, а договор, о котором вы спросили, подписан», another clause, by its subject."""
    if segment_kind(analysis, ordinal) is not SegmentKind.FRAGMENT:
        return False
    opening = [u.key for u in segment_words(analysis, ordinal)[:1]]
    return opening in (["а"], ["но"], ["и"]) and has_own_subject(analysis, ordinal)


def _turns_away(analysis: Analysis, ordinal: int) -> bool:
    """Tell «ещё один дефект, и мы вернём деньги» from «не дефект, а царапина видна»."""
    opening = [unit.key for unit in segment_words(analysis, ordinal)[:2]]
    return opening[:1] in (["и"], ["а"], ["но"]) and opening[1:] != ["не"]


def _explains(analysis: Analysis, ordinal: int) -> bool:
    """Tell «гостиница не работает: закрыта на ремонт», which says more of the same subject."""
    words = segment_words(analysis, ordinal)
    governed = governed_units(analysis)
    named = any(
        r.case == "nomn" and u.index not in governed for u in words for r in u.of("NOUN", "NPRO")
    )
    return bool(words) and bool(words[0].of("PRTS")) and not named


def _ends_in_predicate(analysis: Analysis, home: int) -> bool:
    """Tell «дефект не наш» and «дефект старый», where an adjective is all that is said."""
    words = segment_words(analysis, home)
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
    if analysis.units[start].key == "а" and _turns_away(analysis, home):
        # «Скажите, а спектакль длинный?»
        return kept
    goes_on = any(is_finite(u) or u.of("PRTS") for u in later)
    if goes_on and not any(is_finite(u) or u.of("PRTS") for u in before):
        return kept
    passed = False
    for ordinal in range(home - 1, max(-1, home - FARTHEST), -1):
        kind = segment_kind(analysis, ordinal)
        if analysis.units[analysis.segments[ordinal][1]].text in {";", ":"}:
            break
        if kind in {SegmentKind.INSERT, SegmentKind.DETACHED}:
            passed = passed or kind is SegmentKind.DETACHED
            continue
        if _is_doer(analysis, ordinal, home) and (passed or kind is SegmentKind.CLAUSE):
            kept.insert(0, ordinal)
            break
        if kind is not SegmentKind.CLAUSE or has_own_subject(analysis, ordinal):
            if kind is SegmentKind.SUBORDINATE and not has_own_subject(analysis, ordinal):
                kept.insert(0, ordinal)
            break
        kept.insert(0, ordinal)
    return kept


def _is_doer(analysis: Analysis, ordinal: int, home: int) -> bool:
    """Tell «мастер приехал, нашёл дефект и уехал», «мастер, осмотрев товар, нашёл дефект»."""
    opening = segment_words(analysis, home)[:1]
    did = [r for u in opening if is_finite(u) for r in u.of("VERB") if "tran" in r.tags]
    governed = governed_units(analysis)
    return any(
        r.has("nomn", "anim") and agrees_with(r, verb)
        for u in segment_words(analysis, ordinal)
        if u.index not in governed
        for r in u.of("NOUN")[:1]
        for verb in did
    )


@lru_cache(maxsize=64)
def has_own_subject(analysis: Analysis, ordinal: int) -> bool:
    """Tell whether a segment holds a nominative that its predicate may agree with."""
    words = segment_words(analysis, ordinal)
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


def subject_before(analysis: Analysis, at: int) -> list[Unit]:
    """Return the words before an aside, where they wait for a predicate that `at` may be.

    «Сотрудница, которая звонила, была резка», «краска, по словам мастера, стойка».
    """
    home = analysis.segment_of(at)
    aside = {SegmentKind.RELATIVE, SegmentKind.DETACHED, SegmentKind.INSERT, SegmentKind.FRAGMENT}
    if home < 2 or any(segment_kind(analysis, i) in _DEPENDENT for i in (home,)):
        return []
    if segment_kind(analysis, home - 1) not in aside:
        return []
    governed = governed_units(analysis)
    rest = [u for u in segment_words(analysis, home) if u.index not in governed and u.index != at]
    if any(r.case == "nomn" for u in rest for r in u.of("NOUN", "NPRO")):
        return []
    first = segment_words(analysis, home - 2)
    waits = segment_kind(analysis, home - 2) in {SegmentKind.FRAGMENT, SegmentKind.DETACHED}
    marks = {analysis.units[analysis.segments[i][0] - 1].text for i in (home, home - 1)}
    return first if waits and marks == {","} else []


def _stands_for_noun(analysis: Analysis, unit: Unit, verbs: list[Unit]) -> bool:
    """Tell «рядом открыта другая», where a pronoun or an ordinal is the subject."""
    after = analysis.units[unit.index + 1 : unit.index + 6]
    verb = next((at for at, one in enumerate(after) if is_finite(one)), len(after))
    after = after[:verb]
    if any(u.of("ADJF", "PRTF") and not u.of("NPRO") for u in after[:1]) or any(
        same_form(noun, one) for u in after for noun in u.of("NOUN") for one in unit.of("ADJF")
    ):
        return False
    return any(
        r.case == "nomn" and r.lemma in _INSTEAD and agrees_with(r, verb)
        for r in unit.of("ADJF")
        for predicate in verbs
        for verb in predicate.readings
    )


@lru_cache(maxsize=64)
def _has_predicate(analysis: Analysis, ordinal: int) -> bool:
    return any(is_finite(u) or u.of("PRTS", "ADJS") for u in segment_words(analysis, ordinal))


def _goes_on(analysis: Analysis, home: int, ordinal: int) -> bool:
    """Tell whether a segment is a further predicate: «…, и найден», «найден, описан и снят»."""
    words = segment_words(analysis, ordinal)
    if not words or words[0].key in COORDINATORS:
        return bool(words)
    said = [u for u in segment_words(analysis, home) if is_finite(u) or u.of("PRTS")][-1:]
    alike = any(
        (one.pos, one.number, one.gender, one.tags & _MOODS)
        == (other.pos, other.number, other.gender, other.tags & _MOODS)
        for unit in said
        for one in unit.of("VERB", "PRTS")
        for other in words[0].of("VERB", "PRTS")
    )
    return alike and (bool(words[0].of("PRTS")) or any(u.key in {"и", "или"} for u in words))
