"""Giving a customer money: counted before it is spoken, kept with the call, asked of a lead."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from operator_app.domain.calls import Customer, EventKind, Json
from operator_app.domain.compensation import (
    BY_HAND,
    Allowance,
    CentreTotal,
    KnownSums,
    allowance,
    name_key,
    same_customer,
    total,
)
from operator_app.domain.escalations import Decision
from operator_app.domain.follow_ups import FollowUp, FollowUpKind, FollowUpState, FollowUpStep
from operator_app.domain.records import Entity
from operator_app.language.rendering import format_sum
from operator_app.services.call_note import sums_given
from operator_app.services.escalations import context_of, escalate
from operator_app.services.follow_ups import customer_data, first_step
from operator_app.services.live_call import Changed, LiveCall

if TYPE_CHECKING:
    from uuid import UUID

    from operator_app.domain.ports import Begin, Clock, Connect, Records
    from operator_app.services.workplace import Workplace

FRESH: Final = timedelta(minutes=5)
"""How long the centre is not asked again about the same customer."""
KEPT: Final = timedelta(hours=24)
"""How long its last word counts while it cannot be asked; then it is dropped."""

MEANWHILE: Final = "Такую сумму решает старший смены. Уже спрашиваю, останьтесь на линии"
"""What the agent says while a lead decides: the company's words, like the record."""

_SHORTEST = {"number": 7, "order": 4, "who": 5}


def who_is(customer: Customer) -> dict[str, Json]:
    """A customer as rows of sums are compared: number, name, order, and the name's key."""
    return customer_data(customer) | {"who": name_key(customer.name)}


def askable(customer: Customer) -> bool:
    """Whether enough is known of a customer to ask the centre about them."""
    known = who_is(customer)
    return any(len(str(known[key])) >= least for key, least in _SHORTEST.items())


def ask_centre(
    begin: Begin, connect: Connect, clock: Clock, customer: Customer, days: int
) -> CentreTotal:
    """What colleagues gave within the last `days`, asked at most every FRESH; network lane.

    Raises CentreFault when the centre cannot be asked.
    """
    now = clock()
    with begin() as records:
        kept = records.centre_total(customer)
    if kept is not None and timedelta(0) <= now - kept.fetched_at < FRESH:
        return kept
    with connect() as session:
        session.hello()
        given, approved = session.compensation_total(customer, now - timedelta(days=days))
    told = CentreTotal(now, given, approved)
    with begin() as records:
        records.keep_centre_total(customer, told, now - KEPT)
    return told


def sums_known(workplace: Workplace, customer: Customer, besides: UUID) -> KnownSums:
    """What is known on this desk of a customer's sums in other calls; for the storage lane."""
    now, known = workplace.clock(), who_is(customer)
    since = now - timedelta(days=workplace.content.limit.period_days)
    with workplace.begin() as records:
        given = _of_customer(records, FollowUpKind.COMPENSATION, since, known)
        asked = _of_customer(records, FollowUpKind.ESCALATION, since, known)
        told = records.centre_total(customer)
    rows = [one for one in given if one.state is FollowUpState.DONE and one.call_id != besides]
    own = total(one.data for one in rows if one.agent == workplace.desk.agent)
    others = total(one.data for one in rows if one.agent != workplace.desk.agent)
    agreed = [_approved(one) for one in asked]
    if told is None or now - told.fetched_at >= KEPT:
        return KnownSums(own, others, max(agreed, default=0))
    fresh = timedelta(0) <= now - told.fetched_at < FRESH
    approved = max([told.approved, *agreed])
    # A lead's file has the team's sums too: the larger count is the later one.
    return KnownSums(own, max(told.given, others), approved, told.fetched_at if fresh else None)


def _of_customer(
    records: Records, kind: FollowUpKind, since: datetime, known: dict[str, Json]
) -> list[FollowUp]:
    found = (one.now for one in records.follow_ups_since(kind, since))
    return [one for one in found if same_customer(one.data, known)]


def _approved(asked: FollowUp) -> int:
    agreed = asked.text("decision") == Decision.APPROVED
    return int(asked.data.get("up_to") or 0) if agreed else 0


def may_give(live: LiveCall, known: KnownSums, source: str = BY_HAND) -> Allowance:
    """What may be given from a source, its own earlier sum in this call not counted."""
    sums = live.call.sums
    return allowance(live.content.limit, known, sums.total - sums.by_source.get(source, 0))


def give(workplace: Workplace, live: LiveCall, known: KnownSums, rubles: int, why: str) -> Changed:
    """The sum the agent chose, in place of an earlier one; 0 takes it back.

    Raises ValueError for more than is allowed: nobody may come to confirm that.
    """
    if may_give(live, known).overrun(rubles):
        raise ValueError("more than the limit")
    if rubles == live.call.sums.by_source.get(BY_HAND, 0):
        return Changed.NOTHING
    return _take_down(workplace, live, BY_HAND, rubles, why)


def settle_sums(workplace: Workplace, live: LiveCall) -> Changed:
    """Bring the kept sums in line with what the script's answers and the customer now are."""
    changed, sums = Changed.NOTHING, live.call.sums
    stands = {one.slot: one for one in sums_given(live.note_of()) if one.given}
    for source in sorted({*stands, *sums.by_source} - {BY_HAND}):
        rubles = stands[source].rubles if source in stands else 0
        if rubles != sums.by_source.get(source, 0):
            why = stands[source].reason if source in stands else ""
            changed |= _take_down(workplace, live, source, rubles, why)
    customer = live.call.customer
    sums = live.call.sums
    if sums.item is not None and sums.who != (customer.number, customer.name, customer.order):
        by_hand = sums.by_source.get(BY_HAND, 0)
        changed |= _take_down(workplace, live, BY_HAND, by_hand, "")
    return changed


def _take_down(workplace: Workplace, live: LiveCall, source: str, rubles: int, why: str) -> Changed:
    sums, limit = live.call.sums, live.content.limit
    whole = sums.total - sums.by_source.get(source, 0) + rubles
    data = who_is(live.call.customer) | {
        "rubles": whole, "limit": limit.rubles, "days": limit.period_days,
        "made_by": workplace.desk.name.signature(),
    }  # fmt: skip
    if why:
        data["reason"] = why
    step = first_step(
        workplace, FollowUpKind.COMPENSATION, live.call.id, workplace.desk.agent, None, data
    )
    step = replace(step, state=FollowUpState.DONE if whole else FollowUpState.DROPPED)
    if sums.item is not None and sums.last is not None:
        step = replace(step, item=sums.item, after=sums.last)
    told = customer_data(live.call.customer) | {
        "item": str(step.item), "last": str(step.id), "source": source, "rubles": rubles,
        "reason": why,
    }  # fmt: skip
    return live.take_down(EventKind.COMPENSATION, told, Entity.FOLLOW_UP_STEP, step)


def ask_lead(
    workplace: Workplace, live: LiveCall, known: KnownSums, rubles: int, why: str
) -> FollowUpStep:
    """The first step of the question whether more may be given; nothing is kept yet."""
    may = may_give(live, known)
    question = (
        f"Прошу согласовать компенсацию {format_sum(rubles)}"
        f"{f' ({why})' if why else ''}: больше лимита на {format_sum(may.overrun(rubles))}, "
        f"дано {format_sum(may.given)} из {format_sum(may.ceiling)}"
    )
    step = escalate(workplace, question, context_of(live), live)
    data: dict[str, Json] = {
        **step.data, "who": name_key(live.call.customer.name),
        "rubles": rubles, "up_to": may.given + rubles,
    }  # fmt: skip
    return replace(step, data=MappingProxyType(data))
