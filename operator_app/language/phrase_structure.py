"""How a rule's phrase is built: which word is its head, which agree with it, which are frozen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Final

from operator_app.language.analogy import by_analogy, substantive
from operator_app.language.compounds import second_of_two
from operator_app.language.morphology import Reading, fold, indeclinable, readings
from operator_app.language.tokens import Kind, Span, Token, sentence_tokens

ADJECTIVAL: Final = frozenset({"ADJF", "PRTF"})
VERBAL: Final = frozenset({"VERB", "INFN", "GRND", "PRTF", "PRTS"})
_GROUPS: Final = {
    "NOUN": "N",
    "ADJF": "A",
    "ADJS": "A",
    "COMP": "A",
    "VERB": "V",
    "INFN": "V",
    "GRND": "V",
    "PRTF": "V",
    "PRTS": "V",
}
_UNCOMMON: Final = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn", "Abbr", "Infr"})
GAP: Final = "…"
VAGUE: Final = frozenset({"то", "нибудь", "либо"})
"""Particles after a hyphen: in «какой-то» the first part is declined."""
AS_NOUN: Final = "AsNoun"
"""Tag of a rule's adjective that means a noun."""


class Role(Enum):
    """What a word does in its phrase."""

    HEAD = auto()
    AGREES = auto()
    BESIDE = auto()
    GOVERNED = auto()
    FROZEN = auto()


@dataclass(frozen=True, slots=True)
class PhraseWord:
    """A token of a phrase; `reading` is given for all but frozen words."""

    token: Token
    role: Role
    reading: Reading | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """`words` hold marks and placeholders too; `head` indexes them, -1 when all is frozen."""

    text: str
    words: tuple[PhraseWord, ...]
    head: int

    @property
    def head_reading(self) -> Reading | None:
        """Return the reading of the head, None when all is frozen."""
        return self.words[self.head].reading if self.head >= 0 else None

    @property
    def in_plural(self) -> bool:
        """Tell whether the phrase is given in the plural: «Технические работы», «Сведения»."""
        head = self.head_reading
        if head is None or head.pos != "NOUN":
            return False
        given = [r for r in readings(self.words[self.head].token.text) if r.lemma == head.lemma]
        return {r.number for r in given if r.pos == "NOUN" and r.case == "nomn"} == {"plur"}


def group(pos: str) -> str:
    """Return the lexical class of a part of speech: all forms of one verb share theirs."""
    return _GROUPS.get(pos, pos)


def phrase_tokens(text: str) -> tuple[Token, ...]:
    """Cut a phrase as a sentence is cut; quotations and file names in it are plain words."""
    zones = tuple(
        (start, end, Kind.PLACEHOLDER) for start, end in _placeholders(text) if end > start
    )
    return sentence_tokens(Span(0, text, zones)).tokens


def frozen_phrase(text: str) -> Phrase:
    """Read a phrase none of whose words may change."""
    return Phrase(text, tuple(PhraseWord(tok, Role.FROZEN) for tok in phrase_tokens(text)), -1)


def read_phrase(text: str, pos: str = "") -> Phrase:
    """Find the head of a phrase given in its dictionary form; `pos` is the head's, if known."""
    tokens = phrase_tokens(text)
    choices = [_whole(tokens, at) for at in range(len(tokens))]
    if len(choices) == 1 and _is_unknown_noun(choices[0], text, pos):
        choices = [by_analogy(text) or choices[0]]
    head = _head(tokens, choices, pos)
    if head is None:
        return frozen_phrase(text)
    at, reading = head
    words = [PhraseWord(token, Role.FROZEN) for token in tokens]
    words[at] = PhraseWord(tokens[at], Role.HEAD, reading)
    second = _second(tokens, at) if reading.pos == "NOUN" else None
    if second is not None:
        words[at + 1] = PhraseWord(tokens[at + 1], Role.BESIDE, second)
    if reading.pos == "NOUN":
        for index in _attributes(choices, at):
            found = _agreeing(choices[index], reading)
            if found:
                words[index] = PhraseWord(tokens[index], Role.AGREES, found)
    return Phrase(text, tuple(words), at)


def _is_unknown_noun(found: tuple[Reading, ...], text: str, pos: str) -> bool:
    """Tell whether the dictionary has no noun of this form, where one is or may be meant."""
    nouns = [r for r in found if r.pos == "NOUN" and (r.known or r.lemma == fold(text))]
    return not nouns and (pos == "NOUN" or not (pos or any(r.known for r in found)))


def as_noun_phrase(phrase: Phrase) -> Phrase:
    """Let an adjective of one word stand for the noun it implies: «справочная»."""
    head = phrase.head_reading
    if head is None or head.pos not in ADJECTIVAL or len(phrase.words) > 1:
        return phrase
    reading = replace(head, tags=head.tags | {AS_NOUN})
    return replace(phrase, words=(replace(phrase.words[0], reading=reading),))


def as_noun(adjective: Reading, model: Reading) -> Reading | None:
    """Return the reading as that of the noun it implies, None for another gender than its own."""
    if adjective.pos not in ADJECTIVAL or adjective.gender not in {model.gender, ""}:
        return None
    return substantive(adjective, alive="anim" in adjective.tags)


def with_governed(phrase: Phrase) -> Phrase:
    """Let nouns that follow the head vary in number: exceptions are matched that widely."""
    if phrase.head < 0:
        return phrase
    words = list(phrase.words)
    for index in range(phrase.head + 1, len(words)):
        found = [r for r in readings(words[index].token.text) if r.pos == "NOUN"]
        if words[index].role is Role.FROZEN and found:
            words[index] = PhraseWord(words[index].token, Role.GOVERNED, found[0])
    return Phrase(phrase.text, tuple(words), phrase.head)


def _placeholders(text: str) -> list[tuple[int, int]]:
    found, position = [], 0
    while (start := text.find("{", position)) >= 0:
        end = text.find("}", start)
        if end < 0:
            break
        while text[end + 1 : end + 2] == "}":
            end += 1
        found.append((start, end + 1))
        position = end + 1
    return found


def _whole(tokens: tuple[Token, ...], at: int) -> tuple[Reading, ...]:
    """Return the readings of a word; the last part of a hyphenated one stands for the whole.

    The first does where it is declined, and where nothing inflects the last: «шкаф-купе».
    """
    token = tokens[at]
    if token.kind is not Kind.WORD:
        return ()
    found = readings(token.text)
    if token.glued_right or token.glued_left:
        leads = _second(tokens, at) or (token.glued_right and _is_fixed(tokens[at + 1]))
        follows = token.glued_left and not (
            _second(tokens, at - 1) or (_is_fixed(token) and _has_noun(tokens[at - 1]))
        )
        if token.key in VAGUE or (token.glued_right and tokens[at + 1].key in VAGUE):
            return found if token.glued_right else ()
        return found if (leads and _has_noun(token)) or follows else ()
    return found


def _second(tokens: tuple[Token, ...], at: int) -> Reading | None:
    """Return the second noun of a compound that begins at a token, if both are declined."""
    alone = not tokens[at].glued_left and tokens[at].glued_right
    if not alone or tokens[at + 1].glued_right:
        return None
    return second_of_two(tokens[at].text, tokens[at + 1].text)


def _is_fixed(token: Token) -> bool:
    return any(r.lemma == token.key and r.has("NOUN", "Fixd") for r in readings(token.text))


def _has_noun(token: Token) -> bool:
    return any(r.pos == "NOUN" and r.known for r in readings(token.text))


def _head(
    tokens: tuple[Token, ...], choices: list[tuple[Reading, ...]], pos: str
) -> tuple[int, Reading] | None:
    words = [at for at, token in enumerate(tokens) if token.kind is Kind.WORD]
    if pos:
        grouped = _head_of_group(words, choices) if len(words) > 1 else None
        if grouped is not None and group(grouped[1].pos) == group(pos):
            return grouped
        for at, found in enumerate(choices):
            alike = ADJECTIVAL if group(pos) == "A" else frozenset({pos})
            wanted = [r for r in found if r.pos in alike or group(r.pos) == group(pos)]
            if wanted:
                return at, _dictionary_form(wanted)
        return None
    if len(words) == 1:
        lone = words[0]
        acronym = _is_acronym(tokens[lone])
        if choices[lone] and not (acronym and not any(r.pos == "NOUN" for r in choices[lone])):
            return lone, _dictionary_form(list(choices[lone]))
        # «ТО» is no conjunction.
        return (lone, indeclinable(tokens[lone].text)[0]) if acronym else None
    joined = all(tokens[at].glued_left for at in words[1:])
    if words and joined and all(tokens[at].text.isascii() for at in words):
        # «e-mail»
        return words[-1], indeclinable(tokens[words[-1]].text)[0]
    return _head_of_group(words, choices)


def _is_acronym(token: Token) -> bool:
    """Tell a noun that nothing inflects: АТС, SMS, cashback."""
    told = token.text.isupper() or token.text.isascii()
    return told and len(token.text) > 1 and not token.glued_right


def _head_of_group(
    words: list[int], choices: list[tuple[Reading, ...]]
) -> tuple[int, Reading] | None:
    after_preposition = False
    adjective: tuple[int, Reading] | None = None
    oblique: tuple[int, Reading] | None = None
    for at in words:
        found = choices[at]
        top = found[0] if found else None
        if top is not None and top.pos == "PREP":
            after_preposition = True
        if top is None or after_preposition:
            continue
        if any(r.pos == "INFN" for r in found) or top.pos == "VERB":
            return at, next((r for r in found if r.pos == "INFN"), top)
        nouns = [r for r in found if r.pos == "NOUN"]
        nominative = [r for r in nouns if r.case == "nomn"]
        if nominative and not _is_attribute(found, choices[at + 1 :][:1]):
            return at, _dictionary_form(nominative)
        if adjective is None:
            adjectives = [r for r in found if r.pos in ADJECTIVAL and r.case == "nomn"]
            adjective = (at, _dictionary_form(adjectives)) if adjectives else None
        if oblique is None and top.pos == "NOUN":
            oblique = (at, nouns[0])
    return oblique or adjective


def _is_attribute(found: tuple[Reading, ...], after: list[tuple[Reading, ...]]) -> bool:
    """Tell «рабочий» in «рабочий день» from the noun it may be."""
    nouns = [r for next_word in after for r in next_word if r.pos == "NOUN" and r.case == "nomn"]
    return any(_agreeing(found, noun) for noun in nouns)


def _dictionary_form(found: list[Reading]) -> Reading:
    """Prefer the reading that is the entry's own first form, then a common one, then the score."""

    def rank(reading: Reading) -> tuple[bool, bool, bool, bool, bool, float]:
        return (
            reading.lemma == reading.word.replace("ё", "е"),
            # «Правила» in a table are rules, not what someone corrected.
            reading.pos not in {"VERB", "GRND"},
            reading.number != "plur",
            not reading.tags & _UNCOMMON,
            reading.case in {"nomn", ""},
            reading.score,
        )

    things = [r for r in found if r.pos == "NOUN" and r.case == "nomn" and not r.tags & _UNCOMMON]
    # «Сланцы» are shoes rather than the town.
    return max([r for r in found if not r.tags & _UNCOMMON] if things else found, key=rank)


def _attributes(choices: list[tuple[Reading, ...]], head: int) -> list[int]:
    """Return the run of words before the head that may agree with it."""
    run = []
    for index in range(head - 1, -1, -1):
        if not any(r.pos in ADJECTIVAL for r in choices[index]):
            break
        run.append(index)
    return run


def _agreeing(found: tuple[Reading, ...], head: Reading) -> Reading | None:
    for reading in found:
        if reading.pos not in ADJECTIVAL or reading.case != head.case:
            continue
        if reading.number == head.number and (
            reading.number == "plur" or reading.gender == head.gender
        ):
            return reading
    return None
