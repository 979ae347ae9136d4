"""Lives in which a desk's file is copied to another computer, or an old copy of it put back."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from operator_app.storage.driver import load_driver
from tests.simulator import checker
from tests.simulator.desk import SimulatedDesk
from tests.simulator.life import STEPS, Life
from tests.simulator.world import Wire

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.simulator.desk import Shelf

COMPUTERS = 6
"""Desks of a life at most: three, and copies of them."""


class CopiedLife(Life):
    """A life with a chance of its own for copies and choices, so that seeds of `Life` stay."""

    steps = 2 * STEPS

    def __init__(
        self, shelf: Shelf, seed: int, plant: Callable[[Life], None] = lambda life: None
    ) -> None:
        self._spare = shelf.take(COMPUTERS)[3:]
        self._typed: dict[str, Any] = {}
        self._old: dict[str, tuple[Any, SimulatedDesk]] = {}
        super().__init__(shelf, seed, plant)
        self._plant = plant
        self._copied = True
        self._luck = random.Random(f"copies {seed}")
        for desk in self.desks:
            desk.ended = True

    def live(self) -> list[str]:
        return [*super().live(), *self._lost()]

    def _step(self) -> None:
        super()._step()
        for desk in self.desks:
            self._typed |= desk.typed
        self._violations += self._lost()
        deeds = [self._copy_file, self._keep_file, self._put_file_back, self._choose, self._nothing]
        deed = self._luck.choices(deeds, [1, 1, 1, 6, 4])[0]
        deed(self._luck.choice(self.desks))

    def _lost(self) -> list[str]:
        return list(checker.lost(self.centre, self.desks, self._typed))

    def _nothing(self, _desk: SimulatedDesk) -> None:
        pass

    def _choose(self, desk: SimulatedDesk) -> None:
        def choose() -> None:
            self.happened["choices"] += desk.choose()

        self._doomed(desk, choose)

    def _copy_file(self, desk: SimulatedDesk) -> None:
        """The file goes to one more computer, and both are worked at."""
        if not self._spare:
            return
        engine, name = self._spare.pop(), f"{desk.agent} ({len(self._spare)})"
        desk.copy_to(driver_of(engine))
        other = SimulatedDesk(
            desk.agent, engine, self.centre, Wire(self.clock), self.chance,
            lead=desk.lead, name=name,
        )  # fmt: skip
        other.ended = True
        other.remember(desk)
        if desk.name in self._to_reoffer:
            self._to_reoffer.add(name)
        self.desks.append(other)
        self._plant(self)
        self.happened["files copied"] += 1

    def _keep_file(self, desk: SimulatedDesk) -> None:
        """Last night's copy of a desk."""
        copy = load_driver().connect(":memory:", isolation_level=None, check_same_thread=False)
        desk.copy_to(copy)
        then = SimulatedDesk.__new__(SimulatedDesk)
        then.remember(desk)
        self._old[desk.name] = copy, then

    def _put_file_back(self, desk: SimulatedDesk) -> None:
        """Everything since the copy is gone from that computer: what was nowhere else is lost."""
        if desk.name not in self._old:
            return
        copy, then = self._old.pop(desk.name)
        desk.restore_from(copy)
        desk.remember(then)
        desk.start()
        self._to_reoffer.add(desk.name)
        self._forget_what_is_gone()
        self.happened["files put back"] += 1

    def _replace(self, desk: SimulatedDesk) -> None:
        super()._replace(desk)
        self._forget_what_is_gone()

    def _forget_what_is_gone(self) -> None:
        """A computer or a centre that lost its memory is no fault of the exchange."""
        there = checker.held_words(self.centre, self.desks)
        self._typed = {word: call for word, call in self._typed.items() if word in there}
        for desk in self.desks:
            desk.typed = {word: call for word, call in desk.typed.items() if word in there}

    def _heal(self) -> None:
        super()._heal()
        for _ in range(3):
            for desk in self.desks:
                self.happened["choices"] += desk.choose()
                desk.round()
        for desk in self.desks:
            desk.push_old()


def driver_of(engine: Any) -> Any:
    """The driver's own connection of an engine in memory, which has but one."""
    with engine.connect() as connection:
        return connection.connection.driver_connection
