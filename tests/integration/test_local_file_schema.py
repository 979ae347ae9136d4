"""The desk's file and its migrations: one schema, whole or absent, no code of ours inside."""

from __future__ import annotations

import ast
import shutil
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, event

from operator_app.domain.errors import NoticeCode, OperatorNotice
from operator_app.storage import local_file as room
from operator_app.storage import upgrade
from operator_app.storage.engine import connect, make_engine
from operator_app.storage.local_file import LocalFile
from operator_app.storage.tables import SCHEMA_REVISION, metadata
from tests.unit.storage.samples import KEY, MIGRATIONS, a_call, an_event, local_file

if TYPE_CHECKING:
    from operator_app.storage.driver import DriverConnection

_NEXT = '''
"""A migration of the future."""
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "9999", "{head}", None, None
def upgrade() -> None:
    with op.batch_alter_table("call") as batch:
        batch.add_column(sa.Column("mood", sa.Text(), nullable=False, server_default=""))
    {then}
'''


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = local_file(tmp_path)
    file.open()
    call = a_call()
    with file.begin() as records:
        records.save_call(call, [an_event(call, seq) for seq in range(1, 6)])
    file.close()
    return tmp_path / "profile" / "desk.db"


def _ask(path: Path, question: str) -> list[Any]:
    with closing(connect(path, KEY, busy_ms=1000)) as connection:
        return list(connection.execute(question).fetchall())


def _tomorrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, then: str) -> LocalFile:
    """The file as a later version opens it, with one migration more."""
    tree = tmp_path / "tree"
    shutil.copytree(MIGRATIONS, tree)
    more = _NEXT.format(head=SCHEMA_REVISION, then=then)
    (tree / "versions" / "9999_more.py").write_text(more, "utf-8")
    for module in (room, upgrade):
        monkeypatch.setattr(module, "SCHEMA_REVISION", "9999")
    return LocalFile(tmp_path / "profile" / "desk.db", KEY, tree)


def test_the_upgraded_schema_equals_the_tables_in_code(path: Path) -> None:
    engine = make_engine(path, KEY, busy_ms=1000)
    with engine.begin() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        # Alembic does not compare conditions, partial indexes and table options: SQLite's own
        # words for both do.
        made = _schema(connection)
    plain = make_engine(path.with_name("plain.db"), KEY, busy_ms=1000)
    with plain.begin() as connection:
        metadata.create_all(connection)
        meant = _schema(connection)
    engine.dispose()
    plain.dispose()
    assert made == meant


def _schema(connection: Any) -> dict[str, list[str]]:
    """Each table's and index's clauses, in no particular order."""
    found = connection.exec_driver_sql(
        "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name <> 'alembic_version'"
    )
    return {
        name: sorted(part.strip(" \t,") for part in sql.replace("\n", ", ").split(", ") if part)
        for name, sql in found
    }


@pytest.mark.parametrize(
    "change",
    [
        "DROP INDEX ix_call_number",
        "DROP INDEX ix_call_name; CREATE INDEX ix_call_name ON call (name, opened_at)",
        "ALTER TABLE call ADD COLUMN mood TEXT",
        "DROP TABLE setting; CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT, digest BLOB)",
    ],
)
def test_the_comparison_of_schemas_sees_a_difference(path: Path, change: str) -> None:
    engine = make_engine(path, KEY, busy_ms=1000)
    with engine.begin() as connection:
        before = _schema(connection)
        for statement in change.split(";"):
            connection.exec_driver_sql(statement)
        assert _schema(connection) != before
    engine.dispose()


def test_the_constant_names_the_head_of_the_tree() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [SCHEMA_REVISION]


def test_migrations_import_nothing_of_ours() -> None:
    sources = list(MIGRATIONS.rglob("*.py"))
    assert len(sources) >= 2
    for source in sources:
        for node in ast.walk(ast.parse(source.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names = [one.name for one in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            else:
                continue
            assert {name.split(".")[0] for name in names} <= {"alembic", "sqlalchemy"}, source


def test_a_file_that_stands_at_the_head_opens_without_alembic(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [one for one in sys.modules if one.split(".")[0] == "alembic"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "alembic", None)
    file = LocalFile(path, KEY, MIGRATIONS)
    file.open()
    file.close()
    assert _ask(path, "SELECT version_num FROM alembic_version") == [(SCHEMA_REVISION,)]


def test_an_upgrade_keeps_the_outbox_and_leaves_no_copy_behind(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _ask(path, "SELECT * FROM outbox ORDER BY marked_seq")
    file = _tomorrow(tmp_path, monkeypatch, then="pass")
    file.open()
    with file.begin() as records:
        assert len(records.pending(99)) == 6
    file.close()
    assert len(before) == 6
    assert _ask(path, "SELECT * FROM outbox ORDER BY marked_seq") == before
    assert _ask(path, "SELECT DISTINCT mood FROM call") == [("",)]
    assert _ask(path, "SELECT version_num FROM alembic_version") == [("9999",)]
    assert [one.name for one in path.parent.iterdir()] == ["desk.db"]


def test_a_migration_that_fails_halfway_leaves_the_file_as_it_was(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    schema = "SELECT name, sql FROM sqlite_schema ORDER BY name"
    before = _ask(path, schema), _ask(path, "SELECT * FROM outbox")
    file = _tomorrow(tmp_path, monkeypatch, then="raise ArithmeticError")
    with pytest.raises(ArithmeticError):
        file.open()
    assert (_ask(path, schema), _ask(path, "SELECT * FROM outbox")) == before


def test_a_file_that_is_not_whole_after_the_upgrade_is_put_back(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = _tomorrow(tmp_path, monkeypatch, then='op.execute("DELETE FROM call")')
    with pytest.raises(OperatorNotice) as caught:
        file.open()
    assert caught.value.code is NoticeCode.FILE_DAMAGED
    assert _ask(path, "SELECT count(*) FROM call") == [(1,)]
    assert _ask(path, "SELECT version_num FROM alembic_version") == [(SCHEMA_REVISION,)]


def test_an_upgrade_cut_short_before_its_check_is_finished_at_the_next_start(
    path: Path, tmp_path: Path
) -> None:
    shutil.copy(path, path.with_name("desk.db.before-upgrade"))
    file = local_file(tmp_path)
    file.open()
    file.close()
    assert [one.name for one in path.parent.iterdir()] == ["desk.db"]


def test_of_two_that_upgrade_one_file_at_once_the_second_waits_for_the_first(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = _tomorrow(tmp_path, monkeypatch, then="pass")
    second = LocalFile(path, KEY, tmp_path / "tree", busy_ms=1)
    checked, refused = upgrade.check_whole, list[NoticeCode]()

    def meanwhile(connection: DriverConnection, name: str) -> None:
        # Once while the first one copies, once while it looks at what has become of the file.
        with pytest.raises(OperatorNotice) as caught:
            second.open()
        refused.append(caught.value.code)
        checked(connection, name)

    with monkeypatch.context() as at_once:
        at_once.setattr(upgrade, "check_whole", meanwhile)
        first.open()
    assert refused == [NoticeCode.PROFILE_LOCKED] * 2
    second.open()
    for file in (first, second):
        with file.begin() as records:
            assert len(records.pending(99)) == 6
        file.close()
    assert [one.name for one in path.parent.iterdir()] == ["desk.db"]


def test_one_that_saw_the_old_schema_does_not_upgrade_what_another_has(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = _tomorrow(tmp_path, monkeypatch, then="pass")
    second = LocalFile(path, KEY, tmp_path / "tree")
    copied, wanted = list[Path](), upgrade.bring_up

    def after_the_first(*args: Any, **options: Any) -> None:
        monkeypatch.setattr(upgrade, "bring_up", wanted)
        first.open()
        first.close()
        monkeypatch.setattr(upgrade, "copy", lambda *args, **_: copied.append(args[1]))
        wanted(*args, **options)

    monkeypatch.setattr(upgrade, "bring_up", after_the_first)
    second.open()
    second.close()
    assert copied == []
    assert _ask(path, "SELECT version_num FROM alembic_version") == [("9999",)]


def test_a_file_of_a_later_version_is_left_alone(path: Path, tmp_path: Path) -> None:
    with closing(connect(path, KEY, busy_ms=1000)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '8888'")
    with pytest.raises(OperatorNotice) as caught:
        local_file(tmp_path).open()
    assert caught.value.code is NoticeCode.UPDATE_NEEDED
    assert _ask(path, "SELECT version_num FROM alembic_version") == [("8888",)]
    assert not path.with_name("desk.db.before-upgrade").exists()


def test_the_schema_is_made_in_one_transaction(tmp_path: Path) -> None:
    ran: list[str] = []

    def remember(*given: object) -> None:
        ran.append(str(given[2]).strip())

    def remember_commit(*given: object) -> None:
        ran.append("COMMIT")

    event.listen(Engine, "before_cursor_execute", remember)
    event.listen(Engine, "commit", remember_commit)
    try:
        file = local_file(tmp_path)
        file.open()
        file.close()
    finally:
        event.remove(Engine, "before_cursor_execute", remember)
        event.remove(Engine, "commit", remember_commit)
    assert sum(one.startswith("CREATE TABLE") for one in ran) > len(metadata.tables)
    assert [number for number, one in enumerate(ran) if one == "COMMIT"] == [len(ran) - 1]
