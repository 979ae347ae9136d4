"""What an agent sets up for themselves: at every desk of theirs, read by nobody else."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, cast
from uuid import UUID

import psycopg
import pytest

from operator_app.domain.errors import NoticeCode, OperatorNotice
from operator_app.domain.openings import SopOpening
from operator_app.domain.preferences import Preference, PreferenceKind
from operator_app.domain.records import Entity, PulledRow
from operator_app.domain.replies import Reply
from operator_app.domain.retrieval import Searcher
from operator_app.services.own_replies import drop_own, keep_own, new_reply, own_replies
from operator_app.services.synchronise import synchronise
from operator_app.services.use_replies import Habits, count_use, habits_of, switch_favourite
from operator_app.services.workplace import Workplace
from operator_app.storage.tables import preference
from tests.integration.centre_world import NEW_KEY, CentreWorld, DeskFactory, LocalDesk, now
from tests.integration.test_follow_ups import made
from tests.integration.test_search_gaps import a_gap
from tests.unit.services.desk_of_tests import CONTENT, DESK, EDITION

if TYPE_CHECKING:
    from collections.abc import Callable


class Place:
    """One computer at which an agent sits."""

    def __init__(self, world: CentreWorld, desks: DeskFactory, agent: str = "ivanova") -> None:
        self.file: LocalDesk = desks(agent, world.centre(agent).connect)
        whose = replace(DESK, agent=agent, device=NEW_KEY())
        nothing = cast(Searcher, None)
        self.workplace = Workplace(
            self.file.begin, CONTENT, EDITION, now(), whose, now, NEW_KEY, nothing, None
        )

    def round(self) -> int:
        return self.file.synchronise().sent

    def write(self, title: str, text: str, reply: Reply | None = None) -> Reply:
        wanted = replace(reply or new_reply(self.workplace), title=title, text=text)
        return next(one for one in keep_own(self.workplace, wanted) if one.id == wanted.id)

    def texts(self) -> list[str]:
        return [one.text for one in own_replies(self.workplace)]


@pytest.fixture
def first(own_world: CentreWorld, desk_factory: DeskFactory) -> Place:
    return Place(own_world, desk_factory)


@pytest.fixture
def second(own_world: CentreWorld, desk_factory: DeskFactory) -> Place:
    return Place(own_world, desk_factory)


def test_a_reply_written_at_one_desk_is_at_the_other(first: Place, second: Place) -> None:
    first.write("Подарок", "Дарю вам кружку, {имя}.")
    assert first.round() == 1
    second.round()
    assert own_replies(second.workplace) == own_replies(first.workplace)
    assert second.round() == 0


def test_of_two_changes_the_last_received_counts_at_both(first: Place, second: Place) -> None:
    reply = first.write("Подарок", "Кружка")
    first.round()
    second.round()
    for text in ("Чашка", "Чашка с блюдцем", "Сервиз"):
        first.write("Подарок", text, reply)
    second.write("Подарок", "Ложка", reply)
    first.round()
    second.round()
    first.round()
    assert (first.texts(), second.texts()) == (["Ложка"], ["Ложка"])
    assert first.round() + second.round() == 0


def another_server(world: CentreWorld) -> None:
    world.ask(
        "CREATE OR REPLACE FUNCTION app.epoch() RETURNS text LANGUAGE sql STABLE "
        "AS $$ SELECT '1-1-00000009' $$"
    )


def forgotten_erasures(world: CentreWorld) -> None:
    for _ in range(2):
        world.ask("UPDATE app.centre SET erasures_from = pg_current_xact_id()")


@pytest.mark.parametrize("befalls", [another_server, forgotten_erasures])
@pytest.mark.parametrize("many", [0, 150])
def test_what_is_only_offered_again_undoes_no_later_change(
    own_world: CentreWorld,
    first: Place,
    second: Place,
    befalls: Callable[[CentreWorld], None],
    many: int,
) -> None:
    reply = first.write("Подарок", "Кружка")
    count_use(second.workplace, tuple(f"reply-{number}" for number in range(many)))
    first.round()
    second.round()
    first.write("Подарок", "Сервиз", reply)
    first.round()
    befalls(own_world)
    for one in (first, second, first, second):
        one.round()
    assert (first.texts(), second.texts()) == (["Сервиз"], ["Сервиз"])
    assert first.round() + second.round() == 0


def test_a_change_made_on_what_is_offered_again_counts(
    own_world: CentreWorld, first: Place, second: Place
) -> None:
    reply = first.write("Подарок", "Кружка")
    first.round()
    second.round()
    for text in ("Чашка", "Сервиз"):
        first.write("Подарок", text, reply)
    first.round()
    with second.file.begin() as records:
        records.offer_again()
    second.write("Подарок", "Ложка", reply)
    for one in (second, first):
        one.round()
    assert (first.texts(), second.texts()) == (["Ложка"], ["Ложка"])


def test_an_earlier_version_that_comes_late_changes_nothing(first: Place, second: Place) -> None:
    reply = first.write("Подарок", "Кружка")
    with first.file.begin() as records:
        late = records.pending(10)
    first.round()
    second.round()
    second.write("Подарок", "Ложка", reply)
    second.round()
    first.write("Подарок", "Сервиз", reply)
    with first.file.connect() as session:
        session.hello()
        session.push(late)
        first.round()
        session.push(late)
    for one in (second, first):
        one.round()
    assert (first.texts(), second.texts()) == (["Сервиз"], ["Сервиз"])


def test_a_version_whose_commit_had_no_answer_undoes_nothing_that_was_made_from_it(
    first: Place, second: Place
) -> None:
    reply = first.write("Подарок", "Кружка")
    with first.file.begin() as records:
        unanswered = records.pending(10)
    with first.file.connect() as session:
        session.hello()
        session.push(unanswered)
    second.round()
    for text in ("Кружка с блюдцем", "Сервиз"):
        second.write("Подарок", text, reply)
        second.round()
    for one in (first, second, first):
        one.round()
    assert (first.texts(), second.texts()) == (["Сервиз"], ["Сервиз"])
    assert first.round() + second.round() == 0


def test_what_another_one_wrote_in_the_same_file_is_not_offered(
    own_world: CentreWorld, first: Place
) -> None:
    first.write("Подарок", "Кружка")
    first.file.take_call()
    first.round()
    held = own_world.ask("SELECT count(*), count(DISTINCT agent) FROM app.call_event")
    successor = LocalDesk("petrov", first.file.begin, own_world.centre("petrov").connect)
    assert successor.synchronise().sent == 0
    own_world.ask("DELETE FROM app.call")
    another_server(own_world)
    outcome = successor.synchronise()
    assert (outcome.sent, outcome.quarantined, outcome.waiting) == (0, 0, 0)
    assert own_world.ask("SELECT count(*), count(DISTINCT agent) FROM app.call_event") == held
    assert first.round() == 5, "now it is hers to offer"
    assert own_world.ask("SELECT agent FROM app.call") == [("ivanova",)]


def test_what_another_one_wrote_in_the_same_file_waits_for_them(
    own_world: CentreWorld, first: Place
) -> None:
    """Of each kind that is sent."""
    first.round()
    first.write("Подарок", "Кружка")
    first.file.take_call()
    with first.file.begin() as records:
        records.save_row(Entity.SEARCH_GAP, a_gap("ivanova"))
        records.save_row(Entity.FOLLOW_UP_STEP, made("ivanova", ""))
        opened = SopOpening(NEW_KEY(), 1, NEW_KEY(), "ivanova", now().date(), "СОП-1")
        records.save_row(Entity.OPENING, opened)
    successor = LocalDesk("petrov", first.file.begin, own_world.centre("petrov").connect)
    own = successor.take_call()
    for _ in range(2):
        outcome = successor.synchronise()
        assert (outcome.quarantined, outcome.waiting) == (0, 1)
    assert own_world.ask("SELECT id FROM app.call") == [(own.id,)]
    later = successor.take_call()
    with first.file.begin() as records:
        assert [one.id for one in records.pending(1)] == [later.id], "hers take no place in a batch"
    assert own_world.ask("SELECT count(*) FROM app.quarantine") == [(0,)]
    assert first.round() == 8, "now they are hers to send"
    assert first.file.waiting() == (1, 0), "and his waits for him"


def test_what_comes_is_not_written_over_a_change_that_waits(first: Place) -> None:
    reply = first.write("Подарок", "Кружка")
    came = Preference(UUID(reply.id.removeprefix("own:")), 9, "ivanova", "reply", {"text": "Ложка"})
    with first.file.begin() as records:
        records.keep_rows([PulledRow(Entity.PREFERENCE, came)])
    assert first.texts() == ["Кружка"]


def test_one_let_go_is_gone_from_both_and_can_be_brought_back(first: Place, second: Place) -> None:
    reply = first.write("Подарок", "Кружка")
    first.round()
    second.round()
    assert drop_own(second.workplace, reply.id) == ()
    second.round()
    first.round()
    assert first.texts() == []
    keep_own(first.workplace, reply)
    first.round()
    second.round()
    assert own_replies(second.workplace) == (reply,)


def test_uses_of_both_desks_count_together_and_favourites_are_one_set(
    first: Place, second: Place
) -> None:
    count_use(first.workplace, ("alpha", "beta"))
    count_use(second.workplace, ("alpha",))
    switch_favourite(first.workplace, "beta")
    switch_favourite(second.workplace, "beta")
    for one in (first, second, first):
        one.round()
    for one in (first, second):
        habits = habits_of(one.workplace)
        assert habits == Habits({"alpha": 2, "beta": 1}, frozenset({"beta"}))
    assert switch_favourite(first.workplace, "beta").favourites == frozenset()
    first.round()
    second.round()
    assert habits_of(second.workplace).favourites == frozenset()


def test_what_an_earlier_program_kept_is_taken_over_once_and_sent(
    first: Place, second: Place
) -> None:
    old = {"id": f"own:{NEW_KEY()}", "title": "Старый", "topic": "", "shortcut": "", "text": "Да"}
    with first.file.begin() as records:
        records.set_setting("replies.own:ivanova", json.dumps([old]))
        habits = {"used": {"alpha": 3}, "favourites": ["alpha"]}
        records.set_setting("replies:ivanova", json.dumps(habits))
    assert first.texts() == ["Да"]
    assert count_use(first.workplace, ("alpha",)).used == {"alpha": 4}
    assert habits_of(first.workplace).used == {"alpha": 4}
    assert first.round() == 3
    second.round()
    assert second.texts() == ["Да"]
    assert habits_of(second.workplace) == habits_of(first.workplace)


def test_nobody_else_reads_or_changes_them(
    own_world: CentreWorld, desk_factory: DeskFactory, first: Place
) -> None:
    first.write("Подарок", "Кружка")
    first.round()
    for agent in ("petrov", "vedeneev", "novichok"):
        other = Place(own_world, desk_factory, agent)
        other.round()
        with other.file.begin() as records:
            assert records.preferences("ivanova", PreferenceKind.REPLY) == ()
        with own_world.sql(agent) as session:
            assert session.execute("SELECT count(*) FROM app.preference").fetchone() == (0,)
            assert session.execute("UPDATE app.preference SET data = '{}'").rowcount == 0
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                session.execute(
                    "INSERT INTO app.preference (id, rev, agent, kind, data, digest) VALUES "
                    "(gen_random_uuid(), 1, 'ivanova', 'reply', '{}', sha256('x'))"
                )


def test_whoever_takes_a_desk_over_gets_their_own(
    own_world: CentreWorld, desk_factory: DeskFactory, first: Place
) -> None:
    elsewhere = Place(own_world, desk_factory, "petrov")
    elsewhere.write("Подарок", "Кружка")
    elsewhere.round()
    first.round()
    connect = own_world.centre("petrov").connect
    synchronise(first.file.begin, connect, now)
    with first.file.begin() as records:
        [found] = records.preferences("petrov", PreferenceKind.REPLY)
    assert found.data["text"] == "Кружка"
    assert synchronise(first.file.begin, connect, now).received == 0


def test_a_restored_centre_gets_them_again(own_world: CentreWorld, first: Place) -> None:
    first.write("Подарок", "Кружка")
    first.round()
    own_world.ask("TRUNCATE app.preference")
    another_server(own_world)
    first.round()
    assert own_world.ask("SELECT data ->> 'text' FROM app.preference") == [("Кружка",)]


def test_many_go_by_the_quick_way_too(first: Place, second: Place) -> None:
    """Above a hundred rows COPY is used."""
    count_use(first.workplace, tuple(f"reply-{number}" for number in range(150)))
    assert first.round() == 150
    second.round()
    assert len(habits_of(second.workplace).used) == 150


def test_an_older_centre_is_not_asked_and_the_rows_wait(
    own_world: CentreWorld, first: Place
) -> None:
    own_world.ask("UPDATE app.centre SET schema = 8 RETURNING 1")
    first.write("Подарок", "Кружка")
    assert first.round() == 0
    own_world.ask("UPDATE app.centre SET schema = 9 RETURNING 1")
    assert first.round() == 1


def test_a_row_that_was_tampered_with_is_told(first: Place) -> None:
    first.write("Подарок", "Кружка")
    with first.file.begin() as records:
        records._db.execute(preference.update().values(data="{}"))  # type: ignore[attr-defined]
    with pytest.raises(OperatorNotice) as caught:
        first.texts()
    assert caught.value.code is NoticeCode.FILE_DAMAGED
