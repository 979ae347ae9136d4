"""A short life: three desks, a centre, everything that can go wrong; then healing and counting."""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from operator_app.domain.errors import OperatorNotice
from operator_app.domain.ports import CentreFault
from operator_app.domain.publication import Edition
from tests.simulator import checker
from tests.simulator.centre import POISON, ModelCentre, calls_of
from tests.simulator.desk import SimulatedDesk
from tests.simulator.world import Fault, Hung, Killed, SimulatedClock, Wire

if TYPE_CHECKING:
    from collections.abc import Callable

    from operator_app.services.synchronise import SyncOutcome
    from tests.simulator.centre import State
    from tests.simulator.desk import Shelf

STEPS = 24
PATIENCE = 4
"""Rounds after the last fault within which everything has to have arrived."""
DAY = timedelta(days=1)


class Life:
    """One seed; `happened` counts what befell it."""

    steps = STEPS
    noticed = 0.7
    """How likely a centre that takes another's place shows it by its timeline."""

    def __init__(
        self, shelf: Shelf, seed: int, plant: Callable[[Life], None] = lambda life: None
    ) -> None:
        self.chance = random.Random(seed)
        self.clock, self.centre = SimulatedClock(), ModelCentre()
        self.happened: Counter[str] = Counter()
        self.desks = [
            SimulatedDesk(agent, engine, self.centre, Wire(self.clock), self.chance,
                          lead=agent == "vedeneev")
            for agent, engine in zip(("ivanova", "petrov", "vedeneev"), shelf.take(3), strict=True)
        ]  # fmt: skip
        self._copies: list[State] = []
        self._to_reoffer: set[str] = set()
        self._violations: list[str] = []
        self._copied = False
        plant(self)

    def live(self) -> list[str]:
        """Everything that was wrong, empty for a life as it should be."""
        try:
            for _ in range(self.steps):
                self._step()
            self._heal()
        except Hung:
            return ["3: an exchange would never have come to an end"]
        put_back = self.happened["put back"] > 0
        found = checker.wrong(self.centre, self.desks, put_back=put_back, copied=self._copied)
        return [*self._violations, *found]

    def _step(self) -> None:
        deeds = [self._save, self._round, self._gap, self._trouble]
        deed = self.chance.choices(deeds, [8, 8, 1, 5])[0]
        deed(self.chance.choice(self.desks))

    # ------------------------------------------------------------ deeds

    def _save(self, desk: SimulatedDesk) -> None:
        self._doomed(desk, desk.save)

    def _gap(self, desk: SimulatedDesk) -> None:
        self._doomed(desk, desk.report_gap)

    def _round(self, desk: SimulatedDesk) -> None:
        if self.chance.random() < 0.5:
            desk.wire.plan = self.chance.choice(list(Fault)), self.chance.randint(1, 5)
        desk.typing = self.chance.choice([0.0, 0.0, 0.3])
        if self._doomed(desk, desk.round, most=45):
            self._to_reoffer.discard(desk.name)
        desk.typing = 0.0
        if not self.happened["put back"] and desk.name not in self._to_reoffer:
            self._violations += checker.unmarked(self.centre, desk)

    def _doomed(
        self, desk: SimulatedDesk, deed: Callable[[], SyncOutcome | None], most: int = 6
    ) -> bool:
        """Do it; now and then the desk is killed in the midst of it, or its disk is full."""
        if self.chance.random() < 0.2:
            desk.doom.left = self.chance.randint(1, most)
        elif self.chance.random() < 0.05:
            desk.disk_full_in = self.chance.randint(1, 4)
        try:
            deed()
        except Killed:
            self.happened["kills"] += 1
            desk.start()
            return False
        except OperatorNotice:
            self.happened["disk full"] += 1
            return False
        except CentreFault:
            self.happened["faults"] += 1
            return False
        else:
            return True
        finally:
            desk.doom.left = desk.disk_full_in = 0

    def _trouble(self, desk: SimulatedDesk) -> None:
        kinds = [self._jump, self._publish, self._erase, self._poison, self._copy, self._replace,
                 self._deliver, self._sleep]  # fmt: skip
        kind = self.chance.choice(kinds)
        kind(desk)

    def _jump(self, _desk: SimulatedDesk) -> None:
        self.clock.ahead = self.chance.choice([-DAY, timedelta(), DAY])

    def _sleep(self, _desk: SimulatedDesk) -> None:
        self.clock.pass_by(self.chance.choice([timedelta(minutes=5), timedelta(hours=9), DAY]))

    def _publish(self, _desk: SimulatedDesk) -> None:
        payload = f"содержание {self.chance.random()}".encode()
        number = max(self.centre.state.editions, default=0) + 1
        digest = hashlib.sha256(payload).hexdigest()
        self.centre.publish(Edition(number, digest, self.clock(), "vedeneev", "", payload))

    def _erase(self, desk: SimulatedDesk) -> None:
        there = calls_of(self.centre.state.rows) & set(desk.calls)
        if there:
            self.centre.erase(self.chance.choice(sorted(there)))

    def _poison(self, desk: SimulatedDesk) -> None:
        self._doomed(desk, lambda: desk.save(note=f"яд {POISON}"))

    def _copy(self, _desk: SimulatedDesk) -> None:
        self._copies.append(self.centre.backup())

    def _replace(self, _desk: SimulatedDesk) -> None:
        """Restored or promoted, or files put back as they were: what came since is gone."""
        if self._copies:
            new_timeline = self.chance.random() < self.noticed
            self.happened["restored" if new_timeline else "put back"] += 1
            erased = list(self.centre.state.erasures)
            self.centre.replace_by(self._copies.pop(), new_timeline=new_timeline)
            self._copies.clear()
            for one in self.desks:
                # What the server before had received and not done went with it.
                one.wire.late.clear()
            self._to_reoffer = {one.name for one in self.desks}
            # As the administrator's guide has it: what was erased since the copy is erased again.
            for call in erased:
                self.centre.erase(call)

    def _deliver(self, desk: SimulatedDesk) -> None:
        desk.wire.deliver_late()

    # ------------------------------------------------------------ healing

    def _heal(self) -> None:
        for desk in self.desks:
            desk.wire.plan = None
            desk.wire.deliver_late()
        self.clock.ahead = timedelta()
        for number in range(PATIENCE):
            # The daily comparison mends what was lost without anybody's noticing.
            self.clock.pass_by(DAY if number in (1, 2) else timedelta(minutes=1))
            for desk in self.desks:
                desk.round()
        for desk in self.desks:
            desk.push_old()


class PutBackLife(Life):
    """A life in which the centre's files are put back as they were again and again."""

    noticed = 0.0

    def _trouble(self, desk: SimulatedDesk) -> None:
        self.chance.choice([self._publish, self._copy, self._replace, self._gap])(desk)
