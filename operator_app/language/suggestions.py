"""What may stand in the place of a discouraged phrase, in the form its sentence asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from operator_app.domain.phrases import Approved, Gender, Rule, RuleForm
from operator_app.language.capitals import capitalised, is_capitals, plain, shouted
from operator_app.language.edits import Edit, Offer, changed, shared_offer
from operator_app.language.gender_pairs import spell_both, spell_gender
from operator_app.language.inflection import adjective_like, noun_form, phrase_in_form, verb_like
from operator_app.language.morphology import Reading
from operator_app.language.phrase_structure import Phrase, group, read_phrase
from operator_app.language.reading_in_place import head_readings
from operator_app.language.surroundings import allows

if TYPE_CHECKING:
    from operator_app.language.phrase_trie import Match
    from operator_app.language.tokens import Sentence


def suggest(sentence: Sentence, match: Match, rule: Rule, gender: Gender | None) -> Offer:
    """Return the suggestions of a rule for one match, in the order of its table."""
    tokens = sentence.tokens
    span = (tokens[match.first].start, tokens[match.last].end)
    choices: list[list[Edit]] = []
    sure = True
    for item in rule.approved:
        if not allows(item.place, sentence, match.first, match.last):
            continue
        for text in [spell_gender(item.text, gender)] if gender else spell_both(item.text):
            edits, certain = _edits(sentence, match, rule, item, text)
            choices.append(changed(sentence.text, edits))
            sure = sure and certain
    return shared_offer(sentence.text, span, choices, sure=sure)


def _edits(
    sentence: Sentence, match: Match, rule: Rule, item: Approved, text: str
) -> tuple[list[Edit], bool]:
    del item
    tokens = sentence.tokens
    start, end = tokens[match.first].start, tokens[match.last].end
    spelled, certain = text, True
    if rule.form is RuleForm.INFLECT:
        spelled, certain = _inflected(sentence, match, read_phrase(text, _wanted_pos(match)))
    return [Edit(start, end, _in_capitals(sentence, match, spelled))], certain


def _wanted_pos(match: Match) -> str:
    head = match.entry.phrase.head_reading
    return head.pos if head is not None and head.pos != "PRTF" else ""


def _inflected(sentence: Sentence, match: Match, phrase: Phrase) -> tuple[str, bool]:
    found = head_readings(sentence, match)
    head = phrase.head_reading
    if not found or head is None:
        return phrase.text, not found
    form = _form_like(head, found[0])
    return (phrase_in_form(phrase, form), True) if form else (phrase.text, False)


def _form_like(head: Reading, model: Reading) -> Reading | None:
    if model.pos == "NOUN":
        return noun_form(head, model.case, model.number)
    if group(model.pos) == "A":
        return adjective_like(head, model)
    return verb_like(head, model)


def _in_capitals(sentence: Sentence, match: Match, text: str) -> str:
    """Give the suggestion the capitals of what it replaces; an acronym's capitals mean nothing."""
    acronyms = {word.token.key for word in match.entry.phrase.words if is_capitals(word.token.text)}
    tokens = sentence.tokens[match.first : match.last + 1]
    letters = "".join(tok.text for tok in tokens if tok.key not in acronyms)
    first = tokens[0]
    if is_capitals(letters):
        return shouted(text)
    if first.key in acronyms:
        opens = not any(tok.text[0].isalnum() for tok in sentence.tokens[: match.first])
        return capitalised(text) if opens else plain(text)
    return capitalised(text) if first.text[:1].isupper() else plain(text)
