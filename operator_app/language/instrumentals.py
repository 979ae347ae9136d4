"""Instrumentals a verb carries over to its subject: «остаётся открытым», «пришло целым»."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from operator_app.language.noun_group import is_adverbial, same_form
from operator_app.language.syntax_words import COORDINATORS, DATIVE_VERBS, LINKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from operator_app.language.analysis import Analysis, Unit
    from operator_app.language.likely_subjects import Noun

_JOINING: Final = COORDINATORS | {"то"}


def instrumentals(
    analysis: Analysis, noun: Noun, predicates: list[int], scope: list[int]
) -> list[int]:
    """Return the instrumentals that the `predicates` of the noun carry, by unit."""
    found = []
    for verb in predicates:
        links = any(r.lemma in LINKING for r in analysis.units[verb].readings)
        said = analysis.units[verb].of("VERB")
        if not links and any("tran" in r.tags or r.lemma in DATIVE_VERBS for r in said):
            continue
        for at in scope:
            unit = analysis.units[at]
            counts = any("Anum" in r.tags for r in unit.of("ADJF"))
            cases = {"ablt", "nomn"} if links or (counts and at > verb) else {"ablt"}
            if not verb < at <= verb + 6 and not ((links or counts) and verb - 5 <= at < verb):
                continue
            if unit.text == "," and at > verb:
                break
            free = unit.key != "это" and not analysis.units[at - 1].is_preposition
            if free and at not in found and _is_said_of(analysis, unit, noun, cases):
                found.append(at)
    further = [at for one in found[-1:] for at in _coordinated(analysis, one, noun)]
    return [*found, *(at for at in further if at not in found)]


def _coordinated(analysis: Analysis, at: int, noun: Noun) -> Iterator[int]:
    """Yield what a comma and a conjunction join: «и платной, и срочной», «не новой, а старой»."""
    units = analysis.units
    while at + 3 < len(units) and units[at + 1].text == ",":
        at += 2
        if units[at].key not in _JOINING:
            return
        while at + 1 < len(units) and (is_adverbial(units[at]) or units[at].key in _JOINING):
            at += 1
        if not _is_said_of(analysis, units[at], noun, {"ablt"}):
            return
        yield at


def _is_said_of(analysis: Analysis, unit: Unit, noun: Noun, cases: set[str]) -> bool:
    """Tell whether an adjectival word agrees with the noun and with no noun right after it."""
    fitting = [
        r
        for r in unit.of("ADJF", "PRTF")
        if r.case in cases
        and r.number == noun.nominative.number
        and (r.number == "plur" or r.gender == noun.nominative.gender)
    ]
    following = analysis.units[unit.index + 1 : unit.index + 2]
    # «длится второй час» is of the hour by another of its cases.
    told = [r for r in unit.of("ADJF", "PRTF") if r in fitting or r.case in {"nomn", "accs"}]
    owned = any(same_form(n, r) for u in following for n in u.of("NOUN") for r in told)
    return bool(fitting) and not owned
