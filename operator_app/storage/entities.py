"""The entities that travel: where each lies in the file, how its rows are read and written.

A new one is a table, two functions in `rows`, and a line in `KEPT` here; at the way to the centre a
line in `sync/shapes.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import delete, false, func, literal_column, or_, select, true, update
from sqlalchemy.dialects.sqlite import insert

from operator_app.domain.records import (
    DEVICE_SETTING,
    LOGIN_SETTING,
    Entity,
    Erasure,
    OutboxItem,
    OutboxState,
)
from operator_app.storage import (
    conflicts,
    follow_ups,
    openings,
    preferences,
    rows,
    shared,
    statements,
)
from operator_app.storage.tables import (
    call,
    call_event,
    follow_up,
    follow_up_step,
    opening,
    outbox,
    preference,
    search_gap,
    setting,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy import ColumnElement, Connection, RowMapping, Table

    from operator_app.domain.records import Acknowledged, PulledRow, SentRow


@dataclass(frozen=True, slots=True)
class Kept:
    """Where the rows of an entity lie, keyed by `id`, with a `rev` if they ever change.

    `own`: the rows this desk answers for, and offers again to a centre that may have lost them.
    `centres`: what the centre said last counts, whatever its rev.
    """

    table: Table
    of_row: Callable[[RowMapping], SentRow]
    values: Callable[[Any], dict[str, Any]]
    own: ColumnElement[bool]
    centres: bool = False

    @property
    def rev(self) -> ColumnElement[int]:
        """The column of the rev, or 1."""
        found: ColumnElement[int] = self.table.c.get("rev", literal_column("1"))
        return found


def _of_login(agent: ColumnElement[str]) -> ColumnElement[bool]:
    """Rows of whoever is signed in: what another one wrote here is not theirs to send."""
    login = select(setting.c.value).where(setting.c.key == LOGIN_SETTING).scalar_subquery()
    return func.coalesce(agent == login, true())


_OWN_CALL: Final = _of_login(call.c.agent)

# A lead's file has the team's gaps too, which are not its to send.
_OWN_GAP: Final = _of_login(search_gap.c.agent) & (
    func.lower(func.hex(search_gap.c.device))
    == (
        select(func.replace(setting.c.value, "-", ""))
        .where(setting.c.key == DEVICE_SETTING)
        .scalar_subquery()
    )
)

_ARRIVED: Final = select(func.coalesce(func.max(search_gap.c.arrived), 0) + 1).scalar_subquery()
"""A place after all that came to the file before: own ones when met, others in the centre's order.

The moment a gap was met says nothing of that: its desk may have been without network for days.
"""


def _gap_values(gap: Any) -> dict[str, Any]:
    return {**rows.gap_values(gap), "arrived": _ARRIVED}


_NO_CHANGE: Final = 0
"""The rev of a mark on what is only offered again, where the last received would count."""

KEPT: Final[Mapping[Entity, Kept]] = {
    Entity.CALL: Kept(call, rows.call_of, rows.call_values, _OWN_CALL),
    Entity.CALL_EVENT: Kept(
        call_event,
        rows.event_of,
        rows.event_values,
        call_event.c.call_id.in_(select(call.c.id).where(_OWN_CALL)),
    ),
    Entity.SEARCH_GAP: Kept(search_gap, rows.gap_of, _gap_values, _OWN_GAP),
    Entity.FOLLOW_UP: Kept(
        follow_up, follow_ups.item_of, follow_ups.item_values, false(), centres=True
    ),
    Entity.FOLLOW_UP_STEP: Kept(
        follow_up_step,
        follow_ups.step_of,
        follow_ups.step_values,
        _of_login(follow_up_step.c.agent),
    ),
    Entity.OPENING: Kept(
        opening, openings.opening_of, openings.opening_values, _of_login(opening.c.agent)
    ),
    Entity.PREFERENCE: Kept(
        preference,
        preferences.preference_of,
        preferences.preference_values,
        _of_login(preference.c.agent),
        centres=True,
    ),
}


def pending(db: Connection, limit: int) -> tuple[OutboxItem, ...]:
    """Rows of whoever is signed in to send, oldest mark first.

    Raises OperatorNotice FILE_DAMAGED when a marked one is gone.
    """
    marks = db.exec_driver_sql(statements.PENDING, {"limit": limit}).all()
    found: dict[tuple[str, bytes], OutboxItem] = {}
    for entity in {mark.entity for mark in marks}:
        kept = KEPT[Entity(entity)]
        keys = [mark.id for mark in marks if mark.entity == entity]
        chosen = select(kept.table).where(kept.table.c.id.in_(keys))
        known = conflicts.known_of(db, keys) if kept.table is call else {}
        for row in db.execute(chosen).mappings():
            sent = kept.of_row(row)
            rev = row.get("rev", 1)
            held = known.get(row["id"])
            item = OutboxItem(Entity(entity), sent.id, rev, sent, row["digest"], held)
            found[entity, row["id"]] = item
    for mark in marks:
        if (mark.entity, mark.id) not in found:
            raise rows.damaged("outbox", mark.id.hex())
    items = tuple(found[mark.entity, mark.id] for mark in marks)
    # Before they go: of a COMMIT without an answer nobody knows whether the centre holds it.
    conflicts.note_offered(db, items)
    return items


def save(db: Connection, entity: Entity, row: SentRow) -> None:
    """Write a row unless the file has it already, newer or the same, and mark it for sending."""
    if write(db, entity, row):
        values = KEPT[entity].values(row)
        mark = {
            "entity": entity.value, "id": values["id"], "rev": values.get("rev", 1),
            "state": OutboxState.WAITING.value, "reason": "",
        }  # fmt: skip
        db.exec_driver_sql(statements.MARK, mark)


def outdo(db: Connection, outdone: Sequence[Acknowledged]) -> None:
    """Let changes made here come after what the centre holds: the last received counts.

    What is only offered again gives way to it.
    """
    for one in outdone:
        if not _mark_of(db, one.entity, one.id.bytes):
            continue
        kept = KEPT[one.entity]
        found = select(kept.table).where(kept.table.c.id == one.id.bytes)
        row: Any = kept.of_row(db.execute(found).mappings().one())
        save(db, one.entity, replace(row, rev=max(row.rev, one.outdone) + 1))


def write(db: Connection, entity: Entity, row: SentRow) -> bool:
    """Write a row that is new, or newer by its rev; say whether it was."""
    kept = KEPT[entity]
    values = kept.values(row)
    adding = insert(kept.table).values(values)
    if "rev" in values:
        newer = None if kept.centres else adding.excluded.rev > kept.table.c.rev
        adding = adding.on_conflict_do_update(index_elements=["id"], set_=values, where=newer)
    else:
        adding = adding.on_conflict_do_nothing(index_elements=["id"])
    return db.execute(adding).rowcount == 1


def keep(db: Connection, pulled: Sequence[PulledRow]) -> bool:
    """Write what the centre sent, except over rows that wait; say whether something was erased."""
    erased = False
    for one in pulled:
        if isinstance(one.row, Erasure):
            forget(db, Entity(one.row.entity), one.row.row_id.bytes)
            erased = True
        elif not _waits(db, one.entity, KEPT[one.entity].values(one.row)):
            write(db, one.entity, one.row)
    return erased


def _waits(db: Connection, entity: Entity, came: Mapping[str, Any]) -> bool:
    """Whether what came has to give way to a change that was not sent yet."""
    marked = _mark_of(db, entity, came["id"])
    if marked != _NO_CHANGE:
        return marked is not None
    kept = KEPT[entity]
    own = select(kept.rev).where(kept.table.c.id == came["id"])
    return bool(db.execute(own).scalar_one() > came["rev"])


def _mark_of(db: Connection, entity: Entity, key: bytes) -> int | None:
    of_row = (outbox.c.entity == entity.value) & (outbox.c.id == key)
    rev: int | None = db.execute(select(outbox.c.rev).where(of_row)).scalar()
    return rev


def forget(db: Connection, entity: Entity, key: bytes) -> None:
    """Delete an erased row with its mark; a call or a follow-up with everything that is part of it.

    Also what the centre never had of it: it refused it, or was not asked yet.
    """
    if entity not in KEPT:
        # A newer centre erased something this program never kept.
        return
    if entity is Entity.CALL:
        shared.forget_all(db)
        conflicts.forget(db, key)
        _forget_all(db, Entity.CALL_EVENT, call_event.c.call_id == key)
        _forget_all(db, Entity.FOLLOW_UP_STEP, follow_up_step.c.call_id == key)
    if entity is Entity.FOLLOW_UP:
        _forget_all(db, Entity.FOLLOW_UP_STEP, follow_up_step.c.item == key)
    db.execute(delete(outbox).where(outbox.c.entity == entity.value, outbox.c.id == key))
    table = KEPT[entity].table
    db.execute(delete(table).where(table.c.id == key))


def _forget_all(db: Connection, entity: Entity, which: ColumnElement[bool]) -> None:
    table = KEPT[entity].table
    marked = (outbox.c.entity == entity.value) & outbox.c.id.in_(select(table.c.id).where(which))
    db.execute(delete(outbox).where(marked))
    db.execute(delete(table).where(which))


def offer_again(db: Connection, first: bytes = b"", last: bytes = b"\xff" * 16) -> None:
    """Mark this desk's rows for sending; with bounds, calls keyed between them and their events.

    What waits keeps its mark. What was refused does too with bounds; without any, another server
    has to be given it once more: it may not have its bytes.
    """
    bounded = bool(first)
    if not bounded:
        conflicts.doubt_all(db)
        db.execute(update(outbox).values(state=OutboxState.WAITING.value, reason=""))
    for entity, kept in KEPT.items():
        wanted = kept.own
        if bounded and entity is Entity.CALL:
            wanted &= call.c.id.between(first, last)
        elif bounded and entity is Entity.CALL_EVENT:
            wanted &= call_event.c.call_id.between(first, last)
        elif bounded:
            continue
        marks = select(
            literal_column(f"'{entity.value}'"), kept.table.c.id,
            literal_column(str(_NO_CHANGE)) if kept.centres else kept.rev,
            literal_column("'waiting'"), literal_column("''"),
        ).where(wanted).order_by(kept.table.c.id.desc())  # fmt: skip
        adding = insert(outbox).from_select(["entity", "id", "rev", "state", "reason"], marks)
        db.execute(adding.on_conflict_do_nothing(index_elements=["entity", "id"]))


def days(db: Connection, first: bytes, agent: str) -> list[tuple[bytes, bytes, bytes, bool]]:
    """Key, device, digest and whether a mark is on it, of that agent's calls from a key on."""
    is_event = outbox.c.entity == Entity.CALL_EVENT.value
    marked_by_event = (
        select(call_event.c.call_id)
        .join(outbox, is_event & (outbox.c.id == call_event.c.id))
        .scalar_subquery()
    )
    marked = or_(
        call.c.id.in_(select(outbox.c.id).where(outbox.c.entity == Entity.CALL.value)),
        call.c.id.in_(marked_by_event),
    )
    wanted = select(call.c.id, call.c.device, call.c.digest, marked.label("marked"))
    found = db.execute(wanted.where(call.c.id >= first, call.c.agent == agent).order_by(call.c.id))
    return [(row.id, row.device, row.digest, bool(row.marked)) for row in found]
