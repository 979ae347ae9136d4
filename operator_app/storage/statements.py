"""The statements of the autosave and of every round, built from the tables once, kept as text.

Running text skips what SQLAlchemy does for every Core statement anew; these run often enough for
that to show.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Table, bindparam, delete, literal_column, select, update
from sqlalchemy.dialects.sqlite import dialect, insert
from sqlalchemy.sql.expression import ClauseElement, ColumnElement

from operator_app.domain.records import OutboxState
from operator_app.storage import queries
from operator_app.storage.tables import call, call_event, offered, outbox, setting

_DIALECT: Final = dialect(paramstyle="named")
_KEPT: Final = ("id", "device", "opened_at")
"""What never changes once a call is opened."""


def _text(statement: ClauseElement) -> str:
    return str(statement.compile(dialect=_DIALECT))


def _written_out(statement: ClauseElement) -> str:
    """Values of the statement's own stand in the text; what is given each time is a parameter."""
    return str(statement.compile(dialect=_DIALECT, compile_kwargs={"literal_binds": True}))


def _named(table: Table, *besides: str) -> dict[str, Any]:
    return {name: bindparam(name) for name in table.columns.keys() if name not in besides}  # noqa: SIM118


# Written out: SQLAlchemy keeps the names of columns for the SET clause of an UPDATE, and the same
# values serve both.
_SAME_CALL: Final[ColumnElement[bool]] = literal_column(
    "id = :id AND device = :device AND opened_at = :opened_at"
)
_NEWER: Final[ColumnElement[bool]] = literal_column("rev < :rev")
_SAME_STATUS: Final[ColumnElement[bool]] = literal_column("status = :status")

CALL_INSERT: Final = _text(insert(call).values(_named(call)))

CALL_UPDATE: Final = _text(update(call).where(_SAME_CALL, _NEWER).values(_named(call, *_KEPT)))

CALL_UPDATE_SAME_STATUS: Final = _text(
    update(call).where(_SAME_CALL, _NEWER, _SAME_STATUS).values(_named(call, *_KEPT, "status"))
)
"""The autosave of a draft: with `status` out of the SET clause no index is touched."""

CALL_FIXED: Final = _text(
    select(call.c.rev, call.c.device, call.c.opened_at).where(call.c.id == bindparam("id"))
)

EVENT_INSERT: Final = _text(
    insert(call_event).values(_named(call_event)).on_conflict_do_nothing(index_elements=["id"])
)

EVENT_DIGEST: Final = _text(select(call_event.c.digest).where(call_event.c.id == bindparam("id")))

_mark = insert(outbox).values(_named(outbox, "marked_seq"))
MARK: Final = _text(
    _mark.on_conflict_do_update(
        index_elements=["entity", "id"],
        # What the centre refused may be what the agent has just corrected: it is sent again.
        set_={
            "rev": _mark.excluded.rev,
            "state": literal_column(f"'{OutboxState.WAITING.value}'"),
            "reason": literal_column("''"),
        },
        where=_mark.excluded.rev > outbox.c.rev,
    )
)

ACKNOWLEDGE: Final = _text(
    delete(outbox).where(
        outbox.c.entity == bindparam("entity"),
        outbox.c.id == bindparam("id"),
        outbox.c.rev <= bindparam("rev"),
    )
)

OFFER: Final = _text(
    insert(offered).values(_named(offered)).on_conflict_do_nothing(index_elements=["id", "digest"])
)

HOLD: Final = _text(
    update(offered)
    .where(offered.c.id == bindparam("key"), offered.c.rev == bindparam("at_rev"))
    .values(held=literal_column("1"))
)

SETTING: Final = _text(select(setting).where(setting.c.key == bindparam("key")))

_setting = insert(setting).values(_named(setting))
SETTING_KEPT: Final = _text(
    _setting.on_conflict_do_update(
        index_elements=["key"],
        set_={"value": _setting.excluded.value, "digest": _setting.excluded.digest},
    )
)

PENDING: Final = _written_out(queries.pending())

WAITING: Final = _written_out(queries.waiting())
