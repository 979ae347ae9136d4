"""Interjections, particles and «чем» where the words beside them leave no doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from operator_app.language.morphology import readings
from operator_app.language.syntax_words import DEGREES
from operator_app.language.tokens import WORDLIKE

if TYPE_CHECKING:
    from operator_app.language.analysis import Analysis
    from operator_app.language.morphology import Reading

_COMPARING: Final = frozenset({"прежде", "иначе", "другой", "более", "менее"})


def sure_little_word(analysis: Analysis, head: int, reading: Reading) -> float | None:
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
