"""How well one reading of a word fits the words around it; greater is likelier, 0 is neutral."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from operator_app.language.after_noun import attributes_after
from operator_app.language.clauses import (
    FARTHEST,
    SegmentKind,
    agrees_with,
    governed_units,
    is_finite,
    segment_kind,
)
from operator_app.language.inflection import agreement_of
from operator_app.language.morphology import forms
from operator_app.language.noun_group import (
    NounGroup,
    agreeing,
    is_paucal,
    noun_group,
    same_form,
)
from operator_app.language.subjects import Noun, is_object, own_predicates
from operator_app.language.syntax_words import (
    AIMING_NOUNS,
    COMPANY,
    DATIVE_VERBS,
    GENITIVE_VERBS,
    INSTRUMENTAL_VERBS,
    LINKING,
    MEASURED_BY,
    MODALS,
    MOTION_VERBS,
    NEVER_IMPERATIVE,
    PARTICLES,
    PAUCAL,
    PREPOSITIONS,
    PRICES,
    QUANTIFIERS,
)
from operator_app.language.tokens import Kind

if TYPE_CHECKING:
    from operator_app.language.analysis import Analysis, Unit
    from operator_app.language.morphology import Reading


MOST_BY_CASE: Final = 2.5
"""Greatest weight `case_weights` gives."""


def plausibility(analysis: Analysis, first: int, head: int, reading: Reading) -> float:
    """Weigh a reading of the unit `head` of a phrase that begins at the unit `first`."""
    if reading.pos == "NOUN":
        return 0.5 * reading.score + _as_noun(analysis, first, head, reading)
    if reading.pos in {"ADJF", "PRTF"}:
        return 0.5 * reading.score + _as_attribute(analysis, head, reading)
    if reading.pos == "INFN":
        return 0.5 * reading.score + (4.0 if _after_modal(analysis, head) else -2.0)
    barred = -5.0 if _needs_noun(analysis, head) else 0.0
    if reading.pos in {"VERB", "PRTS", "ADJS"}:
        company = _company(analysis, head, reading)
        return 0.5 * reading.score + barred + company + _as_predicate(analysis, head, reading)
    if reading.pos == "COMP" and _is_compared(analysis, head):
        return 0.5 * reading.score + barred + 5.0
    if reading.pos == "GRND":
        return 0.5 * reading.score + barred + _as_gerund(analysis, head)
    return 0.5 * reading.score + barred + (3.2 if reading.pos == "ADVB" else 1.5)


def case_weights(analysis: Analysis, head: int, options: list[Reading]) -> dict[str, float]:
    """Weigh nominative against accusative by syntax, where the form allows both."""
    nominatives = [
        r for r in options if r.case == "nomn" and r.pos == "NOUN" and not _is_variant(r)
    ]
    if not nominatives:
        return {}
    accusative = next((r for r in options if r.case == "accs"), None)
    if accusative is None:
        return {"nomn": 1.0}
    group = noun_group(analysis, head, agreement_of(accusative))
    if group.preposition is not None:
        return {}
    if _is_named(analysis, group.left):
        return {"nomn": MOST_BY_CASE}
    # What nothing inflects has a nominative of every gender; one that is a subject decides.
    asked = [r for r in nominatives if "Fixd" in r.tags] or nominatives[:1]
    objective = all(is_object(analysis, Noun(head, r, ambiguous=True)) for r in asked)
    return {"accs" if objective else "nomn": MOST_BY_CASE}


def _is_named(analysis: Analysis, left: int) -> bool:
    """Tell «это наш брак», where no verb of another clause has an object."""
    at = left - 1
    while at >= 0 and analysis.units[at].key in {*PARTICLES, "был", "была", "было", "были"}:
        at -= 1
    return at >= 0 and analysis.units[at].key == "это"


def _as_noun(analysis: Analysis, first: int, head: int, reading: Reading) -> float:
    ask = agreement_of(reading)
    group = noun_group(analysis, first, ask)
    score = _by_preposition(analysis, group, reading) - (4.0 if _is_variant(reading) else 0.0)
    score += _by_neighbour(analysis, first, reading) + _by_numeral(analysis, group, reading)
    if group.preposition is None and _is_counted_object(analysis, group, reading):
        score += _by_governor(analysis, group, head, reading)
    score += 0.5 * len(attributes_after(analysis, head, ask)) if reading.case != "nomn" else 0.0
    if group.preposition is None and group.numeral is None:
        score += _by_governor(analysis, group, head, reading)
    return score


def _is_variant(reading: Reading) -> bool:
    """Tell whether a nominative plural has a form more usual than this one: «слесаря»."""
    if (reading.case, reading.number) != ("nomn", "plur"):
        return False
    usual = next(f for f in forms(reading) if (f.case, f.number) == ("nomn", "plur"))
    return usual.word != reading.word


def _by_preposition(analysis: Analysis, group: NounGroup, reading: Reading) -> float:
    if group.preposition is None:
        return -6.0 if reading.case == "loct" else 0.0
    case = reading.case
    if group.numeral is not None and case == "gent":
        return 3.0
    governed = PREPOSITIONS[analysis.units[group.preposition].key]
    if case not in governed:
        return -6.0
    if case == "accs" and "loct" in governed:
        # «в акции»: a place rather than an aim, unless something moves there.
        return 6.5 if _aims(analysis, group.preposition) else 5.0
    return 6.0


def _aims(analysis: Analysis, preposition: int) -> bool:
    before = analysis.units[preposition - 1] if preposition else None
    if before is not None and any(r.lemma in AIMING_NOUNS for r in before.of("NOUN")):
        return True
    return bool(_verb_lemmas(analysis, preposition) & MOTION_VERBS)


def _by_neighbour(analysis: Analysis, first: int, reading: Reading) -> float:
    """Count an attribute that can be nothing else for the readings it agrees with."""
    at = first - 1
    while at >= 0 and analysis.units[at].key in PARTICLES:
        at -= 1
    unit = analysis.units[at] if at >= 0 else None
    if unit is None or not unit.readings or unit.quoted or unit.key == "это":
        return 0.0
    if any(r.pos not in {"ADJF", "PRTF"} or "Fixd" in r.tags for r in unit.readings):
        return 4.0 if agreeing(unit, agreement_of(reading)) and not unit.of("NOUN") else 0.0
    if agreeing(unit, agreement_of(reading)):
        return 4.0
    numbered = reading.case == "gent" and reading.number == "sing"
    return 0.0 if numbered and any(r.number == "plur" for r in unit.readings) else -3.0


def _by_numeral(analysis: Analysis, group: NounGroup, reading: Reading) -> float:
    if group.numeral is None:
        return 0.0
    unit = analysis.units[group.numeral]
    genitive = reading.case == "gent"
    if group.paucal:
        genders = {r.gender for r in unit.of("NUMR") if r.case in {"nomn", "accs"}}
        fits = unit.kind is Kind.NUMBER or "" in genders or reading.gender in genders
        return 5.0 if fits else -4.0
    if _is_counted_object(analysis, group, reading):
        return 5.0
    if unit.kind is Kind.NUMBER:
        one = unit.text.isdigit() and unit.text[-1] == "1" and unit.text[-2:] != "11"
        if one:
            return 1.0 if reading.number == "sing" else -2.0
        if is_paucal(unit) and reading.number == "plur" and reading.case in {"nomn", "accs"}:
            return -4.0
        return 5.0 if genitive and reading.number == "plur" else -1.0
    cases = {r.case for r in unit.of("NUMR")}
    paucal = any(r.lemma in PAUCAL for r in unit.of("NUMR"))
    if paucal and genitive and reading.number == "plur" and "gent" not in cases:
        return -4.0
    if genitive and reading.number == "plur" and cases & {"nomn", "accs"}:
        return 5.0
    if paucal and reading.case in {"nomn", "accs"}:
        return -4.0
    return 4.0 if reading.case in cases and reading.number == "plur" and not genitive else -2.0


def _is_counted_object(analysis: Analysis, group: NounGroup, reading: Reading) -> bool:
    """Tell whether a genitive may be the accusative of the living: «ждём двух мастеров»."""
    if group.numeral is None or "anim" not in reading.tags or reading.number != "plur":
        return False
    numeral = analysis.units[group.numeral]
    both = {"gent", "accs"}
    cases = {r.case for r in numeral.of("NUMR")} or both
    return is_paucal(numeral) and both <= cases and reading.case in both


def _by_governor(analysis: Analysis, group: NounGroup, head: int, reading: Reading) -> float:
    before = analysis.units[group.left - 1] if group.left else None
    if reading.case == "gent":
        return _as_genitive(analysis, before, head)
    verbs = _verb_lemmas(analysis, head)
    if reading.case == "datv":
        return 1.5 if verbs & DATIVE_VERBS else -1.0
    if reading.case == "ablt":
        return 1.5 if verbs & INSTRUMENTAL_VERBS else -0.5
    if reading.case == "accs" and "anim" in reading.tags:
        own = any(r.lemma == "свой" for at in group.attributes for r in analysis.units[at].readings)
        return (2.5 if own else 1.0) if _takes_object(analysis, head) else 0.0
    if reading.case != "nomn":
        return 0.0
    noun = Noun(head, reading, ambiguous=False)
    return 1.0 if own_predicates(analysis, noun) else 0.0


def _as_genitive(analysis: Analysis, before: Unit | None, head: int) -> float:
    if before is not None and before.kind is Kind.WORD:
        if any(r.pos == "NOUN" for r in before.readings[:1]):
            return 2.2 if before.index in governed_units(analysis) else 3.8
        if before.key in QUANTIFIERS or any(r.lemma in QUANTIFIERS for r in before.readings[:2]):
            return 4.0
    around = [u for u in _segment(analysis, head) if abs(u.index - head) <= 5]
    keys = [u.key for u in around]
    if "нет" in keys:
        return 4.0
    verbs = _verb_lemmas(analysis, head)
    if "не" in keys and "быть" in verbs:
        return 2.0
    if verbs & GENITIVE_VERBS:
        return 2.8 if "не" in keys else 1.5
    return 0.5 if "не" in keys else -1.5


def _as_attribute(analysis: Analysis, head: int, reading: Reading) -> float:
    for unit in analysis.units[head + 1 : head + 4]:
        if unit.kind is not Kind.WORD or unit.is_preposition:
            break
        if any(same_form(noun, reading) for noun in unit.of("NOUN")):
            return 8.0
        if not unit.of("ADJF", "PRTF", "ADVB", "PRCL", "CONJ"):
            break
    before = analysis.units[head - 1] if head else None
    if before is not None and any(same_form(noun, reading) for noun in before.of("NOUN")):
        return 3.0
    if reading.pos == "PRTF" and _is_detached(analysis, head, reading):
        return 6.0
    if before is None or not any(r.lemma in LINKING for r in before.readings):
        return -1.0
    # «стала кривой»: as the verb is, and rather in the instrumental.
    genders = {r.gender for r in before.of("VERB")} - {""}
    fits = not genders or reading.gender in genders
    return (2.5 if reading.case == "ablt" else 2.0) - (0.0 if fits else 2.0)


def _is_detached(analysis: Analysis, head: int, reading: Reading) -> bool:
    """Tell whether a participle with words of its own follows its noun: «обещания, данные вам»."""
    comma, noun = analysis.units[max(0, head - 1)], analysis.units[max(0, head - 2)]
    after = analysis.units[head + 1] if head + 1 < len(analysis.units) else None
    if comma.text != "," or after is None or not after.readings:
        return False
    governs = after.is_preposition or any(
        r.pos == "ADVB" or r.case in {"datv", "ablt"} for r in after.readings[:1]
    )
    return governs and any(same_form(one, reading) for one in noun.of("NOUN"))


def _is_compared(analysis: Analysis, head: int) -> bool:
    """Tell «уже, чем обещали», «намного уже» and «стала ниже» from «уже здесь»."""
    after = [unit.key for unit in analysis.units[head + 1 : head + 3] if unit.text != ","]
    before = analysis.units[head - 1] if head else None
    if after[:1] == ["чем"] or before is None:
        return after[:1] == ["чем"]
    following = analysis.units[head + 1 : head + 2]
    links = any(r.lemma in LINKING for r in before.readings)
    return before.key in MEASURED_BY or (links and not any(u.of("NOUN") for u in following))


def _as_predicate(analysis: Analysis, head: int, reading: Reading) -> float:
    governed = governed_units(analysis)
    around = _segment(analysis, head)
    rivals = [
        u
        for u in around
        if u.index != head and (is_finite(u) or (u.of("PRTS", "ADJS") and not u.of("NOUN")))
    ]
    if rivals and not any(u.key in {"и", "или", "но", "а"} for u in around):
        return -3.0
    if "impr" in reading.tags:
        return _as_imperative(analysis, head, reading)
    for unit in around:
        nominatives = [r for r in unit.of("NOUN", "NPRO") if r.case == "nomn"]
        if unit.index not in (head, *governed) and any(
            agrees_with(r, reading) for r in nominatives
        ):
            if rivals or reading.pos == "VERB":
                return 4.5 if not rivals and _goes_on(analysis, head) else 3.0
            return 4.0
    impersonal = reading.pos == "VERB" and reading.number == "plur" and not rivals
    return 1.5 if impersonal and not reading.tags & {"1per", "2per"} else -1.0


def _company(analysis: Analysis, head: int, reading: Reading) -> float:
    """Weigh the words that one of two verbs spelled alike keeps: «стоит 300 ₽», «лечу зуб»."""
    around = [u for u in _segment(analysis, head) if 0 < abs(u.index - head) <= 4]
    after = [u for u in around if u.index > head]
    costs = any(u.kind is Kind.NUMBER or u.key in PRICES for u in around)
    costs = costs or any(u.of("INFN") for u in after[:1])
    if reading.lemma in COMPANY:
        return 1.5 if any(u.key in COMPANY[reading.lemma] for u in around) else 0.0
    if reading.lemma == "стоить":
        return 2.0 if costs else 0.0
    governed = governed_units(analysis)
    objects = [u for u in after if u.index not in governed and u.of("NOUN", "NPRO")]
    cases = [{r.case for r in u.of("NOUN", "NPRO")} for u in objects]
    has_subject = bool(reading.tags & {"1per", "2per", "impr"})
    accusative = any("accs" in one and (has_subject or "nomn" not in one) for one in cases)
    return 1.0 if accusative and "tran" in reading.tags else 0.0


def _as_gerund(analysis: Analysis, head: int) -> float:
    """Weigh «устав ждать, он ушёл»: a gerund opens a part that has no predicate."""
    start, end = analysis.segments[analysis.segment_of(head)]
    if start < head:
        return -0.5
    others = analysis.units[head + 1 : end]
    bare = not any(is_finite(u) or u.of("PRTS", "ADJS") for u in others)
    followed = end < len(analysis.units) and analysis.units[end].text == ","
    return 4.5 if others and bare and followed else 1.5


def _as_imperative(analysis: Analysis, head: int, reading: Reading) -> float:
    asks = analysis.units[-1].text == "?"
    clause = segment_kind(analysis, max(0, analysis.segment_of(head)))
    dependent = clause in {SegmentKind.SUBORDINATE, SegmentKind.RELATIVE}
    if asks or dependent or reading.lemma in NEVER_IMPERATIVE:
        return -3.0
    return 0.0 if "plur" in reading.tags else -1.5


def _goes_on(analysis: Analysis, head: int) -> bool:
    """Tell whether words that may belong to a verb follow: «стекла по стене»."""
    after = analysis.units[head + 1] if head + 1 < len(analysis.units) else None
    return after is not None and (after.is_preposition or bool(after.of("ADVB")))


def _after_modal(analysis: Analysis, head: int) -> bool:
    for unit in reversed(analysis.units[max(0, head - 4) : head]):
        if unit.text in {";", ":"} or unit.quoted:
            return False
        if unit.key == "чтобы" or any(r.lemma in MODALS for r in unit.readings):
            return True
    return False


def _needs_noun(analysis: Analysis, head: int) -> bool:
    """Tell whether the word before can only be followed by a noun's group."""
    if head == 0:
        return False
    before = analysis.units[head - 1]
    if before.is_preposition:
        return True
    if before.key in {"это", "все", "всё"}:
        return False
    return any(r.has("ADJF", "Apro") and "Fixd" not in r.tags for r in before.readings)


def _verb_lemmas(analysis: Analysis, head: int) -> set[str]:
    return {
        r.lemma
        for u in _segment(analysis, head)
        for r in u.of("VERB", "INFN", "GRND", "PRTF", "PRTS")
    }


def _takes_object(analysis: Analysis, head: int) -> bool:
    others = [u for u in _segment(analysis, head) if u.index != head]
    return any("tran" in r.tags for u in others for r in u.of("VERB", "INFN"))


def _segment(analysis: Analysis, head: int) -> list[Unit]:
    ordinal = analysis.segment_of(head)
    if ordinal < 0:
        return []
    start, end = analysis.segments[ordinal]
    return list(analysis.units[max(start, head - FARTHEST) : min(end, head + FARTHEST)])
