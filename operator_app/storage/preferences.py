"""What the agents of this desk set up for themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select

from operator_app.domain.preferences import Preference
from operator_app.storage.rows import damaged, mapping_of, text_of
from operator_app.storage.tables import preference

if TYPE_CHECKING:
    from sqlalchemy import Connection, RowMapping


def preference_values(one: Preference) -> dict[str, Any]:
    """The columns of `preference`."""
    return {
        "id": one.id.bytes, "rev": one.rev, "agent": one.agent, "kind": one.kind,
        "data": text_of(one.data), "digest": one.digest(),
    }  # fmt: skip


def preference_of(row: RowMapping) -> Preference:
    """The preference of a row; raises OperatorNotice FILE_DAMAGED when the digest differs."""
    key = UUID(bytes=row["id"])
    try:
        found = Preference(key, row["rev"], row["agent"], row["kind"], mapping_of(row["data"]))
    except ValueError as error:
        raise damaged("preference", str(key)) from error
    if found.digest() != row["digest"]:
        raise damaged("preference", str(key))
    return found


def of_agent(db: Connection, agent: str, kind: str) -> tuple[Preference, ...]:
    """All of that kind, oldest first, those that were let go too."""
    wanted = select(preference).where(preference.c.agent == agent, preference.c.kind == kind)
    found = db.execute(wanted.order_by(preference.c.id)).mappings()
    return tuple(preference_of(row) for row in found)
