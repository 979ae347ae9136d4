"""Other words for the same thing, joined to a query when it is asked, never to the index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from operator_app.search.analysis import clean, forms, terms
from operator_app.search.engine import Alternative
from operator_app.search.kinship import root
from operator_app.search.lexicon import STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SYNONYM_WEIGHT: Final = 0.6
OF_KIN: Final = 0.7
"""Of that weight, when a group has another word of the same root: «задерживают», «задержка»."""


class _Member(NamedTuple):
    """One word or phrase: for each of its words, every term it may be."""

    words: tuple[frozenset[str], ...]
    alternative: Alternative


class Synonyms:
    """Groups of words and phrases; any member found in a query brings the others with it."""

    def __init__(self, groups: Iterable[Sequence[str]] = ()) -> None:
        self._by_term: dict[str, list[tuple[_Member, tuple[Alternative, ...]]]] = {}
        self._by_root: dict[str, list[Alternative]] = {}
        for group in groups:
            members = [member for text in group if (member := _member(text))]
            for member in members:
                others = tuple(
                    other.alternative
                    for other in members
                    if other.alternative.terms != member.alternative.terms
                )
                for term in member.words[0]:
                    self._by_term.setdefault(term, []).append((member, others))
                    if len(member.words) == 1 and (shared := root(term)):
                        every = (member.alternative, *others)
                        ways = [Alternative(one.terms, one.weight * OF_KIN) for one in every]
                        self._by_root.setdefault(shared, []).extend(ways)

    def __contains__(self, term: str) -> bool:
        return term in self._by_term

    def expand(self, query: Sequence[frozenset[str]]) -> list[tuple[int, int, Alternative]]:
        """Alternatives for stretches `first:after` of the query, given the terms of each word."""
        found: list[tuple[int, int, Alternative]] = []
        for first, at in enumerate(query):
            seen: set[int] = set()
            for term in at:
                for member, others in self._by_term.get(term, ()):
                    after = first + len(member.words)
                    if id(member) in seen or after > len(query):
                        continue
                    if all(a & b for a, b in zip(member.words, query[first:after], strict=True)):
                        seen.add(id(member))
                        found.extend((first, after, other) for other in others)
            if not seen:
                kin = (way for term in at for way in self._by_root.get(root(term), ()))
                found.extend((first, first + 1, way) for way in kin)
        return found


def _member(text: str) -> _Member | None:
    """None for a text without words; stop words count only when nothing else is there."""
    found = forms(clean(text))
    found = [form for form in found if form not in STOP_WORDS] or found
    readings = [ways for form in found if (ways := terms(form))]
    if not readings:
        return None
    best = tuple(dict.fromkeys(ways[0] for ways in readings))
    return _Member(tuple(map(frozenset, readings)), Alternative(best, SYNONYM_WEIGHT))
