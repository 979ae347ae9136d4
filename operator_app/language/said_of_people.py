"""What is said to people and of them: a name at the start of a sentence is told by that alone."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from operator_app.language.clauses import clause_units
from operator_app.language.genitives import counts_alone, segment_units
from operator_app.language.known_names import (
    CALLING_VERBS,
    EPITHETS,
    OFFICES,
    PEOPLE_VERBS,
    TELLING_VERBS,
    WHEREABOUTS,
)
from operator_app.language.morphology import readings
from operator_app.language.segments import agrees_with, governed_units, is_finite
from operator_app.language.syntax_words import NEVER_PERSONAL, QUANTIFIERS
from operator_app.language.tokens import DASHES, WORDLIKE, Kind

if TYPE_CHECKING:
    from operator_app.language.analysis import Analysis, Unit
    from operator_app.language.morphology import Reading
    from operator_app.language.tokens import Token

_YOU: Final = frozenset({"вы", "вам", "вас", "вами", "ваш", "ваша", "ваше", "ваши", "ты", "тебе"})
_GREETINGS: Final = frozenset(
    {"спасибо", "здравствуйте", "привет", "добрый", "доброе", "доброго", "пожалуйста"}
)
_WE: Final = frozenset({"я", "мы", "у", "мне", "нам"})
_INSTEAD: Final = frozenset({("за", "него"), ("за", "нее"), ("вместо", "него"), ("вместо", "нее")})
_MANNERS: Final = frozenset({"ADVB", "PRCL", "NPRO", "NUMR", "CONJ"})


def is_addressed(tokens: tuple[Token, ...], at: int, names: tuple[Reading, ...]) -> bool:
    """Tell «Роза, вы на линии?», «Зубов, перезвоните клиенту» from «Роза, которую вы ждали»."""
    after = tokens[at + 1 : at + 5]
    if not any(r.case == "nomn" for r in names) or len(after) < 2 or after[0].text not in ",!":
        return False
    if at and tokens[at - 1].kind in WORDLIKE:
        return False
    first, last = after[1], tokens[-1]
    if first.key in _YOU | _GREETINGS:
        return True
    if first.key in _WE and not any(token.text == "," for token in after[2:]):
        return True
    found = readings(first.text)[:1]
    if any(r.lemma in EPITHETS for r in found) or first.key.endswith(("енькая", "енький")):
        return True
    second = [r for one in after[1:4] for r in readings(one.text)[:1]]
    asked = any("2per" in r.tags for r in second) and last.text == "?"
    orders = any(r.tags & {"impr", "2per"} and r.pos == "VERB" for r in readings(first.text))
    return asked or orders or any(r.has("impr", "plur") for r in second)


def is_said_of_person(
    analysis: Analysis, head: int, names: tuple[Reading, ...], meant: tuple[Reading, ...]
) -> bool:
    """Tell «Волков выехал», «Славе передали ключи» from «Волков видели», «Славе завидуют».

    `names` are the readings of the unit `head` as a name (of a place too, that is the subject),
    `meant` as the rule's word.
    """
    subjects = [r for r in names if r.case == "nomn"]
    names = tuple(r for r in names if "Geox" not in r.tags)
    around = [u for u in segment_units(analysis, head) if u.index > head]
    if not around:
        # «Соколов, скорее всего, перезвонит»
        around = [analysis.units[at] for at in clause_units(analysis, head) if at > head]
    if any(u.kind is Kind.WORD for u in analysis.units[:head]):
        return _is_known_inside(analysis, head, names)
    if _is_of_office(analysis, head, around):
        return True
    nominative = [r for r in names if r.case == "nomn"]
    if nominative and _is_defined(analysis, head) and not any(r.case == "nomn" for r in meant):
        return True
    verbs = [u for u in around if is_finite(u) or u.of("PRTS", "ADJS")]
    if not verbs:
        return _is_somewhere(around, nominative, meant) or _is_absent(analysis, head, names)
    if subjects and _does(analysis, head, verbs, subjects, meant):
        return True
    if _is_absent(analysis, head, names):
        return True
    return _is_done_to(head, around, names, meant)


def _is_known_inside(analysis: Analysis, head: int, names: tuple[Reading, ...]) -> bool:
    """Tell «заявку принял Мороз», «передайте Морозу» from «выявлен Брак», «про Брак»."""
    if head in governed_units(analysis):
        return False
    said = [r for u in segment_units(analysis, head) if is_finite(u) for r in u.of("VERB")]
    nominative = [r for r in names if r.case == "nomn"]
    does = [r for r in said if any(agrees_with(n, r) for n in nominative) and r.number == "sing"]
    if any(r.lemma in PEOPLE_VERBS for r in does):
        return not _is_subject_elsewhere(analysis, head, does)
    return any(r.case == "datv" for r in names) and any(r.lemma in TELLING_VERBS for r in said)


def _is_of_office(analysis: Analysis, head: int, around: list[Unit]) -> bool:
    """Tell «Вера из бухгалтерии», «Розе из отдела качества»."""
    if not around or around[0].key not in {"из", "с", "со"} or around[0].index != head + 1:
        return False
    return any(r.lemma in OFFICES for u in around[1:3] for r in u.of("NOUN"))


def _is_defined(analysis: Analysis, head: int) -> bool:
    """Tell «Волков — наш инженер», «Волков, мастер, …» and «Волков и Петров …»."""
    after = analysis.units[head + 1 : head + 4]
    if len(after) < 2:
        return False
    if after[0].text in DASHES or after[0].text == ",":
        return any(r.has("anim", "nomn", "sing") for u in after[1:] for r in u.of("NOUN")[:1])
    other = after[1]
    surname = any(r.has("Surn", "nomn") for r in other.of("NOUN"))
    return after[0].key == "и" and surname and other.text[:1].isupper()


def _does(
    analysis: Analysis,
    head: int,
    verbs: list[Unit],
    names: list[Reading],
    meant: tuple[Reading, ...],
) -> bool:
    """Tell whether the name is the subject, and the rule's word cannot be or hardly is."""
    unit = verbs[0]
    said = [
        r
        for r in unit.of("VERB", "PRTS", "ADJS")
        if r.number == "sing" and r.gender != "neut" and any(agrees_with(n, r) for n in names)
    ]
    if not said or unit.key == "нет":
        return False
    between = analysis.units[head + 1 : unit.index]
    own = [r for r in meant if r.case == "nomn" and r.pos in {"NOUN", "ADJF", "PRTF"}]
    if _is_subject_elsewhere(analysis, head, said):
        return False
    if any(agrees_with(r, one) for r in own for one in said):
        close = all(u.parts & _MANNERS or u.key == "сама" for u in between)
        human = any(r.lemma in PEOPLE_VERBS and r.pos == "VERB" for r in said)
        return close and human and any("Geox" not in r.tags for r in names)
    return not _counts(analysis, unit, said)


def _is_subject_elsewhere(analysis: Analysis, head: int, said: list[Reading]) -> bool:
    """Tell «Волков снимает съёмочная группа», where another can be nothing but the subject."""
    governed = governed_units(analysis)
    for unit in segment_units(analysis, head):
        if unit.index == head or unit.index in governed:
            continue
        found = unit.of("NOUN", "NPRO")
        cases = {r.case for r in found}
        if "nomn" not in cases or "accs" in cases:
            continue
        if any(r.case == "nomn" and agrees_with(r, one) for r in found for one in said):
            return True
    return False


def _counts(analysis: Analysis, verb: Unit, said: list[Reading]) -> bool:
    """Tell «долгов не числится», «листов напечатал сто», where a genitive has no subject."""
    around = segment_units(analysis, verb.index)
    keys = {u.key for u in around}
    if any(_is_lone_count(analysis, u) for u in around):
        return True
    if any(r.lemma in NEVER_PERSONAL for r in said):
        return True
    if any("past" in r.tags for r in said):
        return False
    if any(r.lemma in PEOPLE_VERBS or "tran" in r.tags or r.pos != "VERB" for r in said):
        return False
    return "не" in keys or bool(keys & QUANTIFIERS) or any(u.kind is Kind.NUMBER for u in around)


def _is_lone_count(analysis: Analysis, unit: Unit) -> bool:
    """Tell «листов напечатал сто», «бонусов получил много» from «принял два акта»."""
    if unit.key in QUANTIFIERS - {"нет"}:
        return not any(u.of("NOUN", "ADJF") for u in analysis.units[unit.index + 1 :][:1])
    return counts_alone(analysis, unit)


def _is_somewhere(around: list[Unit], names: list[Reading], meant: tuple[Reading, ...]) -> bool:
    """Tell «Пирогов на линии», «Рая на больничном» from «пирогов на линии нет»."""
    keys = {u.key for u in around}
    if not names or not around or keys & (QUANTIFIERS | {"нет"}):
        return False
    if any(u.kind is Kind.NUMBER or u.of("NUMR") for u in around):
        return False
    at = 0
    while at < len(around) and around[at].of("ADVB", "PRCL") and not around[at].is_preposition:
        at += 1
    if any(r.case == "nomn" and "anim" not in r.tags for r in meant):
        # «Роза на месте» may be a flower; nobody says so of one on leave.
        return _is_whereabouts(around[at : at + 3], strict=True)
    return _is_whereabouts(around[at : at + 3], strict=False)


def _is_whereabouts(units: list[Unit], *, strict: bool) -> bool:
    if not units or not units[0].is_preposition or units[0].key not in {"на", "в", "во"}:
        return False
    places = WHEREABOUTS - {"место", "офис", "дом", "дорога", "путь"} if strict else WHEREABOUTS
    return any(r.lemma in places for u in units[1:2] for r in u.readings)


def _is_absent(analysis: Analysis, head: int, names: tuple[Reading, ...]) -> bool:
    """Tell «Гены сегодня нет, за него Павел», «Кати нет на смене» from «света нет»."""
    if not any(r.case == "gent" for r in names):
        return False
    around = [u for u in segment_units(analysis, head) if u.index > head]
    denied = [u for u in around if u.key == "нет"]
    denied += [u for u in around if u.key in {"будет", "было"} and "не" in {v.key for v in around}]
    if not denied:
        return False
    if any(_is_whereabouts(around[i : i + 2], strict=False) for i in range(len(around))):
        return True
    keys = [u.key for u in analysis.units[head + 1 :]]
    replaced = not _INSTEAD.isdisjoint(pairwise(keys))
    read = [r for u in analysis.units for r in u.readings]
    return replaced or any(r.lemma == "спросить" and "impr" in r.tags for r in read)


def _is_done_to(
    head: int, around: list[Unit], names: tuple[Reading, ...], meant: tuple[Reading, ...]
) -> bool:
    """Tell «Славе передали ключи», «Марка позвали к телефону»."""
    said = [r for u in around if is_finite(u) for r in u.of("VERB")]
    if any(r.case == "nomn" and agrees_with(r, one) for r in meant for one in said):
        return False
    done, cases = {r.lemma for r in said}, {r.case for r in names}
    if "datv" in cases and done & TELLING_VERBS and head == 0:
        return True
    own = any(r.case == "accs" for r in meant)
    return "accs" in cases and not own and bool(done & CALLING_VERBS)
