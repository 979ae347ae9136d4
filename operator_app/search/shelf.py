"""Documents kept small in memory, unpacked only for the rows that are shown."""

from __future__ import annotations

import json
import zlib

from operator_app.domain.retrieval import SearchDocument


class Shelf:
    """Documents by number; numbers are never given twice, so a late answer meets no stranger."""

    def __init__(self) -> None:
        self._packed: dict[int, bytes] = {}
        self._of_sop: dict[str, list[int]] = {}
        self._next = 0

    def __len__(self) -> int:
        return len(self._packed)

    def put(self, document: SearchDocument) -> int:
        """Keep the document; its number."""
        number = self._next
        self._next += 1
        d = document
        fields = d.key, d.kind, d.sop, d.anchor, d.title, d.section, d.keywords, d.body, d.topic
        text = json.dumps((*fields, d.date), ensure_ascii=False)
        packed = text.encode("utf-8", "surrogatepass")
        self._packed[number] = zlib.compress(packed, 1)
        self._of_sop.setdefault(document.sop, []).append(number)
        return number

    def take(self, number: int) -> SearchDocument:
        """The document of that number; KeyError when it is gone."""
        text = zlib.decompress(self._packed[number]).decode("utf-8", "surrogatepass")
        key, kind, sop, anchor, title, section, keywords, body, topic, date = json.loads(text)
        return SearchDocument(
            key, kind, sop, anchor, title, section, tuple(keywords), body, topic, date
        )

    def numbers_of(self, sop: str) -> tuple[int, ...]:
        """The documents that belong to a SOP."""
        return tuple(self._of_sop.get(sop, ()))

    def drop(self, sop: str) -> tuple[int, ...]:
        """Forget the documents of a SOP; their numbers."""
        gone = tuple(self._of_sop.pop(sop, ()))
        for number in gone:
            del self._packed[number]
        return gone
