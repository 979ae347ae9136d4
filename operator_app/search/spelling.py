"""Slips of the fingers: forms near an unknown word, whole or still being typed."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from operator_app.search.analysis import is_code, is_cyrillic
from operator_app.search.lexicon import LATIN_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from operator_app.search.vocabulary import Vocabulary

SHORTEST: Final = 3
SHORTEST_LATIN: Final = 4
"""«NOT», «USB», «mp3»: so short a Latin word is a name or an operator, not a slip of another."""
TWO_EDITS_FROM: Final = 7
LONGEST: Final = 24
KEPT: Final = 3
_HEAD: Final = 4
_RUSSIAN: Final = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
_LATIN: Final = "abcdefghijklmnopqrstuvwxyz"
_ROWS: Final = ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_CONFUSED: Final = frozenset(
    frozenset(pair) for pair in ("ао", "еи", "ея", "иы", "дт", "бп", "гк", "зс", "жш", "вф", "ьъ")
)


class Guess(NamedTuple):
    """A word that may have been meant; `whole` is False when it is only how that word begins."""

    form: str
    edits: int
    whole: bool


class Speller:
    """Guesses over the surface forms of one vocabulary; keeps no table of its own."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self.guesses = lru_cache(maxsize=4096)(self._guesses)

    def _guesses(self, word: str, unfinished: bool) -> tuple[Guess, ...]:
        """At most three guesses for a folded unknown word, likeliest first.

        One edit (a letter lost, added, changed, or two swapped), two from seven letters on. Codes
        are never guessed at.
        """
        shortest = SHORTEST if is_cyrillic(word) else SHORTEST_LATIN
        if not shortest <= len(word) <= LONGEST or is_code(word) or word in LATIN_WORDS:
            return ()
        found = self._one_edit(word, unfinished)
        if not found and len(word) >= TWO_EDITS_FROM:
            found = self._two_edits(word, unfinished)
        best = sorted(found.items(), key=lambda item: (-item[1], item[0].form))
        return tuple(guess for guess, _ in best[:KEPT])

    def _one_edit(self, word: str, unfinished: bool) -> dict[Guess, float]:
        alphabet = _RUSSIAN if is_cyrillic(word) else _LATIN
        begun = 0
        while begun < len(word) and self._vocabulary.has_prefix(word[: begun + 1]):
            begun += 1
        found: dict[Guess, float] = {}
        for candidate, likelihood in _edits(word, alphabet, begun):
            self._weigh(found, candidate, 1, likelihood, unfinished)
        return found

    def _two_edits(self, word: str, unfinished: bool) -> dict[Guess, float]:
        """At most one edit among the first four letters, the rest compared form by form.

        Two slips at the very beginning of a word are left out: they would cost ten times more than
        all other pairs together.
        """
        alphabet = _RUSSIAN if is_cyrillic(word) else _LATIN
        heads = {word[:_HEAD]}
        heads.update(head for head, _ in _edits(word[:_HEAD], alphabet, _HEAD))
        letters = _letters(word)
        found: dict[Guess, float] = {}
        for head in heads:
            for form in self._vocabulary.starting_with(head):
                self._compare(found, word, letters, form, unfinished)
        return found

    def _compare(
        self, found: dict[Guess, float], word: str, letters: int, form: str, unfinished: bool
    ) -> None:
        longer = len(form) - len(word)
        if longer < -2 or (longer > 2 and not unfinished):
            return
        start = form[: len(word) + 2]
        if (_letters(start) ^ letters).bit_count() > 4 + max(0, min(longer, 2)):
            return
        if abs(longer) <= 2 and distance(word, form, 2) <= 2:
            self._weigh(found, form, 2, 0.5, unfinished=False)
        elif unfinished and longer > 0:
            for length in (len(word), len(word) + 1, len(word) - 1):
                if distance(word, form[:length], 2) <= 2:
                    self._weigh(found, form[:length], 2, 0.25, unfinished=True)
                    return

    def _weigh(
        self,
        found: dict[Guess, float],
        candidate: str,
        edits: int,
        likelihood: float,
        unfinished: bool,
    ) -> None:
        count = self._vocabulary.frequency(candidate)
        if count:
            guess = Guess(candidate, edits, True)
            weight = likelihood * (1.5 if unfinished else 3.0) * (1 + min(count, 50)) ** 0.5
            found[guess] = max(weight, found.get(guess, 0.0))
        elif unfinished and self._vocabulary.has_prefix(candidate):
            total = sum(count for _, count in self._vocabulary.complete(candidate))
            guess = Guess(candidate, edits, False)
            weight = likelihood * (1 + min(total, 50)) ** 0.5
            found[guess] = max(weight, found.get(guess, 0.0))


def distance(left: str, right: str, limit: int) -> int:
    """Edits between two words (a swap of neighbours is one); beyond `limit` always `limit` + 1."""
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        older, before, row = before, row, [i]
        for j, b in enumerate(right, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)


def _edits(word: str, alphabet: str, begun: int) -> Iterator[tuple[str, float]]:
    """Everything one slip away, with how likely that slip is.

    `begun` letters are the beginning of something known, so no slip comes after the next one.
    """
    for i, letter in enumerate(word[: begun + 1]):
        rest = word[i + 1 :]
        doubled = i > 0 and word[i - 1] == letter
        yield word[:i] + rest, 1.0 if doubled else 0.7
        if rest:
            yield word[:i] + rest[0] + letter + rest[1:], 1.0
        for other in alphabet:
            if other != letter:
                yield word[:i] + other + rest, _confusion(letter, other)
    for i in range(min(begun + 1, len(word)) + 1):
        for other in alphabet:
            twice = i > 0 and word[i - 1] == other
            yield word[:i] + other + word[i:], 1.0 if twice else 0.8


@lru_cache(maxsize=4096)
def _confusion(letter: str, other: str) -> float:
    if frozenset((letter, other)) in _CONFUSED:
        return 1.0
    for row in _ROWS:
        if letter in row and other in row and abs(row.index(letter) - row.index(other)) == 1:
            return 0.9
    return 0.6


def _letters(word: str) -> int:
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 31)
    return bits
