"""The register of complaints and promises: causes, due dates, what repeats, what is late."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final
from uuid import UUID

from operator_app.domain.answers import read_date
from operator_app.domain.calls import Customer
from operator_app.domain.compensation import same_customer
from operator_app.domain.due_times import on_the_wall
from operator_app.domain.follow_ups import UNFINISHED, FollowUp, FollowUpKind, Standing

WITHIN: Final = timedelta(days=1)
"""How long what named no time may take."""
_AHEAD_OF_A_DAY: Final = timedelta(days=120)
"""A day without a year lies between two months ago and ten months ahead."""
DAY_ENDS: Final = time(21)
MAX_CAUSE: Final = 100
MAX_RESOLUTION: Final = 2_000
REGISTER: Final = (FollowUpKind.COMPLAINT, FollowUpKind.PROMISE, FollowUpKind.CALLBACK)
"""What a customer may complain of next, or did."""

_HOURS: Final = re.compile(r"в течение (?:(\d+) )?час")
_DAYS: Final = re.compile(r"(?:до|за|не позже|в течение) (\d+) (рабоч\w+ )?(?:дн|день)")
_MONTH: Final = "январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр"
_UNTIL: Final = re.compile(rf"до (\d{{1,2}})(?::(\d\d))?(?!\d| ?(?:рабоч|дн|час)| (?:{_MONTH}))")
_DATE: Final = re.compile(rf"\b(\d{{1,2}}) ({_MONTH})")
_MONTHS: Final = ("январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр",
                  "октябр", "ноябр", "декабр")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """One complaint or promise, `kind` says which; `item` is what its next step follows.

    `cause` is the company's word for it and empty for a promise, `words` the customer's own or what
    was promised. `sop` and `step` are where in the script it arose. Times are UTC.
    """

    item: FollowUp
    kind: FollowUpKind
    customer: Customer
    cause: str
    words: str
    sop: str
    step: str
    due: datetime
    resolution: str
    made_by: str

    @property
    def id(self) -> UUID:
        """Its key."""
        return self.item.id

    @property
    def open(self) -> bool:
        """Whether somebody still has to do something about it."""
        return self.item.state in UNFINISHED

    def late(self, now: datetime) -> bool:
        """Whether it should have been done by now."""
        return self.open and self.due <= now


@dataclass(frozen=True, slots=True)
class Repeats:
    """How often it came besides this one: from the same customer, at the same step of a SOP."""

    customer: int
    place: int


def case_of(standing: Standing) -> Case:
    """A follow-up of `REGISTER` read as a case."""
    item = standing.now
    return Case(
        item, item.kind, Customer(item.text("number"), item.text("name"), item.text("order")),
        item.text("cause"), item.text("words") or item.text("promise"), item.text("sop"),
        item.text("step"), item.due or item.made_at + WITHIN, item.text("resolution"),
        item.text("made_by"),
    )  # fmt: skip


def repeats(case: Case, among: Iterable[Case]) -> Repeats:
    """Other complaints of this customer, and others at this step of this SOP."""
    others = [one for one in among if one.id != case.id and one.kind is FollowUpKind.COMPLAINT]
    of_customer = sum(same_customer(one.item.data, case.item.data) for one in others)
    here = (case.sop, case.step)
    return Repeats(of_customer, sum((one.sop, one.step) == here for one in others if any(here)))


def causes(cases: Iterable[Case]) -> tuple[tuple[str, int], ...]:
    """How many complaints each cause has, the most frequent first."""
    found = Counter(one.cause for one in cases if one.kind is FollowUpKind.COMPLAINT)
    return tuple(sorted(found.items(), key=lambda one: (-one[1], one[0])))


def due_of(words: str, now: datetime) -> datetime:
    """By when a promise is to be kept, as its words say it, in UTC; `WITHIN` where they do not.

    «в течение часа», «до 10 дней», «за 3 рабочих дня», «завтра с 10 до 14», «25 ноября».
    """
    said = " ".join(words.casefold().replace("ё", "е").split())
    if found := _HOURS.search(said):
        return now + timedelta(hours=int(found[1] or 1))
    if found := _DAYS.search(said):
        return _after_days(now, int(found[1]), working=bool(found[2]))
    today = now.astimezone().date()
    day = None
    if found := _DATE.search(said):
        month = next(i for i, one in enumerate(_MONTHS, 1) if found[2].startswith(one))
        # A call may end long after the promise was made in it: last week's day is not next year's.
        day = read_date(f"{found[1]}.{month}", today + _AHEAD_OF_A_DAY)
    elif "завтра" in said:
        day = today + timedelta(days=2 if "послезавтра" in said else 1)
    elif "сегодня" in said:
        day = today
    if day is None:
        return now + WITHIN
    until = _UNTIL.search(said)
    hour = time(int(until[1]) % 24, int(until[2] or 0) % 60) if until else DAY_ENDS
    return max(now, on_the_wall(datetime.combine(day, hour)))


def _after_days(now: datetime, days: int, *, working: bool) -> datetime:
    """The end of that day; of working ones Saturdays and Sundays are none."""
    day = now.astimezone().date()
    left = min(days, 366)
    while left:
        day += timedelta(days=1)
        left -= not (working and day.weekday() > 4)
    return on_the_wall(datetime.combine(day, DAY_ENDS))
