"""Which noun is the likeliest subject of a predicate, of all that agree with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from operator_app.language.capitals import is_capitals
from operator_app.language.morphology import Reading, fold
from operator_app.language.segments import agrees_with, governed_units, is_finite
from operator_app.language.syntax_words import ACTORS, EVERYONE, MEASURES
from operator_app.language.tokens import Kind

if TYPE_CHECKING:
    from operator_app.language.analysis import Analysis, Unit

_SPEAKING: Final = frozenset({"1per", "2per"})


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun under question: its unit, its nominative reading, what else it may be in place."""

    unit: int
    nominative: Reading
    ambiguous: bool


def best_subject(analysis: Analysis, noun: Noun, predicate: int, scope: list[int]) -> int:
    """Return the unit that most likely is the subject of a predicate, -1 for none but the noun."""
    governed = governed_units(analysis)
    near = _same_part(analysis, predicate, scope)
    best, best_score = noun.unit, _score_of_noun(analysis, noun, predicate)
    best_score -= 0.0 if noun.unit in near else 1.5
    for at in scope:
        if at in (noun.unit, predicate) or at in governed or _is_title(analysis, noun.unit, at):
            continue
        score = _score(analysis, at, predicate, in_part=at in near)
        if score is not None and score > best_score:
            best, best_score = at, score
    return best


def can_act(unit: Unit) -> bool:
    """Tell whether a noun may do something: it is alive, or an office, or a firm."""
    alive = sum(r.score for r in unit.readings if "anim" in r.tags)
    if alive > 0.2 * sum(r.score for r in unit.readings):
        return True
    return any(r.lemma in ACTORS or "NPRO" in r.tags for r in unit.readings)


def _score_of_noun(analysis: Analysis, noun: Noun, predicate: int) -> float:
    unit = analysis.units[noun.unit]
    score = 0.0 if noun.ambiguous else 3.0
    score += 2.0 if can_act(unit) else 0.0
    score += 1.0 if noun.unit < predicate else 0.0
    score -= 3.0 if _is_genitive_attribute(analysis, noun.unit) else 0.0
    aside = _is_called(analysis, noun.unit, predicate) or _names_another(analysis, noun.unit)
    score -= 4.0 if aside else 0.0
    return score - 0.1 * abs(noun.unit - predicate) + 0.05


def _names_another(analysis: Analysis, noun: int) -> bool:
    """Tell «раздел Новый Тариф пуст», where the name only tells which section."""
    left = noun
    while left and analysis.units[left - 1].of("ADJF") and analysis.units[left].text[:1].isupper():
        left -= 1
    first, before = analysis.units[left], analysis.units[left - 1 : left] if left else ()
    named = first.text[:1].isupper() and analysis.units[noun].text[:1].isupper()
    if not named or is_capitals(first.text) or first.quoted:
        return False
    return any(r.case == "nomn" and "inan" in r.tags for u in before for r in u.of("NOUN"))


def _is_called(analysis: Analysis, noun: int, predicate: int) -> bool:
    """Tell «оператор, мне нужен совет», where who is called does nothing."""
    start, end = analysis.segments[analysis.segment_of(noun)]
    opens = start == 0 and end == noun + 1 and end + 1 < len(analysis.units)
    if not opens or analysis.units[end].text != "," or not can_act(analysis.units[noun]):
        return False
    spoken = analysis.units[end + 1 : predicate]
    if any(u.text == "," for u in spoken):
        return False
    return any(r.pos == "NPRO" and r.tags & _SPEAKING for u in spoken for r in u.readings)


def _score(analysis: Analysis, at: int, predicate: int, *, in_part: bool) -> float | None:
    unit = analysis.units[at]
    verb = analysis.units[predicate]
    if unit.kind in {Kind.PLACEHOLDER, Kind.OPAQUE}:
        return 2.5 if at < predicate and predicate - at < 4 else None
    if unit.quoted or unit.key in {"это", "все"}:
        return None
    counted = at > 0 and analysis.units[at - 1].kind is Kind.NUMBER
    if counted and any("Fixd" in r.tags for r in unit.of("NOUN")):
        # «3 кг»
        return None
    found = [
        r
        for r in (*unit.of("NOUN", "NPRO"), *_as_person(analysis, unit))
        if r.case == "nomn" and any(agrees_with(r, v) for v in verb.readings)
    ]
    if not found:
        return None
    if found[0].pos == "ADJF":
        return 4.5
    if fold(unit.text) in {"что", "кто"} and unit.of("CONJ"):
        return None
    ambiguous = any(r.case == "accs" for r in unit.of("NOUN", "NPRO"))
    transitive = any("tran" in r.tags for r in verb.of("VERB"))
    score = 0.0 if ambiguous and (transitive or not in_part) else 3.0
    score += 2.0 if can_act(unit) else 1.5 if _is_agentive(unit) else 0.0
    score += 1.0 if at < predicate else 0.0
    score -= 0.0 if in_part else 2.5
    if any(r.lemma in MEASURES for r in found):
        score -= 3.0
    if _is_genitive_attribute(analysis, at):
        score -= 3.0
    return score - 0.1 * abs(at - predicate)


def _is_title(analysis: Analysis, noun: int, at: int) -> bool:
    """Tell «гостиница Заря закрыта», where a name only tells which one."""
    unit = analysis.units[at]
    if at != noun + 1:
        return False
    named = unit.text[:1].isupper() and not is_capitals(unit.text)
    return unit.key == "номер" or (named and not any("anim" in r.tags for r in unit.readings))


def _as_person(analysis: Analysis, unit: Unit) -> tuple[Reading, ...]:
    """Return the readings of «каждый», «любой» where no noun follows: «знает каждый»."""
    following = analysis.units[unit.index + 1 : unit.index + 2]
    if not all(u.kind is Kind.MARK or is_finite(u) for u in following):
        return ()
    return tuple(r for r in unit.of("ADJF") if r.lemma in EVERYONE and r.number == "sing")


def _is_genitive_attribute(analysis: Analysis, at: int) -> bool:
    before = analysis.units[at - 1] if at else None
    genitive = any(r.case == "gent" for r in analysis.units[at].of("NOUN"))
    return genitive and before is not None and bool(before.of("NOUN"))


def _same_part(analysis: Analysis, predicate: int, scope: list[int]) -> set[int]:
    """Return the units that no coordinator between clauses divides from the predicate."""
    part: set[int] = {predicate}
    for step in (-1, 1):
        at = predicate + step
        while at in scope:
            if analysis.units[at].key in {"и", "а", "но", "или"}:
                break
            part.add(at)
            at += step
    return part


def _is_agentive(unit: Unit) -> bool:
    """Tell whether a noun is built as names of doers are, whatever the dictionary says of it."""
    return any(r.lemma.endswith(("тор", "тель", "щик", "чик", "ист")) for r in unit.of("NOUN"))
