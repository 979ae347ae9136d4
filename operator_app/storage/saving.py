"""The autosave: a call, what happened in it, and one outbox mark for each, in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from operator_app.domain.records import Entity, OutboxState
from operator_app.storage import rows, statements

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy import Connection

    from operator_app.domain.calls import CallEvent
    from operator_app.domain.records import CallRecord


def save_call(db: Connection, record: CallRecord, events: Sequence[CallEvent]) -> None:
    """Write the call if its rev is newer, add the events, mark both for sending.

    An event that is there already is left alone. Raises ValueError when a call's device or opening
    time, or an event's content, differs from what was written under the same id.
    """
    marks = []
    if _write_call(db, rows.call_values(record)):
        marks.append(_mark(Entity.CALL, record.id, record.rev))
    marks += [
        _mark(Entity.CALL_EVENT, event.id, 1)
        for event in events
        if _add_event(db, rows.event_values(event))
    ]
    if marks:
        db.exec_driver_sql(statements.MARK, marks)


def _write_call(db: Connection, values: dict[str, Any]) -> bool:
    run = db.exec_driver_sql
    if run(statements.CALL_UPDATE_SAME_STATUS, values).rowcount:
        return True
    known = run(statements.CALL_FIXED, {"id": values["id"]}).one_or_none()
    if known is None:
        run(statements.CALL_INSERT, values)
        return True
    if (known.device, known.opened_at) != (values["device"], values["opened_at"]):
        raise ValueError("a call keeps its device and its opening time")
    return bool(run(statements.CALL_UPDATE, values).rowcount)


def _add_event(db: Connection, values: dict[str, Any]) -> bool:
    if db.exec_driver_sql(statements.EVENT_INSERT, values).rowcount:
        return True
    kept = db.exec_driver_sql(statements.EVENT_DIGEST, {"id": values["id"]})
    if kept.scalar_one() != values["digest"]:
        raise ValueError("an event never changes")
    return False


def _mark(entity: Entity, key: UUID, rev: int) -> dict[str, Any]:
    return {
        "entity": entity.value,
        "id": key.bytes,
        "rev": rev,
        "state": OutboxState.WAITING.value,
        "reason": "",
    }
