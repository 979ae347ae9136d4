"""Gaps of the procedures: kept, sent once, read by the lead of the team and by nobody else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest

from operator_app.domain.errors import NoticeCode, OperatorNotice
from operator_app.domain.gaps import GapKind, SearchGap
from operator_app.domain.records import DEVICE_SETTING, Entity
from operator_app.storage.tables import search_gap
from tests.integration.centre_world import NEW_KEY, CentreWorld, DeskFactory, LocalDesk, now

DEVICE = UUID(int=7)


def a_gap(agent: str = "ivanova", **fields: Any) -> SearchGap:
    gap = SearchGap(NEW_KEY(), DEVICE, now(), agent, 3, GapKind.NOTHING_FOUND, "квадрокоптер")
    return replace(gap, **fields)


def keep(desk: LocalDesk, *gaps: SearchGap) -> None:
    with desk.begin() as records:
        records.set_setting(DEVICE_SETTING, str(DEVICE))
        for gap in gaps:
            records.save_row(Entity.SEARCH_GAP, gap)


def kept(desk: LocalDesk) -> tuple[SearchGap, ...]:
    with desk.begin() as records:
        return records.gaps(now() - timedelta(days=90))


@pytest.fixture
def agent(own_world: CentreWorld, desk_factory: DeskFactory) -> LocalDesk:
    return desk_factory("ivanova", own_world.centre("ivanova").connect)


def test_a_gap_is_kept_as_it_was_met(agent: LocalDesk) -> None:
    flag = a_gap(kind=GapKind.FLAG, words="Цена старая", place="СОП-018#ceny", quote="350 ₽")
    old = a_gap(at=now() - timedelta(days=91))
    keep(agent, old, flag)
    assert kept(agent) == (flag,)


def test_a_row_that_was_tampered_with_is_told(agent: LocalDesk) -> None:
    keep(agent, a_gap())
    with agent.begin() as records:
        records._db.execute(search_gap.update().values(words="дрон"))  # type: ignore[attr-defined]
    with pytest.raises(OperatorNotice) as caught:
        kept(agent)
    assert caught.value.code is NoticeCode.FILE_DAMAGED


def test_gaps_are_no_calls_that_wait(agent: LocalDesk) -> None:
    keep(agent, a_gap())
    assert agent.waiting() == (0, 0)
    assert agent.synchronise().sent == 1
    assert agent.synchronise().sent == 0


def test_the_lead_of_the_team_reads_them_and_no_other_desk(
    own_world: CentreWorld, desk_factory: DeskFactory, agent: LocalDesk
) -> None:
    gaps = a_gap(), a_gap(kind=GapKind.NOT_USED, place="СОП-027")
    keep(agent, *gaps)
    agent.synchronise()
    seen = {}
    for login in ("vedeneev", "yuzhina", "petrov", "novichok"):
        desk = desk_factory(login, own_world.centre(login).connect)
        desk.synchronise()
        seen[login] = set(kept(desk))
    assert seen == {"vedeneev": set(gaps), "yuzhina": set(), "petrov": set(), "novichok": set()}


def test_a_restored_centre_gets_own_gaps_again_and_the_lead_sends_none_of_others(
    own_world: CentreWorld, desk_factory: DeskFactory, agent: LocalDesk
) -> None:
    gap = a_gap()
    keep(agent, gap)
    agent.synchronise()
    lead = desk_factory("vedeneev", own_world.centre("vedeneev").connect)
    keep(lead)
    lead.synchronise()
    with lead.begin() as records:
        records.set_setting(DEVICE_SETTING, str(UUID(int=8)))
    own_world.ask("TRUNCATE app.search_gap")
    own_world.ask(
        "CREATE OR REPLACE FUNCTION app.epoch() RETURNS text LANGUAGE sql STABLE "
        "AS $$ SELECT '1-1-00000009' $$"
    )
    lead.synchronise()
    assert own_world.ask("SELECT count(*) FROM app.search_gap") == [(0,)]
    agent.synchronise()
    assert own_world.ask("SELECT id FROM app.search_gap") == [(gap.id,)]


def test_the_word_of_a_lead_is_sent_and_read_by_a_lead_of_the_same_team(
    own_world: CentreWorld, desk_factory: DeskFactory, agent: LocalDesk
) -> None:
    gap = a_gap()
    keep(agent, gap)
    agent.synchronise()
    lead = desk_factory("vedeneev", own_world.centre("vedeneev").connect)
    said = a_gap("vedeneev", kind=GapKind.MENDED, quote="Веденеев О.")
    keep(lead, said)
    lead.synchronise()
    other = desk_factory("vedeneev", own_world.centre("vedeneev").connect)
    other.synchronise()
    agent.synchronise()
    assert set(kept(other)) == {gap, said}
    assert set(kept(agent)) == {gap}


def test_a_report_held_back_comes_after_the_word_that_did_not_know_it(
    own_world: CentreWorld, desk_factory: DeskFactory, agent: LocalDesk
) -> None:
    first, held_back = a_gap(at=now() - timedelta(hours=3)), a_gap(at=now() - timedelta(hours=2))
    keep(agent, first)
    agent.synchronise()
    lead = desk_factory("vedeneev", own_world.centre("vedeneev").connect)
    lead.synchronise()
    said = a_gap("vedeneev", kind=GapKind.MENDED)
    keep(lead, said)
    lead.synchronise()
    keep(agent, held_back)
    agent.synchronise()
    lead.synchronise()
    other = desk_factory("vedeneev", own_world.centre("vedeneev").connect)
    other.synchronise()
    assert kept(lead) == kept(other) == (first, said, held_back)


def test_an_older_centre_is_not_given_the_word_of_a_lead(
    own_world: CentreWorld, desk_factory: DeskFactory
) -> None:
    lead = desk_factory("vedeneev", own_world.centre("vedeneev").connect)
    keep(lead, a_gap("vedeneev", kind=GapKind.MENDED), a_gap("vedeneev"))
    own_world.ask("UPDATE app.centre SET schema = 7 RETURNING 1")
    lead.synchronise()
    assert own_world.ask("SELECT kind FROM app.search_gap") == [("nothing_found",)]
    own_world.ask("UPDATE app.centre SET schema = 8 RETURNING 1")
    lead.synchronise()
    assert own_world.ask("SELECT count(*) FROM app.search_gap") == [(2,)]


ADDING = (
    "INSERT INTO app.search_gap (id, device, at, agent, team, edition, kind, words, place, quote, "
    "digest) VALUES (gen_random_uuid(), gen_random_uuid(), now(), {who}, {team}, 1, '{kind}', 'а', "
    "'', '', decode(repeat('01', 32), 'hex'))"
)


@pytest.mark.parametrize(
    "attack",
    [
        ADDING.format(who="'petrov'", team="'Север'", kind="flag"),
        ADDING.format(who="session_user", team="'Юг'", kind="flag"),
        ADDING.format(who="session_user", team="'Юг'", kind="mended"),
        ADDING.format(who="'petrov'", team="'Север'", kind="mended"),
        "UPDATE app.search_gap SET words = 'иное'",
        "DELETE FROM app.search_gap",
        "TRUNCATE app.search_gap",
    ],
)
@pytest.mark.parametrize("login", ["ivanova", "vedeneev"])
def test_nobody_writes_for_another_or_changes_one(
    own_world: CentreWorld, agent: LocalDesk, login: str, attack: str
) -> None:
    keep(agent, a_gap())
    agent.synchronise()
    before = own_world.ask("SELECT * FROM app.search_gap")
    with own_world.sql(login) as session, pytest.raises(psycopg.errors.InsufficientPrivilege):
        session.execute(attack.encode())
    assert own_world.ask("SELECT * FROM app.search_gap") == before


@pytest.mark.parametrize("kind", ["mended", "reopened"])
def test_only_a_lead_says_what_is_mended(own_world: CentreWorld, kind: str) -> None:
    with (
        own_world.sql("ivanova") as session,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        session.execute(ADDING.format(who="session_user", team="'Север'", kind=kind).encode())
