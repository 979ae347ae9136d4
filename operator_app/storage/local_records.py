"""The local file inside one transaction: the port `Records` on SQLAlchemy Core."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.sqlite import insert

from operator_app.domain.ids import first_key
from operator_app.domain.records import Entity, JournalRow, OutboxState, day_digests
from operator_app.storage import (
    conflicts,
    entities,
    follow_ups,
    openings,
    preferences,
    queries,
    refused,
    rows,
    saving,
    shared,
    statements,
    tables,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from sqlalchemy import Connection, RowMapping, Select

    from operator_app.domain.calls import CallEvent, Customer
    from operator_app.domain.compensation import CentreTotal
    from operator_app.domain.conflicts import Conflict
    from operator_app.domain.follow_ups import FollowUpKind, Standing
    from operator_app.domain.gaps import SearchGap
    from operator_app.domain.openings import SopOpening
    from operator_app.domain.ports import JournalFilter
    from operator_app.domain.preferences import Preference
    from operator_app.domain.publication import Edition
    from operator_app.domain.records import (
        Acknowledged,
        CallRecord,
        DayDigest,
        OutboxItem,
        PulledRow,
        RefusedRow,
        SentRow,
        SharedHistory,
    )


class LocalRecords:
    """Reads and writes over one open transaction; never outlives it and never leaves its thread."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection
        self.erased = False
        """Whether this transaction forgot what the centre erased."""

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
        about = conflicts.last(self._db)
        calls = ((rows.call_of(row), row) for row in found)
        return tuple(
            JournalRow(call, row["marks"] is not None, bool(row["quarantined"]), about.get(call.id))
            for call, row in calls
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
        waiting, quarantined = self._db.exec_driver_sql(statements.WAITING).one()
        return waiting, quarantined

    def pending(self, limit: int) -> tuple[OutboxItem, ...]:
        """Rows to send, oldest mark first; never quarantined ones, nor those of another login.

        Which versions of calls they are is kept: from now on the centre may hold them.
        """
        return entities.pending(self._db, limit)

    def save_row(self, entity: Entity, row: SentRow) -> None:
        """Write a row of another entity than a call's if it is newer, and mark it for sending."""
        entities.save(self._db, entity, row)

    def keep_rows(self, pulled: Sequence[PulledRow]) -> None:
        """Write what the centre sent, except over rows that wait; forget what it erased."""
        self.erased = entities.keep(self._db, pulled) or self.erased

    def offer_again(self, day: date | None = None) -> None:
        """Mark all this desk wrote for sending, or the calls whose key is of that UTC day."""
        if day is None:
            entities.offer_again(self._db)
        else:
            after = first_key(day + timedelta(days=1)).int - 1
            entities.offer_again(self._db, first_key(day).bytes, UUID(int=after).bytes)

    def days(self, since: date, agent: str) -> tuple[DayDigest, ...]:
        """That agent's calls a day by their keys, without days a part of which has a mark."""
        found = entities.days(self._db, first_key(since).bytes, agent)
        return day_digests(found)

    def acknowledge(self, done: Sequence[Acknowledged]) -> None:
        """Drop the marks whose rev is not newer than what the centre holds; forget erased rows."""
        entities.outdo(self._db, [one for one in done if one.outdone])
        marks = [{"entity": one.entity.value, "id": one.id.bytes, "rev": one.rev} for one in done]
        if marks:
            self._db.exec_driver_sql(statements.ACKNOWLEDGE, marks)
        held = [(one.id, one.rev) for one in done if one.entity is Entity.CALL]
        conflicts.note_held(self._db, held)
        for one in done:
            if one.erased:
                entities.forget(self._db, one.entity, one.id.bytes)
                self.erased = True

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

    def refused(self) -> tuple[RefusedRow, ...]:
        """What the centre refused, the oldest first."""
        return refused.refused(self._db)

    def oldest_waiting(self) -> UUID | None:
        """The least key that waits to be sent."""
        return refused.oldest_waiting(self._db)

    def send_again(self) -> int:
        """Let everything refused be sent once more; how many rows that is."""
        return refused.send_again(self._db)

    def was_held(self, call_id: UUID, digest: bytes) -> bool:
        """Whether the centre acknowledged that version of a call, as far as this file knows."""
        return conflicts.was_offered(self._db, call_id.bytes, digest, held=True)

    def was_offered(self, call_id: UUID, digest: bytes) -> bool:
        """Whether that version of a call was ever about to be sent."""
        return conflicts.was_offered(self._db, call_id.bytes, digest)

    def keep_conflict(self, conflict: Conflict) -> None:
        """Keep both versions of a call; once one is chosen the centre's counts as known."""
        conflicts.keep(self._db, conflict)

    def conflict(self, call_id: UUID) -> Conflict | None:
        """The last conflict there was about a call."""
        return conflicts.last(self._db, call_id.bytes).get(call_id)

    def forget_call(self, call_id: UUID) -> None:
        """Drop a call that was never sent, with all that happened in it."""
        entities.forget(self._db, Entity.CALL, call_id.bytes)

    def gaps(self, since: datetime) -> tuple[SearchGap, ...]:
        """Gaps met since then, in the order in which they came to the file."""
        found = self._db.execute(queries.gaps(since)).mappings()
        return tuple(rows.gap_of(row) for row in found)

    def opening(self, day: date, agent: str, sop: str) -> SopOpening | None:
        """How often the agent opened a SOP at this desk on that day (UTC), None for never."""
        return openings.of_day(self._db, day, agent, sop)

    def forget_openings(self, before: date) -> None:
        """Drop those of earlier days, sent or not."""
        openings.forget(self._db, before)

    def preferences(self, agent: str, kind: str) -> tuple[Preference, ...]:
        """What that agent set up of that kind, oldest first, what was let go too."""
        return preferences.of_agent(self._db, agent, kind)

    def follow_ups(self, kind: FollowUpKind) -> tuple[Standing, ...]:
        """What is unfinished at the centre or was touched here since it last spoke, by key."""
        return follow_ups.touched(self._db, kind)

    def follow_up(self, item: UUID) -> Standing | None:
        """One of them, finished or not."""
        return follow_ups.one(self._db, item)

    def follow_ups_since(self, kind: FollowUpKind, since: datetime) -> tuple[Standing, ...]:
        """Those made since then, finished or not, by key."""
        return follow_ups.since(self._db, kind, since)

    def centre_total(self, customer: Customer) -> CentreTotal | None:
        """What was kept of what the centre said about a customer's compensations."""
        return shared.total_of(self._db, customer)

    def keep_centre_total(
        self, customer: Customer, told: CentreTotal, drop_before: datetime
    ) -> None:
        """Keep it, and drop everybody's that was fetched before a moment."""
        shared.keep_total(self._db, customer, told, drop_before)

    def shared_history(self, customer: Customer) -> SharedHistory | None:
        """What was kept of a customer's calls at the centre."""
        return shared.of_customer(self._db, customer)

    def keep_shared_history(
        self, customer: Customer, history: SharedHistory, drop_before: datetime
    ) -> None:
        """Keep it, and drop everybody's that was fetched before a moment."""
        shared.keep(self._db, customer, history, drop_before)

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

    def editions(self) -> tuple[int, ...]:
        """Numbers of the editions that are kept, newest first."""
        number = tables.edition.c.number
        return tuple(self._db.execute(select(number).order_by(number.desc())).scalars())

    def edition_reading(self, digest: str) -> bytes | None:
        """What was kept of reading the edition of that digest."""
        table = tables.edition_reading
        return self._db.execute(select(table.c.reading).where(table.c.digest == digest)).scalar()

    def keep_edition_reading(self, digest: str, reading: bytes) -> None:
        """Keep what reading an edition gave, and drop that of editions no longer here."""
        table = tables.edition_reading
        here = select(tables.edition.c.digest)
        self._db.execute(delete(table).where(table.c.digest.not_in(here)))
        self._db.execute(
            insert(table).prefix_with("OR REPLACE").values(digest=digest, reading=reading)
        )

    def setting(self, key: str) -> str | None:
        """A small named value kept in the file."""
        found = self._db.exec_driver_sql(statements.SETTING, {"key": key})
        row = found.mappings().one_or_none()
        return None if row is None else rows.setting_of(row)

    def set_setting(self, key: str, value: str) -> None:
        """Keep a small named value."""
        self._db.exec_driver_sql(statements.SETTING_KEPT, rows.setting_values(key, value))

    def _one(self, statement: Select[Any]) -> RowMapping | None:
        return self._db.execute(statement).mappings().one_or_none()
