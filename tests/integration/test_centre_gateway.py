"""Pushing to a real PostgreSQL as a real agent: what is taken, refused, and acknowledged."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from operator_app.domain.ports import CentreFault, FaultKind
from operator_app.domain.records import Acknowledged, Entity
from operator_app.sync import gateway
from operator_app.sync.push import COPY_ABOVE
from tests.integration.centre_world import NEW_KEY, a_call, an_event, held_calls, item, items

if TYPE_CHECKING:
    from operator_app.domain.calls import CallEvent
    from operator_app.domain.records import CallRecord
    from tests.integration.centre_world import CentreWorld


def push(world: CentreWorld, *rows: CallRecord | CallEvent, login: str = "ivanova") -> None:
    with world.centre(login).connect() as session:
        session.push(items(*rows))


def refused(world: CentreWorld, *rows: CallRecord | CallEvent, login: str = "ivanova") -> str:
    with pytest.raises(CentreFault) as caught:
        push(world, *rows, login=login)
    assert caught.value.kind is FaultKind.ROW
    return caught.value.state


def test_hello_tells_who_and_when(centre_world: CentreWorld) -> None:
    with centre_world.centre("vedeneev").connect() as session:
        hello = session.hello()
    assert (hello.role, hello.full_name, hello.team) == ("lead", "Веденеев Илья", "Север")
    assert hello.schema == gateway.SCHEMA
    assert abs(hello.offset_ms) < 5000
    assert hello.epoch.count("-") == 2


def test_a_wrong_password_asks_to_sign_in(centre_world: CentreWorld) -> None:
    address = centre_world.administrator.entered_as("ivanova", "не тот")
    centre = gateway.PostgresCentre(
        lambda: address, gateway.Desk(NEW_KEY(), "0.1.0"), lambda: a_call().opened_at
    )
    with pytest.raises(CentreFault) as caught, centre.connect():
        pytest.fail("a wrong password opened the centre")
    assert caught.value.kind is FaultKind.SIGN_IN


def test_an_unknown_login_asks_to_sign_in(centre_world: CentreWorld) -> None:
    with pytest.raises(CentreFault) as caught, centre_world.centre("nobody").connect():
        pytest.fail("an unknown login opened the centre")
    assert caught.value.kind is FaultKind.SIGN_IN


def test_every_field_arrives_and_is_read_back(centre_world: CentreWorld) -> None:
    call = a_call(
        rev=3, closed_at=a_call().opened_at, status="closed", outcome="Привезут завтра",
        note="«ёлка» \\ ' \" \n\t № 5",
        extra={"нов": "да", "n": 12345678901234567890, "пусто": None},
    )  # fmt: skip
    event = an_event(call, 1, text="Здравствуйте", n=5, nothing=None)
    with centre_world.centre("ivanova").connect() as session:
        done = session.push(items(event, call))
    assert done == (
        Acknowledged(Entity.CALL, call.id, 3),
        Acknowledged(Entity.CALL_EVENT, event.id, 1),
    )
    [row] = centre_world.ask(
        "SELECT rev, device, agent, team, opened_at, closed_at, status, number, name, order_number,"
        " script, edition, outcome, note, record, extra FROM app.call WHERE id = %s",
        call.id,
    )
    assert row == (
        3, call.device, "ivanova", "Север", call.opened_at, call.closed_at, "closed", call.number,
        call.name, call.order, call.script, call.edition, call.outcome, call.note, call.record,
        dict(call.extra),
    )  # fmt: skip
    [kept] = centre_world.ask(
        "SELECT call_id, seq, at, kind, data, agent FROM app.call_event WHERE id = %s", event.id
    )
    assert kept == (call.id, 1, event.at, "opened", dict(event.data), "ivanova")


def test_sent_again_changes_nothing(centre_world: CentreWorld) -> None:
    call = a_call()
    rows = items(call, an_event(call, 1), an_event(call, 2))
    with centre_world.centre("ivanova").connect() as session:
        first = session.push(rows)
        before = centre_world.ask("SELECT xmin::text, * FROM app.call WHERE id = %s", call.id)
        assert session.push(rows) == first
    assert (
        centre_world.ask("SELECT xmin::text, * FROM app.call WHERE id = %s", call.id)[0][1:]
        == before[0][1:]
    )
    counted = centre_world.ask("SELECT count(*) FROM app.call_event WHERE call_id = %s", call.id)
    assert counted == [(2,)]


def test_an_older_rev_never_overwrites_a_newer_one(centre_world: CentreWorld) -> None:
    old = a_call(rev=2, note="старое")
    new = replace(old, rev=5, note="новое")
    with centre_world.centre("ivanova").connect() as session:
        session.push(items(new))
        assert session.push(items(old)) == (Acknowledged(Entity.CALL, old.id, 5),)
        assert session.push(items(new, old)) == (Acknowledged(Entity.CALL, old.id, 5),)
    assert held_calls(centre_world, [old.id]) == {old.id: (5, new.digest())}


def test_the_same_rev_with_other_content_is_no_acknowledgement(centre_world: CentreWorld) -> None:
    call = a_call()
    push(centre_world, call)
    assert refused(centre_world, replace(call, note="иначе")) == "other_content"
    assert held_calls(centre_world, [call.id]) == {call.id: (1, call.digest())}


def test_an_event_never_changes(centre_world: CentreWorld) -> None:
    call = a_call()
    event = an_event(call, 1, text="как было")
    push(centre_world, call, event)
    assert refused(centre_world, replace(event, data={"text": "иначе"})) == "other_content"
    [(data,)] = centre_world.ask("SELECT data FROM app.call_event WHERE id = %s", event.id)
    assert data == {"text": "как было"}


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"note": "нуль \x00 внутри"}, "encoding"),
        ({"note": "половина пары \ud800"}, "encoding"),
        ({"note": "я" * 20_001}, "23514"),
        ({"rev": 2**63}, "22003"),
        ({"extra": {"k": "\ud800"}}, "encoding"),
        ({"extra": {"k": "\x00"}}, "22P05"),
        ({"status": ""}, "23514"),
        ({"agent": "petrov"}, "42501"),
    ],
)
def test_a_row_the_centre_cannot_take_is_named_a_row_fault(
    centre_world: CentreWorld, fields: dict[str, Any], state: str
) -> None:
    good, bad = a_call(), a_call(**fields)
    assert refused(centre_world, good, bad) == state
    assert held_calls(centre_world, [good.id, bad.id]) == {}, "a refused batch leaves nothing"


def test_a_refused_row_is_kept_as_bytes_once(centre_world: CentreWorld) -> None:
    bad = item(a_call(note="нуль \x00 и \ud800"))
    with centre_world.centre("ivanova").connect() as session:
        session.quarantine(bad, "encoding")
        session.quarantine(bad, "encoding")
    [(entity, reason, agent, size)] = centre_world.ask(
        "SELECT entity, reason, agent, octet_length(bytes) FROM app.quarantine WHERE row_id = %s",
        bad.id,
    )
    assert (entity, reason, agent) == ("call", "encoding", "ivanova")
    assert size > 300


def test_nobody_takes_over_the_id_of_anothers_call(centre_world: CentreWorld) -> None:
    call = a_call()
    push(centre_world, call)
    assert refused(centre_world, replace(call, rev=9, agent="petrov"), login="petrov") == "42501"
    assert refused(centre_world, an_event(call, 5, text="подлог"), login="petrov") == "42501"
    assert held_calls(centre_world, [call.id]) == {call.id: (1, call.digest())}


def test_a_trainee_cannot_push_and_loses_nothing(centre_world: CentreWorld) -> None:
    call = a_call("novichok")
    with (
        centre_world.centre("novichok").connect() as session,
        pytest.raises(CentreFault) as caught,
    ):
        session.push(items(call))
    assert caught.value.kind is FaultKind.SIGN_IN, "a row fault would park every call"


def test_a_role_revoked_mid_session_is_not_the_rows_fault(own_world: CentreWorld) -> None:
    with own_world.centre("petrov").connect() as session:
        session.push(items(a_call("petrov")))
        own_world.ask("UPDATE app.person SET active = false WHERE login = 'petrov'")
        with pytest.raises(CentreFault) as caught:
            session.push(items(a_call("petrov")))
        with pytest.raises(CentreFault) as greeted:
            session.hello()
    assert caught.value.kind is FaultKind.SIGN_IN
    assert greeted.value.kind is FaultKind.SIGN_IN


def test_many_rows_go_by_copy_and_are_merged_alike(centre_world: CentreWorld) -> None:
    calls = [a_call(rev=2, closed_at=None) for _ in range(COPY_ABOVE + 1)]
    events = [an_event(calls[0], seq, text=f"№ {seq}") for seq in range(1, COPY_ABOVE + 2)]
    older = replace(calls[0], rev=1, note="старое")
    with centre_world.centre("sidorova").connect() as session:
        mine = [replace(call, agent="sidorova") for call in calls]
        done = session.push(items(*mine, *events))
        again = session.push(items(replace(older, agent="sidorova"), *mine[1:], *events))
    assert len(done) == len(calls) + len(events)
    assert set(again) == set(done)
    held = held_calls(centre_world, [call.id for call in mine])
    assert held == {call.id: (2, call.digest()) for call in mine}


def test_of_many_rows_those_that_are_there_are_replaced_and_the_others_added(
    centre_world: CentreWorld,
) -> None:
    calls = [a_call(extra={"нов": f"№ {number}"}) for number in range(COPY_ABOVE + 1)]
    newer = [replace(call, rev=2, note="дальше") for call in calls]
    with centre_world.centre("ivanova").connect() as session:
        session.push(items(*calls[:7]))
        done = session.push(items(*newer))
    assert done == tuple(Acknowledged(Entity.CALL, call.id, 2) for call in newer)
    held = held_calls(centre_world, [call.id for call in newer])
    assert held == {call.id: (2, call.digest()) for call in newer}
    [(extra,)] = centre_world.ask("SELECT extra FROM app.call WHERE id = %s", calls[-1].id)
    assert extra == dict(calls[-1].extra)


def test_somebody_elses_row_among_many_is_a_fault_of_a_row_and_leaves_nothing(
    centre_world: CentreWorld,
) -> None:
    theirs = a_call("petrov")
    push(centre_world, theirs, login="petrov")
    mine = [a_call() for _ in range(COPY_ABOVE)]
    # Nobody sees it, so it is added as if it were new, as one that another session adds just then.
    assert refused(centre_world, *mine, replace(theirs, agent="ivanova", rev=9)) == "23505"
    assert held_calls(centre_world, [call.id for call in mine]) == {}
    assert refused(centre_world, replace(theirs, agent="ivanova", rev=9)) == "42501"
    assert held_calls(centre_world, [theirs.id]) == {theirs.id: (1, theirs.digest())}


def test_a_faulty_row_among_many_refuses_them_all(centre_world: CentreWorld) -> None:
    calls = [a_call() for _ in range(COPY_ABOVE)]
    assert refused(centre_world, *calls, a_call(note="нуль \x00")) == "22021"
    assert held_calls(centre_world, [call.id for call in calls]) == {}


def test_an_id_of_an_absurd_time_is_kept(centre_world: CentreWorld) -> None:
    far = replace(a_call(), id=type(NEW_KEY())(int=0xFFFFFFFFFFFF7 << 76 | 0b10 << 62 | 5))
    push(centre_world, far)
    [(table,)] = centre_world.ask(
        "SELECT tableoid::regclass::text FROM app.call WHERE id = %s", far.id
    )
    assert table == "app.call_default"
    near = a_call()
    push(centre_world, near)
    [(table,)] = centre_world.ask(
        "SELECT tableoid::regclass::text FROM app.call WHERE id = %s", near.id
    )
    assert table == f"app.call_{near.opened_at:%Y%m}"


def test_a_program_too_old_may_push_but_not_pull(own_world: CentreWorld) -> None:
    own_world.ask("UPDATE app.centre SET oldest_client = '0.10'")
    call = a_call()
    with own_world.centre("ivanova").connect() as session:
        session.hello()
        session.push(items(call))
        with pytest.raises(CentreFault) as caught:
            session.editions_after("")
    assert caught.value.kind is FaultKind.UPDATE
    assert call.id in held_calls(own_world, [call.id])


def test_an_unprepared_database_is_not_a_lost_call(embedded_centre_postgres: CentreWorld) -> None:
    with (
        embedded_centre_postgres.centre("ivanova").connect() as session,
        pytest.raises(CentreFault) as caught,
    ):
        session.hello()
    assert (caught.value.kind, caught.value.state) == (FaultKind.RETRY, "3F000")


@pytest.fixture
def embedded_centre_postgres(centre_world: CentreWorld) -> CentreWorld:
    return type(centre_world)(centre_world.administrator.in_database("postgres"))


def test_nothing_of_a_row_is_in_a_fault(centre_world: CentreWorld) -> None:
    with pytest.raises(CentreFault) as caught:
        push(centre_world, a_call(number="+79990001122" + "\x00"))
    assert "9990001122" not in repr(caught.value)
    assert caught.value.__suppress_context__


def test_the_connection_obeys_the_limit_of_three(centre_world: CentreWorld) -> None:
    sessions = [centre_world.sql("yuzhina") for _ in range(3)]
    try:
        with pytest.raises(psycopg.OperationalError):
            centre_world.sql("yuzhina")
        with pytest.raises(CentreFault) as caught, centre_world.centre("yuzhina").connect():
            pytest.fail("a fourth connection")
        assert caught.value.kind is FaultKind.RETRY
    finally:
        for session in sessions:
            session.close()


def test_a_greeting_that_says_nothing_new_writes_nothing(own_world: CentreWorld) -> None:
    """A thousand desks greet twice a minute: a row's lock alone would be a write to wait for."""
    centre = own_world.centre("ivanova")
    rows = "SELECT xmin::text, xmax::text, ctid::text FROM app.device"
    with centre.connect() as session:
        session.hello()
        before = own_world.ask(rows)
        session.hello()
    assert own_world.ask(rows) == before
    own_world.ask("UPDATE app.device SET last_seen = now() - interval '16 minutes'")
    with centre.connect() as session:
        session.hello()
    [(seen,)] = own_world.ask("SELECT last_seen > now() - interval '1 minute' FROM app.device")
    assert seen, "now and then it is news that the desk is there"
