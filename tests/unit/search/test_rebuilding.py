"""Answers go on while the index is built anew elsewhere."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator

import pytest

from operator_app.domain.retrieval import SearchDocument
from tests.unit.search.shop import DOCUMENTS, SYNONYMS, document, searcher


def test_a_blocked_rebuild_stops_no_answer_and_shows_nothing_half_done() -> None:
    found = searcher()
    begun, go_on = threading.Event(), threading.Event()

    def documents() -> Iterator[SearchDocument]:
        yield document("sop:1", "Самовывоз")
        begun.set()
        assert go_on.wait(120)
        yield document("sop:2", "Рассрочка")

    building = threading.Thread(target=found.rebuild, args=(documents(), SYNONYMS))
    building.start()
    assert begun.wait(120)
    for length in range(1, 51):
        assert found.search("задержка доставки посылки"[:length]).hits[0].sop in {
            one.sop for one in DOCUMENTS
        }
    assert not found.search("самовывоз").hits
    go_on.set()
    building.join(120)
    assert [hit.key for hit in found.search("самовывоз").hits] == ["sop:1"]
    assert not found.search("задержка").hits


def test_a_rebuild_that_fails_leaves_what_was_there() -> None:
    found = searcher()

    def documents() -> Iterable[SearchDocument]:
        yield DOCUMENTS[0]
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="disk"):
        found.rebuild(documents(), ())
    assert found.search("перенос доставки").hits[0].key == "СОП-017"
