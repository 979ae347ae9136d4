"""Recovery to a point in time, a dump brought back, a replica waited for at each COMMIT."""

from __future__ import annotations

import os
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from operator_app.domain.ports import CentreFault, FaultKind
from operator_app.sync import administration, centre_place
from tests.integration import test_sync_promotion
from tests.integration.centre_world import CENTRE_MIGRATIONS, CentreWorld, DeskFactory, arrived
from tests.integration.test_centre_publications import an_edition

if TYPE_CHECKING:
    from pathlib import Path

    from tests.integration.test_sync_promotion import Copy, House

house = test_sync_promotion.house
"""A primary of the test's own."""


def restarted(house: House, **settings: str) -> None:
    """The primary with other settings, at the same port."""
    for name, value in settings.items():
        house.world.ask(f"ALTER SYSTEM SET {name} = '{value}'".replace("%", "%%"))
    house.server.stop()
    assert house.server.start().ports == house.world.administrator.ports


def given(copy: Copy, path: Path) -> Path:
    """Made the property of the account that runs the servers."""
    if copy.place.account:
        os.chown(path, copy.place.account.uid, copy.place.account.gid)
    return path


def test_9_after_a_restore_to_a_point_in_time_desks_offer_what_came_later(
    house: House, desk_factory: DeskFactory
) -> None:
    archive = house.folder / "archive"
    archive.mkdir()
    archive.chmod(0o777)
    restarted(house, archive_mode="on", archive_command=f"cp %p {archive}/%f")
    world, primary = house.world, house.world.administrator.ports
    copy = house.copy(follow=False)
    desk = desk_factory("ivanova", house.centre("ivanova", copy.port, primary).connect)
    early = [desk.take_call() for _ in range(3)]
    with house.centre("vedeneev", primary).connect() as lead:
        lead.publish(an_edition(1))
    desk.synchronise()
    [(moment,)] = world.ask("SELECT clock_timestamp()::text")
    late = [desk.take_call() for _ in range(4)]
    before = desk.synchronise()
    assert before.waiting == 0
    world.ask("SELECT pg_switch_wal()")
    house.server.stop()

    with (copy.folder / "data" / "postgresql.auto.conf").open("a") as settings:
        settings.write(f"restore_command = 'cp {archive}/%f %p'\narchive_mode = 'off'\n")
        settings.write(f"recovery_target_time = '{moment}'\n")
        settings.write("recovery_target_action = 'promote'\n")
    (copy.folder / "data" / "recovery.signal").touch()
    given(copy, copy.folder / "data" / "recovery.signal")
    with copy.running():
        while copy.ask("SELECT pg_is_in_recovery()") != (False,):
            continue
        restored = CentreWorld(replace(world.administrator, ports=copy.port))
        assert list(arrived(restored, desk, early)) == []
        assert len(list(arrived(restored, desk, late))) == 8, "they came after that moment"
        outcome = desk.synchronise()
        assert outcome.hello.epoch != before.hello.epoch, "another timeline"
        assert outcome.received == 1, "pulled from the beginning"
        assert list(arrived(restored, desk, early + late)) == []
        assert desk.synchronise().sent == 0


def test_9_nothing_is_acknowledged_that_the_replica_does_not_have(
    house: House, desk_factory: DeskFactory
) -> None:
    world, primary = house.world, house.world.administrator.ports
    copy = house.copy(follow=True)
    desk = desk_factory("ivanova", house.centre("ivanova", primary).connect)
    with copy.running():
        world.ask("ALTER SYSTEM SET synchronous_standby_names = 'ANY 1 (*)'")
        world.ask("SELECT pg_reload_conf()")
        while world.ask("SELECT sync_state FROM pg_stat_replication") != [("quorum",)]:
            continue
        calls = [desk.take_call() for _ in range(5)]
        assert desk.synchronise().waiting == 0
    alone = desk.take_call()
    hasty = replace(desk, connect=house.centre("ivanova", primary, seconds=2.0).connect)
    with pytest.raises(CentreFault) as caught:
        hasty.synchronise()
    assert caught.value.kind is FaultKind.RETRY
    assert desk.waiting()[0] > 0, "the primary alone acknowledges nothing"
    house.server.stop(immediately=True)
    with copy.running():
        copy.promote()
        promoted = CentreWorld(replace(world.administrator, ports=copy.port))
        assert list(arrived(promoted, desk, calls)) == [], "without any new round"
        promoted.ask("ALTER SYSTEM RESET synchronous_standby_names")
        promoted.ask("SELECT pg_reload_conf()")
        healed = replace(desk, connect=house.centre("ivanova", copy.port).connect)
        assert healed.synchronise().waiting == 0
        assert list(arrived(promoted, desk, [*calls, alone])) == []


def test_9_a_dump_brought_back_is_another_centre_to_every_desk(
    own_world: CentreWorld, desk_factory: DeskFactory
) -> None:
    centre = own_world.administrator
    desk = desk_factory("ivanova", own_world.centre("ivanova").connect)
    early = [desk.take_call() for _ in range(3)]
    with own_world.centre("vedeneev").connect() as lead:
        lead.publish(an_edition(1))
    desk.synchronise()
    programs = centre_place.wheel_binaries()
    dumped = subprocess.run(
        [programs / "pg_dump", "-Fc", "-d", centre.conninfo()], check=True, capture_output=True
    )
    late = [desk.take_call() for _ in range(4)]
    before = desk.synchronise()

    fresh = centre.in_database(f"{centre.database}_again")
    own_world.ask(f"CREATE DATABASE {fresh.database} TEMPLATE template0")
    subprocess.run(
        [programs / "pg_restore", "--exit-on-error", "-d", fresh.conninfo()],
        input=dumped.stdout, check=True,
    )  # fmt: skip
    restored = CentreWorld(fresh)
    # Rights on the database itself are in no dump of it.
    administration.initialise(fresh, CENTRE_MIGRATIONS)
    assert list(arrived(restored, desk, early)) == []
    assert len(list(arrived(restored, desk, late))) == 8
    moved = replace(desk, connect=restored.centre("ivanova").connect)
    outcome = moved.synchronise()
    assert outcome.hello.epoch != before.hello.epoch
    assert list(arrived(restored, desk, early + late)) == []
    assert moved.synchronise().sent == 0
    with restored.sql("petrov") as session:
        assert session.execute("SELECT 1 FROM app.call").fetchall() == []
