"""The simulator's centre against the real one: the same seeded exchanges, the same answers."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from operator_app.domain.gaps import GapKind, SearchGap
from operator_app.domain.openings import SopOpening
from operator_app.domain.ports import CentreFault
from operator_app.domain.preferences import Preference
from operator_app.domain.records import Acknowledged, DayDigest, Entity, Erasure, OutboxItem
from tests.integration.centre_world import NEW_KEY, CentreWorld, a_call, an_event, item, now
from tests.simulator.centre import POISON, ModelCentre, device_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from operator_app.domain.ports import CentreSession
    from operator_app.domain.records import CallRecord

EXCHANGES = 60
AGENT = "ivanova"


class Both:
    """What was said to both, and what each answered."""

    def __init__(self, world: CentreWorld, session: CentreSession, seed: int) -> None:
        self._world, self._session, self.chance = world, session, random.Random(seed)
        self._model = ModelCentre()
        self._calls: list[CallRecord] = []
        self._sent: list[OutboxItem] = []
        self._cursors = {"": ""}

    def push(self) -> None:
        """New, newer, older and refused rows, and some that were sent before."""
        batch = [one for _ in range(self.chance.randint(1, 4)) for one in self._rows()]
        batch += self.chance.sample(self._sent, min(len(self._sent), self.chance.randint(0, 3)))
        self.chance.shuffle(batch)
        self._sent += batch
        real = answer(lambda: set(self._session.push(batch)))
        assert real == answer(lambda: set(self._model.push(AGENT, batch)))

    def set_up(self) -> None:
        """Something set up or opened, newer, as new or older than what is there, or once more."""
        rev, key = self.chance.randint(1, 6), UUID(int=self.chance.randint(1, 3))
        words = {"words": str(self.chance.randint(1, 3))}
        preference = Preference(key, rev, AGENT, "reply", words)
        opening = SopOpening(key, rev, device_of(AGENT), AGENT, date(2026, 11, 3), "СОП-1")
        batch = [
            OutboxItem(Entity.PREFERENCE, key, rev, preference),
            OutboxItem(Entity.OPENING, key, rev, opening),
        ]
        real = answer(lambda: set(self._session.push(batch)))
        assert real == answer(lambda: set(self._model.push(AGENT, batch)))

    def _rows(self) -> list[OutboxItem]:
        kind = self.chance.random()
        if not self._calls or kind < 0.3:
            call = a_call(AGENT, device=device_of(AGENT))
            self._calls.append(call)
            return [item(call), item(an_event(call, 1))]
        old = self.chance.choice(self._calls)
        if kind < 0.4:
            gap = SearchGap(NEW_KEY(), device_of(AGENT), now(), AGENT, 1, GapKind.FLAG, "возврат")
            return [OutboxItem(Entity.SEARCH_GAP, gap.id, 1, gap)]
        if kind < 0.5:
            return [item(replace(old, note=f"{self.chance.random()}"))]
        if kind < 0.55:
            return [item(replace(old, rev=old.rev + 1, note=POISON))]
        newer = replace(old, rev=old.rev + self.chance.randint(1, 2), note=f"{kind}")
        self._calls[self._calls.index(old)] = newer
        known = self.chance.choice([None, frozenset({old.digest()}), frozenset({bytes(31) + b"1"})])
        return [replace(item(newer), known=known), item(an_event(newer, newer.rev))]

    def still_hold(self) -> None:
        """Some of what was ever sent, of revs as they were, newer and never sent."""
        asked = [
            Acknowledged(one.entity, one.id, one.rev + self.chance.choice([0, 0, 0, 1]))
            for one in self.chance.sample(self._sent, min(len(self._sent), 3))
        ]
        assert self._session.still_holds(asked) == self._model.still_holds(asked)

    def hold(self) -> None:
        """What is held of a call, besides some of its events."""
        if self._calls:
            call = self.chance.choice(self._calls).id
            sent = [one.id for one in self._sent]
            own = self.chance.sample(sent, self.chance.randint(0, len(sent)))
            real = self._session.held_call(call, own)
            model = self._model.held_call(call, own)
            assert (real and (real.call, real.events)) == (model and (model.call, model.events))

    def erase(self) -> None:
        if self._calls:
            call = self.chance.choice(self._calls).id
            self._world.ask("SELECT app.erase_calls(%s)", [call])
            self._model.erase(call)

    def pull(self) -> None:
        """From any cursor there was: the real one and the model's are handed out in pairs."""
        real, model = self.chance.choice(list(self._cursors.items()))
        found, real_next = self._session.rows_after(real)
        expected, model_next = self._model.rows_after(model, AGENT, lead=True)
        assert seen(found) == seen(expected)
        self._cursors[real_next] = model_next

    def compare(self) -> None:
        since = now().date()
        real: set[DayDigest] = set(self._session.days(since))
        assert real == set(self._model.days(AGENT, since))


def answer(ask: Callable[[], object]) -> object:
    """What came of it, a fault too."""
    try:
        return ask()
    except CentreFault as fault:
        return fault.kind, fault.state


def seen(pulled: Any) -> set[tuple[str, UUID]]:
    """What was pulled, erasures by the row they are about."""
    return {
        (one.entity.value, one.row.row_id if isinstance(one.row, Erasure) else one.row.id)
        for one in pulled
    }


@pytest.mark.parametrize("seed", range(1, 4))
def test_the_model_answers_as_the_real_centre(own_world: CentreWorld, seed: int) -> None:
    with own_world.centre(AGENT).connect() as session:
        session.hello()
        both = Both(own_world, session, seed)
        deeds = [both.push, both.pull, both.compare, both.erase, both.hold, both.set_up,
                 both.still_hold]  # fmt: skip
        for _ in range(EXCHANGES):
            both.chance.choices(deeds, [6, 3, 2, 1, 3, 4, 2])[0]()
