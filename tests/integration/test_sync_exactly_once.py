"""Seeded faults between desks and centre; the checker itself has to notice each planted bug."""

from __future__ import annotations

import contextlib
import random
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from operator_app.domain.ports import CentreFault
from operator_app.domain.records import Acknowledged
from operator_app.sync import push
from operator_app.sync.deadline import Deadline
from operator_app.sync.shape import Shape
from tests.faults.exactly_once.bugs import (
    Forgetful,
    Hasty,
    Wrapped,
    blind,
    doing_nothing,
    without_guard,
    wrapped,
)
from tests.integration.centre_world import LocalDesk, an_event, arrived, items
from tests.integration.commit_proxy import CommitProxy, Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from operator_app.domain.ports import CentreSession
    from operator_app.domain.records import CallRecord, OutboxItem
    from tests.integration.centre_world import CentreWorld, DeskFactory

STEPS = 40
SEEDS = range(1, 6)


class Life:
    """A desk's working day over a bad line: saves, rounds, saves during rounds, old rows again."""

    def __init__(self, world: CentreWorld, desk: LocalDesk, proxy: CommitProxy, seed: int) -> None:
        self._world, self._proxy = world, proxy
        self._chance = random.Random(seed)
        self._calls: list[CallRecord] = []
        self._superseded: list[OutboxItem] = []
        self.faults = 0
        self._before = self._held()
        connect = wrapped(desk.connect, lambda inner: Typing(inner, self))
        self._desk = replace(desk, connect=connect)

    def live(self) -> None:
        for _ in range(STEPS):
            self.save()
            if self._chance.random() < 0.5:
                self._fail_somehow()
                self._round()

    def heal(self) -> list[str]:
        """End all faults, let old rows arrive last of all, and say what is wrong then."""
        self._chance.seed(0)
        for _ in range(4):
            self._round()
        with self._world.centre(self._desk.agent).connect() as session:
            self._chance.shuffle(self._superseded)
            for one in self._superseded:
                session.push([one])
        wrong = list(arrived(self._world, self._desk, self._calls))
        if (left := self._desk.waiting()) != (0, 0):
            wrong.append(f"waiting and quarantined: {left}")
        if (held := self._held() - self._before) != len(self._calls):
            wrong.append(f"{held} calls at the centre, {len(self._calls)} were made")
        return wrong

    def _held(self) -> int:
        [(count,)] = self._world.ask("SELECT count(*) FROM app.call")
        return int(count)

    def save(self) -> None:
        """One autosave: a new call, or one more step of an old one."""
        if self._calls and self._chance.random() < 0.6:
            place = self._chance.randrange(len(self._calls))
            old = self._calls[place]
            call = replace(old, rev=old.rev + 1, note=f"{old.note} ещё")
            self._superseded += items(old)
        else:
            place, call = len(self._calls), self._desk.take_call(events=1)
            self._calls.append(call)
        self._desk.save(call, an_event(call, call.rev + 1, text=call.note))
        self._calls[place] = call

    def maybe_save(self) -> None:
        """What an agent types while a push is under way."""
        if self._chance.random() < 0.4 and len(self._calls) < STEPS:
            self.save()

    def _fail_somehow(self) -> None:
        fault = self._chance.choice([None, Fault.CUT_BEFORE, Fault.CUT_AFTER])
        if fault is not None:
            self._proxy.fail(fault, nth=self._chance.choice([1, 2, 2, 2, 3]))

    def _round(self) -> None:
        try:
            self._desk.synchronise()
        except CentreFault:
            self.faults += 1


class Typing(Wrapped):
    """The agent goes on working between the centre's answer and the acknowledgement."""

    def __init__(self, inner: CentreSession, life: Life) -> None:
        super().__init__(inner)
        self._life = life

    def push(self, given: Sequence[OutboxItem]) -> tuple[Acknowledged, ...]:
        done = self.inner.push(given)
        self._life.maybe_save()
        return done


def lived(
    world: CentreWorld,
    desk_factory: DeskFactory,
    seed: int,
    bug: Callable[[LocalDesk], LocalDesk] = lambda desk: desk,
) -> tuple[Life, list[str]]:
    with CommitProxy(world.administrator.ports) as proxy:
        desk = desk_factory("ivanova", world.centre("ivanova", port=proxy.port).connect)
        life = Life(world, bug(desk), proxy, seed)
        life.live()
        return life, life.heal()


@pytest.mark.parametrize("seed", SEEDS)
def test_4_every_call_is_there_once_whatever_the_line_does(
    own_world: CentreWorld, desk_factory: DeskFactory, seed: int
) -> None:
    life, wrong = lived(own_world, desk_factory, seed)
    assert wrong == []
    assert life.faults > 5, "a run without faults shows nothing"
    assert own_world.ask("SELECT count(*) FROM app.quarantine") == [(0,)]


@pytest.mark.parametrize(
    "bug",
    [
        lambda desk: replace(desk, connect=wrapped(desk.connect, Hasty)),
        lambda desk: replace(desk, connect=wrapped(desk.connect, Forgetful)),
        blind,
    ],
    ids=["acknowledge first", "new id on retry", "blind clear"],
)
def test_10_the_checker_notices_a_bug_of_the_desk(
    own_world: CentreWorld, desk_factory: DeskFactory, bug: Callable[[LocalDesk], LocalDesk]
) -> None:
    assert any(lived(own_world, desk_factory, seed, bug)[1] for seed in SEEDS)


@pytest.mark.parametrize("bug", [without_guard, doing_nothing])
def test_10_the_checker_notices_a_bug_of_the_statement(
    own_world: CentreWorld,
    desk_factory: DeskFactory,
    monkeypatch: pytest.MonkeyPatch,
    bug: Callable[[str], str],
) -> None:
    honest = Shape.merge
    monkeypatch.setattr(Shape, "merge", lambda shape, source: bug(honest(shape, source)))
    if bug is doing_nothing:
        trusting = lambda item, *_: Acknowledged(item.entity, item.id, item.rev)  # noqa: E731
        monkeypatch.setattr(push, "_acknowledged", trusting)
    assert any(lived(own_world, desk_factory, seed)[1] for seed in SEEDS)


def ends(world: CentreWorld, desk_factory: DeskFactory, patience_s: float) -> bool:
    """Whether a round over a line that swallows everything, with two seconds to go, ends."""
    with CommitProxy(world.administrator.ports) as proxy:
        centre = world.centre("ivanova", port=proxy.port, seconds=2.0)
        desk = desk_factory("ivanova", centre.connect)
        desk.take_call()
        proxy.fail(Fault.SWALLOW)

        def exchange() -> None:
            with contextlib.suppress(CentreFault):
                desk.synchronise()

        one = threading.Thread(target=exchange)
        one.start()
        one.join(patience_s)
        ended = not one.is_alive()
    # The proxy's end has cut the line, which frees a round that hung.
    one.join()
    return ended


def test_10_the_checker_notices_a_desk_without_a_deadline(
    own_world: CentreWorld, desk_factory: DeskFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ends(own_world, desk_factory, 120.0)
    monkeypatch.setattr(Deadline, "_cut", lambda _self: None)
    assert not ends(own_world, desk_factory, 4.0)
