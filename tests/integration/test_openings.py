"""What a team opens: counted at the desks, told without names, nearer in everybody's search."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest

from operator_app.domain.errors import NoticeCode, OperatorNotice
from operator_app.domain.openings import MOST_A_DAY, SopOpening
from operator_app.domain.records import Entity
from operator_app.domain.retrieval import Leaning
from operator_app.search.choice import new_engine
from operator_app.search.searcher import LocalSearcher
from operator_app.services.openings import FRESH, fetch_team_openings, team_openings
from operator_app.storage.tables import opening
from tests.integration.centre_world import NEW_KEY, CentreWorld, DeskFactory, LocalDesk, now
from tests.unit.search.shop import document

# One day for all, though it may end while they run.
TODAY = now().date()
TWINS = (
    document("СОП-1", "Проверка чека", "Спросите номер чека."),
    document("СОП-2", "Проверка чека", "Спросите номер чека."),
)


@pytest.fixture(scope="module")
def searcher() -> LocalSearcher:
    found = LocalSearcher(lambda: new_engine("tantivy"))
    found.rebuild(TWINS, ())
    return found


@pytest.fixture
def desk(own_world: CentreWorld, desk_factory: DeskFactory) -> Any:
    """A desk of one of the people, by login."""
    return lambda login: desk_factory(login, own_world.centre(login).connect)


def an_opening(agent: str = "ivanova", **fields: Any) -> SopOpening:
    one = SopOpening(NEW_KEY(), 1, UUID(int=7), agent, TODAY, "СОП-2")
    return replace(one, **fields)


def keep(one: LocalDesk, *openings: SopOpening) -> None:
    with one.begin() as records:
        for each in openings:
            records.save_row(Entity.OPENING, each)


def shares(one: LocalDesk) -> dict[str, float]:
    with one.begin() as records:
        return dict(team_openings(records))


def first(searcher: LocalSearcher, one: LocalDesk) -> str:
    return searcher.search("проверка чека", leaning=Leaning(team=shares(one))).hits[0].sop


def test_what_one_desk_opens_comes_nearer_at_the_other(desk: Any, searcher: LocalSearcher) -> None:
    anna, peter = desk("ivanova"), desk("petrov")
    peter.synchronise()
    assert first(searcher, peter) == "СОП-1"
    keep(anna, an_opening())
    anna.synchronise()
    with peter.connect() as session:
        session.hello()
        fetch_team_openings(peter.begin, session, lambda: now() + FRESH)
    assert shares(peter) == {"СОП-2": 1.0}
    assert first(searcher, peter) == "СОП-2"
    # Without a centre the last shares count.
    assert shares(peter) == {"СОП-2": 1.0}


def test_the_centre_is_not_asked_again_for_a_while(desk: Any) -> None:
    anna = desk("ivanova")
    anna.synchronise()
    keep(anna, an_opening())
    anna.synchronise()
    assert shares(anna) == {}


def test_older_openings_weigh_less_and_other_teams_nothing(
    desk: Any, own_world: CentreWorld
) -> None:
    today = own_world.ask("SELECT current_date")[0][0]
    anna, olga = desk("ivanova"), desk("sidorova")
    keep(
        anna,
        an_opening(rev=4, day=today),
        an_opening(rev=4, day=today - timedelta(days=30), sop="СОП-3"),
        an_opening(rev=20, day=today - timedelta(days=90), sop="СОП-4"),
        an_opening(rev=20, day=date(2099, 1, 1), sop="СОП-5"),
    )
    keep(olga, an_opening("sidorova", sop="СОП-6"))
    anna.synchronise()
    olga.synchronise()
    peter = desk("petrov")
    peter.synchronise()
    assert shares(peter) == {"СОП-2": 1.0, "СОП-3": 0.5}
    assert shares(olga) == {"СОП-6": 1.0}


def test_a_day_is_one_row_that_grows_and_is_sent_once_more(
    desk: Any, own_world: CentreWorld
) -> None:
    anna, one = desk("ivanova"), an_opening()
    keep(anna, one)
    assert anna.synchronise().sent == 1
    keep(anna, replace(one, rev=3))
    assert anna.synchronise().sent == 1
    keep(anna, replace(one, rev=2))
    assert anna.synchronise().sent == 0
    assert own_world.ask("SELECT id, rev FROM app.opening") == [(one.id, 3)]


def test_a_row_that_was_tampered_with_is_told(desk: Any) -> None:
    anna = desk("ivanova")
    keep(anna, an_opening())
    with anna.begin() as records:
        records._db.execute(opening.update().values(sop="СОП-9"))
        with pytest.raises(OperatorNotice) as caught:
            records.opening(TODAY, "ivanova", "СОП-9")
    assert caught.value.code is NoticeCode.FILE_DAMAGED


def test_old_ones_are_forgotten_here_and_there(desk: Any, own_world: CentreWorld) -> None:
    anna, old = desk("ivanova"), an_opening(day=TODAY - timedelta(days=101))
    keep(anna, old, an_opening())
    with anna.begin() as records:
        records.forget_openings(TODAY - timedelta(days=100))
        assert [one.row.day for one in records.pending(10)] == [TODAY]
    keep(anna, old)
    anna.synchronise()
    own_world.ask(
        "UPDATE app.opening SET received_at = now() - interval '101 days' WHERE day = %s", old.day
    )
    assert own_world.ask("SELECT app.forget_old_openings()") == [(1,)]
    assert own_world.ask("SELECT day FROM app.opening") == [(TODAY,)]


ADDING = (
    "INSERT INTO app.opening (id, rev, device, day, sop, agent, team, digest) VALUES "
    "(gen_random_uuid(), {rev}, gen_random_uuid(), now(), 'СОП-9', {who}, {team}, "
    "decode(repeat('01', 32), 'hex'))"
)
OWN, TEAM = "session_user", "(SELECT app.my_team())"


@pytest.mark.parametrize("login", ["petrov", "vedeneev", "novichok"])
def test_nobody_sees_who_opened_what(desk: Any, own_world: CentreWorld, login: str) -> None:
    anna = desk("ivanova")
    keep(anna, an_opening())
    anna.synchronise()
    with own_world.sql(login) as session:
        assert session.execute("SELECT * FROM app.opening").fetchall() == []
        told = session.execute("SELECT * FROM app.team_openings()")
        assert [column.name for column in told.description or ()] == ["sop", "share"]
        assert told.fetchall() == [("СОП-2", 1.0)]


@pytest.mark.parametrize("login", ["petrov", "vedeneev"])
@pytest.mark.parametrize(
    "attack",
    [
        ADDING.format(rev=1, who="'ivanova'", team=TEAM),
        ADDING.format(rev=1, who=OWN, team="'Юг'"),
        ADDING.format(rev=MOST_A_DAY + 1, who=OWN, team=TEAM),
        "UPDATE app.opening SET agent = session_user",
        "UPDATE app.opening SET sop = 'СОП-9'",
        "UPDATE app.opening SET team = 'Юг'",
        "DELETE FROM app.opening",
        "TRUNCATE app.opening",
        "SELECT app.forget_old_openings()",
        "SET row_security = off; SELECT * FROM app.opening",
    ],
)
def test_nobody_counts_for_another_or_undoes_it(
    desk: Any, own_world: CentreWorld, login: str, attack: str
) -> None:
    anna = desk("ivanova")
    keep(anna, an_opening())
    anna.synchronise()
    before = own_world.ask("SELECT * FROM app.opening")
    refused = (psycopg.errors.InsufficientPrivilege, psycopg.errors.CheckViolation)
    with own_world.sql(login) as session, pytest.raises(refused):
        session.execute(attack.encode())
    with own_world.sql(login) as session:
        session.execute("UPDATE app.opening SET rev = 20")
    assert own_world.ask("SELECT * FROM app.opening") == before
