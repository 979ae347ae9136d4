"""Replies and phrase rules as tables that this program and others read back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from operator_app.content.tables import table_bytes
from operator_app.domain.phrases import Rule
from operator_app.domain.publication import Content
from operator_app.domain.replies import Reply

_REPLY_HEAD: Final = ("id", "Название", "Текст", "Тема", "Доступ", "Код", "СОП")
_RULE_HEAD: Final = ("id", "Говорите", "Не говорите", "Почему", "Форма", "Темы")


def reply_table(replies: Sequence[Reply]) -> Iterator[tuple[str, ...]]:
    """The head and a row a reply, as `content import` reads them back."""
    yield _REPLY_HEAD
    for one in replies:
        yield one.id, one.title, one.text, one.topic, one.scope.value, one.shortcut, one.sop


def rule_table(rules: Sequence[Rule]) -> Iterator[tuple[str, ...]]:
    """The head and a row a rule: what to say on the left, what to avoid beside it.

    Exceptions, places and contexts have no column; importing over the same rules keeps them.
    """
    yield _RULE_HEAD
    for one in rules:
        approved = " / ".join(item.text for item in one.approved)
        avoided = " / ".join(one.discouraged)
        yield one.id, approved, avoided, one.why, one.form.value, ", ".join(one.topics)


def export_table(content: Content, kind: str, ending: str) -> bytes:
    """Replies or phrases of `content` as CSV or XLSX; KeyError for another kind."""
    tables = {"replies": reply_table(content.replies), "phrases": rule_table(content.rules)}
    return table_bytes(tables[kind], ending, kind)
