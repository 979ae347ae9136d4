"""A desk with a real file against a real centre: rounds that go well, and faults between them."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from operator_app.domain.ports import CentreFault, FaultKind
from operator_app.services import synchronise as rounds
from operator_app.sync.embedded_centre import EmbeddedCentre
from tests.integration.centre_world import (
    CentreWorld,
    DeskFactory,
    a_call,
    an_event,
    arrived,
    held_calls,
    items,
    now,
)
from tests.integration.commit_proxy import CommitProxy, Fault
from tests.integration.test_centre_publications import an_edition

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def proxy(centre_world: CentreWorld) -> Iterator[CommitProxy]:
    with CommitProxy(centre_world.administrator.ports) as line:
        yield line


def test_a_call_arrives_once_and_is_no_longer_waiting(
    centre_world: CentreWorld, desk_factory: DeskFactory
) -> None:
    desk = desk_factory("ivanova", centre_world.centre("ivanova").connect)
    call = desk.take_call(events=5)
    assert desk.waiting() == (1, 0)
    outcome = desk.synchronise()
    assert (outcome.sent, outcome.waiting, outcome.quarantined) == (6, 0, 0)
    assert outcome.hello.full_name == "Иванова Анна"
    assert list(arrived(centre_world, desk, [call])) == []
    assert desk.synchronise().sent == 0


def test_a_round_waits_for_the_centre_no_oftener_than_it_must(
    centre_world: CentreWorld, desk_factory: DeskFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_factory("ivanova", centre_world.centre("ivanova").connect)
    today, plain, waits = now(), psycopg.Connection.wait, [0]

    def counted(*given: Any, **named: Any) -> Any:
        waits[-1] += 1
        return plain(*given, **named)

    def round_trips() -> int:
        waits.append(0)
        # One moment for all: at midnight a round compares as well.
        rounds.synchronise(desk.begin, desk.connect, lambda: today)
        return waits[-1]

    monkeypatch.setattr(psycopg.Connection, "wait", counted)
    first, idle = round_trips(), round_trips()
    desk.take_call()
    assert first > idle
    # Greeting and two looks for news, each begun and committed; then a push of calls and events.
    assert (idle, round_trips()) == (9, 15)


def test_many_autosaves_travel_as_one_row(
    centre_world: CentreWorld, desk_factory: DeskFactory
) -> None:
    desk = desk_factory("ivanova", centre_world.centre("ivanova").connect)
    call = desk.save(a_call())
    for rev in range(2, 40):
        call = desk.save(replace(call, rev=rev, note="я" * rev))
    assert desk.synchronise().sent == 1
    assert held_calls(centre_world, [call.id]) == {call.id: (39, call.digest())}


def test_what_is_saved_while_a_push_is_under_way_is_sent_too(
    centre_world: CentreWorld, desk_factory: DeskFactory
) -> None:
    centre = centre_world.centre("ivanova")
    desk = desk_factory("ivanova", centre.connect)
    first = desk.save(a_call())
    newer = replace(first, rev=2, note="дописано")
    with centre.connect() as session, desk.begin() as records:
        done = session.push(records.pending(10))
    desk.save(newer)
    with desk.begin() as records:
        records.acknowledge(done)
        assert [mark.rev for mark in records.pending(10)] == [2]
    assert desk.synchronise().sent == 1
    assert list(arrived(centre_world, desk, [newer])) == []


@pytest.mark.parametrize("count", [450, 1500])
def test_a_backlog_arrives_whole(
    centre_world: CentreWorld, desk_factory: DeskFactory, count: int
) -> None:
    desk = desk_factory("ivanova", centre_world.centre("ivanova").connect)
    calls = [a_call() for _ in range(count)]
    with desk.begin() as records:
        for call in calls:
            records.save_call(call, [an_event(call, 1, text="шаг")])
    assert desk.synchronise().sent == 2 * count
    keys = [call.id for call in calls]
    assert len(held_calls(centre_world, keys)) == count
    # COPY takes JSON by another way than a parameter does.
    said = "SELECT DISTINCT data ->> 'text' FROM app.call_event WHERE call_id = ANY(%s)"
    assert centre_world.ask(said, keys) == [("шаг",)]
    assert desk.waiting() == (0, 0)


def test_5_a_poison_row_stops_nobody_and_is_kept_on_both_sides(
    centre_world: CentreWorld, desk_factory: DeskFactory
) -> None:
    desk = desk_factory("ivanova", centre_world.centre("ivanova").connect)
    before = [desk.take_call() for _ in range(3)]
    poison = desk.save(a_call(note="я" * 20_001))
    alien = a_call("petrov")
    with centre_world.centre("petrov").connect() as session:
        session.push(items(alien))
    into_it = an_event(alien, 1)
    desk.save(replace(alien, agent="ivanova", rev=2), into_it)
    after = [desk.take_call() for _ in range(3)]
    outcome = desk.synchronise()
    assert (outcome.waiting, outcome.quarantined) == (0, 2)
    assert list(arrived(centre_world, desk, before + after)) == []
    refused = [poison.id, alien.id, into_it.id]
    kept = centre_world.ask(
        "SELECT row_id, reason FROM app.quarantine WHERE row_id = ANY(%s)", refused
    )
    assert dict(kept) == dict(zip(refused, ("23514", "not_held", "42501"), strict=True))
    with desk.begin() as records:
        assert records.pending(10) == ()
        assert records.call(poison.id) == poison
    assert desk.synchronise().sent == 0
    desk.save(replace(poison, rev=2, note="короче"))
    assert desk.synchronise().sent == 1
    assert desk.waiting()[1] == 1


def test_5_a_restored_centre_is_given_the_bytes_of_a_refused_row_again(
    own_world: CentreWorld, desk_factory: DeskFactory
) -> None:
    """Found by the simulator, seed 1093."""
    desk = desk_factory("ivanova", own_world.centre("ivanova").connect)
    poison = desk.save(a_call(note="я" * 20_001))
    desk.synchronise()
    own_world.ask("DELETE FROM app.quarantine")
    with desk.begin() as records:
        records.set_setting(rounds.EPOCH, "another")
    outcome = desk.synchronise()
    assert (outcome.waiting, outcome.quarantined) == (0, 1)
    assert own_world.ask("SELECT row_id FROM app.quarantine") == [(poison.id,)]


@pytest.mark.parametrize("fault", [Fault.CUT_BEFORE, Fault.CUT_AFTER])
def test_a_line_cut_around_the_commit_neither_loses_nor_doubles(
    centre_world: CentreWorld, desk_factory: DeskFactory, proxy: CommitProxy, fault: Fault
) -> None:
    desk = desk_factory("ivanova", centre_world.centre("ivanova", port=proxy.port).connect)
    call = desk.take_call()
    proxy.fail(fault)
    with pytest.raises(CentreFault) as caught:
        desk.synchronise()
    assert caught.value.kind is FaultKind.RETRY
    assert proxy.done[fault] == 1
    assert desk.waiting() == (1, 0), "an unknown commit is not acknowledged"
    held = held_calls(centre_world, [call.id])
    assert (call.id in held) is (fault is Fault.CUT_AFTER)
    assert desk.synchronise().waiting == 0
    assert list(arrived(centre_world, desk, [call])) == []


def test_a_line_that_swallows_everything_is_given_up(
    centre_world: CentreWorld, desk_factory: DeskFactory, proxy: CommitProxy
) -> None:
    desk = desk_factory("ivanova", centre_world.centre("ivanova", port=proxy.port).connect)
    call = desk.take_call()
    proxy.fail(Fault.SWALLOW)
    hasty = centre_world.centre("ivanova", port=proxy.port, seconds=2.0)
    with pytest.raises(CentreFault) as caught:
        replace(desk, connect=hasty.connect).synchronise()
    assert caught.value.kind is FaultKind.RETRY
    assert desk.synchronise().waiting == 0
    assert list(arrived(centre_world, desk, [call])) == []


def test_a_killed_backend_is_a_retry(centre_world: CentreWorld, desk_factory: DeskFactory) -> None:
    centre = centre_world.centre("sidorova")
    desk = desk_factory("sidorova", centre.connect)
    call = desk.take_call()
    with centre.connect() as session:
        session.hello()
        centre_world.ask(
            "SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity "
            "WHERE usename = 'sidorova'"
        )
        with desk.begin() as records, pytest.raises(CentreFault) as caught:
            session.push(records.pending(10))
    assert caught.value.kind is FaultKind.RETRY
    assert desk.synchronise().waiting == 0
    assert list(arrived(centre_world, desk, [call])) == []


def test_3_a_server_stopped_and_started_between_save_and_push_loses_nothing(
    desk_factory: DeskFactory,
) -> None:
    folder = Path(tempfile.mkdtemp(prefix="operator-app-tests-"))
    folder.chmod(0o711)
    centre = EmbeddedCentre(folder)
    try:
        world = CentreWorld.prepare(centre.start())
        desk = desk_factory("ivanova", world.centre("ivanova").connect)
        first = desk.take_call()
        before = desk.synchronise()
        second = desk.take_call()
        centre.stop(immediately=True)
        with pytest.raises(CentreFault) as caught:
            desk.synchronise()
        assert caught.value.kind is FaultKind.RETRY
        third = desk.take_call()
        assert desk.waiting() == (2, 0)
        assert centre.start() == world.administrator
        after = desk.synchronise()
        assert after.hello.started != before.hello.started
        assert (after.sent, after.waiting) == (8, 0), "it has what it had, nothing goes again"
        assert list(arrived(world, desk, [first, second, third])) == []
    finally:
        centre.erase()
        shutil.rmtree(folder)


def test_editions_and_their_cursor_are_kept_together(
    own_world: CentreWorld, desk_factory: DeskFactory
) -> None:
    desk = desk_factory("ivanova", own_world.centre("ivanova").connect)
    with own_world.centre("vedeneev").connect() as lead:
        lead.publish(an_edition(1))
        assert desk.synchronise().received == 1
        assert desk.synchronise().received == 0
        lead.publish(an_edition(2, payload=b"new"))
    assert desk.synchronise().received == 1
    with desk.begin() as records:
        newest = records.edition()
        assert newest is not None
        assert newest.payload == b"new"
        assert (records.setting(rounds.CURSOR) or "").startswith("pg:")


def test_a_restored_centre_is_offered_everything_again(
    own_world: CentreWorld, desk_factory: DeskFactory
) -> None:
    desk = desk_factory("ivanova", own_world.centre("ivanova").connect)
    calls = [desk.take_call() for _ in range(8)]
    same_moment = calls[-1].opened_at
    calls += [desk.save(a_call(opened_at=same_moment)) for _ in range(7)]
    with own_world.centre("vedeneev").connect() as lead:
        lead.publish(an_edition(1))
    assert desk.synchronise().waiting == 0
    own_world.ask("TRUNCATE app.call, app.call_event")
    own_world.ask(
        "CREATE OR REPLACE FUNCTION app.epoch() RETURNS text LANGUAGE sql STABLE "
        "AS $$ SELECT '1-1-00000002' $$"
    )
    outcome = desk.synchronise()
    assert list(arrived(own_world, desk, calls)) == []
    assert outcome.received == 1, "its publications are pulled anew"
    assert desk.synchronise().sent == 0


def test_a_re_offer_cut_short_begins_again(
    own_world: CentreWorld, desk_factory: DeskFactory
) -> None:
    with CommitProxy(own_world.administrator.ports) as proxy:
        desk = desk_factory("ivanova", own_world.centre("ivanova", port=proxy.port).connect)
        calls = [desk.take_call() for _ in range(4)]
        desk.synchronise()
        own_world.ask("TRUNCATE app.call, app.call_event")
        with desk.begin() as records:
            records.set_setting(rounds.EPOCH, "before the restore")
        proxy.fail(Fault.CUT_BEFORE)
        with pytest.raises(CentreFault):
            desk.synchronise()
        assert list(arrived(own_world, desk, calls))
        desk.synchronise()
        assert list(arrived(own_world, desk, calls)) == []


def test_a_program_too_old_still_hands_in_its_calls(
    own_world: CentreWorld, desk_factory: DeskFactory
) -> None:
    own_world.ask("UPDATE app.centre SET oldest_client = '99'")
    desk = desk_factory("ivanova", own_world.centre("ivanova").connect)
    call = desk.take_call()
    outcome = desk.synchronise()
    assert outcome.update_needed
    assert list(arrived(own_world, desk, [call])) == []


def test_events_whose_call_is_refused_are_no_poison(
    centre_world: CentreWorld, desk_factory: DeskFactory
) -> None:
    desk = desk_factory("ivanova", centre_world.centre("ivanova").connect)
    call = a_call(note="я" * 20_001)
    event = an_event(call, 1)
    desk.save(call, event)
    assert desk.synchronise().quarantined == 1
    assert centre_world.ask("SELECT id FROM app.call_event WHERE id = %s", event.id) == [
        (event.id,)
    ]
    with desk.begin() as records:
        assert records.pending(5) == ()
