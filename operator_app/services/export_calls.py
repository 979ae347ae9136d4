"""Calls as a table for another program: a row a call, oldest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Final

from operator_app.domain.ports import Begin, JournalFilter
from operator_app.domain.records import JournalRow

COLUMNS: Final = (
    "id", "opened_at", "closed_at", "agent", "status", "number", "name", "order",
    "script", "edition", "outcome", "note", "record", "sent",
)  # fmt: skip
"""The table's columns; times are local with their offset, `sent` is yes, waiting or quarantined."""
_ALL: Final = 2**31 - 1


def exported_calls(
    begin: Begin,
    wanted: JournalFilter = JournalFilter(),  # noqa: B008 - frozen
) -> Iterator[tuple[str, ...]]:
    """Rows by `COLUMNS` of the calls wanted, however many they are; all without a filter."""
    with begin() as records:
        found = records.journal(replace(wanted, limit=_ALL))
    return map(_row, reversed(found))


def _row(row: JournalRow) -> tuple[str, ...]:
    call = row.call
    sent = "quarantined" if row.quarantined else "waiting" if row.waiting else "yes"
    return (
        str(call.id), _local(call.opened_at), _local(call.closed_at), call.agent, call.status,
        call.number, call.name, call.order, call.script, str(call.edition), call.outcome,
        call.note, call.record, sent,
    )  # fmt: skip


def _local(moment: datetime | None) -> str:
    return moment.astimezone().isoformat(timespec="seconds") if moment else ""
