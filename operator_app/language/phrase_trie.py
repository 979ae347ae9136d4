"""One trie over lemmas and spellings that finds discouraged, excepted and approved phrases."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from operator_app.language.analogy import by_analogy
from operator_app.language.capitals import is_capitals
from operator_app.language.gender_pairs import pair_spans
from operator_app.language.morphology import (
    Reading,
    fold,
    indeclinable,
    is_in_dictionary,
    readings,
)
from operator_app.language.phrase_structure import GAP, VAGUE, Phrase, PhraseWord, Role, group
from operator_app.language.tokens import WORDLIKE, Kind, Sentence, Token

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_GAP: Final = 3
_BEGINNING: Final = 2
"""Letters that all forms of a noun the dictionary lacks have in common."""


class Purpose(Enum):
    """What a phrase found in the text means."""

    DISCOURAGED = auto()
    EXCEPTION = auto()
    APPROVED = auto()


@dataclass(frozen=True, slots=True)
class Entry:
    """A phrase in the trie; `rule` is the ordinal of its rule."""

    purpose: Purpose
    rule: int
    phrase: Phrase


@dataclass(frozen=True, slots=True)
class Match:
    """An entry found over the tokens [first, last] of a sentence.

    `slots[i]` is the index of the token that stands for the i-th word of the phrase (-1: a mark
    or a gap that is absent).
    """

    entry: Entry
    first: int
    last: int
    slots: tuple[int, ...]

    @property
    def head(self) -> int:
        """Return the token that stands for the head, or the first one of a frozen phrase."""
        at = self.slots[self.entry.phrase.head] if self.entry.phrase.head >= 0 else -1
        return at if at >= 0 else self.first


@dataclass(slots=True)
class _Node:
    edges: dict[str, _Node] = field(default_factory=dict)
    entries: list[tuple[Entry, tuple[bool, ...]]] = field(default_factory=list)
    gap: _Node | None = None


@dataclass(frozen=True, slots=True)
class _State:
    node: _Node
    taken: tuple[int, ...]
    gap: int
    comma_skipped: bool


class PhraseTrie:
    """Grows by `add`; `find` yields every occurrence of every entry in a sentence."""

    def __init__(self) -> None:
        self._root = _Node()
        self._unknown: set[str] = set()

    def add(self, entry: Entry) -> None:
        """Store a phrase; each mark written in it may be present or absent in the text."""
        words = entry.phrase.words
        pairs = pair_spans(entry.phrase.text)
        optional = [
            at
            for at, word in enumerate(words)
            if _is_mark(word.token) and not any(a <= word.token.start < b for a, b in pairs)
        ]
        for choice in range(2 ** min(len(optional), 3)):
            absent = {at for bit, at in enumerate(optional[:3]) if choice >> bit & 1}
            here = tuple(at not in absent for at in range(len(words)))
            self._add_spelling(entry, here)
            if _is_open_compound(entry):
                self._add_spelling(entry, here, spaced=True)

    def _add_spelling(
        self, entry: Entry, present: tuple[bool, ...], *, spaced: bool = False
    ) -> None:
        node = self._root
        for word in entry.phrase.words:
            if word.reading is not None and not word.reading.known:
                self._unknown.add(word.token.key[:_BEGINNING])
        for word, here in zip(entry.phrase.words, present, strict=True):
            if not here:
                continue
            if word.token.text == GAP:
                node.gap = node.gap or _Node()
                node = node.gap
            else:
                edge = _edge(word).removeprefix("~") if spaced else _edge(word)
                node = node.edges.setdefault(edge, _Node())
        if node is not self._root:
            node.entries.append((entry, present))

    def find(self, sentence: Sentence) -> Iterator[Match]:
        """Yield the matches of a sentence in the order of their first token."""
        tokens = sentence.tokens
        keys = [self._keys(token) for token in tokens]
        for first, token in enumerate(tokens):
            if token.glued_left or token.kind is Kind.TAG:
                continue
            if self._root.gap is None and self._root.edges.keys().isdisjoint(keys[first]):
                continue
            states = _step(
                _State(self._root, (), 0, comma_skipped=False), token, keys[first], first
            )
            position = first
            while states:
                for state in states:
                    if not tokens[position].glued_right:
                        yield from _complete(state, first, position)
                position += 1
                if position == len(tokens):
                    break
                if tokens[position].kind is Kind.TAG:
                    break
                other, edges = tokens[position], keys[position]
                states = [one for state in states for one in _step(state, other, edges, position)]

    def _keys(self, token: Token) -> tuple[str, ...]:
        """Return the edges of a token; a word begun, or misspelled, costs no guess at its forms."""
        if token.kind is not Kind.WORD or token.key[:_BEGINNING] in self._unknown:
            return token_keys(token)
        if is_in_dictionary(token.text):
            return token_keys(token)
        spelled = f"={token.key}"
        return (f"~{spelled}", spelled) if token.glued_left else (spelled,)


def _complete(state: _State, first: int, last: int) -> Iterator[Match]:
    for entry, present in state.node.entries:
        if state.comma_skipped and entry.purpose is not Purpose.EXCEPTION:
            continue
        if state.taken[-1] != last:
            continue
        taken = iter(state.taken)
        slots = []
        for word, here in zip(entry.phrase.words, present, strict=True):
            is_gap = word.token.text == GAP
            slots.append(next(taken) if here and not is_gap else -1)
        yield Match(entry, first, last, tuple(slots))


def _step(state: _State, token: Token, keys: tuple[str, ...], at: int) -> list[_State]:
    after = _along_edges(state, keys, at, 0)
    if state.node.gap is not None:
        after += _along_edges(
            _State(state.node.gap, state.taken, 0, state.comma_skipped), keys, at, 0
        )
        if token.kind in WORDLIKE:
            after.append(_State(state.node.gap, state.taken, LONGEST_GAP - 1, comma_skipped=False))
    if state.gap > 0 and token.kind in WORDLIKE:
        inner = state.gap if token.glued_left else state.gap - 1
        after.append(_State(state.node, state.taken, inner, state.comma_skipped))
    if token.text == "," and state.taken:
        after.append(_State(state.node, state.taken, state.gap, comma_skipped=True))
    return after


def _along_edges(state: _State, keys: tuple[str, ...], at: int, gap: int) -> list[_State]:
    after = []
    for key in keys:
        node = state.node.edges.get(key)
        if node is not None:
            after.append(_State(node, (*state.taken, at), gap, state.comma_skipped))
    return after


def token_keys(token: Token) -> tuple[str, ...]:
    """Return every edge a token may follow: its spelling, its lemmas, its lemmas in a case."""
    if token.kind is not Kind.WORD:
        return (f"={token.text}",)
    if token.glued_left:
        return tuple(f"~{key}" for key in _word_keys(token.text)) + _word_keys(token.text)
    return _word_keys(token.text)


@lru_cache(maxsize=50_000)
def _word_keys(text: str) -> tuple[str, ...]:
    found = readings(text) or indeclinable(text)[:1]
    if is_capitals(text) and not any(r.pos == "NOUN" for r in found):
        # «ТО» may be an acronym, «то» is none.
        found = (*found, *indeclinable(text)[:1])
    keys = dict.fromkeys([f"={fold(text)}", *(_lemma_key(r) for r in found)])
    keys.update(dict.fromkeys(_participle_key(r) for r in found if r.pos in {"PRTF", "PRTS"}))
    keys.update(dict.fromkeys(_lemma_key(r) for r in by_analogy(text)))
    keys.update(dict.fromkeys(f"{r.lemma}:{r.case}" for r in found if r.pos == "NOUN"))
    return tuple(keys)


def _edge(word: PhraseWord) -> str:
    prefix = "~" if word.token.glued_left else ""
    if word.role is Role.FROZEN or word.reading is None:
        return prefix + f"={word.token.key}"
    if word.role is Role.GOVERNED:
        return prefix + f"{word.reading.lemma}:{word.reading.case}"
    if word.reading.pos == "PRTF":
        return prefix + _participle_key(word.reading)
    return prefix + _lemma_key(word.reading)


def _lemma_key(reading: Reading) -> str:
    return f"{reading.lemma}/{group(reading.pos)}"


def _participle_key(reading: Reading) -> str:
    shape = sorted(reading.tags & {"past", "pres", "pssv", "actv"})
    return f"{reading.lemma}/{'.'.join(shape)}"


def _is_open_compound(entry: Entry) -> bool:
    """Tell whether spaces may stand for the hyphens: «онлайн чат», but never «по моему»."""
    words = entry.phrase.words
    joined = any(word.token.glued_left for word in words)
    joined = joined and not any(word.token.key in VAGUE for word in words)
    return joined and entry.purpose is Purpose.DISCOURAGED and entry.phrase.head >= 0


def _is_mark(token: Token) -> bool:
    return token.kind in {Kind.MARK, Kind.SYMBOL} and token.text != GAP
