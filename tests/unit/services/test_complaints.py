"""The register: from a call by itself, seen before the customer rings again, resolved once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from operator_app.domain.calls import Customer, EventKind, fold
from operator_app.domain.follow_ups import FollowUpKind
from operator_app.domain.scripts import Script
from operator_app.services.complaints import (
    cases_of,
    complain,
    known_causes,
    register,
    resolve,
    settle_end,
)
from operator_app.services.live_call import Changed, LiveCall
from operator_app.services.workplace import Workplace
from tests.unit.domain.scripts_to_walk import late_delivery
from tests.unit.services.desk_of_tests import Clock, content_of, new_key
from tests.unit.services.test_compensate import ANNA, clock, in_call, save, workplace

__all__ = ("clock", "workplace")


def promising() -> Script:
    """The first choice of the script promises something within the hour."""
    script = late_delivery()
    place = next(i for i, one in enumerate(script.steps) if one.choices)
    asks = script.steps[place]
    first = replace(asks.choices[0], promise="Перезвонить в течение часа", label="Срок")
    asks = replace(asks, choices=(first, *asks.choices[1:]))
    return replace(script, steps=(asks, *(one for one in script.steps if one.id != asks.id)))


def ended(workplace: Workplace, script_id: str = "", customer: Customer = ANNA) -> LiveCall:
    """A call that ended after the first answer of its script."""
    live = in_call(workplace, customer)
    if script_id:
        live.choose_script(script_id)
        live.answer_choice(0)
    settle_end(workplace, live)
    live.close()
    save(workplace, live)
    return live


@pytest.fixture
def led(workplace: Workplace) -> Workplace:
    """A desk whose content has a script that promises and the script of complaints."""
    script = promising()
    return replace(workplace, content=content_of(script, replace(script, id="complaint")))


def test_a_promise_not_kept_is_seen_before_the_customer_rings(led: Workplace, clock: Clock) -> None:
    ended(led, led.content.scripts[0].id)
    (case,) = cases_of(led, ANNA, new_key())
    assert (case.kind, case.words) == (FollowUpKind.PROMISE, "Перезвонить в течение часа")
    assert register(led, 30).rows == ()
    clock.move(3601)
    assert case.late(clock())
    (row,) = register(led, 30).rows
    assert row.case == case
    assert resolve(led, case, "Перезвонили")
    assert not resolve(led, case, "Ещё раз")
    assert cases_of(led, ANNA, new_key()) == ()
    assert register(led, 30).rows == ()


def test_a_promise_keeps_its_day_though_the_call_goes_on_the_next_one(
    led: Workplace, clock: Clock
) -> None:
    script = led.content.scripts[0]
    first = replace(
        script.steps[0].choices[0],
        promise="Привезти {завтра} с 10 до 14", outcome="Доставка {завтра}",
    )  # fmt: skip
    asks = replace(script.steps[0], choices=(first, *script.steps[0].choices[1:]))
    script = replace(script, steps=(asks, *script.steps[1:]))
    led = replace(led, content=content_of(script))
    live = ended(led, script.id)
    (case,) = cases_of(led, ANNA, new_key())
    clock.move(86_400)
    live.reopen()
    assert settle_end(led, live) is Changed.NOTHING
    live.close()
    save(led, live)
    assert case.words == "Привезти 23\xa0ноября с 10 до 14"
    assert cases_of(led, ANNA, new_key()) == (case,)
    assert live.outcome() == "Доставка 23\xa0ноября"


def test_a_call_ended_twice_promises_once(led: Workplace) -> None:
    live = ended(led, led.content.scripts[0].id)
    live.reopen()
    assert settle_end(led, live) is Changed.NOTHING
    script = live.script()
    assert script is not None
    live.go_to(script.steps[0].id)
    live.answer_choice(1)
    settle_end(led, live)
    save(led, live)
    assert cases_of(led, ANNA, new_key()) == ()
    with led.begin() as records:
        events = records.events(live.call.id)
    assert [one.kind for one in events].count(EventKind.PROMISED) == 2
    assert fold(events, lambda name, _: live.content.script(name) or script).promised == {}


def test_the_script_of_complaints_takes_one_down_with_its_cause(led: Workplace) -> None:
    assert known_causes(led.content)[0] == "Срок"
    ended(led, "complaint")
    found = register(led, 30)
    (case,) = (row.case for row in found.rows)
    assert (case.cause, case.sop) == ("Срок", led.content.scripts[0].sop)
    assert found.causes == (("Срок", 1),)


def test_repeats_are_told_by_customer_and_by_place(led: Workplace, clock: Clock) -> None:
    ended(led, "complaint")
    ended(led, "complaint", Customer("+79160000000", "Иванов Пётр", "1000-0001"))
    assert [row.repeats.place for row in register(led, 30).rows] == [1, 1]
    assert [row.repeats.customer for row in register(led, 30).rows] == [0, 0]
    ended(led, "complaint")
    assert sorted(row.repeats.customer for row in register(led, 30).rows) == [0, 1, 1]
    clock.move(timedelta(days=31).total_seconds())
    assert register(led, 30).rows == ()


def test_a_complaint_by_hand_and_the_filter_by_cause(workplace: Workplace) -> None:
    live = in_call(workplace)
    complain(workplace, live, "Общение", "Говорили свысока")
    assert complain(workplace, live, "Срок", "") is Changed.NOTHING
    live.close()
    save(workplace, live)
    assert [row.case.words for row in register(workplace, 30, "Общение").rows] == [
        "Говорили свысока"
    ]
    assert register(workplace, 30, "Срок").rows == ()
