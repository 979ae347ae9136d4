"""The order of an answer: what the engine says, how well it is called so, whole titles first."""

from __future__ import annotations

import heapq
import re
from typing import TYPE_CHECKING, Final

from operator_app.domain.retrieval import NO_LEANING
from operator_app.search.analysis import fold
from operator_app.search.beginnings import WHOLE, beginnings
from operator_app.search.engine import Found
from operator_app.search.leanings import leanings, procedures_first
from operator_app.search.lexicon import STOP_WORDS
from operator_app.search.likeness import Likeness

if TYPE_CHECKING:
    from operator_app.domain.retrieval import Leaning, SearchDocument
    from operator_app.search.engine import Group, Scope
    from operator_app.search.index import Index
    from operator_app.search.query import Understood
    from operator_app.search.shelf import Shelf

CANDIDATES: Final = 50
FEWEST: Final = 10
HEADING_WEIGHT: Final = 0.9
NAME_WEIGHT: Final = 0.5
NAME_IN_CALL: Final = 1.0
MOST_OF_TITLE: Final = 0.6
PARTIAL: Final = 0.5
PHRASE_CHECKED: Final = 200
LEANED: Final = 20
SPARED: Final = range(3, 6)
"""How many words a question has of which one may be wrong, when nothing has all of them."""
FEWER_WORDS: Final = 0.6
FEWEST_IN_A_ROW: Final = 3


def rank(
    asked: Understood, limit: int, scope: Scope, index: Index, leaning: Leaning = NO_LEANING
) -> tuple[list[tuple[int, float]], int]:
    """Numbers with scores, best first, at most `limit`; and how many documents answer in all."""
    shelf = index.shelf
    wanted = max(limit, PHRASE_CHECKED if asked.phrases else CANDIDATES)
    fitting = _Fitting(asked, index, NAME_IN_CALL if leaning.procedures else NAME_WEIGHT)
    ranked, total = _answers(fitting, wanted, scope)
    if not ranked:
        return [], 0
    top = max(ranked.values())
    foremost = heapq.nlargest(LEANED, ranked, key=ranked.__getitem__)
    for number, bonus in leanings(foremost, shelf, leaning, len(asked.plain)).items():
        ranked[number] += top * bonus
    exact = set()
    for number, (share, worth) in beginnings(asked, index, ranked).items():
        if number in ranked or (share > MOST_OF_TITLE and _within(scope, shelf.take(number))):
            ranked[number] = ranked.get(number, top * share) + top * worth
            exact |= {number} if worth == WHOLE else set()
    if leaning.procedures:
        procedures_first(ranked, exact, shelf)
    if asked.phrases:
        ranked = _with_phrases(ranked, limit, asked, shelf)
        total = min(total, len(ranked))
    order = sorted(ranked.items(), key=lambda item: (-item[1], item[0]))
    return order[:limit], total


def _answers(fitting: _Fitting, wanted: int, scope: Scope) -> tuple[dict[int, float], int]:
    """Ask for every word; then with words of the same root; then for any of them."""
    asked, index = fitting.asked, fitting.index
    groups, wide = asked.groups(), asked.groups(with_kin=True)
    ranked: dict[int, float] = {}
    total, besides = 0, asked.besides

    def ask(asked_for: tuple[Group, ...], *, every: bool) -> Found:
        found = index.engine.search(asked_for, wanted, every=every, scope=scope, besides=besides)
        # Where a disk failed under a change, the engine still has what is gone from the shelf.
        there = tuple(one for one in found.ranked if one[0] in index.shelf)
        return Found(there, found.total)

    for every_word in (groups, wide)[: 1 + (wide != groups)]:
        found = ask(every_word, every=True)
        _append(ranked, _next_to_each_other(fitting.weighed(found.ranked), asked, index.shelf))
        total = max(total, found.total)
        if total >= FEWEST:
            return ranked, total
    if len(groups) > 1:
        spared: set[int] = set()
        if not ranked and len(wide) in SPARED:
            for place in range(len(wide)):
                nearly = ask(wide[:place] + wide[place + 1 :], every=True)
                spared.update(number for number, _ in nearly.ranked)
        found = ask(groups, every=False)
        more = fitting.weighed(found.ranked)
        for number in more.keys() - spared if spared else ():
            more[number] *= FEWER_WORDS
        _append(ranked, more)
        total = total or found.total
    return ranked, total


def _next_to_each_other(
    found: dict[int, float], asked: Understood, shelf: Shelf
) -> dict[int, float]:
    """Scores, with more for a text that has every word of a question one after another.

    Only where a word of the question need not be found: such a text means all of them.
    """
    forms = [word.typed for word in asked.words if not word.stop]
    if len(forms) < FEWEST_IN_A_ROW or len(forms) == len(asked.content):
        return found
    between = rf"[\W_]+(?:(?:{'|'.join(sorted(STOP_WORDS))})[\W_]+)*"
    row = re.compile(rf"(?<!\w){between.join(map(re.escape, forms))}")
    top = max(found.values(), default=0.0)
    for number in heapq.nlargest(LEANED, found, key=found.__getitem__):
        document = shelf.take(number)
        if row.search(fold(f"{document.title}\n{document.section}\n{document.body}")):
            found[number] += top
    return found


def _append(ranked: dict[int, float], more: dict[int, float]) -> None:
    """Put what a later step found below everything found before."""
    least, best = min(ranked.values(), default=0.0), max(more.values(), default=0.0)
    shrink = PARTIAL * least / best if ranked and best > PARTIAL * least else 1.0
    for number, score in more.items():
        ranked.setdefault(number, score * shrink)


def _within(scope: Scope, document: SearchDocument) -> bool:
    if scope.kinds and document.kind not in scope.kinds:
        return False
    return scope.topic is None or document.topic == scope.topic


def _with_phrases(
    ranked: dict[int, float], limit: int, asked: Understood, shelf: Shelf
) -> dict[int, float]:
    """The best `limit` documents that hold every quoted phrase; all when none of them does."""
    wanted = [re.compile(_phrase(phrase)) for phrase in asked.phrases if phrase]
    kept: dict[int, float] = {}
    for number in sorted(ranked, key=ranked.__getitem__, reverse=True)[:PHRASE_CHECKED]:
        document = shelf.take(number)
        text = fold(f"{document.title}\n{document.section}\n{document.body}")
        if all(phrase.search(text) for phrase in wanted):
            kept[number] = ranked[number]
            if len(kept) == limit:
                break
    return kept or ranked


def _phrase(words: tuple[str, ...]) -> str:
    """A pattern for these words next to each other, whatever signs are between them."""
    return r"(?<!\w)" + r"[\W_]+".join(map(re.escape, words)) + r"(?!\w)"


class _Fitting:
    """How well documents are called for one query, each judged once for all steps."""

    def __init__(self, asked: Understood, index: Index, name_weight: float) -> None:
        self.asked, self.index = asked, index
        self._likeness, self._name_weight = Likeness(asked), name_weight
        self._named: dict[str, float] = {}
        self._fits: dict[int, float] = {}

    def weighed(self, found: tuple[tuple[int, float], ...]) -> dict[int, float]:
        """Scores with the better of how the heading fits, and a name of the procedure it is in."""
        weight = HEADING_WEIGHT * (found[0][1] if found else 0.0)
        return {number: score + weight * self._fit(number) for number, score in found}

    def _fit(self, number: int) -> float:
        if (known := self._fits.get(number)) is not None:
            return known
        best, source = self._likeness.best, self.index.shelf.source(number)
        if source not in self._named:
            self._named[source] = self._name_weight * best(self.index.names.of(source))
        own = best(self.index.headings.of(number), sections=True)
        self._fits[number] = fit = max(self._named[source], own)
        return fit
