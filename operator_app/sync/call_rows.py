"""Calls and their events as the centre's rows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from operator_app.domain.records import Entity, event_digest
from operator_app.sync.shape import Row, Shape

if TYPE_CHECKING:
    from operator_app.domain.calls import CallEvent
    from operator_app.domain.records import CallRecord


def _call_values(row: CallRecord) -> Row:
    return (
        row.id, row.rev, row.device, row.agent, row.opened_at, row.closed_at, row.status,
        row.number, row.name, row.order, row.script, row.edition, row.outcome, row.note,
        row.record, json.dumps(dict(row.extra), ensure_ascii=False), row.digest(),
    )  # fmt: skip


def _event_values(row: CallEvent) -> Row:
    data = json.dumps(dict(row.data), ensure_ascii=False)
    return (row.id, row.call_id, row.seq, row.at, row.kind.value, data, event_digest(row))


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
    (),
    ("agent", "team"),
)  # fmt: skip
