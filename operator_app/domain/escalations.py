"""Questions to the team's lead: what the desk knew when it was asked, and what was decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from operator_app.domain.calls import Customer
from operator_app.domain.follow_ups import FollowUp, FollowUpState, Standing

MAX_QUESTION: Final = 2_000
MAX_ANSWER_TEXT: Final = 2_000
"""Longest question and answer, in characters."""


class Decision(StrEnum):
    """What the lead decided; TAKEN_OVER: the lead rings the customer."""

    APPROVED = "approved"
    REFUSED = "refused"
    TAKEN_OVER = "taken_over"


@dataclass(frozen=True, slots=True)
class Context:
    """What the desk knew: the script's and the step's titles, and the record's lines so far."""

    customer: Customer
    script: str = ""
    step: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Escalation:
    """One question; `decision` is None while it is open. Times are UTC.

    `asked_by` and `answered_by` are names as they are signed; `confirmed` once the centre has it.
    """

    item: FollowUp
    confirmed: bool
    question: str
    context: Context
    asked_by: str
    decision: Decision | None
    answer: str
    answered_by: str

    @property
    def id(self) -> UUID:
        """Its key."""
        return self.item.id

    @property
    def asked_at(self) -> datetime:
        """When it was asked."""
        return self.item.made_at


def escalation_of(standing: Standing) -> Escalation:
    """A follow-up of kind ESCALATION read as one."""
    item = standing.now
    customer = Customer(item.text("number"), item.text("name"), item.text("order"))
    decided = item.text("decision")
    return Escalation(
        item, standing.confirmed, item.text("question"),
        Context(customer, item.text("script"), item.text("step"), item.text("said")),
        item.text("asked_by"), Decision(decided) if decided else None, item.text("answer"),
        item.text("answered_by"),
    )  # fmt: skip


def undecided(standing: Iterable[Standing]) -> tuple[Escalation, ...]:
    """Questions that wait for a lead, the longest waiting first."""
    waiting = [one for one in standing if one.now.state is FollowUpState.OPEN]
    return tuple(escalation_of(one) for one in sorted(waiting, key=lambda one: one.now.made_at))


def answered_for(standing: Iterable[Standing], agent: str) -> tuple[Escalation, ...]:
    """Answers to an agent's own questions that have not reached the desk yet."""
    found = [
        one
        for one in standing
        if one.now.state is FollowUpState.ANSWERED and one.now.agent == agent
    ]
    return tuple(escalation_of(one) for one in found)
