"""Phrase rules compiled for checking text: what is underlined, and what may stand there instead."""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from typing import TYPE_CHECKING, Final, NamedTuple

from operator_app.domain.phrases import Hit, Place, Rule, RuleForm, rule_as_mapping
from operator_app.language.analysis import analyse
from operator_app.language.gender_pairs import pair_spans, spell_both
from operator_app.language.morphology import fold, lemmas
from operator_app.language.phrase_structure import (
    Phrase,
    as_noun_phrase,
    frozen_phrase,
    read_phrase,
    with_governed,
)
from operator_app.language.phrase_trie import Entry, Match, PhraseTrie, Purpose
from operator_app.language.reading_in_place import stands_as
from operator_app.language.suggestions import suggest
from operator_app.language.surroundings import allows, context_lemmas
from operator_app.language.tokens import Kind, Sentence, Span, lines, sentence_spans
from operator_app.language.tokens import sentence_tokens as cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from operator_app.domain.phrases import Gender
    from operator_app.language.analysis import Analysis

VERSION: Final = 19
"""Grows when the same rules would find or suggest something else; part of the digest."""

_CACHED_SENTENCES: Final = 2_000


class Underline(NamedTuple):
    """A discouraged phrase in a text, half-open, in code points; what it costs nothing to know."""

    start: int
    end: int
    rule: Rule
    found: Match
    sentence: Sentence


def rules_digest(rules: Iterable[Rule]) -> str:
    """Return a SHA-256 of the rules and of this engine's version, in hexadecimal."""
    whole = [VERSION, *(rule_as_mapping(rule) for rule in rules)]
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def compile_rules(rules: Iterable[Rule]) -> PhraseTable:
    """Read every phrase of the rules into one trie; about 60 µs a phrase, safe off any thread."""
    kept = tuple(rules)
    trie = PhraseTrie()
    for ordinal, rule in enumerate(kept):
        for entry in _entries(ordinal, rule):
            trie.add(entry)
    return PhraseTable(kept, trie)


class PhraseTable:
    """Rules ready to check text. Sentences are remembered: a repeated one costs a look-up."""

    def __init__(self, rules: tuple[Rule, ...], trie: PhraseTrie) -> None:
        self.rules = rules
        self.digest = rules_digest(rules)
        self._trie = trie
        self._not_with = [context_lemmas(rule.context_not) for rule in rules]
        self._only_with = [context_lemmas(rule.context_any) for rule in rules]
        self._analysed: Analysis | None = None
        self._remembered: OrderedDict[object, tuple[Underline, ...]] = OrderedDict()

    def underlines(self, text: str) -> tuple[Underline, ...]:
        """Return what is discouraged in `text`, in order; suggestions are not computed."""
        found: list[Underline] = []
        for start, line in lines(text):
            for span in sentence_spans(line):
                here = self._of_sentence(span)
                if here:
                    found += _placed(here, start + span.start)
        return tuple(found)

    def complete(self, underline: Underline, agent_gender: Gender | None = None) -> Hit:
        """Return the hit with its suggestions; offsets as those of the underline."""
        analysis = self._analysis_of(underline.sentence)
        offer = suggest(analysis, underline.found, underline.rule, agent_gender)
        at = underline.sentence.start
        return Hit(
            start=underline.start,
            end=underline.end,
            rule=underline.rule.id,
            replace_start=at + offer.start,
            replace_end=at + offer.end,
            suggestions=offer.texts,
            sure=offer.sure,
        )

    def check(self, text: str, agent_gender: Gender | None = None) -> tuple[Hit, ...]:
        """Return every hit in `text` with its suggestions, in the order of `start`."""
        return tuple(self.complete(found, agent_gender) for found in self.underlines(text))

    def _analysis_of(self, sentence: Sentence) -> Analysis:
        """Keep the analysis of one sentence: all its hits are mostly asked for in a row."""
        if self._analysed is None or self._analysed.sentence is not sentence:
            self._analysed = analyse(sentence)
        return self._analysed

    def _of_sentence(self, span: Span) -> tuple[Underline, ...]:
        """Return the underlines of a sentence as if it opened the text."""
        key = (span.text, span.zones, span.lead) if span.zones or span.lead else span.text
        known = self._remembered.get(key)
        if known is None:
            sentence = cut(span._replace(start=0))
            known = tuple([self._underline(sentence, one) for one in self._filtered(sentence)])
            self._remembered[key] = known
            if len(self._remembered) > _CACHED_SENTENCES:
                self._remembered.popitem(last=False)
        return known

    def _underline(self, sentence: Sentence, match: Match) -> Underline:
        start, end = sentence.tokens[match.first].start, sentence.tokens[match.last].end
        return Underline(start, end, self.rules[match.entry.rule], match, sentence)

    def _filtered(self, sentence: Sentence) -> Iterator[Match]:
        found = list(self._trie.find(sentence))
        approved = [match for match in found if match.entry.purpose is Purpose.APPROVED]
        exceptions = [match for match in found if match.entry.purpose is Purpose.EXCEPTION]
        discouraged = [match for match in found if match.entry.purpose is Purpose.DISCOURAGED]
        judge = _Judge(self, sentence)
        kept: list[Match] = []
        taken: set[int] = set()
        for match in sorted(discouraged, key=lambda match: _rank(sentence, match)):
            own = range(match.first, match.last + 1)
            if (
                taken.isdisjoint(own)
                and not any(_overlap(match, one) and _same_rule(match, one) for one in exceptions)
                and not any(_lies_inside(match, one) for one in approved)
                and judge.allows(match)
            ):
                kept.append(match)
                taken.update(own)
        return iter(sorted(kept, key=lambda match: match.first))

    def context_of(self, ordinal: int) -> tuple[frozenset[str], frozenset[str]]:
        """Return the lemmas a rule must not stand beside, and those one of which it must."""
        return self._not_with[ordinal], self._only_with[ordinal]


class _Judge:
    """Where matches of one sentence may stand; what all of them need is found out once."""

    def __init__(self, table: PhraseTable, sentence: Sentence) -> None:
        self._table = table
        self._sentence = sentence
        self._lemmas: frozenset[str] | None = None
        self._analysis: Analysis | None = None

    def allows(self, match: Match) -> bool:
        """Tell whether quotation, place, context and reading let the match be a hit."""
        tokens = self._sentence.tokens[match.first : match.last + 1]
        if any(token.quoted or token.kind is Kind.OPAQUE for token in tokens):
            return False
        rule = self._table.rules[match.entry.rule]
        if rule.place is not Place.ANY and not allows(
            rule.place, self._sentence, match.first, match.last, closed_right=True
        ):
            return False
        banned, wanted = self._table.context_of(match.entry.rule)
        if banned and not banned.isdisjoint(self._present()):
            return False
        if wanted and wanted.isdisjoint(self._present()):
            return False
        return stands_as(self._sentence, match, rule, self._analysed)

    def _present(self) -> frozenset[str]:
        if self._lemmas is None:
            words = [token for token in self._sentence.tokens if token.kind is Kind.WORD]
            self._lemmas = frozenset(
                lemma for word in words for lemma in (word.key, *lemmas(word.text))
            )
        return self._lemmas

    def _analysed(self) -> Analysis:
        if self._analysis is None:
            self._analysis = analyse(self._sentence)
        return self._analysis


def _placed(found: tuple[Underline, ...], by: int) -> list[Underline]:
    first = found[0].sentence
    # At every key for each sentence of the block: `replace` takes five times as long.
    sentence = Sentence(by, first.text, first.tokens, first.lead)
    return [
        Underline(start + by, end + by, rule, match, sentence)
        for start, end, rule, match, _ in found
    ]


def _entries(ordinal: int, rule: Rule) -> Iterator[Entry]:
    for text in rule.discouraged:
        for spelling in spell_both(text):
            phrase = _discouraged(spelling, rule)
            yield Entry(Purpose.DISCOURAGED, ordinal, phrase)
        if pair_spans(text):
            # Typed as the rule spells it: «готов(а)».
            yield Entry(Purpose.DISCOURAGED, ordinal, frozen_phrase(text))
    for text in rule.exceptions:
        yield Entry(Purpose.EXCEPTION, ordinal, with_governed(read_phrase(text)))
    for item in rule.approved:
        for spelling in spell_both(item.text):
            yield Entry(Purpose.APPROVED, ordinal, read_phrase(spelling))


def _discouraged(text: str, rule: Rule) -> Phrase:
    if rule.form is RuleForm.FIXED:
        return frozen_phrase(text)
    phrase = read_phrase(text, rule.pos)
    if rule.pos == "NOUN" and phrase.head < 0:
        return as_noun_phrase(read_phrase(text))
    if rule.pos or len(phrase.words) > 1 or not rule.approved:
        return phrase
    # Больной → Пациент: what is approved tells which part of speech is meant.
    model = read_phrase(rule.approved[0].text).head_reading
    alike = read_phrase(text, model.pos) if model is not None else phrase
    if model is not None and model.pos == "NOUN" and alike.head < 0:
        # Справочная → Оператор: an adjective that the rule takes for a noun.
        return as_noun_phrase(phrase)
    reading = alike.head_reading
    own_form = reading is not None and reading.lemma == fold(text)
    return alike if own_form else phrase


def _overlap(one: Match, other: Match) -> bool:
    return one.first <= other.last and other.first <= one.last


def _same_rule(one: Match, other: Match) -> bool:
    return one.entry.rule == other.entry.rule


def _lies_inside(inner: Match, outer: Match) -> bool:
    longer = outer.last - outer.first > inner.last - inner.first
    return longer and outer.first <= inner.first and inner.last <= outer.last


def _rank(sentence: Sentence, match: Match) -> tuple[int, int, int, int]:
    """Order matches: more words, then more characters, the earlier start, the earlier rule."""
    tokens = sentence.tokens[match.first : match.last + 1]
    words = sum(token.kind is Kind.WORD or token.kind is Kind.NUMBER for token in tokens)
    return -words, tokens[0].start - tokens[-1].end, match.first, match.entry.rule
