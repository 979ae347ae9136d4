"""One file on two computers: what both changed is kept whole, and an agent says what counts."""

from __future__ import annotations

from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from operator_app.domain.calls import CallEvent, EventKind
from operator_app.domain.conflicts import CONFLICT, CONTINUES, Choice
from operator_app.domain.ports import JournalFilter
from operator_app.domain.records import Entity
from operator_app.services.conflicts import choose
from operator_app.services.edit_journal import edit_note, edit_outcome
from operator_app.storage.engine import connect
from tests.integration import test_migration_kill
from tests.integration.centre_world import (
    NEW_KEY,
    CentreWorld,
    DeskFactory,
    LocalDesk,
    a_call,
    arrived,
    held_calls,
    items,
    now,
)
from tests.integration.test_migration_kill import make_old_file
from tests.unit.storage import samples
from tests.unit.storage.samples import KEY, local_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from uuid import UUID

    from operator_app.domain.conflicts import Conflict
    from operator_app.domain.ports import Records
    from operator_app.domain.records import CallRecord


@pytest.fixture
def desk(own_world: CentreWorld, desk_factory: DeskFactory) -> LocalDesk:
    return desk_factory("ivanova", own_world.centre("ivanova").connect)


@pytest.fixture
def call(desk: LocalDesk) -> CallRecord:
    """A closed call that the centre holds."""
    ended = now() - timedelta(hours=1)
    made = a_call(closed_at=ended, status="closed", outcome="Решено", note="")
    opened = CallEvent(NEW_KEY(), made.id, 1, now(), EventKind.OPENED, {"number": made.number})
    desk.save(made, opened, CallEvent(NEW_KEY(), made.id, 2, now(), EventKind.CLOSED))
    desk.synchronise()
    return made


@pytest.fixture
def other(desk: LocalDesk, call: CallRecord, desk_factory: DeskFactory) -> LocalDesk:
    """The same file on another computer."""
    return desk_factory.copied(desk)


def write(desk: LocalDesk, call: CallRecord, *notes: str) -> None:
    for note in notes:
        assert edit_note(desk.begin, call.id, note, now, NEW_KEY)


def row_of(desk: LocalDesk, call_id: UUID) -> CallRecord:
    with desk.begin() as records:
        found = records.call(call_id)
    assert found is not None
    return found


def conflict_of(desk: LocalDesk, call_id: UUID) -> Conflict:
    with desk.begin() as records:
        found = records.conflict(call_id)
    assert found is not None
    return found


def at_centre(world: CentreWorld, call_id: UUID) -> tuple[int, str]:
    [found] = world.ask("SELECT rev, note FROM app.call WHERE id = %s", call_id)
    return int(found[0]), str(found[1])


@pytest.mark.parametrize("edits", [1, 2, 3])
def test_two_computers_that_changed_a_call_are_both_kept(
    own_world: CentreWorld, desk: LocalDesk, other: LocalDesk, call: CallRecord, edits: int
) -> None:
    """With an equal, a lower and a higher rev than the centre's."""
    neighbour = other.take_call()
    write(desk, call, "первый", "первый, дважды")
    write(other, call, *(f"второй {number}" for number in range(edits)))
    desk.synchronise()
    outcome = other.synchronise()
    assert (outcome.quarantined, outcome.conflicts, outcome.waiting) == (1, 1, 0)
    assert list(arrived(own_world, other, [neighbour])) == []
    assert at_centre(own_world, call.id) == (3, "первый, дважды")
    found = conflict_of(other, call.id)
    assert (found.mine.note, found.theirs.note) == (f"второй {edits - 1}", "первый, дважды")
    assert found.choice is Choice.NONE
    assert row_of(other, call.id) == found.mine
    with desk.begin() as records:
        assert found.changed_at == records.events(call.id)[-1].at
        assert found.theirs == records.call(call.id)
    kept = own_world.ask("SELECT reason FROM app.quarantine WHERE row_id = %s", call.id)
    assert kept == [(CONFLICT,)]
    assert other.synchronise().sent == 0


def test_mine_goes_above_theirs_which_stays_in_the_file(
    own_world: CentreWorld, desk: LocalDesk, other: LocalDesk, call: CallRecord
) -> None:
    disagree(desk, other, call)
    assert choose(other.begin, call.id, Choice.MINE, now, NEW_KEY)
    assert other.waiting() == (1, 0)
    outcome = other.synchronise()
    assert (outcome.waiting, outcome.quarantined, outcome.conflicts) == (0, 0, 0)
    assert at_centre(own_world, call.id) == (3, "второй")
    assert conflict_of(other, call.id).theirs.note == "первый"
    # The first computer learns it at its daily comparison, and asks nobody: it changed nothing.
    offered_again(desk)
    assert desk.synchronise().conflicts == 0
    assert row_of(desk, call.id) == row_of(other, call.id)
    assert conflict_of(desk, call.id).mine.note == "первый"


def test_theirs_takes_the_place_of_mine_which_stays_in_the_file(
    own_world: CentreWorld, desk: LocalDesk, other: LocalDesk, call: CallRecord
) -> None:
    edit_outcome(desk.begin, call.id, "Возврат", now, NEW_KEY)
    disagree(desk, other, call)
    assert choose(other.begin, call.id, Choice.THEIRS, now, NEW_KEY)
    other.synchronise()
    assert at_centre(own_world, call.id)[1] == "первый"
    assert list(arrived_events(own_world, other, call.id)) == []
    row, found = row_of(other, call.id), conflict_of(other, call.id)
    assert (row.note, row.outcome, found.mine.note) == ("первый", "Возврат", "второй")
    with other.begin() as records:
        told = [(one.kind, one.text("text")) for one in records.events(call.id)[-2:]]
    assert told == [(EventKind.OUTCOME, "Возврат"), (EventKind.NOTE, "первый")]


def test_both_makes_a_call_that_continues_the_first(
    own_world: CentreWorld, desk: LocalDesk, other: LocalDesk, call: CallRecord
) -> None:
    disagree(desk, other, call)
    assert choose(other.begin, call.id, Choice.BOTH, now, NEW_KEY)
    linked = conflict_of(other, call.id).linked
    assert linked is not None
    other.synchronise()
    beside = row_of(other, linked)
    assert (beside.note, beside.extra[CONTINUES]) == ("второй", str(call.id))
    assert at_centre(own_world, call.id)[1] == "первый"
    assert list(arrived(own_world, other, [beside])) == []
    with other.begin() as records:
        kinds = [one.kind for one in records.events(linked)]
    assert kinds == [EventKind.OPENED, EventKind.CLOSED, EventKind.NOTE]


def test_a_choice_may_be_changed_and_leaves_nothing_of_the_one_before(
    own_world: CentreWorld, desk: LocalDesk, other: LocalDesk, call: CallRecord
) -> None:
    disagree(desk, other, call)
    for choice in (Choice.BOTH, Choice.MINE, Choice.THEIRS, Choice.BOTH):
        assert choose(other.begin, call.id, choice, now, NEW_KEY)
    linked = conflict_of(other, call.id).linked
    assert linked is not None
    with other.begin() as records:
        assert {one.call.id for one in records.journal(JournalFilter())} == {call.id, linked}
        assert records.events(linked)[-1].text("text") == "второй"
    other.synchronise()
    assert at_centre(own_world, call.id)[1] == "первый"
    assert at_centre(own_world, linked) == (1, "второй")
    assert own_world.ask("SELECT count(*) FROM app.call") == [(2,)]
    # Both are at the centre: a second call cannot be taken back from there.
    assert not choose(other.begin, call.id, Choice.MINE, now, NEW_KEY)


def test_a_choice_stands_once_the_call_was_changed_again(
    desk: LocalDesk, other: LocalDesk, call: CallRecord
) -> None:
    disagree(desk, other, call)
    assert choose(other.begin, call.id, Choice.THEIRS, now, NEW_KEY)
    write(other, call, "третий")
    assert not choose(other.begin, call.id, Choice.MINE, now, NEW_KEY)
    assert row_of(other, call.id).note == "третий"


def test_a_call_in_hand_is_not_chosen_for(
    own_world: CentreWorld, desk: LocalDesk, other: LocalDesk, call: CallRecord
) -> None:
    write(desk, call, "первый")
    desk.synchronise()
    in_hand = other.save(replace(call, rev=2, status="open", closed_at=None, note="второй"))
    assert other.synchronise().conflicts == 1
    assert not choose(other.begin, call.id, Choice.THEIRS, now, NEW_KEY)
    # What is typed on is sent, meets the same, and nothing of it is lost.
    typed = other.save(replace(in_hand, rev=3, note="второй ещё"))
    assert other.synchronise().conflicts == 1
    assert conflict_of(other, call.id).mine == typed
    assert at_centre(own_world, call.id) == (2, "первый")


def test_theirs_in_hand_elsewhere_is_taken_as_over(
    own_world: CentreWorld, desk: LocalDesk, other: LocalDesk, call: CallRecord
) -> None:
    desk.save(replace(call, rev=2, status="open", closed_at=None, note="первый"))
    desk.synchronise()
    write(other, call, "второй")
    other.synchronise()
    assert choose(other.begin, call.id, Choice.THEIRS, now, NEW_KEY)
    assert (row_of(other, call.id).status, row_of(other, call.id).note) == ("closed", "первый")


def test_what_was_not_changed_here_gives_way_without_a_question(
    own_world: CentreWorld, desk: LocalDesk, other: LocalDesk, call: CallRecord
) -> None:
    write(desk, call, "первый")
    desk.synchronise()
    offered_again(other)
    outcome = other.synchronise()
    assert (outcome.conflicts, outcome.quarantined, outcome.waiting) == (0, 0, 0)
    assert row_of(other, call.id) == row_of(desk, call.id)
    with desk.begin() as mine, other.begin() as records:
        assert records.events(call.id) == mine.events(call.id)
    write(other, call, "дальше")
    other.synchronise()
    assert at_centre(own_world, call.id) == (3, "дальше")


def test_own_versions_never_conflict_however_their_sending_ended(
    own_world: CentreWorld, desk: LocalDesk, call: CallRecord
) -> None:
    write(desk, call, "первый")
    with desk.begin() as records, own_world.centre("ivanova").connect() as session:
        # Its COMMIT got through, the answer did not.
        session.push(records.pending(10))
    write(desk, call, "второй")
    assert desk.synchronise().conflicts == 0
    assert at_centre(own_world, call.id) == (3, "второй")


def test_one_computer_does_not_pass_over_another_that_sent_between(
    own_world: CentreWorld, desk: LocalDesk, other: LocalDesk, call: CallRecord
) -> None:
    """What may be replaced is asked by the statement that replaces it, not before."""
    write(desk, call, "первый")
    write(other, call, "второй", "второй ещё")
    with desk.begin() as records:
        first = records.pending(10)
    with other.begin() as records:
        second = records.pending(10)
    centre = own_world.centre("ivanova")
    with centre.connect() as one, centre.connect() as two:
        one.push([mark for mark in first if mark.entity is Entity.CALL])
        with pytest.raises(Exception, match="other_content"):
            two.push([mark for mark in second if mark.entity is Entity.CALL])
    assert at_centre(own_world, call.id) == (2, "первый")


@pytest.mark.parametrize("count", [20, 300])
def test_many_conflicts_in_a_batch_stop_nobody(
    own_world: CentreWorld, desk: LocalDesk, desk_factory: DeskFactory, count: int
) -> None:
    """By arrays and by COPY."""
    calls = [a_call(closed_at=now(), status="closed") for _ in range(count)]
    with desk.begin() as records:
        for one in calls:
            records.save_call(one, [])
    desk.synchronise()
    other = desk_factory.copied(desk)
    for one in calls[:3]:
        desk.save(replace(one, rev=2, note="первый"))
    desk.synchronise()
    for one in calls:
        other.save(replace(one, rev=3, note="второй"))
    outcome = other.synchronise()
    assert (outcome.conflicts, outcome.waiting, outcome.sent) == (3, 0, count - 3)
    held = held_calls(own_world, [one.id for one in calls])
    assert [held[one.id][0] for one in calls] == [2] * 3 + [3] * (count - 3)


def test_an_erased_call_is_forgotten_with_both_versions(
    own_world: CentreWorld, desk: LocalDesk, other: LocalDesk, call: CallRecord
) -> None:
    disagree(desk, other, call)
    own_world.ask("SELECT app.erase_calls(%s)", [call.id])
    other.synchronise()
    with other.begin() as records:
        assert records.call(call.id) is None
        assert records.conflict(call.id) is None
        assert records.refused() == ()


def test_raw_rows_without_knowledge_go_by_their_rev(own_world: CentreWorld) -> None:
    """As an older program sends them."""
    made = a_call()
    with own_world.centre("ivanova").connect() as session:
        session.push(items(made))
        session.push(items(replace(made, rev=2, note="новее")))
    assert at_centre(own_world, made.id) == (2, "новее")


def test_a_file_from_before_knows_what_was_sent_and_trusts_what_waited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting, _ = make_old_file(tmp_path / "a", "0007", monkeypatch)
    with opened(tmp_path / "a") as records:
        assert records.pending(1)[0].known is None
        assert not records.was_held(waiting.id, waiting.digest())
    sent, _ = make_old_file(tmp_path / "b", "0007", monkeypatch)
    with closing(connect(tmp_path / "b" / "profile" / "desk.db", KEY, busy_ms=1000)) as file:
        file.execute("DELETE FROM outbox")
    with opened(tmp_path / "b") as records:
        assert records.was_held(sent.id, sent.digest())
        records.save_call(replace(sent, rev=2), [])
        assert records.pending(1)[0].known == frozenset({sent.digest()})


@pytest.mark.parametrize("elsewhere", [False, True], ids=["own", "of a file now gone"])
def test_what_waited_at_an_upgrade_passes_over_no_version_that_was_made_elsewhere(
    own_world: CentreWorld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, elsewhere: bool
) -> None:
    hers = samples.a_call(agent="ivanova")
    monkeypatch.setattr(test_migration_kill, "a_call", lambda: hers)
    call, _ = make_old_file(tmp_path, "0007", monkeypatch)
    file = local_file(tmp_path)
    file.open()
    centre = own_world.centre(call.agent)
    desk = LocalDesk(call.agent, file.begin, centre.connect)
    with file.begin() as records:
        known = records.events(call.id)
        records.save_call(replace(call, rev=9, note="здесь"), [])
    there = replace(call, rev=5, note="там")
    happened = CallEvent(NEW_KEY(), call.id, 6, now(), EventKind.NOTE, {"text": "там"})
    with centre.connect() as session:
        session.push(items(there, *known, *([happened] if elsewhere else [])))
    outcome = desk.synchronise()
    assert outcome.conflicts == int(elsewhere)
    assert at_centre(own_world, call.id) == ((5, "там") if elsewhere else (9, "здесь"))
    if elsewhere:
        with file.begin() as records:
            found = records.call(call.id)
            assert found is not None
            ended = now() - timedelta(hours=1)
            records.save_call(replace(found, rev=10, status="closed", closed_at=ended), [])
        assert choose(desk.begin, call.id, Choice.MINE, now, NEW_KEY)
        assert desk.synchronise().conflicts == 0
        assert at_centre(own_world, call.id)[1] == "здесь"
    file.close()


@contextmanager
def opened(folder: Path) -> Iterator[Records]:
    file = local_file(folder)
    file.open()
    with file.begin() as records:
        yield records
    file.close()


def disagree(desk: LocalDesk, other: LocalDesk, call: CallRecord) -> None:
    """The first computer's note is at the centre, the other's waits for a choice."""
    write(desk, call, "первый")
    write(other, call, "второй")
    desk.synchronise()
    assert other.synchronise().conflicts == 1


def offered_again(desk: LocalDesk) -> None:
    today = now().date()
    with desk.begin() as records:
        # Midnight may have passed since the call.
        for day in (today - timedelta(days=1), today):
            records.offer_again(day)


def arrived_events(world: CentreWorld, desk: LocalDesk, call_id: UUID) -> list[UUID]:
    """Events of the desk that the centre does not have."""
    there = {
        row[0] for row in world.ask("SELECT id FROM app.call_event WHERE call_id = %s", call_id)
    }
    with desk.begin() as records:
        return [one.id for one in records.events(call_id) if one.id not in there]
