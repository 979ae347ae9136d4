"""How likely a noun is a genitive: of another noun, counted, denied, missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from operator_app.language.clauses import FARTHEST, clause_units
from operator_app.language.segments import SegmentKind, governed_units, segment_kind
from operator_app.language.syntax_words import (
    COMPOUND_PREPOSITIONS,
    GENITIVE_VERBS,
    NUMBERS,
    QUANTIFIERS,
    TIMES_OF_DAY,
)
from operator_app.language.tokens import Kind

if TYPE_CHECKING:
    from operator_app.language.analysis import Analysis, Unit


def as_genitive(analysis: Analysis, before: Unit | None, head: int) -> float:
    """Weigh the genitive of the unit `head`; `before` is the unit before its whole group."""
    told = _after(analysis, before) if before is not None and before.kind is Kind.WORD else 0.0
    if told:
        return told
    around = [u for u in segment_units(analysis, head) if abs(u.index - head) <= 5]
    if any(u.index > head and (u.key in QUANTIFIERS or counts_alone(analysis, u)) for u in around):
        return 4.0
    keys = [u.key for u in around]
    if before is None and _opens_in_genitive(analysis, head):
        return 4.0
    if "нет" in keys or (before is None and _is_missing(analysis, head)):
        return 4.0
    verbs = verb_lemmas(analysis, head)
    if "не" in keys and "быть" in verbs:
        return 4.0 if {"было", "будет"} & set(keys) else 2.0
    if verbs & GENITIVE_VERBS:
        return 2.8 if "не" in keys else 1.5
    if before is not None and is_denied(analysis, before):
        # «не нашли чек»: rather the thing than several of another one («чека»).
        own = any(
            (r.case, r.lemma) == ("accs", analysis.units[head].key)
            for r in analysis.units[head].of("NOUN")
        )
        return 2.0 if own else 2.8
    if any(is_denied(analysis, u) for u in around if u.index > head):
        return 2.8
    return 0.5 if "не" in keys else -1.5


def _after(analysis: Analysis, before: Unit) -> float:
    """Weigh a genitive by the word before it; 0 where that tells nothing."""
    if any(r.lemma in NUMBERS for r in before.of("NOUN")):
        return 8.0
    if any(r.pos == "NOUN" for r in before.readings[:1]):
        governed = before.index in governed_units(analysis)
        return 2.2 if governed and before.key not in COMPOUND_PREPOSITIONS else 3.8
    if before.key in QUANTIFIERS or any(r.lemma in QUANTIFIERS for r in before.readings[:2]):
        return 4.0
    other = analysis.units[before.index - 1] if before.index else before
    if before.key in {"и", "или"} and {r.case for r in other.of("NOUN")} == {"gent"}:
        # «сборник сказок и былей»
        return 3.0
    return 0.0


def _opens_in_genitive(analysis: Analysis, head: int) -> bool:
    """Tell «удачи вам» and «минут через пять», «часов в семь вечера»."""
    following = analysis.units[head + 1 : head + 3]
    if [u.key for u in following[:1]] in (["вам"], ["тебе"]):
        return not verb_lemmas(analysis, head)
    counted = [u for u in following[1:] if u.kind is Kind.NUMBER or u.of("NUMR")]
    named = analysis.units[head + 3 : head + 4] if counted else ()
    if any(r.lemma not in TIMES_OF_DAY for u in named for r in u.of("NOUN")):
        # «чек на 500 рублей»: the count has a noun of its own.
        return False
    return bool(counted) and following[0].is_preposition


def _is_missing(analysis: Analysis, head: int) -> bool:
    """Tell «мастера, с которым вы говорили, нет», where an aside parts the noun from «нет»."""
    ordinal = analysis.segment_of(head)
    if ordinal < 0 or segment_kind(analysis, ordinal) is not SegmentKind.FRAGMENT:
        return False
    missing = {"нет", "мало", "много", "немного", "немало", "достаточно"}
    return any(analysis.units[at].key in missing for at in clause_units(analysis, head))


def is_named_before(analysis: Analysis, head: int) -> bool:
    """Tell whether another noun before this one may be the subject."""
    around = [u for u in segment_units(analysis, head) if u.index < head]
    governed = governed_units(analysis)
    free = [u for u in around if u.index not in governed]
    return any(r.case == "nomn" for u in free for r in u.of("NOUN", "NPRO"))


def is_denied(analysis: Analysis, verb: Unit) -> bool:
    """Tell «не имеет значения»: right after what is denied a genitive is likelier than a plural."""
    denied = verb.index > 0 and analysis.units[verb.index - 1].key == "не"
    return denied and any("tran" in r.tags for r in verb.of("VERB", "INFN", "GRND"))


def counts_alone(analysis: Analysis, unit: Unit) -> bool:
    """Tell whether a numeral counts a noun that stands before it: «ошибок было две»."""
    following = analysis.units[unit.index + 1 : unit.index + 2]
    counted = any(u.of("NOUN", "ADJF", "NUMR", "PRTF") or u.kind is Kind.NUMBER for u in following)
    before = analysis.units[unit.index - 1 : unit.index]
    named = any(u.is_preposition for u in before)
    return any(r.case == "nomn" for r in unit.of("NUMR")) and not counted and not named


def verb_lemmas(analysis: Analysis, head: int) -> set[str]:
    """Return the lemmas of the verbs that no mark parts from `head`."""
    return {
        r.lemma
        for u in segment_units(analysis, head)
        for r in u.of("VERB", "INFN", "GRND", "PRTF", "PRTS")
    }


def segment_units(analysis: Analysis, head: int) -> list[Unit]:
    """Return the units around `head` that no mark parts from it."""
    ordinal = analysis.segment_of(head)
    if ordinal < 0:
        return []
    start, end = analysis.segments[ordinal]
    return list(analysis.units[max(start, head - FARTHEST) : min(end, head + FARTHEST)])
