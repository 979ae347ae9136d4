"""The local file inside one transaction: the port `Records` on SQLAlchemy Core."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.sqlite import insert

from operator_app.domain.records import Entity, JournalRow, OutboxItem, OutboxState
from operator_app.storage import queries, rows, saving, statements, tables

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from sqlalchemy import Connection, RowMapping, Select, Table

    from operator_app.domain.calls import CallEvent, Customer
    from operator_app.domain.ports import JournalFilter
    from operator_app.domain.publication import Edition
    from operator_app.domain.records import Acknowledged, CallRecord


class LocalRecords:
    """Reads and writes over one open transaction; never outlives it and never leaves its thread."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def save_call(self, record: CallRecord, events: Sequence[CallEvent]) -> None:
        """Write the call if its rev is newer, add the events, mark both for sending.

        An event that is there already is left alone. Raises ValueError when a call's device or
        opening time, or an event's content, differs from what was written under the same id.
        """
        saving.save_call(self._db, record, events)

    def call(self, call_id: UUID) -> CallRecord | None:
        """The call of that id."""
        row = self._one(select(tables.call).where(tables.call.c.id == call_id.bytes))
        return None if row is None else rows.call_of(row)

    def events(self, call_id: UUID) -> tuple[CallEvent, ...]:
        """Its events by `seq`."""
        wanted = select(tables.call_event).where(tables.call_event.c.call_id == call_id.bytes)
        found = self._db.execute(wanted.order_by(tables.call_event.c.seq)).mappings()
        return tuple(rows.event_of(row) for row in found)

    def unfinished(self) -> tuple[CallRecord, ...]:
        """Calls that are open or parked, oldest first."""
        found = self._db.execute(queries.unfinished()).mappings()
        return tuple(rows.call_of(row) for row in found)

    def journal(self, wanted: JournalFilter) -> tuple[JournalRow, ...]:
        """Calls for the journal, newest first; `since` is included, `until` is not.

        `text` finds calls that contain each of its words, or its phone number in any spelling.
        `waiting` and `waiting_only` count a quarantined part too: it has not arrived either.
        """
        found = self._db.execute(queries.journal(wanted)).mappings()
        return tuple(
            JournalRow(rows.call_of(row), row["marks"] is not None, bool(row["quarantined"]))
            for row in found
        )

    def history(self, customer: Customer, besides: UUID, limit: int) -> tuple[CallRecord, ...]:
        """Closed calls of the same number, order or (with neither) full name, newest first.

        A single word is no full name and finds nothing: it would show strangers' calls.
        """
        statement = queries.history(customer, besides, limit)
        if statement is None:
            return ()
        return tuple(rows.call_of(row) for row in self._db.execute(statement).mappings())

    def waiting(self) -> tuple[int, int]:
        """How many calls have a part still to be sent, and how many have a quarantined one."""
        waiting, quarantined = self._db.execute(queries.waiting()).one()
        return waiting, quarantined

    def pending(self, limit: int) -> tuple[OutboxItem, ...]:
        """Rows to send, oldest mark first; never quarantined ones."""
        marks = self._db.execute(queries.pending(limit)).all()
        calls = _rows_of(
            self._db, tables.call, [mark.id for mark in marks if mark.entity == Entity.CALL]
        )
        events = _rows_of(
            self._db,
            tables.call_event,
            [mark.id for mark in marks if mark.entity == Entity.CALL_EVENT],
        )
        return tuple(
            _call_item(calls, mark.id)
            if mark.entity == Entity.CALL
            else _event_item(events, mark.id)
            for mark in marks
        )

    def acknowledge(self, done: Sequence[Acknowledged]) -> None:
        """Drop the marks whose rev is not newer than what the centre holds."""
        for one in done:
            self._db.exec_driver_sql(
                statements.ACKNOWLEDGE,
                {"entity": one.entity.value, "id": one.id.bytes, "rev": one.rev},
            )

    def quarantine(self, item: OutboxItem, reason: str) -> None:
        """Keep the row, stop sending it, remember why; a save since then is sent nevertheless."""
        self._db.execute(
            update(tables.outbox)
            .where(
                tables.outbox.c.entity == item.entity.value,
                tables.outbox.c.id == item.id.bytes,
                tables.outbox.c.rev <= item.rev,
            )
            .values(state=OutboxState.QUARANTINED.value, reason=reason)
        )

    def edition(self, number: int | None = None) -> Edition | None:
        """An edition of the content by number, the newest without one."""
        wanted = select(tables.edition).order_by(tables.edition.c.number.desc()).limit(1)
        if number is not None:
            wanted = wanted.where(tables.edition.c.number == number)
        row = self._one(wanted)
        return None if row is None else rows.edition_of(row)

    def keep_edition(self, edition: Edition) -> None:
        """Add an edition; another one under the same number gives way to it.

        That happens only when the centre was restored and numbered anew: its word counts.
        """
        same = select(tables.edition.c.digest).where(tables.edition.c.number == edition.number)
        if self._db.execute(same).scalar_one_or_none() == edition.digest:
            return
        self._db.execute(delete(tables.edition).where(tables.edition.c.number == edition.number))
        self._db.execute(insert(tables.edition).values(rows.edition_values(edition)))

    def setting(self, key: str) -> str | None:
        """A small named value kept in the file."""
        row = self._one(select(tables.setting).where(tables.setting.c.key == key))
        return None if row is None else rows.setting_of(row)

    def set_setting(self, key: str, value: str) -> None:
        """Keep a small named value."""
        values = rows.setting_values(key, value)
        kept = insert(tables.setting).values(values)
        self._db.execute(kept.on_conflict_do_update(index_elements=["key"], set_=values))

    def _one(self, statement: Select[Any]) -> RowMapping | None:
        return self._db.execute(statement).mappings().one_or_none()


def _rows_of(db: Connection, table: Table, keys: Sequence[bytes]) -> dict[bytes, RowMapping]:
    found = db.execute(select(table).where(table.c.id.in_(keys))).mappings()
    return {row["id"]: row for row in found}


def _call_item(found: Mapping[bytes, RowMapping], key: bytes) -> OutboxItem:
    if key not in found:
        raise rows.damaged("outbox", key.hex())
    record = rows.call_of(found[key])
    return OutboxItem(Entity.CALL, record.id, record.rev, record)


def _event_item(found: Mapping[bytes, RowMapping], key: bytes) -> OutboxItem:
    if key not in found:
        raise rows.damaged("outbox", key.hex())
    event = rows.event_of(found[key])
    return OutboxItem(Entity.CALL_EVENT, event.id, 1, event)
