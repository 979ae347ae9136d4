"""A query that is a whole heading or name, or begins one: what that is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from operator_app.search.index import Index
    from operator_app.search.query import Understood

WHOLE: Final = 1000.0
WHOLE_KEYWORD: Final = 500.0
HEADING: Final = (0.0, 0.5)
TITLE: Final = (0.4, 0.5)
KEYWORD: Final = (0.3, 0.4)
"""Worth of a beginning as a share of the best score: for being one, and by the part that is typed.

A procedure's title counts for more than a section's heading: «возвр» is asked of the procedure on
returns before the paragraph «Возврат» of another one.
"""

AWAITED: Final = 0.5
"""More worth for what goes on after a space: another word is coming."""

Begun = tuple[float, float]
"""The part of the name that is typed, 0…1, and its worth."""


def beginnings(asked: Understood, index: Index, ranked: Mapping[int, float]) -> dict[int, Begun]:
    """The documents meant, each with the best of its own heading and of its procedure's names.

    A procedure stands for its first document under its title, under a keyword for the one that
    `ranked` has highest.
    """
    awaited = asked.goes_on and _begins_titles(index, asked.plain + " ")
    begun, more = (asked.plain + " ", AWAITED) if awaited else (asked.plain, 0.0)
    found: dict[int, Begun] = {}
    for number, part, worth in (*_headings(begun, index), *_names(begun, index, ranked)):
        if worth + more > found.get(number, (0.0, 0.0))[1]:
            found[number] = part, worth + more
    return found


def _headings(begun: str, index: Index) -> Iterator[tuple[int, float, float]]:
    longer = (name for name, *_ in index.names.beginning_with(begun) if name != begun)
    shared = " " not in begun and any(longer)
    for name, number, title in index.headings.beginning_with(begun):
        part = len(begun) / len(name)
        if part < 1.0:
            yield number, part, _worth(HEADING, part)
        elif title or not shared:
            yield number, part, WHOLE
        # Else of one word, with which names of procedures begin: it does not say which is meant.


def _names(
    begun: str, index: Index, ranked: Mapping[int, float]
) -> Iterator[tuple[int, float, float]]:
    for name, source, title in index.names.beginning_with(begun):
        numbers, part = index.shelf.numbers(source), len(begun) / len(name)
        worth = _worth(TITLE if title else KEYWORD, part)
        if part == 1.0:
            worth = WHOLE if title else WHOLE_KEYWORD if " " in begun else worth
        best = numbers[0] if title else max(numbers, key=lambda one: ranked.get(one, 0.0))
        yield best, part, worth


def _begins_titles(index: Index, begun: str) -> bool:
    """Whether the title of some procedure is more than that."""
    named = index.names.beginning_with(begun)
    return any(title and name != begun for name, _, title in named)


def _worth(of: tuple[float, float], part: float) -> float:
    least, by_part = of
    return least + by_part * part
