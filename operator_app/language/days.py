"""Days in words that outlive the day they were said on: «завтра» is kept as its date."""

from __future__ import annotations

import re
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from operator_app.domain.answers import read_date
from operator_app.language.rendering import MONTHS, spoken_date

_AHEAD: Final = MappingProxyType(
    {"вчера": -1, "сегодня": 0, "завтра": 1, "послезавтра": 2}
)  # fmt: skip
_SAID: Final = re.compile(rf"\b({'|'.join(_AHEAD)})\b(?: же\b)?", re.IGNORECASE)
# «С 23 ноября» does not become «с завтра», «23–25 ноября» is more than one day.
_DATE: Final = re.compile(
    rf"(?<![\d–—.-])(?<!\bс )(?<!\bсо )(?<!\bпо )(?<!\bот )(?<!\bк )(?<!\bпосле )"
    rf"\b(\d{{1,2}})\s({'|'.join(MONTHS)})\b(?!\s\d{{4}})",
    re.IGNORECASE,
)
_NEAR: Final = MappingProxyType({-1: "вчера", 0: "сегодня", 1: "завтра"})


def dated(words: str, today: date) -> str:
    """What is said on `today` with the date in place of «завтра» and its like."""

    def day(found: re.Match[str]) -> str:
        return spoken_date(today + timedelta(days=_AHEAD[found[1].lower()]))

    return _SAID.sub(day, words)


def as_of(words: str, said_on: date, today: date) -> str:
    """What was said on `said_on` as it is said `today`: its date is «вчера», «сегодня», «завтра».

    A day without a year is the one nearest to `said_on`.
    """

    def day(found: re.Match[str]) -> str:
        meant = read_date(f"{found[1]}.{1 + MONTHS.index(found[2].lower())}", said_on)
        near = _NEAR.get((meant - today).days) if meant else None
        if near is None:
            return found[0]
        return near.capitalize() if found.start() == 0 else near

    return _DATE.sub(day, words)
