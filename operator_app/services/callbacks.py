"""Calls that were promised: made, put off, taken by one desk, and what came of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final
from uuid import UUID

from operator_app.domain.answers import one_line
from operator_app.domain.callbacks import (
    MAX_PROMISE,
    Callback,
    Later,
    callback_of,
    put_off,
    to_be_made,
)
from operator_app.domain.calls import CallStatus, Customer, EventKind, Json
from operator_app.domain.due_times import DueTime
from operator_app.domain.follow_ups import UNFINISHED, FollowUpKind, FollowUpState, FollowUpStep
from operator_app.domain.ports import CentreFault
from operator_app.domain.records import Entity
from operator_app.language.days import dated
from operator_app.services.call_note import promised
from operator_app.services.call_record import lower_first
from operator_app.services.follow_ups import customer_data, first_step, next_step
from operator_app.services.free_call import FREE_CALL
from operator_app.services.spoken import today_of

if TYPE_CHECKING:
    from operator_app.services.live_call import Changed, LiveCall
    from operator_app.services.workplace import Workplace

PROMISE: Final = "Обещали перезвонить"
_TO_DO: Final = re.compile(r"\w+(?:ть|ти|чь)(?:ся)?\b", re.IGNORECASE)
"""How a promise begins that nobody worded otherwise: the company's words, like the record."""


class Claim(StrEnum):
    """What became of taking a callback; UNCONFIRMED: the centre could not be asked."""

    OURS = "ours"
    THEIRS = "theirs"
    UNCONFIRMED = "unconfirmed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Claimed:
    """What became of it, and the callback as it stands then."""

    result: Claim
    callback: Callback | None


@dataclass(frozen=True, slots=True)
class Promise:
    """What the form of a callback says."""

    due: DueTime
    words: str
    for_me: bool


def proposed_promise(live: LiveCall | None) -> str:
    """The words a form begins with, as one tells a colleague.

    What the script promised («Обещали привезти 23 ноября с 10 до 14»), else what the call is about.
    """
    if live is None:
        return PROMISE
    said = [lower_first(one) for one in promised(live.note_of())]
    if said:
        between = "" if all(_TO_DO.match(one) for one in said) else ":"
        return one_line(f"Обещали{between} {'; '.join(said)}", MAX_PROMISE)
    order = live.call.customer.order
    about = (lower_first(_reason(live)), f"заказ {order}" if order else "")
    told = ", ".join(one for one in about if one)
    return one_line(f"{PROMISE}: {told}" if told else PROMISE, MAX_PROMISE)


def promise_callback(
    workplace: Workplace, promise: Promise, live: LiveCall | None, customer: Customer
) -> FollowUpStep:
    """The first step of a callback; nothing is kept yet."""
    data = customer_data(customer) | {
        "promise": _words(workplace, promise) or PROMISE,
        "reason": _reason(live),
        "made_by": workplace.desk.name.signature(),
        "until": promise.due.until.isoformat() if promise.due.until else None,
    }
    holder = workplace.desk.agent if promise.for_me else ""
    call_id = live.call.id if live else None
    return first_step(workplace, FollowUpKind.CALLBACK, call_id, holder, promise.due.at, data)


def promise_again(workplace: Workplace, item: UUID, promise: Promise) -> FollowUpStep | None:
    """The step that puts a callback off whose call reached nobody; for the storage lane.

    None when this desk does not know it any more.
    """
    with workplace.begin() as records:
        standing = records.follow_up(item)
    if standing is None:
        return None
    known = callback_of(standing)
    holder = workplace.desk.agent if promise.for_me else ""
    data: dict[str, Json] = {
        "promise": _words(workplace, promise),
        "tries": known.tries + 1,
    }
    return next_step(workplace, standing.now, FollowUpState.OPEN, holder, promise.due.at, data)


def take_down_callback(live: LiveCall, step: FollowUpStep) -> Changed:
    """The promise is an event of the call, a line of its record, and a row beside it."""
    due = step.due.isoformat() if step.due else ""
    data: dict[str, Json] = {
        "item": str(step.item), "due": due, "shared": not step.holder,
        "promise": str(step.data["promise"]),
    }  # fmt: skip
    return live.take_down(EventKind.CALLBACK, data, Entity.FOLLOW_UP_STEP, step)


def callbacks(workplace: Workplace) -> tuple[Callback, ...]:
    """The agent's own and the team's that are not made yet; for the storage lane."""
    with workplace.begin() as records:
        return to_be_made(records.follow_ups(FollowUpKind.CALLBACK), workplace.desk.agent)


def postpone(workplace: Workplace, callback: Callback, how: Later) -> Callback | None:
    """Put it off; returns it as it stood, for undo, None when it is gone. For the storage lane."""
    return _act(workplace, callback, FollowUpState.OPEN, how)


def give_up(workplace: Workplace, callback: Callback) -> Callback | None:
    """Nobody rings any more: the customer was not reached. As `postpone`."""
    return _act(workplace, callback, FollowUpState.FAILED, None)


def _act(
    workplace: Workplace, callback: Callback, state: FollowUpState, how: Later | None
) -> Callback | None:
    with workplace.begin() as records:
        standing = records.follow_up(callback.id)
        if standing is None or standing.now.state not in UNFINISHED:
            return None
        known = callback_of(standing)
        item, due = known.item, known.due
        if how is not None:
            due = put_off(due, how, workplace.clock())
        # Nobody rings about it now, so it is anyone's again.
        holder = "" if item.shared and known.taken else item.holder
        records.save_row(Entity.FOLLOW_UP_STEP, next_step(workplace, item, state, holder, due))
    return known


def claim(workplace: Workplace, callback: Callback) -> Claimed:
    """Take a callback of the team and ask the centre whether it is ours; for the network lane.

    UNCONFIRMED when the centre cannot be asked: a colleague may have taken it. Raises
    OperatorNotice for a fault of the disk.
    """
    agent = workplace.desk.agent
    with workplace.begin() as records:
        standing = records.follow_up(callback.id)
        if standing is None or standing.now.state not in UNFINISHED:
            return Claimed(Claim.GONE, None)
        item, known = standing.now, callback_of(standing)
        if item.last != callback.item.last and known.taken and known.holder != agent:
            # A round since the agent looked has brought it: taking over is for who has seen whose.
            return Claimed(Claim.THEIRS, known)
        if item.shared:
            step = next_step(workplace, item, FollowUpState.CLAIMED, agent, item.due)
            records.save_row(Entity.FOLLOW_UP_STEP, step)
    asked = _asked(workplace) if item.shared else True
    with workplace.begin() as records:
        standing = records.follow_up(callback.id)
    if standing is None or standing.now.state not in UNFINISHED:
        return Claimed(Claim.GONE, None)
    known = callback_of(standing)
    if item.shared and (known.holder != agent or not known.taken):
        return Claimed(Claim.THEIRS, known)
    return Claimed(Claim.OURS if asked else Claim.UNCONFIRMED, known)


def _asked(workplace: Workplace) -> bool:
    """Whether the centre has spoken; without one there are no colleagues to ask about."""
    if workplace.synchronise is None:
        return True
    try:
        workplace.synchronise()
    except CentreFault:
        return False
    return True


def ring_back(workplace: Workplace, callback: Callback, live: LiveCall) -> Changed:
    """The call in hand is the promised one: it is ours until the call ends."""
    step = next_step(
        workplace, callback.item, FollowUpState.CLAIMED, workplace.desk.agent, callback.due,
        {"calling": str(live.call.id)},
    )  # fmt: skip
    earlier = str(callback.item.call_id or "")
    data: dict[str, Json] = {
        "item": str(callback.id), "promise": callback.promise, "earlier": earlier,
        "reason": callback.reason, "made": callback.item.made_at.isoformat(),
    }  # fmt: skip
    return live.take_down(EventKind.CALLED_BACK, data, Entity.FOLLOW_UP_STEP, step)


def settle(workplace: Workplace) -> int:
    """Callbacks whose call has ended are done; returns how many. For the storage lane.

    Told by the calls themselves, so that a program cut off in between makes it good later.
    """
    done = 0
    with workplace.begin() as records:
        for one in records.follow_ups(FollowUpKind.CALLBACK):
            item, agent = one.now, workplace.desk.agent
            calling = item.text("calling")
            if item.state is not FollowUpState.CLAIMED or item.holder != agent or not calling:
                continue
            call = records.call(UUID(calling))
            if call is not None and call.status == CallStatus.CLOSED:
                step = next_step(workplace, item, FollowUpState.DONE, agent, item.due)
                records.save_row(Entity.FOLLOW_UP_STEP, step)
                done += 1
    return done


def _words(workplace: Workplace, promise: Promise) -> str:
    """What was promised, to be read on another day too."""
    said = dated(one_line(promise.words, MAX_PROMISE), today_of(workplace.clock()))
    return one_line(said, MAX_PROMISE)


def _reason(live: LiveCall | None) -> str:
    script = live.script() if live else None
    return script.title if script is not None and script is not FREE_CALL else ""
