"""What passages and procedures are called: headings, titles, and the words people ask with."""

from __future__ import annotations

from bisect import bisect_left, insort
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, Generic, NamedTuple, TypeVar

from operator_app.search.vocabulary import LAST_LETTER, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_BEGINNINGS: Final = 40

Owner = TypeVar("Owner", int, str)


class Name(NamedTuple):
    """Each word as all its terms, and the words as written.

    `title`: the name of a whole procedure or reply, not a section's heading or a keyword. `terms`:
    those of all words, to tell at once that a query shares none with it.
    """

    words: tuple[tuple[str, ...], ...]
    plain: str
    title: bool
    terms: tuple[str, ...]

    @classmethod
    def of(cls, words: Iterable[Iterable[str]], plain: str, title: bool) -> Name:
        """The name with the terms of its words."""
        ways = tuple(map(tuple, words))
        return cls(ways, plain, title, tuple(dict.fromkeys(chain.from_iterable(ways))))


class NameBook(Generic[Owner]):
    """Names in alphabetical order, and those of each owner: a document's number, or its source."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._of: dict[Owner, tuple[Name, ...]] = {}
        self._sorted: list[tuple[str, Owner, bool]] = []

    def add(self, owner: Owner, names: Iterable[tuple[list[str], bool]]) -> None:
        """Enter an owner under its names: folded words, and whether they are a title."""
        terms_of = self._vocabulary.terms_of
        found = tuple(
            Name.of(map(terms_of, heading), " ".join(heading), title)
            for heading, title in names
            if heading
        )
        self._of[owner] = found
        for one in found:
            insort(self._sorted, (one.plain, owner, one.title))

    def remove(self, owner: Owner) -> None:
        """Forget an owner; one that is not here is no fault."""
        for one in self._of.pop(owner, ()):
            del self._sorted[bisect_left(self._sorted, (one.plain, owner, one.title))]

    def of(self, owner: Owner) -> tuple[Name, ...]:
        """Every name of an owner."""
        return self._of.get(owner, ())

    def beginning_with(self, plain: str) -> list[tuple[str, Owner, bool]]:
        """Names that are `plain` or go on from it, with their owner and whether they are titles."""
        place, last = bisect_left(self._sorted, plain, key=itemgetter(0)), plain + LAST_LETTER
        found = self._sorted[place : place + MOST_BEGINNINGS]
        return [one for one in found if one[0] <= last]

    def export(self) -> list[object]:
        """Everything worth keeping on disk, as JSON knows it."""
        return [[owner, [name[:3] for name in names]] for owner, names in self._of.items()]

    def restore(self, kept: Iterable[Any]) -> None:
        """Take in what `export` described."""
        for owner, names in kept:
            self._of[owner] = found = tuple(Name.of(*name) for name in names)
            self._sorted.extend((one.plain, owner, one.title) for one in found)
        self._sorted.sort()
