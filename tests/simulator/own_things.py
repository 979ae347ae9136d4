"""Lives in which an agent has two computers, sets things up at both and opens procedures."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from operator_app.domain.openings import MOST_A_DAY, SopOpening
from operator_app.domain.preferences import PreferenceKind
from operator_app.domain.records import Entity
from operator_app.services.preferences import keep_preference
from tests.simulator.centre import device_of
from tests.simulator.desk import SimulatedDesk
from tests.simulator.life import STEPS, Life
from tests.simulator.world import Wire

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from tests.simulator.desk import Shelf


class OwnThingsLife(Life):
    """A life with a chance of its own for what is set up, so that seeds of `Life` stay."""

    steps = 2 * STEPS

    def __init__(
        self, shelf: Shelf, seed: int, plant: Callable[[Life], None] = lambda life: None
    ) -> None:
        spare = shelf.take(4)[3]
        super().__init__(shelf, seed)
        agent = self.desks[0].agent
        self.desks.append(
            SimulatedDesk(
                agent, spare, self.centre, Wire(self.clock), self.chance, name=f"{agent} (2)"
            )
        )
        self._luck = random.Random(f"own things {seed}")
        self._replies: list[UUID] = []
        self._words = 0
        plant(self)

    def _step(self) -> None:
        super()._step()
        deed = self._luck.choice([self._set_up, self._open_sop, self._rest])
        deed(self._luck.choice(self.desks))

    def _rest(self, _desk: SimulatedDesk) -> None:
        pass

    def _set_up(self, desk: SimulatedDesk) -> None:
        """A new reply of one's own, or a change of what this desk has: it says all it said."""
        self._words += 1

        def change() -> None:
            with desk.begin() as records:
                known = records.preferences(desk.agent, PreferenceKind.REPLY)
                old = self._luck.choice(known) if known and self._luck.random() < 0.8 else None
                key = old.id if old else desk.new_key()
                desk.attempted.add((Entity.PREFERENCE, key))
                words = f"{old.data['words'] if old else ''} {self._words}"
                data = {"words": words}
                keep_preference(records, desk.agent, PreferenceKind.REPLY, key, data)
            self._noted(desk, Entity.PREFERENCE, key, old.rev + 1 if old else 1)

        self._doomed(desk, change)

    def _open_sop(self, desk: SimulatedDesk) -> None:
        def count() -> None:
            today = self.clock().date()
            with desk.begin() as records:
                one = records.opening(today, desk.agent, "СОП-1") or SopOpening(
                    desk.new_key(), 0, device_of(desk.agent), desk.agent, today, "СОП-1"
                )
                rev = min(one.rev + 1, MOST_A_DAY)
                desk.attempted.add((Entity.OPENING, one.id))
                records.save_row(Entity.OPENING, replace(one, rev=rev))
            self._noted(desk, Entity.OPENING, one.id, rev)

        self._doomed(desk, count)

    def _noted(self, desk: SimulatedDesk, entity: Entity, key: UUID, rev: int) -> None:
        desk.reported[entity, key] = rev
        desk.call_of[key] = key
        self.happened[f"{entity.value} saved"] += 1
