"""What the centre knew of a customer's calls, kept in the file for a while."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert

from operator_app.domain.compensation import CentreTotal, name_key
from operator_app.domain.records import ColleagueCall, SharedHistory
from operator_app.storage.rows import damaged, of_moment, to_moment
from operator_app.storage.tables import centre_total, shared_history

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from operator_app.domain.calls import Customer


def keep(db: Connection, customer: Customer, history: SharedHistory, drop_before: datetime) -> None:
    """Keep it, and drop everybody's that was fetched before a moment."""
    moment = to_moment(history.fetched_at)
    calls = json.dumps(
        [
            [str(one.id), to_moment(one.opened_at), one.who, one.order, one.outcome, one.note,
             one.record] for one in history.calls
        ], ensure_ascii=False,
    )  # fmt: skip
    key = _key(customer)
    values = {
        "customer": key, "fetched_at": moment, "calls": calls,
        "digest": _digest(key, moment, calls),
    }  # fmt: skip
    old = shared_history.c.fetched_at < to_moment(drop_before)
    db.execute(delete(shared_history).where(old))
    adding = insert(shared_history).values(values)
    db.execute(adding.on_conflict_do_update(index_elements=["customer"], set_=values))


def of_customer(db: Connection, customer: Customer) -> SharedHistory | None:
    """What is kept; raises OperatorNotice FILE_DAMAGED when the digest differs."""
    key = _key(customer)
    wanted = select(shared_history).where(shared_history.c.customer == key)
    row = db.execute(wanted).mappings().one_or_none()
    if row is None:
        return None
    if row["digest"] != _digest(key, row["fetched_at"], row["calls"]):
        raise damaged("shared_history", key.hex())
    return SharedHistory(
        of_moment(row["fetched_at"]),
        tuple(
            ColleagueCall(UUID(key), of_moment(moment), *texts)
            for key, moment, *texts in json.loads(row["calls"])
        ),
    )


def keep_total(
    db: Connection, customer: Customer, told: CentreTotal, drop_before: datetime
) -> None:
    """Keep what the centre said of compensations, and drop what is older than a moment."""
    key, moment = _total_key(customer), to_moment(told.fetched_at)
    values = {
        "customer": key, "fetched_at": moment, "given": told.given, "approved": told.approved,
        "digest": _digest(key, moment, f"{told.given}/{told.approved}"),
    }  # fmt: skip
    old = centre_total.c.fetched_at < to_moment(drop_before)
    db.execute(delete(centre_total).where(old))
    adding = insert(centre_total).values(values)
    db.execute(adding.on_conflict_do_update(index_elements=["customer"], set_=values))


def total_of(db: Connection, customer: Customer) -> CentreTotal | None:
    """What is kept of it; raises OperatorNotice FILE_DAMAGED when the digest differs."""
    key = _total_key(customer)
    wanted = select(centre_total).where(centre_total.c.customer == key)
    row = db.execute(wanted).mappings().one_or_none()
    if row is None:
        return None
    moment, given, approved = row["fetched_at"], row["given"], row["approved"]
    if row["digest"] != _digest(key, moment, f"{given}/{approved}"):
        raise damaged("centre_total", key.hex())
    return CentreTotal(of_moment(moment), given, approved)


def forget_all(db: Connection) -> None:
    """Drop everything: some of it was erased at the centre, the rest is fetched again."""
    db.execute(delete(shared_history))
    db.execute(delete(centre_total))


def _key(customer: Customer) -> bytes:
    return hashlib.sha256(f"{customer.number}/{customer.order}".encode()).digest()


def _total_key(customer: Customer) -> bytes:
    named = (customer.number, customer.order, name_key(customer.name))
    return hashlib.sha256(json.dumps(named).encode()).digest()


def _digest(key: bytes, moment: int, calls: str) -> bytes:
    return hashlib.sha256(key + str(moment).encode() + calls.encode()).digest()
