"""Whether the centre still has what it acknowledged: asked once its server was started anew.

A server whose files were put back as they were keeps its epoch. What it had committed is then a
beginning of what there was: it has lost something of this desk's exactly when it has lost something
of what this desk sent last, and no server loses its files without being started.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final
from uuid import UUID

from operator_app.domain.records import Acknowledged, Entity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from operator_app.domain.ports import CentreSession, Hello, Records

STARTED: Final = "sync.started"
LAST_HELD: Final = "sync.last_held"
"""Names of the settings: when the server was started, the rows of the last acknowledgement."""


def note_last(records: Records, done: Sequence[Acknowledged]) -> None:
    """Remember what a transaction was acknowledged for, in place of the one before."""
    if done:
        rows = [(one.entity.value, one.id.hex, one.rev) for one in done]
        records.set_setting(LAST_HELD, json.dumps(rows, separators=(",", ":")))


def note_server(records: Records, hello: Hello, *, same_person: bool) -> tuple[Acknowledged, ...]:
    """Remember which server spoke; return what to ask it for, nothing where there is no doubt.

    Where there is, `remember` is what remembers it, once it was asked.
    """
    if not same_person:
        # What one person sent is no longer seen by another, nor by a role that may see less.
        records.set_setting(LAST_HELD, "[]")
    if records.setting(STARTED) not in {None, hello.started}:
        rows = json.loads(records.setting(LAST_HELD) or "[]")
        if rows:
            return tuple(Acknowledged(Entity(entity), UUID(key), rev) for entity, key, rev in rows)
    remember(records, hello)
    return ()


def remember(records: Records, hello: Hello) -> None:
    """Take this server for one that has all it had acknowledged."""
    records.set_setting(STARTED, hello.started)


def has_forgotten(session: CentreSession, held: Sequence[Acknowledged]) -> bool:
    """Whether the centre lacks any of these rows, or has an older one; raises CentreFault."""
    return bool(held) and not session.still_holds(held)
