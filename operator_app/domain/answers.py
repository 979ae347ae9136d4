"""What a customer answered: a kind and a text in one spelling, so that answers compare."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from operator_app.domain.cards import without_cards
from operator_app.domain.scripts import AnswerKind

MAX_ANSWER = 500
"""Longest typed answer kept, in characters."""

# Neither database takes NUL or half a surrogate pair; a turned reading direction forges what is
# read, and comes along unseen with numbers copied from address books.
_UNSAFE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e"
    "\u2066-\u2069\ufeff\ud800-\udfff]"
)
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")


def one_line(text: str, limit: int = MAX_ANSWER) -> str:
    """What can be kept of a text, on one line with single spaces, at most `limit` characters.

    Card numbers are never kept.
    """
    return " ".join(without_cards(_UNSAFE.sub("", text)).split())[:limit].rstrip()


def many_lines(text: str, limit: int) -> str:
    """What can be kept of a text with its lines and spaces, at most `limit` characters.

    Card numbers are never kept.
    """
    return without_cards(_UNSAFE.sub("", _LINE_END.sub("\n", text)))[:limit]


@dataclass(frozen=True, slots=True)
class Answer:
    """`text` is canonical: a date as YYYY-MM-DD, a sum as whole roubles, a phone as +digits.

    `said` is how a restatement puts a choice; empty for typed answers, whose form `language` makes.
    """

    kind: AnswerKind
    text: str
    said: str = ""


class AnswerFault(ValueError):
    """The words cannot be an answer of that kind; `kind` says what was expected."""

    def __init__(self, kind: AnswerKind) -> None:
        super().__init__(kind.value)
        self.kind = kind


def read_answer(kind: AnswerKind, typed: str, today: date) -> Answer:
    """Read what the agent typed; raises AnswerFault when it is empty or of another kind."""
    if kind is AnswerKind.CHOICE:
        raise AnswerFault(kind)
    text = one_line(typed)
    readers: dict[AnswerKind, Callable[[str], str]] = {
        AnswerKind.NUMBER: _number,
        AnswerKind.SUM: _sum,
        AnswerKind.PHONE: normal_phone,
        AnswerKind.ORDER: _order,
        AnswerKind.DATE: lambda said: str(read_date(said, today) or ""),
    }
    # Compatible forms are folded only where digits are read: in a text «№» and «м²» stay.
    canonical = readers[kind](_folded(text)) if kind in readers else text
    if not canonical:
        raise AnswerFault(kind)
    return Answer(kind, canonical)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text.replace("№", " ")).split())


def read_date(text: str, today: date) -> date | None:
    """«18.11», «18.11.2026», «18 11», «2026-11-18», «вчера», «сегодня», «завтра»; else None.

    A day without a year is the one nearest to `today`: in December «05.01» is next January.
    """
    days = {"позавчера": -2, "вчера": -1, "сегодня": 0, "завтра": 1, "послезавтра": 2}
    if text.lower() in days:
        return today + timedelta(days=days[text.lower()])
    if iso := re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", text):
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    said = re.fullmatch(r"([0-9]{1,2})[ ./]([0-9]{1,2})(?:[ ./]([0-9]{2}|[0-9]{4}))?", text)
    if said is None:
        return None
    if said[3]:
        year = int(said[3]) + (2000 if len(said[3]) == 2 else 0)
        return _day(year, int(said[2]), int(said[1]))
    years = (today.year - 1, today.year, today.year + 1)
    near = [one for year in years if (one := _day(year, int(said[2]), int(said[1])))]
    return min(near, key=lambda one: abs(one - today), default=None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _number(text: str) -> str:
    digits = text.replace(" ", "")
    return str(int(digits)) if re.fullmatch(r"[0-9]{1,9}", digits) else ""


def _sum(text: str) -> str:
    return _number(re.sub(r"\s*(?:₽|руб(?:\.|л[а-я]*)?|р\.?)$", "", text, flags=re.IGNORECASE))


def normal_phone(text: str) -> str:
    """Digits with a leading plus; a Russian number in any spelling becomes +7…; else empty."""
    text = one_line(text, limit=100)
    digits = re.sub(r"[^0-9]", "", text)
    if re.search(r"[^0-9+()\-\s.]", text) or not 2 <= len(digits) <= 20:
        return ""
    abroad = text.startswith("+")
    if len(digits) == 11 and digits[0] in ("7" if abroad else "78"):
        return "+7" + digits[1:]
    if len(digits) == 10 and digits[0] == "9" and not abroad:
        return "+7" + digits
    return "+" + digits if abroad else digits


def _order(text: str) -> str:
    dashed = re.sub(r"[–—]", "-", re.sub(r"\s+", "", text)).upper()
    bare = dashed.replace("-", "")
    if re.fullmatch(r"[0-9]{8}", bare):
        return f"{bare[:4]}-{bare[4:]}"
    fits = re.fullmatch(r"[A-ZА-ЯЁ0-9][A-ZА-ЯЁ0-9-]{2,19}", dashed) and re.search(r"[0-9]", dashed)
    return dashed if fits else ""
