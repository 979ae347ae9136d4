"""Steps of callbacks and escalations, taken at this desk."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING
from uuid import UUID

from operator_app.domain.calls import Customer, Json
from operator_app.domain.follow_ups import FollowUp, FollowUpKind, FollowUpState, FollowUpStep
from operator_app.domain.records import Entity

if TYPE_CHECKING:
    from operator_app.services.workplace import Workplace


def first_step(
    workplace: Workplace, kind: FollowUpKind, call_id: UUID | None, holder: str,
    due: datetime | None, data: Mapping[str, Json],
) -> FollowUpStep:  # fmt: skip
    """The step a follow-up begins with; nothing is kept yet."""
    key, desk = workplace.new_key(), workplace.desk
    return FollowUpStep(
        key, key, key, desk.device, desk.agent, workplace.clock(), kind, call_id,
        FollowUpState.OPEN, holder, due, MappingProxyType(dict(data)),
    )  # fmt: skip


def next_step(
    workplace: Workplace, item: FollowUp, state: FollowUpState, holder: str, due: datetime | None,
    data: Mapping[str, Json] | None = None,
) -> FollowUpStep:  # fmt: skip
    """The step after what this desk last knew of it; nothing is kept yet."""
    desk = workplace.desk
    return FollowUpStep(
        workplace.new_key(), item.id, item.last, desk.device, desk.agent, workplace.clock(),
        item.kind, item.call_id, state, holder, due, MappingProxyType(dict(data or {})),
    )  # fmt: skip


def keep_step(workplace: Workplace, step: FollowUpStep) -> None:
    """Keep a step and mark it for sending; for the storage lane."""
    with workplace.begin() as records:
        records.save_row(Entity.FOLLOW_UP_STEP, step)


def put_back(workplace: Workplace, before: FollowUp) -> None:
    """Undo: whatever was done since, it stands as before; for the storage lane."""
    with workplace.begin() as records:
        now = records.follow_up(before.id)
        if now is not None:
            # What was learnt meanwhile stays known, what was counted is counted back.
            data = {"tries": before.data.get("tries")}
            step = next_step(workplace, now.now, before.state, before.holder, before.due, data)
            records.save_row(Entity.FOLLOW_UP_STEP, step)


def customer_data(customer: Customer) -> dict[str, Json]:
    """Who the customer is, as a step keeps it."""
    return {"number": customer.number, "name": customer.name, "order": customer.order}
