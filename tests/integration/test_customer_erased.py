"""`central erase`: all of one customer goes, from the centre and every desk, and nobody else."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from operator_app.domain.conflicts import Choice
from operator_app.domain.follow_ups import FollowUpKind, FollowUpState
from operator_app.domain.records import RefusedRow
from operator_app.services.conflicts import choose
from tests.integration.centre_world import (
    NEW_KEY,
    CentreWorld,
    DeskFactory,
    LocalDesk,
    a_call,
    an_event,
    now,
)
from tests.integration.test_centre_command import dsn, typed
from tests.integration.test_follow_ups import keep, known, made, then

NUMBER, SPELLED = "+79167770011", "8 (916) 777-00-11"
WHY = ("--reason", "заявление № 15")


def knows(desk: LocalDesk) -> bool:
    """Whether anything the desk wrote or was told has the number."""
    with desk.begin() as records:
        records.offer_again()
        own = [repr(one.row) for one in records.pending(1000)]
        told = [repr(one) for one in records.follow_ups(FollowUpKind.CALLBACK)]
    return any(NUMBER in one for one in own + told)


def refused(desk: LocalDesk) -> tuple[RefusedRow, ...]:
    with desk.begin() as records:
        return records.refused()


def traces(world: CentreWorld) -> int:
    tables = ("call", "call_event", "follow_up", "follow_up_step", "erasure_note", "erasure")
    query = "SELECT count(*) FROM app.{} t WHERE t::text LIKE '%%9167770%%'"
    return sum(int(world.ask(query.format(one))[0][0]) for one in tables)


@pytest.fixture
def desks(own_world: CentreWorld, desk_factory: DeskFactory) -> tuple[LocalDesk, LocalDesk]:
    """Two desks of different teams that both spoke with the customer, and with others."""
    ivanova, sidorova = (
        desk_factory(one, own_world.centre(one).connect) for one in ("ivanova", "sidorova")
    )
    for desk in (ivanova, sidorova):
        call = desk.save(a_call(desk.agent, number=NUMBER, order=""))
        desk.save(replace(call, rev=2), an_event(call, 1, number=NUMBER))
        desk.save(a_call(desk.agent))
        keep(desk, made(desk.agent, "", call_id=call.id, data={"number": NUMBER}))
        desk.synchronise()
    return ivanova, sidorova


def test_all_of_a_customer_goes_everywhere_and_it_is_noted_who_did_it(
    own_world: CentreWorld, desks: tuple[LocalDesk, LocalDesk]
) -> None:
    ivanova, _ = desks
    centre = dsn(own_world.administrator)
    outside = keep(ivanova, made("ivanova", "", call_id=None, data={"number": NUMBER}))
    ivanova.synchronise()
    code, said, _ = typed("erase", centre, "--number", SPELLED, "--dry-run", "--json")
    shown = json.loads(said)["rows"]
    assert code == 0
    assert sorted(one["kind"] for one in shown) == ["call", "call", *["callback"] * 3]
    assert {one["agent"] for one in shown} == {"ivanova", "sidorova"}
    assert traces(own_world) == 10, "the trial run changed nothing"

    code, said, _ = typed("erase", centre, "--number", SPELLED, *WHY)
    assert (code, said.split(". ")[0]) == (0, "Стёрто звонков: 2, дел после звонков: 3")
    assert traces(own_world) == 0
    assert own_world.ask("SELECT count(*) FROM app.call WHERE status <> 'erased'") == [(2,)]
    [note] = own_world.ask(
        "SELECT who, why, cardinality(calls), cardinality(follow_ups), customer = sha256(%s)"
        " FROM app.erasure_note", f"{NUMBER}/".encode(),
    )  # fmt: skip
    assert note == (own_world.administrator.login, WHY[1], 2, 3, True)

    then(ivanova, outside.item, state=FollowUpState.CLAIMED, data={"number": NUMBER})
    for desk in desks:
        assert knows(desk)
        outcome = desk.synchronise()
        assert (outcome.waiting, outcome.quarantined) == (0, 0)
        assert not knows(desk)
        desk.synchronise()
    assert traces(own_world) == 0, "a step taken before the desk knew is empty too"
    assert own_world.ask("SELECT count(*) FROM app.call WHERE status <> 'erased'") == [(2,)]


@pytest.mark.parametrize("by", [("--number", SPELLED), ("--order", 'Ж-"7')])
def test_what_was_refused_goes_too(
    own_world: CentreWorld, desk_factory: DeskFactory, by: tuple[str, str]
) -> None:
    desk = desk_factory("ivanova", own_world.centre("ivanova").connect)
    number, order = (NUMBER, "") if by[0] == "--number" else ("", 'Ж-"7')
    poison = a_call("ivanova", number=number, order=order, note="яд\x00")
    desk.save(poison, an_event(poison, 1, number=NUMBER))
    desk.save(a_call("ivanova", note="яд\x00"))
    assert desk.synchronise().quarantined == 2
    code, said, _ = typed("erase", dsn(own_world.administrator), *by, *WHY, "--json")
    assert (code, json.loads(said)["calls"]) == (0, 1)
    assert own_world.ask("SELECT row_id = %s FROM app.quarantine", poison.id) == [(False,)]
    assert traces(own_world) == 0
    assert desk.synchronise().quarantined == 1
    with desk.begin() as records:
        assert records.call(poison.id) is None


def test_bytes_parked_under_the_key_of_another_call_do_not_erase_it(
    own_world: CentreWorld, desks: tuple[LocalDesk, LocalDesk]
) -> None:
    [(victim,)] = own_world.ask(
        "SELECT id FROM app.call WHERE agent = 'sidorova' AND number <> %s", NUMBER
    )
    with own_world.sql("ivanova") as session:
        session.execute(
            "INSERT INTO app.quarantine (entity, row_id, rev, reason, bytes, agent, device) "
            "VALUES ('call', %s, 1, '', %s, 'ivanova', gen_random_uuid())",
            (victim, json.dumps({"number": NUMBER}).encode()),
        )
    code, said, _ = typed("erase", dsn(own_world.administrator), "--number", SPELLED, *WHY)
    assert (code, said.split(", ")[0]) == (0, "Стёрто звонков: 2")
    assert own_world.ask("SELECT status FROM app.call WHERE id = %s", victim) == [("open",)]


@pytest.mark.parametrize("by", [("--number", SPELLED), ("--order", 'Ж-"7')])
def test_a_refused_step_of_an_item_that_never_arrived_goes_too(
    own_world: CentreWorld, desk_factory: DeskFactory, by: tuple[str, str]
) -> None:
    desk = desk_factory("ivanova", own_world.centre("ivanova").connect)
    key, value = ("number", NUMBER) if by[0] == "--number" else ("order", 'Ж-"7')
    outside = keep(desk, made("ivanova", "", call_id=None, data={key: value, "note": "яд\x00"}))
    then(desk, outside.item, state=FollowUpState.CLAIMED, data={"note": "без первого шага"})
    call = desk.save(a_call("ivanova", **{"number": "", "order": "", key: value}))
    of_call = keep(desk, made("ivanova", "", call_id=call.id, data={"promise": "яд\x00"}))
    of_another = keep(desk, made("ivanova", "", call_id=None, data={"promise": "яд\x00"}))
    desk.synchronise()
    assert {one.id for one in refused(desk)} == {outside.id, of_call.id, of_another.id}
    centre = dsn(own_world.administrator)
    shown = json.loads(typed("erase", centre, *by, "--dry-run", "--json")[1])["rows"]
    wanted = {str(one) for one in (call.id, outside.item, of_call.item)}
    assert {one["id"] for one in shown} == wanted
    code, said, _ = typed("erase", centre, *by, *WHY, "--json")
    assert (code, json.loads(said)) == (0, {"calls": 1, "follow_ups": 2})
    assert own_world.ask("SELECT row_id FROM app.quarantine") == [(of_another.id,)]
    assert own_world.ask("SELECT data FROM app.follow_up_step") == [({},)]
    then(desk, outside.item, data={key: value, "note": "яд\x00"})
    keep(desk, made("ivanova", "", call_id=call.id, data={key: value, "note": "яд\x00"}))
    late = made("ivanova", "", call_id=call.id, data={key: value})
    keep(desk, replace(late, id=NEW_KEY()))
    for _ in range(2):
        desk.synchronise()
    parked = own_world.ask("SELECT row_id FROM app.quarantine")
    assert parked == [(of_another.id,)], "nor what comes later"
    assert own_world.ask("SELECT DISTINCT data FROM app.follow_up_step") == [({},)]
    assert [one.id for one in refused(desk)] == [of_another.id]
    with desk.begin() as records:
        left = [one.now.id for one in records.follow_ups(FollowUpKind.CALLBACK)]
    assert left == [of_another.item]


def test_bytes_parked_in_the_name_of_another_teams_item_do_not_erase_it(
    own_world: CentreWorld, desks: tuple[LocalDesk, LocalDesk]
) -> None:
    [(item, call)] = own_world.ask("SELECT id, call_id FROM app.follow_up WHERE agent = 'sidorova'")
    own = desks[0].save(a_call("ivanova", number="+70000000000"))
    desks[0].synchronise()
    every = ({"item": str(item)}, {"item": str(NEW_KEY()), "call_id": str(call)},
             {"item": str(item), "call_id": str(own.id)})  # fmt: skip
    with own_world.sql("ivanova") as session:
        for named in every:
            session.execute(
                "INSERT INTO app.quarantine (entity, row_id, rev, reason, bytes, agent, device) "
                "VALUES ('follow_up_step', %s, 1, '', %s, 'ivanova', gen_random_uuid())",
                (NEW_KEY(), json.dumps(named | {"data": '{"number": "+70000000000"}'}).encode()),
            )
    code, said, _ = typed("erase", dsn(own_world.administrator), "--number", "+70000000000", *WHY)
    assert (code, said.split(". ")[0]) == (0, "Стёрто звонков: 1, дел после звонков: 1")
    assert own_world.ask("SELECT data <> '{}' FROM app.follow_up WHERE id = %s", item) == [(True,)]


@pytest.mark.parametrize("by", [("--number", SPELLED), ("--order", 'Ж-"7')])
def test_what_an_agent_corrected_afterwards_is_found_by_what_it_was(
    own_world: CentreWorld, desk_factory: DeskFactory, by: tuple[str, str]
) -> None:
    desk = desk_factory("ivanova", own_world.centre("ivanova").connect)
    key, value, other = ("number", NUMBER, "+79995550022")
    if by[0] == "--order":
        key, value, other = "order", 'Ж-"7', "200"
    call = desk.save(a_call("ivanova", number="+79995550022", order="200"))
    desk.save(replace(call, rev=2), an_event(call, 1, **{key: value}))
    desk.save(replace(call, rev=3), an_event(call, 2, **{key: other}))
    refused = desk.save(a_call("ivanova", number="+79995550022", order="200"))
    desk.save(replace(refused, rev=2), an_event(refused, 1, **{key: value}, name="яд\x00"))
    stranger = desk.save(a_call("ivanova", order="300"), an_event(call, 3, text=value))
    item = keep(desk, made("ivanova", "", call_id=None, data={key: value}))
    then(desk, item.item, data={key: other})
    assert desk.synchronise().quarantined == 1
    centre = dsn(own_world.administrator)
    assert "сейчас под другим номером" in typed("erase", centre, *by, "--dry-run")[1]
    code, said, _ = typed("erase", centre, *by, *WHY, "--json")
    assert (code, json.loads(said)) == (0, {"calls": 2, "follow_ups": 1})
    assert own_world.ask("SELECT id FROM app.call WHERE status <> 'erased'") == [(stranger.id,)]
    assert own_world.ask("SELECT count(*) FROM app.quarantine") == [(0,)]
    desk.save(replace(refused, rev=4), an_event(refused, 3, **{key: value}, name="яд\x00"))
    desk.synchronise()
    assert own_world.ask("SELECT count(*) FROM app.quarantine") == [(0,)], "nor what comes later"
    with desk.begin() as records:
        kept = [records.call(one.id) is not None for one in (call, refused, stranger)]
    assert kept == [False, False, True]


def test_an_event_of_somebody_else_does_not_erase_a_call(
    own_world: CentreWorld, desks: tuple[LocalDesk, LocalDesk]
) -> None:
    [(victim, item)] = own_world.ask(
        "SELECT c.id, f.id FROM app.call c CROSS JOIN app.follow_up f "
        "WHERE c.agent = 'sidorova' AND c.number <> %s AND f.agent = 'sidorova'", NUMBER,
    )  # fmt: skip
    with own_world.sql("ivanova") as session:
        session.execute(
            "INSERT INTO app.quarantine (entity, row_id, rev, reason, bytes, agent, device) VALUES "
            "('call_event', gen_random_uuid(), 1, '', %s, 'ivanova', gen_random_uuid()), "
            "('call_event', gen_random_uuid(), 1, '', '\\x00ff5c226e756d626572', 'ivanova', "
            "gen_random_uuid())",
            (json.dumps({"call_id": str(victim), "data": '{"number": "+70000000000"}'}).encode(),),
        )
        session.execute(
            "INSERT INTO app.follow_up_step (id, item, after, device, agent, team, at, kind, "
            "state, holder, data, digest) VALUES (gen_random_uuid(), %s, %s, gen_random_uuid(), "
            "'ivanova', 'Север', now(), 'callback', 'open', '', %s, sha256('x'))",
            (item, item, '{"number": "+70000000000"}'),
        )
    code, said, _ = typed("erase", dsn(own_world.administrator), "--number", "+70000000000", *WHY)
    assert (code, said.split(". ")[0]) == (0, "Стёрто звонков: 0, дел после звонков: 0")


def two_versions(
    world: CentreWorld, desks: DeskFactory, choice: Choice, theirs: str, mine: str
) -> tuple[LocalDesk, LocalDesk, UUID]:
    """A call with another number at each of two computers; the second one chose."""
    first = desks("ivanova", world.centre("ivanova").connect)
    ended = now() - timedelta(hours=1)
    call = first.save(a_call("ivanova", closed_at=ended, status="closed", number="", order=""))
    first.synchronise()
    second = desks.copied(first)
    first.save(replace(call, rev=2, number=theirs))
    second.save(replace(call, rev=2, number=mine))
    first.synchronise()
    assert second.synchronise().conflicts == 1
    assert choose(second.begin, call.id, choice, now, NEW_KEY) or not choice
    return first, second, call.id


def test_a_version_that_does_not_count_is_found_by_its_number(
    own_world: CentreWorld, desk_factory: DeskFactory
) -> None:
    for number, choice in enumerate(Choice, start=1):
        theirs, mine = f"+7916777001{number}", f"+7916777002{number}"
        first, second, call = two_versions(own_world, desk_factory, choice, theirs, mine)
        second.synchronise()
        first.synchronise()
        wanted = theirs if choice is Choice.MINE else mine
        code, said, _ = typed(
            "erase", dsn(own_world.administrator), "--number", wanted, *WHY, "--json"
        )
        assert (code, json.loads(said)["calls"]) == (0, 2 if choice is Choice.BOTH else 1), choice
        assert own_world.ask("SELECT count(*) FROM app.call WHERE status <> 'erased'") == [(0,)]
        assert own_world.ask("SELECT count(*) FROM app.quarantine") == [(0,)]
        for desk in (first, second):
            desk.synchronise()
            with desk.begin() as records:
                assert (records.call(call), records.conflict(call)) == (None, None)


def test_a_call_kept_beside_an_erased_one_goes_with_it(
    own_world: CentreWorld, desk_factory: DeskFactory
) -> None:
    for is_sent in (True, False):
        _, second, call = two_versions(own_world, desk_factory, Choice.BOTH, NUMBER, "")
        with second.begin() as records:
            kept = records.conflict(call)
        assert kept is not None
        if is_sent:
            second.synchronise()
        own_world.ask("SELECT app.erase_calls(%s)", [call])
        for _ in range(2):
            assert second.synchronise().waiting == 0
        assert own_world.ask("SELECT DISTINCT status FROM app.call") == [("erased",)]
        with second.begin() as records:
            assert (records.call(call), kept.linked and records.call(kept.linked)) == (None, None)
    assert own_world.ask("SELECT count(*) FROM app.call") == [(4,)]


def test_by_order_and_once_more(own_world: CentreWorld, desks: tuple[LocalDesk, LocalDesk]) -> None:
    centre = dsn(own_world.administrator)
    code, said, _ = typed("erase", centre, "--order", "100500", *WHY, "--json")
    assert (code, json.loads(said)) == (0, {"calls": 2, "follow_ups": 0})
    code, said, _ = typed("erase", centre, "--order", "100500", *WHY, "--json")
    assert json.loads(said) == {"calls": 0, "follow_ups": 0}
    assert own_world.ask("SELECT count(*) FROM app.call WHERE number = %s", NUMBER) == [(2,)]
    assert known(desks[0], keep(desks[0], made("ivanova", "")).item).now.data


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--number", "8-916", *WHY), "не короче 7"),
        (("--number", "Мария", "--order", "100500", *WHY), "не короче 7"),
        (("--order", " ", *WHY), "не короче 7"),
        (WHY, "не короче 7"),
        (("--number", SPELLED), "нужно основание"),
        (("--number", SPELLED, "--reason", "я" * 501), "нужно основание"),
    ],
)
def test_whose_rows_and_why_has_to_be_said(
    centre_world: CentreWorld, words: tuple[str, ...], told: str
) -> None:
    code, said, refused = typed("erase", dsn(centre_world.administrator), *words)
    assert (code, said) == (2, "")
    assert told in refused
