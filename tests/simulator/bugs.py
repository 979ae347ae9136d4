"""The six mistakes the checker has to notice, each planted into a life."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from operator_app.domain.ports import CentreFault
from operator_app.domain.records import Acknowledged, CallRecord
from tests.faults.exactly_once.bugs import Hasty, Wrapped

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from operator_app.domain.records import OutboxItem
    from tests.simulator.desk import SimulatedDesk
    from tests.simulator.life import Life


class Forgetful(Wrapped):
    """Sends a call again under a new key when the first time failed."""

    new_key: Callable[[], Any]

    def push(self, given: Sequence[OutboxItem]) -> tuple[Acknowledged, ...]:
        try:
            return self.inner.push(given)
        except CentreFault:
            with contextlib.suppress(CentreFault):
                self.inner.push([self._renamed(one) for one in given])
            raise

    def _renamed(self, one: OutboxItem) -> OutboxItem:
        if not isinstance(one.row, CallRecord):
            return one
        row = replace(one.row, id=self.new_key())
        return replace(one, id=row.id, row=row, digest=row.digest())


def _forgetful(desk: SimulatedDesk) -> Callable[[Any], Any]:
    def wrap(session: Any) -> Any:
        made = Forgetful(session)
        made.new_key = desk.new_key
        return made

    return wrap


def acknowledge_first(life: Life) -> None:
    for desk in life.desks:
        desk.wrap = Hasty


def new_id_on_retry(life: Life) -> None:
    for desk in life.desks:
        desk.wrap = _forgetful(desk)


def blind_clear(life: Life) -> None:
    for desk in life.desks:
        desk.clearing = lambda done: tuple(replace(one, rev=2**62) for one in done)


def do_nothing_on_conflict(life: Life) -> None:
    life.centre.policy.updates = False


def no_rev_guard(life: Life) -> None:
    life.centre.policy.guarded = False


def no_base_asked(life: Life) -> None:
    life.centre.policy.asks = False


def no_runs_kept(life: Life) -> None:
    life.centre.policy.keeps_runs = False


def no_deadline(life: Life) -> None:
    for desk in life.desks:
        desk.wire.has_deadline = False


BUGS = {
    "acknowledge first": acknowledge_first,
    "do nothing on conflict": do_nothing_on_conflict,
    "blind clear": blind_clear,
    "new id on retry": new_id_on_retry,
    "no rev guard": no_rev_guard,
    "no deadline": no_deadline,
}

OF_COPIES = {"no base asked": no_base_asked}
"""Mistakes that show only where a desk's file was copied."""

OF_PUT_BACK = {"no runs kept": no_runs_kept}
"""Mistakes that show only where the centre's files were put back as they were."""
