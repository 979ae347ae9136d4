"""What an agent sets up for themselves: changed here, at any desk of theirs after a round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from operator_app.domain.preferences import Preference, PreferenceKind
from operator_app.domain.records import Entity

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from operator_app.domain.calls import Json
    from operator_app.domain.ports import Records


def keep_preference(
    records: Records, agent: str, kind: PreferenceKind, key: UUID, data: Mapping[str, Json]
) -> None:
    """Keep it and mark it for sending, unless it stands so already."""
    known = next((one for one in records.preferences(agent, kind) if one.id == key), None)
    if known is None or dict(known.data) != dict(data):
        rev = 1 if known is None else known.rev + 1
        records.save_row(Entity.PREFERENCE, Preference(key, rev, agent, kind.value, data))
