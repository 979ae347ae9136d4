"""What a customer is given: counted over calls before it is spoken, never more than is allowed."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest

from operator_app.domain.calls import Customer, fold
from operator_app.domain.compensation import KnownSums, same_customer
from operator_app.domain.escalations import Decision, escalation_of
from operator_app.domain.follow_ups import FollowUpKind, FollowUpState
from operator_app.domain.records import Entity
from operator_app.domain.retrieval import Searcher
from operator_app.domain.scripts import AnswerKind, Proposal
from operator_app.services.call_note import note_lines
from operator_app.services.compensate import (
    ask_lead,
    give,
    may_give,
    settle_sums,
    sums_known,
    who_is,
)
from operator_app.services.escalations import decide, open_escalations
from operator_app.services.live_call import Changed, LiveCall
from operator_app.services.take_calls import save_call
from operator_app.services.workplace import Workplace
from operator_app.storage.local_file import LocalFile
from tests.unit.domain.scripts_to_walk import late_delivery
from tests.unit.services.desk_of_tests import (
    DESK,
    EDITION,
    NOON,
    Clock,
    content_of,
    last_line,
    new_key,
)
from tests.unit.storage.samples import MIGRATIONS

ANNA = Customer("+79161234567", "Кузьмина Анна", "5510-2284")
NOTHING_KNOWN = KnownSums()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def workplace(tmp_path: Path, clock: Clock) -> Iterator[Workplace]:
    """A desk on a real encrypted file, without a centre."""
    local = LocalFile(tmp_path / "desk.db", secrets.token_hex(32), MIGRATIONS)
    local.open()
    yield Workplace(
        local.begin, content_of(late_delivery()), EDITION, NOON, DESK, clock, new_key,
        cast("Searcher", None), None,
    )  # fmt: skip
    local.close()


def in_call(workplace: Workplace, customer: Customer = ANNA) -> LiveCall:
    live = workplace.fresh_call()
    live.open(customer)
    return live


def save(workplace: Workplace, live: LiveCall) -> None:
    unsaved = live.take_unsaved()
    assert unsaved is not None
    save_call(workplace.begin, unsaved)


def given_before(workplace: Workplace, rubles: int, customer: Customer = ANNA) -> None:
    live = in_call(workplace, customer)
    give(workplace, live, NOTHING_KNOWN, rubles, "")
    live.close()
    save(workplace, live)


def known(workplace: Workplace, live: LiveCall) -> KnownSums:
    return sums_known(workplace, live.call.customer, live.call.id)


def test_sums_of_earlier_calls_count(workplace: Workplace) -> None:
    given_before(workplace, 300)
    given_before(workplace, 500)
    live = in_call(workplace)
    may = may_give(live, known(workplace, live))
    assert (may.given, may.remaining) == (800, 200)
    assert [may.overrun(one) for one in (200, 500)] == [0, 300]


def test_what_was_given_before_the_period_does_not_count(
    workplace: Workplace, clock: Clock
) -> None:
    given_before(workplace, 300)
    clock.move(timedelta(days=31).total_seconds())
    live = in_call(workplace)
    assert known(workplace, live).own == 0


@pytest.mark.parametrize(
    ("other", "counts"),
    [
        (Customer(number="+79161234567"), True),
        (Customer(order="5510-2284"), True),
        (Customer(name="кузьмина  АННА"), True),
        (Customer(name="Анна"), False),
        (Customer("+79160000000", "Кузьмина Анна", "1000-0001"), False),
        (Customer(), False),
    ],
)
def test_a_customer_is_known_by_number_order_or_full_name(
    workplace: Workplace, other: Customer, *, counts: bool
) -> None:
    given_before(workplace, 300)
    live = in_call(workplace, other)
    assert known(workplace, live).own == (300 if counts else 0)
    assert same_customer(who_is(ANNA), who_is(other)) is counts


def test_more_than_is_allowed_cannot_be_given(workplace: Workplace) -> None:
    given_before(workplace, 800)
    live = in_call(workplace)
    with pytest.raises(ValueError, match="limit"):
        give(workplace, live, known(workplace, live), 201, "")
    assert live.call.sums.total == 0
    assert give(workplace, live, known(workplace, live), 200, "задержка") is Changed.RECORD
    assert last_line(live) == "Компенсация 200 ₽: задержка"


def test_a_sum_replaces_the_earlier_one_of_its_call_and_can_be_taken_back(
    workplace: Workplace,
) -> None:
    live = in_call(workplace)
    give(workplace, live, NOTHING_KNOWN, 700, "")
    give(workplace, live, NOTHING_KNOWN, 900, "")
    save(workplace, live)
    with workplace.begin() as records:
        (one,) = records.follow_ups_since(FollowUpKind.COMPENSATION, NOON)
    assert (one.now.data["rubles"], one.now.rev) == (900, 2)
    give(workplace, live, NOTHING_KNOWN, 0, "")
    save(workplace, live)
    assert last_line(live) == "Компенсация 900 ₽ отменена"
    other = in_call(workplace)
    assert known(workplace, other).own == 0


def test_the_events_of_a_call_tell_its_sums_again(workplace: Workplace) -> None:
    live = in_call(workplace)
    give(workplace, live, NOTHING_KNOWN, 700, "")
    save(workplace, live)
    with workplace.begin() as records:
        events = records.events(live.call.id)
    assert fold(events, lambda *_: late_delivery()).sums == live.call.sums


def test_a_customer_learnt_later_takes_the_sum_along(workplace: Workplace) -> None:
    live = in_call(workplace, Customer())
    give(workplace, live, NOTHING_KNOWN, 400, "")
    live.set_customer(ANNA)
    assert settle_sums(workplace, live) is Changed.RECORD
    assert settle_sums(workplace, live) is Changed.NOTHING
    save(workplace, live)
    other = in_call(workplace)
    assert known(workplace, other).own == 400


def with_proposals(workplace: Workplace) -> Workplace:
    """The script asks for a sum that its next answer gives."""
    script = late_delivery()
    place = next(i for i, one in enumerate(script.steps) if one.choices)
    offer = script.steps[place]
    asks = replace(
        script.steps[0], id="sum", kind=AnswerKind.SUM, name="дано", choices=(),
        proposals=(Proposal(300, "задержка"),),
        branches=(replace(script.steps[0].branches[0], to=offer.id, when={}),),
    )  # fmt: skip
    first = replace(offer.choices[0], outcome="Решено: {дано}")
    steps = [replace(offer, choices=(first, *offer.choices[1:])) if one is offer else one
             for one in script.steps]  # fmt: skip
    return replace(workplace, content=content_of(replace(script, steps=(asks, *steps))))


def test_a_sum_of_the_script_counts_once_it_was_agreed_to(workplace: Workplace) -> None:
    workplace = with_proposals(workplace)
    live = in_call(workplace)
    live.choose_script(workplace.content.scripts[0].id)
    live.answer_typed("300")
    assert settle_sums(workplace, live) is Changed.NOTHING
    live.answer_choice(0)
    settle_sums(workplace, live)
    assert live.call.sums.by_source == {"дано": 300}
    save(workplace, live)
    assert known(workplace, in_call(workplace)).own == 300
    live.go_to("sum")
    live.answer_typed("100")
    settle_sums(workplace, live)
    assert live.call.sums.total == 100


def test_a_lead_who_agrees_raises_what_may_be_given_also_in_a_later_call(
    workplace: Workplace,
) -> None:
    given_before(workplace, 800)
    live = in_call(workplace)
    step = ask_lead(workplace, live, known(workplace, live), 500, "сорван срок")
    assert step.data["question"] == (
        "Прошу согласовать компенсацию 500 ₽ (сорван срок): больше лимита на 300 ₽, "
        "дано 800 ₽ из 1 000 ₽"
    )
    with workplace.begin() as records:
        records.save_row(Entity.FOLLOW_UP_STEP, step)
    assert may_give(live, known(workplace, live)).overrun(500) == 300
    (asked,) = open_escalations(workplace)
    decide(workplace, asked, Decision.APPROVED, "")
    may = may_give(live, known(workplace, live))
    assert [may.overrun(one) for one in (500, 501)] == [0, 1]
    later = in_call(workplace)
    give(workplace, later, known(workplace, later), 500, "")
    assert later.call.sums.total == 500


def test_a_lead_who_refuses_changes_nothing(workplace: Workplace) -> None:
    live = in_call(workplace)
    step = ask_lead(workplace, live, NOTHING_KNOWN, 1300, "")
    with workplace.begin() as records:
        records.save_row(Entity.FOLLOW_UP_STEP, step)
        standing = records.follow_up(step.item)
    assert standing is not None
    assert standing.now.state is FollowUpState.OPEN
    decide(workplace, escalation_of(standing), Decision.REFUSED, "Предложите 1 000 ₽")
    assert may_give(live, known(workplace, live)).overrun(1300) == 300


def test_the_note_names_the_sum(workplace: Workplace) -> None:
    live = in_call(workplace)
    give(workplace, live, NOTHING_KNOWN, 700, "")
    assert "Компенсация: 700 ₽" in note_lines(live.note_of(), "", "")
