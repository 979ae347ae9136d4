"""Phrases nothing inflects, where the same spelling is no phrase at all: «рядом ограничений»."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from operator_app.domain.phrases import Place
from operator_app.language.morphology import readings
from operator_app.language.noun_group import same_form
from operator_app.language.phrase_structure import phrase_tokens
from operator_app.language.segments import agrees_with, is_finite
from operator_app.language.syntax_words import (
    COMPOUND_PREPOSITIONS,
    INSTRUMENTAL_VERBS,
    LINKING,
    PREPOSITIONS,
    words,
)
from operator_app.language.tokens import WORDLIKE, Kind

if TYPE_CHECKING:
    from operator_app.domain.phrases import Rule
    from operator_app.language.analysis import Analysis, Unit
    from operator_app.language.morphology import Reading


_FUNCTION: Final = frozenset({"ADVB", "CONJ", "PRCL", "PREP", "PRED", "INTJ", "COMP", "NUMR"})
_CLASSES: Final = {"ADJF": "A", "PRTF": "A", "ADJS": "A", "PRTS": "A"}
_GOING_WRONG: Final = words(
    "определиться ошибиться напутать перепутать промахнуться справиться проблема беда ошибка "
    "путаница сбой вопрос согласовать сверить сверять сравнить связать связанный совпадать "
    "совпасть неполадка накладка"
)
"""What goes wrong is with something: «ошиблись со временем»."""
_THINKING: Final = words(
    "представить представлять записать пометить отметить думать подумать решить сказать говорить "
    "объяснить"
)
"""What one does for oneself: «я так себе и записал»."""
_CONDITIONS: Final = frozenset({"если", "когда", "раз", "поскольку", "коли"})
_MAY: Final = frozenset({"может", "должно", "стало", "могло"})


def means_part_of_speech(
    rule: Rule, found: tuple[Reading, ...]
) -> tuple[list[Reading], list[Reading]]:
    """Divide readings into those a rule of one fixed word means and others.

    What is approved tells which part of speech is meant; both are empty where it does not.
    """
    if not rule.approved or rule.place is not Place.ANY:
        return [], []
    wanted = _approved_class(rule.approved[0].text)
    meant = [r for r in found if _class(r) == wanted]
    others = [r for r in found if _class(r) != wanted and not r.tags & {"Abbr", "Prnt"}]
    if wanted == "VERB":
        # «слушайте, …» is an imperative all the same.
        others = [r for r in others if r.pos != "INTJ"]
    return (meant, others) if wanted else ([], [])


def is_set_phrase(rule: Rule) -> bool:
    """Tell whether a rule of fixed words means an adverb, a conjunction or a parenthesis."""
    return bool(rule.approved) and _approved_class(rule.approved[0].text) in {"function", "NPRO"}


def is_free(analysis: Analysis, first: int, last: int, rule: Rule) -> bool:
    """Tell whether the units [first, last] only look like a set phrase: «с тем самым мастером»."""
    units = analysis.units
    before = units[first - 1] if first else None
    after = units[last + 1 : last + 5]
    return (
        _agrees_on(units[last], after)
        or _has_genitive(analysis, last, after, rule)
        or _is_ruled(units[first], before, analysis)
        or _is_of_verb(units[first : last + 1], before, after)
        or _is_correlative(analysis, first, last)
    )


def _agrees_on(last: Unit, after: tuple[Unit, ...]) -> bool:
    """Tell «в общем списке» from «в общем, список готов»."""
    for unit in after:
        if unit.kind is not Kind.WORD or unit.is_preposition:
            return False
        if unit.of("NOUN"):
            # «целом» is mostly of «целое»
            own = [r for r in readings(last.text) if r.pos == "ADJF"]
            return any(same_form(noun, one) for noun in unit.of("NOUN") for one in own)
        if not unit.of("ADJF", "PRTF"):
            return False
    return False


def _has_genitive(analysis: Analysis, last: int, after: tuple[Unit, ...], rule: Rule) -> bool:
    """Tell «со временем визита», «тем временем, которое осталось»: the noun has its own sense."""
    unit = analysis.units[last]
    nouns = unit.of("NOUN")
    prepositional = any(r.pos == "PREP" for r in _of_one_word(rule.approved[0].text))
    if not nouns or not after or prepositional or unit.key in COMPOUND_PREPOSITIONS:
        return False
    if after[0].text == ",":
        which = [r for u in after[1:3] for r in u.of("ADJF") if r.lemma == "который"]
        return any(
            w.number == n.number and w.gender in {n.gender, ""} for w in which for n in nouns
        )
    group = [u for u in after[:2] if after[0].kind is u.kind is Kind.WORD]
    while len(group) > 1 and not group[0].of("NOUN") and group[0].of("ADJF", "PRTF"):
        group = group[1:]
    start, end = analysis.segments[max(0, analysis.segment_of(last))]
    many = any(
        r.number == "plur" and not r.tags & {"1per", "2per", "impr"}
        for u in analysis.units[start:end]
        if is_finite(u) or u.of("PRTS", "ADJS")
        for r in u.of("VERB", "PRTS", "ADJS")
    )
    cases = {(r.case, r.number) for u in group[:1] for r in u.of("NOUN")}
    # «на месте аварии работает бригада», but «со временем проблемы решаются»
    genitive = ("gent", "sing") in cases and ("nomn", "sing") not in cases and not many
    return genitive or ({case for case, _ in cases} == {"gent"} and bool(group[0].of("NOUN")))


def _is_ruled(opening: Unit, before: Unit | None, analysis: Analysis) -> bool:
    """Tell «с ровным счётом», «доволен своим ходом», «не так со временем»: something governs."""
    if before is None:
        return False
    instrumental = any(r.case == "ablt" for r in opening.of("ADJF", "NOUN"))
    if instrumental:
        rules = any(r.lemma in INSTRUMENTAL_VERBS - LINKING for r in before.readings)
        return rules or (before.is_preposition and "ablt" in PREPOSITIONS[before.key])
    if opening.key in {"с", "со"}:
        twice = [u.key for u in analysis.units[max(0, opening.index - 2) : opening.index]]
        return twice == ["не", "так"] or any(r.lemma in _GOING_WRONG for r in before.readings)
    return False


def _is_of_verb(phrase: tuple[Unit, ...], before: Unit | None, after: tuple[Unit, ...]) -> bool:
    """Tell «курьер может быть дома», «так себе и записал» from set phrases."""
    if before is None or before.kind not in WORDLIKE or not after:
        return False
    if phrase[-1].key == "себе":
        done = after[1:2] if after[0].key == "и" else after[:1]
        return any(r.lemma in _THINKING for u in done for r in u.of("VERB"))
    if phrase[-1].key != "быть" or phrase[0].key not in _MAY or after[0].kind not in WORDLIKE:
        return False
    if phrase[0].key == "стало":
        return any(r.case == "ablt" for r in after[0].of("NOUN", "ADJF", "NPRO"))
    who = [r for r in before.of("NOUN", "NPRO") if r.case == "nomn"]
    acts = any(agrees_with(r, verb) for r in who for verb in phrase[0].of("VERB", "ADJS"))
    return acts or any(r.case == "ablt" for r in after[0].of("NOUN", "ADJF", "NPRO"))


def _is_correlative(analysis: Analysis, first: int, last: int) -> bool:
    """Tell «то есть связь, то нет», «если нет, то есть другой цвет» from «то есть завтра»."""
    units = analysis.units
    if [u.key for u in units[first : last + 1]] != ["то", "есть"]:
        return False
    opening = [units[start].key for start, end in analysis.segments if start < end]
    again = any(
        units[start].key == "то" and [u.key for u in units[start + 1 : start + 2]] != ["есть"]
        for start, end in analysis.segments
        if last < start < end
    )
    follows = first > 0 and units[first - 1].text == ","
    return again or (follows and not _CONDITIONS.isdisjoint(opening))


def _class(reading: Reading) -> str:
    adverbial = reading.pos == "ADJS" and reading.gender == "neut"
    if reading.pos in _FUNCTION or adverbial:
        return "function"
    return _CLASSES.get(reading.pos, reading.pos)


@lru_cache(maxsize=500)
def _approved_class(text: str) -> str:
    """Return the class of an approved phrase, "" where it is of several words and no adverb."""
    tokens = [token for token in phrase_tokens(text) if token.kind is Kind.WORD]
    found = readings(tokens[0].text) if tokens else ()
    if not found or (len(tokens) > 1 and found[0].pos not in _FUNCTION):
        return ""
    set_off = any("Prnt" in r.tags for r in found)
    return "function" if set_off else _class(found[0])


def _of_one_word(text: str) -> tuple[Reading, ...]:
    tokens = phrase_tokens(text)
    return readings(tokens[0].text)[:1] if tokens else ()
