"""Real desks around a real centre: one customer is rung by one desk, an answer comes back."""

from __future__ import annotations

import random
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import cast

import pytest

from operator_app.domain.callbacks import Later
from operator_app.domain.calls import Customer
from operator_app.domain.due_times import DueTime
from operator_app.domain.escalations import Decision
from operator_app.domain.ports import CentreFault, Connect, FaultKind
from operator_app.domain.retrieval import Searcher
from operator_app.language.names import parse_name
from operator_app.services import callbacks, escalations
from operator_app.services.callbacks import Claim, Promise
from operator_app.services.follow_ups import keep_step
from operator_app.services.kept_call import Desk
from operator_app.services.take_calls import save_call
from operator_app.services.workplace import Workplace
from tests.integration.centre_world import (
    NEW_KEY,
    PEOPLE,
    CentreWorld,
    DeskFactory,
    LocalDesk,
    now,
)
from tests.unit.services.desk_of_tests import CONTENT, EDITION, last_line

ANNA = Customer("+79161234567", "Кузьмина Анна", "5510-2284")
NAMES = {one.login: one.full_name for one in PEOPLE}


class Team:
    """Desks of one world by login, each with a file of its own."""

    def __init__(self, world: CentreWorld, factory: DeskFactory) -> None:
        self._world, self._factory = world, factory
        self.cut: set[str] = set()

    def desk(self, login: str) -> Workplace:
        connect: Connect = self._world.centre(login).connect
        local: LocalDesk = self._factory(login, connect)

        def exchange() -> object:
            if login in self.cut:
                raise CentreFault(FaultKind.RETRY, "offline")
            return local.synchronise()

        desk = Desk(NEW_KEY(), login, parse_name(NAMES[login]))
        workplace = Workplace(
            local.begin, CONTENT, EDITION, now(), desk, now, NEW_KEY, cast("Searcher", None),
            exchange,  # type: ignore[arg-type]  # its result is of no matter here
        )  # fmt: skip
        exchange()
        return workplace


@pytest.fixture
def team(own_world: CentreWorld, desk_factory: DeskFactory) -> Team:
    return Team(own_world, desk_factory)


def exchange(*desks: Workplace) -> None:
    for desk in desks:
        assert desk.synchronise is not None
        desk.synchronise()


def promise(desk: Workplace, words: str = "Обещали перезвонить") -> None:
    said = Promise(DueTime(now() + timedelta(hours=1)), words, for_me=False)
    keep_step(desk, callbacks.promise_callback(desk, said, None, ANNA))


def test_two_desks_take_the_same_ones_at_the_same_moment_and_one_has_each(team: Team) -> None:
    desks = team.desk("ivanova"), team.desk("petrov")
    for number in range(8):
        promise(desks[0], str(number))
    exchange(*desks)
    gate = threading.Barrier(len(desks))

    def take(desk: Workplace) -> dict[str, Claim]:
        listed = callbacks.callbacks(desk)
        gate.wait(120)
        return {one.promise: callbacks.claim(desk, one).result for one in listed}

    with ThreadPoolExecutor(len(desks)) as pool:
        first, second = pool.map(take, desks)
    assert len(first) == len(second) == 8
    for words, result in first.items():
        assert {result, second[words]} == {Claim.OURS, Claim.THEIRS}, words


def test_without_a_network_it_is_said_to_be_unconfirmed_and_the_other_desk_wins(team: Team) -> None:
    ivanova, petrov = team.desk("ivanova"), team.desk("petrov")
    promise(ivanova)
    exchange(ivanova, petrov)
    team.cut.add("ivanova")
    (one,) = callbacks.callbacks(ivanova)
    taken = callbacks.claim(ivanova, one)
    assert taken.result is Claim.UNCONFIRMED
    assert taken.callback is not None
    assert (taken.callback.holder, taken.callback.confirmed) == ("ivanova", False)
    assert callbacks.claim(petrov, callbacks.callbacks(petrov)[0]).result is Claim.OURS
    team.cut.clear()
    exchange(ivanova)
    (known,) = callbacks.callbacks(ivanova)
    assert (known.holder, known.confirmed) == ("petrov", True)


def test_what_a_colleague_has_done_is_on_no_list_any_more(team: Team) -> None:
    ivanova, petrov = team.desk("ivanova"), team.desk("petrov")
    promise(ivanova)
    exchange(ivanova, petrov)
    claimed = callbacks.claim(petrov, callbacks.callbacks(petrov)[0])
    assert claimed.callback is not None
    live = petrov.fresh_call()
    live.open(claimed.callback.customer)
    callbacks.ring_back(petrov, claimed.callback, live)
    live.close()
    unsaved = live.take_unsaved()
    assert unsaved is not None
    save_call(petrov.begin, unsaved)
    assert callbacks.settle(petrov) == 1
    stale = callbacks.callbacks(ivanova)[0]
    exchange(petrov)
    assert callbacks.claim(ivanova, stale).result is Claim.GONE
    assert callbacks.callbacks(ivanova) == callbacks.callbacks(petrov) == ()


def test_taking_over_from_a_colleague_is_a_step_like_any_other(team: Team) -> None:
    ivanova, petrov = team.desk("ivanova"), team.desk("petrov")
    promise(ivanova)
    exchange(ivanova, petrov)
    callbacks.claim(petrov, callbacks.callbacks(petrov)[0])
    exchange(ivanova)
    (taken,) = callbacks.callbacks(ivanova)
    assert callbacks.claim(ivanova, taken).result is Claim.OURS
    exchange(petrov)
    assert callbacks.callbacks(petrov)[0].holder == "ivanova"


def test_what_a_colleague_took_since_the_agent_looked_is_not_taken_over_unseen(team: Team) -> None:
    ivanova, petrov = team.desk("ivanova"), team.desk("petrov")
    promise(ivanova)
    exchange(ivanova, petrov)
    (seen,) = callbacks.callbacks(ivanova)
    callbacks.claim(petrov, callbacks.callbacks(petrov)[0])
    exchange(ivanova)
    claimed = callbacks.claim(ivanova, seen)
    assert claimed.result is Claim.THEIRS
    assert claimed.callback is not None
    assert claimed.callback.holder == "petrov"


def test_a_question_goes_to_the_lead_and_the_answer_into_the_call(team: Team) -> None:
    agent, lead = team.desk("ivanova"), team.desk("vedeneev")
    live = agent.fresh_call()
    live.open(ANNA)
    live.choose_script(CONTENT.scripts[0].id)
    step = escalations.escalate(agent, "Вернуть сразу?", escalations.context_of(live), live)
    escalations.take_down_escalation(live, step)
    unsaved = live.take_unsaved()
    assert unsaved is not None
    save_call(agent.begin, unsaved)
    exchange(agent, lead)
    (asked,) = escalations.open_escalations(lead)
    assert (asked.context.customer, asked.context.said) == (ANNA, step.data["said"])
    escalations.decide(lead, asked, Decision.APPROVED, "Да, верните")
    exchange(lead, agent)
    (answered,) = escalations.answers(agent)
    escalations.take_down_answer(agent, live, answered)
    assert last_line(live) == "Ответ старшего (И. Веденеев): Согласовано. Да, верните"
    unsaved = live.take_unsaved()
    assert unsaved is not None
    save_call(agent.begin, unsaved)
    exchange(agent, lead)
    assert escalations.answers(agent) == escalations.open_escalations(lead) == ()


@pytest.mark.parametrize("seed", range(4))
def test_whatever_three_desks_do_they_come_to_what_the_centre_says(team: Team, seed: int) -> None:
    chance = random.Random(seed)
    desks = [team.desk(login) for login in ("ivanova", "petrov", "vedeneev")]
    for number in range(3):
        promise(desks[number], str(number))
    exchange(*desks, *desks)
    for _ in range(40):
        desk = chance.choice(desks)
        listed = callbacks.callbacks(desk)
        if not listed or chance.random() < 0.3:
            exchange(desk)
            continue
        one = chance.choice(listed)
        match chance.randrange(3):
            case 0:
                callbacks.postpone(desk, one, chance.choice(list(Later)))
            case 1:
                team.cut = {desk.desk.agent} if chance.random() < 0.5 else set()
                callbacks.claim(desk, one)
                team.cut = set()
            case _ if chance.random() < 0.2:
                callbacks.give_up(desk, one)
    exchange(*desks, *desks)
    for desk in desks:
        assert callbacks.callbacks(desk) == callbacks.callbacks(desks[0])
        assert all(one.confirmed for one in callbacks.callbacks(desk))
