"""What is changed in a call that is over: on a real file, as a new revision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from operator_app.domain.calls import EventKind
from operator_app.domain.ports import JournalFilter
from operator_app.domain.records import CallRecord
from operator_app.services.edit_journal import edit_note, edit_outcome
from operator_app.services.export_calls import COLUMNS, exported_calls
from operator_app.storage.local_file import LocalFile
from tests.unit.services.desk_of_tests import Clock
from tests.unit.storage.samples import NOON, a_call, an_event, local_file, new_id


@pytest.fixture
def file(tmp_path: Path) -> Iterator[LocalFile]:
    opened = local_file(tmp_path)
    opened.open()
    yield opened
    opened.close()


def kept(file: LocalFile, call: CallRecord) -> CallRecord:
    with file.begin() as records:
        found = records.call(call.id)
    assert found is not None
    return found


def put(file: LocalFile, **changes: object) -> CallRecord:
    call = a_call(**{"status": "closed", "closed_at": NOON, "outcome": "Решено", **changes})
    with file.begin() as records:
        records.save_call(call, (an_event(call),))
    return call


def test_another_outcome_is_a_new_revision_with_its_event_and_its_line(file: LocalFile) -> None:
    call = put(file, extra={"code": "solved"})
    assert edit_outcome(file.begin, call.id, "  Ждёт   курьера ", Clock(), new_id)
    now = kept(file, call)
    assert (now.rev, now.outcome, now.note) == (2, "Ждёт курьера", call.note)
    assert now.record.startswith(call.record)
    assert now.record.splitlines()[-1].endswith(" Итог изменён: Ждёт курьера")
    with file.begin() as records:
        event = records.events(call.id)[-1]
        (row,) = records.journal(JournalFilter(waiting_only=True))
    assert (event.seq, event.kind, event.data) == (
        2, EventKind.OUTCOME, {"text": "Ждёт курьера", "code": "solved"},
    )  # fmt: skip
    assert row.call.id == call.id


def test_what_stays_as_it_was_makes_no_revision(file: LocalFile) -> None:
    call = put(file)
    assert not edit_outcome(file.begin, call.id, "Решено", Clock(), new_id)
    assert not edit_outcome(file.begin, call.id, "  ", Clock(), new_id)
    assert not edit_note(file.begin, call.id, call.note, Clock(), new_id)
    assert kept(file, call).rev == 1


def test_a_call_on_the_desk_is_not_changed_behind_its_back(file: LocalFile) -> None:
    call = put(file, status="parked", closed_at=None)
    assert not edit_note(file.begin, call.id, "другое", Clock(), new_id)
    assert kept(file, call) == call


def test_a_note_is_kept_with_its_event(file: LocalFile) -> None:
    call = put(file)
    assert edit_note(file.begin, call.id, "после семи", Clock(), new_id)
    now = kept(file, call)
    assert (now.rev, now.note, now.record) == (2, "после семи", call.record)
    with pytest.raises(KeyError):
        edit_note(file.begin, new_id(), "чужое", Clock(), new_id)


def test_the_table_has_what_the_filter_leaves(file: LocalFile) -> None:
    noted, bare = put(file), put(file, note="")
    assert noted != replace(bare, id=noted.id)
    rows = list(exported_calls(file.begin, JournalFilter(noted_only=True, limit=1)))
    assert [row[COLUMNS.index("id")] for row in rows] == [str(noted.id)]
    assert len(list(exported_calls(file.begin))) == 2
