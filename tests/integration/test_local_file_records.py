"""The port `Records` on a real encrypted file: saving, reading, the outbox."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.dialects.sqlite import dialect

from operator_app.domain.calls import Customer
from operator_app.domain.errors import NoticeCode, OperatorNotice
from operator_app.domain.ports import JournalFilter
from operator_app.domain.publication import Edition
from operator_app.domain.records import Acknowledged, Entity, OutboxItem
from operator_app.storage import queries
from operator_app.storage.driver import load_driver
from operator_app.storage.engine import connect, make_engine
from tests.unit.storage.samples import KEY, NOON, a_call, an_event, local_file, new_id

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from operator_app.domain.ports import Records
    from operator_app.storage.local_file import LocalFile

EVERYTHING = JournalFilter()


@pytest.fixture
def file(tmp_path: Path) -> Iterator[LocalFile]:
    opened = local_file(tmp_path)
    opened.open()
    yield opened
    opened.close()


@pytest.fixture
def records(file: LocalFile) -> Iterator[Records]:
    with file.begin() as inside:
        yield inside


def _revs(items: tuple[OutboxItem, ...]) -> list[tuple[str, int]]:
    return [(item.entity.value, item.rev) for item in items]


def test_many_saves_of_a_call_leave_one_mark_for_it_and_one_for_each_event(
    records: Records,
) -> None:
    call = a_call()
    events = [an_event(call, seq) for seq in (1, 2, 3)]
    records.save_call(call, events[:1])
    records.save_call(replace(call, rev=2, note="а"), events[1:])
    records.save_call(replace(call, rev=3, note="аб"), [])
    found = records.pending(10)
    assert _revs(found) == [("call", 3), ("call_event", 1), ("call_event", 1), ("call_event", 1)]
    assert [item.row for item in found] == [replace(call, rev=3, note="аб"), *events]
    assert records.waiting() == (1, 0)


def test_a_call_never_goes_back_to_an_older_rev(records: Records) -> None:
    newer = a_call(rev=5, status="closed", closed_at=NOON)
    records.save_call(newer, [])
    records.acknowledge([Acknowledged(Entity.CALL, newer.id, 5)])
    records.save_call(replace(newer, rev=5, note="другое"), [])
    records.save_call(replace(newer, rev=4, status="open", closed_at=None), [])
    assert records.call(newer.id) == newer
    assert records.pending(10) == ()


def test_status_and_every_other_field_may_change_with_a_newer_rev(records: Records) -> None:
    call = a_call()
    records.save_call(call, [])
    for rev, status in enumerate(("parked", "open", "closed", "open"), start=2):
        call = replace(
            call, rev=rev, status=status, closed_at=NOON + timedelta(rev), agent=f"a{rev}",
            number=f"+{rev}00", name=f"Имя {rev}", order=f"{rev}", script=f"s{rev}", edition=rev,
            outcome=f"o{rev}", note=f"n{rev}", record=f"r{rev}", extra={"x": rev},
        )  # fmt: skip
        records.save_call(call, [])
        assert records.call(call.id) == call


def test_what_is_fixed_when_a_call_opens_stays(records: Records) -> None:
    call = a_call()
    records.save_call(call, [])
    for changed in (
        replace(call, rev=2, device=new_id()),
        replace(call, rev=2, opened_at=NOON + timedelta(seconds=1)),
    ):
        with pytest.raises(ValueError, match="device"):
            records.save_call(changed, [])


def test_an_event_given_twice_is_kept_once_and_one_that_changed_is_a_bug(records: Records) -> None:
    call = a_call()
    happened = an_event(call)
    records.save_call(call, [happened])
    records.acknowledge([Acknowledged(Entity.CALL_EVENT, happened.id, 1)])
    records.save_call(call, [happened])
    assert records.events(call.id) == (happened,)
    assert _revs(records.pending(10)) == [("call", 1)]
    with pytest.raises(ValueError, match="never changes"):
        records.save_call(call, [replace(happened, data={"text": "иначе"})])


def test_events_come_in_their_order_and_only_their_calls(records: Records) -> None:
    one, other = a_call(), a_call()
    later, earlier = an_event(one, 2), an_event(one, 1)
    records.save_call(one, [later, earlier])
    records.save_call(other, [an_event(other)])
    assert records.events(one.id) == (earlier, later)
    assert records.events(new_id()) == ()
    assert records.call(new_id()) is None


def test_an_answer_to_an_older_rev_leaves_the_mark(records: Records) -> None:
    call = a_call()
    records.save_call(call, [])
    records.save_call(replace(call, rev=2), [])
    records.acknowledge([Acknowledged(Entity.CALL, call.id, 1)])
    assert _revs(records.pending(10)) == [("call", 2)]
    records.acknowledge([Acknowledged(Entity.CALL_EVENT, call.id, 9)])
    assert _revs(records.pending(10)) == [("call", 2)]
    records.acknowledge([Acknowledged(Entity.CALL, call.id, 3)])
    assert records.waiting() == (0, 0)


def test_a_quarantined_row_is_not_sent_and_its_neighbours_are(records: Records) -> None:
    bad, good = a_call(), a_call()
    records.save_call(bad, [an_event(bad)])
    records.save_call(good, [])
    records.quarantine(records.pending(1)[0], "22021 encoding")
    assert [item.row.id for item in records.pending(10) if item.entity is Entity.CALL] == [good.id]
    assert records.waiting() == (2, 1)
    rows = {row.call.id: (row.waiting, row.quarantined) for row in records.journal(EVERYTHING)}
    assert rows == {bad.id: (True, True), good.id: (True, False)}


def test_a_save_since_the_push_is_not_quarantined_and_a_later_one_is_sent(
    records: Records,
) -> None:
    call = a_call()
    records.save_call(call, [])
    sent = records.pending(1)[0]
    records.save_call(replace(call, rev=2), [])
    records.quarantine(sent, "22021 encoding")
    assert _revs(records.pending(10)) == [("call", 2)]
    records.quarantine(records.pending(1)[0], "22021 encoding")
    assert records.pending(10) == ()
    records.save_call(replace(call, rev=3), [])
    assert _revs(records.pending(10)) == [("call", 3)]
    assert records.waiting() == (1, 0)


def test_the_oldest_mark_is_sent_first_and_saving_again_does_not_put_it_behind(
    records: Records,
) -> None:
    first, second = a_call(), a_call()
    records.save_call(first, [])
    records.save_call(second, [])
    records.save_call(replace(first, rev=2), [])
    assert [item.row.id for item in records.pending(2)] == [first.id, second.id]
    assert [item.row.id for item in records.pending(1)] == [first.id]


def test_unfinished_calls_are_the_open_and_the_parked_oldest_first(records: Records) -> None:
    young = a_call(opened_at=NOON + timedelta(minutes=5))
    parked = a_call(status="parked")
    done = a_call(status="closed", closed_at=NOON)
    for call in (young, done, parked):
        records.save_call(call, [])
    assert records.unfinished() == (parked, young)


def test_the_journal_filters_and_lists_the_newest_first(records: Records) -> None:
    early = a_call(outcome="Привезём завтра", name="Пётр Ёлкин", number="+74950001122")
    late = a_call(opened_at=NOON + timedelta(hours=1), outcome="Возврат", order="1111-2222")
    for call in (early, late):
        records.save_call(call, [])
    records.acknowledge([Acknowledged(Entity.CALL, early.id, 1)])

    def listed(wanted: JournalFilter) -> list[str]:
        return [row.call.outcome for row in records.journal(wanted)]

    assert listed(EVERYTHING) == ["Возврат", "Привезём завтра"]
    assert listed(JournalFilter(limit=1)) == ["Возврат"]
    assert listed(JournalFilter(since=late.opened_at)) == ["Возврат"]
    assert listed(JournalFilter(until=late.opened_at)) == ["Привезём завтра"]
    assert listed(JournalFilter(outcome="Возврат")) == ["Возврат"]
    assert listed(JournalFilter(waiting_only=True)) == ["Возврат"]
    assert listed(JournalFilter(text="ЁЛКИН ПЕТР")) == ["Привезём завтра"]
    assert listed(JournalFilter(text="8 (495) 000-11-22")) == ["Привезём завтра"]
    assert listed(JournalFilter(text="1111-2222 возврат")) == ["Возврат"]
    assert listed(JournalFilter(text="1111-2222 елкин")) == []
    assert listed(JournalFilter(text="%")) == []


def test_history_is_of_the_number_or_the_order_and_else_of_the_full_name(records: Records) -> None:
    closed = {"status": "closed", "closed_at": NOON}
    same_number = a_call(order="", name="Анна", **closed)
    same_order = a_call(number="+7000", opened_at=NOON + timedelta(1), **closed)
    same_name = a_call(number="", order="", opened_at=NOON + timedelta(2), **closed)
    stranger = a_call(number="+7111", order="9", name="Анна", **closed)
    now = a_call()
    for call in (same_number, same_order, same_name, stranger, now):
        records.save_call(call, [])

    def found(customer: Customer, limit: int = 9) -> list[object]:
        return [call.id for call in records.history(customer, now.id, limit)]

    known = Customer(now.number, now.name, now.order)
    assert found(known) == [same_order.id, same_number.id]
    assert found(known, limit=1) == [same_order.id]
    assert found(Customer(name=now.name)) == [same_name.id, same_order.id]
    assert found(Customer(name="Анна")) == []
    assert found(Customer()) == []
    assert same_number.id not in [call.id for call in records.history(known, same_number.id, 9)]


def test_editions_are_kept_by_number_and_the_centres_word_counts(records: Records) -> None:
    assert records.edition() is None
    old = Edition(1, "aa", NOON, "Лидия", "", b"old")
    new = Edition(2, "bb", NOON, "Лидия", "сроки", b"\x00new")
    for one in (new, old, replace(old, comment="та же")):
        records.keep_edition(one)
    assert records.edition() == new
    assert records.edition(1) == old
    assert records.edition(3) is None
    records.keep_edition(replace(old, digest="cc", payload=b"again"))
    kept = records.edition(1)
    assert kept is not None
    assert kept.payload == b"again"


def test_readings_are_kept_while_their_edition_is_here(records: Records) -> None:
    for number, digest in ((1, "aa"), (2, "bb")):
        records.keep_edition(Edition(number, digest, NOON, "Лидия", "", b"files"))
        records.keep_edition_reading(digest, digest.encode())
    assert records.editions() == (2, 1)
    assert records.edition_reading("aa") == b"aa"
    records.keep_edition(Edition(1, "cc", NOON, "Лидия", "", b"again"))
    records.keep_edition_reading("cc", b"first")
    records.keep_edition_reading("cc", b"second")
    assert records.edition_reading("aa") is None
    assert records.edition_reading("bb") == b"bb"
    assert records.edition_reading("cc") == b"second"


def test_settings_are_kept_and_replaced(records: Records) -> None:
    assert records.setting("cursor") is None
    records.set_setting("cursor", "pg:1:100:100:")
    records.set_setting("cursor", "pg:1:120:120:")
    assert records.setting("cursor") == "pg:1:120:120:"


def test_text_with_marks_and_nul_and_quotes_is_kept(records: Records) -> None:
    odd = "a\x00b'; DROP TABLE call; -- \u202e\u2028 😀 %_\\"
    call = a_call(name=odd, note=odd)
    records.save_call(call, [an_event(call, text=odd)])
    assert records.call(call.id) == call
    assert records.events(call.id)[0].data["text"] == odd


def test_a_row_that_rotted_is_named(file: LocalFile, tmp_path: Path) -> None:
    call = a_call()
    with file.begin() as records:
        records.save_call(call, [])
    behind = connect(tmp_path / "profile" / "desk.db", KEY, busy_ms=1000)
    behind.execute("UPDATE call SET note = 'подменено'")
    behind.close()
    with file.begin() as records, pytest.raises(OperatorNotice) as caught:
        records.call(call.id)
    assert caught.value.code is NoticeCode.FILE_DAMAGED
    assert caught.value.details["part"] == f"call {call.id}"


def test_an_event_of_no_call_and_a_second_event_of_a_number_are_bugs(file: LocalFile) -> None:
    call, other = a_call(), a_call()
    error = load_driver().IntegrityError
    for events in ([an_event(other)], [an_event(call, 1), an_event(call, 1)]):
        with pytest.raises(Exception, match="constraint") as caught, file.begin() as records:
            records.save_call(call, events)
        assert isinstance(caught.value.__cause__, error)
        assert call.name not in str(caught.value)
    with file.begin() as records:
        assert records.call(call.id) is None


def test_an_autosave_touches_no_index_of_the_call(file: LocalFile) -> None:
    call = a_call()
    with file.begin() as records:
        records.save_call(call, [])
    ran: list[str] = []

    def remember(*given: object) -> None:
        ran.append(str(given[2]))

    event.listen(Engine, "before_cursor_execute", remember)
    try:
        with file.begin() as records:
            records.save_call(replace(call, rev=2, note="ещё слово"), [])
    finally:
        event.remove(Engine, "before_cursor_execute", remember)
    assert [one.split()[0] for one in ran] == ["UPDATE", "INSERT"]
    assert "status=" not in ran[0]
    assert "opened_at=" not in ran[0]


@pytest.mark.parametrize(
    "customer", [Customer("+7", "", "1"), Customer("+7"), Customer(name="Анна Ли")]
)
def test_history_and_unfinished_calls_are_found_by_an_index(
    file: LocalFile, tmp_path: Path, customer: Customer
) -> None:
    file.close()
    asked = [queries.unfinished(), queries.history(customer, new_id(), 5)]
    engine = make_engine(tmp_path / "profile" / "desk.db", KEY, busy_ms=1000)
    plans: list[str] = []
    with engine.begin() as connection:
        for statement in asked:
            assert statement is not None
            words = statement.compile(dialect=dialect(paramstyle="named"))
            plan = f"EXPLAIN QUERY PLAN {words}"
            plans += [row[3] for row in connection.exec_driver_sql(plan, words.params)]
    engine.dispose()
    used = [one for one in plans if " call " in one]
    assert used
    assert all("INDEX ix_call_unfinished" in one or one.startswith("SEARCH") for one in used)
