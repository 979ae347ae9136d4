"""Parts of a template with their values, as grammatical text read aloud."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from operator_app.domain.phrases import Gender
from operator_app.domain.phrasing import Slot, Text
from operator_app.language.morphology import inflect, readings
from operator_app.language.names import CASES, decline_name, parse_name

Value = str | int | date
"""What a slot may hold: text, a count, a day."""

NO_BREAK = "\u00a0"
MISSING = "…"
"""Shown where a value is not known yet, so that braces are never read aloud."""

MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
_SENTENCE_START = re.compile(r"(^[\s«*]*|(?:[.!?]|(?<=\w)…)\s+[«*]*)(\w)")
"""Three dots end a sentence after a word; by themselves they are a value not known yet."""


def render(parts: Sequence[Text | Slot], values: Mapping[str, Value], gap: str = MISSING) -> str:
    """Join parts and values; the first letter of a sentence is a capital, double spaces go.

    `gap` stands where a value is missing, `{}` in it for the slot's name.
    """
    said = "".join(
        one.text if isinstance(one, Text) else _filled(one, values, gap) for one in parts
    )
    said = re.sub(r"[ ]{2,}", " ", said).strip()
    return _SENTENCE_START.sub(lambda match: match[1] + match[2].upper(), said)


def _filled(slot: Slot, values: Mapping[str, Value], gap: str) -> str:
    value = values.get(slot.name)
    if value is None or value == "":
        return gap.format(slot.name.replace("_", " "))
    if isinstance(value, date):
        return spoken_date(value)
    if isinstance(value, int):
        return agree_number(value, slot.form) if slot.form else group_digits(value)
    if slot.form in CASES:
        return decline_name(value, slot.form)
    return _with_word(value, slot.form) if slot.form else value


def _with_word(value: str, word: str) -> str:
    """«2–3 дня» by the last number; «Уважаемая Анна» by the name; else the value alone."""
    number = re.search(r"\d{1,9}$", value)
    if number:
        return value[: number.start()] + agree_number(int(number[0]), word)
    return address(value, word)


def address(name: str, adjective: str) -> str:
    """«уважаемая Анна Петровна»; the name alone when its gender or the adjective is not known."""
    gender = parse_name(name).gender
    wanted = {"nomn", "sing", "femn" if gender is Gender.FEMININE else "masc"}
    reading = next((one for one in readings(adjective) if one.pos in ("ADJF", "PRTF")), None)
    form = inflect(reading, wanted) if reading is not None and gender else None
    return f"{form.word} {name}" if form else name


def spoken_date(day: date) -> str:
    """«18 ноября»: the day in the genitive, as after «на», «до», «с»."""
    return f"{day.day}{NO_BREAK}{MONTHS[day.month - 1]}"


def group_digits(number: int) -> str:
    """«1 000» with no-break spaces; four digits are grouped too, as the interface does."""
    return f"{number:,}".replace(",", NO_BREAK)


def format_sum(rubles: int) -> str:
    """«1 000 ₽» with no-break spaces."""
    return f"{group_digits(rubles)}{NO_BREAK}₽"


def agree_number(number: int, noun: str) -> str:
    """A count with its noun: 1 день, 3 дня, 5 дней; a noun that is not Russian stays as it is."""
    reading = next(
        (one for one in readings(noun) if one.pos == "NOUN" and one.case == "nomn"), None
    )
    tens, ones = abs(number) % 100, abs(number) % 10
    if reading is None or (ones == 1 and tens != 11):
        form = noun
    else:
        few = ones in (2, 3, 4) and tens not in (12, 13, 14)
        found = inflect(reading, {"gent", "sing"} if few else {"gent", "plur"})
        form = found.word if found else noun
    return f"{group_digits(number)}{NO_BREAK}{form}"


def polite_name(full_name: str) -> str:
    """«Кузьмина Анна Петровна» → «Анна Петровна»."""
    return parse_name(full_name).polite()


def short_name(full_name: str) -> str:
    """«Кузьмина Анна Петровна» → «Кузьмина А. П.»."""
    return parse_name(full_name).short()
