"""How well a heading or a name fits a query, whatever the engine thinks of the text below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from operator_app.search.names import Name
    from operator_app.search.query import Understood

WHOLE_HEADING: Final = 0.4
SAME_FORMS: Final = 0.35


class Likeness:
    """How well headings fit one query."""

    def __init__(self, asked: Understood) -> None:
        self._places: dict[str, list[tuple[int, float]]] = {}
        content = asked.content
        self._content = [place for place, word in enumerate(asked.words) if word in content]
        self._forms = [word.corrected or word.typed for word in content]
        self._blank = [0.0] * len(asked.words)
        self._goes_on = asked.goes_on
        for place, word in enumerate(asked.words):
            for term, weight in (word.kin | word.weights).items():
                self._places.setdefault(term, []).append((place, weight))

    def best(self, names: Iterable[Name], *, sections: bool = False) -> float:
        """The best of some names, at least 0; of `sections`, those that are no title."""
        asked, best = self._places.keys(), 0.0
        for name in names:
            # Most names share no word with a query, and a few hundred are judged for each key.
            if not asked.isdisjoint(name.terms):
                best = max(best, self.of(name, section=sections and not name.title))
        return best

    def of(self, name: Name, *, section: bool = False) -> float:
        """How well the query covers the heading and the heading the query: F-measure, 0…1.

        More than 1 when nothing is left over on either side, and for words in the very form and
        order in which they were typed. The heading of a `section` says little in one word without
        its procedure: one more is taken to be missing.
        """
        heading = name.words
        if not heading or not self._content:
            return 0.0
        used, covered, missed = self._blank.copy(), 0.0, 0
        for ways in heading:
            best = 0.0
            for term in ways:
                for place, weight in self._places.get(term, ()):
                    if weight > best:
                        best = weight
                    if weight > used[place]:
                        used[place] = weight
            covered += best
            missed += not best
        found = [used[place] for place in self._content]
        recall = sum(found) / len(found)
        alone = section and len(heading) == 1
        precision = covered / (len(heading) + alone)
        if not covered or not recall:
            return 0.0
        fits = all(found) and not (missed or alone or self._goes_on)
        whole = WHOLE_HEADING * min(recall, precision) if fits else 0.0
        fit = 2 * precision * recall / (precision + recall)
        return fit + whole + SAME_FORMS * self._same_forms(name.plain)

    def _same_forms(self, heading: str) -> float:
        """The share of the typed words that the heading has as they are, in their order."""
        place, same = 0, 0
        for form in self._forms:
            at = heading.find(form, place)
            if at >= 0:
                place, same = at + len(form), same + 1
        return same / len(self._forms)
