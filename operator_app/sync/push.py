"""Rows into the centre and back out in the same transaction: what it now holds of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
from psycopg.types.json import Jsonb
from sqlalchemy import Connection, text

from operator_app.domain.ports import OTHER_CONTENT, CentreFault, FaultKind
from operator_app.domain.records import Acknowledged

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from operator_app.domain.records import OutboxItem
    from operator_app.sync.shape import Row, Shape

ERASED = bytes(32)
"""The digest of a row that was erased at the centre: it takes whatever is sent for it as held."""

COPY_ABOVE = 100
"""Rows from which a temporary table and COPY are cheaper than one array a column."""

Held = tuple["UUID", int | None, bytes | None]


def exchange_rows(
    connection: Connection, shape: Shape, items: Sequence[OutboxItem]
) -> list[Acknowledged]:
    """Write rows of one entity and return what the centre holds of them.

    Raises CentreFault ROW for a row that is not what was sent.
    """
    rows = [shape.row(item) for item in items]
    held = _copied if len(items) > COPY_ABOVE else _inserted
    otherwise = {row[0]: (row[1], row[2]) for row in held(connection, shape, items, rows)}
    if not otherwise:
        return [Acknowledged(item.entity, item.id, item.rev) for item in items]
    return [
        _acknowledged(item, shape, row[-1], *otherwise.get(item.id, (item.rev, row[-1])))
        for item, row in zip(items, rows, strict=True)
    ]


def _acknowledged(
    item: OutboxItem, shape: Shape, sent: object, rev: int | None, digest: object
) -> Acknowledged:
    if rev is None or digest is None:
        raise CentreFault(FaultKind.ROW, "not_held")
    if shape.last_received and rev >= item.rev and digest not in (sent, ERASED):
        return Acknowledged(item.entity, item.id, item.rev, outdone=rev)
    strange = item.known is not None and digest not in item.known
    if digest not in (sent, ERASED) and (strange or rev == item.rev):
        raise CentreFault(FaultKind.ROW, OTHER_CONTENT)
    if rev < item.rev:
        raise CentreFault(FaultKind.ROW, "not_held")
    return Acknowledged(item.entity, item.id, rev, digest == ERASED)


def _inserted(
    connection: Connection, shape: Shape, items: Sequence[OutboxItem], rows: Sequence[Row]
) -> Iterable[Held]:
    """Send arrays; return all that the centre holds under these keys, None for what it does not."""
    merge = text(shape.merge(shape.arrays()))
    connection.execute(merge, shape.parameters(rows) | shape.knowledge(items))
    found = connection.execute(text(shape.read_back()), {"ids": [item.id for item in items]})
    held = {identity: (rev, digest) for identity, rev, digest in found}
    return [(item.id, *held.get(item.id, (None, None))) for item in items]


def _as_sent(kind: str, value: object) -> object:
    """Return JSON that is text already as such: COPY would make a JSON string of it."""
    return Jsonb(value, dumps=str) if kind == "jsonb" else value


def _copied(
    connection: Connection, shape: Shape, items: Sequence[OutboxItem], rows: Sequence[Row]
) -> Iterable[Held]:
    """Send by COPY; return what the centre holds otherwise than sent."""
    columns = ", ".join(f"{name} {kind}" for name, kind in shape.columns)
    connection.execute(text(f"CREATE TEMPORARY TABLE {shape.incoming} ({columns}) ON COMMIT DROP"))
    raw = connection.connection.driver_connection
    if not isinstance(raw, psycopg.Connection):
        raise TypeError("the engine must hand out psycopg connections")
    with (
        raw.cursor() as cursor,
        cursor.copy(f"COPY pg_temp.{shape.incoming} FROM STDIN (FORMAT binary)".encode()) as copy,
    ):
        kinds = [kind for _, kind in shape.columns]
        copy.set_types(kinds)
        for row in rows:
            copy.write_row([_as_sent(*one) for one in zip(kinds, row, strict=True)])
    merge = text(shape.merge(f"pg_temp.{shape.incoming} AS r"))
    connection.execute(merge, shape.knowledge(items))
    keys = [item.id for item in items]
    found = connection.execute(text(shape.differing()), {"low": min(keys), "high": max(keys)})
    return [(row[0], row[1], row[2]) for row in found]
