"""What is likelier before a word is typed, as a share of the best score: near equals only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from operator_app.domain.retrieval import Leaning
    from operator_app.search.shelf import Shelf

STEP: Final = 0.06
TOPIC: Final = 0.04
OPENED: Final = 0.04
TEAM: Final = 0.1
FEW_LETTERS: Final = 4
FRESH: Final = 0.02
BESIDES: Final = 0.5


def leanings(
    numbers: Iterable[int], shelf: Shelf, leaning: Leaning, letters: int
) -> dict[int, float]:
    """For each document what to add, a share of the best score.

    The fewer letters are typed, the more counts what the team opens: little else is known yet. Its
    shares by their square root, or the one opened most would count and hardly any other. Freshness
    goes by the order of dates among these documents, so that no clock is asked.
    """
    about = {number: shelf.about(number) for number in numbers}
    dates = sorted({one.date for one in about.values() if one.date})
    newer = {date: place / max(1, len(dates) - 1) for place, date in enumerate(dates)}
    lately = {sop: 1 - place / len(leaning.opened) for place, sop in enumerate(leaning.opened)}
    team = TEAM * (1 + FEW_LETTERS / max(1, letters))
    found = {}
    for number, one in about.items():
        bonus = FRESH * newer.get(one.date, 0.0) + OPENED * lately.get(one.sop, 0.0)
        bonus += team * leaning.team.get(one.sop, 0.0) ** 0.5
        bonus += STEP * (one.sop == leaning.sop != "") + TOPIC * (one.topic == leaning.topic != "")
        found[number] = bonus
    return found


def procedures_first(ranked: dict[int, float], exact: Container[int], shelf: Shelf) -> None:
    """Weigh what is no procedure less, except `exact` ones; a procedure by its replies too."""
    others = [one for one in ranked if shelf.about(one).kind != "sop" and one not in exact]
    said: dict[str, float] = {}
    for number in others:
        sop = shelf.about(number).sop
        said[sop] = max(ranked[number], said.get(sop, 0.0))
        ranked[number] *= BESIDES
    for number in sorted(ranked, key=ranked.__getitem__, reverse=True):
        about = shelf.about(number)
        if about.kind == "sop" and about.sop in said:
            ranked[number] = max(ranked[number], said.pop(about.sop))
