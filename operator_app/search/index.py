"""Everything about one set of documents: engine, words, headings and the documents themselves."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from operator_app.domain.retrieval import PATH_SEPARATOR
from operator_app.search.analysis import clean, forms, measured
from operator_app.search.engine import Engine, Entry
from operator_app.search.names import NameBook
from operator_app.search.shelf import Shelf
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
        self._open_books()
        self.sources: dict[str, str] = {}

    def fill(self, documents: Iterable[SearchDocument]) -> None:
        """Take the first documents; whatever the engine held is gone."""
        self.engine.build(self._entries(documents))
        self.vocabulary.settle()

    def replace(self, changed: Mapping[str, Iterable[SearchDocument]]) -> None:
        """Put the documents of each source in the place of all that had it."""
        gone = [number for source in changed for number in self.shelf.drop(source)]
        for number in gone:
            self.headings.remove(number)
        for source in changed:
            self.names.remove(source)
            self.sources.pop(source, None)
        self.engine.update(self._entries(chain.from_iterable(changed.values())), gone)
        self.vocabulary.settle()

    def changes(self, documents: Iterable[SearchDocument]) -> dict[str, list[SearchDocument]]:
        """The sources that must be replaced for exactly `documents` to be found; [] when gone."""
        wanted: dict[str, list[SearchDocument]] = {source: [] for source in self.sources}
        for document in documents:
            wanted.setdefault(document.source, []).append(document)
        return {
            source: found
            for source, found in wanted.items()
            if self.sources.get(source) != _fingerprint(found)
        }

    def export(self) -> tuple[dict[str, object], bytes]:
        """Return everything beside the engine that is worth keeping on disk."""
        shelf, packed = self.shelf.export()
        kept: dict[str, object] = {"sources": self.sources}
        kept |= {"headings": self.headings.export(), "names": self.names.export()}
        kept |= {f"shelf.{name}": value for name, value in shelf.items()}
        words = self.vocabulary.export()
        return kept | {f"vocabulary.{name}": value for name, value in words.items()}, packed

    @classmethod
    def restore(cls, engine: Engine, kept: Mapping[str, Any], packed: bytes) -> Index:
        """Go on with an engine that is filled already, and what `export` gave beside it."""
        restored = cls(engine)
        restored.vocabulary = Vocabulary.restore(_below("vocabulary.", kept))
        restored.shelf = Shelf.restore(_below("shelf.", kept), packed)
        restored._open_books()
        restored.headings.restore(kept["headings"])
        restored.names.restore(kept["names"])
        restored.sources = kept["sources"]
        return restored

    def _open_books(self) -> None:
        """Headings by document, and by source the names of what it is a part of."""
        self.headings: NameBook[int] = NameBook(self.vocabulary)
        self.names: NameBook[str] = NameBook(self.vocabulary)

    def _entries(self, documents: Iterable[SearchDocument]) -> Iterator[Entry]:
        begun: dict[str, hashlib.blake2b] = {}
        for document in documents:
            cleaned = replace(
                document,
                title=clean(document.title),
                section=clean(document.section),
                body=clean(document.body),
            )
            yield self._entry(cleaned, first=cleaned.source not in begun)
            mark = begun.setdefault(cleaned.source, hashlib.blake2b(digest_size=16))
            mark.update(_said(document))
        self.sources |= {source: mark.hexdigest() for source, mark in begun.items()}

    def _entry(self, document: SearchDocument, *, first: bool) -> Entry:
        """Enter a cleaned document, with the `first` of a source what all of it is called."""
        number = self.shelf.put(document)
        heading, title = forms(document.heading), forms(document.title)
        self.headings.add(number, [(heading, not document.section)])
        if first:
            self.names.add(document.source, _names(document, title))
        above = document.section.rpartition(PATH_SEPARATOR)[0].replace(PATH_SEPARATOR, " ")
        around = [*title, *forms(above), *_forms_of_all((document.sop, *document.keywords))]
        learn = self.vocabulary.learn
        return Entry(
            number,
            learn(measured(heading)),
            learn(around),
            learn(measured(forms(document.body))),
            document.kind,
            document.topic,
        )


def _names(document: SearchDocument, title: list[str]) -> Iterator[tuple[list[str], bool]]:
    """A SOP's title, number and keywords; the shortcut of a reply is as good as a title."""
    of_sop = document.kind == "sop"
    if of_sop:
        yield title, True
        yield forms(document.sop), True
    for keyword in document.keywords:
        yield forms(clean(keyword)), not of_sop


@lru_cache(maxsize=1)
def _forms_of_all(keywords: tuple[str, ...]) -> list[str]:
    """The same for all sections of a SOP, which come one after the other."""
    return [form for keyword in keywords for form in forms(clean(keyword))]


def _said(document: SearchDocument) -> bytes:
    d = document
    fields = d.key, d.kind, d.sop, d.anchor, d.title, d.section, d.topic, d.date, d.body
    return "\0".join((*fields, *d.keywords)).encode("utf-8", "surrogatepass")


def _fingerprint(documents: Iterable[SearchDocument]) -> str | None:
    """What `Index.sources` holds for these documents of one source; None for no documents."""
    mark = None
    for document in documents:
        mark = mark or hashlib.blake2b(digest_size=16)
        mark.update(_said(document))
    return mark.hexdigest() if mark else None


def _below(prefix: str, kept: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name.removeprefix(prefix): value for name, value in kept.items() if name.startswith(prefix)
    }
