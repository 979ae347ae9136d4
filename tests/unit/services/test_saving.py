"""What a call hands out to be saved: every event once, whatever fails on the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.domain.calls import Customer
from operator_app.domain.errors import NoticeCode, OperatorNotice
from operator_app.domain.ports import JournalFilter, Records
from operator_app.services.kept_call import Save
from operator_app.services.live_call import LiveCall
from operator_app.services.take_calls import (
    history,
    journal,
    save_call,
    saved_call,
    unfinished_calls,
)
from tests.unit.services.desk_of_tests import Clock, begun_call, fresh_call
from tests.unit.storage.samples import local_file


def test_a_change_is_handed_out_once() -> None:
    live = begun_call()
    save = live.take_unsaved()
    assert save is not None
    assert [one.seq for one in save.events] == [1, 2]
    assert save.record.rev == 1
    assert live.take_unsaved() is None
    waiting = [live.has_unsaved]
    live.write_note("да")
    waiting.append(live.has_unsaved)
    assert waiting == [False, True]
    noted = live.take_unsaved()
    assert noted is not None
    assert (noted.events, noted.record.rev, noted.record.note) == ((), 2, "да")


@given(st.lists(st.sampled_from(["act", "note", "take", "arrive", "fail"]), max_size=60))
def test_no_event_is_lost_or_doubled_whatever_fails(moves: list[str]) -> None:
    live = fresh_call()
    live.open()
    under_way: list[Save] = []
    arrived: list[Save] = []
    revs = [0]

    def take() -> None:
        if save := live.take_unsaved():
            assert save.record.rev > revs[-1]
            revs.append(save.record.rev)
            under_way.append(save)

    for count, move in enumerate(moves):
        if move == "act":
            live.set_outcome(f"Итог {count}")
        elif move == "note":
            live.write_note(f"заметка {count}")
        elif move == "take":
            take()
        elif under_way and move == "arrive":
            arrived.append(under_way.pop(0))
        elif under_way:
            # The last one handed out may fail first.
            live.put_back(under_way.pop(-1 if count % 2 else 0))
    take()
    arrived += under_way
    seqs = [event.seq for save in arrived for event in save.events]
    assert sorted(seqs) == list(range(1, live.call.last_seq + 1))
    assert all(list(save.events) == sorted(save.events, key=lambda e: e.seq) for save in arrived)
    newest = max(arrived, key=lambda save: save.record.rev).record
    assert (newest.outcome, newest.note) == (live.outcome(), live.call.note)


def test_failed_saves_come_back_in_their_order() -> None:
    live = fresh_call()
    live.open()
    first = live.take_unsaved()
    live.set_outcome("Решено")
    second = live.take_unsaved()
    assert first is not None
    assert second is not None
    live.put_back(first)
    live.put_back(second)
    again = live.take_unsaved()
    assert again is not None
    assert again.events == (*first.events, *second.events)


def test_a_saved_call_stands_as_it_stood(tmp_path: Path) -> None:
    """The real encrypted file between two sessions."""
    clock = Clock()
    live = fresh_call(clock)
    live.open(Customer("+79161234567", "Кузьмина Анна", ""))
    live.choose_script("late")
    live.answer_typed("55102284")
    live.answer_default()
    live.write_note("не дописа")
    file = local_file(tmp_path)
    file.open()
    save = live.take_unsaved()
    assert save is not None
    save_call(file.begin, save)
    [saved] = unfinished_calls(file.begin)
    again = LiveCall.resume(fresh_call(clock), saved.record, saved.events)
    assert (again.call, again.lines) == (live.call, live.lines)
    assert again.take_unsaved() is None
    again.close()
    last = again.take_unsaved()
    assert last is not None
    assert last.record.rev == save.record.rev + 1
    save_call(file.begin, last)
    assert unfinished_calls(file.begin) == ()
    found = saved_call(file.begin, live.call.id)
    assert found is not None
    assert found.record == last.record
    assert [one.seq for one in found.events] == list(range(1, again.call.last_seq + 1))
    assert [row.call.id for row in journal(file.begin, JournalFilter())] == [live.call.id]
    assert saved_call(file.begin, last.events[0].id) is None
    repeated = fresh_call(clock)
    repeated.open(Customer(number="+79161234567"))
    assert history(file.begin, repeated.call) == (last.record,)
    repeated.set_customer(Customer())
    assert history(file.begin, repeated.call) == ()


class FullDisk:
    """A file that takes nothing more."""

    def __enter__(self) -> Records:
        raise OperatorNotice(NoticeCode.DISK_FULL)

    def __exit__(self, *fault: object) -> None:
        """Nothing was begun."""


def test_a_fault_of_the_disk_reaches_the_caller() -> None:
    save = begun_call().take_unsaved()
    assert save is not None
    with pytest.raises(OperatorNotice):
        save_call(FullDisk, save)
