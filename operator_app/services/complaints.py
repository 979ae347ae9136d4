"""Complaints and promises: taken down with their call, shown before the customer rings again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from operator_app.domain.answers import many_lines, one_line
from operator_app.domain.calls import Customer, EventKind, Json
from operator_app.domain.compensation import same_customer
from operator_app.domain.complaints import (
    MAX_CAUSE,
    MAX_RESOLUTION,
    REGISTER,
    WITHIN,
    Case,
    Repeats,
    case_of,
    causes,
    due_of,
    repeats,
)
from operator_app.domain.follow_ups import FollowUpKind, FollowUpState, FollowUpStep
from operator_app.domain.records import Entity
from operator_app.domain.scripts import AnswerKind, Stage
from operator_app.language.days import dated
from operator_app.services.call_note import promised
from operator_app.services.call_record import step_title
from operator_app.services.compensate import who_is
from operator_app.services.escalations import context_of
from operator_app.services.follow_ups import first_step, next_step
from operator_app.services.live_call import Changed, LiveCall
from operator_app.services.spoken import today_of

if TYPE_CHECKING:
    from uuid import UUID

    from operator_app.domain.publication import Content
    from operator_app.services.workplace import Workplace

COMPLAINT_SCRIPT: Final = "complaint"
"""Whoever is led through this script complains: its first choice names the cause."""
REMEMBERED: Final = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One case of the register, with how often the like of it came in the period."""

    case: Case
    repeats: Repeats


@dataclass(frozen=True, slots=True)
class Register:
    """A period's cases, late ones first, and how many complaints each cause has."""

    rows: tuple[RegisterRow, ...]
    causes: tuple[tuple[str, int], ...]


def known_causes(content: Content) -> tuple[str, ...]:
    """What a complaint may be about: the first choice of the script of complaints."""
    script = content.script(COMPLAINT_SCRIPT)
    asks = next((one for one in script.steps if one.choices), None) if script else None
    return tuple(one.label for one in asks.choices) if asks else ()


def complain(workplace: Workplace, live: LiveCall, cause: str, words: str) -> Changed:
    """Take down a complaint; a call has one, the first."""
    if live.call.complaint is not None:
        return Changed.NOTHING
    cause, words = one_line(cause, MAX_CAUSE), many_lines(words, MAX_RESOLUTION).strip()
    step = _first(
        workplace, live, FollowUpKind.COMPLAINT, workplace.clock() + WITHIN,
        {"cause": cause, "words": words, "said": context_of(live).said[:20_000]},
    )  # fmt: skip
    data = {"item": str(step.item), "cause": cause, "words": words}
    return live.take_down(EventKind.COMPLAINT, data, Entity.FOLLOW_UP_STEP, step)


def settle_end(workplace: Workplace, live: LiveCall) -> Changed:
    """The call ends: what the script promised and what was complained of go into the register.

    A call that was returned and ended again adds what is new and withdraws what no longer stands.
    """
    changed, said_on = Changed.NOTHING, today_of(live.call.opened_at)
    stands = tuple(dated(one, said_on) for one in promised(live.note_of()))
    for words, item in live.call.promised.items():
        if words not in stands:
            step = _first(workplace, live, FollowUpKind.PROMISE, None, {})
            step = replace(step, item=item, after=item, state=FollowUpState.DROPPED)
            changed |= _promise(live, step, words, "")
    for words in stands:
        if words not in live.call.promised:
            due = due_of(words, workplace.clock())
            step = _first(workplace, live, FollowUpKind.PROMISE, due, {"words": words})
            changed |= _promise(live, step, words, due.isoformat())
    if live.call.complaint is None and (told := _complaint(live)) is not None:
        changed |= complain(workplace, live, *told)
    return changed


def _promise(live: LiveCall, step: FollowUpStep, words: str, due: str) -> Changed:
    data: dict[str, Json] = {"item": str(step.item), "words": words, "due": due}
    return live.take_down(EventKind.PROMISED, data, Entity.FOLLOW_UP_STEP, step)


def _complaint(live: LiveCall) -> tuple[str, str] | None:
    """Cause and the customer's words, where the script of complaints got so far."""
    script = live.script()
    if script is None or script.id != COMPLAINT_SCRIPT:
        return None
    cause = words = ""
    for step, held in live.note_of().walked():
        if step.stage is not Stage.CLARIFY:
            continue
        if held.choice is not None and not cause:
            cause = step.choices[held.choice].label
        elif step.kind is AnswerKind.TEXT and held.answer is not None and not words:
            words = held.answer.text
    return (cause, words) if cause else None


def _first(
    workplace: Workplace, live: LiveCall, kind: FollowUpKind, due: datetime | None,
    data: dict[str, Json],
) -> FollowUpStep:  # fmt: skip
    script, step = live.script(), live.step()
    read = live.call.passages[-1].text("sop") if live.call.passages else ""
    told = who_is(live.call.customer) | {
        "sop": script.sop if script and script.sop else read,
        "step": step_title(step) if step else "",
        "made_by": workplace.desk.name.signature(),
    }
    agent = workplace.desk.agent
    return first_step(workplace, kind, live.call.id, agent, due, told | data)


def cases_of(workplace: Workplace, customer: Customer, besides: UUID) -> tuple[Case, ...]:
    """A customer's open cases of other calls, the earliest due first; for the storage lane."""
    since, known = workplace.clock() - REMEMBERED, who_is(customer)
    with workplace.begin() as records:
        found = [
            case_of(one)
            for kind in REGISTER
            for one in records.follow_ups_since(kind, since)
            if one.now.call_id != besides and same_customer(one.now.data, known)
        ]
    return tuple(sorted((one for one in found if one.open), key=lambda one: (one.due, one.id)))


def register(workplace: Workplace, days: int, cause: str = "") -> Register:
    """Complaints and late promises of the last `days`; for the storage lane."""
    now = workplace.clock()
    with workplace.begin() as records:
        found = [
            case_of(one)
            for kind in REGISTER
            for one in records.follow_ups_since(kind, now - timedelta(days=days))
            if one.now.state is not FollowUpState.DROPPED
        ]
    complaints = [one for one in found if one.kind is FollowUpKind.COMPLAINT]
    shown = [one for one in complaints if cause in ("", one.cause)]
    if not cause:
        shown += [one for one in found if one.kind is not FollowUpKind.COMPLAINT and one.late(now)]
    shown.sort(key=lambda one: (not one.late(now), not one.open, one.due, one.id))
    rows = tuple(RegisterRow(one, repeats(one, complaints)) for one in shown)
    return Register(rows, causes(complaints))


def resolve(workplace: Workplace, case: Case, resolution: str) -> bool:
    """Say what was done; False when somebody did meanwhile. For the storage lane."""
    data: dict[str, Json] = {
        "resolution": many_lines(resolution, MAX_RESOLUTION).strip(),
        "resolved_by": workplace.desk.name.signature(),
    }
    with workplace.begin() as records:
        standing = records.follow_up(case.id)
        if standing is None or not case_of(standing).open:
            return False
        now = standing.now
        step = next_step(workplace, now, FollowUpState.DONE, now.holder, now.due, data)
        records.save_row(Entity.FOLLOW_UP_STEP, step)
    return True
