"""Who calls: what own earlier calls tell of them, and what colleagues noted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from operator_app.domain.calls import Call, Customer

if TYPE_CHECKING:
    from uuid import UUID

    from operator_app.domain.ports import Begin
    from operator_app.domain.records import ColleagueCall
    from operator_app.services.workplace import Workplace

_MANY = 20


def known_as(begin: Begin, call: Call) -> Customer | None:
    """The name and order an earlier call has and this one lacks; None when none adds anything.

    Found by number or order, else by a full name: so a number that is new belongs to a customer
    who is known.
    """
    known = call.customer
    with begin() as records:
        earlier = records.history(known, call.id, _MANY)
        if not earlier and known.name:
            earlier = records.history(Customer(name=known.name), call.id, _MANY)
    name = known.name or next((one.name for one in earlier if one.name), "")
    order = known.order or next((one.order for one in earlier if one.order), "")
    found = Customer(known.number, name, order)
    return None if found == known else found


def colleagues_calls(
    workplace: Workplace, customer: Customer, besides: UUID
) -> tuple[ColleagueCall, ...]:
    """Calls of that customer that are not in this desk's file; belongs on the network lane.

    Empty without a centre. Raises CentreFault and OperatorNotice as `shared_history`.
    """
    ask = workplace.shared_history
    found = ask(customer, besides) if ask is not None else None
    if found is None:
        return ()
    with workplace.begin() as records:
        return tuple(one for one in found.calls if records.call(one.id) is None)
