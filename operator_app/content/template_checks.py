"""What agents are told to say: its placeholders, and whether the company says such words."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from operator_app.content import check_wordings
from operator_app.content.faults import Fault
from operator_app.domain.calls import CALL_SLOTS
from operator_app.domain.phrasing import TemplateFault, parse_template, slots_of
from operator_app.language.morphology import is_known
from operator_app.language.phrase_table import PhraseTable

CASES: Final = (
    "именительный",
    "родительный",
    "дательный",
    "винительный",
    "творительный",
    "предложный",
)


def template_faults(
    template: str, answers: Collection[str] | None, file: str, line: int
) -> Iterator[Fault]:
    """Find what keeps a template from being filled; `answers` are names that scripts fill.

    None: they are not known, a script could not be read.
    """
    try:
        parts = parse_template(template)
    except TemplateFault as fault:
        near = template[fault.offset : fault.offset + 20]
        place = fault.offset + 1
        yield check_wordings.TEMPLATE_BROKEN.at(file, line, place=place, near=near)
        return
    for slot, _ in slots_of(parts):
        if answers is not None and slot.name not in (*CALL_SLOTS, *answers):
            known = ", ".join((*CALL_SLOTS, *sorted(set(answers) - set(CALL_SLOTS))))
            yield check_wordings.SLOT_UNKNOWN.at(file, line, slot=slot.name, known=known)
        if slot.form and slot.form not in CASES and not is_known(slot.form):
            words = {"slot": slot.name, "form": slot.form, "known": ", ".join(CASES)}
            yield check_wordings.SLOT_FORM_UNKNOWN.at(file, line, **words)


def phrase_faults(text: str, table: PhraseTable, file: str, line: int) -> Iterator[Fault]:
    """Find discouraged words in a text that an agent is told to say."""
    for hit in table.check(text):
        words = text[hit.start : hit.end]
        replaced = text[hit.replace_start : hit.replace_end]
        ru, en = "Скажите иначе.", "Say it otherwise."
        if hit.suggestions:
            instead = hit.suggestions[0]
            ru = f"Вместо «{replaced}» скажите «{instead}»."
            en = f"Instead of “{replaced}” say “{instead}”."
        values = {"words": words, "rule": hit.rule, "instead_ru": ru, "instead_en": en}
        yield check_wordings.PHRASE_DISCOURAGED.at(file, line, **values)
