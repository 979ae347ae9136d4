"""How well one reading of a word fits the words around it; greater is likelier, 0 is neutral."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from operator_app.language.company import known_company, verb_company
from operator_app.language.genitives import segment_units
from operator_app.language.imperatives import opens_with_object
from operator_app.language.inflection import agreement_of
from operator_app.language.likely_subjects import Noun
from operator_app.language.little_words import as_little_word
from operator_app.language.morphology import readings
from operator_app.language.noun_group import (
    noun_group,
    same_form,
)
from operator_app.language.plausible_adjectives import as_attribute
from operator_app.language.plausible_nonfinite import after_modal, as_gerund
from operator_app.language.plausible_nouns import (
    is_variant,
    noun_plausibility,
)
from operator_app.language.plausible_verbs import as_predicate
from operator_app.language.segments import governed_units, is_finite
from operator_app.language.subjects import has_own_predicate, is_object
from operator_app.language.syntax_words import (
    LINKING,
    MEASURED_BY,
    MEASURES,
    PARTICLES,
)
from operator_app.language.tokens import DASHES, Kind

if TYPE_CHECKING:
    from operator_app.language.analysis import Analysis, Unit
    from operator_app.language.morphology import Reading


_SELDOM: Final = 0.03
_MOSTLY: Final = 0.7
MOST_BY_CASE: Final = 2.5
"""Greatest weight `case_weights` gives."""


def plausibility(analysis: Analysis, first: int, head: int, reading: Reading) -> float:
    """Weigh a reading of the unit `head` of a phrase that begins at the unit `first`."""
    if reading.pos == "NOUN":
        # What nothing inflects is singular unless something shows its number.
        many = 0.3 if "Fixd" in reading.tags and reading.number == "plur" else 0.0
        many -= 1.0 if many and _shows_plural(analysis, head, reading) else 0.0
        rare = (
            reading.score < _SELDOM
            and "anim" in reading.tags
            and _is_thing(analysis, head, reading)
        )
        many += 2.5 if rare else 0.0
        seldom = 1.0 if reading.score < _SELDOM and _is_mostly_verb(analysis.units[head]) else 0.0
        fits = noun_plausibility(analysis, first, head, reading)
        fits += known_company(analysis, head, reading)
        return 0.5 * reading.score + fits - many - seldom
    if reading.pos in {"ADJF", "PRTF"}:
        # «электрик» is a colour too, though mostly after a noun.
        colour = (
            "Fixd" in reading.tags
            and analysis.units[head].of("NOUN")
            and not (head and analysis.units[head - 1].of("NOUN"))
        )
        fits = -1.0 if colour else as_attribute(analysis, head, reading)
        return 0.5 * reading.score + fits
    if reading.pos == "INFN":
        ruled = after_modal(analysis, head) or opens_with_object(analysis, head, reading)
        objects = analysis.units[head + 1 : head + 2]
        certain = ruled and any({r.case for r in u.of("NOUN")} >= {"accs", "nomn"} for u in objects)
        return 0.5 * reading.score + (5.0 if certain else 4.0 if ruled else -2.0)
    barred = -5.0 if _needs_noun(analysis, head) else 0.0
    if reading.pos == "ADJS" and _tells_how(analysis, head):
        return 0.5 * reading.score + barred - 3.0
    if reading.pos in {"VERB", "PRTS", "ADJS"}:
        kept = verb_company(analysis, head, reading)
        return 0.5 * reading.score + barred + kept + as_predicate(analysis, head, reading)
    if reading.pos == "COMP" and _is_compared(analysis, head):
        return 0.5 * reading.score + barred + 5.0
    if reading.pos == "GRND":
        return 0.5 * reading.score + barred + as_gerund(analysis, head)
    return 0.5 * reading.score + as_little_word(analysis, head, reading, barred)


def _shows_plural(analysis: Analysis, head: int, noun: Reading) -> bool:
    """Tell «ваши суши»: an attribute tells the number of what nothing inflects."""
    before = analysis.units[head - 1 : head] if head and "Abbr" not in noun.tags else ()
    return any(u.of("ADJF") and all(r.number == "plur" for r in u.of("ADJF")) for u in before)


def _is_thing(analysis: Analysis, head: int, person: Reading) -> bool:
    """Tell «тип» as a kind from «тип» as a person, whom few mean."""
    if person.score >= _SELDOM or "anim" not in person.tags:
        return False
    return any(
        r.lemma == person.lemma and "inan" in r.tags and r.score > _MOSTLY
        for r in analysis.units[head].of("NOUN")
    )


def _is_mostly_verb(unit: Unit) -> bool:
    """Tell «дали», which hardly ever is several of «даль»."""
    top = unit.top
    return top is not None and top.pos == "VERB" and top.score > _MOSTLY


def case_weights(analysis: Analysis, head: int, options: list[Reading]) -> dict[str, float]:
    """Weigh nominative against accusative by syntax, where the form allows both."""
    nominatives = [r for r in options if r.case == "nomn" and r.pos == "NOUN" and not is_variant(r)]
    if not nominatives:
        return {}
    accusative = next((r for r in options if r.case == "accs"), None)
    if accusative is None:
        said = has_own_predicate(analysis, Noun(head, nominatives[0], ambiguous=False))
        # «вина целиком за нами»: where nothing is said of another noun either
        around = segment_units(analysis, head)
        alone = around[:1] == [analysis.units[head]] and analysis.units[head].parts == {"NOUN"}
        alone = alone and not any(is_finite(u) or u.of("PRTS") for u in around)
        # «у соседки лайка»
        owned = [u.key for u in around[:1]] == ["у"] and head in {
            around[0].index + 2,
            around[0].index + 3,
        }
        alone = alone or (owned and not any(is_finite(u) or u.of("PRTS") for u in around))
        return {"nomn": MOST_BY_CASE if said or alone else 1.0}
    group = noun_group(analysis, head, agreement_of(accusative))
    if group.preposition is not None:
        return {}
    if (
        _is_named(analysis, group.left)
        or _is_asked_of(analysis, group.left, head)
        or _is_defined(analysis, head)
    ):
        return {"nomn": MOST_BY_CASE}
    # What nothing inflects has a nominative of every gender; one that is a subject decides.
    asked = [r for r in nominatives if "Fixd" in r.tags] or nominatives[:1]
    if all(is_object(analysis, Noun(head, r, ambiguous=True)) for r in asked):
        return {"accs": MOST_BY_CASE}
    if asked[0].lemma in MEASURES and _lasts(analysis, head, asked[0]):
        return {"accs": MOST_BY_CASE}
    # «в день аварии лифт стоял»: what is said here is said of another noun.
    said = any(is_finite(u) or u.of("PRTS") for u in segment_units(analysis, head))
    after = group.left and analysis.units[group.left - 1].index in governed_units(analysis)
    alien = (
        after and said and not has_own_predicate(analysis, Noun(head, asked[0], ambiguous=False))
    )
    return {"nomn": 1.0 if alien else MOST_BY_CASE}


def _lasts(analysis: Analysis, head: int, nominative: Reading) -> bool:
    """Tell «лифт стоял месяц» from «прошёл месяц» and «это наш месяц»."""
    said = any(is_finite(u) or u.of("PRTS") for u in segment_units(analysis, head))
    return said and not has_own_predicate(analysis, Noun(head, nominative, ambiguous=True))


def _is_named(analysis: Analysis, left: int) -> bool:
    """Tell «это наш брак», where no verb of another clause has an object."""
    at = left - 1
    while at >= 0 and analysis.units[at].key in {*PARTICLES, "был", "была", "было", "были"}:
        at -= 1
    without = {unit.key for unit in analysis.units[at + 1 : left]} >= {"бы", "не"}
    return at >= 0 and (analysis.units[at].key == "это" or (without and _is_if(analysis, at)))


def _is_defined(analysis: Analysis, head: int) -> bool:
    """Tell «кредит — это шаг», where no verb before the dash could have an object."""
    after = [unit.text for unit in analysis.units[head + 1 : head + 2]]
    verbs = any(is_finite(u) or u.of("INFN", "GRND") for u in segment_units(analysis, head))
    return bool(after) and after[0] in DASHES and not verbs


def _is_if(analysis: Analysis, at: int) -> bool:
    """Tell «если бы не этот брак», whose clause is whole without a verb."""
    verbs = any(is_finite(unit) for unit in segment_units(analysis, at))
    return analysis.units[at].key == "если" and not verbs


def _is_asked_of(analysis: Analysis, left: int, head: int) -> bool:
    """Tell «чей это брак» and «не брак ли это», which no verb of the sentence rules."""
    between = any(unit.key == "это" for unit in analysis.units[left + 1 : head])
    after = [unit.key for unit in analysis.units[head + 1 : head + 3]] == ["ли", "это"]
    return (between or after) and not any(is_finite(unit) for unit in segment_units(analysis, head))


def _tells_how(analysis: Analysis, head: int) -> bool:
    """Tell «круто сваренное яйцо», «это просто реклама» from «это удобно», «яйцо крупно»."""
    if not analysis.units[head].of("ADVB"):
        return False
    before = [u.key for u in analysis.units[max(0, head - 1) : head]]
    after = analysis.units[head + 1 : head + 2]
    cases = {r.case for u in after for r in u.of("NOUN", "ADJF")}
    names = before == ["это"] and "nomn" in cases and "datv" not in cases
    return names or any(u.of("PRTF") and not u.of("NOUN") for u in after)


def _is_compared(analysis: Analysis, head: int) -> bool:
    """Tell «уже, чем обещали», «намного уже» and «стала ниже» from «уже здесь»."""
    after = [unit.key for unit in analysis.units[head + 1 : head + 3] if unit.text != ","]
    before = analysis.units[head - 1] if head else None
    if after[:1] == ["чем"] or before is None:
        return after[:1] == ["чем"]
    following = analysis.units[head + 1 : head + 2]
    around = segment_units(analysis, head)
    subject = any(r.case == "nomn" for r in before.of("NOUN", "NPRO"))
    free = [u for u in around if u.index < head and u.index not in governed_units(analysis)]
    cases = {r.case for u in following for r in u.of("ADJF")}
    # «проход к кассам уже прежнего»
    subject = subject or (
        "gent" in cases
        and "nomn" not in cases
        and any(r.case == "nomn" for u in free for r in u.of("NOUN"))
    )
    beside = any(r.case == "gent" for u in following for r in u.of("NOUN", "ADJF", "NPRO"))
    beside = beside and not any(u.of("VERB") for u in following)
    ends = all(u.kind is Kind.MARK for u in following)
    said = any(is_finite(u) or u.key in {"не", "нет"} for u in around)
    if subject and (beside or ends) and not said:
        # «новая коробка больше старой», «скидка больше»
        return True
    links = any(r.lemma in LINKING for r in before.readings)
    return before.key in MEASURED_BY or (links and not any(u.of("NOUN") for u in following))


def _needs_noun(analysis: Analysis, head: int) -> bool:
    """Tell whether the word before can only be followed by a noun's group."""
    if head == 0:
        return False
    before = analysis.units[head - 1]
    if before.is_preposition:
        return True
    if any(r.lemma == "сам" and r.case == "nomn" for r in before.of("ADJF")):
        # «врач сам раздел ребёнка», «сам настрой почту»
        bids = any("impr" in r.tags for r in analysis.units[head].of("VERB"))
        prior = analysis.units[head - 2].of("NOUN", "NPRO") if head > 1 else ()
        return not (head == 1 and bids) and not any(r.case == "nomn" for r in prior)
    if before.key in {"это", "все", "всё"}:
        return False
    if any(r.has("ADJF", "Apro") and "Fixd" not in r.tags for r in before.readings):
        return True
    # «ранним утром», «тихим вечером»
    found = readings(analysis.units[head].text)
    nouns = [r for r in found if r.pos == "NOUN" and r.case not in {"nomn", "accs"}]
    attribute = bool(before.readings) and before.parts <= {"ADJF", "PRTF"} and not before.quoted
    return attribute and any(same_form(n, r) for n in nouns for r in before.readings)
