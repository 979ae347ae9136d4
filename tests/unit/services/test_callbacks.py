"""Promises and questions of a call: kept with it in one transaction, settled by what happened."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import NoReturn, cast

import pytest

from operator_app.domain.callbacks import Later
from operator_app.domain.calls import Customer
from operator_app.domain.due_times import DueTime
from operator_app.domain.escalations import Decision, Escalation
from operator_app.domain.ports import CentreFault, FaultKind
from operator_app.domain.retrieval import Searcher
from operator_app.services import callbacks, escalations, follow_ups
from operator_app.services.callbacks import Claim, Promise
from operator_app.services.live_call import LiveCall
from operator_app.services.take_calls import save_call
from operator_app.services.workplace import Workplace
from operator_app.storage.local_file import LocalFile
from tests.unit.services.desk_of_tests import (
    CONTENT,
    DESK,
    EDITION,
    NOON,
    Clock,
    last_line,
    new_key,
)
from tests.unit.storage.samples import MIGRATIONS

ANNA = Customer("+79161234567", "Кузьмина Анна", "5510-2284")
LATER = DueTime(NOON + timedelta(hours=2))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def workplace(tmp_path: Path, clock: Clock) -> Iterator[Workplace]:
    """A desk on a real encrypted file, without a centre."""
    local = LocalFile(tmp_path / "desk.db", secrets.token_hex(32), MIGRATIONS)
    local.open()
    yield Workplace(
        local.begin, CONTENT, EDITION, NOON, DESK, clock, new_key, cast("Searcher", None), None
    )  # fmt: skip
    local.close()


def in_call(workplace: Workplace) -> LiveCall:
    live = workplace.fresh_call()
    live.open(ANNA)
    live.choose_script(CONTENT.scripts[0].id)
    return live


def save(workplace: Workplace, live: LiveCall) -> None:
    unsaved = live.take_unsaved()
    assert unsaved is not None
    save_call(workplace.begin, unsaved)


def promise(workplace: Workplace, *, for_me: bool = True) -> LiveCall:
    """A call in which a callback was promised, saved."""
    live = in_call(workplace)
    said = Promise(LATER, "Обещали перезвонить о доставке", for_me)
    step = callbacks.promise_callback(workplace, said, live, live.call.customer)
    callbacks.take_down_callback(live, step)
    save(workplace, live)
    return live


def test_a_promise_is_a_line_of_the_record_and_a_callback(workplace: Workplace) -> None:
    live = promise(workplace)
    assert last_line(live).endswith(": Обещали перезвонить о доставке")
    assert "22.11" in last_line(live) or "23.11" in last_line(live)
    (one,) = callbacks.callbacks(workplace)
    assert (one.due, one.customer, one.holder) == (LATER.at, ANNA, DESK.agent)
    assert one.reason == CONTENT.scripts[0].title
    assert one.item.call_id == live.call.id


def test_the_call_and_its_promise_are_written_together_or_not_at_all(workplace: Workplace) -> None:
    live = in_call(workplace)
    step = callbacks.promise_callback(workplace, Promise(LATER, "", True), live, ANNA)
    callbacks.take_down_callback(live, replace(step, data={"promise": object()}))  # type: ignore[dict-item]
    unsaved = live.take_unsaved()
    assert unsaved is not None
    with pytest.raises(TypeError):
        save_call(workplace.begin, unsaved)
    with workplace.begin() as records:
        assert records.call(live.call.id) is None
    assert callbacks.callbacks(workplace) == ()


def test_a_save_that_failed_keeps_its_promise_for_the_next_one(workplace: Workplace) -> None:
    live = in_call(workplace)
    step = callbacks.promise_callback(workplace, Promise(LATER, "", True), live, ANNA)
    callbacks.take_down_callback(live, step)
    refused = live.take_unsaved()
    assert refused is not None
    live.put_back(refused)
    save(workplace, live)
    (one,) = callbacks.callbacks(workplace)
    assert one.promise == callbacks.PROMISE


def test_the_words_are_proposed_from_the_script(workplace: Workplace) -> None:
    assert callbacks.proposed_promise(None) == "Обещали перезвонить"
    assert callbacks.proposed_promise(in_call(workplace)).startswith("Обещали перезвонить")


def test_put_off_and_back(workplace: Workplace) -> None:
    promise(workplace)
    (one,) = callbacks.callbacks(workplace)
    before = callbacks.postpone(workplace, one, Later.HOUR)
    assert callbacks.callbacks(workplace)[0].due == LATER.at + timedelta(hours=1)
    assert before is not None
    follow_ups.put_back(workplace, before.item)
    assert callbacks.callbacks(workplace)[0].due == LATER.at
    given_up = callbacks.give_up(workplace, one)
    assert callbacks.callbacks(workplace) == ()
    assert given_up is not None
    follow_ups.put_back(workplace, given_up.item)
    assert callbacks.callbacks(workplace)[0].due == LATER.at
    assert (
        callbacks.postpone(
            workplace, replace(one, item=replace(one.item, id=new_key())), Later.HOUR
        )
        is None
    )


def test_the_earliest_comes_first_and_what_is_over_is_overdue(
    workplace: Workplace, clock: Clock
) -> None:
    for hours in (3, 1, 2):
        said = Promise(DueTime(NOON + timedelta(hours=hours)), str(hours), True)
        step = callbacks.promise_callback(workplace, said, None, ANNA)
        follow_ups.keep_step(workplace, step)
    clock.move(2 * 3600)
    listed = callbacks.callbacks(workplace)
    assert [one.promise for one in listed] == ["1", "2", "3"]
    assert [one.overdue(clock()) for one in listed] == [True, True, False]


def ring(workplace: Workplace) -> LiveCall:
    (one,) = callbacks.callbacks(workplace)
    live = workplace.fresh_call()
    live.open(one.customer)
    callbacks.ring_back(workplace, one, live)
    save(workplace, live)
    return live


def test_it_is_done_once_its_call_has_ended(workplace: Workplace) -> None:
    promise(workplace)
    live = ring(workplace)
    day = f"{NOON.astimezone():%d.%m, %H:%M}"
    assert last_line(live) == (
        "Перезвонили по обещанию: Обещали перезвонить о доставке "
        f"({CONTENT.scripts[0].title}, {day})"
    )
    assert callbacks.settle(workplace) == 0
    assert callbacks.callbacks(workplace)[0].taken
    live.close()
    save(workplace, live)
    assert callbacks.settle(workplace) == 1
    assert callbacks.callbacks(workplace) == ()


def test_nobody_answered_and_it_is_promised_again(workplace: Workplace) -> None:
    promise(workplace)
    live = ring(workplace)
    assert live.call.callback is not None
    again = Promise(DueTime(LATER.at + timedelta(days=1)), "Обещали ещё раз", True)
    step = callbacks.promise_again(workplace, live.call.callback, again)
    assert step is not None
    callbacks.take_down_callback(live, step)
    live.close()
    save(workplace, live)
    assert callbacks.settle(workplace) == 0
    (one,) = callbacks.callbacks(workplace)
    assert (one.due, one.promise, one.tries) == (again.due.at, "Обещали ещё раз", 1)


def fails() -> NoReturn:
    raise CentreFault(FaultKind.RETRY, "offline")


@pytest.mark.parametrize(("exchange", "result"), [(None, Claim.OURS), (fails, Claim.UNCONFIRMED)])
def test_taking_one_of_the_team_without_a_centre_and_without_a_network(
    workplace: Workplace, exchange: Callable[[], NoReturn] | None, result: Claim
) -> None:
    promise(workplace, for_me=False)
    (one,) = callbacks.callbacks(workplace)
    desk = replace(workplace, synchronise=exchange)
    claimed = callbacks.claim(desk, one)
    assert claimed.result is result
    assert claimed.callback is not None
    assert claimed.callback.holder == DESK.agent
    # Put off again, it is anyone's again.
    callbacks.postpone(desk, claimed.callback, Later.QUARTER)
    assert callbacks.callbacks(desk)[0].holder == ""


def test_own_ones_ask_nobody(workplace: Workplace) -> None:
    promise(workplace)
    (one,) = callbacks.callbacks(workplace)
    assert callbacks.claim(replace(workplace, synchronise=fails), one).result is Claim.OURS
    callbacks.give_up(workplace, one)
    assert callbacks.claim(workplace, one) == callbacks.Claimed(Claim.GONE, None)


def ask_lead(workplace: Workplace) -> tuple[LiveCall, Escalation]:
    live = in_call(workplace)
    context = escalations.context_of(live)
    step = escalations.escalate(workplace, "Можно вернуть деньги сразу?", context, live)
    escalations.take_down_escalation(live, step)
    save(workplace, live)
    (one,) = escalations.open_escalations(workplace)
    return live, one


def test_a_question_carries_what_the_desk_knows(workplace: Workplace) -> None:
    live, one = ask_lead(workplace)
    assert last_line(live) == "Вопрос старшему: Можно вернуть деньги сразу?"
    assert one.context.customer == ANNA
    assert one.context.script == CONTENT.scripts[0].title
    assert one.context.step
    assert "Сценарий" in one.context.said
    assert one.asked_by == DESK.name.signature()
    with pytest.raises(ValueError, match="words"):
        escalations.escalate(workplace, " \n", one.context, live)


def test_the_words_of_a_question_are_proposed(workplace: Workplace) -> None:
    assert escalations.proposed_question(None, "") == ""
    assert escalations.proposed_question(None, "дрон") == "Что ответить по запросу «дрон»?"
    assert escalations.context_of(None).said == ""


def test_the_answer_reaches_the_call_that_goes_on(workplace: Workplace) -> None:
    live, one = ask_lead(workplace)
    escalations.decide(workplace, one, Decision.APPROVED, "Верните сегодня")
    assert escalations.open_escalations(workplace) == ()
    (answered,) = escalations.answers(workplace)
    escalations.take_down_answer(workplace, live, answered)
    save(workplace, live)
    name = DESK.name.signature()
    assert last_line(live) == f"Ответ старшего ({name}): Согласовано. Верните сегодня"
    assert escalations.answers(workplace) == ()


@pytest.mark.parametrize(("decision", "rings"), [(Decision.REFUSED, 1), (Decision.TAKEN_OVER, 0)])
def test_after_the_call_the_answer_is_filed_and_the_customer_rung(
    workplace: Workplace, decision: Decision, rings: int
) -> None:
    live, one = ask_lead(workplace)
    live.close()
    save(workplace, live)
    escalations.decide(workplace, one, decision, "")
    (answered,) = escalations.answers(workplace)
    escalations.file_answer(workplace, answered)
    assert escalations.answers(workplace) == ()
    with workplace.begin() as records:
        record = records.call(live.call.id)
        events = records.events(live.call.id)
    assert record is not None
    assert "Ответ старшего" in record.record.splitlines()[-1]
    assert events[-1].text("decision") == decision.value
    assert len(callbacks.callbacks(workplace)) == rings
