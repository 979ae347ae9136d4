"""The default engine: tantivy, in memory or in a folder of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import tantivy

from operator_app.search.engine import BOOSTS, Alternative, Entry, Found, Group, Scope

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_HEAP: Final = 64_000_000
_TOKENIZER: Final = "terms"


class TantivyEngine:
    """Index of one segment; a single writing thread, so that the order of ties never changes."""

    name = "tantivy"

    def __init__(self, folder: Path | None = None) -> None:
        """Open the index in an existing `folder`, or keep a new one in memory.

        Raises ValueError or OSError when the folder holds a damaged index.
        """
        self._schema = _schema()
        path = None if folder is None else str(folder)
        self._index = tantivy.Index(self._schema, path=path)
        analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        self._index.register_tokenizer(_TOKENIZER, analyzer)
        self._searcher = self._index.searcher()

    def build(self, entries: Iterable[Entry]) -> None:
        """Replace the whole index."""
        writer = self._index.writer(heap_size=_HEAP, num_threads=1)
        writer.delete_all_documents()
        self._write(writer, entries)

    def update(self, entries: Iterable[Entry], gone: Iterable[int]) -> None:
        """Forget the numbers `gone` and add `entries`; visible when it returns."""
        writer = self._index.writer(heap_size=_HEAP // 4, num_threads=1)
        for number in gone:
            found = tantivy.Query.term_query(self._schema, "number", number, "basic")
            writer.delete_documents_by_query(found)
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
        occur = tantivy.Occur.Must if every else tantivy.Occur.Should
        clauses = [(occur, self._group(group)) for group in groups]
        query = tantivy.Query.boolean_query(clauses)
        more = self._limits(scope)
        more += [(tantivy.Occur.Should, self._group(group)) for group in besides]
        if more:
            query = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), *more])
        result = self._searcher.search(query, limit)
        addresses = [address for _, address in result.hits]
        numbers = self._searcher.fast_field_values("number", addresses)
        ranked = tuple(
            (int(number or 0), float(score))
            for number, (score, _) in zip(numbers, result.hits, strict=True)
        )
        total = result.count  # type: ignore[attr-defined]  # in the library, not in its stub
        return Found(ranked, int(total))

    def _write(self, writer: tantivy.IndexWriter, entries: Iterable[Entry]) -> None:
        for entry in entries:
            document = tantivy.Document()
            document.add_unsigned("number", entry.number)
            document.add_text("title", entry.title)
            document.add_text("path", entry.path)
            document.add_text("body", entry.body)
            document.add_text("kind", entry.kind)
            document.add_text("topic", entry.topic)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def _group(self, group: Group) -> tantivy.Query:
        ways = [self._alternative(alternative) for alternative in group.alternatives]
        return ways[0] if len(ways) == 1 else tantivy.Query.disjunction_max_query(ways)

    def _alternative(self, alternative: Alternative) -> tantivy.Query:
        weight = alternative.weight / len(alternative.terms)
        needed = [self._term(term, weight) for term in alternative.terms]
        if len(needed) == 1:
            return needed[0]
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, one) for one in needed])

    def _term(self, term: str, weight: float) -> tantivy.Query:
        fields = []
        for field, boost in BOOSTS:
            found = tantivy.Query.term_query(self._schema, field, term, "freq")
            boosted = tantivy.Query.boost_query(found, boost * weight)
            fields.append((tantivy.Occur.Should, boosted))
        return tantivy.Query.boolean_query(fields)

    def _limits(self, scope: Scope) -> list[tuple[tantivy.Occur, tantivy.Query]]:
        limits = []
        if scope.kinds:
            kinds = tantivy.Query.term_set_query(self._schema, "kind", sorted(scope.kinds))
            limits.append((tantivy.Occur.Must, tantivy.Query.const_score_query(kinds, 0.0)))
        if scope.topic is not None:
            topic = tantivy.Query.term_query(self._schema, "topic", scope.topic, "basic")
            limits.append((tantivy.Occur.Must, tantivy.Query.const_score_query(topic, 0.0)))
        return limits


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("number", indexed=True, fast=True)
    for field, _ in BOOSTS:
        builder.add_text_field(field, tokenizer_name=_TOKENIZER, index_option="freq")
    for field in ("kind", "topic"):
        builder.add_text_field(field, tokenizer_name="raw", index_option="basic")
    return builder.build()
