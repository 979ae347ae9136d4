"""Calls that were promised: whom to ring, when, and what was said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from operator_app.domain.calls import Customer
from operator_app.domain.due_times import on_the_wall
from operator_app.domain.follow_ups import UNFINISHED, FollowUp, FollowUpState, Standing

MAX_PROMISE: Final = 300
"""Longest wording of a promise, in characters."""


class Later(StrEnum):
    """How far a callback is put off: by the keys 1, 2 and 3."""

    QUARTER = "quarter"
    HOUR = "hour"
    TOMORROW = "tomorrow"


@dataclass(frozen=True, slots=True)
class Callback:
    """One promised call; `holder` is whose it is, "" for anyone of the team. Times are UTC.

    `reason` is what the earlier call was about, `made_by` who promised, `tries` how often nobody
    answered. `confirmed` once the centre says the same. `item` is what its next step follows.
    """

    item: FollowUp
    confirmed: bool
    due: datetime
    customer: Customer
    promise: str
    reason: str
    made_by: str
    tries: int

    @property
    def id(self) -> UUID:
        """Its key."""
        return self.item.id

    @property
    def holder(self) -> str:
        """Whose it is."""
        return self.item.holder

    @property
    def taken(self) -> bool:
        """Whether somebody rings about it now."""
        return self.item.state is FollowUpState.CLAIMED

    def overdue(self, now: datetime) -> bool:
        """Whether it should have been made by now."""
        return self.due <= now


def callback_of(standing: Standing) -> Callback:
    """A follow-up of kind CALLBACK read as one."""
    item = standing.now
    return Callback(
        item, standing.confirmed, item.due or item.made_at,
        Customer(item.text("number"), item.text("name"), item.text("order")),
        item.text("promise"), item.text("reason"), item.text("made_by"),
        int(item.data.get("tries") or 0),
    )  # fmt: skip


def to_be_made(standing: Iterable[Standing], agent: str) -> tuple[Callback, ...]:
    """An agent's own and the team's callbacks that are not made yet, the earliest first."""
    chosen = [
        callback_of(one)
        for one in standing
        if one.now.state in UNFINISHED and (one.now.shared or one.now.holder in (agent, ""))
    ]
    return tuple(sorted(chosen, key=lambda one: (one.due, one.id)))


def put_off(due: datetime, how: Later, now: datetime) -> datetime:
    """The later time: counted from now for what is overdue, by this desk's wall clock for days."""
    start = max(due, now)
    if how is Later.TOMORROW:
        day = now.astimezone().date() + timedelta(days=1)
        return on_the_wall(datetime.combine(day, due.astimezone().time()))
    return start + (timedelta(minutes=15) if how is Later.QUARTER else timedelta(hours=1))
