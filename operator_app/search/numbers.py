"""Other ways to write the numbers and dates of a query: «1000», «тысяча»; «1 мая», «01.05»."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from operator_app.search.analysis import is_cyrillic, measure, phone_at
from operator_app.search.engine import Alternative

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from operator_app.search.vocabulary import Vocabulary

SAME_NUMBER: Final = 0.9
PHONE: Final = 2.0
"""More than its digits by themselves, which prices and counts may have too."""


def _each(names: str) -> list[str]:
    return names.split()


_ONES: Final = _each(
    "ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать "
    "тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать"
)
_TENS: Final = _each("двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто")
_HUNDREDS: Final = _each("сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот")
_NAMED: Final = {
    **{name: value for value, name in enumerate(_ONES)},
    **{name: 10 * value for value, name in enumerate(_TENS, 2)},
    **{name: 100 * value for value, name in enumerate(_HUNDREDS, 1)},
}
_SCALES: Final = {"тысяча": 1_000, "миллион": 1_000_000}
_ORDINALS: Final = _each(
    "первый второй третий четвертый пятый шестой седьмой восьмой девятый десятый одиннадцатый "
    "двенадцатый тринадцатый четырнадцатый пятнадцатый шестнадцатый семнадцатый восемнадцатый "
    "девятнадцатый двадцатый"
)
_MONTHS: Final = _each(
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь"
)
_DATE: Final = re.compile(r"(\d{1,2})\.(\d{1,2})(?:\.(\d{4}|\d{2}))?")
_LARGEST: Final = 10**9
_MOST_PIECES: Final = 5

Stretch = tuple[int, int, Alternative]


def other_spellings(
    forms: Sequence[str], meanings: Sequence[frozenset[str]], vocabulary: Vocabulary
) -> list[Stretch]:
    """Alternatives for stretches `first:after` of a query; only such as some text holds.

    `forms` are the words as typed, `meanings` the terms of each.
    """
    found = [
        *_dates(forms, meanings, vocabulary),
        *_numbers(forms, meanings),
        *_measures(forms),
        *_pieces(forms),
    ]
    weighed = [(*one, SAME_NUMBER) for one in found] + [(*one, PHONE) for one in _phones(forms)]
    return [
        (first, after, Alternative(terms, weight))
        for first, after, terms, weight in weighed
        if all(map(vocabulary.has_term, terms))
    ]


def _numbers(
    forms: Sequence[str], meanings: Sequence[frozenset[str]]
) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    first = 0
    while first < len(forms):
        value, after = _read(forms, meanings, first)
        if value is not None:
            typed = tuple(forms[first:after])
            for terms in _spellings(value):
                if terms != typed:
                    yield first, after, terms
        first = max(after, first + 1)


def _read(
    forms: Sequence[str], meanings: Sequence[frozenset[str]], first: int
) -> tuple[int | None, int]:
    """The number that begins at word `first` and where it ends; None when there is none."""
    total, part, place = 0, None, first
    for place in range(first, len(forms)):
        scale = next((_SCALES[one] for one in meanings[place] if one in _SCALES), None)
        named = next((_NAMED[one] for one in meanings[place] if one in _NAMED), None)
        if scale:
            total, part = total + (1 if part is None else part) * scale, 0
        elif place == first and forms[place].isdecimal() and len(forms[place]) < len(str(_LARGEST)):
            part = int(forms[place])
        elif named is not None and (not part or (named < 10 <= part) or named < 100 <= part):
            part = (part or 0) + named
        else:
            break
    else:
        place = len(forms)
    return (None if part is None else total + part), place


def _spellings(value: int) -> Iterator[tuple[str, ...]]:
    yield (str(value),)
    yield _words(value)
    if value % 1000 == 0:
        yield str(value // 1000), "тысяча"


def _words(value: int) -> tuple[str, ...]:
    """The number in words, each as its lemma."""
    if value >= _LARGEST:
        return (str(value),)
    for name, scale in reversed(_SCALES.items()):
        if value >= scale:
            many, rest = divmod(value, scale)
            return (*(_words(many) if many > 1 else ()), name, *(_words(rest) if rest else ()))
    if value < len(_ONES):
        return (_ONES[value],)
    name, rest = (
        (_HUNDREDS[value // 100 - 1], value % 100)
        if value >= 100
        else (_TENS[value // 10 - 2], value % 10)
    )
    return (name, *_words(rest)) if rest else (name,)


def _measures(forms: Sequence[str]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """A number with its unit: «220 вольт», «220 В»."""
    for first, (number, unit) in enumerate(pairwise(forms)):
        if number[0].isdigit() and (whole := measure(number, unit)):
            yield first, first + 2, (whole,)


def _phones(forms: Sequence[str]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    for first in range(len(forms)):
        if phone := phone_at(forms, first):
            yield first, phone[0], (phone[1],)


def _pieces(forms: Sequence[str]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """A code or a Latin name typed with spaces in it: «5510 2284», «зк 1042», «wi fi»."""
    for first in range(len(forms)):
        for after in range(first + 2, min(first + _MOST_PIECES, len(forms)) + 1):
            whole = "".join(forms[first:after])
            if whole.isalnum() and not is_cyrillic(whole):
                yield first, after, (whole,)


def _dates(
    forms: Sequence[str], meanings: Sequence[frozenset[str]], vocabulary: Vocabulary
) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    for first, form in enumerate(forms):
        written = _DATE.fullmatch(form)
        if written and 1 <= int(written[1]) <= 31 and 1 <= int(written[2]) <= len(_MONTHS):
            day, month, after = int(written[1]), int(written[2]), first + 1
        elif first + 1 < len(forms):
            day = _day(form, meanings[first])
            month = next((_MONTHS.index(m) + 1 for m in meanings[first + 1] if m in _MONTHS), 0)
            after = first + 2
        else:
            continue
        if day and month:
            year = (written[3] if written else "") or ""
            for terms in _date_spellings(day, month, year, vocabulary):
                yield first, after, terms


def _day(form: str, meaning: frozenset[str]) -> int:
    if form.isdecimal() and len(form) <= 2 and int(form) <= 31:
        return int(form)
    return next((_ORDINALS.index(one) + 1 for one in meaning if one in _ORDINALS), 0)


def _date_spellings(
    day: int, month: int, year: str, vocabulary: Vocabulary
) -> Iterator[tuple[str, ...]]:
    yield str(day), _MONTHS[month - 1]
    if day <= len(_ORDINALS):
        yield _ORDINALS[day - 1], _MONTHS[month - 1]
    for start in (f"{day:02}.{month:02}", f"{day}.{month:02}", f"{day}.{month}"):
        yield (start,)
        for form in vocabulary.starting_with(f"{start}."):
            if not year or form.endswith(year):
                yield (form,)
