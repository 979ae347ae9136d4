"""A call is the fold of its events."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.domain.answers import Answer
from operator_app.domain.calls import (
    Call,
    CallEvent,
    CallStatus,
    Customer,
    EventKind,
    Json,
    apply,
    fold,
    resolution_data,
    resolved_of,
)
from operator_app.domain.ids import UuidV7Source
from operator_app.domain.script_run import Resolution, Resolved, SkipReason, choose
from operator_app.domain.scripts import AnswerKind, Courtesy, Script
from tests.unit.domain.scripts_to_walk import late_delivery

NOON = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
LATE = late_delivery()
new_id = UuidV7Source()
CALL_ID = new_id()
ANNA: dict[str, Json] = {"number": "+79161234567", "name": "Кузьмина Анна", "order": "5510-2284"}
SCRIPT: tuple[EventKind, dict[str, Json]] = (EventKind.SCRIPT, {"script": "late", "edition": 3})


def late_only(script_id: str, edition: int) -> Script:
    """The lookup of these tests."""
    if (script_id, edition) != ("late", 3):
        raise KeyError(script_id)
    return LATE


def happened(*what: tuple[EventKind, dict[str, Json]]) -> tuple[CallEvent, ...]:
    """Events of one call a second apart, its opening before them."""
    numbered = zip(count(1), ((EventKind.OPENED, ANNA), *what), strict=False)
    return tuple(
        CallEvent(new_id(), CALL_ID, seq, NOON + timedelta(seconds=seq), kind, data)
        for seq, (kind, data) in numbered
    )


def call_after(*what: tuple[EventKind, dict[str, Json]]) -> Call:
    return fold(happened(*what), late_only)


def left(step_id: str, resolved: Resolved) -> tuple[EventKind, dict[str, Json]]:
    return EventKind.RESOLVED, resolution_data(step_id, resolved)


def test_an_opened_call_knows_its_caller_and_its_time() -> None:
    call = call_after()
    assert (call.id, call.opened_at, call.last_seq) == (CALL_ID, NOON + timedelta(seconds=1), 1)
    assert call.customer == Customer("+79161234567", "Кузьмина Анна", "5510-2284")
    assert call.status is CallStatus.OPEN


@pytest.mark.parametrize(
    ("kind", "data", "field", "value"),
    [
        (
            EventKind.CUSTOMER,
            {"name": "Пётр", "number": None},
            "customer",
            Customer("", "Пётр", ""),
        ),
        (EventKind.OUTCOME, {"text": "Решено"}, "outcome", "Решено"),
        (EventKind.OUTCOME, {"code": "refund"}, "code", "refund"),
        (EventKind.NOTE, {"text": "две\nстроки"}, "note", "две\nстроки"),
        (EventKind.PARKED, {}, "status", CallStatus.PARKED),
        (EventKind.RECOVERED, {}, "recovered", True),
        (EventKind.CLOSED, {}, "status", CallStatus.CLOSED),
        (EventKind.CLOSED, {}, "closed_at", NOON + timedelta(seconds=2)),
        (EventKind.REPLY, {"reply": "r"}, "last_seq", 2),
    ],
)
def test_each_kind_changes_its_field_and_nothing_else(
    kind: EventKind, data: dict[str, Json], field: str, value: object
) -> None:
    before, after = call_after(), call_after((kind, data))
    assert getattr(after, field) == value
    changed = {"status", "closed_at"} if kind is EventKind.CLOSED else {field}
    same = {name: getattr(before, name) for name in changed} | {"last_seq": 1}
    assert replace(after, **same) == before


def test_parking_and_closing_are_undone() -> None:
    assert call_after((EventKind.PARKED, {}), (EventKind.RESUMED, {})).status is CallStatus.OPEN
    back = call_after((EventKind.CLOSED, {}), (EventKind.REOPENED, {}))
    assert (back.status, back.closed_at) == (CallStatus.OPEN, None)


def test_passages_are_kept_in_order() -> None:
    shown: list[tuple[EventKind, dict[str, Json]]] = [
        (EventKind.PASSAGE, {"sop": sop}) for sop in ("СОП-042", "СОП-017")
    ]
    call = call_after(*shown)
    assert [one.text("sop") for one in call.passages] == ["СОП-042", "СОП-017"]


def test_another_script_begins_anew_and_drops_the_outcome() -> None:
    call = call_after(SCRIPT, (EventKind.OUTCOME, {"text": "Решено"}), SCRIPT)
    assert call.script is not None
    assert (call.script.cursor, call.outcome) == ("заказ", "")
    with pytest.raises(KeyError):
        call_after((EventKind.SCRIPT, {"script": "late", "edition": None}))


@pytest.mark.parametrize("kind", [EventKind.RESOLVED, EventKind.WENT_TO])
def test_a_step_without_a_script_is_refused(kind: EventKind) -> None:
    with pytest.raises(ValueError, match="without a script"):
        call_after((kind, {"step": "wish", "how": "answered"}))


def test_events_that_do_not_follow_are_refused() -> None:
    opened, noted = happened((EventKind.NOTE, {"text": "а"}))
    with pytest.raises(ValueError, match="without events"):
        fold((), late_only)
    with pytest.raises(ValueError, match="begins with"):
        fold((noted,), late_only)
    with pytest.raises(ValueError, match="does not follow"):
        fold((opened, replace(noted, seq=3)), late_only)
    with pytest.raises(ValueError, match="does not follow"):
        fold((opened, noted, noted), late_only)
    with pytest.raises(ValueError, match="does not follow"):
        fold((opened, replace(noted, call_id=new_id())), late_only)
    with pytest.raises(ValueError, match="opened once"):
        fold((opened, replace(opened, seq=2)), late_only)


def test_every_kind_of_event_has_an_effect() -> None:
    """A kind added later has to say what it changes."""
    state = call_after(SCRIPT)
    data: dict[str, Json] = {"step": "заказ", "how": "answered", "script": "late", "edition": 3}
    data |= {"item": str(CALL_ID), "last": str(CALL_ID)}
    for kind in set(EventKind) - {EventKind.OPENED}:
        event = CallEvent(new_id(), CALL_ID, 3, NOON, kind, data)
        assert apply(state, event, late_only).last_seq == 3


SKIPPED = Resolved(Resolution.SKIPPED, reason=SkipReason.KNOWN_ALREADY)


def picked(value: str, step_id: str) -> tuple[str, Resolved]:
    """A choice of a step by its value."""
    values = [one.value for one in LATE.step(step_id).choices]
    return step_id, choose(LATE.step(step_id), values.index(value))


ORDER = ("заказ", Resolved(Resolution.ANSWERED, Answer(AnswerKind.ORDER, "5510-2284")))
TO_OPTIONS = (ORDER, picked("deliver", "wish"), picked("yes", "restate"))
TO_CLEAR = (*TO_OPTIONS, picked("tomorrow", "options"), picked("clear", "tomorrow"))
NAMED = {Courtesy.NAME_USED}


def marks(*resolved: tuple[str, Resolved]) -> frozenset[Courtesy]:
    return call_after(SCRIPT, *(left(*one) for one in resolved)).marks


def test_courtesy_needs_evidence() -> None:
    assert marks(*TO_OPTIONS[:2]) == frozenset()
    assert marks(*TO_OPTIONS) == {*NAMED, Courtesy.AGREED}
    assert marks(*TO_CLEAR) == {*NAMED, Courtesy.AGREED, Courtesy.UNDERSTOOD}
    assert marks(*TO_OPTIONS[:2], ("restate", SKIPPED)) == set(), "skipped was not said"
    said = [left(*one) for one in TO_OPTIONS]
    unnamed = fold(happened((EventKind.CUSTOMER, {}), SCRIPT, *said), late_only)
    assert unnamed.marks == {Courtesy.AGREED}


def test_courtesy_goes_stale_with_its_step() -> None:
    assert marks(*TO_OPTIONS, picked("no", "restate")) == NAMED, "the agreement was taken back"
    assert marks(*TO_CLEAR, picked("refund", "wish")) == {*NAMED, Courtesy.AGREED}
    back = picked("deliver", "wish")
    every = {*NAMED, Courtesy.AGREED, Courtesy.UNDERSTOOD}
    assert marks(*TO_CLEAR, picked("refund", "wish"), back) == every, "it holds again"
    assert marks(*TO_CLEAR, ("tomorrow", SKIPPED)) == {*NAMED, Courtesy.AGREED}
    assert marks(*TO_CLEAR, ("restate", SKIPPED)) == {*NAMED, Courtesy.UNDERSTOOD}


def test_an_instruction_left_without_an_answer_is_missed() -> None:
    jump: tuple[EventKind, dict[str, Json]] = (EventKind.WENT_TO, {"step": "closing"})
    told = [left(*one) for one in TO_CLEAR[:4]]
    assert Courtesy.UNDERSTOOD not in call_after(SCRIPT, *told, jump).marks


def test_another_script_keeps_only_that_the_name_was_used() -> None:
    told = [left(*one) for one in TO_CLEAR]
    assert call_after(SCRIPT, *told, SCRIPT).marks == NAMED


@given(
    st.builds(
        Resolved,
        st.sampled_from(Resolution),
        st.none() | st.builds(Answer, st.sampled_from(AnswerKind), st.text(), st.text()),
        st.none() | st.integers(0, 8),
        st.text(),
        st.none() | st.sampled_from(SkipReason),
    )
)
def test_what_happened_at_a_step_reads_back_from_its_event(resolved: Resolved) -> None:
    data = MappingProxyType(resolution_data("wish", resolved))
    event = CallEvent(new_id(), CALL_ID, 2, NOON, EventKind.RESOLVED, data)
    assert resolved_of(event) == resolved
    assert event.text("step") == "wish"
