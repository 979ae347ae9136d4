"""Gaps of the procedures as the centre's rows: sent by who met them, fetched by their lead."""

from __future__ import annotations

from typing import Any

from operator_app.domain.gaps import LEADS_WORD, GapKind, SearchGap
from operator_app.domain.records import Entity
from operator_app.sync.shape import Row, Shape


def _values(gap: SearchGap) -> Row:
    return (
        gap.id, gap.device, gap.at, gap.agent, gap.edition, gap.kind.value, gap.words, gap.place,
        gap.quote,
    )  # fmt: skip


def _gap(row: Any) -> SearchGap:
    key, device, at, agent, edition, kind, words, place, quote, _ = row
    return SearchGap(key, device, at, agent, edition, GapKind(kind), words, place, quote)


SEARCH_GAP = Shape(
    Entity.SEARCH_GAP,
    (
        ("id", "uuid"), ("device", "uuid"), ("at", "timestamptz"), ("agent", "text"),
        ("edition", "integer"), ("kind", "text"), ("words", "text"), ("place", "text"),
        ("quote", "text"), ("digest", "bytea"),
    ),
    _values,
    SearchGap.digest,
    author=("team",),
    since=3,
    row_of=_gap,
    needs=lambda gap: 8 if gap.kind in LEADS_WORD else 3,
)  # fmt: skip
