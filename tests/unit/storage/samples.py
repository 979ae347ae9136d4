"""Calls and events for the tests of the local file."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from operator_app.domain.calls import CallEvent, EventKind
from operator_app.domain.ids import UuidV7Source
from operator_app.domain.records import CallRecord
from operator_app.storage.local_file import LocalFile

if TYPE_CHECKING:
    from operator_app.domain.calls import Json

KEY = "0123456789abcdef" * 4
MIGRATIONS = Path(__file__).parents[3] / "db" / "local"
DEVICE = UUID("01890000-0000-7000-8000-00000000000a")
NOON = datetime(2026, 3, 2, 12, 0, 0, 123456, tzinfo=UTC)

new_id = UuidV7Source()


def local_file(folder: Path, key: str = KEY, busy_ms: int = 5_000) -> LocalFile:
    """The file of a temporary profile, not yet open."""
    return LocalFile(folder / "profile" / "desk.db", key, MIGRATIONS, busy_ms=busy_ms)


def a_call(**changes: Any) -> CallRecord:
    """An open call a little way in; any field may be given."""
    record = CallRecord(
        id=new_id(),
        rev=1,
        device=DEVICE,
        agent="orlova",
        opened_at=NOON,
        closed_at=None,
        status="open",
        number="+79161234567",
        name="Семёнова Анна Петровна",
        order="4471-2093",
        script="late-delivery",
        edition=3,
        outcome="",
        note="просит позвонить после шести",
        record="Доставка задерживается.",
        extra={"queue": "vip", "level": 2},
    )
    return replace(record, **changes)


def an_event(call: CallRecord, seq: int = 1, **data: Json) -> CallEvent:
    """The event of that number in the call."""
    at = call.opened_at + timedelta(seconds=seq)
    return CallEvent(new_id(), call.id, seq, at, EventKind.NOTE, data or {"text": f"слово {seq}"})
