"""The order of an answer: what the engine says, how well the heading fits, whole titles first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from operator_app.search.analysis import plain
from operator_app.search.titles import WHOLE_TITLE, Likeness, TitleBook

if TYPE_CHECKING:
    from operator_app.domain.retrieval import SearchDocument
    from operator_app.search.engine import Engine, Scope
    from operator_app.search.query import Understood
    from operator_app.search.shelf import Shelf

CANDIDATES: Final = 50
FEWEST: Final = 10
HEADING_WEIGHT: Final = 0.6
BEGINNING_WEIGHT: Final = 0.5
MOST_OF_TITLE: Final = 0.6
PARTIAL: Final = 0.5
PHRASE_CHECKED: Final = 200


def rank(
    asked: Understood, limit: int, scope: Scope, engine: Engine, titles: TitleBook, shelf: Shelf
) -> tuple[list[tuple[int, float]], int]:
    """Numbers with scores, best first, at most `limit`; and how many documents answer in all."""
    groups = asked.groups
    wanted = max(limit, PHRASE_CHECKED if asked.phrases else CANDIDATES)
    found = engine.search(groups, wanted, every=True, scope=scope)
    ranked, total = _weighed(found.ranked, asked, titles), found.total
    top = max(ranked.values(), default=0.0)
    if total < FEWEST and len(groups) > 1:
        some = engine.search(groups, wanted, every=False, scope=scope)
        partial = _weighed(some.ranked, asked, titles)
        least = min(ranked.values(), default=0.0)
        best = max(partial.values(), default=0.0)
        shrink = PARTIAL * least / best if ranked and best > PARTIAL * least else 1.0
        for number, score in partial.items():
            ranked.setdefault(number, score * shrink)
        total = total or some.total
    if not ranked:
        return [], 0
    top = top or max(ranked.values())
    for number, share in titles.beginning_with(asked.plain):
        if number in ranked or (share > MOST_OF_TITLE and _within(scope, shelf.take(number))):
            bonus = WHOLE_TITLE if share == 1.0 else top * BEGINNING_WEIGHT * share
            ranked[number] = ranked.get(number, top * share) + bonus
    if asked.phrases:
        ranked = _with_phrases(ranked, asked, shelf)
        total = min(total, len(ranked))
    order = sorted(ranked.items(), key=lambda item: (-item[1], item[0]))
    return order[:limit], total


def _within(scope: Scope, document: SearchDocument) -> bool:
    if scope.kinds and document.kind not in scope.kinds:
        return False
    return scope.topic is None or document.topic == scope.topic


def _with_phrases(ranked: dict[int, float], asked: Understood, shelf: Shelf) -> dict[int, float]:
    """Only documents that hold every quoted phrase word for word; all when none of them does."""
    wanted = [f" {' '.join(phrase)} " for phrase in asked.phrases if phrase]
    kept = {}
    for number in sorted(ranked, key=ranked.__getitem__, reverse=True)[:PHRASE_CHECKED]:
        document = shelf.take(number)
        text = f" {plain(f'{document.title} {document.section} {document.body}')} "
        if all(phrase in text for phrase in wanted):
            kept[number] = ranked[number]
    return kept or ranked


def _weighed(
    found: tuple[tuple[int, float], ...], asked: Understood, titles: TitleBook
) -> dict[int, float]:
    weight = HEADING_WEIGHT * (found[0][1] if found else 0.0)
    likeness = Likeness(asked)
    return {n: score + weight * likeness.of(titles.card(n).words) for n, score in found}
