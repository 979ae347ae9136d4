"""Follow-ups at the centre: desks send steps, and fetch what they come to."""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import Any

from operator_app.domain.follow_ups import FollowUp, FollowUpKind, FollowUpState, FollowUpStep
from operator_app.domain.records import Entity
from operator_app.sync.shape import Row, Shape


def _values(step: FollowUpStep) -> Row:
    return (
        step.id, step.item, step.after, step.device, step.agent, step.at, step.kind.value,
        step.call_id, step.state.value, step.holder, step.due,
        json.dumps(dict(step.data), ensure_ascii=False),
    )  # fmt: skip


def _item(row: Any) -> FollowUp:
    """Raises ValueError for a kind or state of a newer program."""
    key, kind, call_id, agent, holder, shared, state, due, made_at, rev, last, data = row
    return FollowUp(
        key, FollowUpKind(kind), call_id, agent, holder, shared, FollowUpState(state), due,
        made_at, rev, last, MappingProxyType(data),
    )  # fmt: skip


_FIRST_KINDS = {FollowUpKind.CALLBACK, FollowUpKind.ESCALATION}


def _needs(step: FollowUpStep) -> int:
    return 4 if step.kind in _FIRST_KINDS else 6


FOLLOW_UP_STEP = Shape(
    Entity.FOLLOW_UP_STEP,
    (
        ("id", "uuid"), ("item", "uuid"), ("after", "uuid"), ("device", "uuid"),
        ("agent", "text"), ("at", "timestamptz"), ("kind", "text"), ("call_id", "uuid"),
        ("state", "text"), ("holder", "text"), ("due", "timestamptz"), ("data", "jsonb"),
        ("digest", "bytea"),
    ),
    _values,
    FollowUpStep.digest,
    author=("team",),
    since=4,
    needs=_needs,
)  # fmt: skip

FOLLOW_UP = Shape(
    Entity.FOLLOW_UP,
    (
        ("id", "uuid"), ("kind", "text"), ("call_id", "uuid"), ("agent", "text"),
        ("holder", "text"), ("shared", "boolean"), ("state", "text"), ("due", "timestamptz"),
        ("made_at", "timestamptz"), ("rev", "integer"), ("last", "uuid"), ("data", "jsonb"),
    ),
    since=4,
    row_of=_item,
)  # fmt: skip
