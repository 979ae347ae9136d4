"""Calls and their events as the centre's rows."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import takewhile
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from operator_app.domain.calls import CallEvent, EventKind
from operator_app.domain.records import CallRecord, Entity, event_digest
from operator_app.sync.shape import Row, Shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_KINDS = frozenset(EventKind)
_json = json.JSONEncoder(ensure_ascii=False).encode


def _call_values(row: CallRecord) -> Row:
    return (
        row.id, row.rev, row.device, row.agent, row.opened_at, row.closed_at, row.status,
        row.number, row.name, row.order, row.script, row.edition, row.outcome, row.note,
        row.record, _json(dict(row.extra)) if row.extra else "{}",
    )  # fmt: skip


def call_of(columns: Sequence[Any]) -> CallRecord:
    """The call of its columns as `CALL` names them, without the digest."""
    *fields, extra = columns
    return replace(CallRecord(*fields), extra=MappingProxyType(extra))


def events_of(rows: Iterable[Sequence[Any]]) -> tuple[CallEvent, ...]:
    """The events of columns as `CALL_EVENT` names them, up to one that only a newer program knows.

    By `seq`, as the rows are.
    """
    known = takewhile(lambda row: row[4] in _KINDS, rows)
    return tuple(
        CallEvent(key, call_id, seq, at, EventKind(kind), MappingProxyType(data))
        for key, call_id, seq, at, kind, data, _ in known
    )


def _event_values(row: CallEvent) -> Row:
    return (row.id, row.call_id, row.seq, row.at, row.kind.value, _json(dict(row.data)))


CALL = Shape(
    Entity.CALL,
    (
        ("id", "uuid"), ("rev", "bigint"), ("device", "uuid"), ("agent", "text"),
        ("opened_at", "timestamptz"), ("closed_at", "timestamptz"), ("status", "text"),
        ("number", "text"), ("name", "text"), ("order_number", "text"), ("script", "text"),
        ("edition", "integer"), ("outcome", "text"), ("note", "text"), ("record", "text"),
        ("extra", "jsonb"), ("digest", "bytea"),
    ),
    _call_values,
    CallRecord.digest,
    (
        "rev", "closed_at", "status", "number", "name", "order_number", "script", "edition",
        "outcome", "note", "record", "extra", "digest",
    ),
    ("team",),
)  # fmt: skip

CALL_EVENT = Shape(
    Entity.CALL_EVENT,
    (
        ("id", "uuid"), ("call_id", "uuid"), ("seq", "integer"), ("at", "timestamptz"),
        ("kind", "text"), ("data", "jsonb"), ("digest", "bytea"),
    ),
    _event_values,
    event_digest,
    (),
    ("agent", "team"),
)  # fmt: skip
