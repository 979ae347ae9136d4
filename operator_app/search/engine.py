"""The port both engines answer through, and the values that cross it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable

TITLE_BOOST: Final = 4.0
PATH_BOOST: Final = 1.5
BODY_BOOST: Final = 1.0
BOOSTS: Final = (("title", TITLE_BOOST), ("path", PATH_BOOST), ("body", BODY_BOOST))


class Entry(NamedTuple):
    """One document as an engine stores it: terms joined by spaces, and what it is filtered by."""

    number: int
    title: str
    path: str
    body: str
    kind: str
    topic: str


class Alternative(NamedTuple):
    """One way to satisfy a group: all `terms` in the document, the score times `weight`."""

    terms: tuple[str, ...]
    weight: float


class Group(NamedTuple):
    """What one word of the query may stand for; the best alternative counts, not their sum."""

    alternatives: tuple[Alternative, ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """Which documents may answer: kinds (empty set: any) and topic (None: any)."""

    kinds: frozenset[str] = frozenset()
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """Numbers with scores, best first, and how many documents matched in all."""

    ranked: tuple[tuple[int, float], ...]
    total: int


class Engine(Protocol):
    """An inverted index with BM25 over three fields; the entry's number is its identity.

    Adapters agree within what `tests/integration/test_search_engines.py` demands.
    """

    name: str

    def build(self, entries: Iterable[Entry]) -> None:
        """Replace the whole index."""
        ...

    def update(self, entries: Iterable[Entry], gone: Iterable[int]) -> None:
        """Forget the numbers `gone` and add `entries`; visible when it returns."""
        ...

    def search(
        self,
        groups: tuple[Group, ...],
        limit: int,
        *,
        every: bool,
        scope: Scope,
        besides: tuple[Group, ...] = (),
    ) -> Found:
        """The best `limit` documents that satisfy every group, or at least one.

        What satisfies groups of `besides` too scores higher by them.
        """
        ...
