"""The mistakes a checker of exactly-once has to notice, each planted into an honest desk."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from operator_app.domain.ports import CentreFault
from operator_app.domain.records import Acknowledged, CallRecord
from tests.integration.centre_world import NEW_KEY, LocalDesk, items

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from operator_app.domain.ports import CentreSession, Connect, Records
    from operator_app.domain.records import OutboxItem


class Wrapped:
    """A session that does as the real one; planted bugs change one thing."""

    def __init__(self, inner: CentreSession) -> None:
        self.inner = inner

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    def push(self, given: Sequence[OutboxItem]) -> tuple[Acknowledged, ...]:
        return self.inner.push(given)


def wrapped(connect: Connect, make: Callable[[CentreSession], Any]) -> Connect:
    @contextlib.contextmanager
    def connected() -> Iterator[CentreSession]:
        with connect() as session:
            yield make(session)

    return connected


def sent_as_held(given: Sequence[OutboxItem]) -> tuple[Acknowledged, ...]:
    return tuple(Acknowledged(one.entity, one.id, one.rev) for one in given)


class Hasty(Wrapped):
    """Acknowledges before it knows."""

    def push(self, given: Sequence[OutboxItem]) -> tuple[Acknowledged, ...]:
        with contextlib.suppress(CentreFault):
            self.inner.push(given)
        return sent_as_held(given)


class Forgetful(Wrapped):
    """Makes a new key each time it sends a call."""

    def push(self, given: Sequence[OutboxItem]) -> tuple[Acknowledged, ...]:
        for one in given:
            if isinstance(one.row, CallRecord):
                self.inner.push(items(replace(one.row, id=NEW_KEY())))
        return self.inner.push(given)


class BlindRecords:
    """Drops a mark whatever was saved since."""

    def __init__(self, inner: Records) -> None:
        self._inner = inner

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def acknowledge(self, done: Sequence[Acknowledged]) -> None:
        self._inner.acknowledge([replace(one, rev=2**62) for one in done])


def blind(desk: LocalDesk) -> LocalDesk:
    @contextlib.contextmanager
    def begin() -> Iterator[Any]:
        with desk.begin() as records:
            yield BlindRecords(records)

    return replace(desk, begin=begin)


def without_guard(merge: str) -> str:
    return merge.partition(" WHERE excluded.rev > kept.rev")[0]


def doing_nothing(merge: str) -> str:
    return merge.partition(" DO UPDATE")[0].removesuffix(" DO NOTHING") + " DO NOTHING"
