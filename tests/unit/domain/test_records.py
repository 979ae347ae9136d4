"""Digests of rows, and the small values of content."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest

from operator_app.domain.calls import CallEvent, EventKind
from operator_app.domain.limits import CompensationLimit
from operator_app.domain.publication import Content
from operator_app.domain.records import CallRecord, event_digest
from operator_app.domain.replies import Reply, ReplyScope
from operator_app.domain.sops import PassageLink, Section, Sop
from tests.unit.domain.scripts_to_walk import late_delivery

NOON = datetime(2026, 11, 22, 9, 0, 0, 999_999, tzinfo=UTC)
KEY, OTHER_KEY = UUID(int=1), UUID(int=2)
RECORD = CallRecord(
    KEY, 1, KEY, "smirnova", NOON, None, "open", "+7916", "Анна", "5510-2284", "late", 3,
    "Решено", "заметка", "12:00 Звонок начат", {"queue": "vip"},
)  # fmt: skip
EVENT = CallEvent(KEY, KEY, 1, NOON, EventKind.NOTE, {"text": "да", "place": 1})
OTHER_VALUES: dict[str, Any] = {
    "id": OTHER_KEY,
    "call_id": OTHER_KEY,
    "device": OTHER_KEY,
    "rev": 2,
    "seq": 2,
    "edition": 4,
    "opened_at": NOON + timedelta(microseconds=1),
    "at": NOON + timedelta(microseconds=1),
    "closed_at": NOON,
    "kind": EventKind.CLOSED,
    "extra": {},
    "data": {"text": "да", "place": True},
}


@pytest.mark.parametrize("name", [one.name for one in fields(CallRecord)])
def test_every_field_of_a_call_is_in_its_digest(name: str) -> None:
    changed = replace(RECORD, **{name: OTHER_VALUES.get(name, "иначе")})
    assert changed.digest() != RECORD.digest()
    assert len(RECORD.digest()) == 32


@pytest.mark.parametrize("name", [one.name for one in fields(CallEvent)])
def test_every_field_of_an_event_is_in_its_digest(name: str) -> None:
    assert event_digest(replace(EVENT, **{name: OTHER_VALUES[name]})) != event_digest(EVENT)


def test_a_digest_is_the_same_in_every_time_zone_and_order_of_keys() -> None:
    there = timezone(timedelta(hours=-9, minutes=-30))
    moved = replace(RECORD, opened_at=NOON.astimezone(there), extra={"queue": "vip"})
    assert moved.digest() == RECORD.digest()
    assert event_digest(replace(EVENT, data={"place": 1, "text": "да"})) == event_digest(EVENT)


def test_the_digest_does_not_drift_between_versions() -> None:
    """The centre compares it: a change here is a change of the protocol."""
    assert RECORD.digest().hex()[:16] == "4f3e7d24ec00bce5"
    assert event_digest(EVENT).hex()[:16] == "196543274c11556a"


def test_a_time_without_a_zone_has_no_digest() -> None:
    with pytest.raises(TypeError):
        replace(RECORD, opened_at=NOON.replace(tzinfo=None)).digest()


@pytest.mark.parametrize(
    ("given", "wanted", "overrun", "remaining"),
    [(0, 1000, 0, 1000), (400, 600, 0, 600), (400, 601, 1, 600), (1200, 0, 200, 0)],
)
def test_the_limit_is_cumulative(given: int, wanted: int, overrun: int, remaining: int) -> None:
    limit = CompensationLimit(1000, 30, (100, 300))
    assert limit.overrun(given, wanted) == overrun
    assert limit.remaining(given) == remaining


@pytest.mark.parametrize(("given", "wanted"), [(-1, 0), (0, -1)])
def test_a_negative_sum_is_a_bug(given: int, wanted: int) -> None:
    with pytest.raises(ValueError, match="negative"):
        CompensationLimit(1000, 30, ()).overrun(given, wanted)


@pytest.mark.parametrize("text", ["СОП-042", "СОП-042#srok-sorvan"])
def test_a_passage_link_reads_back(text: str) -> None:
    assert str(PassageLink.parse(text)) == text
    assert PassageLink.parse(f" {text} ") == PassageLink.parse(text)


@pytest.mark.parametrize("text", ["", "#srok", " #"])
def test_a_passage_link_needs_a_procedure(text: str) -> None:
    with pytest.raises(ValueError, match="id of a SOP"):
        PassageLink.parse(text)


INTRO = Section("", 0, "", (), "Кратко", "Кратко")
LATE = Section("srok", 2, "Срок сорван", ("Срок сорван",), "текст", "текст")
SOP = Sop("СОП-042", "Задержка", "delivery", (), "Павлова", date(2026, 11, 22), None, (INTRO, LATE))
REPLY = Reply("sorry", "Извинение", "delivery", ReplyScope.ALL, "изв", "Простите", "СОП-042")
CONTENT = Content(
    (("delivery", "Доставка"),),
    (SOP, replace(SOP, id="СОП-000", sections=(), review_by=None)),
    (late_delivery(),),
    (REPLY,),
    (),
    CompensationLimit(1000, 30, ()),
    (),
)


def test_content_is_found_by_id() -> None:
    assert CONTENT.sop("СОП-042") == SOP
    assert CONTENT.sop("СОП-1") is None
    assert CONTENT.script("late") == late_delivery()
    assert CONTENT.script("x") is None
    assert CONTENT.reply("sorry") == REPLY
    assert CONTENT.reply("x") is None


@pytest.mark.parametrize(
    ("link", "section"),
    [
        ("СОП-042", INTRO),
        ("СОП-042#srok", LATE),
        ("СОП-042#gone", None),
        ("СОП-1#srok", None),
        ("СОП-000", None),
    ],
)
def test_a_passage_is_found_or_the_link_is_broken(link: str, section: Section | None) -> None:
    found = CONTENT.passage(PassageLink.parse(link))
    assert found == (None if section is None else (SOP, section))


def test_review_is_overdue_the_day_after() -> None:
    assert not SOP.overdue(date(2026, 11, 22))
    assert SOP.overdue(date(2026, 11, 23))
    assert not replace(SOP, review_by=None).overdue(date(2030, 1, 1))
