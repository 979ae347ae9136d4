"""The marks of the outbox as the page of exchange shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import func, select, update

from operator_app.domain.records import Entity, OutboxState, RefusedRow
from operator_app.storage.tables import outbox

if TYPE_CHECKING:
    from sqlalchemy import Connection

_REFUSED = outbox.c.state == OutboxState.QUARANTINED.value


def refused(db: Connection) -> tuple[RefusedRow, ...]:
    """What the centre refused, the oldest first."""
    found = db.execute(select(outbox).where(_REFUSED).order_by(outbox.c.id))
    return tuple(
        RefusedRow(Entity(row.entity), UUID(bytes=row.id), row.rev, row.reason) for row in found
    )


def oldest_waiting(db: Connection) -> UUID | None:
    """The least key that waits to be sent."""
    key: bytes | None = db.execute(select(func.min(outbox.c.id)).where(~_REFUSED)).scalar()
    return None if key is None else UUID(bytes=key)


def send_again(db: Connection) -> int:
    """Let everything refused be sent once more; how many rows that is."""
    again = update(outbox).where(_REFUSED)
    return db.execute(again.values(state=OutboxState.WAITING.value, reason="")).rowcount
