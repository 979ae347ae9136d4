"""What an agent, a lead and a trainee can do with plain SQL: their own rows and no others."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import psycopg
import pytest

from tests.integration.centre_world import a_call, an_event, held_calls, items, now

if TYPE_CHECKING:
    from operator_app.domain.records import CallRecord
    from tests.integration.centre_world import CentreWorld

_CALL_COLUMNS = (
    "id, rev, device, agent, team, opened_at, status, number, name, order_number, script, edition, "
    "outcome, note, record, extra, digest"
)


@pytest.fixture
def victim(centre_world: CentreWorld) -> CallRecord:
    """A call of petrov's, with one event, at the centre."""
    call = a_call("petrov", note="тайна")
    with centre_world.centre("petrov").connect() as session:
        session.push(items(call, an_event(call, 1)))
    return call


def untouched(world: CentreWorld, call: CallRecord) -> bool:
    [(events,)] = world.ask("SELECT count(*) FROM app.call_event WHERE call_id = %s", call.id)
    return held_calls(world, [call.id]) == {call.id: (1, call.digest())} and events == 1


@pytest.mark.parametrize("login", ["ivanova", "sidorova", "yuzhina"])
@pytest.mark.parametrize(
    "query",
    [
        "SELECT id FROM app.call WHERE id = %(id)s",
        "SELECT id FROM app.call WHERE agent = 'petrov'",
        "SELECT id FROM app.call_event WHERE call_id = %(id)s",
        "SELECT c.id FROM app.call c JOIN app.call_event e ON e.call_id = c.id WHERE c.id = %(id)s",
        "UPDATE app.call SET note = 'чужое', rev = 9 WHERE id = %(id)s RETURNING id",
        "SELECT id FROM app.call WHERE id = %(id)s FOR UPDATE",
        "SELECT login FROM app.person WHERE login = 'petrov'",
    ],
)
def test_anothers_rows_are_not_there(
    centre_world: CentreWorld, victim: CallRecord, login: str, query: str
) -> None:
    with centre_world.sql(login) as session:
        assert session.execute(query.encode(), {"id": victim.id}).fetchall() == []
    assert untouched(centre_world, victim)


def test_a_policy_is_asked_before_a_leaking_condition(
    centre_world: CentreWorld, victim: CallRecord
) -> None:
    with centre_world.sql("ivanova") as session:
        found = session.execute(
            "SELECT 1 FROM app.call WHERE id = %s "
            "AND (1 / (CASE note WHEN 'тайна' THEN 0 ELSE 1 END)) IS NOT NULL",
            (victim.id,),
        ).fetchall()
    assert found == []


ATTACKS = {
    "insert as another": (
        f"INSERT INTO app.call ({_CALL_COLUMNS}) SELECT gen_random_uuid(), 1, gen_random_uuid(), "
        "'petrov', 'Север', now(), 'open', '', '', '', '', 1, '', '', '', '{}', "
        "decode(repeat('00', 32), 'hex')"
    ),
    "insert into another team": (
        f"INSERT INTO app.call ({_CALL_COLUMNS}) SELECT gen_random_uuid(), 1, gen_random_uuid(), "
        "session_user, 'Юг', now(), 'open', '', '', '', '', 1, '', '', '', '{}', "
        "decode(repeat('00', 32), 'hex')"
    ),
    "event of another's call": (
        "INSERT INTO app.call_event (id, call_id, seq, at, kind, data, agent, team, digest) "
        "VALUES (gen_random_uuid(), %(id)s, 9, now(), 'note', '{}', 'ivanova', 'Север', "
        "decode(repeat('00', 32), 'hex'))"
    ),
    "take over by conflict": (
        f"INSERT INTO app.call ({_CALL_COLUMNS}) SELECT %(id)s, 9, gen_random_uuid(), "
        "'ivanova', 'Север', now(), 'open', '', '', '', '', 1, '', '', '', '{}', "
        "decode(repeat('00', 32), 'hex') ON CONFLICT (id) DO UPDATE SET rev = 9"
    ),
    "give away": "UPDATE app.call SET agent = 'petrov'",
    "rename team": "UPDATE app.call SET team = 'Юг'",
    "change id": "UPDATE app.call SET id = gen_random_uuid()",
    "delete": "DELETE FROM app.call",
    "delete event": "DELETE FROM app.call_event",
    "change event": "UPDATE app.call_event SET data = '{}'",
    "truncate": "TRUNCATE app.call",
    "partition": "SELECT * FROM app.call_default",
    "partition by month": "SELECT count(*) FROM app.{month}",
    "write to a partition": "UPDATE app.{month} SET note = ''",
    "become the owner": "SET ROLE app_owner",
    "become a lead": "SET ROLE app_lead",
    "become another": "SET ROLE petrov",
    "session of another": "SET SESSION AUTHORIZATION petrov",
    "row security off": "SET row_security = off; SELECT * FROM app.call",
    "no force": "ALTER TABLE app.call NO FORCE ROW LEVEL SECURITY",
    "own policy": "CREATE POLICY mine ON app.call USING (true)",
    "own trigger": "CREATE TRIGGER t AFTER INSERT ON app.call EXECUTE FUNCTION app.me()",
    "replace a function": "CREATE OR REPLACE FUNCTION app.me() RETURNS text RETURN 'petrov'",
    "table in the schema": "CREATE TABLE app.mine (id int)",
    "table in public": "CREATE TABLE public.mine (id int)",
    "schema": "CREATE SCHEMA mine",
    "promote oneself": "UPDATE app.person SET role = 'lead'",
    "enrol": "INSERT INTO app.person (login, full_name, role, team) VALUES ('x', 'x', 'lead', 'x')",
    "make a role": "CREATE ROLE mine LOGIN",
    "join the leads": "GRANT app_lead TO ivanova",
    "more connections": "ALTER ROLE ivanova CONNECTION LIMIT -1",
    "password of another": "ALTER ROLE petrov PASSWORD 'x'",
    "passwords": "SELECT rolpassword FROM pg_authid",
    "publish": (
        "INSERT INTO app.publication (kind, key, version, digest, published_at, author, comment, "
        "payload) VALUES ('content', 'edition', 999, encode(sha256(''), 'hex'), now(), "
        "session_user, '', '')"
    ),
    "change a publication": "UPDATE app.publication SET comment = ''",
    "withdraw a publication": "DELETE FROM app.publication",
    "read the quarantine": "SELECT * FROM app.quarantine",
    "devices": "SELECT * FROM app.device",
    "serve old programs": "UPDATE app.centre SET oldest_client = '0'",
    "partitions": "SELECT app.ensure_partitions(0, 1000)",
    "erase a colleague's call": "SELECT app.erase_calls(ARRAY[%(id)s]::uuid[])",
    "plant an erasure": "INSERT INTO app.erasure (entity, row_id) VALUES ('call', %(id)s)",
    "unmake an erasure": "DELETE FROM app.erasure",
    "let erasures expire": "SELECT app.forget_old_erasures()",
    "take months away": "SELECT app.detach_partitions('2100-01-01')",
    "who looked at whom": "SELECT * FROM app.history_look",
    "look unseen": "DELETE FROM app.history_look",
    "erase a customer": "SELECT app.erase_customer('+79161234567', '', 'мне так надо')",
    "all of a customer": "SELECT * FROM app.rows_of_customer('+79161234567', '')",
    "erase follow-ups": "SELECT app.erase_items(ARRAY[%(id)s]::uuid[])",
    "who was erased": "SELECT * FROM app.erasure_note",
    "erase unseen": "DELETE FROM app.erasure_note",
    "sums without a look": "SELECT app.sums_of('[]', now())",
    "who asked for sums": "SELECT * FROM app.compensation_look",
    "write a follow-up": "UPDATE app.follow_up SET state = 'done'",
    "step as another": (
        "INSERT INTO app.follow_up_step (id, item, after, device, agent, team, at, kind, state, "
        "holder, data, digest) SELECT one, one, one, one, 'petrov', 'Север', now(), 'callback', "
        "'open', '', '{}', decode(repeat('00', 32), 'hex') FROM gen_random_uuid() AS one"
    ),
    "step as a lead": (
        "INSERT INTO app.follow_up_step (id, item, after, device, agent, team, at, kind, state, "
        "holder, data, digest, role) SELECT one, one, one, one, 'ivanova', 'Север', now(), "
        "'callback', 'open', '', '{}', decode(repeat('00', 32), 'hex'), 'lead' "
        "FROM gen_random_uuid() AS one"
    ),
    "change a step": "UPDATE app.follow_up_step SET data = '{}'",
    "gap as another": (
        "INSERT INTO app.search_gap (id, device, at, agent, team, edition, kind, words, place, "
        "quote, digest) SELECT one, one, now(), 'petrov', 'Север', 1, 'flag', 'слова', '', '', "
        "decode(repeat('00', 32), 'hex') FROM gen_random_uuid() AS one"
    ),
    "opening as another": (
        "INSERT INTO app.opening (id, rev, device, day, agent, team, sop, digest) "
        "SELECT one, 1, one, current_date, 'petrov', 'Север', 'sop', "
        "decode(repeat('00', 32), 'hex') FROM gen_random_uuid() AS one"
    ),
    "forget openings": "SELECT app.forget_old_openings()",
    "unsay a gap": "DELETE FROM app.search_gap",
    "preference as another": (
        "INSERT INTO app.preference (id, rev, agent, kind, data, digest) SELECT "
        "gen_random_uuid(), 1, 'petrov', 'reply', '{}', decode(repeat('00', 32), 'hex')"
    ),
    "read a file": "SELECT pg_read_file('PG_VERSION')",
    "run a program": "COPY (SELECT 1) TO PROGRAM 'true'",
    "stop others": (
        "SELECT 1 / pg_terminate_backend(pid)::int FROM pg_stat_activity "
        "WHERE usename = 'centre_admin' OR usename IS NULL LIMIT 1"
    ),
    "hold up all that write": "BEGIN; LOCK TABLE app.call IN SHARE MODE",
    "hold up the check of sums": "SELECT 1 FROM app.centre FOR NO KEY UPDATE",
    "without triggers": "SET session_replication_role = replica",
    "count up what others count": "SELECT nextval('app.history_look_id_seq')",
    "a file of the server": "SELECT lo_import('PG_VERSION')",
    "settings of another": "ALTER ROLE petrov SET statement_timeout = 1",
    "cancel others": (
        "SELECT pg_cancel_backend(pid) FROM pg_stat_activity "
        "WHERE usename = 'centre_admin' OR usename IS NULL LIMIT 1"
    ),
    "lend a role": "GRANT app_agent TO petrov",
    "own rule": "CREATE RULE mine AS ON INSERT TO app.call DO INSTEAD NOTHING",
    "what is common": "SELECT * FROM pg_statistic",
    "runs of the server": "SELECT * FROM app.start",
    "note a run": "SELECT app.note_start()",
    "rules of sums": "SELECT * FROM app.compensation_rule",
    "quarantine as another": (
        "INSERT INTO app.quarantine (entity, row_id, rev, reason, bytes, agent, device) VALUES "
        "('call', gen_random_uuid(), 1, '', '', 'petrov', gen_random_uuid())"
    ),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_7_an_agent_is_refused(centre_world: CentreWorld, victim: CallRecord, attack: str) -> None:
    query = ATTACKS[attack].replace("{month}", f"call_{victim.opened_at:%Y%m}")
    *first, last = query.split("; ")
    values = {"id": victim.id} if "%(id)s" in last else None
    with centre_world.sql("ivanova") as session:
        for statement in first:
            session.execute(statement.encode())
        with pytest.raises(psycopg.Error) as caught:
            session.execute(last.encode(), values)
    assert caught.value.sqlstate in {"42501", "42704", "55000"}, caught.value.sqlstate
    assert untouched(centre_world, victim)


def test_a_temporary_table_does_not_stand_in_for_ours(
    centre_world: CentreWorld, victim: CallRecord
) -> None:
    with centre_world.sql("ivanova") as session:
        session.execute("CREATE TEMPORARY TABLE person (login text, active boolean, role text)")
        session.execute("INSERT INTO pg_temp.person VALUES ('petrov', true, 'lead')")
        session.execute("SET search_path = pg_temp, app")
        assert session.execute("SELECT app.me(), app.my_role()").fetchone() == ("ivanova", "agent")
        assert (
            session.execute("SELECT 1 FROM app.call WHERE id = %s", (victim.id,)).fetchall() == []
        )


def test_own_operators_and_views_see_no_more(centre_world: CentreWorld, victim: CallRecord) -> None:
    with centre_world.sql("ivanova") as session:
        for statement in (
            "CREATE FUNCTION pg_temp.same(text, text) RETURNS boolean LANGUAGE sql RETURN true",
            "CREATE OPERATOR pg_temp.= (leftarg = text, rightarg = text, function = pg_temp.same)",
            "CREATE TEMPORARY VIEW everything AS SELECT * FROM app.call",
            "SET search_path = pg_temp, pg_catalog",
        ):
            session.execute(statement.encode())
        told = session.execute("SELECT app.me(), app.my_role(), app.led_team()").fetchone()
        assert told == ("ivanova", "agent", None)
        found = session.execute("SELECT 1 FROM everything WHERE id = %s", (victim.id,)).fetchall()
        shown = session.execute(
            "SELECT most_common_vals FROM pg_stats WHERE schemaname = 'app'"
        ).fetchall()
    assert (found, shown) == ([], [])


def test_a_look_that_is_rolled_back_is_in_the_servers_log(own_world: CentreWorld) -> None:
    number = "+79167770099"
    with own_world.centre("petrov").connect() as session:
        closed = a_call("petrov", number=number, status="closed", closed_at=now())
        session.push(items(closed))
    with own_world.sql("ivanova") as looking, looking.transaction(force_rollback=True):
        history = "SELECT count(*) FROM app.customer_history(%s, '', gen_random_uuid())"
        assert looking.execute(history, (number,)).fetchone() == (1,)
        looking.execute("SELECT app.compensation_total(%s, '', '', now())", (number,))
    assert own_world.ask("SELECT count(*) FROM app.history_look") == [(0,)]
    [(log,)] = own_world.ask("SELECT pg_read_file('server.log')")
    digest = sha256(f"{number}/".encode()).hexdigest()
    assert f"customer_history: ivanova looked at 1 calls of {digest}" in log
    assert "compensation_total: ivanova looked at the sums of" in log
    assert number not in log


def test_set_role_to_ones_own_group_changes_nothing(
    centre_world: CentreWorld, victim: CallRecord
) -> None:
    with centre_world.sql("ivanova") as session:
        session.execute("SET ROLE app_agent")
        assert session.execute("SELECT app.me()").fetchone() == ("ivanova",)
        assert (
            session.execute("SELECT 1 FROM app.call WHERE id = %s", (victim.id,)).fetchall() == []
        )


def test_a_lead_reads_the_teams_calls_and_changes_none(
    centre_world: CentreWorld, victim: CallRecord
) -> None:
    with centre_world.sql("vedeneev") as session:
        seen = session.execute("SELECT note FROM app.call WHERE id = %s", (victim.id,)).fetchall()
        assert seen == [("тайна",)]
        seen = session.execute(
            "SELECT seq FROM app.call_event WHERE call_id = %s", (victim.id,)
        ).fetchall()
        assert seen == [(1,)]
        changed = session.execute("UPDATE app.call SET rev = 9 WHERE id = %s", (victim.id,))
        assert changed.rowcount == 0
        people = session.execute("SELECT login FROM app.person ORDER BY login").fetchall()
        assert [row[0] for row in people] == ["ivanova", "novichok", "petrov", "vedeneev"]
    assert untouched(centre_world, victim)


@pytest.mark.parametrize(
    "query",
    ["SELECT 1 FROM app.call", "SELECT 1 FROM app.call_event", "SELECT 1 FROM app.quarantine",
     "INSERT INTO app.call (id) VALUES (gen_random_uuid())"],
)  # fmt: skip
def test_a_trainee_has_no_calls_at_all(centre_world: CentreWorld, query: str) -> None:
    with (
        centre_world.sql("novichok") as session,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        session.execute(query.encode())


def test_somebody_who_left_sees_nothing(own_world: CentreWorld) -> None:
    call = a_call("petrov")
    with own_world.centre("petrov").connect() as session:
        session.push(items(call))
    own_world.ask("UPDATE app.person SET active = false WHERE login = 'petrov'")
    with own_world.sql("petrov") as session:
        assert session.execute("SELECT 1 FROM app.call").fetchall() == []
        assert session.execute("SELECT 1 FROM app.publication").fetchall() == []


def test_own_calls_are_found_by_index_and_month(centre_world: CentreWorld) -> None:
    with centre_world.sql("ivanova") as session:
        session.execute("SET enable_seqscan = off")
        plan = session.execute(
            "EXPLAIN (COSTS OFF) SELECT id FROM app.call WHERE id > %s ORDER BY id DESC LIMIT 50",
            (a_call().id,),
        ).fetchall()
    text = "\n".join(row[0] for row in plan)
    assert "InitPlan" in text, "the policy's function is asked once a statement"
    assert f"call_{a_call().opened_at:%Y%m}" in text
    months = {line.split(" on ")[1].split()[0] for line in text.splitlines() if "Scan" in line
              and " on " in line}  # fmt: skip
    assert len(months) <= 14, "months before the asked one are not looked at"
