"""What the server's own catalogue says of the rights: for every table and function there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest

if TYPE_CHECKING:
    from tests.integration.centre_world import CentreWorld

ROLES = ("app_agent", "app_lead", "app_trainee")
TABLES = (
    "SELECT c.oid::regclass::text FROM pg_class c WHERE c.relnamespace = 'app'::regnamespace "
    "AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname <> 'alembic_version'"
)


def tables(world: CentreWorld) -> set[str]:
    return {row[0] for row in world.ask(TABLES)}


def test_every_table_has_policies_that_hold_for_its_owner_too(centre_world: CentreWorld) -> None:
    bare = centre_world.ask(
        "SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'app'::regnamespace "
        "AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname <> 'alembic_version' "
        "AND NOT (c.relrowsecurity AND c.relforcerowsecurity "
        "AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid))"
    )
    assert bare == []


def test_nobody_may_delete_or_empty_a_table_or_enter_a_month(centre_world: CentreWorld) -> None:
    wrong = centre_world.ask(
        "SELECT grantee, table_name, privilege_type FROM information_schema.role_table_grants "
        "WHERE table_schema = 'app' AND grantee <> 'app_owner' AND (privilege_type NOT IN "
        "('SELECT', 'INSERT', 'UPDATE') OR table_name ~ '_([0-9]{6}|default)$' "
        "OR table_name = 'alembic_version')"
    )
    assert wrong == []


def test_no_table_may_be_written_as_a_whole(centre_world: CentreWorld) -> None:
    """Rights to write are given column by column: what the centre fills in stays its own."""
    whole = centre_world.ask(
        "SELECT c.relname, role FROM pg_class c, unnest(%s::text[]) AS role "
        "WHERE c.relnamespace = 'app'::regnamespace AND c.relkind IN ('r', 'p') "
        "AND has_table_privilege(role, c.oid, 'INSERT, UPDATE')", list(ROLES),
    )  # fmt: skip
    assert whole == []


CALLED = {
    "agent": {
        "me", "my_role", "my_team", "led_team", "epoch", "may_push", "hello", "customer_history",
        "compensation_total", "team_openings", "has_lost", "is_named",
    },
    "trainee": {
        "me", "my_role", "my_team", "led_team", "epoch", "may_push", "hello", "team_openings",
        "has_lost",
    },
}  # fmt: skip


@pytest.mark.parametrize("role", CALLED)
def test_a_new_function_is_nobodys_until_it_is_given(centre_world: CentreWorld, role: str) -> None:
    found = centre_world.ask(
        "SELECT proname FROM pg_proc WHERE pronamespace = 'app'::regnamespace "
        "AND has_function_privilege(%s, oid, 'EXECUTE')", f"app_{role}",
    )  # fmt: skip
    assert {row[0] for row in found} == CALLED[role]


def test_a_function_with_its_owners_rights_looks_nowhere_else(centre_world: CentreWorld) -> None:
    loose = centre_world.ask(
        "SELECT proname FROM pg_proc WHERE pronamespace = 'app'::regnamespace AND NOT "
        "coalesce(proconfig @> ARRAY['search_path=pg_catalog, pg_temp'], false)"
    )
    assert loose == []


def test_every_policy_asks_who_is_there(centre_world: CentreWorld) -> None:
    """What a person writes is their own; what they read is theirs or their team's."""
    loose = centre_world.ask(
        "SELECT tablename, policyname FROM pg_policies WHERE schemaname = 'app' "
        "AND roles && %s::name[] AND CASE cmd WHEN 'SELECT' THEN qual !~ 'app.(me|led_team)\\(\\)' "
        "WHEN 'INSERT' THEN with_check !~ '= \\( SELECT app.me\\(\\)' "
        "WHEN 'UPDATE' THEN with_check !~ '= \\( SELECT app.me\\(\\)' "
        "OR qual !~ '= \\( SELECT app.me\\(\\)' ELSE true END",
        list(ROLES),
    )
    assert loose == [("centre", "seen")], "the programs served are no secret"


DESTROYING = (
    "DELETE FROM {}", "TRUNCATE {}", "DROP TABLE {}", "ALTER TABLE {} DISABLE ROW LEVEL SECURITY",
)  # fmt: skip


@pytest.mark.parametrize("login", ["ivanova", "vedeneev", "novichok"])
def test_no_table_there_is_lets_itself_be_emptied(centre_world: CentreWorld, login: str) -> None:
    told = {}
    for table in tables(centre_world):
        for attack in DESTROYING:
            with centre_world.sql(login) as session, pytest.raises(psycopg.Error) as caught:
                session.execute(attack.format(table).encode())
            told[attack.format(table)] = caught.value.sqlstate
    assert set(told.values()) == {"42501"}, told
