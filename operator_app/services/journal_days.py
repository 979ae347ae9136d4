"""Days as an agent types them into the journal's filter."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Final

from operator_app.domain.answers import read_date

# A hyphen without room is one of a date as computers write it, unless it is the only one.
_TO: Final = re.compile(r"\s*[–—]\s*|\s+-\s+|\s+по\s+|\s+to\s+|^([^-]+)-(?=[^-]+$)")
_ENGLISH: Final = {"today": "сегодня", "yesterday": "вчера", "week": "неделя"}
_WEEK: Final = timedelta(days=6)


def read_days(typed: str, today: date) -> tuple[date, date] | None:
    """The first and the last day meant, None when the words are not understood.

    «сегодня», «вчера», «неделя» (today and six days before), «18.11», «18.11–20.11»,
    «с 18.11 по сегодня», the same in English; a period typed backwards is turned round.
    """
    text = " ".join(typed.lower().split()).removeprefix("с ").removeprefix("from ")
    if _ENGLISH.get(text, text) == "неделя":
        return today - _WEEK, today
    if (day := _read(text, today)) is not None:
        return day, day
    ends = [_read(part, today) for part in _TO.split(text) if part]
    if len(ends) != 2 or ends[0] is None or ends[1] is None:
        return None
    return min(ends[0], ends[1]), max(ends[0], ends[1])


def _read(text: str, today: date) -> date | None:
    return read_date(_ENGLISH.get(text, text), today)


def span_of(days: tuple[date, date]) -> tuple[datetime, datetime]:
    """From the first midnight to the one after the last day, by this computer's zone."""
    first, last = days
    return _midnight(first), _midnight(last + timedelta(days=1))


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day).astimezone()
