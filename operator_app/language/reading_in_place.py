"""Which reading of a matched word counts where it stands: the one meant, or another word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from operator_app.language.inflection import agreement_of, attribute_form
from operator_app.language.morphology import Reading, readings
from operator_app.language.phrase_structure import Role, group

if TYPE_CHECKING:
    from operator_app.domain.phrases import Rule
    from operator_app.language.phrase_trie import Match
    from operator_app.language.tokens import Sentence


def stands_as(sentence: Sentence, match: Match, rule: Rule) -> bool:
    """Tell whether the matched words can be the words of the rule where they stand."""
    del rule
    return match.entry.phrase.head < 0 or bool(head_readings(sentence, match))


def head_readings(sentence: Sentence, match: Match) -> tuple[Reading, ...]:
    """Return the readings of the matched head that are the rule's word and fit its attributes."""
    model = match.entry.phrase.head_reading
    if model is None:
        return ()
    found = readings(sentence.tokens[match.head].text)
    same = [r for r in found if same_entry(r, model)]
    return tuple(r for r in same if _attributes_agree(sentence, match, r))


def same_entry(reading: Reading, model: Reading) -> bool:
    """Tell whether two readings belong to one dictionary entry (a participle: to its own forms)."""
    if reading.lemma != model.lemma or group(reading.pos) != group(model.pos):
        return False
    if model.pos == "PRTF":
        shape = {"past", "pres", "actv", "pssv"}
        return reading.pos in {"PRTF", "PRTS"} and reading.tags & shape == model.tags & shape
    return True


def _attributes_agree(sentence: Sentence, match: Match, head: Reading) -> bool:
    if head.pos != "NOUN":
        return True
    ask = agreement_of(head)
    for word, at in zip(match.entry.phrase.words, match.slots, strict=True):
        if word.role is not Role.AGREES or word.reading is None or at < 0:
            continue
        form = attribute_form(word.reading, ask)
        spelled = sentence.tokens[at].key
        if form is None or form.word.replace("ё", "е") != spelled:
            return False
    return True
