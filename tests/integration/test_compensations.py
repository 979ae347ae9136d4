"""Two desks and one customer: what each gave is counted, beyond the rule a lead is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

import psycopg
import pytest

from operator_app.bootstrap import first_edition
from operator_app.content.folder import pack, unpack
from operator_app.domain.calls import Customer
from operator_app.domain.follow_ups import FollowUp, FollowUpKind, FollowUpState, FollowUpStep
from operator_app.domain.ports import CentreFault
from operator_app.domain.records import Entity
from operator_app.services.compensate import ask_centre, who_is
from tests.integration.centre_world import (
    NEW_KEY,
    CentreWorld,
    DeskFactory,
    LocalDesk,
    a_call,
    an_event,
    now,
)
from tests.integration.test_follow_ups import keep, made

ANNA = Customer("+79161234567", "Кузьмина Анна", "5510-2284")
Desks = dict[str, LocalDesk]


@pytest.fixture
def desks(own_world: CentreWorld, desk_factory: DeskFactory) -> Desks:
    logins = ("ivanova", "petrov", "sidorova", "vedeneev", "novichok")
    return {one: desk_factory(one, own_world.centre(one).connect) for one in logins}


def give(desk: LocalDesk, rubles: int, customer: Customer = ANNA, **fields: Any) -> FollowUpStep:
    key = NEW_KEY()
    data = who_is(customer) | {"rubles": rubles, "limit": 1000, "days": 30}
    step = FollowUpStep(
        key, key, key, UUID(int=7), desk.agent, now(), FollowUpKind.COMPENSATION, NEW_KEY(),
        FollowUpState.DONE, desk.agent, None, data,
    )  # fmt: skip
    step = replace(step, **fields)
    with desk.begin() as records:
        records.save_row(Entity.FOLLOW_UP_STEP, step)
    return step


def questions(desk: LocalDesk) -> list[FollowUp]:
    with desk.begin() as records:
        found = (one.now for one in records.follow_ups(FollowUpKind.ESCALATION))
        return [one for one in found if one.state is FollowUpState.OPEN]


def test_colleagues_sums_are_known_by_their_total_and_the_look_is_written_down(
    desks: Desks, own_world: CentreWorld
) -> None:
    give(desks["petrov"], 300)
    give(desks["sidorova"], 200, Customer(order="5510-2284"))
    give(desks["ivanova"], 50)
    give(desks["petrov"], 400, Customer("+79160000000"))
    for one in ("ivanova", "petrov", "sidorova"):
        desks[one].synchronise()
    ivanova = desks["ivanova"]
    told = ask_centre(ivanova.begin, ivanova.connect, now, ANNA, 30)
    assert (told.given, told.approved) == (500, 0)
    with ivanova.begin() as records:
        assert records.centre_total(ANNA) == told
        rows = records.follow_ups_since(FollowUpKind.COMPENSATION, now() - timedelta(days=1))
    assert [one.now.agent for one in rows] == ["ivanova"]
    looks = own_world.ask("SELECT agent, given FROM app.compensation_look")
    assert looks == [("ivanova", 500)]
    ask_centre(ivanova.begin, ivanova.connect, now, ANNA, 30)
    assert len(own_world.ask("SELECT 1 FROM app.compensation_look")) == 1


def test_a_trainee_and_a_stranger_are_refused(desks: Desks) -> None:
    novichok, ivanova = desks["novichok"], desks["ivanova"]
    with pytest.raises(CentreFault):
        ask_centre(novichok.begin, novichok.connect, now, ANNA, 30)
    with pytest.raises(CentreFault):
        ask_centre(ivanova.begin, ivanova.connect, now, Customer(name="Ан Я"), 30)


def test_nobody_reads_the_looks(own_world: CentreWorld) -> None:
    for login in ("ivanova", "vedeneev"):
        with own_world.sql(login) as session, pytest.raises(psycopg.errors.InsufficientPrivilege):
            session.execute("SELECT 1 FROM app.compensation_look")


def test_two_desks_that_both_spent_it_offline_are_a_question_to_the_lead(desks: Desks) -> None:
    give(desks["ivanova"], 700)
    late = give(desks["petrov"], 800)
    desks["ivanova"].synchronise()
    desks["vedeneev"].synchronise()
    assert questions(desks["vedeneev"]) == []
    desks["petrov"].synchronise()
    desks["vedeneev"].synchronise()
    (asked,) = questions(desks["vedeneev"])
    assert asked.text("question") == "Клиенту дано 1500 ₽ при разрешённых 1000 ₽. Больше на 500 ₽"
    assert (asked.data["overrun"], asked.text("asked_by")) == (500, "Петров Пётр")
    assert asked.text("order") == ANNA.order
    # Neither agent is troubled with it, and once the sum is taken back nobody is.
    for one in ("ivanova", "petrov"):
        desks[one].synchronise()
        assert questions(desks[one]) == []
    back = replace(late, id=NEW_KEY(), state=FollowUpState.DROPPED, data={**late.data, "rubles": 0})
    with desks["petrov"].begin() as records:
        records.save_row(Entity.FOLLOW_UP_STEP, back)
    desks["petrov"].synchronise()
    desks["vedeneev"].synchronise()
    assert questions(desks["vedeneev"]) == []


def test_the_companys_rule_counts_not_what_the_desk_says_it_is(
    desks: Desks, own_world: CentreWorld
) -> None:
    first = first_edition(now(), "vedeneev")
    content = unpack(first.payload)
    strict = pack(replace(content, limit=replace(content.limit, rubles=500, period_days=10)))
    with desks["vedeneev"].connect() as lead:
        lead.hello()
        lead.publish(first)
        lead.publish(replace(first, number=2, digest=sha256(strict).hexdigest(), payload=strict))
    rules = own_world.ask("SELECT version, rubles, period_days FROM app.compensation_rule")
    limit = content.limit
    assert rules == [(1, limit.rubles, limit.period_days), (2, 500, 10)]
    who = who_is(ANNA)
    give(desks["petrov"], 900, data=who | {"rubles": 900, "limit": 1_000_000, "days": 30})
    desks["petrov"].synchronise()
    desks["vedeneev"].synchronise()
    (asked,) = questions(desks["vedeneev"])
    assert asked.text("question") == "Клиенту дано 900 ₽ при разрешённых 500 ₽. Больше на 400 ₽"


def test_an_edition_that_says_no_rule_is_published_all_the_same(
    desks: Desks, own_world: CentreWorld
) -> None:
    payload = b"PK\x03\x04" + b"\0" * 26 + b"limits.yaml rubles: 5 limits.yaml"
    edition = replace(
        first_edition(now(), "vedeneev"), payload=payload, digest=sha256(payload).hexdigest()
    )
    with desks["vedeneev"].connect() as lead:
        lead.hello()
        lead.publish(edition)
    assert own_world.ask("SELECT 1 FROM app.compensation_rule") == []


def test_what_a_lead_agreed_to_is_no_overrun(desks: Desks) -> None:
    key = NEW_KEY()
    asked = FollowUpStep(
        key, key, key, UUID(int=7), "ivanova", now(), FollowUpKind.ESCALATION, None,
        FollowUpState.OPEN, "", None, who_is(ANNA) | {"question": "?", "up_to": 1300},
    )  # fmt: skip
    with desks["ivanova"].begin() as records:
        records.save_row(Entity.FOLLOW_UP_STEP, asked)
    desks["ivanova"].synchronise()
    # Whoever says yes to themselves is not listened to.
    forged = replace(asked, id=NEW_KEY(), state=FollowUpState.SEEN, data={"decision": "approved"})
    with desks["ivanova"].begin() as records:
        records.save_row(Entity.FOLLOW_UP_STEP, forged)
    desks["ivanova"].synchronise()
    petrov = desks["petrov"]
    assert ask_centre(petrov.begin, petrov.connect, now, ANNA, 30).approved == 0
    said = replace(
        asked, id=NEW_KEY(), after=forged.id, agent="vedeneev", state=FollowUpState.ANSWERED,
        data={"decision": "approved", "up_to": 99_999},
    )  # fmt: skip
    with desks["vedeneev"].begin() as records:
        records.save_row(Entity.FOLLOW_UP_STEP, said)
    desks["vedeneev"].synchronise()
    later = lambda: now() + timedelta(minutes=6)  # noqa: E731
    assert ask_centre(petrov.begin, petrov.connect, later, ANNA, 30).approved == 1300
    give(petrov, 1300)
    petrov.synchronise()
    desks["vedeneev"].synchronise()
    assert questions(desks["vedeneev"]) == []


def test_a_sum_that_is_none_is_refused_and_hides_nothing(
    desks: Desks, own_world: CentreWorld
) -> None:
    petrov = desks["petrov"]
    give(petrov, -500)
    give(petrov, 300)
    petrov.synchronise()
    assert own_world.ask("SELECT entity, reason FROM app.quarantine") == [
        ("follow_up_step", "23514")
    ]
    ivanova = desks["ivanova"]
    assert ask_centre(ivanova.begin, ivanova.connect, now, ANNA, 30).given == 300


def test_a_clock_years_ahead_hides_no_sum(desks: Desks) -> None:
    give(desks["ivanova"], 700)
    desks["ivanova"].synchronise()
    give(desks["petrov"], 700, at=now() + timedelta(days=9000))
    desks["petrov"].synchronise()
    desks["vedeneev"].synchronise()
    assert [one.data["overrun"] for one in questions(desks["vedeneev"])] == [400]


def test_nobody_holds_up_what_others_send(own_world: CentreWorld, desks: Desks) -> None:
    """Neither by a lock of their own nor by a sum in a transaction that is kept open."""
    own_world.ask("ALTER FUNCTION app.check_compensation() SET lock_timeout = '50ms'")
    give(desks["petrov"], 700)
    with own_world.sql("ivanova") as session:
        session.execute("SELECT pg_advisory_lock(hashtext('app.check_compensation'))")
        session.execute("BEGIN")
        session.execute(
            "INSERT INTO app.follow_up_step (id, item, after, device, agent, team, at, kind, "
            "state, holder, data, digest) SELECT one, one, one, one, 'ivanova', 'Север', now(), "
            "'compensation', 'done', 'ivanova', '{\"rubles\": 1}', sha256('x') "
            "FROM gen_random_uuid() AS one"
        )
        outcome = desks["petrov"].synchronise()
        session.execute("ROLLBACK")
    assert (outcome.waiting, outcome.sent) == (0, 1)


def test_what_is_too_long_for_an_index_is_refused_alone(desks: Desks) -> None:
    petrov = desks["petrov"]
    long = "".join(sha256(bytes([one])).hexdigest() for one in range(200))
    call = a_call("petrov")
    petrov.save(call, an_event(call, 1, number=long, order=long))
    keep(petrov, made("petrov", "", data={"number": long, "order": long}))
    poison = give(petrov, 100, replace(ANNA, name=f"Анна {long}"))
    give(petrov, 200)
    outcome = petrov.synchronise()
    assert (outcome.sent, outcome.waiting) == (4, 0)
    with petrov.begin() as records:
        assert [(one.id, one.reason) for one in records.refused()] == [(poison.id, "54000")]
