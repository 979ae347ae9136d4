"""Canned replies ↔ entries of YAML files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from operator_app.domain.replies import Reply, ReplyScope


def read_reply(fields: Mapping[str, Any]) -> Reply:
    """Make a reply of a mapping that has the shape of the schema."""
    return Reply(
        id=fields["id"],
        title=fields["title"],
        topic=fields["topic"],
        scope=ReplyScope(fields["scope"]),
        shortcut=fields.get("shortcut", ""),
        text=fields["text"].rstrip("\n"),
        sop=fields.get("sop", ""),
    )


def reply_as_mapping(reply: Reply) -> dict[str, object]:
    """Return the mapping that `read_reply` reads back to an equal reply."""
    fields: dict[str, object] = {
        "id": reply.id,
        "title": reply.title,
        "topic": reply.topic,
        "scope": reply.scope.value,
        "shortcut": reply.shortcut,
        "text": reply.text,
        "sop": reply.sop,
    }
    return {key: value for key, value in fields.items() if value != ""}
