"""What a person set up for themselves, at whatever desk: kept, sent, read by its owner alone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from operator_app.domain.calls import Json


class PreferenceKind(StrEnum):
    """What `Preference.data` holds."""

    REPLY = "reply"
    """A reply of one's own: `title`, `topic`, `shortcut`, `text`; empty once it was let go."""
    USES = "uses"
    """How many `times` a `reply` was used at the desk `device`; all desks count together."""
    FAVOURITE = "favourite"
    """A `reply`, and whether it is one: `on`. Two desks may each have made it one."""


@dataclass(frozen=True, slots=True)
class Preference:
    """One of them; of two desks that change it, the last received at the centre counts.

    `kind` is text: a newer program may keep what this one does not know.
    """

    id: UUID
    rev: int
    agent: str
    kind: str
    data: Mapping[str, Json]

    def digest(self) -> bytes:
        """SHA-256 over every field in canonical JSON: 32 bytes."""
        fields = [str(self.id), self.rev, self.agent, self.kind, dict(self.data)]
        text = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
