"""What is changed in a call that is over: its note, its outcome; each a new revision."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from operator_app.domain.answers import many_lines, one_line
from operator_app.domain.calls import MAX_NOTE, CallEvent, CallStatus, EventKind
from operator_app.services.call_record import event_line, record_text

if TYPE_CHECKING:
    from uuid import UUID

    from operator_app.domain.calls import Json
    from operator_app.domain.ports import Begin, Clock, KeySource
    from operator_app.domain.records import CallRecord
    from operator_app.domain.scripts import Script

_FIELDS: Final = {EventKind.NOTE: "note", EventKind.OUTCOME: "outcome"}


def edit_note(begin: Begin, call_id: UUID, text: str, clock: Clock, new_key: KeySource) -> bool:
    """Change the note of a closed call; returns whether it changed. KeyError for an unknown one."""
    return _edit(begin, call_id, EventKind.NOTE, many_lines(text, MAX_NOTE), (clock, new_key))


def edit_outcome(begin: Begin, call_id: UUID, text: str, clock: Clock, new_key: KeySource) -> bool:
    """Change the outcome of a closed call; an empty one changes nothing. As `edit_note`."""
    kept = one_line(text)
    return bool(kept) and _edit(begin, call_id, EventKind.OUTCOME, kept, (clock, new_key))


def _edit(
    begin: Begin, call_id: UUID, kind: EventKind, text: str, made: tuple[Clock, KeySource]
) -> bool:
    """A call on the desk is left alone: its next event must not find its place taken."""
    clock, new_key = made
    with begin() as records:
        record = records.call(call_id)
        if record is None:
            raise KeyError(call_id)
        if record.status != CallStatus.CLOSED or getattr(record, _FIELDS[kind]) == text:
            return False
        seq = 1 + max((one.seq for one in records.events(call_id)), default=0)
        data: dict[str, Json] = {"text": text}
        if kind is EventKind.OUTCOME:
            data["code"] = record.extra.get("code", "")
        event = CallEvent(new_key(), call_id, seq, clock(), kind, MappingProxyType(data))
        records.save_call(_revised(record, event), (event,))
    return True


def _revised(record: CallRecord, event: CallEvent) -> CallRecord:
    """The row after the edit; the record says what was changed and when."""
    if event.kind is EventKind.NOTE:
        return replace(record, rev=record.rev + 1, note=event.text("text"))
    line = record_text(((event.at, event_line(None, event, _no_script)),))
    told = f"{record.record}\n{line}" if record.record else line
    return replace(record, rev=record.rev + 1, outcome=event.text("text"), record=told)


def _no_script(script_id: str, edition: int) -> Script:
    raise KeyError((script_id, edition))
