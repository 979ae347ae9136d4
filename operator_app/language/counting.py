"""Counted nouns in the accusative: «вызвали двух мастеров», but «вызвали две службы»."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from operator_app.language.capitals import like
from operator_app.language.inflection import (
    Agreement,
    agreement_of,
    attribute_form,
    gender_of,
    is_adjectival,
    noun_form,
    numeral_form,
)
from operator_app.language.likely_subjects import Noun
from operator_app.language.morphology import readings
from operator_app.language.noun_group import is_paucal, noun_group
from operator_app.language.subjects import is_object
from operator_app.language.tokens import Kind

if TYPE_CHECKING:
    from operator_app.language.analysis import Analysis
    from operator_app.language.morphology import Reading
    from operator_app.language.noun_group import NounGroup


def counted_anew(
    analysis: Analysis, group: NounGroup, head: int, old: Reading, new: Reading
) -> tuple[Reading, Agreement] | None:
    """Return the form of `new` beside its count of 2–4 and what the words around it take.

    `head` is the unit of the old noun. None: the form of the old one is right, as it is unless an
    object comes or ceases to be animate (Rosenthal, § 155).
    """
    animate = "anim" in new.tags
    both = group.numeral is not None and any(
        r.lemma == "оба" for r in analysis.units[group.numeral].of("NUMR")
    )
    if both and group.paucal and "Pltm" in new.tags:
        # «обои ворота», though «двое ворот»
        form = noun_form(new, "nomn", "plur")
        return (form, Agreement("nomn", "plur", "", animate)) if form else None
    if group.numeral is None or animate == ("anim" in old.tags):
        return None
    if not animate and (old.case, old.number) == ("accs", "plur"):
        form = noun_form(new, "gent", "sing") if is_paucal(analysis.units[group.numeral]) else None
    elif animate and group.paucal and _is_accusative(analysis, group, head, old):
        form = noun_form(new, "gent", "plur")
    else:
        return None
    return (form, Agreement("accs", "plur", gender_of(form), animate)) if form else None


def counted_singular(analysis: Analysis, first: int, noun: Reading) -> Reading | None:
    """Return the genitive singular that other nouns have where this one is «три рабочих».

    None where the noun that begins at the unit `first` is not such a plural beside a count of 2–4.
    """
    if noun.number != "plur" or noun.case not in {"nomn", "gent", "accs"}:
        return None
    singular = noun_form(noun, "gent", "sing") if is_adjectival(noun) else None
    if singular is None or singular.number != "sing":
        return None
    group = noun_group(analysis, first, agreement_of(singular))
    if group.numeral is None or not group.paucal or group.preposition is not None:
        return None
    numeral = analysis.units[group.numeral]
    straight = any(r.case == "nomn" for r in numeral.of("NUMR"))
    return singular if straight or numeral.kind is Kind.NUMBER else None


def hyphened(text: str, ask: Agreement) -> str:
    """Spell «два-три», «один-два» as a noun asks; a part that has no gender stays."""
    parts = []
    for part in text.split("-"):
        found = [r for r in readings(part) if r.pos == "NUMR" or r.lemma == "один"]
        chosen = next((r for r in found if r.case == ask.case), None)
        if chosen is None or not chosen.gender:
            parts.append(part)
            continue
        form = numeral_form if chosen.pos == "NUMR" else attribute_form
        spelled = form(chosen, replace(ask, number="sing"))
        parts.append(like(part, spelled.word) if spelled else part)
    return "-".join(parts)


def _is_accusative(analysis: Analysis, group: NounGroup, head: int, old: Reading) -> bool:
    if group.preposition is not None:
        return True
    plural = noun_form(old, "nomn", "plur")
    return plural is not None and is_object(analysis, Noun(head, plural, ambiguous=True))
