"""Documents kept small in memory, unpacked only for the rows that are shown."""

from __future__ import annotations

import json
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from operator_app.domain.retrieval import SearchDocument

if TYPE_CHECKING:
    from collections.abc import Mapping

UNPACKED: Final = 64
"""Documents held as they are, a few answers' worth."""


class About(NamedTuple):
    """What ranking asks of a document without unpacking it; `date` is an ISO date or ""."""

    sop: str
    topic: str
    date: str
    kind: str


class Shelf:
    """Documents by number; numbers are never given twice, so a late answer meets no stranger."""

    def __init__(self) -> None:
        self._packed: dict[int, bytes] = {}
        self._of_source: dict[str, list[int]] = {}
        self._about: dict[str, About] = {}
        self._sources: list[str] = []
        # One key after the other finds much the same.
        self.take = lru_cache(maxsize=UNPACKED)(self._take)

    def __len__(self) -> int:
        return len(self._packed)

    def __contains__(self, number: int) -> bool:
        return number in self._packed

    def put(self, document: SearchDocument) -> int:
        """Keep the document; its number."""
        d, source = document, document.source
        number = len(self._sources)
        self._sources.append(source)
        self._about.setdefault(source, About(d.sop, d.topic, d.date, d.kind))
        fields = d.key, d.kind, d.sop, d.anchor, d.title, d.section, d.keywords, d.body, d.topic
        text = json.dumps((*fields, d.date), ensure_ascii=False)
        packed = text.encode("utf-8", "surrogatepass")
        self._packed[number] = zlib.compress(packed, 1)
        self._of_source.setdefault(source, []).append(number)
        return number

    def source(self, number: int) -> str:
        """What the document of that number is a part of."""
        return self._sources[number]

    def numbers(self, source: str) -> list[int]:
        """The documents of a source in reading order."""
        return self._of_source[source]

    def about(self, number: int) -> About:
        """What the document's source is; KeyError when it is gone."""
        return self._about[self._sources[number]]

    def _take(self, number: int) -> SearchDocument:
        """The document of that number; KeyError when it is gone."""
        text = zlib.decompress(self._packed[number]).decode("utf-8", "surrogatepass")
        key, kind, sop, anchor, title, section, keywords, body, topic, date = json.loads(text)
        return SearchDocument(
            key, kind, sop, anchor, title, section, tuple(keywords), body, topic, date
        )

    @property
    def numbers_given(self) -> int:
        """How many documents there ever were; those gone still weigh on the words of the index."""
        return len(self._sources)

    def export(self) -> tuple[dict[str, object], bytes]:
        """Everything worth keeping on disk: what JSON knows, and the packed documents."""
        sizes = [[number, len(packed)] for number, packed in self._packed.items()]
        kept: dict[str, object] = {"next": len(self._sources), "of_source": self._of_source}
        kept |= {"sizes": sizes, "about": self._about}
        return kept, b"".join(self._packed.values())

    @classmethod
    def restore(cls, kept: Mapping[str, Any], packed: bytes) -> Shelf:
        """The shelf that `export` described."""
        restored = cls()
        restored._of_source = kept["of_source"]
        restored._about = {source: About(*found) for source, found in kept["about"].items()}
        restored._sources = [""] * kept["next"]
        for source, numbers in restored._of_source.items():
            for number in numbers:
                restored._sources[number] = source
        start = 0
        for number, size in kept["sizes"]:
            restored._packed[number] = packed[start : start + size]
            start += size
        return restored

    def drop(self, source: str) -> tuple[int, ...]:
        """Forget the documents of one source; their numbers."""
        gone = tuple(self._of_source.pop(source, ()))
        self._about.pop(source, None)
        for number in gone:
            del self._packed[number]
        self.take.cache_clear()
        return gone
