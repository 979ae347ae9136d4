"""Wrap-up codes: the company's closed list of how calls end, found by a few letters."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from operator_app.domain.keyboard_layout import retyped


class WrapUpKind(StrEnum):
    """Whether the request is settled."""

    SOLVED = "solved"
    IN_PROGRESS = "in_progress"
    UNSOLVED = "unsolved"


@dataclass(frozen=True, slots=True)
class WrapUpCode:
    """One way a call ends; `id` is what reports count, `keywords` are other words to find it by."""

    id: str
    title: str
    kind: WrapUpKind
    keywords: tuple[str, ...] = ()


def find_codes(
    codes: Iterable[WrapUpCode], typed: str, proposed: str = ""
) -> tuple[WrapUpCode, ...]:
    """The codes each typed word begins some word of, the proposed one first; all for no word.

    Where that is none, as the other keyboard layout would have typed it.
    """
    every = tuple(codes)
    fitting = _fitting(every, _words(typed)) or _fitting(every, _words(retyped(typed)))
    return tuple(sorted(fitting, key=lambda one: one.id != proposed))


def _fitting(codes: tuple[WrapUpCode, ...], wanted: list[str]) -> list[WrapUpCode]:
    return [
        one
        for one in codes
        if all(
            any(word.startswith(part) for word in _words(" ".join((one.title, *one.keywords))))
            for part in wanted
        )
    ]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower().replace("ё", "е"))
