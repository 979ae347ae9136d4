"""What one person writes with SQL of their own stops nobody else's exchange."""

from __future__ import annotations

import psycopg
import pytest

from operator_app.domain.follow_ups import FollowUpKind
from tests.integration.centre_world import CentreWorld, DeskFactory
from tests.integration.test_follow_ups import keep, made

_STEP = (
    "INSERT INTO app.follow_up_step (id, item, after, device, agent, team, at, kind, state, "
    "holder, due, data, digest) SELECT one, one, one, one, 'ivanova', 'Север', {at}, 'callback', "
    "{state}, '', {due}, {data}, sha256('x') FROM gen_random_uuid() AS one"
)
_GAP = (
    "INSERT INTO app.search_gap (id, device, at, agent, team, edition, kind, words, place, quote, "
    "digest) SELECT one, one, {at}, 'ivanova', 'Север', 1, {kind}, 'слова', '', '', sha256('x') "
    "FROM gen_random_uuid() AS one"
)
_CALL = (
    "INSERT INTO app.call (id, rev, device, agent, team, opened_at, status, number, name, "
    "order_number, script, edition, outcome, note, record, extra, digest) SELECT "
    "gen_random_uuid(), 1, gen_random_uuid(), 'ivanova', 'Север', {at}, 'closed', '+79161112233', "
    "'', '', '', 1, '', '', '', '{{}}', sha256('x')"
)
_EDITION = (
    "INSERT INTO app.publication (kind, key, version, digest, published_at, author, comment, "
    "payload) VALUES ('content', 'edition', 77, encode(sha256('x'), 'hex'), {at}, session_user, "
    "'', 'x')"
)
_PLAIN = {
    "at": "now()",
    "due": "now()",
    "state": "'open'",
    "kind": "'flag'",
    "data": "'{\"a\": 1}'",
}
NEVER = ["'infinity'", "'-infinity'", "'20000-01-01'", "'0044-03-15 BC'"]
POISON = (
    *((_STEP, {"at": never}) for never in NEVER),
    *((_STEP, {"due": never}) for never in NEVER),
    *(
        (_STEP, {"data": data})
        for data in ("'[1]'", "'\"слово\"'", "'null'", "'{\"number\": [1]}'")
    ),
    (_STEP, {"state": "'чепуха'"}),
    *((_GAP, {"at": never}) for never in NEVER),
    (_GAP, {"kind": "'чепуха'"}),
    *((_CALL, {"at": never}) for never in NEVER),
    *((_EDITION, {"at": never}) for never in NEVER),
)


@pytest.mark.parametrize(("statement", "poison"), POISON)
def test_7_what_no_desk_could_read_is_not_taken(
    centre_world: CentreWorld, statement: str, poison: dict[str, str]
) -> None:
    with centre_world.sql("vedeneev" if statement == _EDITION else "ivanova") as session:
        with pytest.raises(psycopg.Error) as caught:
            session.execute(statement.format(**(_PLAIN | poison)).encode())
        assert caught.value.sqlstate in {"23514", "42501"}
        with session.transaction(force_rollback=True):
            session.execute(statement.format(**_PLAIN).encode())


def test_5_a_row_in_words_of_a_newer_program_stops_no_other(
    own_world: CentreWorld, desk_factory: DeskFactory
) -> None:
    ivanova, petrov = (
        desk_factory(one, own_world.centre(one).connect) for one in ("ivanova", "petrov")
    )
    own_world.ask("ALTER TABLE app.follow_up_step DROP CONSTRAINT known_state")
    with own_world.sql("ivanova") as session:
        session.execute(_STEP.format(**(_PLAIN | {"state": "'на будущее'"})).encode())
    step = keep(ivanova, made("ivanova", ""))
    ivanova.synchronise()
    assert petrov.synchronise().waiting == 0
    with petrov.begin() as records:
        assert [one.now.id for one in records.follow_ups(FollowUpKind.CALLBACK)] == [step.item]
    assert petrov.synchronise().received == 0, "it is not asked for again and again"
