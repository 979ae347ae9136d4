"""What of a call was sent, and both versions where another computer had changed it too."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.sqlite import insert

from operator_app.domain.conflicts import Choice, Conflict
from operator_app.domain.records import Entity
from operator_app.storage import rows, statements
from operator_app.storage.tables import conflict, offered

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection, RowMapping

    from operator_app.domain.records import CallRecord, OutboxItem

_KEYS: Final = ("id", "device", "digest")
"""Columns of a call that are bytes, which JSON has not."""

_ANYTHING: Final = b""
"""Stands in `offered` for whatever the centre has: the call waited when the file was upgraded."""


def note_offered(db: Connection, items: Iterable[OutboxItem]) -> None:
    """Remember the versions of calls among rows that are about to be sent."""
    noted = [_offer(one.id, one.digest, one.rev) for one in items if one.entity is Entity.CALL]
    if noted:
        db.exec_driver_sql(statements.OFFER, noted)


def _offer(key: UUID, digest: bytes, rev: int, *, held: bool = False) -> dict[str, Any]:
    return {"id": key.bytes, "digest": digest, "rev": rev, "held": int(held)}


def note_held(db: Connection, calls: Sequence[tuple[UUID, int]]) -> None:
    """Remember that the centre acknowledged these revs of calls."""
    if calls:
        held = [{"key": key.bytes, "at_rev": rev} for key, rev in calls]
        db.exec_driver_sql(statements.HOLD, held)


def doubt_all(db: Connection) -> None:
    """Another server may hold none of what one before it acknowledged."""
    db.execute(update(offered).values(held=0))


def known_of(db: Connection, keys: Sequence[bytes]) -> dict[bytes, frozenset[bytes] | None]:
    """What the centre may hold of each call, as `OutboxItem.known` has it."""
    known: dict[bytes, set[bytes]] = {key: set() for key in keys}
    for row in db.execute(select(offered.c.id, offered.c.digest).where(offered.c.id.in_(keys))):
        known[row.id].add(row.digest)
    return {key: None if _ANYTHING in some else frozenset(some) for key, some in known.items()}


def was_offered(db: Connection, key: bytes, digest: bytes, *, held: bool = False) -> bool:
    """Whether that version was about to be sent, or acknowledged."""
    wanted = select(offered.c.rev).where(offered.c.id == key, offered.c.digest == digest)
    return db.execute(wanted.where(offered.c.held >= int(held))).first() is not None


def forget(db: Connection, key: bytes) -> None:
    """Drop all versions of a call."""
    db.execute(delete(offered).where(offered.c.id == key))
    db.execute(delete(conflict).where(conflict.c.call_id == key))


def keep(db: Connection, found: Conflict) -> None:
    """Keep both versions; with a choice, the centre's may be replaced from now on."""
    key = found.theirs.id.bytes
    mine, theirs = _text(found.mine), _text(found.theirs)
    # Another one of the centre's stays: one that was restored since may not have it any longer.
    db.execute(delete(conflict).where(conflict.c.call_id == key, conflict.c.theirs == theirs))
    newest = select(func.coalesce(func.max(conflict.c.found_seq), 0) + 1)
    values = {
        "call_id": key, "mine": mine, "theirs": theirs,
        "changed_at": rows.to_moment(found.changed_at), "choice": found.choice.value,
        "chosen": found.chosen, "linked": found.linked.bytes if found.linked else None,
    }  # fmt: skip
    number = db.execute(newest.where(conflict.c.call_id == key)).scalar_one()
    db.execute(insert(conflict).values({**values, "found_seq": number, "digest": _digest(values)}))
    # From now on it is known what the centre has.
    db.execute(delete(offered).where(offered.c.id == key, offered.c.digest == _ANYTHING))
    if found.choice:
        held = _offer(found.theirs.id, found.theirs.digest(), found.theirs.rev, held=True)
        db.exec_driver_sql(statements.OFFER, [held])


def last(db: Connection, key: bytes | None = None) -> dict[UUID, Conflict]:
    """The last conflict about each call, or about one of them."""
    wanted = select(conflict).order_by(conflict.c.found_seq)
    if key is not None:
        wanted = wanted.where(conflict.c.call_id == key)
    return {UUID(bytes=row["call_id"]): _of_row(row) for row in db.execute(wanted).mappings()}


def _of_row(row: RowMapping) -> Conflict:
    """Raises OperatorNotice FILE_DAMAGED when the digest differs."""
    if _digest(dict(row)) != row["digest"]:
        raise rows.damaged("conflict", row["call_id"].hex())
    return Conflict(
        mine=_call(row["mine"]), theirs=_call(row["theirs"]),
        changed_at=rows.of_moment(row["changed_at"]), choice=Choice(row["choice"]),
        chosen=row["chosen"], linked=UUID(bytes=row["linked"]) if row["linked"] else None,
    )  # fmt: skip


def _digest(row: Mapping[str, Any]) -> bytes:
    fields = [row["mine"], row["theirs"], row["changed_at"], row["choice"], row["chosen"].hex()]
    linked = row["linked"].hex() if row["linked"] else ""
    return hashlib.sha256(json.dumps([*fields, linked]).encode()).digest()


def _text(call: CallRecord) -> str:
    values = rows.call_values(call)
    return json.dumps(values | {name: values[name].hex() for name in _KEYS}, ensure_ascii=False)


def _call(text: str) -> CallRecord:
    values = json.loads(text)
    return rows.call_of(values | {name: bytes.fromhex(values[name]) for name in _KEYS})
