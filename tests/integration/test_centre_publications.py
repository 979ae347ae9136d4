"""Editions: who may publish, and that a pull misses none whatever the order of commits."""

from __future__ import annotations

import hashlib
import random
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import psycopg
import pytest

from operator_app.domain.ports import CentreFault, FaultKind
from operator_app.domain.publication import Edition
from operator_app.sync import pull
from tests.integration.centre_world import now

if TYPE_CHECKING:
    from tests.integration.centre_world import CentreWorld

_INSERT = (
    "INSERT INTO app.publication "
    "(kind, key, version, digest, published_at, author, comment, payload) VALUES "
    "('content', 'edition', %s, encode(sha256(''), 'hex'), now(), session_user, '', '')"
)


def an_edition(number: int, author: str = "vedeneev", payload: bytes = b"PK\x00\xff") -> Edition:
    digest = hashlib.sha256(payload).hexdigest()
    return Edition(number, digest, now(), author, "Новые сроки", payload)


def test_a_lead_publishes_and_an_agent_receives(own_world: CentreWorld) -> None:
    first, second = an_edition(1), an_edition(2, payload=bytes(range(256)))
    with own_world.centre("vedeneev").connect() as session:
        session.publish(first)
    with own_world.centre("ivanova").connect() as session:
        editions, cursor = session.editions_after("")
        assert editions == (first,)
        assert session.editions_after(cursor)[0] == ()
    with own_world.centre("vedeneev").connect() as session:
        session.publish(second)
    with own_world.centre("novichok").connect() as session:
        assert session.editions_after(cursor)[0] == (second,)
        assert session.editions_after("")[0] == (first, second)
        assert session.editions_after("pg:1-1-00000009:5:5:")[0] == (first, second), "other epoch"
        assert session.editions_after("чепуха")[0] == (first, second)


def test_publishing_again_after_a_lost_answer_is_no_fault(own_world: CentreWorld) -> None:
    with own_world.centre("vedeneev").connect() as session:
        session.publish(an_edition(1))
        session.publish(an_edition(1))
    assert own_world.ask("SELECT count(*) FROM app.publication") == [(1,)]


@pytest.mark.parametrize(
    ("login", "edition", "state"),
    [
        ("ivanova", an_edition(1, "ivanova"), "42501"),
        ("novichok", an_edition(1, "novichok"), "42501"),
        ("vedeneev", an_edition(1, "yuzhina"), "42501"),
        ("vedeneev", replace(an_edition(1), payload=b"PK\x00\xfe"), "23514"),
        ("vedeneev", an_edition(0), "23514"),
    ],
)
def test_a_publication_is_refused(
    own_world: CentreWorld, login: str, edition: Edition, state: str
) -> None:
    with own_world.centre(login).connect() as session, pytest.raises(CentreFault) as caught:
        session.publish(edition)
    assert (caught.value.kind, caught.value.state) == (FaultKind.ROW, state)
    assert own_world.ask("SELECT count(*) FROM app.publication") == [(0,)]


def test_a_number_is_taken_once(own_world: CentreWorld) -> None:
    with own_world.centre("vedeneev").connect() as session:
        session.publish(an_edition(1))
    with own_world.centre("yuzhina").connect() as session, pytest.raises(CentreFault) as caught:
        session.publish(an_edition(1, "yuzhina"))
    assert caught.value.state == "23505"


def test_more_than_a_page_arrives_in_order(own_world: CentreWorld) -> None:
    wanted = [an_edition(number) for number in range(1, 2 * pull.PAGE + 3)]
    with own_world.centre("vedeneev").connect() as session:
        for edition in wanted:
            session.publish(edition)
    with own_world.centre("ivanova").connect() as session:
        assert list(session.editions_after("")[0]) == wanted


def test_6_what_commits_late_is_not_passed(own_world: CentreWorld) -> None:
    """The earlier transaction commits after the reader has seen the later one."""
    slow, quick = (psycopg.connect(own_world.entered_as("vedeneev").conninfo()) for _ in range(2))
    with slow, quick, own_world.centre("ivanova").connect() as reader:
        slow.execute(_INSERT, (1,))
        quick.execute(_INSERT, (2,))
        quick.commit()
        editions, cursor = reader.editions_after("")
        assert [one.number for one in editions] == [2]
        slow.commit()
        editions, cursor = reader.editions_after(cursor)
        assert [one.number for one in editions] == [1]
        assert reader.editions_after(cursor)[0] == ()


def test_four_writers_of_two_leads_and_a_reader_that_misses_none(own_world: CentreWorld) -> None:
    rounds, faults = 30, []
    writing = threading.Semaphore(0)

    def write(login: str, first: int) -> None:
        chance = random.Random(first)
        try:
            with psycopg.connect(own_world.entered_as(login).conninfo()) as session:
                for step in range(rounds):
                    session.execute(_INSERT, (first + 4 * step,))
                    if chance.random() < 0.6 or step == rounds - 1:
                        session.commit()
        except psycopg.Error as error:
            faults.append(error)
        finally:
            writing.release()

    plan = [("vedeneev", 1), ("vedeneev", 2), ("yuzhina", 3), ("yuzhina", 4)]
    writers = [threading.Thread(target=write, args=one) for one in plan]
    seen: list[int] = []
    with own_world.centre("ivanova").connect() as reader:
        cursor = ""
        for writer in writers:
            writer.start()
        finished = 0
        while finished < len(writers):
            finished += writing.acquire(blocking=False)
            editions, cursor = reader.editions_after(cursor)
            seen += [one.number for one in editions]
        editions, cursor = reader.editions_after(cursor)
        seen += [one.number for one in editions]
    for writer in writers:
        writer.join()
    assert not faults
    assert sorted(seen) == list(range(1, 4 * rounds + 1)), "each once, none missed"
