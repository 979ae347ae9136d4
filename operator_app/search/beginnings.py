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

Begun = tuple[float, float]
"""The part of the name that is typed, 0…1, and its worth."""


def beginnings(asked: Understood, index: Index, ranked: Mapping[int, float]) -> dict[int, Begun]:
    """The documents meant, each with the best of its own heading and of its procedure's names.

    A procedure stands for its first document under its title, under a keyword for the one that
    `ranked` has highest.
    """
    found: dict[int, Begun] = {}
    for number, part, worth in (*_headings(asked, index), *_names(asked, index, ranked)):
        if worth > found.get(number, (0.0, 0.0))[1]:
            found[number] = part, worth
    return found


def _headings(asked: Understood, index: Index) -> Iterator[tuple[int, float, float]]:
    plain = asked.plain
    shared = " " not in plain and _goes_on(index, plain)
    for name, number, title in index.headings.beginning_with(plain):
        part = len(plain) / len(name)
        # Of one word, with which procedures' titles begin: it says nothing of which is meant.
        whole = part == 1.0 and not (shared and not title) and not _awaits_more(asked, index)
        yield number, part, WHOLE if whole else _worth(HEADING, part)


def _names(
    asked: Understood, index: Index, ranked: Mapping[int, float]
) -> Iterator[tuple[int, float, float]]:
    plain = asked.plain
    begun = plain + " " if asked.goes_on else plain
    for name, source, title in index.names.beginning_with(plain):
        numbers, part = index.shelf.numbers(source), len(plain) / len(name)
        worth = _worth(TITLE if title else KEYWORD, part)
        if part == 1.0 and not _awaits_more(asked, index):
            worth = WHOLE if title else WHOLE_KEYWORD if " " in plain else worth
        elif part < 1.0 and not name.startswith(begun):
            continue
        best = numbers[0] if title else max(numbers, key=lambda one: ranked.get(one, 0.0))
        yield best, part, worth


def _awaits_more(asked: Understood, index: Index) -> bool:
    return asked.goes_on and _goes_on(index, asked.plain + " ")


def _goes_on(index: Index, plain: str) -> bool:
    """Whether the title of some procedure is more than that."""
    named = index.names.beginning_with(plain)
    return any(title and name != plain for name, _, title in named)


def _worth(of: tuple[float, float], part: float) -> float:
    least, by_part = of
    return least + by_part * part
