"""A call that another computer changed too: found at a push, kept whole, decided by the agent."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from operator_app.domain.calls import CallEvent, CallStatus, EventKind
from operator_app.domain.conflicts import (
    CONFLICT,
    CONTINUES,
    NOT_CHOSEN,
    Choice,
    Conflict,
    over,
    whose_else,
)
from operator_app.domain.ports import CentreFault, FaultKind
from operator_app.domain.records import Acknowledged, Entity, PulledRow
from operator_app.services.take_calls import UNDO_SECONDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from uuid import UUID

    from operator_app.domain.calls import Json
    from operator_app.domain.ports import Begin, CentreSession, Clock, KeySource, Records
    from operator_app.domain.records import CallRecord, HeldCall, OutboxItem


def keep_other_version(begin: Begin, session: CentreSession, item: OutboxItem) -> bool:
    """Deal with a call in whose place the centre holds what this file does not know.

    What was not changed here since the centre had it gives way at once; else both versions are
    kept and the call waits for a choice. False when the call is to be sent anew instead: it was
    saved or erased meanwhile. Raises CentreFault.
    """
    with begin() as records:
        own = records.events(item.id)
    held = session.held_call(item.id, [one.id for one in own])
    if held is None:
        return False
    with begin() as records:
        mine = records.call(item.id)
        if mine is None or mine.rev != item.rev:
            return False
        if _gives_way(records, mine, held.call):
            _take(records, mine, held, own)
            return True
    try:
        session.quarantine(item, CONFLICT)
    except CentreFault as fault:
        if fault.kind is not FaultKind.ROW:
            raise
    with begin() as records:
        if records.call(item.id) != mine:
            return False
        records.keep_conflict(Conflict(mine, held.call, held.changed_at))
        records.quarantine(item, CONFLICT)
    return True


def informed(
    begin: Begin, session: CentreSession, batch: Sequence[OutboxItem]
) -> Sequence[OutboxItem]:
    """Ask about calls of which nobody noted what was sent: they waited when the file was upgraded.

    Theirs is an earlier version of ours when nothing happened there that this file does not know;
    else it is another computer's, or of a file in whose place an old copy was put. Raises
    CentreFault.
    """
    unknown = {one.id for one in batch if one.entity is Entity.CALL and one.known is None}
    return [_informed(begin, session, one) if one.id in unknown else one for one in batch]


def _informed(begin: Begin, session: CentreSession, item: OutboxItem) -> OutboxItem:
    with begin() as records:
        own = [one.id for one in records.events(item.id)]
    held = session.held_call(item.id, own)
    if held is None or held.events or held.call.rev > item.rev:
        return replace(item, known=frozenset())
    return replace(item, known=frozenset({held.call.digest()}))


def _gives_way(records: Records, mine: CallRecord, theirs: CallRecord) -> bool:
    """Whether theirs was made from ours: the centre had ours, and nothing was done to it since.

    Never while a call is in hand, here or there.
    """
    in_hand = {mine.status, theirs.status} != {CallStatus.CLOSED.value}
    return theirs.rev > mine.rev and not in_hand and records.was_held(mine.id, mine.digest())


def _take(records: Records, mine: CallRecord, held: HeldCall, own: Sequence[CallEvent]) -> None:
    """Put the centre's version in the place of ours, which stays beside it."""
    theirs, seq = held.call, len(own)
    records.acknowledge([Acknowledged(Entity.CALL, mine.id, mine.rev)])
    pulled = [PulledRow(Entity.CALL, theirs)]
    for event in held.events:
        # A later one whose forerunner has not come cannot be told as what happened.
        if event.seq == seq + 1:
            pulled.append(PulledRow(Entity.CALL_EVENT, event))
            seq += 1
    records.keep_rows(pulled)
    digest = theirs.digest()
    records.keep_conflict(Conflict(mine, theirs, held.changed_at, Choice.THEIRS, digest))


def choose(begin: Begin, call_id: UUID, choice: Choice, clock: Clock, new_key: KeySource) -> bool:
    """Let one version of a call count, or keep both; says whether that could be done.

    It is a new revision in either case, so that what was sent before loses to it; the version that
    does not count stays in the file. Another choice may follow while the call is as the last one
    left it and the second call of `Choice.BOTH` was not sent. A call in hand is left alone.
    """
    with begin() as records:
        found, now = records.conflict(call_id), records.call(call_id)
        if found is None or now is None or not _is_open(records, found, now, clock()):
            return False
        mine = found.mine if found.choice else now
        if found.linked is not None:
            records.forget_call(found.linked)
        events = records.events(call_id)
        kept = mine if choice is Choice.MINE else over(found.theirs, found.changed_at)
        kept = replace(kept, rev=max(now.rev, found.theirs.rev) + 1)
        if besides := whose_else(kept, mine, now, found.theirs):
            kept = replace(kept, extra=MappingProxyType({**kept.extra, NOT_CHOSEN: besides}))
        records.save_call(kept, tuple(_towards(now, kept, len(events), (clock, new_key))))
        linked = None
        if choice is Choice.BOTH:
            linked = _save_beside(records, mine, now, events, (clock, new_key))
        records.keep_conflict(
            replace(found, mine=mine, choice=choice, chosen=kept.digest(), linked=linked)
        )
    return True


def _is_open(records: Records, found: Conflict, now: CallRecord, moment: datetime) -> bool:
    """Whether it may be chosen, for the first time or again."""
    if now.status != CallStatus.CLOSED or now.closed_at is None:
        return False
    if timedelta() <= moment - now.closed_at <= timedelta(seconds=UNDO_SECONDS):
        # F12 may still take it back to the desk, which knows nothing of a choice.
        return False
    if found.linked is not None:
        beside = records.call(found.linked)
        if beside is None or beside.rev > 1 or records.was_offered(beside.id, beside.digest()):
            return False
    return not found.choice or now.digest() == found.chosen


def _save_beside(
    records: Records,
    mine: CallRecord,
    now: CallRecord,
    events: Sequence[CallEvent],
    made: tuple[Clock, KeySource],
) -> UUID:
    """Make a call of our version, with copies of what happened; returns its id."""
    key = made[1]()
    extra = MappingProxyType({**mine.extra, CONTINUES: str(mine.id)})
    beside = replace(mine, id=key, rev=1, extra=extra)
    copies = [replace(one, id=made[1](), call_id=key) for one in events]
    # The events may have been led to the other version by an earlier choice.
    copies += _towards(replace(now, id=key), beside, len(copies), made)
    records.save_call(beside, copies)
    return key


def _towards(
    before: CallRecord, after: CallRecord, seq: int, made: tuple[Clock, KeySource]
) -> Iterator[CallEvent]:
    """What has to happen so that the call, taken back to work, is as its row says."""
    clock, new_key = made
    for kind, data in _steps(before, after):
        seq += 1
        yield CallEvent(new_key(), after.id, seq, clock(), kind, MappingProxyType(data))


def _steps(before: CallRecord, after: CallRecord) -> Iterator[tuple[EventKind, dict[str, Json]]]:
    who = {"number": after.number, "name": after.name, "order": after.order}
    if who != {"number": before.number, "name": before.name, "order": before.order}:
        yield EventKind.CUSTOMER, {**who}
    came_of = {"text": after.outcome, "code": after.extra.get("code", "")}
    if came_of != {"text": before.outcome, "code": before.extra.get("code", "")}:
        yield EventKind.OUTCOME, came_of
    if before.note != after.note:
        yield EventKind.NOTE, {"text": after.note}
