"""Callbacks and escalations between desks: one wins, nobody acts for another, nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import psycopg
import pytest

from operator_app.domain.errors import NoticeCode, OperatorNotice
from operator_app.domain.follow_ups import (
    FollowUp,
    FollowUpKind,
    FollowUpState,
    FollowUpStep,
    Standing,
)
from operator_app.domain.ports import CentreFault
from operator_app.domain.records import Entity, PulledRow
from operator_app.storage.tables import follow_up_step
from operator_app.sync import gateway
from tests.integration.centre_world import (
    NEW_KEY,
    CentreWorld,
    DeskFactory,
    LocalDesk,
    arrived,
    now,
)

CALL = UUID(int=77)


def made(agent: str, holder: str, **fields: Any) -> FollowUpStep:
    key = NEW_KEY()
    plain = FollowUpStep(
        key, key, key, UUID(int=7), agent, now(), FollowUpKind.CALLBACK, CALL, FollowUpState.OPEN,
        holder, now(), {"number": "+79161234567", "promise": "Обещали перезвонить"},
    )  # fmt: skip
    return replace(plain, **fields)


def then(desk: LocalDesk, item: UUID, **fields: Any) -> FollowUpStep:
    """The next step of that desk, after what it believes to be the last one."""
    standing = known(desk, item).now
    plain = FollowUpStep(
        NEW_KEY(), item, standing.last, UUID(int=8), desk.agent, now(), standing.kind,
        standing.call_id, standing.state, standing.holder, standing.due, {},
    )  # fmt: skip
    return keep(desk, replace(plain, **fields))


def keep(desk: LocalDesk, step: FollowUpStep) -> FollowUpStep:
    with desk.begin() as records:
        records.save_row(Entity.FOLLOW_UP_STEP, step)
    return step


def listed(desk: LocalDesk, kind: FollowUpKind = FollowUpKind.CALLBACK) -> tuple[Standing, ...]:
    with desk.begin() as records:
        return records.follow_ups(kind)


def known(desk: LocalDesk, item: UUID) -> Standing:
    with desk.begin() as records:
        found = records.follow_up(item)
    assert found is not None
    return found


@pytest.fixture
def desks(own_world: CentreWorld, desk_factory: DeskFactory) -> dict[str, LocalDesk]:
    logins = ("ivanova", "petrov", "sidorova", "vedeneev", "novichok")
    return {one: desk_factory(one, own_world.centre(one).connect) for one in logins}


def shared(desks: dict[str, LocalDesk]) -> UUID:
    """Ivanova's callback for anyone, which her team knows of."""
    step = keep(desks["ivanova"], made("ivanova", ""))
    for one in desks.values():
        one.synchronise()
    return step.item


def test_of_two_desks_that_take_it_the_first_to_arrive_has_it(desks: dict[str, LocalDesk]) -> None:
    item = shared(desks)
    ivanova, petrov = desks["ivanova"], desks["petrov"]
    for desk in (ivanova, petrov):
        then(desk, item, state=FollowUpState.CLAIMED, holder=desk.agent)
        taken = known(desk, item)
        assert (taken.now.holder, taken.confirmed) == (desk.agent, False)
    petrov.synchronise()
    ivanova.synchronise()
    for desk in (ivanova, petrov):
        seen = known(desk, item)
        assert (seen.now.holder, seen.confirmed) == ("petrov", True)
        assert seen.now.rev == 2


def test_steps_after_one_that_lost_do_not_count_either(desks: dict[str, LocalDesk]) -> None:
    item = shared(desks)
    ivanova, petrov = desks["ivanova"], desks["petrov"]
    then(petrov, item, state=FollowUpState.CLAIMED, holder="petrov")
    then(ivanova, item, state=FollowUpState.CLAIMED, holder="ivanova")
    then(ivanova, item, state=FollowUpState.DONE, holder="ivanova")
    petrov.synchronise()
    ivanova.synchronise()
    assert known(ivanova, item).now.state is FollowUpState.CLAIMED
    then(petrov, item, state=FollowUpState.DONE)
    petrov.synchronise()
    ivanova.synchronise()
    assert known(ivanova, item).now.state is FollowUpState.DONE
    assert listed(ivanova) == ()


def test_what_is_mine_reaches_the_lead_and_no_colleague(desks: dict[str, LocalDesk]) -> None:
    step = keep(desks["ivanova"], made("ivanova", "ivanova"))
    for desk in desks.values():
        desk.synchronise()
    seen = {login for login, desk in desks.items() if listed(desk)}
    assert seen == {"ivanova", "vedeneev"}
    assert known(desks["vedeneev"], step.item).now.text("promise") == "Обещали перезвонить"


def test_what_is_anyones_stays_in_the_team(desks: dict[str, LocalDesk]) -> None:
    shared(desks)
    seen = {login for login, desk in desks.items() if listed(desk)}
    assert seen == {"ivanova", "petrov", "vedeneev"}


def test_only_a_lead_answers_an_escalation(desks: dict[str, LocalDesk]) -> None:
    ivanova, petrov, lead = desks["ivanova"], desks["petrov"], desks["vedeneev"]
    asked = keep(ivanova, made("ivanova", "", kind=FollowUpKind.ESCALATION, due=None))
    ivanova.synchronise()
    lead.synchronise()
    petrov.synchronise()
    assert listed(petrov, FollowUpKind.ESCALATION) == ()
    then(ivanova, asked.item, state=FollowUpState.ANSWERED, data={"answer": "Можно"})
    ivanova.synchronise()
    then(lead, asked.item, state=FollowUpState.ANSWERED, data={"answer": "Нельзя"})
    lead.synchronise()
    ivanova.synchronise()
    answered = known(ivanova, asked.item)
    assert answered.now.text("answer") == "Нельзя"
    assert answered.confirmed


def test_a_lead_hands_it_to_somebody_and_an_agent_does_not(desks: dict[str, LocalDesk]) -> None:
    item = shared(desks)
    then(desks["petrov"], item, holder="ivanova")
    desks["petrov"].synchronise()
    desks["vedeneev"].synchronise()
    assert known(desks["vedeneev"], item).now.holder == ""
    then(desks["vedeneev"], item, holder="petrov")
    desks["vedeneev"].synchronise()
    desks["ivanova"].synchronise()
    assert known(desks["ivanova"], item).now.holder == "petrov"


def test_sent_again_nothing_happens_twice(
    own_world: CentreWorld, desks: dict[str, LocalDesk]
) -> None:
    item = shared(desks)
    then(desks["petrov"], item, state=FollowUpState.CLAIMED, holder="petrov")
    desks["petrov"].synchronise()
    before = own_world.ask("SELECT * FROM app.follow_up")
    for desk in desks.values():
        with desk.begin() as records:
            records.offer_again()
        desk.synchronise()
    assert own_world.ask("SELECT * FROM app.follow_up") == before


def test_a_restored_centre_comes_to_the_same_in_any_order(
    own_world: CentreWorld, desks: dict[str, LocalDesk]
) -> None:
    item = shared(desks)
    then(desks["petrov"], item, state=FollowUpState.CLAIMED, holder="petrov")
    desks["petrov"].synchronise()
    desks["ivanova"].synchronise()
    then(desks["ivanova"], item, state=FollowUpState.DONE, data={"result": "ответила"})
    desks["ivanova"].synchronise()
    own_world.ask("TRUNCATE app.follow_up, app.follow_up_step")
    own_world.ask(
        "CREATE OR REPLACE FUNCTION app.epoch() RETURNS text LANGUAGE sql STABLE "
        "AS $$ SELECT '1-1-00000009' $$"
    )
    desks["petrov"].synchronise()
    assert own_world.ask("SELECT * FROM app.follow_up") == []
    desks["ivanova"].synchronise()
    desks["petrov"].synchronise()
    assert known(desks["petrov"], item).now.text("result") == "ответила"
    assert known(desks["petrov"], item).confirmed


def test_erased_with_its_call_at_the_centre_and_on_every_desk(
    own_world: CentreWorld, desks: dict[str, LocalDesk]
) -> None:
    item = shared(desks)
    late = then(desks["petrov"], item, data={"result": "сказала, что заберёт сама"})
    own_world.ask("INSERT INTO app.erasure (entity, row_id) VALUES ('call', %s)", CALL)
    for _ in range(2):
        for desk in desks.values():
            desk.synchronise()
    kept = own_world.ask(
        "SELECT data FROM app.follow_up UNION ALL SELECT data FROM app.follow_up_step"
    )
    assert kept == [({},)] * 3
    assert late.id in {row[0] for row in own_world.ask("SELECT id FROM app.follow_up_step")}
    for desk in desks.values():
        with desk.begin() as records:
            assert records.follow_up(item) is None


def test_made_offline_for_a_call_that_was_erased_meanwhile(
    own_world: CentreWorld, desks: dict[str, LocalDesk]
) -> None:
    own_world.ask("INSERT INTO app.erasure (entity, row_id) VALUES ('call', %s)", CALL)
    step = keep(desks["ivanova"], made("ivanova", ""))
    desks["ivanova"].synchronise()
    assert own_world.ask("SELECT data FROM app.follow_up_step") == [({},)]
    with desks["ivanova"].begin() as records:
        assert records.follow_up(step.item) is None


def test_a_step_that_was_tampered_with_is_told(desks: dict[str, LocalDesk]) -> None:
    keep(desks["ivanova"], made("ivanova", ""))
    with desks["ivanova"].begin() as records:
        records._db.execute(follow_up_step.update().values(holder="petrov"))  # type: ignore[attr-defined]
    with pytest.raises(OperatorNotice) as caught:
        listed(desks["ivanova"])
    assert caught.value.code is NoticeCode.FILE_DAMAGED


ADDING = (
    "INSERT INTO app.follow_up_step (id, item, after, device, agent, team, at, kind, state, "
    "holder, data, digest) SELECT k, k, k, k, {who}, {team}, now(), 'callback', 'open', '', "
    "'{{}}', decode(repeat('01', 32), 'hex') FROM gen_random_uuid() AS k"
)


@pytest.mark.parametrize(
    "attack",
    [
        ADDING.format(who="'petrov'", team="'Север'"),
        ADDING.format(who="session_user", team="'Юг'"),
        "INSERT INTO app.follow_up_step (role) VALUES ('lead')",
        "UPDATE app.follow_up SET holder = session_user",
        "DELETE FROM app.follow_up",
        "UPDATE app.follow_up_step SET data = '{}'",
        "DELETE FROM app.follow_up_step",
        "SELECT app.empty_follow_ups(gen_random_uuid())",
    ],
)
def test_nobody_writes_for_another_or_past_the_steps(
    own_world: CentreWorld, desks: dict[str, LocalDesk], attack: str
) -> None:
    shared(desks)
    before = own_world.ask("SELECT * FROM app.follow_up_step")
    with own_world.sql("ivanova") as session, pytest.raises(psycopg.errors.InsufficientPrivilege):
        session.execute(attack.encode())
    assert own_world.ask("SELECT * FROM app.follow_up_step") == before


def test_the_centres_word_counts_even_with_fewer_steps(desks: dict[str, LocalDesk]) -> None:
    """A centre restored from before them has lost some for good."""
    item = shared(desks)
    desk = desks["petrov"]
    then(desks["ivanova"], item, holder="ivanova", state=FollowUpState.CLAIMED)
    desks["ivanova"].synchronise()
    before: FollowUp = known(desk, item).now
    desk.synchronise()
    assert known(desk, item).now.rev == before.rev + 1
    with desk.begin() as records:
        records.keep_rows([PulledRow(Entity.FOLLOW_UP, before)])
    assert known(desk, item).now == before


def test_calls_go_while_somebody_keeps_a_callback_locked(
    own_world: CentreWorld,
    desks: dict[str, LocalDesk],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(gateway, "_LIMITS", gateway._LIMITS.replace("'5s'", "'50ms'"))
    petrov, item = desks["petrov"], shared(desks)
    step = then(petrov, item, state=FollowUpState.CLAIMED, holder="petrov")
    call = petrov.take_call()
    with psycopg.connect(own_world.administrator.conninfo()) as holder:
        holder.execute("SELECT 1 FROM app.follow_up WHERE id = %s FOR UPDATE", (item,))
        with pytest.raises(CentreFault, match="55P03"):
            petrov.synchronise()
        holder.rollback()
    assert list(arrived(own_world, petrov, [call])) == []
    with petrov.begin() as records:
        assert [one.id for one in records.pending(10)] == [step.id]
    assert petrov.synchronise().sent == 1
    assert known(petrov, item).now.holder == "petrov"
