"""What waits on the desk goes to the centre: in transactions, each acknowledged once it is held."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from functools import cache
from operator import attrgetter
from types import NoneType
from typing import TYPE_CHECKING, Final, cast
from uuid import UUID

from operator_app.domain.ports import OTHER_CONTENT, CentreFault, FaultKind
from operator_app.domain.records import Entity
from operator_app.services.conflicts import informed, keep_other_version
from operator_app.services.last_held import note_last

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from _typeshed import DataclassInstance

    from operator_app.domain.ports import Begin, CentreSession, Clock
    from operator_app.domain.records import Acknowledged, OutboxItem

TAKEN: Final = 2000
"""Rows taken from the file at once: while they are read nobody else writes to it."""
BATCH_BYTES: Final = 256 * 1024
BULK_BYTES: Final = 2 * 1024 * 1024
"""A round's first transaction at most, and any later one."""
AIM: Final = timedelta(seconds=15)
"""What a transaction should take at most: half of the gateway's deadline for an exchange."""

BEATEN: Final = 3
"""How often a push is repeated within a round."""
_DEADLOCKED: Final = frozenset({"40P01", "40001"})
_LOCKED: Final = "55P03"
"""Somebody keeps a row locked: calls, which belong to one person alone, go without the rest."""
_OF_CALLS: Final = (Entity.CALL, Entity.CALL_EVENT)
_SMALL: Final = frozenset({int, bool, NoneType, UUID, datetime})


@dataclass(slots=True)
class Pace:
    """How many bytes go in a transaction: at most as many as the line has shown that it carries.

    What the deadline cuts short has brought nothing across, and would not the next time either.
    """

    most_bytes: int = BATCH_BYTES

    def took(self, time: timedelta, size: int) -> None:
        """Note what a transaction of about `size` bytes took; a clock put back counts as quick."""
        if 2 * size > self.most_bytes:
            carried = size * AIM // max(time, timedelta(milliseconds=1))
            self.most_bytes = min(max(carried, BATCH_BYTES), BULK_BYTES)


class Sender:
    """Sends, in one session with the centre, what waits in a file."""

    def __init__(self, begin: Begin, session: CentreSession, clock: Clock) -> None:
        self._begin = begin
        self._session = session
        self._clock = clock
        self._pace = Pace()

    def send(self) -> int:
        """Send what waits and return how many rows the centre acknowledged.

        Raises CentreFault when it could not be finished; what was acknowledged until then stays so.
        """
        sent = 0
        while True:
            with self._begin() as records:
                items = records.pending(TAKEN)
            if not items:
                return sent
            settled = 0
            for batch, size in batches(items, self._pace):
                started = self._clock()
                acknowledged, refused = self._settle(informed(self._begin, self._session, batch))
                self._pace.took(self._clock() - started, size)
                sent += acknowledged
                settled += acknowledged + refused
            if settled < len(items):
                # A mark that is neither acknowledged nor refused would be taken up again for ever.
                return sent

    def _settle(self, batch: Sequence[OutboxItem]) -> tuple[int, int]:
        """Push rows, halving a refused batch down to the one row; (acknowledged, refused)."""
        acknowledged = refused = 0
        left = [batch]
        while left:
            part = left.pop()
            try:
                done = self._push(part)
            except CentreFault as fault:
                if fault.state == _LOCKED and 0 < (calls := _calls_in(part)) < len(part):
                    left += [part[calls:], part[:calls]]
                    continue
                if fault.kind is not FaultKind.ROW:
                    raise
                if len(part) > 1:
                    left += [part[len(part) // 2 :], part[: len(part) // 2]]
                    continue
                refused += self._refuse(part[0], fault.state)
                continue
            with self._begin() as records:
                records.acknowledge(done)
                note_last(records, done)
            acknowledged += len(done)
        return acknowledged, refused

    def _push(self, part: Sequence[OutboxItem]) -> tuple[Acknowledged, ...]:
        """Push rows; again at once where the centre chose this transaction to end a deadlock.

        Nothing of it was written, and the other one, of a desk with the same rows in another order,
        has gone on.
        """
        for _ in range(BEATEN):
            try:
                return self._session.push(part)
            except CentreFault as fault:
                if fault.state not in _DEADLOCKED:
                    raise
        return self._session.push(part)

    def _refuse(self, item: OutboxItem, state: str) -> bool:
        """Park a row on the desk once the centre has its bytes, or will not even take those.

        A call of which the centre holds another version is kept beside it; False when it waits on.
        """
        if state == OTHER_CONTENT and item.known is not None:
            return keep_other_version(self._begin, self._session, item)
        try:
            self._session.quarantine(item, state)
        except CentreFault as fault:
            if fault.kind is not FaultKind.ROW:
                raise
        with self._begin() as records:
            records.quarantine(item, state)
        return True


def _calls_in(part: Sequence[OutboxItem]) -> int:
    """How many rows are of calls; they come before all others."""
    return sum(one.entity in _OF_CALLS for one in part)


def batches(items: Sequence[OutboxItem], pace: Pace) -> Iterator[tuple[Sequence[OutboxItem], int]]:
    """Cut rows into transactions of what the pace allows when each begins, with their bytes."""
    batch: list[OutboxItem] = []
    size = 0
    for item in items:
        weight = _weight(item)
        if batch and size + weight > pace.most_bytes:
            yield batch, size
            batch, size = [], 0
        batch.append(item)
        size += weight
    if batch:
        yield batch, size


def _weight(item: OutboxItem) -> int:
    """About how many bytes a row takes on the line; Cyrillic letters take two."""
    letters = 0
    # Asked of every row that is sent: what cannot have letters is passed over by its plain type.
    for value in _values_of(type(cast("DataclassInstance", item.row)))(item.row):
        if type(value) is str:
            letters += len(value)
        elif value and type(value) not in _SMALL:
            letters += _letters(value)
    return 400 + 2 * letters


@cache
def _values_of(kind: type[DataclassInstance]) -> Callable[[object], tuple[object, ...]]:
    # Every entity's row is a frozen dataclass with more than one field.
    return attrgetter(*(one.name for one in fields(kind)))


def _letters(value: object) -> int:
    if isinstance(value, str):
        return len(value)
    if isinstance(value, Mapping):
        return sum(len(str(key)) + len(str(one)) for key, one in value.items())
    return 0
