"""When to ring back, typed as people say it: «завтра в 10», «через 2 часа», «до шести».

Read against the wall clock of this desk; English words of the same phrases are understood too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from typing import Final

from operator_app.domain.answers import read_date

MORNING: Final = time(10)
"""When a day without an hour begins."""
AHEAD: Final = timedelta(minutes=30)
"""How long before «до 18:00» the agent is reminded, and the soonest «сегодня» may mean."""
FURTHEST: Final = timedelta(days=366)
_HALF_OF_WHAT_IS_AHEAD: Final = timedelta(days=155)
MAX_TYPED: Final = 100


@dataclass(frozen=True, slots=True)
class DueTime:
    """`at` is when to ring, `until` the end of «до шести»; both in UTC."""

    at: datetime
    until: datetime | None = None


class NotUnderstoodError(ValueError):
    """The words say no time."""


class PastTimeError(ValueError):
    """The time is over; `offered` is the next one like it."""

    def __init__(self, offered: DueTime) -> None:
        super().__init__("past")
        self.offered = offered


_ENGLISH: Final = MappingProxyType(
    {
        "today": "сегодня", "tomorrow": "завтра", "in": "через", "at": "в", "on": "в", "by": "до",
        "before": "до", "after": "после", "morning": "утром", "evening": "вечером",
        "afternoon": "днем", "noon": "полдень", "lunch": "обеда", "next": "следующий",
        "monday": "понедельник", "tuesday": "вторник", "wednesday": "среда", "thursday": "четверг",
        "friday": "пятница", "saturday": "суббота", "sunday": "воскресенье", "half": "пол",
        "an": "1", "a": "1", "hour": "час", "hours": "час", "minute": "минут", "minutes": "минут",
        "day": "день", "days": "день", "week": "неделя", "weeks": "неделя", "am": "утра",
        "pm": "вечера", "the": "", "and": "и",
    }
)  # fmt: skip
_NUMBERS: Final = (
    ("од(?:ин|ну|на|ного)", 1), ("дв(?:а|е|ух|ум)", 2), ("тр(?:и|ех|ем)", 3),
    ("четыр(?:е|ех|ем)", 4), ("пят[ьи]", 5), ("шест[ьи]", 6), ("сем[ьи]", 7), ("восемь|восьми", 8),
    ("девят[ьи]", 9), ("десят[ьи]", 10), ("одиннадцат[ьи]", 11), ("двенадцат[ьи]", 12),
    ("пятнадцат[ьи]", 15), ("двадцат[ьи]", 20), ("тридцат[ьи]", 30), ("сорока?", 40),
)  # fmt: skip
_HALVES: Final = (
    "перв", "втор", "трет", "четверт", "пят", "шест", "седьм", "восьм", "девят", "десят",
    "одиннадцат", "двенадцат",
)  # fmt: skip
_MONTHS: Final = (
    "январ", "феврал", "март", "апрел", "ма[йя]", "июн", "июл", "август", "сентябр", "октябр",
    "ноябр", "декабр",
)  # fmt: skip
_WEEKDAYS: Final = (
    "понедельник|пн", "вторник|вт", "сред[ау]|ср", "четверг|чт", "пятниц[ау]|пт", "суббот[ау]|сб",
    "воскресенье|вс",
)  # fmt: skip
_PARTS: Final = (
    ("после обеда", time(14), time(18)), ("до обеда", time(10), time(13)),
    ("(?:в )?обед", time(13), time(14)), ("(?:в )?полдень", time(12), time(13)),
    ("(?:в|к) конц[еу] дня", time(17, 30), time(19)), ("утром|с утра|утра", MORNING, time(12)),
    ("днем|дня", time(14), time(18)), ("вечером|вечера", time(18), time(21)),
    ("ночью|ночи", time(0), time(5)),
)  # fmt: skip
_LENGTH: Final = re.compile(
    r"\bчерез (?:(?P<half>пол) ?(?:1 )?|(?P<one>полтор[аы]) |(?P<n>\d{1,4}(?:[.,]5)?) ?)?"
    r"(?P<unit>мин\w*|час\w*|ч|дн\w*|день|сут\w*|недел\w*)\b(?: (?:и )?(?P<more>\d{1,3}) ?мин\w*)?"
)
_DATE: Final = re.compile(
    r"(?<![\d:.])(?<!\bв )(?<!\bк )(?<!\bдо )\d{1,2}\.(?:0?[1-9]|1[0-2])(?:\.\d{2,4})?\b(?!\d)"
)
_HOUR: Final = re.compile(
    r"(?:\b(?P<how>в|к|до|после|около) )?\b(?P<h>\d{1,2})(?:[:.](?P<m>\d\d))?(?: ?(?:час\w*|ч)\b)?"
)
_FILLER: Final = re.compile(r"[\s,.;!]|\b(?:в|во|на|к|и|же|ровно|примерно|около|где|то)\b")


class _Words:
    """What is still to be understood of a phrase."""

    def __init__(self, typed: str) -> None:
        words = " ".join(typed[:MAX_TYPED].lower().replace("ё", "е").replace("во ", "в ").split())
        words = re.sub(r"[a-z]+", lambda one: _ENGLISH.get(one[0], one[0]), words)
        words = re.sub(r"(\d)(утра|вечера)", r"\1 \2", words)
        for stem, number in _NUMBERS:
            words = re.sub(rf"\b(?:{stem})\b", str(number), words)
        words = re.sub(r"\b(в|к|до|после) час[ау]?\b", r"\1 1", words)
        for place, stem in enumerate(_HALVES):
            half = rf"\bпол(?:овин[ае] )?{stem}(?:ого|его|ьего)\b"
            words = re.sub(half, f"{place or 12}:30", words)
        self.left = " ".join(words.split())

    def take(self, pattern: str | re.Pattern[str]) -> re.Match[str] | None:
        """Take what fits out of the phrase."""
        found = re.search(pattern, self.left)
        if found is not None:
            self.left = f"{self.left[: found.start()]} {self.left[found.end() :]}"
            self.left = " ".join(self.left.split())
        return found


def read_due(typed: str, now: datetime) -> DueTime:
    """The time the words say; `now` has a time zone.

    Raises NotUnderstoodError for words that say none, PastTimeError for one that is over.
    """
    words = _Words(typed)
    today = now.astimezone().replace(tzinfo=None)
    length = words.take(_LENGTH)
    if length is not None and not length["unit"].startswith(("д", "с", "н")):
        _nothing_left(words)
        return DueTime(_in_reach(now + _length_of(length), now).astimezone(UTC))
    day = _day(words, today.date()) if length is None else _later_day(length, today.date())
    part = next((one for one in _PARTS if words.take(rf"\b(?:{one[0]})\b")), None)
    hour = words.take(_HOUR)
    _nothing_left(words)
    if day is None and part is None and hour is None:
        raise NotUnderstoodError(typed)
    until = (
        on_the_wall(datetime.combine(day or today.date(), _hour_of(hour, part))) if hour else None
    )
    if hour is not None and hour["how"] == "до" and until is not None:
        return _before(until, day is None, now)
    if until is not None:
        return _future(until, day is None, now)
    return _on_day(day, part, today, now)


def _nothing_left(words: _Words) -> None:
    if _FILLER.sub("", words.left):
        raise NotUnderstoodError(words.left)


def _length_of(found: re.Match[str]) -> timedelta:
    count = 0.5 if found["half"] else 1.5 if found["one"] else 1.0
    if found["n"]:
        count = float(found["n"].replace(",", "."))
    minutes = count * (1 if found["unit"].startswith("м") else 60) + int(found["more"] or 0)
    return timedelta(minutes=minutes)


def _later_day(found: re.Match[str], today: date) -> date:
    count = float(found["n"].replace(",", ".")) if found["n"] else 1.0
    if found["half"] or found["one"] or count != int(count) or count > FURTHEST.days:
        raise NotUnderstoodError(found[0])
    return today + timedelta(days=int(count) * (7 if found["unit"].startswith("н") else 1))


def _day(words: _Words, today: date) -> date | None:
    if found := words.take(r"\b(?:послезавтра|завтра|сегодня)\b"):
        return read_date(found[0], today)
    # To come, or over for less than a month: nobody promises to ring half a year ago.
    nearest = today + _HALF_OF_WHAT_IS_AHEAD
    if found := words.take(_DATE):
        return _known(read_date(found[0], nearest))
    for number, stem in enumerate(_MONTHS, 1):
        if found := words.take(rf"\b(\d{{1,2}}) {stem}\w*\b"):
            return _known(read_date(f"{found[1]}.{number}", nearest))
    if found := words.take(r"\b(\d{1,2}) числа\b"):
        near = (today.replace(day=1), (today.replace(day=1) + timedelta(days=32)))
        days = [read_date(f"{found[1]}.{one.month}.{one.year}", today) for one in near]
        return _known(next((one for one in days if one is not None and one >= today), None))
    return _weekday(words, today)


def _weekday(words: _Words, today: date) -> date | None:
    next_week = words.take(r"\bследующ\w+(?: неделе)?\b")
    monday = today - timedelta(days=today.weekday()) + timedelta(days=7)
    for number, stem in enumerate(_WEEKDAYS):
        if words.take(rf"\b(?:{stem})\b"):
            ahead = today + timedelta(days=(number - today.weekday()) % 7 or 7)
            return monday + timedelta(days=number) if next_week else ahead
    return monday if next_week else None


def _known(day: date | None) -> date:
    if day is None:
        raise NotUnderstoodError("no such day")
    return day


def _hour_of(found: re.Match[str], part: tuple[str, time, time] | None) -> time:
    hour, minute = int(found["h"]), int(found["m"] or 0)
    said = part[0] if part else ""
    if said.startswith(("днем", "вечером", "после")) and hour < 12:
        hour += 12
    elif not said and not found["h"].startswith("0") and 1 <= hour <= (6 if found["m"] else 7):
        # Nobody promises to ring at three in the night.
        hour += 12
    elif said.startswith("ноч") and hour == 12:
        hour = 0
    if hour > 23 or minute > 59:
        raise NotUnderstoodError(found[0])
    return time(hour, minute)


def _before(until: datetime, any_day: bool, now: datetime) -> DueTime:
    if until <= now and any_day:
        until = _a_day_later(until)
    if until <= now:
        later = _tomorrow_at(until, now)
        raise PastTimeError(DueTime(later - AHEAD, later))
    return DueTime(max(until - AHEAD, min(now, until)), _in_reach(until, now))


def _future(at: datetime, any_day: bool, now: datetime) -> DueTime:
    if at <= now and any_day:
        at = _a_day_later(at)
    if at <= now:
        raise PastTimeError(DueTime(_tomorrow_at(at, now)))
    return DueTime(_in_reach(at, now))


def _on_day(
    day: date | None, part: tuple[str, time, time] | None, today: datetime, now: datetime
) -> DueTime:
    if part is None:
        soon = _next_half_hour(today + 2 * AHEAD)
        if day == today.date():
            return DueTime(on_the_wall(soon))
        return _future(on_the_wall(datetime.combine(day or today.date(), MORNING)), False, now)
    start = datetime.combine(day or today.date(), part[1])
    if start <= today < datetime.combine(start.date(), part[2]):
        return DueTime(on_the_wall(_next_half_hour(today + AHEAD / 2)))
    return _future(on_the_wall(start), day is None, now)


def _next_half_hour(moment: datetime) -> datetime:
    whole = moment.replace(minute=0, second=0, microsecond=0)
    halves = -(-(moment - whole) // AHEAD)
    return whole + halves * AHEAD


def _a_day_later(moment: datetime) -> datetime:
    """The same time by the wall clock, also where clocks are put forward in between."""
    return on_the_wall(moment.astimezone().replace(tzinfo=None) + timedelta(days=1))


def _tomorrow_at(past: datetime, now: datetime) -> datetime:
    clock = past.astimezone().time()
    return on_the_wall(datetime.combine(now.astimezone().date() + timedelta(days=1), clock))


def _in_reach(at: datetime, now: datetime) -> datetime:
    if at - now > FURTHEST:
        raise NotUnderstoodError("too far away")
    return at


def on_the_wall(wall: datetime) -> datetime:
    """In UTC a moment of this desk's wall clock; one skipped in spring is the hour after."""
    at = wall.astimezone(UTC)
    skipped = at.astimezone().replace(tzinfo=None) != wall
    return max(at, wall.replace(fold=1).astimezone(UTC)) if skipped else at
