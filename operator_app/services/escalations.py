"""Questions to the lead: asked with all the desk knows, decided, and brought back to the desk."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from operator_app.domain.answers import many_lines
from operator_app.domain.calls import CallEvent, CallStatus, Customer, EventKind, Json
from operator_app.domain.escalations import (
    MAX_ANSWER_TEXT,
    MAX_QUESTION,
    Context,
    Decision,
    Escalation,
    answered_for,
    escalation_of,
    undecided,
)
from operator_app.domain.follow_ups import FollowUpKind, FollowUpState, FollowUpStep
from operator_app.domain.ids import moment_of
from operator_app.domain.records import Entity
from operator_app.services.call_note import request_of
from operator_app.services.call_record import follow_up_line, record_text, step_title
from operator_app.services.follow_ups import customer_data, first_step, next_step

if TYPE_CHECKING:
    from operator_app.domain.ports import Records
    from operator_app.services.live_call import Changed, LiveCall
    from operator_app.services.workplace import Workplace

SHOWN: Final = timedelta(days=7)
"""How long an agent sees what they asked."""
TELL_WITHIN: Final = timedelta(minutes=15)
"""How soon a customer whose call is over is rung with the answer."""


def context_of(live: LiveCall | None) -> Context:
    """What the desk knows of the call in hand; nothing without one."""
    if live is None:
        return Context(Customer())
    script, step = live.script(), live.step()
    said = record_text(live.lines)
    note = "\n".join(live.note_from_steps())
    return Context(
        live.call.customer,
        script.title if script else "",
        step_title(step) if step else "",
        f"{note}\n\n{said}" if note else said,
    )


def proposed_question(live: LiveCall | None, looked_for: str) -> str:
    """The words a form begins with: what was searched in vain, else the customer's request."""
    if looked_for:
        return f"Что ответить по запросу «{looked_for}»?"
    request = request_of(live.note_of()) if live else ""
    return f"Прошу решить. Запрос клиента: «{request}»" if request else ""


def escalate(
    workplace: Workplace, question: str, context: Context, live: LiveCall | None
) -> FollowUpStep:
    """The first step of a question to the lead; nothing is kept yet. ValueError without words."""
    asked = many_lines(question, MAX_QUESTION).strip()
    if not asked:
        raise ValueError("a question needs words")
    data = customer_data(context.customer) | {
        "question": asked, "script": context.script, "step": context.step,
        "said": many_lines(context.said, 20_000), "asked_by": workplace.desk.name.signature(),
    }  # fmt: skip
    call_id = live.call.id if live else None
    return first_step(workplace, FollowUpKind.ESCALATION, call_id, "", None, data)


def take_down_escalation(live: LiveCall, step: FollowUpStep) -> Changed:
    """The question is an event of the call, a line of its record, and a row beside it."""
    data = {"item": str(step.item), "question": str(step.data["question"])}
    return live.take_down(EventKind.ESCALATED, data, Entity.FOLLOW_UP_STEP, step)


def open_escalations(workplace: Workplace) -> tuple[Escalation, ...]:
    """Questions that wait for the lead, the longest waiting first; for the storage lane."""
    with workplace.begin() as records:
        return undecided(records.follow_ups(FollowUpKind.ESCALATION))


def decide(workplace: Workplace, asked: Escalation, decision: Decision, answer: str) -> bool:
    """The lead's answer goes back to who asked; False when another lead was first.

    For the storage lane.
    """
    data: dict[str, Json] = {
        "decision": decision.value,
        "answer": many_lines(answer, MAX_ANSWER_TEXT).strip(),
        "answered_by": workplace.desk.name.signature(),
    }
    with workplace.begin() as records:
        standing = records.follow_up(asked.id)
        if standing is None or standing.now.state is not FollowUpState.OPEN:
            return False
        item, state = standing.now, FollowUpState.ANSWERED
        step = next_step(workplace, item, state, item.holder, None, data)
        records.save_row(Entity.FOLLOW_UP_STEP, step)
    return True


def answers(workplace: Workplace) -> tuple[Escalation, ...]:
    """Answers that have not reached the call they are for; for the storage lane."""
    with workplace.begin() as records:
        standing = records.follow_ups(FollowUpKind.ESCALATION)
    return answered_for(standing, workplace.desk.agent)


def own_questions(workplace: Workplace) -> tuple[Escalation, ...]:
    """What this agent asked within the last `SHOWN`, the newest first; for the storage lane."""
    with workplace.begin() as records:
        found = records.follow_ups_since(FollowUpKind.ESCALATION, workplace.clock() - SHOWN)
    own = [one for one in found if one.now.agent == workplace.desk.agent]
    return tuple(escalation_of(one) for one in reversed(own))


def answered_at(asked: Escalation) -> datetime | None:
    """When the lead's word was given or came to this desk (UTC); None while there is none."""
    return moment_of(asked.item.last) if asked.decision is not None else None


def take_down_answer(workplace: Workplace, live: LiveCall, answered: Escalation) -> Changed:
    """The answer reaches its call: an event, a line of the record, and the question is closed."""
    step = next_step(workplace, answered.item, FollowUpState.SEEN, answered.item.holder, None)
    return live.take_down(EventKind.ANSWERED, _answer_data(answered), Entity.FOLLOW_UP_STEP, step)


def file_answer(workplace: Workplace, answered: Escalation) -> None:
    """The call is over: the answer goes into its record, and the customer is to be rung.

    Whole or not at all; for the storage lane. Nobody is rung where no number is known or the lead
    does it.
    """
    seen = next_step(workplace, answered.item, FollowUpState.SEEN, answered.item.holder, None)
    with workplace.begin() as records:
        _add_to_record(workplace, records, answered)
        records.save_row(Entity.FOLLOW_UP_STEP, seen)
        customer = answered.context.customer
        if customer.number and answered.decision is not Decision.TAKEN_OVER:
            data = customer_data(customer) | {
                "promise": f"Сообщить решение старшего: {answered.answer}"
                if answered.answer
                else "Сообщить решение старшего",
                "reason": answered.context.script,
                "made_by": answered.answered_by,
            }
            due = workplace.clock() + TELL_WITHIN
            step = first_step(
                workplace, FollowUpKind.CALLBACK, answered.item.call_id, workplace.desk.agent,
                due, data,
            )  # fmt: skip
            records.save_row(Entity.FOLLOW_UP_STEP, step)


def _add_to_record(workplace: Workplace, records: Records, answered: Escalation) -> None:
    call_id = answered.item.call_id
    record = records.call(call_id) if call_id else None
    if record is None or record.status != CallStatus.CLOSED:
        return
    seq = 1 + max((one.seq for one in records.events(record.id)), default=0)
    at = workplace.clock()
    data = MappingProxyType(_answer_data(answered))
    event = CallEvent(workplace.new_key(), record.id, seq, at, EventKind.ANSWERED, data)
    line = record_text([(at, follow_up_line(event))])
    newer = replace(record, rev=record.rev + 1, record=f"{record.record}\n{line}")
    records.save_call(newer, (event,))


def _answer_data(answered: Escalation) -> dict[str, Json]:
    decision = answered.decision or Decision.APPROVED
    return {
        "item": str(answered.id), "decision": decision.value, "answer": answered.answer,
        "who": answered.answered_by,
    }  # fmt: skip
