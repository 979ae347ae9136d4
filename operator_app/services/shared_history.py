"""What colleagues noted of a customer: asked of the centre and kept for a while, never changed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from operator_app.domain.ports import CentreFault
from operator_app.domain.records import SharedHistory

if TYPE_CHECKING:
    from uuid import UUID

    from operator_app.domain.calls import Customer
    from operator_app.domain.ports import Begin, Clock, Connect

FRESH: Final = timedelta(minutes=15)
"""How long the centre is not asked again about the same customer."""
KEPT: Final = timedelta(hours=24)
"""How long it may be shown while the centre cannot be asked; then it is dropped."""

_SHORTEST_NUMBER, _SHORTEST_ORDER = 7, 4


def shared_history(
    begin: Begin, connect: Connect, clock: Clock, customer: Customer, besides: UUID
) -> SharedHistory | None:
    """Return what the centre knows, or what is kept of it; belongs on the network lane.

    None when too little is known of the customer. Raises CentreFault when the centre cannot be
    asked and nothing young enough is kept, OperatorNotice for a fault of the disk.
    """
    if len(customer.number) < _SHORTEST_NUMBER and len(customer.order) < _SHORTEST_ORDER:
        return None
    now = clock()
    with begin() as records:
        kept = records.shared_history(customer)
    if kept is not None and timedelta(0) <= now - kept.fetched_at < FRESH:
        return kept
    try:
        with connect() as session:
            session.hello()
            found = SharedHistory(now, session.customer_history(customer, besides))
    except CentreFault:
        if kept is None or now - kept.fetched_at >= KEPT:
            raise
        return kept
    with begin() as records:
        records.keep_shared_history(customer, found, now - KEPT)
    return found
