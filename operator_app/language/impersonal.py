"""Neuter predicates that have no subject: «нужно проверить», «такого не было», «всё решилось»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from operator_app.language.segments import governed_units, is_finite
from operator_app.language.syntax_words import (
    IMPERSONAL_VERBS,
    IMPERSONAL_WITH_OBJECT,
    LINKING,
    NEVER_PERSONAL,
    PERSONAL_WITH_INFINITIVE,
    QUANTIFIERS,
    RULING,
)
from operator_app.language.tokens import Kind

if TYPE_CHECKING:
    from operator_app.language.analysis import Analysis, Unit


def is_impersonal(analysis: Analysis, at: int, noun: int) -> bool:
    """Tell whether the predicate `at` is neuter for want of a subject that `noun` might seem."""
    unit = analysis.units[at]
    ordinal = analysis.segment_of(at)
    if ordinal < 0:
        return False
    if _rules_in_third_person(unit, analysis.units[slice(*analysis.segments[ordinal])]):
        return True
    if not any(r.gender == "neut" for r in unit.of("VERB", "PRTS", "ADJS")):
        return False
    words = [u for u in analysis.units[slice(*analysis.segments[ordinal])] if not u.quoted]
    if any(r.lemma in NEVER_PERSONAL for r in unit.of("VERB")) or _rules_infinitive(unit, words):
        return True
    if _links(unit) and any(_rules_infinitive(u, words) for u in words if u.index != at):
        return True
    if analysis.segment_of(noun) == ordinal:
        return False
    return _lacks_subject(analysis, unit, words) or _explained(analysis, ordinal, words)


def _rules_in_third_person(unit: Unit, around: tuple[Unit, ...]) -> bool:
    """Tell «полис придётся продлить», «стоит продлить», «будет сложно продлить»."""
    found = [r for r in unit.of("VERB") if "3per" in r.tags and r.number == "sing"]
    infinitives = [r for u in around for r in u.of("INFN")]
    if not found or not infinitives:
        return False
    if any(r.lemma in IMPERSONAL_VERBS for r in found):
        return True
    if any(r.lemma == "быть" for r in found):
        others = [u for u in around if u.index != unit.index and not u.quoted]
        return any(u.of("ADVB", "PRED") and _rules_infinitive(u, others) for u in others)
    # «остаётся продлить», but «остаётся работать»
    done = any("tran" in r.tags for r in infinitives)
    return done and any(r.lemma in IMPERSONAL_WITH_OBJECT for r in found)


def _rules_infinitive(unit: Unit, words: list[Unit]) -> bool:
    """Tell «нужно проверить», «решено позвонить», «пришлось ждать» from «готово уйти»."""
    if any(r.lemma in IMPERSONAL_VERBS for r in unit.of("VERB")):
        return any(u.of("INFN") for u in words)
    short = unit.of("ADJS", "PRTS", "PRED")
    if not short or any(r.lemma in PERSONAL_WITH_INFINITIVE for r in short):
        return False
    ruling = not unit.of("PRTS") or any(r.lemma in RULING for r in short)
    for other in words:
        if other.index <= unit.index:
            continue
        if other.of("INFN"):
            return ruling
        if is_finite(other) and not _links(other):
            return False
        if other.of("NOUN") and unit.of("PRTS"):
            return False
    return False


def _links(unit: Unit) -> bool:
    return any(r.lemma in LINKING for r in unit.of("VERB"))


def _lacks_subject(analysis: Analysis, unit: Unit, words: list[Unit]) -> bool:
    """Tell whether another clause has a genitive, a count, a dative or «всё» for its subject."""
    governed = governed_units(analysis)
    free = [u for u in words if u.index not in governed and u.index != unit.index]
    because = {u.index + 1 for u in words if u.key == "потому"}
    alone = [u for u in free if u.index not in because]
    if any(u.key in {"все", "это", "то", "что"} and u.of("NPRO", "PRCL", "ADJF") for u in alone):
        return True
    if _links(unit) and any(u.of("INFN") for u in words):
        return True
    counted = any(u.kind is Kind.NUMBER or u.of("NUMR") or u.key in QUANTIFIERS for u in free)
    before = analysis.units[unit.index - 1] if unit.index else None
    denied = before is not None and before.key == "не"
    lone = [u for u in free if u.of("NOUN", "NPRO", "ADJF") and u.key not in QUANTIFIERS]
    genitive = any(all(r.case in {"gent", "accs"} for r in u.readings) for u in lone)
    oblique = {"datv", "gent", "accs"}
    dative = any(u.of("NPRO") and {r.case for r in u.readings} <= oblique for u in lone)
    adverbial = bool(unit.of("ADVB", "PRED")) or any(u.of("ADJS") and u.of("ADVB") for u in free)
    return counted or (denied and genitive) or (dative and adverbial)


def _explained(analysis: Analysis, ordinal: int, words: list[Unit]) -> bool:
    """Tell «стало ясно, что …»: what follows is the subject."""
    following = ordinal + 1
    if following >= len(analysis.segments):
        return False
    opening = analysis.units[slice(*analysis.segments[following])][:1]
    return any(u.key == "что" for u in opening) and not any(u.of("NOUN") for u in words)
