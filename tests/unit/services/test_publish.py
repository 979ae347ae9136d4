"""Publishing without a database: what is sent, what is kept, and in which order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import cast

import pytest

from operator_app.domain.ports import CentreFault, CentreSession, FaultKind, Hello, Records
from operator_app.domain.publication import Content, Edition
from operator_app.domain.records import (
    Acknowledged,
    DayDigest,
    OutboxItem,
    PulledRow,
    RefusedRow,
)
from operator_app.services.publish import MAX_COMMENT, NumberTaken, publish
from tests.unit.services.desk_of_tests import CONTENT, NOON

FIRST = Edition(1, "", NOON, "pavlova", "", b"")
THEIRS = Edition(2, hashlib.sha256(b"x").hexdigest(), NOON, "other", "", b"x")


class House:
    """A desk's file and the centre in one: what happened is told in order."""

    def __init__(self) -> None:
        self.editions = [FIRST]
        self.at_centre: list[Edition] = []
        self.happened: list[str] = []
        self.fault: CentreFault | None = None
        self.settings: dict[str, str] = {}

    @contextmanager
    def begin(self) -> Iterator[Records]:
        yield cast(Records, self)

    @contextmanager
    def connect(self) -> Iterator[CentreSession]:
        yield cast(CentreSession, self)

    def edition(self, number: int | None = None) -> Edition | None:
        held = [one for one in self.editions if number in (None, one.number)]
        return max(held, key=lambda one: one.number, default=None)

    def keep_edition(self, edition: Edition) -> None:
        self.happened.append(f"kept {edition.number}")
        self.editions.append(edition)

    def hello(self) -> Hello:
        return Hello("1-1", 1, NOON, "lead", "Павлова Елена", "Доставка", 0)

    def publish(self, edition: Edition) -> None:
        if self.fault is not None:
            raise self.fault
        self.happened.append(f"sent {edition.number}")
        self.at_centre.append(edition)

    def refused(self) -> tuple[RefusedRow, ...]:
        return ()

    def team_openings(self) -> dict[str, float]:
        return {}

    def rows_after(self, cursor: str) -> tuple[tuple[PulledRow, ...], str]:
        return (), cursor

    def days(self, since: date, agent: str = "") -> tuple[DayDigest, ...]:
        return ()

    def keep_rows(self, pulled: Sequence[PulledRow]) -> None:
        assert not pulled

    def editions_after(self, cursor: str) -> tuple[tuple[Edition, ...], str]:
        return (THEIRS,), f"{cursor}+"

    def push(self, items: Sequence[OutboxItem]) -> tuple[Acknowledged, ...]:
        return ()

    def pending(self, limit: int) -> tuple[OutboxItem, ...]:
        return ()

    def waiting(self) -> tuple[int, int]:
        return 0, 0

    def setting(self, key: str) -> str | None:
        return self.settings.get(key)

    def set_setting(self, key: str, value: str) -> None:
        self.settings[key] = value

    def publish_now(self, comment: str = "Мягче") -> Edition:
        """What the lead asks for."""
        return publish(self.begin, self.connect, lambda: NOON, packed, "pavlova", CONTENT, comment)


def packed(content: Content) -> bytes:
    return repr(content).encode()


def test_the_next_number_is_sent_first_and_kept_after() -> None:
    house = House()
    edition = house.publish_now()
    assert house.happened == ["sent 2", "kept 2"]
    digest = hashlib.sha256(packed(CONTENT)).hexdigest()
    assert edition == Edition(2, digest, NOON, "pavlova", "Мягче", packed(CONTENT))


def test_a_comment_is_one_line_of_bounded_length() -> None:
    assert House().publish_now("  два\nслова ").comment == "два слова"
    assert len(House().publish_now("я" * 1_000).comment) == MAX_COMMENT


def test_a_taken_number_brings_the_other_edition_and_says_so() -> None:
    house = House()
    house.fault = CentreFault(FaultKind.ROW, "23505")
    with pytest.raises(NumberTaken) as told:
        house.publish_now()
    assert told.value.number == 2
    assert house.happened == ["kept 2"]
    assert house.edition() == THEIRS
    house.fault = None
    assert house.publish_now().number == 3


@pytest.mark.parametrize(
    "fault",
    [
        CentreFault(FaultKind.RETRY, "08006"),
        CentreFault(FaultKind.ROW, "42501"),
        CentreFault(FaultKind.RETRY, "23505"),
    ],
)
def test_any_other_fault_is_the_callers_and_nothing_is_kept(fault: CentreFault) -> None:
    house = House()
    house.fault = fault
    with pytest.raises(CentreFault) as told:
        house.publish_now()
    assert told.value is fault
    assert house.editions == [FIRST]


def test_a_desk_without_any_edition_publishes_the_first() -> None:
    house = House()
    house.editions.clear()
    assert house.publish_now() == replace(house.at_centre[0], number=1)
