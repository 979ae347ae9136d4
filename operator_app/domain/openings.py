"""Which procedures are opened, and how often: what makes one likelier than its neighbour."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

MOST_A_DAY: Final = 20
"""More openings of a procedure by one person on one day count no further."""

KEPT_DAYS: Final = 100
"""Older ones are forgotten; the centre counts the last 90 days."""


@dataclass(frozen=True, slots=True)
class SopOpening:
    """One agent opened one procedure at one desk on one day (UTC), `rev` times so far."""

    id: UUID
    rev: int
    device: UUID
    agent: str
    day: date
    sop: str

    def digest(self) -> bytes:
        """SHA-256 over every field in canonical JSON: 32 bytes."""
        fields = [
            str(self.id), self.rev, str(self.device), self.agent, self.day.isoformat(), self.sop,
        ]  # fmt: skip
        text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
