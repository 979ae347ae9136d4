"""All of one customer, by number or order: shown to an administrator, then erased."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from operator_app.sync.administering import administering
from operator_app.sync.faults import told_as_faults

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from operator_app.sync.address import CentreAddress


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """A row that belongs to the customer: `kind` is `call` or a follow-up's, `agent` a login.

    `corrected`: a call that counts under another number and order now.
    """

    kind: str
    id: UUID
    at: datetime
    agent: str
    corrected: bool


def rows_of_customer(address: CentreAddress, number: str, order: str) -> tuple[CustomerRow, ...]:
    """Return what would be erased, oldest first; an empty number or order counts for nothing.

    `number` as desks keep it (`answers.normal_phone`). Raises CentreFault.
    """
    # An older centre says nothing of corrections, and does not find them.
    query = (
        "SELECT kind, id, at, agent, coalesce((to_jsonb(found) ->> 'corrected')::boolean, false) "
        "FROM app.rows_of_customer(%s, %s) AS found"
    )
    with told_as_faults(), administering(address) as session:
        session.execute("SET LOCAL ROLE app_owner")
        return tuple(CustomerRow(*row) for row in session.execute(query, (number, order)))


def erase_customer(address: CentreAddress, number: str, order: str, why: str) -> tuple[int, int]:
    """Empty it all for ever and note who did it; return how many calls and follow-ups that were.

    Raises CentreFault.
    """
    query = "SELECT calls, follow_ups FROM app.erase_customer(%s, %s, %s)"
    with told_as_faults(), administering(address) as session:
        session.execute("SET LOCAL ROLE app_owner")
        calls, follow_ups = session.execute(query, (number, order, why)).fetchone() or (0, 0)
    return calls, follow_ups
