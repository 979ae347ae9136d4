"""How well a case of a noun fits the words around it: preposition, attribute, numeral, verb."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from operator_app.language.after_noun import attributes_after, groups_after_comma
from operator_app.language.genitives import (
    as_genitive,
    is_denied,
    is_named_before,
    segment_units,
    verb_lemmas,
)
from operator_app.language.inflection import agreement_of, gender_of, is_adjectival
from operator_app.language.likely_subjects import Noun
from operator_app.language.morphology import forms
from operator_app.language.noun_group import NounGroup, agreeing, is_paucal, noun_group
from operator_app.language.segments import (
    SegmentKind,
    agrees_with,
    governed_units,
    is_finite,
    segment_kind,
)
from operator_app.language.subjects import has_own_predicate
from operator_app.language.syntax_words import (
    AIMING_NOUNS,
    DATIVE_VERBS,
    INSTRUMENTAL_VERBS,
    LINKING,
    MEASURED,
    MOTION_VERBS,
    PARTICLES,
    PAUCAL,
    PREPOSITIONS,
    TIMES_OF_DAY,
)
from operator_app.language.tokens import Kind

if TYPE_CHECKING:
    from operator_app.language.analysis import Analysis, Unit
    from operator_app.language.morphology import Reading


_SELDOM: Final = 0.02
_RARE_LOCATIVE: Final = 0.1
_CARRYING: Final = frozenset({"такси", "метро", "авто", "пони"})
"""What one rides on and nothing inflects: «приехал на такси»."""
_RULING: Final = frozenset({"VERB", "INFN", "GRND", "PRTF", "PRED", "ADJS", "PRTS"})
"""Parts of speech that may have an object."""


def noun_plausibility(analysis: Analysis, first: int, head: int, reading: Reading) -> float:
    """Weigh a noun's reading by what stands before it and what rules it."""
    ask = agreement_of(reading)
    group = noun_group(analysis, first, ask)
    score = _by_preposition(analysis, group, reading) - (4.0 if is_variant(reading) else 0.0)
    score += _by_neighbour(analysis, first, reading) + _by_numeral(analysis, group, reading)
    if group.preposition is None and _is_counted_object(analysis, group, reading):
        score += _by_governor(analysis, group, head, reading)
    score += 2.0 if reading.case == "nomn" and groups_after_comma(analysis, head, ask) else 0.0
    score += 0.5 * len(attributes_after(analysis, head, ask)) if reading.case != "nomn" else 0.0
    if "Fixd" in reading.tags:
        score += _by_which(analysis, head, reading)
    if group.preposition is None and group.numeral is None:
        score += _by_governor(analysis, group, head, reading)
    return score


def _by_which(analysis: Analysis, head: int, reading: Reading) -> float:
    """Count «которая» after a noun that shows no gender: «СМС, которая пришла»."""
    after = analysis.units[head + 1 : head + 4]
    if not after or after[0].text != ",":
        return 0.0
    which = [r for u in after for r in u.of("ADJF") if r.lemma == "который"]
    fits = any(r.number == reading.number and r.gender == reading.gender for r in which)
    return 1.0 if fits and reading.number == "sing" else 0.0


def is_variant(reading: Reading) -> bool:
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
    if case == "accs" and reading.lemma in _CARRYING and _rides(analysis, group.preposition):
        return -6.0
    if case == "accs" and "loct" in governed:
        # «в акции»: a place rather than an aim, unless something moves there.
        return 6.5 if _aims(analysis, group.preposition) else 5.0
    # «в жару» is rather of «жара», «в пару кликов» of «пара».
    return 4.5 if "loc2" in reading.tags and _is_seldom_beside(analysis, group, reading) else 6.0


def _is_seldom_beside(analysis: Analysis, group: NounGroup, locative: Reading) -> bool:
    """Tell a second locative hardly used from the accusative of another, much commoner word."""
    others = (r for u in analysis.units[group.left : group.left + 3] for r in u.of("NOUN"))
    return locative.score < _RARE_LOCATIVE and any(
        r.case == "accs" and r.word == locative.word and r.score > 0.5 for r in others
    )


def _rides(analysis: Analysis, preposition: int) -> bool:
    """Tell «приехал на такси» from «деньги на такси»."""
    on = analysis.units[preposition].key == "на"
    return on and bool(verb_lemmas(analysis, preposition) & MOTION_VERBS)


def _aims(analysis: Analysis, preposition: int) -> bool:
    before = analysis.units[preposition - 1] if preposition else None
    if before is not None and any(r.lemma in AIMING_NOUNS for r in before.of("NOUN")):
        return True
    return bool(verb_lemmas(analysis, preposition) & MOTION_VERBS)


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
        # «сама» is said of people too: «люблю сама печь».
        return 1.0 if any(r.lemma == "сам" for r in unit.readings) else 4.0
    numbered = reading.case == "gent" and reading.number == "sing"
    return 0.0 if numbered and any(r.number == "plur" for r in unit.readings) else -3.0


def _by_numeral(analysis: Analysis, group: NounGroup, reading: Reading) -> float:
    if group.numeral is None:
        return 0.0
    unit = analysis.units[group.numeral]
    genitive = reading.case == "gent"
    if unit.key in MEASURED:
        return 5.0 if genitive else -3.0
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
    if _is_adjectival_count(unit, reading):
        return 5.0
    cases = {r.case for r in unit.of("NUMR")}
    paucal = any(r.lemma in PAUCAL for r in unit.of("NUMR"))
    if paucal and genitive and reading.number == "plur" and "gent" not in cases:
        return -4.0
    if genitive and reading.number == "plur" and cases & {"nomn", "accs"}:
        return 5.0
    if paucal and reading.case in {"nomn", "accs"}:
        return -4.0
    return 4.0 if reading.case in cases and reading.number == "plur" and not genitive else -2.0


def _is_adjectival_count(numeral: Unit, reading: Reading) -> bool:
    """Tell «три рабочих», «две кладовые»: adjectives by their declension stand in the plural."""
    case = "nomn" if gender_of(reading) == "femn" else "gent"
    counts = any(r.lemma in PAUCAL and r.case == "nomn" for r in numeral.of("NUMR"))
    return counts and reading.case == case and is_adjectival(reading)


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
        return as_genitive(analysis, before, head)
    verbs = verb_lemmas(analysis, head)
    if reading.case == "datv":
        return 1.5 if verbs & DATIVE_VERBS else -1.0
    if reading.case == "ablt":
        # «долей воды»: an instrumental hangs on a verb.
        content = before is not None and any("довольный" in r.lemma for r in before.readings)
        when = reading.lemma in TIMES_OF_DAY and not content
        if not when and _is_means(analysis, before, head, reading):
            return 5.0
        others = _others(analysis, head)
        if _is_force(analysis, others):
            return 4.0
        opens = bool(others) and others[0].index > head
        alone = opens and not any(u.of("VERB", "INFN", "PRTS") for u in others)
        return 1.5 if verbs & INSTRUMENTAL_VERBS else -1.5 if alone else -0.5
    if reading.case == "accs" and "anim" in reading.tags:
        own = any(r.lemma == "свой" for at in group.attributes for r in analysis.units[at].readings)
        if not _takes_object(analysis, head):
            return 0.0
        after_noun = before is not None and bool(before.of("NOUN"))
        awaited = not after_noun and _awaits_object(analysis, head, reading)
        return 3.5 if awaited else 2.5 if own else 1.0
    if reading.case == "accs" and before is not None and _is_object_before(analysis, before):
        # «обработайте диван паром»
        return -2.5
    if reading.case != "nomn":
        return 0.0 if reading.case != "accs" or _is_anything_done(analysis, head) else -2.0
    if before is not None and is_denied(analysis, before) and is_named_before(analysis, head):
        return -1.0
    noun = Noun(head, reading, ambiguous=False)
    return 1.0 if has_own_predicate(analysis, noun) else 0.0


def _is_means(analysis: Analysis, before: Unit | None, head: int, reading: Reading) -> bool:
    """Tell «заниматься бегом», «весом 5 кг» from «вернуться бегом», «вызвали такси к восьми»."""
    shown = "Fixd" not in reading.tags
    said = before.of("VERB", "INFN", "GRND", "ADJS") if before is not None else ()
    measured = before is None or not before.of("NPRO")
    return (shown and measured and _is_measured(analysis, head)) or any(
        r.lemma in INSTRUMENTAL_VERBS - LINKING and (shown or "tran" not in r.tags) for r in said
    )


def _is_force(analysis: Analysis, others: list[Unit]) -> bool:
    """Tell «паром мне обожгло руку»: what did it is no subject."""
    free = [u for u in others if u.index not in governed_units(analysis)]
    nouns = [{r.case for r in u.of("NOUN", "NPRO")} for u in free]
    done = any(r.has("VERB", "tran", "past", "neut") for u in free for r in u.readings)
    named = any("nomn" in cases and "accs" not in cases for cases in nouns)
    return done and any({"accs"} == cases for cases in nouns) and not named


def _is_measured(analysis: Analysis, head: int) -> bool:
    """Tell «коробка весом 5 кг», «весом в пять килограммов»."""
    after = [u for u in analysis.units[head + 1 : head + 3] if not u.is_preposition][:1]
    return any(u.kind is Kind.NUMBER or u.of("NUMR") for u in after)


def _is_anything_done(analysis: Analysis, head: int) -> bool:
    """Tell whether some verb may have an object: in «еду к вам» none does."""
    return any(
        u.index != head and (u.parts & _RULING or u.kind in {Kind.PLACEHOLDER, Kind.OPAQUE})
        for u in analysis.units
    )


def is_licensed(analysis: Analysis, first: int, head: int, attribute: Reading) -> bool:
    """Tell whether the group [first, head] may be a genitive: «оплатим простой фуры» has none."""
    if attribute.case in {"nomn", "accs", "ablt"} or attribute.number != "sing":
        return True
    group = noun_group(analysis, first, agreement_of(attribute))
    if group.preposition is not None:
        return attribute.case in PREPOSITIONS[analysis.units[group.preposition].key]
    if group.numeral is not None or attribute.case != "gent":
        return group.numeral is not None or (
            attribute.case == "datv" and bool(verb_lemmas(analysis, head) & DATIVE_VERBS)
        )
    before = analysis.units[group.left - 1] if group.left else None
    return as_genitive(analysis, before, head) > 0


def _takes_object(analysis: Analysis, head: int) -> bool:
    others = _others(analysis, head)
    return any("tran" in r.tags for u in others for r in u.of("VERB", "INFN"))


def _awaits_object(analysis: Analysis, head: int, noun: Reading) -> bool:
    """Tell «техника вызвали» from «техника стоит»: what is said is of none that stands there."""
    readings = analysis.units[head].of("NOUN")
    if noun.score < _SELDOM or any(r.case == "accs" and r.lemma != noun.lemma for r in readings):
        return False
    nominatives = [r for r in readings if r.case == "nomn"]
    governed = governed_units(analysis)
    others = [u for u in _others(analysis, head) if u.index not in governed]
    verbs = [r for u in others if is_finite(u) or u.of("INFN") for r in u.of("VERB", "INFN")]
    if any({"accs"} == {r.case for r in u.of("NOUN", "NPRO")} for u in others):
        return False
    agrees = any(agrees_with(noun, verb) for noun in nominatives for verb in verbs)
    return any("tran" in r.tags for r in verbs) and not agrees


def _is_object_before(analysis: Analysis, before: Unit) -> bool:
    """Tell whether a noun right before is the object of a verb that tells someone what to do."""
    cases = {r.case for r in before.of("NOUN")}
    if "accs" not in cases or "gent" in cases or before.index in governed_units(analysis):
        return False
    prior = analysis.units[before.index - 1] if before.index else None
    return prior is not None and any(r.has("VERB", "tran", "impr") for r in prior.readings)


def _others(analysis: Analysis, head: int) -> list[Unit]:
    home = analysis.segment_of(head)
    around = [u for u in segment_units(analysis, head) if u.index != head]
    if home > 1 and segment_kind(analysis, home - 1) is SegmentKind.INSERT:
        # «вызовите, пожалуйста, техника»
        return [*analysis.units[slice(*analysis.segments[home - 2])], *around]
    return around
