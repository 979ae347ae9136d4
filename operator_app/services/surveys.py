"""Answers of customers: taken down after a call, or brought in from a file, counted by month."""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from operator_app.domain.answers import many_lines, normal_phone
from operator_app.domain.calls import Customer
from operator_app.domain.due_times import on_the_wall
from operator_app.domain.follow_ups import FollowUp, FollowUpKind, FollowUpState, FollowUpStep
from operator_app.domain.records import Entity
from operator_app.domain.surveys import Index, MonthScore, SurveyAnswer, by_month, current
from operator_app.services.compensate import who_is
from operator_app.services.follow_ups import first_step

if TYPE_CHECKING:
    from operator_app.services.workplace import Workplace

MAX_WORDS: Final = 1_000
COUNTED: Final = timedelta(days=730)
"""How far back months are shown."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of a file: answers kept, and the numbers (from 1) of lines that say none."""

    kept: int
    refused: tuple[int, ...]


def answered(
    workplace: Workplace, index: Index, value: int, words: str, customer: Customer,
    call_id: UUID | None,
) -> None:  # fmt: skip
    """Keep one answer under the newest version; ValueError off its scale. Storage lane."""
    step = _step(workplace, index, value, words, customer, call_id)
    with workplace.begin() as records:
        records.save_row(Entity.FOLLOW_UP_STEP, step)


def bring_in(workplace: Workplace, text: str) -> Brought:
    """Keep the answers of a CSV file: date, index, value and, if known, number, order, words.

    Separated by commas or semicolons, with a line of these names; the same line again adds
    nothing. All in one transaction; for the storage lane.
    """
    lines = text.lstrip("\ufeff").splitlines()
    first = lines[0] if lines else ""
    reader = csv.DictReader(
        io.StringIO("\n".join(lines)), delimiter=";" if ";" in first else ",", restval=""
    )
    kept, refused = 0, []
    with workplace.begin() as records:
        for row in reader:
            step = _read(workplace, {key: value for key, value in row.items() if key})
            if step is None:
                refused.append(reader.line_num)
            elif records.follow_up(step.id) is None:
                records.save_row(Entity.FOLLOW_UP_STEP, step)
                kept += 1
    return Brought(kept, tuple(refused))


def scores(workplace: Workplace) -> tuple[MonthScore, ...]:
    """Months with their scores, the newest first; for the storage lane."""
    since = workplace.clock() - COUNTED
    with workplace.begin() as records:
        found = records.follow_ups_since(FollowUpKind.SURVEY, since)
    rows = (one.now for one in found if one.now.state is FollowUpState.DONE)
    return by_month(answer for one in rows if (answer := _answer(one)) is not None)


def _answer(item: FollowUp) -> SurveyAnswer | None:
    try:
        index, version = Index(item.text("index")), int(item.text("version"))
        return SurveyAnswer(
            item.made_at, index, version, int(item.text("value")), item.text("words")
        )
    except ValueError:
        # A newer program counts something this one does not know.
        return None


def _step(
    workplace: Workplace, index: Index, value: int, words: str, customer: Customer,
    call_id: UUID | None,
) -> FollowUpStep:  # fmt: skip
    definition = current(index)
    if not definition.holds(value):
        raise ValueError("off the scale")
    data = who_is(customer) | {
        "index": index.value, "version": definition.version, "value": value,
        "words": many_lines(words, MAX_WORDS).strip(),
    }  # fmt: skip
    agent = workplace.desk.agent
    step = first_step(workplace, FollowUpKind.SURVEY, call_id, agent, None, data)
    return replace(step, state=FollowUpState.DONE)


def _read(workplace: Workplace, row: dict[str, str]) -> FollowUpStep | None:
    try:
        wall = datetime.fromisoformat(row.get("date", "").strip())
        at = wall.astimezone(UTC) if wall.tzinfo else on_the_wall(wall)
        index, value = Index(row.get("index", "").strip().lower()), int(row.get("value", ""))
        number = normal_phone(row.get("number", ""))
        customer = Customer(number, "", row.get("order", "").strip()[:200])
        step = _step(workplace, index, value, row.get("words", ""), customer, None)
    except ValueError:
        return None
    # The same line makes the same key, on whichever desk and however often.
    same = hashlib.sha256("\x1f".join(str(one) for one in sorted(row.items())).encode()).digest()
    key = UUID(bytes=same[:16], version=5)
    return replace(step, id=key, item=key, after=key, at=at)
