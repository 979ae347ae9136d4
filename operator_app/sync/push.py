"""Rows into the centre and back out in the same transaction: what it now holds of them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING

import psycopg
from sqlalchemy import Connection, text

from operator_app.domain.ports import OTHER_CONTENT, CentreFault, FaultKind
from operator_app.domain.records import Acknowledged

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from operator_app.domain.records import OutboxItem
    from operator_app.sync.shape import Shape

ERASED = bytes(32)
"""The digest of a row that was erased at the centre: it takes whatever is sent for it as held."""

COPY_ABOVE = 100
"""Rows from which a temporary table and COPY are cheaper than one array a column."""

Held = tuple["UUID", int | None, bytes | None]


_text = cache(text)
"""Statements that are the same in every round are made once."""


def exchange_rows(
    connection: Connection, shape: Shape, items: Sequence[OutboxItem]
) -> list[Acknowledged]:
    """Write rows of one entity and return what the centre holds of them.

    Raises CentreFault ROW for a row that is not what was sent.
    """
    held = _copied if len(items) > COPY_ABOVE else _inserted
    otherwise = {row[0]: (row[1], row[2]) for row in held(connection, shape, items)}
    if not otherwise:
        return [Acknowledged(item.entity, item.id, item.rev) for item in items]
    acknowledged = []
    for item in items:
        sent = shape.digest_of(item)
        acknowledged.append(
            _acknowledged(item, shape, sent, *otherwise.get(item.id, (item.rev, sent)))
        )
    if any(one.outdone for one in acknowledged):
        repeated = _repeated(connection, shape, items)
        return [replace(one, outdone=0) if one.id in repeated else one for one in acknowledged]
    return acknowledged


def _repeated(connection: Connection, shape: Shape, items: Sequence[OutboxItem]) -> set[UUID]:
    """Return which rows the centre had received before what it holds now: they come once more."""
    sent = {"ids": [one.id for one in items], "digests": [shape.digest_of(one) for one in items]}
    return set(connection.execute(_text(shape.received_before()), sent).scalars())


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


def _inserted(connection: Connection, shape: Shape, items: Sequence[OutboxItem]) -> Iterable[Held]:
    """Send arrays; return all that the centre holds under these keys, None for what it does not."""
    parameters = shape.parameters([shape.row(item) for item in items])
    connection.execute(_text(shape.merge(shape.arrays())), parameters | shape.knowledge(items))
    found = connection.execute(_text(shape.read_back()), {"ids": [item.id for item in items]})
    held = {identity: (rev, digest) for identity, rev, digest in found}
    return [(item.id, *held.get(item.id, (None, None))) for item in items]


def _copied(connection: Connection, shape: Shape, items: Sequence[OutboxItem]) -> Iterable[Held]:
    """Send by COPY; return what the centre holds otherwise than sent.

    Rows that are not there yet are added without `ON CONFLICT`, which takes half as long again. One
    that another session adds just then, or that is somebody else's, is a ROW fault: the batch comes
    back halved, in the end as arrays.
    """
    # Of text that is JSON already COPY would make a JSON string.
    columns = [(name, "text" if kind == "jsonb" else kind) for name, kind in shape.columns]
    named = ", ".join(f"{name} {kind}" for name, kind in columns)
    connection.execute(text(f"CREATE TEMPORARY TABLE {shape.incoming} ({named}) ON COMMIT DROP"))
    _copy(connection, shape, items, [kind for _, kind in columns])
    keys = sorted((item.id for item in items), key=attrgetter("int"))
    ends = {"low": keys[0], "high": keys[-1]}
    added = connection.execute(_text(shape.add()), ends).rowcount
    if shape.changeable and added < len(items):
        merge = _text(shape.merge(f"pg_temp.{shape.incoming} AS r"))
        connection.execute(merge, shape.knowledge(items))
    return [(row[0], row[1], row[2]) for row in connection.execute(_text(shape.differing()), ends)]


def _copy(
    connection: Connection, shape: Shape, items: Iterable[OutboxItem], kinds: list[str]
) -> None:
    raw = connection.connection.driver_connection
    if not isinstance(raw, psycopg.Connection):
        raise TypeError("the engine must hand out psycopg connections")
    with (
        raw.cursor() as cursor,
        cursor.copy(f"COPY pg_temp.{shape.incoming} FROM STDIN (FORMAT binary)".encode()) as copy,
    ):
        copy.set_types(kinds)
        for item in items:
            copy.write_row(shape.row(item))
