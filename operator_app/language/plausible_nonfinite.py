"""How well gerunds and infinitives fit the words around them, and prepositions like gerunds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from operator_app.language.genitives import segment_units
from operator_app.language.plausible_verbs import has_certain_object
from operator_app.language.segments import is_finite
from operator_app.language.syntax_words import MODALS, PREPOSITIONS

if TYPE_CHECKING:
    from operator_app.language.analysis import Analysis


def governs_next(analysis: Analysis, head: int) -> bool:
    """Tell «согласно договору» from «согласно с ним»."""
    after = analysis.units[head + 1 : head + 2]
    cases = PREPOSITIONS.get(analysis.units[head].key, frozenset())
    return any(r.case in cases for u in after for r in u.of("NOUN", "ADJF", "NPRO", "PRTF"))


def as_gerund(analysis: Analysis, head: int) -> float:
    """Weigh «устав ждать, он ушёл»: a gerund opens a part that has no predicate."""
    start, end = analysis.segments[analysis.segment_of(head)]
    if start < head:
        denied = analysis.units[head - 1].key == "не"
        told = any(is_finite(u) for u in analysis.units[start:end])
        # «ни секунды не горя ровно»
        return 3.0 if denied and start and not told else -0.5
    if start and analysis.units[head].of("PREP") and governs_next(analysis, head):
        # «итого, включая доставку, тысяча», but «каждый раз, включая утюг, вы …»
        return 6.5 if start > 1 and analysis.units[start - 2].key == "раз" else -0.5
    others = analysis.units[head + 1 : end]
    if has_certain_object(analysis, list(analysis.units[head + 1 : head + 2])):
        # «слив воду, включите прибор»
        return 6.5
    if analysis.units[head].of("PREP") and governs_next(analysis, head):
        # «включая роутер, держите кнопку»
        main = analysis.units[end + 1 : end + 3]
        return 6.5 if any("impr" in r.tags for u in main for r in u.of("VERB")) else -0.5
    bare = not any(is_finite(u) or u.of("PRTS", "ADJS") for u in others)
    followed = end < len(analysis.units) and analysis.units[end].text == ","
    return 4.5 if others and bare and followed else 1.5


def after_modal(analysis: Analysis, head: int) -> bool:
    """Tell whether an infinitive has a word that rules it: «нечем печь», «пропасть он не мог»."""
    if head and analysis.units[head - 1].key == "как" and not analysis.units[head].of("VERB"):
        # «как знать»
        return True
    for unit in reversed(analysis.units[max(0, head - 4) : head]):
        if unit.text in {";", ":"} or unit.quoted:
            return False
        if unit.key == "чтобы" or any(r.lemma in MODALS for r in unit.readings):
            return True
    after = [unit for unit in segment_units(analysis, head) if unit.index > head]
    if any(unit.of("INFN") for unit in after):
        return False
    # «пропасть он не мог», «печь нельзя»
    ruling = {"мочь", "нельзя", "надо", "можно", "нужно", "пора", "необходимо", "уметь", "смочь"}
    ruling |= {"некому", "негде", "некогда", "незачем", "нечем"}
    return any(u.key in ruling or r.lemma in ruling for u in after[:4] for r in u.readings)
