"""Follow-ups in the file: the centre's word of each and this desk's own steps, folded when read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import exists, or_, select

from operator_app.domain.follow_ups import (
    UNFINISHED,
    FollowUp,
    FollowUpKind,
    FollowUpState,
    FollowUpStep,
    Standing,
    fold,
)
from operator_app.domain.records import Entity
from operator_app.storage.rows import damaged, mapping_of, of_moment, text_of, to_moment
from operator_app.storage.tables import follow_up, follow_up_step, outbox

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, RowMapping


def item_values(item: FollowUp) -> dict[str, Any]:
    """The columns of `follow_up`."""
    return {
        "id": item.id.bytes, "kind": item.kind.value, "call_id": _bytes(item.call_id),
        "agent": item.agent, "holder": item.holder, "shared": int(item.shared),
        "state": item.state.value, "due": _moment(item.due), "made_at": to_moment(item.made_at),
        "rev": item.rev, "last": item.last.bytes, "data": text_of(item.data),
        "digest": item.digest(),
    }  # fmt: skip


def item_of(row: RowMapping) -> FollowUp:
    """The follow-up of a row; OperatorNotice FILE_DAMAGED naming it when the digest differs."""
    key = UUID(bytes=row["id"])
    try:
        item = FollowUp(
            key, FollowUpKind(row["kind"]), _key(row["call_id"]), row["agent"], row["holder"],
            bool(row["shared"]), FollowUpState(row["state"]), _time(row["due"]),
            of_moment(row["made_at"]), row["rev"], UUID(bytes=row["last"]),
            mapping_of(row["data"]),
        )  # fmt: skip
    except (ValueError, OverflowError) as error:
        raise damaged("follow_up", str(key)) from error
    if item.digest() != row["digest"]:
        raise damaged("follow_up", str(key))
    return item


def step_values(step: FollowUpStep) -> dict[str, Any]:
    """The columns of `follow_up_step`."""
    return {
        "id": step.id.bytes, "item": step.item.bytes, "after": step.after.bytes,
        "device": step.device.bytes, "agent": step.agent, "at": to_moment(step.at),
        "kind": step.kind.value, "call_id": _bytes(step.call_id), "state": step.state.value,
        "holder": step.holder, "due": _moment(step.due), "data": text_of(step.data),
        "digest": step.digest(),
    }  # fmt: skip


def step_of(row: RowMapping) -> FollowUpStep:
    """The step of a row; OperatorNotice FILE_DAMAGED naming it when the digest differs."""
    key = UUID(bytes=row["id"])
    try:
        step = FollowUpStep(
            key, UUID(bytes=row["item"]), UUID(bytes=row["after"]), UUID(bytes=row["device"]),
            row["agent"], of_moment(row["at"]), FollowUpKind(row["kind"]), _key(row["call_id"]),
            FollowUpState(row["state"]), row["holder"], _time(row["due"]), mapping_of(row["data"]),
        )  # fmt: skip
    except (ValueError, OverflowError) as error:
        raise damaged("follow_up_step", str(key)) from error
    if step.digest() != row["digest"]:
        raise damaged("follow_up_step", str(key))
    return step


def touched(db: Connection, kind: FollowUpKind) -> tuple[Standing, ...]:
    """What is unfinished at the centre, or has a step here that the centre has not spoken of."""
    unfinished = follow_up.c.state.in_([one.value for one in UNFINISHED])
    told = exists(select(follow_up.c.id).where(follow_up.c.id == follow_up_step.c.item))
    mark = (outbox.c.entity == Entity.FOLLOW_UP_STEP.value) & (outbox.c.id == follow_up_step.c.id)
    waits = exists(select(outbox.c.id).where(mark))
    fresh = select(follow_up_step.c.item).where(
        follow_up_step.c.kind == kind.value, or_(~told, waits)
    )
    chosen = select(follow_up.c.id).where(follow_up.c.kind == kind.value, unfinished)
    found = db.execute(chosen.union(fresh)).scalars().all()
    return _folded(db, follow_up.c.id.in_(found), follow_up_step.c.item.in_(found))


def since(db: Connection, kind: FollowUpKind, moment: datetime) -> tuple[Standing, ...]:
    """Those made since then, finished or not."""
    of_centre = select(follow_up.c.id).where(
        follow_up.c.kind == kind.value, follow_up.c.made_at >= to_moment(moment)
    )
    of_desk = select(follow_up_step.c.item).where(
        follow_up_step.c.kind == kind.value,
        follow_up_step.c.id == follow_up_step.c.item,
        follow_up_step.c.at >= to_moment(moment),
    )
    found = db.execute(of_centre.union(of_desk)).scalars().all()
    return _folded(db, follow_up.c.id.in_(found), follow_up_step.c.item.in_(found))


def one(db: Connection, item: UUID) -> Standing | None:
    """One follow-up, finished or not."""
    key = item.bytes
    found = _folded(db, follow_up.c.id == key, follow_up_step.c.item == key)
    return found[0] if found else None


def _folded(
    db: Connection, items: ColumnElement[bool], steps: ColumnElement[bool]
) -> tuple[Standing, ...]:
    heads = {
        row["id"]: item_of(row) for row in db.execute(select(follow_up).where(items)).mappings()
    }
    own: dict[bytes, list[FollowUpStep]] = {}
    for row in db.execute(select(follow_up_step).where(steps)).mappings():
        own.setdefault(row["item"], []).append(step_of(row))
    standing = (fold(heads.get(key), own.get(key, ())) for key in sorted({*heads, *own}))
    return tuple(one for one in standing if one is not None)


def _bytes(key: UUID | None) -> bytes | None:
    return None if key is None else key.bytes


def _key(stored: bytes | None) -> UUID | None:
    return None if stored is None else UUID(bytes=stored)


def _moment(value: datetime | None) -> int | None:
    return None if value is None else to_moment(value)


def _time(stored: int | None) -> datetime | None:
    return None if stored is None else of_moment(stored)
