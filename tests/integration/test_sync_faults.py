"""The line, the server, the clock and the rights, each failing in its own way during a round."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from operator_app.domain.ports import CentreFault, FaultKind
from operator_app.domain.records import Acknowledged
from operator_app.services import synchronise as rounds
from operator_app.services.send_waiting import Sender
from operator_app.services.synchronise import synchronise
from operator_app.sync import people
from operator_app.sync.embedded_centre import EmbeddedCentre
from operator_app.sync.gateway import Desk, PostgresCentre
from tests.integration.centre_world import (
    NEW_KEY,
    CentreWorld,
    DeskFactory,
    a_call,
    an_event,
    arrived,
    items,
    now,
)
from tests.integration.commit_proxy import CommitProxy, Fault

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from operator_app.domain.ports import CentreSession, Clock
    from operator_app.domain.records import OutboxItem


def refused(desk_factory: DeskFactory, centre: PostgresCentre) -> CentreFault:
    """The fault of a round that cannot be finished, with a call that still waits after it."""
    desk = desk_factory("ivanova", centre.connect)
    desk.take_call()
    with pytest.raises(CentreFault) as caught:
        desk.synchronise()
    assert desk.waiting() == (1, 0)
    return caught.value


def test_answers_that_never_come_back_are_given_up_and_nothing_is_doubled(
    centre_world: CentreWorld, desk_factory: DeskFactory
) -> None:
    with CommitProxy(centre_world.administrator.ports) as proxy:
        desk = desk_factory("ivanova", centre_world.centre("ivanova", port=proxy.port).connect)
        call = desk.take_call()
        proxy.fail(Fault.MUTE)
        hasty = centre_world.centre("ivanova", port=proxy.port, seconds=2.0)
        with pytest.raises(CentreFault) as caught:
            replace(desk, connect=hasty.connect).synchronise()
        assert caught.value.kind is FaultKind.RETRY
        assert desk.waiting() == (1, 0)
        assert desk.synchronise().waiting == 0
        assert list(arrived(centre_world, desk, [call])) == []


def test_a_slow_line_carries_a_backlog(
    centre_world: CentreWorld, desk_factory: DeskFactory
) -> None:
    """50 ms a packet, both ways."""
    with CommitProxy(centre_world.administrator.ports, delay_s=0.05) as proxy:
        desk = desk_factory("ivanova", centre_world.centre("ivanova", port=proxy.port).connect)
        calls = [desk.take_call(events=2) for _ in range(100)]
        assert desk.synchronise().waiting == 0
    assert list(arrived(centre_world, desk, calls)) == []


class NarrowLine:
    """A session whose pushes take their bytes' time on a clock of its own; 30 s end them."""

    def __init__(self, bytes_a_second: int) -> None:
        self._speed = bytes_a_second
        self.time = now()
        self.pushes = 0

    def clock(self) -> datetime:
        return self.time

    def push(self, rows: Sequence[OutboxItem]) -> tuple[Acknowledged, ...]:
        size = sum(len(str(one.row).encode()) for one in rows)
        self.pushes += 1
        self.time += timedelta(seconds=min(size / self._speed, 30))
        if size / self._speed > 30:
            raise CentreFault(FaultKind.RETRY, "timeout")
        return tuple(Acknowledged(one.entity, one.id, one.rev) for one in rows)


@pytest.mark.parametrize(("speed", "most"), [(15_000, 40), (10_000_000, 5)])
def test_as_much_goes_at_once_as_the_line_carries_within_the_deadline(
    desk_factory: DeskFactory, speed: int, most: int
) -> None:
    line = NarrowLine(speed)
    session = cast("CentreSession", line)
    desk = desk_factory("ivanova", lambda: contextlib.nullcontext(session))
    with desk.begin() as records:
        for _ in range(1500):
            records.save_call(a_call(record="Клиент ждёт посылку с 3 ноября. " * 40), [])
    assert Sender(desk.begin, session, line.clock).send() == 1500
    assert line.pushes <= most


def test_a_black_hole_instead_of_a_server_is_given_up(
    centre_world: CentreWorld, desk_factory: DeskFactory
) -> None:
    """It takes the connection and says nothing, ever."""
    with socket.create_server(("127.0.0.1", 0)) as hole:
        port = str(hole.getsockname()[1])
        centre = centre_world.centre("ivanova", port=port, seconds=2.0)
        assert refused(desk_factory, centre).kind is FaultKind.RETRY


def test_nobody_at_the_address_is_a_retry(
    centre_world: CentreWorld, desk_factory: DeskFactory
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = str(probe.getsockname()[1])
    assert refused(desk_factory, centre_world.centre("ivanova", port=port)).kind is FaultKind.RETRY


def test_a_backend_killed_hard_takes_all_sessions_along_and_loses_nothing(
    desk_factory: DeskFactory,
) -> None:
    """kill -9 of one backend makes the server end all of them and recover."""
    folder = Path(tempfile.mkdtemp(prefix="operator-app-tests-"))
    folder.chmod(0o711)
    server = EmbeddedCentre(folder)
    try:
        world = CentreWorld.prepare(server.start())
        centre = world.centre("ivanova")
        desk = desk_factory("ivanova", centre.connect)
        call = desk.take_call()
        with centre.connect() as session:
            session.hello()
            [(backend,)] = world.ask("SELECT pid FROM pg_stat_activity WHERE usename = 'ivanova'")
            os.kill(backend, signal.SIGKILL)
            with desk.begin() as records, pytest.raises(CentreFault) as caught:
                session.push(records.pending(10))
        assert caught.value.kind is FaultKind.RETRY
        # Stopped and started rather than waited for: either way it has recovered then. At once: in
        # the midst of its restart PostgreSQL 18.4 does not end otherwise.
        server.stop(immediately=True)
        server.start()
        assert desk.synchronise().waiting == 0
        assert list(arrived(world, desk, [call])) == []
    finally:
        server.erase()
        shutil.rmtree(folder)


def shifted(by: timedelta) -> Clock:
    return lambda: now() + by


@pytest.mark.parametrize("days", [-1, 1])
def test_a_clock_a_day_off_changes_no_order_and_is_measured(
    centre_world: CentreWorld, desk_factory: DeskFactory, days: int
) -> None:
    clock = shifted(timedelta(days=days))
    address = centre_world.entered_as("ivanova")
    centre = PostgresCentre(lambda: address, Desk(NEW_KEY(), "0.1.0"), clock)
    desk = desk_factory("ivanova", centre.connect)
    first = a_call("ivanova", opened_at=clock())
    desk.save(first, an_event(first, 1))
    synchronise(desk.begin, desk.connect, clock)
    # The clock is put right in the midst of the call: with a day ahead it ends before it began.
    newer = replace(first, rev=first.rev + 1, note="после", closed_at=now())
    desk.save(newer, replace(an_event(newer, 2), at=now()))
    outcome = synchronise(desk.begin, desk.connect, now)
    assert outcome.waiting == 0
    assert list(arrived(centre_world, desk, [newer])) == []
    with desk.begin() as records:
        offset = int(records.setting(rounds.CLOCK_OFFSET) or 0)
    assert abs(offset + days * 86_400_000) < 60_000


def test_a_rotated_password_asks_to_sign_in_and_calls_wait(
    own_world: CentreWorld, desk_factory: DeskFactory
) -> None:
    old = own_world.centre("ivanova")
    desk = desk_factory("ivanova", old.connect)
    desk.synchronise()
    try:
        people.rotate(
            own_world.administrator, "ivanova", people.scram_verifier("ivanova", "Другой пароль 9")
        )
        fault = refused(desk_factory, own_world.centre("ivanova"))
        assert fault.kind is FaultKind.SIGN_IN
    finally:
        CentreWorld.prepare(own_world.administrator)
    call = desk.take_call()
    assert desk.synchronise().waiting == 0
    assert list(arrived(own_world, desk, [call])) == []


def test_a_login_that_is_full_or_unknown_is_told_apart(
    own_world: CentreWorld, desk_factory: DeskFactory
) -> None:
    unknown = replace(own_world.entered_as("ivanova"), login="nobody_such")
    stranger = PostgresCentre(lambda: unknown, Desk(NEW_KEY(), "0.1.0"), now)
    assert refused(desk_factory, stranger).kind is FaultKind.SIGN_IN


def test_two_sessions_of_one_desk_push_the_same_rows_at_once(
    centre_world: CentreWorld, desk_factory: DeskFactory
) -> None:
    """As when an old connection still works while the desk has given it up."""
    centre = centre_world.centre("ivanova")
    desk = desk_factory("ivanova", centre.connect)
    calls = [desk.take_call() for _ in range(5)]
    with desk.begin() as records:
        waiting = records.pending(100)
    with centre.connect() as one, centre.connect() as other:
        done = [one.push(waiting), other.push(waiting), other.push(items(*calls))]
    assert done[0] == done[1]
    assert desk.synchronise().waiting == 0
    assert list(arrived(centre_world, desk, calls)) == []
