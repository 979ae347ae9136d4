"""kill -9 in the middle of an upgrade, of the desk's file and of the centre, from every schema."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from operator_app.domain.follow_ups import FollowUpKind
from operator_app.domain.openings import SopOpening
from operator_app.domain.preferences import Preference
from operator_app.storage import follow_ups, openings, rows, upgrade
from operator_app.storage import local_file as room
from operator_app.storage.engine import connect
from operator_app.storage.tables import SCHEMA_REVISION
from operator_app.sync import administration, gateway, people
from operator_app.sync.address import CentreAddress
from operator_app.sync.administering import administering
from tests.integration.centre_world import (
    CENTRE_MIGRATIONS,
    NEW_KEY,
    PASSWORD,
    PEOPLE,
    CentreWorld,
    DeskFactory,
    arrived,
)
from tests.integration.centre_world import a_call as a_call_of
from tests.integration.test_follow_ups import made
from tests.unit.storage.samples import KEY, MIGRATIONS, a_call, an_event, local_file

if TYPE_CHECKING:
    from operator_app.domain.records import CallRecord

ROOT = Path(__file__).parents[2]


def released(tree: Path) -> list[str]:
    """Every schema a file or a centre may stand at, but the newest."""
    scripts = ScriptDirectory(str(tree))
    return [one.revision for one in scripts.walk_revisions() if not one.is_head]


_UPGRADE = """
import json, os, signal, sys
from pathlib import Path
from sqlalchemy import Engine, event
from operator_app.sync import administration
from operator_app.sync.address import CentreAddress
from tests.integration.centre_world import CENTRE_MIGRATIONS
from tests.unit.storage.samples import local_file

left = int(sys.argv[2])

def count(*ignored):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), 9)

event.listen(Engine, "before_cursor_execute", count)
event.listen(Engine, "commit", count)
if sys.argv[1] == "file":
    local_file(Path(sys.argv[3])).open()
else:
    address = CentreAddress(**json.loads(sys.argv[3]))
    administration.upgrade(address, CENTRE_MIGRATIONS)
"""


def cut_short(what: str, statement: int, where: str) -> bool:
    """Upgrade in a process that ends before that statement; False when there are fewer."""
    arguments = [sys.executable, "-c", _UPGRADE, what, str(statement), where]
    return subprocess.run(arguments, cwd=ROOT, check=False).returncode != 0


def make_old_file(
    folder: Path, revision: str, monkeypatch: pytest.MonkeyPatch
) -> tuple[CallRecord, int]:
    """A file of that schema with a call, events and, where it has them, a step and an opening.

    All wait to be sent; returns the call and how many there are.
    """
    with monkeypatch.context() as then:
        for module in (room, upgrade):
            then.setattr(module, "SCHEMA_REVISION", revision)
        file = local_file(folder)
        file.open()
        file.close()
    call = a_call()
    events = [an_event(call, seq) for seq in range(1, 6)]
    with closing(connect(folder / "profile" / "desk.db", KEY, busy_ms=1000)) as opened:
        _insert(opened, "call", rows.call_values(call))
        _mark(opened, "call", call.id.bytes)
        for one in events:
            _insert(opened, "call_event", rows.event_values(one))
            _mark(opened, "call_event", one.id.bytes)
        step = made("ivanova", "", call_id=call.id)
        if opened.execute("PRAGMA table_info(follow_up_step)").fetchall():
            _insert(opened, "follow_up_step", follow_ups.step_values(step))
            _mark(opened, "follow_up_step", step.id.bytes)
        counted = SopOpening(call.id, 1, call.device, "ivanova", date(2026, 11, 3), "СОП-1")
        if opened.execute("PRAGMA table_info(opening)").fetchall():
            _insert(opened, "opening", openings.opening_values(counted))
            _mark(opened, "opening", counted.id.bytes)
        (waiting,) = opened.execute("SELECT count(*) FROM outbox").fetchone()
    return call, waiting


def _insert(opened: Any, table: str, values: dict[str, Any]) -> None:
    known = [row[1] for row in opened.execute(f"PRAGMA table_info({table})").fetchall()]
    chosen = [name for name in values if name in known]
    columns, marks = ", ".join(chosen), ", ".join("?" for _ in chosen)
    opened.execute(
        f"INSERT INTO {table} ({columns}) VALUES ({marks})",  # noqa: S608 - names of our own
        [values[name] for name in chosen],
    )


def _mark(opened: Any, entity: str, key: bytes) -> None:
    opened.execute(
        "INSERT INTO outbox (entity, id, rev, state, reason) VALUES (?, ?, 1, 'waiting', '')",
        [entity, key],
    )


@pytest.mark.parametrize("statement", [1, 4, 8, 11, 14])
@pytest.mark.parametrize("revision", released(MIGRATIONS))
def test_8_an_upgrade_of_the_file_cut_short_is_whole_or_absent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, revision: str, statement: int
) -> None:
    call, count = make_old_file(tmp_path, revision, monkeypatch)
    assert cut_short("file", statement, str(tmp_path)) or statement > 5
    with closing(connect(tmp_path / "profile" / "desk.db", KEY, busy_ms=1000)) as opened:
        assert upgrade.revision(opened) in {revision, SCHEMA_REVISION}
        assert opened.execute("SELECT count(*) FROM outbox").fetchone() == (count,)
    file = local_file(tmp_path)
    file.open()
    file.check()
    with file.begin() as records:
        waiting = records.pending(10)
        assert [one.id for one in waiting][:1] == [call.id]
        assert len(waiting) == count
        assert records.call(call.id) == call
    file.close()
    assert [one.name for one in (tmp_path / "profile").iterdir()] == ["desk.db"]


def make_old_centre(address: CentreAddress, revision: str) -> CentreWorld:
    """A centre as the program of that schema prepared it, with its people."""
    administration._create_database(address)
    with administering(address) as session:
        session.execute((CENTRE_MIGRATIONS / "roles.sql").read_bytes())
    config = Config()
    config.set_main_option("script_location", str(CENTRE_MIGRATIONS))
    config.set_main_option("path_separator", "os")
    engine = create_engine(
        "postgresql+psycopg://", creator=lambda: psycopg.connect(address.conninfo()),
        poolclass=NullPool, use_native_hstore=False,
    )  # fmt: skip
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        connection.commit()
    for person in PEOPLE:
        people.add_user(address, person, people.scram_verifier(person.login, PASSWORD))
    return CentreWorld(address)


CUTS = [
    (revision, statement)
    for number, revision in enumerate(released(CENTRE_MIGRATIONS))
    for place, statement in enumerate((3, 6, 9))
    if place != number % 3
]
"""Two places in the upgrade from each schema, three in those from any three in a row."""


@pytest.mark.parametrize(("revision", "statement"), CUTS)
def test_8_an_upgrade_of_the_centre_cut_short_is_whole_or_absent(
    embedded_centre: CentreAddress, desk_factory: DeskFactory, revision: str, statement: int
) -> None:
    address = embedded_centre.in_database(f"old_{revision}_{statement}")
    world = make_old_centre(address, revision)
    [(schema,)] = world.ask("SELECT schema FROM app.centre")
    desk = desk_factory("ivanova", world.centre("ivanova").connect)
    with pytest.MonkeyPatch.context() as old_program:
        old_program.setattr(gateway, "SCHEMA", schema)
        early = desk.take_call()
        desk.synchronise()
    late = desk.save(a_call_of("ivanova"))
    where = {name: getattr(address, name) for name in address.__slots__}
    assert cut_short("centre", statement, json.dumps(where)) or statement > 3
    status = administration.status(address, CENTRE_MIGRATIONS)
    assert status.revision in {revision, *released(CENTRE_MIGRATIONS), status.head}
    administration.upgrade(address, CENTRE_MIGRATIONS)
    status = administration.status(address, CENTRE_MIGRATIONS)
    assert status.revision == status.head
    assert desk.synchronise().waiting == 0
    assert list(arrived(world, desk, [early, late])) == []
    invalid = "SELECT count(*) FROM pg_index WHERE NOT indisvalid"
    assert world.ask(invalid) == [(0,)]


_AS_TEXT = """
    INSERT INTO app.follow_up_step (id, item, after, device, agent, team, at, kind, state, holder,
        data, digest)
    VALUES (%(id)s, %(item)s, %(after)s, %(id)s, 'ivanova', app.my_team(), now(), 'callback',
        'open', '', to_jsonb(%(data)s::text), sha256('шаг'))
"""


def test_json_that_an_earlier_program_sent_as_text_is_mended(
    embedded_centre: CentreAddress, desk_factory: DeskFactory
) -> None:
    address = embedded_centre.in_database("json_as_text")
    world = make_old_centre(address, "0013")
    desk = desk_factory("ivanova", world.centre("ivanova").connect)
    calls = [desk.take_call() for _ in range(2)]
    desk.synchronise()
    for_sure = "SELECT id, data FROM app.call_event ORDER BY id"
    before = world.ask(for_sure)
    world.ask("UPDATE app.call_event SET data = to_jsonb(data::text)")
    world.ask("UPDATE app.call SET extra = to_jsonb(extra::text) WHERE id = %s", calls[0].id)
    # No program of ours sent this.
    world.ask("UPDATE app.call SET extra = to_jsonb('{'::text) WHERE id = %s", calls[1].id)
    first, second, lost = (NEW_KEY() for _ in range(3))
    steps = ((first, first, {"number": "1", "time": "10"}), (second, first, {"time": "11"}),
             (lost, first, {"time": "12"}))  # fmt: skip
    with world.sql("ivanova") as session:
        for key, after, data in steps:
            row = {"id": key, "item": first, "after": after, "data": json.dumps(data)}
            session.execute(_AS_TEXT, row)
        reply = Preference(NEW_KEY(), 1, "ivanova", "reply", {"text": "Кружка"})
        session.execute(
            "INSERT INTO app.preference (id, rev, agent, kind, data, digest) "
            "VALUES (%s, 1, 'ivanova', 'reply', to_jsonb(%s::text), %s)",
            (reply.id, json.dumps(dict(reply.data)), reply.digest()),
        )
    administration.upgrade(address, CENTRE_MIGRATIONS)
    assert world.ask(for_sure) == before
    extras = world.ask("SELECT extra FROM app.call ORDER BY id = %s", calls[1].id)
    assert extras == [({},), ("{",)]
    folded = {"number": "1", "time": "11"}
    assert world.ask("SELECT data FROM app.follow_up") == [(folded,)]
    with desk.begin() as records:
        records.offer_again()
    assert (desk.synchronise().quarantined, list(arrived(world, desk, calls))) == (0, [])
    with desk.begin() as records:
        assert [one.now.data for one in records.follow_ups(FollowUpKind.CALLBACK)] == [folded]
        assert records.preferences("ivanova", "reply") == (reply,)
