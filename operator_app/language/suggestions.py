"""What may stand in the place of a discouraged phrase, in the form its sentence asks for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from operator_app.domain.phrases import RuleForm
from operator_app.language.agreement import agreement_edits
from operator_app.language.analogy import substantive
from operator_app.language.capitals import capitalised, is_capitals, like, plain, shouted
from operator_app.language.commas import comma_edits
from operator_app.language.counting import counted_anew, counted_singular
from operator_app.language.edits import Edit, Offer, changed, shared_offer
from operator_app.language.gender_pairs import spell_both, spell_gender
from operator_app.language.inflection import (
    adjective_like,
    agreement_of,
    beside_many,
    beside_paucal,
    noun_form,
    phrase_in_form,
    verb_like,
)
from operator_app.language.morphology import readings
from operator_app.language.noun_group import noun_group
from operator_app.language.phrase_structure import (
    AS_NOUN,
    as_noun_phrase,
    group,
    read_phrase,
)
from operator_app.language.predicate_agreement import Change
from operator_app.language.prepositions import preposition_before
from operator_app.language.reading_in_place import weighed_readings
from operator_app.language.surroundings import allows
from operator_app.language.syntax_words import MASS_PLURALS

if TYPE_CHECKING:
    from operator_app.domain.phrases import Gender, Rule
    from operator_app.language.analysis import Analysis
    from operator_app.language.morphology import Reading
    from operator_app.language.phrase_structure import Phrase
    from operator_app.language.phrase_trie import Match
    from operator_app.language.reading_in_place import Weighed
    from operator_app.language.tokens import Sentence

_PARTICIPLES = frozenset({"PRTF", "PRTS"})
_PROPER = frozenset({"Geox", "Name", "Surn", "Patr", "Orgn"})
_CLOSE = 0.8
"""Two readings nearer than this are a guess: the suggestion is offered as not sure."""


def suggest(analysis: Analysis, match: Match, rule: Rule, gender: Gender | None) -> Offer:
    """Return the suggestions of a rule for one match, in the order of its table."""
    sentence = analysis.sentence
    tokens = sentence.tokens
    span = (tokens[match.first].start, tokens[match.last].end)
    inflected = rule.form is RuleForm.INFLECT and match.entry.phrase.head >= 0
    weighed = weighed_readings(analysis, sentence, match) if inflected else ()
    choices: list[list[Edit]] = []
    sure = True
    for item in rule.approved:
        if not allows(item.place, sentence, match.first, match.last):
            continue
        for text in [spell_gender(item.text, gender)] if gender else spell_both(item.text):
            spelled, certain = _Spelling(analysis, match, text, weighed).best()
            if item.drop_commas:
                spelled += comma_edits(analysis, match)
            choices.append(changed(sentence.text, spelled))
            sure = sure and certain
    return shared_offer(sentence.text, span, choices, sure=sure)


class _Spelling:
    """One approved text in the place of one match."""

    def __init__(
        self, analysis: Analysis, match: Match, text: str, weighed: tuple[Weighed, ...]
    ) -> None:
        self._analysis = analysis
        self._match = match
        self._weighed = weighed
        self._phrase = _approved(text, _wanted_pos(match)) if weighed else None
        self._text = text

    def best(self) -> tuple[list[Edit], bool]:
        """Return the changes for the likeliest reading, and whether none is nearly as likely."""
        if not self._weighed or self._phrase is None or self._phrase.head_reading is None:
            return [self._edit(self._text)], not self._weighed
        best, *others = self._weighed
        edits, made = self._for_reading(best.reading)
        rivals = [other for other in others if best.weight - other.weight < _CLOSE]
        text = self._analysis.sentence.text
        agreed = all(
            changed(text, self._for_reading(rival.reading)[0]) == changed(text, edits)
            for rival in rivals
        )
        return edits, made and agreed

    def _for_reading(self, old: Reading) -> tuple[list[Edit], bool]:
        phrase = self._phrase
        form = self._form_like(phrase, old) if phrase is not None else None
        if phrase is None or form is None:
            return [self._edit(self._text)], False
        if old.pos != "NOUN":
            main = self._edit(phrase_in_form(phrase, form))
            return [main, *self._preposition(main)], True
        units, match = self._analysis.unit_of_token, self._match
        first, head = units[match.first], units[match.head]
        singular = counted_singular(self._analysis, first, old)
        if singular is not None:
            return self._for_reading(singular)
        around = noun_group(self._analysis, first, agreement_of(old))
        anew = counted_anew(self._analysis, around, head, old, form)
        form, counted = anew if anew is not None else (form, None)
        beside_count = (
            form.case == "gent" and form.number == "sing" and (around.paucal or counted is not None)
        )
        if beside_count:
            form = beside_paucal(form)
        elif around.numeral is not None:
            form = beside_many(form)
        main = self._edit(phrase_in_form(phrase, form, beside_count=beside_count))
        change = Change(first, units[match.last], head, old, form, main.text, counted)
        return [main, *agreement_edits(self._analysis, change)], True

    def _preposition(self, main: Edit) -> list[Edit]:
        """Spell о and с anew where an adjective right after them gives way: «со вторым»."""
        at = self._analysis.unit_of_token[self._match.first]
        before = self._analysis.units[at - 1] if at else None
        if before is None or not before.is_preposition:
            return []
        chosen = preposition_before(before.key, main.text)
        if chosen == before.key:
            return []
        return [Edit(before.start, before.end, like(before.text, chosen, main.text))]

    def _form_like(self, phrase: Phrase, model: Reading) -> Reading | None:
        head = phrase.head_reading
        if head is None:
            return None
        if model.pos == "NOUN":
            # A phrase given in the plural for a singular one is a plural by its sense.
            plural = phrase.in_plural and not self._match.entry.phrase.in_plural
            number = (
                "sing" if model.lemma in MASS_PLURALS and not phrase.in_plural else model.number
            )
            if AS_NOUN in head.tags:
                head = substantive(head, alive="anim" in model.tags)
            form = noun_form(head, model.case, "plur" if plural else number)
            if form is not None and model.gender and not readings(head.word):
                # The gender of an acronym (АТС, CRM) is not known: that of the old word stays.
                form = replace(form, gender=model.gender, tags=form.tags | {model.gender})
            return form
        if group(model.pos) == "A" or (model.pos in _PARTICIPLES and group(head.pos) == "A"):
            return adjective_like(head, model)
        return verb_like(head, model)

    def _edit(self, text: str) -> Edit:
        sentence = self._analysis.sentence
        tokens = sentence.tokens
        start, end = tokens[self._match.first].start, tokens[self._match.last].end
        return Edit(start, end, _in_capitals(sentence, self._match, text))


def _approved(text: str, pos: str) -> Phrase:
    """Read an approved phrase; an adjective or participle may stand for a noun."""
    phrase = read_phrase(text, pos)
    return as_noun_phrase(read_phrase(text)) if pos == "NOUN" and phrase.head < 0 else phrase


def _wanted_pos(match: Match) -> str:
    head = match.entry.phrase.head_reading
    if head is not None and AS_NOUN in head.tags:
        return "NOUN"
    return head.pos if head is not None and head.pos != "PRTF" else ""


def _in_capitals(sentence: Sentence, match: Match, text: str) -> str:
    """Give the suggestion the capitals of what it replaces; an acronym's capitals mean nothing."""
    words = zip(match.entry.phrase.words, match.slots, strict=True)
    acronyms = {at for word, at in words if is_capitals(word.token.text)}
    own = range(match.first, match.last + 1)
    letters = "".join(sentence.tokens[at].text for at in own if at not in acronyms)
    first = sentence.tokens[match.first]
    if is_capitals(letters):
        return shouted(text)
    if _is_proper(text):
        return text
    if match.first in acronyms:
        opens = not any(tok.text[0].isalnum() for tok in sentence.tokens[: match.first])
        return capitalised(text) if opens and first.text[:1].isupper() else plain(text)
    return capitalised(text) if first.text[:1].isupper() else plain(text)


def _is_proper(text: str) -> bool:
    """Tell whether the first word is a name whatever it stands for: its capital stays."""
    first = text.split(maxsplit=1)[0] if text.strip() else ""
    found = readings(first)
    return first[:1].isupper() and bool(found) and all(r.tags & _PROPER for r in found)
