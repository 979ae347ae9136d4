"""What a customer answered: a kind and a text in one canonical spelling, so that answers compare."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

from operator_app.domain.scripts import AnswerKind

MAX_ANSWER = 500
"""Longest typed answer kept, in characters."""


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
    text = " ".join(unicodedata.normalize("NFKC", typed).split())[:MAX_ANSWER]
    if not text or kind is AnswerKind.CHOICE:
        raise AnswerFault(kind)
    readers = {
        AnswerKind.NUMBER: _number,
        AnswerKind.SUM: _sum,
        AnswerKind.PHONE: _phone,
        AnswerKind.ORDER: _order,
    }
    if kind is AnswerKind.DATE:
        found = read_date(text, today)
        canonical = found.isoformat() if found else ""
    else:
        canonical = readers[kind](text) if kind in readers else text
    if not canonical:
        raise AnswerFault(kind)
    return Answer(kind, canonical)


def read_date(text: str, today: date) -> date | None:
    """«18.11», «18.11.2026», «18 11», «2026-11-18», «вчера», «сегодня», «завтра»; None when it is no date."""
    days = {"позавчера": -2, "вчера": -1, "сегодня": 0, "завтра": 1, "послезавтра": 2}
    if text.lower() in days:
        return today + timedelta(days=days[text.lower()])
    iso = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text)
    spoken = re.fullmatch(r"(\d{1,2})[ ./](\d{1,2})(?:[ ./](\d{2}|\d{4}))?", text)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if spoken:
            year = int(spoken[3] or today.year)
            return date(year + 2000 if year < 100 else year, int(spoken[2]), int(spoken[1]))
    except ValueError:
        return None
    return None


def _number(text: str) -> str:
    digits = text.replace(" ", "")
    return str(int(digits)) if re.fullmatch(r"[0-9]{1,9}", digits) else ""


def _sum(text: str) -> str:
    return _number(re.sub(r"\s*(?:₽|руб(?:\.|л[а-я]*)?|р\.?)$", "", text, flags=re.IGNORECASE))


def _phone(text: str) -> str:
    return normal_phone(text)


def normal_phone(text: str) -> str:
    """Digits with a leading plus; a Russian number in any spelling becomes +7…; empty when it is none."""
    digits = re.sub(r"[^0-9]", "", text)
    if re.search(r"[^0-9+()\-\s.]", text) or not 2 <= len(digits) <= 20:
        return ""
    if len(digits) == 11 and digits[0] in "78" and not text.startswith("+8"):
        return "+7" + digits[1:]
    if len(digits) == 10 and digits[0] == "9":
        return "+7" + digits
    return "+" + digits if text.startswith("+") else digits


def _order(text: str) -> str:
    bare = re.sub(r"[\s–—-]+", "", text.removeprefix("№").strip()).upper()
    if re.fullmatch(r"[0-9]{8}", bare):
        return f"{bare[:4]}-{bare[4:]}"
    compact = re.sub(r"\s+", "", text).upper()
    return compact if re.fullmatch(r"[A-ZА-ЯЁ0-9-]{3,20}", compact) and re.search(r"[0-9]", compact) else ""
