"""How often procedures were opened: a row a day, agent and procedure."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import delete, select

from operator_app.domain.openings import SopOpening
from operator_app.domain.records import Entity
from operator_app.storage.rows import damaged
from operator_app.storage.tables import opening, outbox

if TYPE_CHECKING:
    from sqlalchemy import Connection, RowMapping


def opening_values(one: SopOpening) -> dict[str, Any]:
    """The columns of `opening`."""
    return {
        "id": one.id.bytes,
        "rev": one.rev,
        "device": one.device.bytes,
        "agent": one.agent,
        "day": one.day.isoformat(),
        "sop": one.sop,
        "digest": one.digest(),
    }


def opening_of(row: RowMapping) -> SopOpening:
    """The opening of a row; raises OperatorNotice FILE_DAMAGED when the digest differs."""
    key = UUID(bytes=row["id"])
    try:
        device, day = UUID(bytes=row["device"]), date.fromisoformat(row["day"])
    except ValueError as error:
        raise damaged("opening", str(key)) from error
    found = SopOpening(key, row["rev"], device, row["agent"], day, row["sop"])
    if found.digest() != row["digest"]:
        raise damaged("opening", str(key))
    return found


def of_day(db: Connection, day: date, agent: str, sop: str) -> SopOpening | None:
    """What was counted so far."""
    wanted = select(opening).where(
        opening.c.day == day.isoformat(), opening.c.agent == agent, opening.c.sop == sop
    )
    row = db.execute(wanted).mappings().one_or_none()
    return None if row is None else opening_of(row)


def forget(db: Connection, before: date) -> None:
    """Drop what was counted before that day, sent or not."""
    old = select(opening.c.id).where(opening.c.day < before.isoformat())
    of_old = (outbox.c.entity == Entity.OPENING.value) & outbox.c.id.in_(old)
    db.execute(delete(outbox).where(of_old))
    db.execute(delete(opening).where(opening.c.day < before.isoformat()))
