"""What is still to be done after a call: steps that are only added, and the fold of them.

A step names the step it was taken after. It counts while that one is still the last, so that of two
desks acting on the same thing one wins, whichever arrives first at the centre: a compare-and-set.
The centre folds the steps of all desks by the same rule; a desk puts its own on top of that.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from operator_app.domain.calls import Json

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class FollowUpKind(StrEnum):
    """What is to be done (ring the customer, have a lead decide), or is to be remembered."""

    CALLBACK = "callback"
    ESCALATION = "escalation"
    COMPENSATION = "compensation"
    COMPLAINT = "complaint"
    PROMISE = "promise"
    SURVEY = "survey"


class FollowUpState(StrEnum):
    """Where it stands; the last three are the end of a callback, SEEN that of an escalation."""

    OPEN = "open"
    CLAIMED = "claimed"
    ANSWERED = "answered"
    SEEN = "seen"
    DONE = "done"
    FAILED = "failed"
    DROPPED = "dropped"


UNFINISHED = frozenset({FollowUpState.OPEN, FollowUpState.CLAIMED, FollowUpState.ANSWERED})
"""States in which somebody still has something to do."""


@dataclass(frozen=True, slots=True)
class FollowUpStep:
    """One thing done to a follow-up; never changed once it is kept.

    The first step of `item` has the same id, and is `after` itself. `holder` is the login of who
    shall act from now on, "" for anyone of the team. `data` adds to what is known or replaces it.
    Times are UTC.
    """

    id: UUID
    item: UUID
    after: UUID
    device: UUID
    agent: str
    at: datetime
    kind: FollowUpKind
    call_id: UUID | None
    state: FollowUpState
    holder: str
    due: datetime | None
    data: Mapping[str, Json] = field(default_factory=lambda: MappingProxyType({}))

    def digest(self) -> bytes:
        """SHA-256 over every field in canonical JSON: 32 bytes."""
        return _digest(
            [
                str(self.id), str(self.item), str(self.after), str(self.device), self.agent,
                _moment(self.at), self.kind.value, str(self.call_id or ""), self.state.value,
                self.holder, _moment(self.due), dict(self.data),
            ]
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The fold of its steps: `rev` counts them and `last` is the newest that counted.

    `shared`: it was anyone's once, so the team still sees what became of it. Times are UTC.
    """

    id: UUID
    kind: FollowUpKind
    call_id: UUID | None
    agent: str
    holder: str
    shared: bool
    state: FollowUpState
    due: datetime | None
    made_at: datetime
    rev: int
    last: UUID
    data: Mapping[str, Json]

    def digest(self) -> bytes:
        """SHA-256 over every field in canonical JSON: 32 bytes."""
        return _digest(
            [
                str(self.id), self.kind.value, str(self.call_id or ""), self.agent, self.holder,
                self.shared, self.state.value, _moment(self.due), _moment(self.made_at), self.rev,
                str(self.last), dict(self.data),
            ]
        )  # fmt: skip

    def text(self, key: str) -> str:
        """The string at `key` of what is known, empty when absent or null."""
        value = self.data.get(key)
        return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class Standing:
    """A follow-up as this desk knows it; `confirmed` once the centre says the same."""

    now: FollowUp
    confirmed: bool


def fold(centre: FollowUp | None, own: Iterable[FollowUpStep]) -> Standing | None:
    """What the centre last said of one follow-up, with this desk's own steps on top.

    A step taken after one that is not the last any more does not count, nor do those after it.
    None while neither says that it exists.
    """
    # By what each was taken after, not by key: keys run back with the clock between two starts.
    left = sorted(own, key=lambda one: one.id)
    now = centre or next((_first(one) for one in left if one.id == one.item), None)
    left = [one for one in left if one.id != one.item]
    while now is not None and (step := _after(now, left)) is not None:
        left.remove(step)
        now = _next(now, step)
    return None if now is None else Standing(now, centre is not None and centre.last == now.last)


def _after(now: FollowUp, steps: Iterable[FollowUpStep]) -> FollowUpStep | None:
    return next((one for one in steps if one.after == now.last), None)


def _first(step: FollowUpStep) -> FollowUp:
    return FollowUp(
        step.id, step.kind, step.call_id, step.agent, step.holder, not step.holder, step.state,
        step.due, step.at, 1, step.id, step.data,
    )  # fmt: skip


def _next(now: FollowUp, step: FollowUpStep) -> FollowUp:
    return FollowUp(
        now.id, now.kind, now.call_id, now.agent, step.holder, now.shared or not step.holder,
        step.state, step.due, now.made_at, now.rev + 1, step.id,
        MappingProxyType({**now.data, **step.data}),
    )  # fmt: skip


def _moment(value: datetime | None) -> str:
    return "" if value is None else str((value - _EPOCH) // timedelta(microseconds=1))


def _digest(fields: list[object]) -> bytes:
    text = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
