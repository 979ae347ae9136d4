"""How well a little word fits: adverbs, conjunctions, numerals, pronouns, particles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from operator_app.language.capitals import is_capitals
from operator_app.language.genitives import segment_units
from operator_app.language.morphology import readings
from operator_app.language.noun_group import same_form
from operator_app.language.plausible_nonfinite import governs_next
from operator_app.language.segments import governed_units, is_finite
from operator_app.language.syntax_words import (
    DEGREES,
    HUMAN_VERBS,
    INSTRUMENTAL_VERBS,
    PREPOSITIONS,
)
from operator_app.language.tokens import WORDLIKE, Kind

if TYPE_CHECKING:
    from operator_app.language.analysis import Analysis, Unit
    from operator_app.language.morphology import Reading

_OLD: Final = 0.06
_COMPARING: Final = frozenset({"прежде", "иначе", "другой", "более", "менее"})


def as_little_word(analysis: Analysis, head: int, reading: Reading, barred: float) -> float:
    """Weigh adverbs, conjunctions, numerals, pronouns and particles."""
    if reading.pos == "CONJ" and _opens_condition(analysis, head):
        return 6.0
    if reading.pos == "CONJ" and _adds(analysis, head):
        return 6.0
    if reading.pos == "PREP" and governs_next(analysis, head):
        return 3.0 if analysis.units[head].key in {"выше", "ниже"} else 6.0
    if reading.pos == "NPRO" and head and analysis.units[head - 1].is_preposition:
        # «на ком оформлен договор»
        return 6.0 if reading.case in PREPOSITIONS[analysis.units[head - 1].key] else -5.0
    sure = _sure_little_word(analysis, head, reading)
    if sure is not None:
        return sure
    if reading.pos == "NUMR" and _counts_next(analysis, head, reading):
        # «на СТО машин нет» is rather of a station.
        return 6.0 if is_capitals(analysis.units[head].text) else 8.0
    if analysis.units[head].of("NOUN") and _is_idle(analysis, head, reading):
        return barred - 0.5
    at_home = 2.0 if reading.pos == "ADVB" and _is_where_one_is(analysis, head) else 0.0
    return barred + at_home + (3.2 if reading.pos == "ADVB" else 1.5)


def _sure_little_word(analysis: Analysis, head: int, reading: Reading) -> float | None:
    """Weigh a little word that its neighbours make sure, or rule out; None where they do not."""
    if reading.pos == "INTJ" and _is_set_off(analysis, head):
        return 6.0
    if reading.pos == "CONJ" and analysis.units[head].key == "чем":
        # «больше, чем обещали» from «чем могу помочь»
        near = analysis.units[max(0, head - 6) : head]
        compared = any(
            r.pos == "COMP"
            for u in near
            if u.key != "уже" or u.index >= head - 2
            for r in readings(u.text)
        )
        compared = compared or any(u.key in _COMPARING for u in near)
        return 6.0 if compared and not near[-1].is_preposition else -2.0
    if reading.pos in {"PRCL", "ADVB"} and _is_before_degree(analysis, head):
        return 6.0
    return None


def _is_set_off(analysis: Analysis, head: int) -> bool:
    """Tell «увы, мест нет»: no word is beside it."""
    beside = (*analysis.units[max(0, head - 1) : head], *analysis.units[head + 1 : head + 2])
    return all(unit.kind not in WORDLIKE for unit in beside)


def _is_before_degree(analysis: Analysis, head: int) -> bool:
    """Tell «уж очень долго» and «типа обещал» from «уж уполз»."""
    after = analysis.units[head + 1 : head + 2]
    if analysis.units[head].key == "типа":
        # «счётчик этого типа» has an attribute, «мастер типа обещал» none
        before = analysis.units[head - 1 : head] if head else ()
        return not any(u.of("ADJF", "PRTF", "ADVB") or u.key == "нет" for u in before)
    return any(u.key in DEGREES for u in after)


def _is_idle(analysis: Analysis, head: int, reading: Reading) -> bool:
    """Tell «берите семью» from «с семью», «правда на вашей стороне» from «правда, задержали»."""
    if reading.pos == "NUMR":
        after = analysis.units[head + 1 : head + 2]
        return not any(u.of("NUMR") or any(r.lemma == "один" for r in u.readings) for u in after)
    if reading.pos == "ADVB" and reading.score < _OLD:
        return True
    if analysis.units[head].key != "правда":
        return False
    around = analysis.units[max(0, head - 1) : head + 2]
    said = (is_finite(u) or u.of("PRTS", "ADJS", "PRED") for u in segment_units(analysis, head))
    return not any(said) and all(u.text not in {",", "?"} and u.key != "ли" for u in around)


def _adds(analysis: Analysis, head: int) -> bool:
    """Tell «чайник плюс доставка» from «большой плюс»."""
    if analysis.units[head].key not in {"плюс", "минус"} or not head:
        return False
    beside = (*analysis.units[head - 1 : head], *analysis.units[head + 1 : head + 2])
    named = (u for u in beside if u.kind is Kind.NUMBER or u.of("NOUN", "NUMR", "NPRO"))
    return len(list(named)) == 2


def _counts_next(analysis: Analysis, head: int, numeral: Reading) -> bool:
    """Tell «сорока рублей», «кончается семью нулями» from «сорока на крыше», «снабдим семью»."""
    after = [u for u in analysis.units[head + 1 : head + 4] if not u.of("ADJF", "PRTF")][:1]
    cases = {r.case for u in after for r in u.of("NOUN") if r.number == "plur"}
    if numeral.case in {"nomn", "accs", "gent"} or numeral.case not in cases:
        return "gent" in cases and numeral.case in {"nomn", "accs", "gent"}
    before = analysis.units[head - 1] if head else None
    if before is not None and before.is_preposition:
        return numeral.case in PREPOSITIONS[before.key]
    objects = [r for r in analysis.units[head].of("NOUN") if r.case == "accs"]
    if before is not None and any(same_form(n, r) for n in objects for r in before.of("ADJF")):
        # «обеспечим вашу семью билетами»
        return False
    return not (objects and _awaits_object(analysis, head))


def _awaits_object(analysis: Analysis, head: int) -> bool:
    """Tell «снабдим семью продуктами» from «владеет семью языками», «срок ограничен семью»."""
    around = [u for u in segment_units(analysis, head) if u.index not in governed_units(analysis)]
    ruled = any("accs" in {r.case for r in u.of("NOUN", "NPRO")} for u in around if u.index != head)
    said = (r for u in around for r in u.of("VERB", "INFN", "GRND", "PRTF"))
    transitive = [r for r in said if "tran" in r.tags and "pssv" not in r.tags]
    return not ruled and any(r.lemma not in INSTRUMENTAL_VERBS for r in transitive)


def _opens_condition(analysis: Analysis, head: int) -> bool:
    """Tell «раз чека нет, …» from «раз в неделю, …»."""
    ordinal = analysis.segment_of(head)
    start, end = analysis.segments[ordinal] if ordinal >= 0 else (0, 0)
    after = analysis.units[head + 1 : end]
    if analysis.units[head].key == "благо":
        # «сам заберу, благо магазин рядом»
        return start == head > 0 and analysis.units[head - 1].text == "," and bool(after)
    said = any(is_finite(u) or u.key == "нет" or u.of("PRTS", "ADJS") for u in after)
    closed = end < len(analysis.units) and analysis.units[end].text == ","
    return start == head and said and closed and not after[0].is_preposition


def _is_where_one_is(analysis: Analysis, head: int) -> bool:
    """Tell «Мама дома?» and «дома никого нет» from «крыша дома»."""
    before = analysis.units[head - 1 : head] if head else ()
    alive = any(r.case == "nomn" and "anim" in r.tags for u in before for r in u.of("NOUN"))
    around = segment_units(analysis, head)
    if alive and not analysis.units[head].of("ADJS"):
        return not any(is_finite(u) or u.of("PRTS") for u in around)
    if head > 1 and analysis.units[head - 1].key in {"будет", "было"}:
        # «меня не будет дома»
        return any(u.of("NPRO") and u.index < head for u in around)
    if any(r.lemma in HUMAN_VERBS for u in analysis.units[head + 1 : head + 2] for r in u.readings):
        # «дома ждут»
        return True
    return around[:1] == [analysis.units[head]] and _is_whole_without(analysis, around[1:])


def _is_whole_without(analysis: Analysis, words: list[Unit]) -> bool:
    """Tell «дома никого нет», «дома забыли чек»: both the verb and its noun are there."""
    free = [u for u in words if u.index not in governed_units(analysis)]
    cases = {r.case for u in free if u.key != "нет" for r in u.of("NOUN", "NPRO")}
    if any(u.key == "нет" for u in free):
        return "gent" in cases
    did = any(r.has("VERB", "tran", "plur") for u in free if is_finite(u) for r in u.readings)
    return did and not cases.isdisjoint({"accs", "gent"})
