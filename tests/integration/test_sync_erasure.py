"""A person erased at the centre: every desk forgets, nobody brings it back, however late."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from operator_app.domain.calls import Customer
from operator_app.domain.ports import CentreFault, FaultKind
from operator_app.services import synchronise as rounds
from operator_app.services.shared_history import shared_history
from tests.integration.centre_world import (
    NEW_KEY,
    CentreWorld,
    DeskFactory,
    LocalDesk,
    a_call,
    an_event,
    held_calls,
    items,
    now,
)

if TYPE_CHECKING:
    from pathlib import Path

    from operator_app.domain.records import CallRecord

NUMBER = "+79167770011"


def erase(world: CentreWorld, *calls: CallRecord) -> None:
    world.ask("SELECT app.erase_calls(%s)", [call.id for call in calls])


def forgotten(desk: LocalDesk, call: CallRecord) -> bool:
    with desk.begin() as records:
        return records.call(call.id) is None and records.events(call.id) == ()


def traces(world: CentreWorld) -> int:
    """Rows of any table that still have the number anywhere."""
    [(found,)] = world.ask(
        "SELECT (SELECT count(*) FROM app.call t WHERE t::text LIKE '%%9167770%%')"
        " + (SELECT count(*) FROM app.call_event t WHERE t::text LIKE '%%9167770%%')"
        " + (SELECT count(*) FROM app.quarantine t"
        "    WHERE position('9167770'::bytea IN t.bytes) > 0)"
        " + (SELECT count(*) FROM app.history_look t WHERE t::text LIKE '%%9167770%%')"
    )
    return int(found)


def test_a_desk_forgets_what_the_centre_erased_and_keeps_the_rest(
    own_world: CentreWorld, desk_factory: DeskFactory
) -> None:
    desk = desk_factory("ivanova", own_world.centre("ivanova").connect)
    gone, kept = desk.save(a_call(number=NUMBER)), desk.take_call()
    desk.save(replace(gone, rev=2), an_event(gone, 1, number=NUMBER))
    desk.synchronise()
    assert traces(own_world) == 2
    erase(own_world, gone)
    assert traces(own_world) == 0
    assert desk.synchronise().received == 1
    assert forgotten(desk, gone)
    assert not forgotten(desk, kept)
    assert desk.synchronise().received == 0


def test_an_offline_desk_cannot_bring_it_back(
    own_world: CentreWorld, desk_factory: DeskFactory
) -> None:
    desk = desk_factory("ivanova", own_world.centre("ivanova").connect)
    call = desk.save(a_call(number=NUMBER))
    event = an_event(call, 1, number=NUMBER)
    desk.save(replace(call, rev=2), event)
    desk.synchronise()
    erase(own_world, call)
    desk.save(replace(call, rev=7, note="позвонить на +79167770011"))
    with desk.begin() as records:
        records.offer_again()
    outcome = desk.synchronise()
    assert (outcome.waiting, outcome.quarantined) == (0, 0)
    assert forgotten(desk, call)
    assert traces(own_world) == 0
    [(status, rev)] = own_world.ask("SELECT status, rev FROM app.call WHERE id = %s", call.id)
    assert (status, rev) == ("erased", 2**62)


@pytest.mark.parametrize("many", [1, 150], ids=["by arrays", "by COPY"])
def test_what_arrives_after_the_erasure_is_emptied_too(
    own_world: CentreWorld, desk_factory: DeskFactory, many: int
) -> None:
    """Found by the simulator: an event the centre did not have yet brought the person back."""
    desk = desk_factory("ivanova", own_world.centre("ivanova").connect)
    call, lost = desk.save(a_call(number=NUMBER)), desk.save(a_call(number=NUMBER))
    desk.synchronise()
    erase(own_world, call, lost)
    # A restore lost the row; the word of its erasure was given again.
    own_world.ask("DELETE FROM app.call WHERE id = %s", lost.id)
    for seq in range(1, many + 1):
        desk.save(replace(call, rev=1 + seq), an_event(call, seq, number=NUMBER))
    with desk.begin() as records:
        records.offer_again()
    outcome = desk.synchronise()
    assert (outcome.waiting, outcome.quarantined) == (0, 0)
    assert forgotten(desk, call)
    assert forgotten(desk, lost)
    assert traces(own_world) == 0


def test_the_bytes_of_an_erased_row_are_not_parked_in_the_quarantine(
    own_world: CentreWorld,
) -> None:
    call = a_call(number=NUMBER)
    event = an_event(call, 1, number=NUMBER)
    with own_world.centre("ivanova").connect() as session:
        session.push(items(call, event))
        erase(own_world, call)
        for one in items(call, event):
            session.quarantine(one, "other_content")
    assert traces(own_world) == 0


def test_a_desk_away_longer_than_erasures_are_kept_starts_anew(
    own_world: CentreWorld, desk_factory: DeskFactory
) -> None:
    desk = desk_factory("ivanova", own_world.centre("ivanova").connect)
    gone, kept = desk.take_call(), desk.take_call()
    desk.synchronise()
    erase(own_world, gone)
    own_world.ask("UPDATE app.erasure SET erased_at = now() - interval '401 days'")
    assert own_world.ask("SELECT app.forget_old_erasures()") == [(1,)]
    with desk.begin() as records:
        cursor = records.setting(rounds.ROWS_CURSOR) or ""
    with own_world.centre("ivanova").connect() as session, pytest.raises(CentreFault) as caught:
        session.rows_after(cursor)
    assert caught.value.kind is FaultKind.RESYNC
    desk.synchronise()
    desk.synchronise()
    assert forgotten(desk, gone), "offered again, the centre said that it was erased"
    assert not forgotten(desk, kept)
    assert desk.waiting() == (0, 0)


def test_erasing_leaves_nothing_in_the_log_of_the_file(
    own_world: CentreWorld, desk_factory: DeskFactory, tmp_path: Path
) -> None:
    desk = desk_factory("ivanova", own_world.centre("ivanova").connect)
    call = desk.take_call()
    desk.synchronise()
    erase(own_world, call)
    desk.synchronise()
    log = tmp_path / "desk-0" / "desk.db-wal"
    # Only the cursor and the time of the round were written after the log was folded.
    assert log.stat().st_size < 64 * 1024


def test_a_colleagues_call_is_shown_noted_and_kept_for_a_while(
    own_world: CentreWorld, desk_factory: DeskFactory
) -> None:
    theirs = a_call("sidorova", number=NUMBER, status="closed", note="обещали до пятницы")
    with own_world.centre("sidorova").connect() as session:
        session.push(items(theirs, a_call("sidorova", number=NUMBER)))
    desk = desk_factory("ivanova", own_world.centre("ivanova").connect)
    customer, other = Customer(number=NUMBER), Customer(name="Мария")
    found = shared_history(desk.begin, desk.connect, now, customer, NEW_KEY())
    assert found is not None
    assert [(one.who, one.note) for one in found.calls] == [
        ("Сидорова Ольга", "обещали до пятницы")
    ], "an open call is nobody's history"
    again = shared_history(desk.begin, desk.connect, now, customer, NEW_KEY())
    assert again == found
    assert shared_history(desk.begin, desk.connect, now, other, NEW_KEY()) is None
    looks = own_world.ask("SELECT agent, calls FROM app.history_look")
    assert looks == [("ivanova", [theirs.id])]
    erase(own_world, theirs)
    desk.synchronise()
    with desk.begin() as records:
        assert records.shared_history(customer) is None


@pytest.mark.parametrize(
    ("login", "customer"),
    [("novichok", Customer(number=NUMBER)), ("ivanova", Customer(number="8916", order="12"))],
)
def test_the_history_of_nobody_in_particular_is_refused(
    own_world: CentreWorld, login: str, customer: Customer
) -> None:
    with own_world.centre(login).connect() as session, pytest.raises(CentreFault) as caught:
        session.customer_history(customer, NEW_KEY())
    assert caught.value.kind is FaultKind.ROW


def test_an_erased_row_is_acknowledged_as_such(own_world: CentreWorld) -> None:
    call = a_call()
    with own_world.centre("ivanova").connect() as session:
        session.push(items(call))
        erase(own_world, call)
        [done] = session.push(items(replace(call, rev=3)))
    assert done.erased
    assert held_calls(own_world, [call.id])[call.id][1] == bytes(32)
