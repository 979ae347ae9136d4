"""All entities that travel. A new one is a `Shape` here, a table and policies at the centre.

A table that is pulled has `id uuid` and `changed_xid xid8`, stamped by `app.stamp_transaction`;
every role may SELECT those and the shape's columns, its policies say which rows.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from operator_app.domain.records import Entity, Erasure
from operator_app.sync.call_rows import CALL, CALL_EVENT
from operator_app.sync.follow_up_rows import FOLLOW_UP, FOLLOW_UP_STEP
from operator_app.sync.gap_rows import SEARCH_GAP
from operator_app.sync.opening_rows import OPENING
from operator_app.sync.preference_rows import PREFERENCE
from operator_app.sync.shape import Shape

if TYPE_CHECKING:
    from operator_app.domain.records import OutboxItem


def _erasure(row: Any) -> Erasure:
    return Erasure(*row)


_ERASURE = Shape(
    Entity.ERASURE,
    (("id", "uuid"), ("entity", "text"), ("row_id", "uuid")),
    since=2,
    row_of=_erasure,
)

_EVERY = (CALL, CALL_EVENT, _ERASURE, SEARCH_GAP, FOLLOW_UP_STEP, FOLLOW_UP, OPENING, PREFERENCE)
SHAPES = {one.entity: one for one in _EVERY}
"""In the order in which a transaction writes and reads them."""


def row_bytes(item: OutboxItem) -> bytes:
    """Return the row as JSON, for the quarantine: it must take what a text column cannot."""
    shape = SHAPES[item.entity]
    names = [name for name, _ in shape.columns]
    fields = dict(zip(names, shape.row(item), strict=True))
    return json.dumps(fields, ensure_ascii=True, default=_plain).encode("ascii")


def _plain(value: object) -> str:
    return value.hex() if isinstance(value, bytes) else str(value)
