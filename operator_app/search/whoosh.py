"""The engine for machines without a tantivy wheel: Whoosh, in memory only.

Whoosh unpickles its table of contents, so an index of its kind is never read from a disk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from whoosh.analysis.tokenizers import SpaceSeparatedTokenizer
from whoosh.fields import ID, NUMERIC, TEXT, Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.query.compound import And, AndMaybe, DisjunctionMax, Or
from whoosh.query.terms import Term
from whoosh.scoring import BM25F

from operator_app.search.engine import BOOSTS, Alternative, Entry, Found, Group, Scope

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from whoosh.query.qcore import Query
    from whoosh.writing import IndexWriter

# The library has no types here; nothing it returns leaves this module unconverted.
_STORAGE: Final[Callable[[], Any]] = RamStorage


class WhooshEngine:
    """Pure Python: slower with every thousand of documents, and right."""

    name = "whoosh"

    def __init__(self) -> None:
        self._fresh()

    def build(self, entries: Iterable[Entry]) -> None:
        """Replace the whole index."""
        self._fresh()
        self._write(self._index.writer(), entries)

    def update(self, entries: Iterable[Entry], gone: Iterable[int]) -> None:
        """Forget the numbers `gone` and add `entries`; visible when it returns."""
        writer = self._index.writer()
        for number in gone:
            writer.delete_by_term("number", number)
        self._write(writer, entries)

    def search(
        self,
        groups: tuple[Group, ...],
        limit: int,
        *,
        every: bool,
        scope: Scope,
        besides: tuple[Group, ...] = (),
    ) -> Found:
        """The best `limit` documents that satisfy every group, or at least one."""
        if not groups:
            return Found((), 0)
        clauses = [_group(group) for group in groups]
        query: Query = And(clauses) if every else Or(clauses)
        if besides:
            query = AndMaybe(query, Or([_group(group) for group in besides]))
        results = self._searcher.search(query, limit=limit, filter=_limits(scope))
        ranked = tuple((int(hit["number"]), float(hit.score)) for hit in results)
        return Found(ranked, len(results))

    def _fresh(self) -> None:
        self._index = _STORAGE().create_index(_schema())
        self._searcher = self._index.searcher(weighting=BM25F())

    def _write(self, writer: IndexWriter, entries: Iterable[Entry]) -> None:
        for entry in entries:
            writer.add_document(**entry._asdict())
        writer.commit()
        self._searcher.close()
        self._searcher = self._index.searcher(weighting=BM25F())


def _schema() -> Schema:
    text = {
        field: TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=False, stored=False)
        for field, _ in BOOSTS
    }
    return Schema(number=NUMERIC(stored=True, unique=True), kind=ID(), topic=ID(), **text)


def _group(group: Group) -> Query:
    return DisjunctionMax([_alternative(alternative) for alternative in group.alternatives])


def _alternative(alternative: Alternative) -> Query:
    weight = alternative.weight / len(alternative.terms)
    needed = [_term(term, weight) for term in alternative.terms]
    return needed[0] if len(needed) == 1 else And(needed)


def _term(term: str, weight: float) -> Query:
    return Or([Term(field, term, boost=boost * weight) for field, boost in BOOSTS])


def _limits(scope: Scope) -> Query | None:
    limits: list[Query] = []
    if scope.kinds:
        limits.append(Or([Term("kind", kind) for kind in sorted(scope.kinds)]))
    if scope.topic is not None:
        limits.append(Term("topic", scope.topic))
    return And(limits) if limits else None
