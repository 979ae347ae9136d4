"""Two versions of one call, each made on another computer: an agent says which one counts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from operator_app.domain.calls import CallStatus

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from operator_app.domain.records import CallRecord

CONFLICT: Final = "conflict"
"""Why a mark is not sent: the reason kept with it until somebody has chosen."""

CONTINUES: Final = "continues"
"""Key in `CallRecord.extra` of a call kept beside another one: that one's id."""


NOT_CHOSEN: Final = "not_chosen"
"""Key in `CallRecord.extra` of a call that had other versions: their numbers and orders, a line
each. By these the centre finds the call when such a customer is erased."""


class Choice(StrEnum):
    """What an agent made of two versions."""

    NONE = ""
    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A call as this desk has it and as the centre had it from another computer.

    `changed_at` is that computer's time (UTC) where known. `chosen` is the digest of the row that
    the choice left on this desk, `linked` the call that `Choice.BOTH` made.
    """

    mine: CallRecord
    theirs: CallRecord
    changed_at: datetime
    choice: Choice = Choice.NONE
    chosen: bytes = b""
    linked: UUID | None = None


def over(call: CallRecord, ended_at: datetime) -> CallRecord:
    """The call as one that is over: what is taken from another computer is in nobody's hands."""
    if call.status == CallStatus.CLOSED:
        return call
    return replace(call, status=CallStatus.CLOSED.value, closed_at=ended_at)


def whose_else(kept: CallRecord, *versions: CallRecord) -> str:
    """`NOT_CHOSEN` of a version that counts, from all there were; empty when all say the same."""
    noted = {line for one in versions for line in str(one.extra.get(NOT_CHOSEN, "")).split("\n")}
    said = {text for one in versions for text in (one.number, one.order)}
    return "\n".join(sorted((noted | said) - {kept.number, kept.order, ""}))


FIELDS: Final = ("number", "name", "order", "script", "outcome", "note", "record")
"""Fields of a call in which two versions are compared, in the order they are shown."""


def differences(conflict: Conflict) -> tuple[tuple[str, str, str], ...]:
    """Name of each field that differs, its words here and its words there."""
    mine, theirs = conflict.mine, conflict.theirs
    pairs = ((name, getattr(mine, name), getattr(theirs, name)) for name in FIELDS)
    return tuple(one for one in pairs if one[1] != one[2])
