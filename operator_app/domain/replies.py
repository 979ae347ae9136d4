"""Canned replies: texts an agent says or sends, filled from the call."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ReplyScope(StrEnum):
    """Who sees the reply."""

    MINE = "mine"
    TEAM = "team"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Reply:
    """`text` holds `{placeholders}` as `phrasing.parse_template` reads them; `sop` may be empty."""

    id: str
    title: str
    topic: str
    scope: ReplyScope
    shortcut: str
    text: str
    sop: str
