"""The company words keep: it tells two lexemes apart that are spelled and even inflected alike."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from operator_app.language.genitives import segment_units
from operator_app.language.known_company import COMPANY
from operator_app.language.morphology import readings
from operator_app.language.segments import governed_units
from operator_app.language.syntax_words import (
    HABITS,
    PLACES,
    PRICES,
    VERB_COMPANY,
)
from operator_app.language.tokens import Kind

if TYPE_CHECKING:
    from operator_app.language.analysis import Analysis
    from operator_app.language.morphology import Reading

_FAR: Final = 9
"""A word farther away keeps no company."""


def known_company(analysis: Analysis, head: int, word: Reading) -> float:
    """Weigh the words around: «тонкое тесто» is no test, «заплачу от обиды» no payment."""
    known = COMPANY.get(word.lemma)
    if known is None:
        return 0.0
    near = range(max(0, head - _FAR), head + _FAR + 1)
    return 3.0 if any(at in near and at != head for at in _places(analysis, known)) else 0.0


@lru_cache(maxsize=8)
def _places(analysis: Analysis, known: frozenset[str]) -> tuple[int, ...]:
    return tuple(u.index for u in analysis.units if any(r.lemma in known for r in u.readings))


def verb_company(analysis: Analysis, head: int, reading: Reading) -> float:
    """Weigh the words that one of two verbs spelled alike keeps: «стоит 300 ₽», «лечу зуб»."""
    around = [u for u in segment_units(analysis, head) if 0 < abs(u.index - head) <= 4]
    after = [u for u in around if u.index > head]
    to_whom = {r.case for u in after[:1] for r in u.of("NPRO")}
    if "impr" in reading.tags and "datv" in to_whom:
        # «шли мне справку»
        return 5.0
    if reading.pos == "ADJS" and _is_no_participle(analysis, head, reading):
        # «вопрос сложен» is said of how it is, rather than of what was done.
        return known_company(analysis, head, reading) or 0.6
    found = known_company(analysis, head, reading)
    if found:
        return found
    if reading.pos == "PRTS" and _is_put(analysis, head):
        return 2.0
    if reading.lemma in VERB_COMPANY:
        return 1.5 if any(u.key in VERB_COMPANY[reading.lemma] for u in around) else 0.0
    costs = any(u.kind is Kind.NUMBER or u.key in PRICES for u in around)
    costs = costs or any(u.of("INFN") for u in after[:2])
    if reading.lemma == "стоить":
        # «стоил бы дороже, чем стоит новый»
        again = sum(any(r.lemma == "стоить" for r in u.readings) for u in analysis.units) > 1
        return 2.0 if costs or (again and _compares(analysis, head)) else 0.0
    if reading.lemma == "стоять":
        return 1.0 if any(u.key in PLACES for u in after[:1]) else 0.0 if costs else 0.5
    if reading.tags >= {"impf", "pres"} and any(u.key in HABITS for u in around):
        # «всегда узнает»: what is done often is not of the future.
        return 1.5
    governed = governed_units(analysis)
    objects = [u for u in after if u.index not in governed and u.of("NOUN", "NPRO")]
    cases = [{r.case for r in u.of("NOUN", "NPRO")} for u in objects]
    has_subject = bool(reading.tags & {"1per", "2per", "impr"})
    whom = {r.case for u in after[:1] if u.index not in governed for r in u.of("NOUN")}
    if "tran" in reading.tags and "1per" in reading.tags and "accs" in whom:
        # «лечу кота в клинике»
        return 2.0
    accusative = any("accs" in one and (has_subject or "nomn" not in one) for one in cases)
    return 1.0 if accusative and "tran" in reading.tags else 0.0


def _is_no_participle(analysis: Analysis, head: int, short: Reading) -> bool:
    """Tell «вопрос сложен», spelled like «стол сложен», from «склад закрыт»."""
    if not analysis.units[head].of("PRTS") or short.lemma.endswith(("нный", "тый", "мый")):
        return False
    return not any(r.pos == "PRTF" for r in readings(short.lemma))


def _compares(analysis: Analysis, head: int) -> bool:
    return any(u.key == "чем" for u in analysis.units[max(0, head - 2) : head])


def _is_put(analysis: Analysis, head: int) -> bool:
    """Tell «сложен в две коробки», «сложен и упакован» from «сложен в уходе»."""
    after = analysis.units[head + 1 : head + 4]
    joined = [u.key for u in after[:1]] == ["и"] and any(u.of("PRTS") for u in after[1:2])
    cases = {r.case for u in after[1:] for r in u.of("NOUN", "NUMR", "ADJF")}
    aimed = (
        [u.key for u in after[:1]] in (["в"], ["на"]) and "accs" in cases and "loct" not in cases
    )
    return joined or aimed or any(u.key in {"пополам", "вдвое", "вчетверо"} for u in after[:1])
