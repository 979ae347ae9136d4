"""Calls and their events as the centre's rows: one statement takes any number of them.

The rows travel as one array a column (or by COPY when there are many) and are merged by a single
`INSERT … SELECT … ON CONFLICT`, so the server parses one short statement whatever their number.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from operator_app.domain.calls import CallEvent
from operator_app.domain.records import CallRecord, Entity, event_digest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from operator_app.domain.records import OutboxItem

Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """How one entity travels: its columns with their types, in the order of `values`.

    The last one is the digest, which the centre must hold once it holds the row.
    """

    entity: Entity
    columns: tuple[tuple[str, str], ...]
    values: Callable[[OutboxItem], Row]
    changeable: tuple[str, ...]
    author: tuple[str, ...]
    """Columns the centre fills in by who is signed in."""

    @property
    def incoming(self) -> str:
        """Return the temporary table's name."""
        return f"incoming_{self.entity.value}"

    def arrays(self) -> str:
        """Return the source of rows given as one parameter a column."""
        names = ", ".join(name for name, _ in self.columns)
        casts = ", ".join(f"CAST(:{name} AS {kind}[])" for name, kind in self.columns)
        return f"unnest({casts}) AS r({names})"

    def merge(self, source: str) -> str:
        """Return the statement that adds rows, and replaces older ones where that is allowed."""
        names = [name for name, _ in self.columns]
        fill = {"agent": "(SELECT app.me())", "team": "(SELECT app.my_team())"}
        targets = ", ".join([*names, *self.author])
        picked = ", ".join([*(f"r.{name}" for name in names), *(fill[one] for one in self.author)])
        action = "NOTHING"
        if self.changeable:
            sets = ", ".join(f"{name} = excluded.{name}" for name in self.changeable)
            action = f"UPDATE SET {sets} WHERE excluded.rev > kept.rev"
        return (
            f"INSERT INTO app.{self.entity.value} AS kept ({targets}) "  # noqa: S608 - no input
            f"SELECT {picked} FROM {source} ON CONFLICT (id) DO {action}"
        )

    def read_back(self) -> str:
        """Return the query for what the centre now holds under the ids in `:ids`."""
        rev = "rev" if self.changeable else "1"
        return (
            f"SELECT id, {rev}, digest FROM app.{self.entity.value} "  # noqa: S608 - no input
            "WHERE id = ANY(CAST(:ids AS uuid[]))"
        )

    def parameters(self, rows: Sequence[Row]) -> dict[str, list[object]]:
        """Return the rows turned into one list a column."""
        lists = zip(*rows, strict=True)
        return {name: list(one) for (name, _), one in zip(self.columns, lists, strict=True)}


def row_bytes(item: OutboxItem) -> bytes:
    """Return the row as JSON, for the quarantine: it must take what a text column cannot."""
    shape = SHAPES[item.entity]
    names = [name for name, _ in shape.columns]
    fields = dict(zip(names, shape.values(item), strict=True))
    return json.dumps(fields, ensure_ascii=True, default=_plain).encode("ascii")


def _plain(value: object) -> str:
    return value.hex() if isinstance(value, bytes) else str(value)


def _call_values(item: OutboxItem) -> Row:
    row = item.row
    if not isinstance(row, CallRecord):
        raise TypeError("a call's mark must carry a call")
    return (
        row.id, row.rev, row.device, row.agent, row.opened_at, row.closed_at, row.status,
        row.number, row.name, row.order, row.script, row.edition, row.outcome, row.note,
        row.record, json.dumps(dict(row.extra), ensure_ascii=False), row.digest(),
    )  # fmt: skip


def _event_values(item: OutboxItem) -> Row:
    row = item.row
    if not isinstance(row, CallEvent):
        raise TypeError("an event's mark must carry an event")
    data = json.dumps(dict(row.data), ensure_ascii=False)
    return (row.id, row.call_id, row.seq, row.at, row.kind.value, data, event_digest(row))


_CALL = Shape(
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

_EVENT = Shape(
    Entity.CALL_EVENT,
    (
        ("id", "uuid"), ("call_id", "uuid"), ("seq", "integer"), ("at", "timestamptz"),
        ("kind", "text"), ("data", "jsonb"), ("digest", "bytea"),
    ),
    _event_values,
    (),
    ("agent", "team"),
)  # fmt: skip

SHAPES = {Entity.CALL: _CALL, Entity.CALL_EVENT: _EVENT}
"""In the order in which a transaction writes them."""
