"""Whole titles and their beginnings: typed in full, they come first whatever an engine thinks."""

from __future__ import annotations

from bisect import bisect_left, insort
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from operator_app.search.vocabulary import LAST_LETTER, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from operator_app.search.query import Understood

WHOLE_TITLE: Final = 1000.0
MOST_BEGINNINGS: Final = 40
WHOLE_HEADING: Final = 0.4
SAME_FORMS: Final = 0.35


class TitleCard(NamedTuple):
    """The words of a document's own heading, each as all its terms."""

    words: tuple[tuple[str, ...], ...]
    plain: tuple[str, ...]


class TitleBook:
    """Titles in alphabetical order, and a card for each document."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._sorted: list[tuple[str, int]] = []
        self._cards: dict[int, TitleCard] = {}

    def add(self, number: int, heading: list[str], others: tuple[str, ...] = ()) -> None:
        """Enter a document under its heading (folded words) and any `others` (whole strings)."""
        plain = (" ".join(heading), *others)
        terms_of = self._vocabulary.terms_of
        self._cards[number] = TitleCard(tuple(terms_of(form) for form in heading), plain)
        for title in plain:
            if title:
                insort(self._sorted, (title, number))

    def remove(self, number: int) -> None:
        """Forget a document."""
        for title in self._cards.pop(number).plain:
            if title:
                del self._sorted[bisect_left(self._sorted, (title, number))]

    def beginning_with(self, plain: str) -> list[tuple[int, float]]:
        """Documents whose title is `plain` or goes on from it; how much of the title it is, 0…1."""
        found: dict[int, float] = {}
        place = bisect_left(self._sorted, (plain, -1))
        last = plain + LAST_LETTER
        for title, number in self._sorted[place : place + MOST_BEGINNINGS]:
            if title > last:
                break
            found[number] = max(len(plain) / len(title), found.get(number, 0.0))
        return list(found.items())

    def export(self) -> list[object]:
        """Everything worth keeping on disk, as JSON knows it."""
        return [[number, card.words, card.plain] for number, card in self._cards.items()]

    @classmethod
    def restore(cls, kept: Iterable[Any], vocabulary: Vocabulary) -> TitleBook:
        """The titles that `export` described."""
        restored = cls(vocabulary)
        for number, found, plain in kept:
            card = TitleCard(tuple(tuple(ways) for ways in found), tuple(plain))
            restored._cards[number] = card
            restored._sorted.extend((title, number) for title in card.plain if title)
        restored._sorted.sort()
        return restored

    def card(self, number: int) -> TitleCard:
        """The words of a document's heading."""
        return self._cards[number]


class Likeness:
    """How well headings fit one query."""

    def __init__(self, asked: Understood) -> None:
        self._places: dict[str, list[tuple[int, float]]] = {}
        content = asked.content
        self._content = [place for place, word in enumerate(asked.words) if word in content]
        self._forms = [word.corrected or word.typed for word in content]
        self._blank = [0.0] * len(asked.words)
        for place, word in enumerate(asked.words):
            for term, weight in (word.kin | word.weights).items():
                self._places.setdefault(term, []).append((place, weight))

    def of(self, card: TitleCard) -> float:
        """How well the query covers the heading and the heading the query: F-measure, 0…1.

        More than 1 when nothing is left over on either side, and for words in the very form and
        order in which they were typed.
        """
        heading = card.words
        if not heading or not self._content:
            return 0.0
        used, covered, missed = self._blank.copy(), 0.0, 0
        for ways in heading:
            best = 0.0
            for term in ways:
                for place, weight in self._places.get(term, ()):
                    best = max(best, weight)
                    used[place] = max(used[place], weight)
            covered += best
            missed += not best
        found = [used[place] for place in self._content]
        recall = sum(found) / len(found)
        precision = covered / len(heading)
        if not covered or not recall:
            return 0.0
        whole = WHOLE_HEADING * min(recall, precision) if not missed and all(found) else 0.0
        fit = 2 * precision * recall / (precision + recall)
        return fit + whole + SAME_FORMS * self._same_forms(card.plain[0])

    def _same_forms(self, heading: str) -> float:
        """The share of the typed words that the heading has as they are, in their order."""
        place, same = 0, 0
        for form in self._forms:
            at = heading.find(form, place)
            if at >= 0:
                place, same = at + len(form), same + 1
        return same / len(self._forms)
