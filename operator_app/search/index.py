"""Everything about one set of documents: engine, words, headings and the documents themselves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from operator_app.domain.retrieval import PATH_SEPARATOR
from operator_app.search.analysis import clean, forms
from operator_app.search.engine import Engine, Entry
from operator_app.search.shelf import Shelf
from operator_app.search.titles import TitleBook
from operator_app.search.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from operator_app.domain.retrieval import SearchDocument


class Index:
    """The parts agree on the numbers of documents; only this class changes them."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.vocabulary = Vocabulary()
        self.shelf = Shelf()
        self.titles = TitleBook(self.vocabulary)

    def fill(self, documents: Iterable[SearchDocument]) -> None:
        """Take the first documents; whatever the engine held is gone."""
        self.engine.build(self._entries(documents))
        self.vocabulary.settle()

    def replace(self, source: str, documents: Iterable[SearchDocument]) -> None:
        """Put `documents` in the place of all with that `source`."""
        gone = self.shelf.drop(source)
        for number in gone:
            self.titles.remove(number)
        self.engine.update(self._entries(documents), gone)
        self.vocabulary.settle()

    def export(self) -> tuple[dict[str, object], bytes]:
        """Return everything beside the engine that is worth keeping on disk."""
        shelf, packed = self.shelf.export()
        kept: dict[str, object] = {"shelf": shelf, "titles": self.titles.export()}
        return kept | {"vocabulary": self.vocabulary.export()}, packed

    @classmethod
    def restore(cls, engine: Engine, kept: Mapping[str, Any], packed: bytes) -> Index:
        """Go on with an engine that is filled already, and what `export` gave beside it."""
        restored = cls(engine)
        restored.vocabulary = Vocabulary.restore(kept["vocabulary"])
        restored.shelf = Shelf.restore(kept["shelf"], packed)
        restored.titles = TitleBook.restore(kept["titles"], restored.vocabulary)
        return restored

    def _entries(self, documents: Iterable[SearchDocument]) -> Iterator[Entry]:
        begun: set[str] = set()
        for document in documents:
            cleaned = replace(
                document,
                title=clean(document.title),
                section=clean(document.section),
                body=clean(document.body),
            )
            yield self._entry(cleaned, first=cleaned.source not in begun)
            begun.add(cleaned.source)

    def _entry(self, document: SearchDocument, *, first: bool) -> Entry:
        """Enter a cleaned document; the `first` of a SOP answers to its title and its number."""
        number = self.shelf.put(document)
        heading, title = forms(document.heading), forms(document.title)
        whole = first and document.kind == "sop"
        self.titles.add(
            number, heading, (" ".join(title), " ".join(forms(document.sop))) if whole else ()
        )
        above = document.section.rpartition(PATH_SEPARATOR)[0].replace(PATH_SEPARATOR, " ")
        around = [*title, *forms(above)]
        for keyword in (document.sop, *document.keywords):
            around.extend(forms(clean(keyword)))
        learn = self.vocabulary.learn
        return Entry(
            number,
            learn(heading),
            learn(around),
            learn(forms(document.body)),
            document.kind,
            document.topic,
        )
