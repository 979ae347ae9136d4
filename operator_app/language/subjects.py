"""Subject or object: what a noun is to the verbs of its clause, which predicates are its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from operator_app.language.after_noun import owner_follows
from operator_app.language.clauses import clause_units
from operator_app.language.impersonal import is_impersonal
from operator_app.language.instrumentals import instrumentals
from operator_app.language.likely_subjects import Noun, best_subject, can_act
from operator_app.language.segments import (
    agrees_with,
    governed_units,
    is_finite,
    segment_words,
)
from operator_app.language.syntax_words import (
    MEASURES,
    NEVER_TRANSITIVE,
    OBJECT_PREDICATIVES,
    PASSING,
    TAKES_TIME,
    WITH_INFINITIVE,
)
from operator_app.language.tokens import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from operator_app.language.analysis import Analysis, Unit

_ONLY_LINKING: Final = frozenset({"быть", "оказаться", "стать", "становиться", "остаться"})
"""Verbs that tell nothing of themselves: «оказалось важно», but «получилось хорошо»."""


def own_predicates(
    analysis: Analysis, noun: Noun, within: Iterable[int] | None = None
) -> list[int]:
    """Return the predicates whose subject is the noun, in the order of the sentence."""
    scope = list(within) if within is not None else clause_units(analysis, noun.unit)
    found = list(_agreeing(analysis, noun, scope))
    return [*found, *instrumentals(analysis, noun, found, scope)]


def has_own_predicate(analysis: Analysis, noun: Noun) -> bool:
    """Tell whether the noun is the subject of its clause; the first predicate is enough."""
    return any(True for _ in _agreeing(analysis, noun, clause_units(analysis, noun.unit)))


def _agreeing(analysis: Analysis, noun: Noun, scope: list[int]) -> Iterator[int]:
    for at in scope:
        unit = analysis.units[at]
        if at == noun.unit or unit.quoted:
            continue
        if not (_may_be_predicate(analysis, unit, scope) or _sits(analysis, unit, noun)):
            continue
        if is_impersonal(analysis, at, noun.unit):
            continue
        if _opens_next(analysis, at, noun) and any("tran" in r.tags for r in unit.of("VERB")):
            continue
        if any(agrees_with(noun.nominative, r) for r in unit.readings) and (
            best_subject(analysis, noun, at, scope) == noun.unit
        ):
            yield at


def _sits(analysis: Analysis, unit: Unit, noun: Noun) -> bool:
    """Tell «батарея села», where the verb is all that is said, from «карта села висит»."""
    if not any(r.lemma == "сесть" for r in unit.of("VERB")) or unit.index < noun.unit:
        return False
    between = analysis.units[noun.unit + 1 : unit.index]
    home = analysis.units[slice(*analysis.segments[analysis.segment_of(unit.index)])]
    others = (u for u in home if u.index != unit.index)
    return all(u.of("ADVB") for u in between) and not any(
        is_finite(u) or u.of("PRTS") for u in others
    )


def is_object(analysis: Analysis, noun: Noun, within: Iterable[int] | None = None) -> bool:
    """Tell an accusative from a nominative by the nearest verb that has a say."""
    scope = list(within) if within is not None else clause_units(analysis, noun.unit)
    start, end = analysis.segments[max(0, analysis.segment_of(noun.unit))]
    told = any(is_finite(u) and not u.of("NOUN") for u in analysis.units[start:end])
    verbs = [
        at
        for at in scope
        # «в цену кофе входит сахар, а чай дарим»: each verb has its own object.
        if (not told or start <= at < end)
        and not _opens_next(analysis, at, noun)
        and (_has_a_say(analysis.units[at], noun) or _says_shortly(analysis, at, scope))
        and not is_impersonal(analysis, at, noun.unit)
    ]
    for at in sorted(verbs, key=lambda at: (abs(at - noun.unit), at < noun.unit)):
        verdict = _verdict(analysis, noun, at, scope)
        if verdict is not None:
            return verdict
    return False


def _verdict(analysis: Analysis, noun: Noun, at: int, scope: list[int]) -> bool | None:
    """Tell whether this verb makes the noun its object (True), its subject (False), neither."""
    unit = analysis.units[at]
    agrees = any(agrees_with(noun.nominative, r) for r in unit.readings)
    verbs = [r for r in unit.readings if r.pos in {"VERB", "INFN", "GRND", "PRTF"}]
    transitive = any("tran" in r.tags for r in verbs)
    if not verbs:
        if agrees and (unit.of("PRTS") or _is_short_form(unit)):
            return False if best_subject(analysis, noun, at, scope) == noun.unit else None
        return True if unit.key in OBJECT_PREDICATIVES else None
    if unit.of("INFN", "GRND", "PRTF"):
        if not transitive or _object_taken(analysis, noun, at):
            return None
        if at == noun.unit + 1 and noun.nominative.lemma in WITH_INFINITIVE:
            return None
        if unit.of("PRTF") and (at > noun.unit or _took_another(analysis, noun, at)):
            return None
        return True
    if not agrees:
        if any(r.lemma in NEVER_TRANSITIVE for r in verbs):
            return None
        if transitive and _is_one_of_subjects(analysis, noun, unit):
            return False
        return True if transitive and not _object_taken(analysis, noun, at) else None
    if best_subject(analysis, noun, at, scope) != noun.unit:
        return True if transitive and not _object_taken(analysis, noun, at) else None
    if not transitive or any(r.lemma in NEVER_TRANSITIVE for r in verbs):
        return False
    return not _others(analysis, noun, at, scope) and _lacks_doer(analysis, noun, at)


def _took_another(analysis: Analysis, noun: Noun, participle: int) -> bool:
    """Tell «вызвавший сбой дефект», where the first noun is the object."""
    after = analysis.units[participle + 1]
    return after.index < noun.unit and any(r.case == "accs" for r in after.of("NOUN"))


def _lacks_doer(analysis: Analysis, noun: Noun, verb: int) -> bool:
    """Tell whether a verb that has no other noun leaves out its subject: «нашёл дефект»."""
    word, said = noun.nominative, analysis.units[verb].of("VERB")
    passes = any(r.lemma in PASSING for r in said)
    if passes and ("inan" in word.tags or word.lemma in MEASURES):
        # «пройдёт последний экзамен», «прошёл месяц»
        return False
    # «закрыли два отдела», though an office may act
    several = word.number == "plur" and "inan" in word.tags
    # «деньги, которые списали, вернут»: whoever did it is not named
    nobody = several and any("perf" in r.tags for r in said)
    return (verb < noun.unit or nobody) and (several or not can_act(analysis.units[noun.unit]))


def _is_one_of_subjects(analysis: Analysis, noun: Noun, verb: Unit) -> bool:
    """Tell «дефект и задержка огорчили клиента» from «дефект и скол нашли на складе»."""
    if noun.nominative.number != "sing" or all(r.number != "plur" for r in verb.of("VERB")):
        return False
    home = analysis.units[slice(*analysis.segments[analysis.segment_of(verb.index)])]
    if any(agrees_with(r, v) for u in home for r in u.of("NPRO") for v in verb.of("VERB")):
        # «вы потеряли чек или он остался на кассе»
        return False
    beside = [noun.unit - 1, noun.unit + 1]
    joins = [at for at in beside if 0 <= at < len(analysis.units)]
    joined = [at for at in joins if analysis.units[at].key in {"и", "или"}]
    governed = governed_units(analysis)
    # «сбой и ремонт заняли сутки»: what takes time is no object of somebody.
    takes = noun.unit < verb.index and any(r.lemma in TAKES_TIME for r in verb.of("VERB"))
    for at in joined:
        step = -1 if at < noun.unit else 1
        for other in analysis.units[at + step : at + 4 * step : step]:
            if is_finite(other):
                # «за которым вы приходили и который обещали»
                break
            cases = {r.case for r in other.of("NOUN", "NPRO")}
            if cases and other.index not in governed:
                return "nomn" in cases and (takes or "accs" not in cases)
    return False


def _object_taken(analysis: Analysis, noun: Noun, verb: int) -> bool:
    """Tell whether an unambiguous accusative stands nearer to the verb than the noun does."""
    governed = governed_units(analysis)
    low, high = sorted((verb, noun.unit))
    joins = noun.unit - 1
    while joins > verb and analysis.units[joins].of("ADJF"):
        joins -= 1
    if joins > verb and analysis.units[joins].key in {"и", "или"}:
        # «назовите цену и срок»
        _, end = analysis.segments[analysis.segment_of(noun.unit)]
        beside = (*analysis.units[verb + 1 : joins], *analysis.units[noun.unit + 1 : end])
        return any(is_finite(u) or u.of("PRTS") for u in beside)
    for at in range(low + 1, high):
        unit = analysis.units[at]
        if unit.text in {",", "и", "или"}:
            return False
        cases = {r.case for r in unit.of("NOUN", "NPRO")}
        if at not in governed and "accs" in cases and "nomn" not in cases:
            return True
    return False


def _others(analysis: Analysis, noun: Noun, predicate: int, scope: list[int]) -> bool:
    governed = governed_units(analysis)
    for at in scope:
        unit = analysis.units[at]
        if at in (noun.unit, predicate) or at in governed:
            continue
        if at == noun.unit + 1 and any(r.case == "gent" for r in unit.of("NOUN")[:1]):
            # «вызвали обе службы поддержки»
            continue
        if unit.kind in {Kind.PLACEHOLDER, Kind.OPAQUE} and at < predicate:
            return True
        if any(r.case in {"nomn", "accs"} for r in unit.of("NOUN", "NPRO")):
            return True
        if unit.key in {"все", "это"} and at == predicate - 1:
            # «всё испортил дефект»
            return True
        asks = at == 0 and unit.key == "что" and analysis.units[-1].text == "?"
        if asks and all(r.gender != "neut" for r in analysis.units[predicate].of("VERB")):
            # «Что говорит SOP?», but «Что вызвало брак?», where что may be the subject.
            return True
    return False


def _has_a_say(unit: Unit, noun: Noun) -> bool:
    if unit.quoted or unit.index == noun.unit:
        return False
    if unit.of("PRTS") or unit.key in OBJECT_PREDICATIVES:
        return True
    if unit.of("INFN", "GRND") and not unit.of("NOUN"):
        return True
    if unit.of("PRTF") and not unit.of("NOUN", "ADJF"):
        return any("actv" in r.tags and "tran" in r.tags for r in unit.of("PRTF"))
    return is_finite(unit)


def _opens_next(analysis: Analysis, at: int, noun: Noun) -> bool:
    """Tell whether a comma alone parts the noun from a verb: «мой косяк, отправил не то»."""
    home = analysis.segment_of(noun.unit)
    start, end = analysis.segments[home]
    if not start <= noun.unit < end == at - 1 or analysis.units[end].text != ",":
        return False
    # «мастер приехал, осмотрел котёл» has a verb already.
    further = any(agrees_with(noun.nominative, r) for r in analysis.units[at].of("VERB"))
    return not (further and any(is_finite(u) for u in analysis.units[start:end]))


def _says_shortly(analysis: Analysis, at: int, scope: list[int]) -> bool:
    """Tell «понятно» that is said of something from «понятно» that is an adverb."""
    unit = analysis.units[at]
    if not _is_short_form(unit) or unit.quoted:
        return False
    if not unit.of("ADVB"):
        return True
    home = analysis.segment_of(at)
    others = [analysis.units[i].key for i in scope if analysis.segment_of(i) == home and i != at]
    return _may_be_predicate(analysis, unit, scope) and OBJECT_PREDICATIVES.isdisjoint(others)


def _may_be_predicate(analysis: Analysis, unit: Unit, scope: list[int]) -> bool:
    if is_finite(unit) or unit.of("PRTS"):
        return not unit.of("NOUN") or is_finite(unit)
    if not (_is_short_form(unit) or _is_only_predicate(analysis, unit)):
        return False
    if unit.of("ADVB", "PRED"):
        # «понятно» beside a verb of its own is an adverb.
        home = analysis.segment_of(unit.index)
        beside = [analysis.units[i] for i in scope if analysis.segment_of(i) == home]
        verbs = [u for u in beside if is_finite(u) or _is_told_how(analysis, unit, u)]
        if _tells_how_much(analysis, unit.index) or _lists_manners(analysis, home):
            return False
        return all(any(r.lemma in _ONLY_LINKING for r in u.of("VERB")) for u in verbs)
    return True


def _tells_how_much(analysis: Analysis, at: int) -> bool:
    """Tell «очевидно сложное» from «очевидно», «очевидно каждое слово»."""
    after = analysis.units[at + 1 : at + 2]
    told = any(u.of("ADJF") and not u.of("NOUN", "NPRO", "ADVB") for u in after)
    return told and not owner_follows(analysis.units, at + 1)


def _lists_manners(analysis: Analysis, ordinal: int) -> bool:
    """Tell «выполнено быстро, чисто и верно» from «важно, срочно и сложно»."""
    start, _ = analysis.segments[ordinal]
    words = segment_words(analysis, ordinal)
    if start < 2 or not all(u.of("ADVB") or u.key == "и" for u in words):
        return False
    before = segment_words(analysis, ordinal - 1)
    if analysis.units[start - 1].text != "," or not before or not before[-1].of("ADVB"):
        return False
    done = any(is_finite(u) or (u.of("PRTS") and not u.of("NOUN")) for u in before)
    return done or _lists_manners(analysis, ordinal - 1)


def _is_told_how(analysis: Analysis, adverb: Unit, other: Unit) -> bool:
    """Tell «устранено досрочно», «хорошо видно» from «понятно и учтено», «должно быть снято»."""
    seen = other.of("ADJS") and other.of("PRED") and not other.of("ADVB")
    if not (other.of("PRTS") or seen) or other.of("NOUN") or other.index == adverb.index:
        return False
    low, high = sorted((adverb.index, other.index))
    between = analysis.units[low + 1 : high]
    return not any(u.key in {"и", "или", "но", "а"} or u.of("INFN") for u in between)


def _is_short_form(unit: Unit) -> bool:
    """Tell «готов» from «звонка», that is a short form of звонкий too, though seldom."""
    short = max((r.score for r in unit.of("ADJS")), default=0.0)
    return short > max((r.score for r in unit.of("NOUN")), default=0.0)


def _follows_person(analysis: Analysis, unit: Unit) -> bool:
    """Tell «оператор прав» from «список прав»."""
    before = [u for u in analysis.units[: unit.index] if u.key not in {"не", "был", "была"}][-1:]
    return any(r.has("NOUN", "nomn", "anim") for u in before for r in u.readings)


def _is_only_predicate(analysis: Analysis, unit: Unit) -> bool:
    """Tell «этот знак нам знаком», where nothing else is said of the subject."""
    right = any(r.lemma == "правый" for r in unit.of("ADJS")) and _follows_person(analysis, unit)
    if not unit.of("ADJS") or any(r.case != "ablt" and not right for r in unit.of("NOUN")):
        return False
    around = analysis.units[slice(*analysis.segments[analysis.segment_of(unit.index)])]
    said = [u for u in around if is_finite(u) and any(r.lemma != "быть" for r in u.of("VERB"))]
    return not said and not any(u.of("PRTS") or _is_short_form(u) for u in around)
