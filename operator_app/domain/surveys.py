"""What customers say of a call: standard indices by definitions that never change midway.

A definition is frozen with its version: another wording, scale or formula is another version, and a
month keeps the one its answers were given under, so that months compare.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Index(StrEnum):
    """The standard indices."""

    NPS = "nps"
    CSAT = "csat"
    CES = "ces"


@dataclass(frozen=True, slots=True)
class Definition:
    """One version of an index: what is asked, on which scale, and what its score is.

    Answers are whole numbers from `lowest` to `highest`. The score is the share in percent of
    answers from `good` up, less the share of those up to `bad`; without `good` it is their mean.
    """

    index: Index
    version: int
    question: str
    lowest: int
    highest: int
    good: int | None = None
    bad: int | None = None

    def holds(self, value: int) -> bool:
        """Whether an answer is on the scale."""
        return self.lowest <= value <= self.highest

    def score(self, values: Iterable[int]) -> float:
        """The index of some answers; raises ValueError without any or for one off the scale."""
        given = tuple(values)
        if not given or not all(self.holds(one) for one in given):
            raise ValueError("answers on the scale are needed")
        if self.good is None:
            return sum(given) / len(given)
        good = sum(one >= self.good for one in given)
        bad = sum(one <= self.bad for one in given) if self.bad is not None else 0
        return 100 * (good - bad) / len(given)


DEFINITIONS: Final = (
    Definition(
        Index.NPS, 1, "Насколько вы готовы рекомендовать нас знакомым, от 0 до 10?", 0, 10, 9, 6
    ),
    Definition(Index.CSAT, 1, "Насколько вы довольны этим разговором, от 1 до 5?", 1, 5, 4),
    Definition(
        Index.CES, 1, "Насколько легко было решить вопрос, от 1 (трудно) до 7 (легко)?", 1, 7
    ),
)
"""Every version there ever was; those in use are the newest. None is ever changed or removed."""

_BY_VERSION: Final = MappingProxyType({(one.index, one.version): one for one in DEFINITIONS})


@dataclass(frozen=True, slots=True)
class SurveyAnswer:
    """One customer's answer; `at` is UTC, `words` what they added."""

    at: datetime
    index: Index
    version: int
    value: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class MonthScore:
    """The score of a month («2026-11», by this desk's calendar) under one version."""

    month: str
    definition: Definition
    answers: int
    score: float


def current(index: Index) -> Definition:
    """The newest version of an index."""
    return max((one for one in DEFINITIONS if one.index is index), key=lambda one: one.version)


def by_month(answers: Iterable[SurveyAnswer]) -> tuple[MonthScore, ...]:
    """Scores, the newest month first; versions of one index are never mixed.

    Answers under a version this program does not know are left out.
    """
    groups: dict[tuple[str, Index, int], list[int]] = {}
    for one in answers:
        key = (f"{one.at.astimezone():%Y-%m}", one.index, one.version)
        if (one.index, one.version) in _BY_VERSION:
            groups.setdefault(key, []).append(one.value)
    found = [
        MonthScore(month, _BY_VERSION[index, version], len(values),
                   _BY_VERSION[index, version].score(values))
        for (month, index, version), values in groups.items()
    ]  # fmt: skip
    order = [one.index for one in DEFINITIONS]
    found.sort(key=lambda one: (order.index(one.definition.index), -one.definition.version))
    return tuple(sorted(found, key=lambda one: one.month, reverse=True))
