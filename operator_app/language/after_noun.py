"""The words after a noun that agree with it, adjacent or in a group set off by commas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from operator_app.language.noun_group import CONCESSIVE, agreeing, is_adverbial, same_form
from operator_app.language.segments import (
    SegmentKind,
    governed_units,
    is_finite,
    segment_kind,
)
from operator_app.language.syntax_words import RELATIVES
from operator_app.language.tokens import Kind

if TYPE_CHECKING:
    from operator_app.language.analysis import Analysis, Unit
    from operator_app.language.inflection import Agreement
    from operator_app.language.morphology import Reading

_REACH: Final = 9
_SUBJECTS: Final = frozenset({"это", "все", "то"})
"""Pronouns that open a clause of their own: «беспокойство, это Анна»."""


def attributes_after(analysis: Analysis, last: int, ask: Agreement) -> list[int]:
    """Return the attributes that follow the noun phrase ending at `last` without a comma."""
    units, found, at = analysis.units, [], last + 1
    while at < len(units):
        unit = units[at]
        if ask.case == "accs" and unit.key in {"сам", "само", "сами"}:
            # «клиент отменил приём сам»: after an object it is said of who did it.
            break
        asked = unit.key == "это" and units[at - 1].key == "ли"
        if agreeing(unit, ask) is not None and not unit.quoted and not asked:
            if owner_follows(units, at):
                break
            found.append(at)
        elif unit.key == "как" and at + 1 < len(units) and units[at + 1].key.startswith("таков"):
            pass
        elif not (is_adverbial(unit) or (found and unit.key in {"и", "или", "но", "а", ","})):
            break
        at += 1
    return found


def groups_after_comma(analysis: Analysis, last: int, ask: Agreement) -> list[int]:
    """Return participles and adjectives that open detached groups after the noun phrase."""
    units, found = analysis.units, []
    segment = analysis.segment_of(last)
    home_end = analysis.segments[segment][1] if segment >= 0 else 0
    # «рейс на Сочи, вылетающий в семь»: what nothing inflects is seldom described.
    rivals = [
        at
        for at in range(last + 1, home_end)
        if not units[at].quoted and not any("Fixd" in r.tags for r in units[at].of("NOUN"))
    ]
    for start, end in analysis.segments[segment + 1 : segment + _REACH] if segment >= 0 else ():
        if start == end:
            # Between a bracket and a comma nothing is said.
            continue
        dash = units[start - 1].text in {"—", "–", "-"} and ask.case == "nomn"
        # «доставка в Тверь — новая»
        near = [i for i in rivals if not (dash and i in governed_units(analysis))]
        if not (dash or units[start - 1].text in {",", "("}) or any(
            _owns(units[i], units, start, end) for i in near
        ):
            break
        opened = [at for at in _openers(units, start, end) if agreeing(units[at], ask)]
        if opened and _is_clause(units, opened[-1], end):
            break
        if (
            opened
            and units[opened[0] - 1].key == "не"
            and _resumes(analysis, segment, units[opened[0]])
        ):
            break
        taken = bool(opened) and owner_follows(units, opened[-1], agreeing(units[opened[-1]], ask))
        if not opened or (taken and not _acts(units[opened[-1]], ask)):
            if start < end and _is_short_insert(units, start, end):
                rivals += [at for at in range(start, end) if units[at].of("NOUN")]
                continue
            break
        found += opened
        rivals += [at for at in range(max(start, *opened) + 1, end) if units[at].of("NOUN")]
    return found


def _openers(units: tuple[Unit, ...], start: int, end: int) -> list[int]:
    """Return the first word of a detached group and the words coordinated with it."""
    found: list[int] = []
    expected = True
    while start + 1 < end and _is_by_whom(units[start], units[start + 1 : end]):
        start += 1
    if start + 1 < end and units[start].key == "как":
        start += 1 + (units[start + 1].key == "и")
    for at in range(start, end):
        unit = units[at]
        if unit.key in {"и", "или", "но", "а"}:
            expected = True
        elif any(r.lemma in RELATIVES for r in unit.of("ADJF")) or unit.key in _SUBJECTS:
            # «поданная в марте и которую вы меняли»
            joined = units[at - 1].key == "и" and unit.key not in _SUBJECTS
            return found if joined else []
        elif expected and unit.of("ADJF", "PRTF"):
            found.append(at)
            expected = any("Apro" in r.tags or r.lemma == "самый" for r in unit.of("ADJF"))
        elif not is_adverbial(unit):
            expected = False
    opening = units[start : found[0]] if found else ()
    opposed = [u.key for u in opening[:2]] == ["а", "не"]
    leads = all(u.key in CONCESSIVE or is_adverbial(u) for u in opening[opposed:])
    return found if leads else []


def _is_by_whom(unit: Unit, after: tuple[Unit, ...]) -> bool:
    """Tell «нами» and «никем» in «нами не замеченный»: a participle follows."""
    done = next((u for u in after if not is_adverbial(u)), None)
    whom = any(r.case in {"ablt", "datv"} for r in unit.of("NPRO"))
    return whom and done is not None and bool(done.of("PRTF"))


def _owns(rival: Unit, units: tuple[Unit, ...], start: int, end: int) -> bool:
    """Tell whether another noun before the comma agrees with the word that opens the group."""
    openers = [r for at in _openers(units, start, end)[:1] for r in units[at].of("ADJF", "PRTF")]
    return any(same_form(noun, one) for noun in rival.of("NOUN") for one in openers)


def _resumes(analysis: Analysis, home: int, unit: Unit) -> bool:
    """Tell «сбой, как сказал мастер, не наш», where the clause around goes on."""
    dependent = segment_kind(analysis, home) is SegmentKind.SUBORDINATE
    return dependent and any("Apro" in r.tags for r in unit.of("ADJF"))


def _is_clause(units: tuple[Unit, ...], opened: int, end: int) -> bool:
    """Tell «…, новая создана», a clause whose noun is left out, from «…, новая и срочная»."""
    if units[opened].of("PRTF"):
        return False
    return any(is_finite(u) or (u.of("PRTS") and not u.of("NOUN")) for u in units[opened + 1 : end])


def _acts(unit: Unit, ask: Agreement) -> bool:
    """Tell «принявший заказ» and «с чеком, выданным кассой»: their nouns are its object, doer."""
    done = ask.case == "ablt"
    return any({"actv", "tran"} <= r.tags or (done and "pssv" in r.tags) for r in unit.of("PRTF"))


def _is_short_insert(units: tuple[Unit, ...], start: int, end: int) -> bool:
    return end - start <= 2 and not any(u.of("VERB", "PRTS", "ADJS") for u in units[start:end])


def owner_follows(units: tuple[Unit, ...], at: int, reading: Reading | None = None) -> bool:
    """Tell whether the next noun, not ours, agrees with the attribute at `at`, so read if given."""
    attribute = (reading,) if reading is not None else units[at].of("ADJF", "PRTF")
    for unit in units[at + 1 : at + 4]:
        if unit.key == "и":
            continue
        if unit.kind is not Kind.WORD or unit.is_preposition:
            return False
        nouns = unit.of("NOUN")
        if nouns:
            return any(same_form(noun, one) for noun in nouns for one in attribute)
        if not (unit.of("ADJF", "PRTF") or is_adverbial(unit)):
            return False
    return False
