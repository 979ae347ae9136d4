"""The search itself: front-end, engine, titles, and the rows an operator sees."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from operator_app.domain.retrieval import (
    ALL_KINDS,
    PATH_SEPARATOR,
    SearchAnswer,
    SearchDocument,
    SearchHit,
)
from operator_app.search.analysis import clean, forms
from operator_app.search.engine import Engine, Entry, Scope
from operator_app.search.query import FrontEnd, Understood
from operator_app.search.ranking import rank
from operator_app.search.shelf import Shelf
from operator_app.search.snippets import Marker, snippet
from operator_app.search.synonyms import Synonyms
from operator_app.search.titles import TitleBook
from operator_app.search.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

FEWEST: Final = 10
"""Fewer answers to every word than this are filled up with answers to some of the words."""


class LocalSearcher:
    """`domain.retrieval.Searcher` over one engine; not for two threads at a time."""

    def __init__(self, new_engine: Callable[[], Engine]) -> None:
        self._new_engine = new_engine
        self._synonyms = Synonyms()
        self.rebuild((), ())

    @property
    def engine(self) -> str:
        """The name of the engine that answers."""
        return self._engine.name

    def __len__(self) -> int:
        return len(self._shelf)

    def rebuild(
        self,
        documents: Iterable[SearchDocument],
        synonyms: Sequence[Sequence[str]],
        engine: Engine | None = None,
    ) -> None:
        """Replace everything that can be found, with `engine` instead of a new one if given."""
        self._vocabulary = Vocabulary()
        self._shelf = Shelf()
        self._titles = TitleBook(self._vocabulary)
        self._engine = engine or self._new_engine()
        self._engine.build(self._entries(documents))
        self._vocabulary.settle()
        self.use_synonyms(synonyms)

    def replace(self, source: str, documents: Iterable[SearchDocument]) -> None:
        """Put `documents` in the place of all with that `source` (`sop:ID`, `reply:ID` …)."""
        gone = self._shelf.drop(source)
        for number in gone:
            self._titles.remove(number)
        self._engine.update(self._entries(documents), gone)
        self._vocabulary.settle()
        self._front_end = FrontEnd(self._vocabulary, self._synonyms)

    def export(self) -> tuple[dict[str, object], bytes]:
        """Everything beside the engine that is worth keeping on disk."""
        shelf, packed = self._shelf.export()
        kept: dict[str, object] = {"shelf": shelf, "titles": self._titles.export()}
        return kept | {"vocabulary": self._vocabulary.export()}, packed

    def restore(self, engine: Engine, kept: Mapping[str, Any], packed: bytes) -> None:
        """Go on with an engine that is filled already, and what `export` gave beside it."""
        self._engine = engine
        self._vocabulary = Vocabulary.restore(kept["vocabulary"])
        self._shelf = Shelf.restore(kept["shelf"], packed)
        self._titles = TitleBook.restore(kept["titles"], self._vocabulary)
        self._front_end = FrontEnd(self._vocabulary, self._synonyms)

    def use_synonyms(self, synonyms: Sequence[Sequence[str]]) -> None:
        """Take new groups of synonyms at once; nothing is indexed anew."""
        self._synonyms = Synonyms(synonyms)
        self._front_end = FrontEnd(self._vocabulary, self._synonyms)

    def search(
        self,
        query: str,
        limit: int = 10,
        kinds: frozenset[str] = ALL_KINDS,
        topic: str | None = None,
    ) -> SearchAnswer:
        """Answer with at most `limit` hits, best first; never raises for any text."""
        scope = Scope(frozenset() if kinds >= ALL_KINDS else kinds, topic)
        asked = self._front_end.understand(query)
        ranked, total = self._ranked(asked, limit, scope)
        if not ranked:
            other = self._front_end.understand(query, swapped=True)
            ranked, total = self._ranked(other, limit, scope)
            asked = other if ranked else replace(asked, used_query=query)
        marker = Marker(asked, self._vocabulary)
        hits = tuple(self._row(number, score, marker) for number, score in ranked)
        return SearchAnswer(query, asked.used_query, hits, total)

    def mark(self, query: str, text: str) -> tuple[tuple[int, int], ...]:
        """Where the words of `query` are in `text`, as half-open spans of code points."""
        marker = Marker(self._front_end.understand(query), self._vocabulary)
        return tuple(marker.thorough_spans(text))

    def _ranked(
        self, asked: Understood, limit: int, scope: Scope
    ) -> tuple[list[tuple[int, float]], int]:
        return rank(asked, max(limit, 0), scope, self._engine, self._titles, self._shelf)

    def _entries(self, documents: Iterable[SearchDocument]) -> Iterable[Entry]:
        seen: set[str] = set()
        for document in documents:
            body = clean(document.body)
            title, section = clean(document.title), clean(document.section)
            number = self._shelf.put(replace(document, title=title, section=section, body=body))
            first = document.sop not in seen and document.kind == "sop"
            seen.add(document.sop)
            yield self._entry(number, document, title, section, body, first)

    def _entry(
        self,
        number: int,
        document: SearchDocument,
        title: str,
        section: str,
        body: str,
        first: bool,
    ) -> Entry:
        above, _, heading = section.rpartition(PATH_SEPARATOR)
        heading = heading or title
        headings = forms(heading)
        whole = (" ".join(forms(title)), " ".join(forms(document.sop))) if first else ()
        self._titles.add(number, headings, whole)
        around = [*forms(title), *forms(above.replace(PATH_SEPARATOR, " "))]
        for keyword in (document.sop, *document.keywords):
            around.extend(forms(clean(keyword)))
        learn = self._vocabulary.learn
        return Entry(
            number,
            learn(headings),
            learn(around),
            learn(forms(body)),
            document.kind,
            document.topic,
        )

    def _row(self, number: int, score: float, marker: Marker) -> SearchHit:
        document = self._shelf.take(number)
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
