"""Canned replies: texts an agent says or sends, filled from the call."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from operator_app.domain.scripts import AnswerKind

ASKED_SLOTS: Final = MappingProxyType(
    {
        "товар": AnswerKind.TEXT,
        "группа": AnswerKind.TEXT,
        "город": AnswerKind.TEXT,
        "время": AnswerKind.TEXT,
        "дата": AnswerKind.DATE,
        "сумма": AnswerKind.SUM,
        "дней": AnswerKind.NUMBER,
        "часов": AnswerKind.NUMBER,
        "баллов": AnswerKind.NUMBER,
    }
)
"""Placeholders of replies that no call fills by itself: the agent types them, read as this kind."""


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
