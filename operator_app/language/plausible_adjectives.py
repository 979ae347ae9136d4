"""How well a reading as an adjective or a participle fits the words around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from operator_app.language.morphology import readings
from operator_app.language.noun_group import is_paucal, same_form
from operator_app.language.plausible_nouns import is_licensed
from operator_app.language.syntax_words import DEGREES, LINKING, RELATIVES, SUBORDINATORS
from operator_app.language.tokens import Kind

if TYPE_CHECKING:
    from operator_app.language.analysis import Analysis, Unit
    from operator_app.language.morphology import Reading


def as_attribute(analysis: Analysis, head: int, reading: Reading) -> float:
    """Weigh an adjective by the noun after it, else by what it may be said of."""
    if reading.lemma == "тот" and _is_explained(analysis, head):
        return 8.0
    if _is_title(analysis, head):
        return -1.0
    for unit in analysis.units[head + 1 : head + 4]:
        if unit.kind is not Kind.WORD or unit.is_preposition:
            break
        if any(same_form(noun, reading) for noun in unit.of("NOUN")):
            return 8.0 if is_licensed(analysis, head, unit.index, reading) else 2.0
        if _is_counted_with(analysis, head, unit, reading):
            return 12.0
        told = reading.pos == "PRTF" and any(r.case in {"ablt", "datv"} for r in unit.of("NPRO"))
        if not (told or unit.of("ADJF", "PRTF", "ADVB", "PRCL", "CONJ")):
            break
    return _as_told(analysis, head, reading)


def _is_title(analysis: Analysis, head: int) -> bool:
    """Tell «рядовой Кузнецов», where a person is called by what he is."""
    alive = any(r.has("NOUN", "anim") for r in readings(analysis.units[head].text))
    after = analysis.units[head + 1 : head + 2]
    return alive and any(
        u.text[:1].isupper() and any(r.tags & {"Surn", "Name"} for r in u.readings) for u in after
    )


def _as_told(analysis: Analysis, head: int, reading: Reading) -> float:
    """Weigh an adjective without a noun after it: it is said of one before, or nothing is."""
    before = analysis.units[head - 1] if head else None
    if before is not None and before.key in DEGREES:
        # «вопрос совсем простой»
        return 6.0
    if before is not None and any(same_form(noun, reading) for noun in before.of("NOUN")):
        # «для провоза животного»
        return 2.0 if analysis.units[head].of("NOUN") and reading.case == "gent" else 3.0
    if before is not None and _is_twin(analysis, before, reading):
        return 4.5
    if before is not None and before.key == "не" and _is_opposed(analysis, head, reading):
        # «растительное масло, а не животное»
        return 4.5
    after = analysis.units[head + 1 : head + 2]
    if reading.case == "ablt" and any(r.lemma in LINKING for u in after for r in u.of("VERB")):
        # «битой оказалась одна»
        return 4.5
    if reading.pos == "PRTF" and _is_detached(analysis, head, reading):
        return 6.0
    if before is not None and before.of("NPRO") and before.index:
        # «показалась нам дорогой»
        before = analysis.units[before.index - 1]
    if before is not None and reading.case == "ablt" and _comes_out(before, reading):
        # «строчка вышла косой»
        return 5.0
    if before is None or not any(r.lemma in LINKING for r in before.readings):
        return -1.0
    # «стала кривой»: as the verb is, and rather in the instrumental.
    genders = {r.gender for r in before.of("VERB")} - {""}
    if reading.case == "nomn" and _is_said_of_before(analysis, before.index, reading):
        # «лето было жаркое»
        return 5.0
    if genders and reading.gender not in genders:
        return 0.5
    return (4.5 if genders else 2.5) if reading.case == "ablt" else 2.0


def _is_twin(analysis: Analysis, before: Unit, adjective: Reading) -> bool:
    """Tell «пришла грязной и мятой»."""
    if before.key not in {"и", "или", "но"} or not before.index:
        return False
    shape = (adjective.case, adjective.number, adjective.gender)
    twin = analysis.units[before.index - 1].of("ADJF", "PRTF")
    return any((r.case, r.number, r.gender) == shape for r in twin)


def _is_opposed(analysis: Analysis, head: int, adjective: Reading) -> bool:
    if [u.text for u in analysis.units[max(0, head - 3) : head - 1]] != [",", "а"]:
        return False
    noun, before = analysis.units[head - 4], analysis.units[max(0, head - 5)]
    return any(same_form(n, adjective) for n in noun.of("NOUN")) and any(
        same_form(adjective, r) for r in before.of("ADJF") if r.number == "sing"
    )


def _comes_out(verb: Unit, adjective: Reading) -> bool:
    return any(
        r.lemma in {"выйти", "прийти", "приехать", "вернуться"} and r.gender == adjective.gender
        for r in verb.of("VERB")
    )


def _is_said_of_before(analysis: Analysis, verb: int, adjective: Reading) -> bool:
    before = analysis.units[verb - 1] if verb else None
    return before is not None and any(same_form(noun, adjective) for noun in before.of("NOUN"))


def _is_counted_with(analysis: Analysis, head: int, noun: Unit, reading: Reading) -> bool:
    """Tell «два рабочих дня» from «два рабочих ждут»."""
    plural = reading.number == "plur" and reading.case in {"nomn", "gent"}
    counted = any((r.case, r.number) == ("gent", "sing") for r in noun.of("NOUN"))
    return plural and counted and any(is_paucal(u) for u in analysis.units[max(0, head - 2) : head])


def _is_explained(analysis: Analysis, head: int) -> bool:
    """Tell «дело в том, что …» from «в том вклеена карта»."""
    comma, after = [*analysis.units[head + 1 : head + 3], None, None][:2]
    if comma is None or after is None or comma.text != ",":
        return False
    asks = after.key in SUBORDINATORS or after.key == "кто"
    return asks or any(r.lemma in RELATIVES for r in after.of("ADJF"))


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
