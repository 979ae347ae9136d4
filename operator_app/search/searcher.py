"""The search itself: what an operator types, and the rows an operator sees."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from operator_app.domain.retrieval import ALL_KINDS, NO_LEANING, Leaning, SearchAnswer, SearchHit
from operator_app.search.engine import Engine, Scope
from operator_app.search.index import Index
from operator_app.search.query import FrontEnd
from operator_app.search.ranking import rank
from operator_app.search.snippets import Marker, snippet
from operator_app.search.synonyms import Synonyms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from operator_app.domain.retrieval import SearchDocument


class LocalSearcher:
    """`domain.retrieval.Searcher` over one engine.

    Any thread may call it. While one rebuilds, the others are answered from the index that was
    there; the new one takes its place at once when it is whole.
    """

    def __init__(self, new_engine: Callable[[], Engine]) -> None:
        self._new_engine = new_engine
        self._lock = threading.Lock()
        self.rebuild((), ())

    @property
    def engine(self) -> str:
        """The name of the engine that answers."""
        return self._index.engine.name

    @property
    def index(self) -> Index:
        """What answers at this moment."""
        return self._index

    def __len__(self) -> int:
        return len(self._index.shelf)

    def rebuild(
        self,
        documents: Iterable[SearchDocument],
        synonyms: Sequence[Sequence[str]],
    ) -> None:
        """Replace everything that can be found."""
        index = Index(self._new_engine())
        index.fill(documents)
        self.adopt(index, synonyms)

    def adopt(self, index: Index, synonyms: Sequence[Sequence[str]]) -> None:
        """Answer from an index that is filled already."""
        known = Synonyms(synonyms)
        front_end = FrontEnd(index.vocabulary, known)
        with self._lock:
            self._index, self._synonyms, self._front_end = index, known, front_end

    def replace(self, source: str, documents: Iterable[SearchDocument]) -> None:
        """Put `documents` in the place of all with that `source` (`sop:ID`, `reply:ID` …)."""
        self.replace_all({source: documents})

    def replace_all(self, changed: Mapping[str, Iterable[SearchDocument]]) -> None:
        """`replace` for many sources at the price of one."""
        with self._lock:
            self._index.replace(changed)
            self._front_end = FrontEnd(self._index.vocabulary, self._synonyms)

    def use_synonyms(self, synonyms: Sequence[Sequence[str]]) -> None:
        """Take new groups of synonyms at once; nothing is indexed anew."""
        known = Synonyms(synonyms)
        with self._lock:
            self._synonyms = known
            self._front_end = FrontEnd(self._index.vocabulary, known)

    def search(
        self,
        query: str,
        limit: int = 10,
        kinds: frozenset[str] = ALL_KINDS,
        topic: str | None = None,
        leaning: Leaning = NO_LEANING,
    ) -> SearchAnswer:
        """Answer with at most `limit` hits, best first; never raises for any text."""
        scope = Scope(frozenset() if kinds >= ALL_KINDS else kinds, topic)
        with self._lock:
            index, front_end = self._index, self._front_end
            asked = front_end.understand(query)
            ranked, total = rank(asked, limit, scope, index, leaning)
            if not ranked:
                other = front_end.understand(query, swapped=True)
                ranked, total = rank(other, limit, scope, index, leaning)
                asked = other if ranked else replace(asked, used_query=query)
            marker = Marker(asked, index.vocabulary)
            hits = tuple(_row(index, number, score, marker) for number, score in ranked)
        return SearchAnswer(query, asked.used_query, hits, total)

    def spelled(self, query: str) -> str:
        """The query with its layout and slips put right; nothing is looked up."""
        with self._lock:
            return self._front_end.spelled(query)

    def mark(self, query: str, text: str) -> tuple[tuple[int, int], ...]:
        """Where the words of `query` are in `text`, as half-open spans of code points."""
        with self._lock:
            marker = Marker(self._front_end.understand(query), self._index.vocabulary)
            return tuple(marker.thorough_spans(text))


def _row(index: Index, number: int, score: float, marker: Marker) -> SearchHit:
    document = index.shelf.take(number)
    text, marks = snippet(document.body, marker)
    return SearchHit(
        key=document.key,
        kind=document.kind,
        sop=document.sop,
        title=document.title,
        section=document.section,
        anchor=document.anchor,
        score=round(score, 4),
        snippet=text,
        marks=marks,
        title_marks=tuple(marker.spans(document.title)),
        topic=document.topic,
        date=document.date,
    )
