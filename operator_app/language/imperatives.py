"""Imperatives that are spelled like nouns: «закрой дверь», «постой минуту», «не вой»."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from operator_app.language.segments import (
    SegmentKind,
    governed_units,
    is_finite,
    segment_kind,
)
from operator_app.language.syntax_words import MEASURES, NEVER_IMPERATIVE, QUANTIFIERS
from operator_app.language.tokens import Kind

if TYPE_CHECKING:
    from operator_app.language.analysis import Analysis, Unit
    from operator_app.language.morphology import Reading


_POURING: Final = frozenset({"долить", "налить", "подлить", "добавить", "насыпать", "подсыпать"})
"""What is done with some of a thing: «долей воды»."""


def is_bid(analysis: Analysis, head: int, verb: Reading, rivals: list[Unit]) -> bool:
    """Tell whether an imperative is sure where it stands; `rivals` are the other predicates."""
    if not verb.tags >= {"impr", "excl"} or any(not _bids(u) for u in rivals):
        return False
    if not rivals and "tran" in verb.tags and _rules_accusative(analysis, head):
        return True
    if segment_kind(analysis, max(0, analysis.segment_of(head))) is SegmentKind.SUBORDINATE:
        return False
    return (
        _is_forbidden(analysis, head)
        or _has_forbidden_object(analysis, head, verb)
        or opens_with_object(analysis, head, verb)
        or _opens_bids(analysis, head, verb)
    )


def _rules_accusative(analysis: Analysis, head: int) -> bool:
    """Tell «постели на пол плёнку»: a noun that can be nothing but an object needs a verb."""
    governed = governed_units(analysis)
    _, end = analysis.segments[max(0, analysis.segment_of(head))]
    return any(
        {r.case for r in u.of("NOUN")} == {"accs"}
        for u in analysis.units[head + 1 : end]
        if u.index not in governed
    )


def as_imperative(analysis: Analysis, head: int, reading: Reading) -> float:
    """Weigh an imperative that nothing makes sure."""
    asks = analysis.units[-1].text == "?"
    clause = segment_kind(analysis, max(0, analysis.segment_of(head)))
    dependent = clause in {SegmentKind.SUBORDINATE, SegmentKind.RELATIVE}
    if asks or dependent or reading.lemma in NEVER_IMPERATIVE:
        return -3.0
    return 0.0 if "plur" in reading.tags else -1.5


def opens_with_object(analysis: Analysis, head: int, verb: Reading) -> bool:
    """Tell «туши свет», whose second noun can be nothing else, from «туши быка»."""
    start, _ = analysis.segments[max(0, analysis.segment_of(head))]
    opens = all(_may_precede(u, verb) for u in analysis.units[start:head])
    following = analysis.units[head + 1 : head + 2]
    # «пирог» is several of «пирога» too, though seldom.
    cases = {r.case for u in following for r in u.of("NOUN") if r.lemma == u.key} or {
        r.case for u in following for r in u.of("NOUN")
    }
    manner = any(u.of("ADVB") and u.key.endswith("о") for u in following)
    if opens and manner and following[0].key not in QUANTIFIERS:
        # «клей ровно»
        return True
    lasts = any(r.lemma in MEASURES for u in following for r in u.of("NOUN"))
    common = all(verb.score >= r.score for r in analysis.units[head].of("NOUN"))
    many = any(r.has("accs", "plur") for u in following for r in u.of("NOUN"))
    if "past" in verb.tags and common and many:
        # «пила таблетки», but «правила смены»
        return opens and "tran" in verb.tags
    # «постой минуту»
    takes = "tran" in verb.tags or (lasts and "impr" in verb.tags)
    if opens and takes and _spreads(analysis, head):
        return True
    return opens and takes and "accs" in cases and "gent" not in cases


def _spreads(analysis: Analysis, head: int) -> bool:
    """Tell «постели на диван плед», «долей масла» from «постели на диване», «пили на даче чай»."""
    unit = analysis.units[head]
    verbs = unit.of("VERB")
    if not unit.of("NOUN") or not all("impr" in r.tags for r in verbs):
        return False
    _, end = analysis.segments[max(0, analysis.segment_of(head))]
    after = analysis.units[head + 1 : end]
    if any(is_finite(u) or u.of("PRTS", "ADJS", "PRED", "INFN") for u in after):
        return False
    poured = any(r.lemma in _POURING for r in verbs)
    if poured and after and any(r.case == "gent" for r in after[0].of("NOUN")):
        return True
    governed = governed_units(analysis)
    aims = len(after) > 1 and after[0].is_preposition and after[0].key in {"в", "на", "под", "за"}
    aimed = {r.case for u in after[1:3] if u.index in governed for r in u.of("NOUN")}
    things = [{r.case for r in u.of("NOUN")} for u in after if u.index not in governed]
    objects = any("accs" in cases and "gent" not in cases for cases in things)
    return aims and "accs" in aimed and "loct" not in aimed and objects


def _may_precede(unit: Unit, verb: Reading) -> bool:
    if unit.key in {"не", "и", "а", "но", "ну"}:
        return True
    if "impr" not in verb.tags:
        return False
    himself = any(r.lemma == "сам" and r.case == "nomn" for r in unit.of("ADJF"))
    return himself or (bool(unit.of("ADVB", "PRCL")) and not unit.of("NOUN", "VERB"))


def _bids(unit: Unit) -> bool:
    return any("impr" in r.tags for r in unit.of("VERB"))


def _opens_bids(analysis: Analysis, head: int, verb: Reading) -> bool:
    """Tell «постой, не клади трубку», «долей воды и включи чайник»: another bid follows."""
    ordinal = analysis.segment_of(head)
    start, end = analysis.segments[max(0, ordinal)]
    if not all(_may_precede(u, verb) for u in analysis.units[start:head]):
        return False
    if ordinal > 0 and _follows_bid(analysis, ordinal, verb):
        return True
    joined = [u for u in analysis.units[head + 2 : end] if _is_joined(analysis, u.index)]
    if any("impr" in r.tags and r.number == verb.number for u in joined for r in u.of("VERB")):
        return True
    if end != head + 1:
        # «рули к подъезду, там открыто»
        led = analysis.units[head + 1].key in {"к", "ко"} and verb.number == "sing"
        goes_on = ordinal + 1 < len(analysis.segments) and analysis.units[end].text == ","
        return led and goes_on and start == head
    after = analysis.units[end + 1 : end + 3]
    if analysis.units[end : end + 1] and analysis.units[end].text != ",":
        return False
    return any(
        "impr" in r.tags and r.number == verb.number
        for u in after
        if is_finite(u)
        for r in u.of("VERB")
    )


def _is_joined(analysis: Analysis, at: int) -> bool:
    """Tell «и проверь», «и снова проверь»."""
    before = analysis.units[at - 1]
    told = before.of("ADVB") and not before.of("NOUN", "VERB")
    return before.key == "и" or (bool(told) and analysis.units[at - 2].key == "и")


def _follows_bid(analysis: Analysis, ordinal: int, verb: Reading) -> bool:
    """Tell «не соглашайся, настой на замене», «зачисти, потом покрой лаком»."""
    start, end = analysis.segments[ordinal - 1]
    if analysis.units[end].text != ",":
        return False
    return any(
        r.has("VERB", "impr") and r.number == verb.number
        for u in analysis.units[start:end]
        if is_finite(u)
        for r in u.readings
    )


def _is_forbidden(analysis: Analysis, head: int) -> bool:
    """Tell «не лай на людей», «не строй догадок» from «не лай, а вой»."""
    before = analysis.units[head - 1] if head else None
    after = analysis.units[head + 1 : head + 3]
    start, _ = analysis.segments[max(0, analysis.segment_of(head))]
    if any(r.lemma == "сам" for u in after[:1] for r in u.of("ADJF")) and start in (head, head - 1):
        # «шей сама»
        return True
    if before is None or before.key != "не":
        return False
    nouns = {(r.case, r.number) for r in analysis.units[head].of("NOUN")}
    thing = bool(nouns & {("nomn", "sing"), ("accs", "sing")})
    other = bool(nouns) or bool(analysis.units[head].of("NUMR"))
    opens = start == head - 1 or (other and not thing)
    closed = {u.key for u in after[:1]} <= {".", "!"}
    # «не вой, собака»
    turns = any(u.key in {"а", "но", "и"} for u in after)
    calls = [u.text for u in after[:1]] == [","] and not turns
    with_what = any(r.case in {"ablt", "gent"} for u in after[:1] for r in u.of("NOUN")[:1])
    with_what = with_what and (opens or any(r.case == "ablt" for r in after[0].of("NOUN")[:1]))
    things = {r.case for u in after[:1] for r in u.of("NOUN")}
    told = {r.case for u in after[:1] for r in u.of("ADJF")}
    # «не сыпь соль», «не пускай незнакомых людей»
    whom = ("accs" in things and "gent" not in things) or bool(told & {"accs", "gent"})
    led = any(u.is_preposition or u.of("NPRO") or u.key == "так" for u in after[:1])
    led = led or (opens and whom)
    return (opens and (closed or calls)) or with_what or led


def _has_forbidden_object(analysis: Analysis, head: int, verb: Reading) -> bool:
    """Tell «не три глаза», «рекламу мне не шли» from «не три, а четыре»."""
    if "tran" not in verb.tags or not head or analysis.units[head - 1].key != "не":
        return False
    start, end = analysis.segments[max(0, analysis.segment_of(head))]
    after = analysis.units[head + 1 : end]
    turns = any(u.key in {"а", "но"} for u in analysis.units[end : end + 3])
    governed = governed_units(analysis)
    if start == head - 1 and after:
        cases = {r.case for r in after[0].of("NOUN")}
        # «не пришли деньги»
        said = any("past" in r.tags for r in analysis.units[head].of("VERB"))
        return "accs" in cases and not turns and not (said and "nomn" in cases)
    objects = (u for u in analysis.units[start:head] if u.index not in governed)
    ends = all(u.kind is Kind.MARK for u in after)
    return ends and not turns and any({r.case for r in u.of("NOUN")} == {"accs"} for u in objects)
