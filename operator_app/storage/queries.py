"""The questions the journal, the card and the sync ask of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import and_, case, func, literal_column, or_, select, union

from operator_app.domain.answers import normal_phone
from operator_app.domain.records import LOGIN_SETTING, Entity, OutboxState
from operator_app.storage.engine import folded
from operator_app.storage.rows import to_moment
from operator_app.storage.tables import (
    call,
    call_event,
    follow_up_step,
    opening,
    outbox,
    preference,
    search_gap,
    setting,
)

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import ColumnElement, Select, Subquery

    from operator_app.domain.calls import Customer
    from operator_app.domain.ports import JournalFilter

# Written as constants: SQLite takes a partial index only for a condition it can see is the same.
_CLOSED: Final[ColumnElement[bool]] = literal_column("call.status = 'closed'")
_UNFINISHED: Final[ColumnElement[bool]] = literal_column("call.status <> 'closed'")

_QUARANTINED: Final = outbox.c.state == OutboxState.QUARANTINED.value


def unfinished() -> Select[Any]:
    """Calls that are open or parked, oldest first."""
    return select(call).where(_UNFINISHED).order_by(call.c.opened_at, call.c.id)


def journal(wanted: JournalFilter) -> Select[Any]:
    """Calls with `marks` (how many, NULL for none) and `quarantined` beside, newest first."""
    marked = _marks_by_call()
    statement = select(call, marked.c.marks, marked.c.quarantined).join_from(
        call, marked, marked.c.call_id == call.c.id, isouter=not wanted.waiting_only
    )
    if wanted.since is not None:
        statement = statement.where(call.c.opened_at >= to_moment(wanted.since))
    if wanted.until is not None:
        statement = statement.where(call.c.opened_at < to_moment(wanted.until))
    if wanted.outcome:
        statement = statement.where(call.c.outcome == wanted.outcome)
    if wanted.noted_only:
        statement = statement.where(call.c.note != "")
    if wanted.text.strip():
        statement = statement.where(_mentions(wanted.text.strip()))
    return statement.order_by(call.c.opened_at.desc(), call.c.id.desc()).limit(wanted.limit)


def history(customer: Customer, besides: UUID, limit: int) -> Select[Any] | None:
    """Closed calls of that customer, newest first; None when too little is known to tell whose."""
    same: list[ColumnElement[bool]] = []
    if customer.number:
        same.append(call.c.number == customer.number)
    if customer.order:
        same.append(call.c.order_number == customer.order)
    if not same and len(customer.name.split()) > 1:
        same.append(call.c.name == customer.name)
    if not same:
        return None
    # One search an index each: for an OR of them SQLite would read the whole table.
    found = union(*(select(call.c.id).where(_CLOSED, one) for one in same))
    newest = (call.c.opened_at.desc(), call.c.id.desc())
    chosen = select(call).where(call.c.id.in_(found), call.c.id != besides.bytes)
    return chosen.order_by(*newest).limit(limit)


def waiting() -> Select[Any]:
    """One row: calls with a part to be sent, calls with a quarantined part."""
    marked = _marks_by_call()
    sent_later = func.sum(case((marked.c.marks > marked.c.quarantined, 1), else_=0))
    refused = func.sum(case((marked.c.quarantined > 0, 1), else_=0))
    return select(func.coalesce(sent_later, 0), func.coalesce(refused, 0))


def pending() -> Select[Any]:
    """`limit` marks to send, oldest first, calls before all else.

    An older centre may know no other entity yet: what waits for it must not be in their way. What
    somebody else wrote in this file waits for them: from anybody else the centre refuses it.
    """
    of_calls = outbox.c.entity.in_((Entity.CALL.value, Entity.CALL_EVENT.value))
    login = select(setting.c.value).where(setting.c.key == LOGIN_SETTING).scalar_subquery()
    return (
        select(outbox.c.entity, outbox.c.id)
        .where(~_QUARANTINED, func.coalesce(_author() == login, literal_column("1")))
        .order_by(~of_calls, outbox.c.marked_seq)
        .limit(literal_column(":limit"))
    )


def _author() -> ColumnElement[str]:
    """Who wrote the row of a mark; NULL where it is gone."""
    of_event = select(call.c.agent).join(call_event, call_event.c.call_id == call.c.id)
    of_event = of_event.where(call_event.c.id == outbox.c.id)
    written = [(outbox.c.entity == Entity.CALL_EVENT.value, of_event.scalar_subquery())]
    for table in (call, search_gap, follow_up_step, opening, preference):
        by = select(table.c.agent).where(table.c.id == outbox.c.id)
        written.append((outbox.c.entity == table.name, by.scalar_subquery()))
    return case(*written)


def gaps(since: datetime) -> Select[Any]:
    """Gaps met at or after a moment, in the order in which they came to the file."""
    wanted = select(search_gap).where(search_gap.c.at >= to_moment(since))
    return wanted.order_by(search_gap.c.arrived, search_gap.c.at, search_gap.c.id)


def _marks_by_call() -> Subquery:
    """How many marks a call and its events have, and how many of them are quarantined."""
    is_event = outbox.c.entity == Entity.CALL_EVENT.value
    of_call = case((is_event, call_event.c.call_id), else_=outbox.c.id)
    return (
        select(
            of_call.label("call_id"),
            func.count().label("marks"),
            func.sum(case((_QUARANTINED, 1), else_=0)).label("quarantined"),
        )
        .join_from(outbox, call_event, and_(is_event, call_event.c.id == outbox.c.id), isouter=True)
        .where(outbox.c.entity.in_((Entity.CALL.value, Entity.CALL_EVENT.value)))
        .group_by(of_call)
        .subquery("marked")
    )


def _mentions(text: str) -> ColumnElement[bool]:
    shown = (call.c.number, call.c.name, call.c.order_number, call.c.outcome, call.c.note)
    everything: ColumnElement[str] = call.c.record
    for column in shown:
        # A character no key types, so that no word is found across two fields.
        everything = everything + "\x1f" + column
    found: ColumnElement[bool] = func.words_in(folded(text), everything) == 1
    phone = normal_phone(text)
    return or_(found, func.instr(call.c.number, phone) > 0) if phone else found
