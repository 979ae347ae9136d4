"""Preferences at the centre: sent and fetched by their owner, the last received counts."""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import Any

from operator_app.domain.preferences import Preference
from operator_app.domain.records import Entity
from operator_app.sync.shape import Row, Shape


def _values(one: Preference) -> Row:
    return one.id, one.rev, one.agent, one.kind, json.dumps(dict(one.data), ensure_ascii=False)


def _preference(row: Any) -> Preference:
    key, rev, agent, kind, data, _ = row
    return Preference(key, rev, agent, kind, MappingProxyType(data))


PREFERENCE = Shape(
    Entity.PREFERENCE,
    (
        ("id", "uuid"), ("rev", "bigint"), ("agent", "text"), ("kind", "text"), ("data", "jsonb"),
        ("digest", "bytea"),
    ),
    _values,
    Preference.digest,
    changeable=("rev", "data", "digest"),
    since=9,
    row_of=_preference,
    last_received=True,
)  # fmt: skip
