"""Which publications and rows were committed since a desk last looked (`sync.md`, point 9).

A cursor is `pg:epoch:snapshot:run`: what was visible then, and in which run of the server. A row is
news when the transaction that wrote it was not visible in that snapshot, in whatever order
transactions committed since. A centre that keeps no runs hands out cursors without one.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import text

from operator_app.domain.ports import CentreFault, FaultKind
from operator_app.domain.publication import Edition
from operator_app.domain.records import HeldCall, PulledRow
from operator_app.sync.call_rows import CALL, CALL_EVENT, call_of, events_of
from operator_app.sync.push import ERASED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Connection, TextClause

    from operator_app.domain.records import Acknowledged, Entity
    from operator_app.sync.shape import Row, Shape

PAGE = 16
"""Editions in one answer: each may be a megabyte."""

READING = "ISOLATION LEVEL REPEATABLE READ, READ ONLY"
"""How a transaction begins that has one snapshot for the target and every page."""

_RUN = "extract(epoch FROM pg_postmaster_start_time())::text"
_NOW = (
    "SELECT app.epoch(), pg_current_snapshot()::text, {run}, "
    # Files put back without a recovery keep their timeline, not the transactions since the copy.
    "pg_snapshot_xmax(CAST(:old AS pg_snapshot)) > pg_snapshot_xmax(pg_current_snapshot()) {lost}"
)
_LOST = (
    f"OR CASE WHEN CAST(:run AS text) IN ('', {_RUN}) THEN false "
    "ELSE app.has_lost(CAST(:run AS text), CAST(:old AS pg_snapshot)) END"
)
"""As many were written since as were lost; within a run nothing is."""
_UNSEEN = (
    "FROM app.publication p WHERE kind = 'content' AND key = 'edition' "
    "AND changed_xid >= pg_snapshot_xmin(CAST(:old AS pg_snapshot)) "
    "AND NOT pg_visible_in_snapshot(changed_xid, CAST(:old AS pg_snapshot)) "
)
_ANY_NEWS = f"(SELECT true {_UNSEEN} ORDER BY p.changed_xid, p.version LIMIT 1)"
_NEWS = text(
    "SELECT p.changed_xid::text, version, digest, published_at, author, comment, payload "
    + _UNSEEN
    + "AND pg_visible_in_snapshot(changed_xid, CAST(:target AS pg_snapshot)) "
    "AND (changed_xid, version) > (CAST(:last_xid AS xid8), :last_version) "
    # Qualified: a bare name would be the output column, which is text.
    "ORDER BY p.changed_xid, p.version LIMIT :page"
)
_NOTHING_SEEN = "3:3:"
_SEEN = re.compile(r"pg:([^:]+):(\d+:\d+:[\d,]*)(?::([\d.]+))?")

_CALL = text(CALL.query("id = :id"))
_RECEIVED = text("SELECT received_at FROM app.call WHERE id = :id")
_BESIDES = text(
    CALL_EVENT.query("call_id = :id AND NOT id = ANY(CAST(:own AS uuid[])) ORDER BY seq, id")
)

ROWS_PAGE = 500
_FORGOTTEN = "(SELECT erasures_from > pg_snapshot_xmin(CAST(:old AS pg_snapshot)) FROM app.centre)"


def editions_after(
    connection: Connection, cursor: str, *, runs: bool
) -> tuple[tuple[Edition, ...], str]:
    """Return the editions that `cursor` has not seen, oldest first, and the cursor that has.

    The transaction has begun with READING. A cursor of another epoch counts as empty. `runs`: the
    centre keeps those of its server. Raises CentreFault RESYNC when `cursor` has seen more than the
    centre remembers.
    """
    old, target, seen, (any_new,) = _look(connection, cursor, _latest((_ANY_NEWS,), runs=runs))
    found: dict[int, Edition] = {}
    last_xid, last_version = "0", 0
    while any_new:
        page = connection.execute(
            _NEWS,
            {
                "old": old, "target": target, "page": PAGE,
                "last_xid": last_xid, "last_version": last_version,
            },
        ).all()  # fmt: skip
        for xid, version, *rest in page:
            found[version] = Edition(version, *rest)
            last_xid, last_version = xid, version
        if len(page) < PAGE:
            break
    return tuple(found[number] for number in sorted(found)), seen


def rows_after(
    connection: Connection, cursor: str, shapes: Iterable[Shape], *, runs: bool
) -> tuple[tuple[PulledRow, ...], str]:
    """Return the rows that `cursor` has not seen and one may see, and the cursor that has.

    The transaction has begun with READING, `runs` as in `editions_after`. Raises CentreFault RESYNC
    when erasures that `cursor` has not seen are kept no longer, or when it has seen more than the
    centre remembers.
    """
    pulled = tuple(shape for shape in shapes if shape.row_of is not None)
    latest = _latest((_FORGOTTEN, *(shape.any_news() for shape in pulled)), runs=runs)
    old, target, seen, (forgotten, *any_new) = _look(connection, cursor, latest)
    if old != _NOTHING_SEEN and forgotten:
        raise CentreFault(FaultKind.RESYNC, "cursor_too_old")
    found: list[PulledRow] = []
    for shape, is_new in zip(pulled, any_new, strict=True):
        if is_new:
            pages = _pages(connection, shape, {"old": old, "target": target})
            found += filter(None, (_read(shape, row) for row in pages))
    return tuple(found), seen


def still_holds(
    connection: Connection, rows: Iterable[Acknowledged], shapes: Iterable[Shape]
) -> bool:
    """Return whether all these own rows are there, and none with an older rev."""
    asked: dict[Entity, dict[UUID, int]] = {}
    for one in rows:
        asked.setdefault(one.entity, {})[one.id] = one.rev
    for shape in shapes:
        revs = asked.pop(shape.entity, {})
        if revs:
            found = connection.execute(text(shape.read_back()), {"ids": list(revs)}).all()
            held = {identity: rev for identity, rev, _ in found}
            if any(held.get(identity, 0) < rev for identity, rev in revs.items()):
                return False
    # A centre of an older schema has not even the table of what is left.
    return not asked


def held_call(connection: Connection, call_id: UUID, own_events: Sequence[UUID]) -> HeldCall | None:
    """Return an own call as the centre holds it, with what happened besides `own_events`.

    None when it has no content there. It was changed when the last of that happened, else when it
    came.
    """
    asked = {"id": call_id, "own": list(own_events)}
    row = connection.execute(_CALL, asked).one_or_none()
    if row is None or row.digest == ERASED:
        return None
    events = events_of(connection.execute(_BESIDES, asked).all())
    received = connection.execute(_RECEIVED, asked).scalar_one()
    return HeldCall(call_of(row[:-1]), max((one.at for one in events), default=received), events)


def _pages(connection: Connection, shape: Shape, snapshots: dict[str, str]) -> Iterator[Row]:
    query = text(shape.news())
    last_xid, last_id = "0", UUID(int=0)
    while True:
        place = {"last_xid": last_xid, "last_id": last_id, "page": ROWS_PAGE}
        page = connection.execute(query, {**snapshots, **place}).all()
        yield from (tuple(row[2:]) for row in page)
        if len(page) < ROWS_PAGE:
            return
        last_xid, last_id = page[-1][:2]


def _read(shape: Shape, row: Row) -> PulledRow | None:
    """Return the row, None for one in words that only a newer program knows: it stops no other."""
    if shape.row_of is None:
        return None
    try:
        return PulledRow(shape.entity, shape.row_of(row))
    except ValueError:
        return None


@cache
def _latest(told: tuple[str, ...], *, runs: bool) -> TextClause:
    """All that is asked in one statement: in most rounds there is nothing new of any."""
    now = _NOW.format(run=_RUN if runs else "''", lost=_LOST if runs else "")
    return text(", ".join([now, *told]))


def _look(
    connection: Connection, cursor: str, latest: TextClause
) -> tuple[str, str, str, Sequence[Any]]:
    """Return the snapshot seen, the one to read to, its cursor, and what `latest` tells besides."""
    found = _SEEN.fullmatch(cursor)
    seen_epoch, old, seen_run = found.groups("") if found else ("", _NOTHING_SEEN, "")
    asked = {"old": old, "run": seen_run}
    epoch, target, run, ahead, *told = connection.execute(latest, asked).one()
    if seen_epoch not in {epoch, ""}:
        return _look(connection, "", latest)
    if ahead:
        raise CentreFault(FaultKind.RESYNC, "cursor_ahead")
    return old, target, f"pg:{epoch}:{target}" + (f":{run}" if run else ""), told
