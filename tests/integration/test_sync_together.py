"""Desks that send at the very same moment, over the same rows."""

from __future__ import annotations

import contextlib
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from operator_app.domain.calls import CallEvent, EventKind
from operator_app.domain.ports import CentreFault, FaultKind
from operator_app.services.send_waiting import BEATEN
from tests.faults.exactly_once.bugs import Wrapped, wrapped
from tests.integration.centre_world import NEW_KEY, a_call, arrived, held_calls, now
from tests.integration.test_follow_ups import keep, known, made, then

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from operator_app.domain.ports import CentreSession
    from operator_app.domain.records import Acknowledged, CallRecord, OutboxItem
    from tests.integration.centre_world import CentreWorld, DeskFactory, LocalDesk

TIMES = 5

_CHAINS = """
    WITH RECURSIVE chain AS (
        SELECT f.id AS item, f.last AS step, f.rev, 1 AS steps FROM app.follow_up f
        UNION ALL
        SELECT chain.item, s.after, chain.rev, chain.steps + 1 FROM chain
        JOIN app.follow_up_step s ON s.id = chain.step WHERE s.id <> chain.item
    ) SELECT item, rev, max(steps) FROM chain GROUP BY item, rev
"""


class Beaten(Wrapped):
    """Some pushes end a deadlock."""

    times = 0

    def push(self, given: Sequence[OutboxItem]) -> tuple[Acknowledged, ...]:
        self.times -= 1
        if self.times >= 0:
            raise CentreFault(FaultKind.RETRY, "40P01")
        return self.inner.push(given)


@pytest.mark.parametrize("times", [BEATEN, BEATEN + 1])
def test_a_push_that_ended_a_deadlock_is_repeated_in_the_round(
    centre_world: CentreWorld, desk_factory: DeskFactory, times: int
) -> None:
    def beaten(session: CentreSession) -> Beaten:
        made = Beaten(session)
        made.times = times
        return made

    honest = desk_factory("ivanova", centre_world.centre("ivanova").connect)
    desk = replace(honest, connect=wrapped(honest.connect, beaten))
    call = desk.take_call()
    if times <= BEATEN:
        assert desk.synchronise().waiting == 0
        assert list(arrived(centre_world, desk, [call])) == []
        return
    with pytest.raises(CentreFault) as caught:
        desk.synchronise()
    assert (caught.value.kind, desk.waiting()) == (FaultKind.RETRY, (1, 0))


def test_desks_and_a_copied_file_that_send_at_one_moment_keep_every_invariant(
    own_world: CentreWorld, desk_factory: DeskFactory
) -> None:
    ivanova, petrov = (
        desk_factory(one, own_world.centre(one).connect) for one in ("ivanova", "petrov")
    )
    items = [keep(ivanova, made("ivanova", "", call_id=None)).item for _ in range(4)]
    ended = now() - timedelta(hours=1)
    call = ivanova.save(a_call("ivanova", closed_at=ended, status="closed", note=""))
    for one in (ivanova, petrov):
        one.synchronise()
    desks = [ivanova, petrov, desk_factory.copied(ivanova)]
    together, taken, words = threading.Barrier(len(desks)), [], []

    def send(desk: LocalDesk) -> None:
        together.wait()
        # What was beaten too often or waited too long for a lock comes with the next round.
        with contextlib.suppress(CentreFault):
            desk.synchronise()

    with ThreadPoolExecutor(len(desks)) as pool:
        for number in range(TIMES):
            for place, desk in enumerate(desks):
                taken.append((desk, desk.take_call()))
                for item in items if place % 2 else reversed(items):
                    then(desk, item, data={"time": f"{place}-{number}"})
                # The copy is ahead by its rev alone, which has to count for nothing.
                parts = range({0: 1, 1: 0, 2: 2}[place])
                words += [typed(desk, call.id, f"‹{place}-{number}-{one}›") for one in parts]
            list(pool.map(send, desks))
    for desk in desks * 2:
        outcome = desk.synchronise()
        assert (outcome.waiting, outcome.quarantined) == (0, outcome.conflicts)
    for desk, row in taken:
        assert list(arrived(own_world, desk, [row])) == []
    steps = len(items) * (1 + TIMES * len(desks))
    assert own_world.ask("SELECT count(*) FROM app.follow_up_step") == [(steps,)]
    chains = own_world.ask(_CHAINS)
    assert {item for item, _, _ in chains} == set(items)
    assert all(rev == counted > TIMES for _, rev, counted in chains), "one of each round counted"
    for item in items:
        assert len({known(desk, item).now.last for desk in desks}) == 1
    for desk in (desks[0], desks[2]):
        with desk.begin() as records:
            mine, undecided = records.call(call.id), records.conflict(call.id)
        assert mine is not None
        assert undecided or held_calls(own_world, [call.id]) == {call.id: (mine.rev, mine.digest())}
    held = " ".join(all_of(own_world, desks, call.id))
    assert [word for word in words if word not in held] == []


def typed(desk: LocalDesk, call_id: UUID, word: str) -> str:
    """The agent adds a word to the note."""
    with desk.begin() as records:
        old, seq = records.call(call_id), len(records.events(call_id)) + 1
        assert old is not None
        call = replace(old, rev=old.rev + 1, note=f"{old.note}{word}")
        event = CallEvent(NEW_KEY(), call_id, seq, now(), EventKind.NOTE, {"text": call.note})
        records.save_call(call, [event])
    return word


def all_of(world: CentreWorld, desks: Sequence[LocalDesk], call_id: UUID) -> list[str]:
    """The note of a call wherever it is kept, in either version."""
    found = [str(row[0]) for row in world.ask("SELECT note FROM app.call WHERE id = %s", call_id)]
    for desk in desks:
        with desk.begin() as records:
            kept: list[CallRecord | None] = [records.call(call_id)]
            if conflict := records.conflict(call_id):
                kept += [conflict.mine, conflict.theirs]
        found += [one.note for one in kept if one is not None]
    return found
