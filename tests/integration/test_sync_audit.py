"""The daily comparison, months that come late, and programs and centres of other versions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from operator_app.domain.gaps import GapKind, SearchGap
from operator_app.domain.ids import day_of, first_key
from operator_app.domain.ports import CentreFault, FaultKind
from operator_app.domain.records import Entity
from operator_app.services import send_waiting
from operator_app.services.synchronise import AUDITED
from operator_app.sync import gateway
from tests.integration.centre_world import (
    NEW_KEY,
    CentreWorld,
    DeskFactory,
    LocalDesk,
    a_call,
    an_event,
    arrived,
    held_calls,
    items,
    now,
)

if TYPE_CHECKING:
    from operator_app.domain.records import CallRecord


def tomorrow(desk: LocalDesk) -> None:
    """Let the desk believe that its last comparison was on another day."""
    with desk.begin() as records:
        records.set_setting(AUDITED, "2020-01-01")


@pytest.mark.parametrize(
    "loss",
    [
        "DELETE FROM app.call WHERE id = %s",
        "UPDATE app.call SET rev = rev - 1, digest = %s WHERE id = %s",
    ],
    ids=["lost", "older"],
)
def test_what_the_centre_lost_unnoticed_is_found_by_the_daily_comparison(
    own_world: CentreWorld, desk_factory: DeskFactory, loss: str
) -> None:
    desk = desk_factory("ivanova", own_world.centre("ivanova").connect)
    calls = [desk.take_call() for _ in range(3)]
    desk.synchronise()
    before = calls[1]
    calls[1] = desk.save(replace(before, rev=before.rev + 1, note="новее"))
    desk.synchronise()
    # As a copy from in between has it.
    digest = [before.digest()] if "digest" in loss else []
    own_world.ask(loss, *digest, before.id)
    assert list(arrived(own_world, desk, calls))
    assert desk.synchronise().sent == 0, "once a day is enough"
    tomorrow(desk)
    assert desk.synchronise().sent == 12, "the whole day is offered again"
    assert list(arrived(own_world, desk, calls)) == []
    tomorrow(desk)
    assert desk.synchronise().sent == 0, "both sides agree"


def test_days_that_wait_are_not_compared(own_world: CentreWorld, desk_factory: DeskFactory) -> None:
    desk = desk_factory("ivanova", own_world.centre("ivanova").connect)
    call = desk.take_call()
    with desk.begin() as records:
        assert records.days(date(2000, 1, 1), "ivanova") == ()
    desk.synchronise()
    with desk.begin() as records:
        [day] = records.days(date(2000, 1, 1), "ivanova")
        assert records.days(date(2000, 1, 1), "petrov") == ()
    assert (day.day, day.calls, day.device) == (day_of(call.id), 1, call.device)
    with own_world.centre("ivanova").connect() as session:
        assert session.days(date(2000, 1, 1)) == (day,)
        assert session.days(day.day + timedelta(days=1)) == ()


def far_call(days: int) -> CallRecord:
    call = a_call()
    made = first_key(day_of(call.id) + timedelta(days=days)).int | (call.id.int & (1 << 80) - 1)
    return replace(call, id=type(call.id)(int=made))


def test_a_month_made_late_takes_its_calls_out_of_the_default(own_world: CentreWorld) -> None:
    late, absurd = far_call(460), far_call(300_000)
    with own_world.centre("ivanova").connect() as session:
        session.push(items(late, absurd, an_event(late, 1)))
    where = "SELECT tableoid::regclass::text FROM app.call WHERE id = %s"
    assert own_world.ask(where, late.id) == [("app.call_default",)]
    own_world.ask("SELECT app.ensure_partitions(2, 24)")
    assert own_world.ask(where, late.id) == [(f"app.call_{day_of(late.id):%Y%m}",)]
    assert own_world.ask(where, absurd.id) == [("app.call_default",)]
    assert own_world.ask("SELECT app.ensure_partitions(2, 24)") == [(0,)]
    newer = replace(late, rev=2, note="дописано")
    with own_world.centre("ivanova").connect() as session:
        session.push(items(newer))
    assert held_calls(own_world, [late.id]) == {late.id: (2, newer.digest())}


def test_old_months_are_taken_out_of_service_not_dropped(own_world: CentreWorld) -> None:
    # The database was made before this test, in another month perhaps.
    [(month,)] = own_world.ask(
        "SELECT (to_date(right(min(relname), 6), 'YYYYMM') + interval '1 month')::date "
        "FROM pg_class WHERE relname ~ '^call_[0-9]{6}$'"
    )
    gone = own_world.ask("SELECT app.detach_partitions(%s)", month)
    assert len(gone) == 2, "one month ended before it"
    for (table,) in gone:
        assert own_world.ask("SELECT to_regclass('app.' || %s) IS NOT NULL", table) == [(True,)]


@pytest.mark.parametrize("schema", range(1, gateway.SCHEMA + 2))
def test_a_program_of_any_schema_served_sends_and_pulls(
    own_world: CentreWorld, desk_factory: DeskFactory, monkeypatch: pytest.MonkeyPatch, schema: int
) -> None:
    monkeypatch.setattr(gateway, "SCHEMA", schema)
    desk = desk_factory("ivanova", own_world.centre("ivanova").connect)
    call = desk.take_call()
    assert not desk.synchronise().update_needed
    assert list(arrived(own_world, desk, [call])) == []


def test_a_program_no_longer_served_hands_in_its_calls_and_pulls_nothing(
    own_world: CentreWorld, desk_factory: DeskFactory
) -> None:
    own_world.ask("UPDATE app.centre SET oldest_schema = %s", gateway.SCHEMA + 1)
    desk = desk_factory("ivanova", own_world.centre("ivanova").connect)
    call = desk.take_call()
    assert desk.synchronise().update_needed
    assert list(arrived(own_world, desk, [call])) == []


def test_a_centre_too_old_for_the_program_is_said_and_calls_wait(
    own_world: CentreWorld, desk_factory: DeskFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gateway, "OLDEST_SCHEMA", gateway.SCHEMA + 1)
    desk = desk_factory("ivanova", own_world.centre("ivanova").connect)
    desk.take_call()
    with pytest.raises(CentreFault) as caught:
        desk.synchronise()
    assert (caught.value.kind, caught.value.state) == (FaultKind.RETRY, "42P01")
    assert desk.waiting() == (1, 0)


def test_3_what_an_older_centre_cannot_take_waits_and_holds_up_no_call(
    own_world: CentreWorld, desk_factory: DeskFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(send_waiting, "TAKEN", 2)
    own_world.ask("UPDATE app.centre SET schema = 2")
    desk = desk_factory("ivanova", own_world.centre("ivanova").connect)
    gaps = [
        SearchGap(NEW_KEY(), NEW_KEY(), now(), "ivanova", 1, GapKind.NOTHING_FOUND, "пошлина")
        for _ in range(3)
    ]
    with desk.begin() as records:
        for gap in gaps:
            records.save_row(Entity.SEARCH_GAP, gap)
    call = desk.take_call()
    assert desk.synchronise().waiting == 0
    assert list(arrived(own_world, desk, [call])) == []
    with desk.begin() as records:
        assert len(records.pending(10)) == 3
    own_world.ask("UPDATE app.centre SET schema = %s", gateway.SCHEMA)
    assert desk.synchronise().sent == 3


def test_fields_of_a_newer_program_ride_along_unread(
    own_world: CentreWorld, desk_factory: DeskFactory
) -> None:
    desk = desk_factory("ivanova", own_world.centre("ivanova").connect)
    call = desk.save(a_call(extra={"queue": "ночь", "mood": {"was": 3}}))
    desk.synchronise()
    [(extra,)] = own_world.ask("SELECT extra FROM app.call WHERE id = %s", call.id)
    assert extra == {"queue": "ночь", "mood": {"was": 3}}
    with desk.begin() as records:
        assert records.call(call.id) == call
