"""A call and what is kept of it: the fold of its events, its record, what is to be written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from operator_app.domain import script_run
from operator_app.domain.calls import (
    Call,
    CallEvent,
    EventKind,
    Json,
    apply,
)
from operator_app.domain.ports import Clock, KeySource
from operator_app.domain.publication import Content
from operator_app.domain.records import CallRecord, Entity, SentRow
from operator_app.domain.scripts import END, Script, Step
from operator_app.language.names import PersonName
from operator_app.services.call_note import NoteOf, note_lines
from operator_app.services.call_record import event_line, record_text
from operator_app.services.call_time import CallTime, Steady
from operator_app.services.free_call import FREE_CALL
from operator_app.services.spoken import Speaker


@dataclass(frozen=True, slots=True)
class Save:
    """What one autosave writes: the call, the events since the last one, rows kept beside it."""

    record: CallRecord
    events: tuple[CallEvent, ...]
    beside: tuple[tuple[Entity, SentRow], ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """Who sits here: the device's key, the agent's login and name."""

    device: UUID
    agent: str
    name: PersonName


class KeptCall:
    """The call as its events tell it, of the interface thread; only `Save` values leave it.

    `content` is the edition the call was opened with and keeps.
    """

    def __init__(
        self,
        content: Content,
        edition: int,
        desk: Desk,
        clock: Clock,
        new_key: KeySource,
        speaker: Speaker,
        steady: Steady | None = None,
    ) -> None:
        self.content = content
        self.edition = edition
        self.desk = desk
        self.speaker = speaker
        self._clock, self._time = clock, CallTime(clock, steady)
        self._new_key = new_key
        self._call: Call | None = None
        self._rev = 0
        self._lines: tuple[tuple[datetime, str], ...] = ()
        self._told: EventKind | None = None
        self.waits_since: datetime | None = None
        """When it was parked last (UTC); None while it was not yet."""
        self._unsaved: list[CallEvent] = []
        self._beside: list[tuple[Entity, SentRow]] = []
        self._dirty = False
        self._noted = self.note_rest = ""
        self._extra: Mapping[str, Json] = MappingProxyType({})

    @property
    def call(self) -> Call:
        """The state now; raises ValueError before the call is opened."""
        if self._call is None:
            raise ValueError("no call was opened")
        return self._call

    def now(self) -> datetime:
        """Now by the call's own time (UTC): its length is right though the clock was set."""
        return self._time.now()

    @property
    def lines(self) -> tuple[tuple[datetime, str], ...]:
        """The record that writes itself: when (UTC) and what."""
        return self._lines

    def _script_of(self, script_id: str, edition: int) -> Script:
        script = FREE_CALL if script_id == FREE_CALL.id else self.content.script(script_id)
        if script is None or edition != self.edition:
            raise KeyError((script_id, edition))
        return script

    def script(self) -> Script | None:
        """The chosen script, or None."""
        state = self.call.script
        return None if state is None else self._script_of(state.script_id, state.edition)

    def step(self) -> Step | None:
        """The step shown, None without a script or once it is finished."""
        script, state = self.script(), self.call.script
        if script is None or state is None or state.cursor == END:
            return None
        return script.step(state.cursor)

    def _happen(
        self, kind: EventKind, data: Mapping[str, Json] | None = None, at: datetime | None = None
    ) -> None:
        held = dict(data or {})
        moment = at or self._time.now()
        if at is None and (told := self._time.astray(moment)) is not None:
            held["clock"] = told.isoformat()
        before = self._call
        call_id, seq = (before.id, before.last_seq + 1) if before else (self._new_key(), 1)
        event = CallEvent(self._new_key(), call_id, seq, moment, kind, MappingProxyType(held))
        self.take_recorded(event)
        self._unsaved.append(event)
        self._dirty = True

    def take_recorded(self, event: CallEvent) -> None:
        """Take an event that is kept already; raises ValueError for one that does not follow."""
        before = self._call
        self._call = apply(before, event, self._script_of)
        self._time.passed(event)
        if line := event_line(before, event, self._script_of):
            # An outcome is kept while it is being typed; its line says what it came to.
            typed_on = event.kind is EventKind.OUTCOME is self._told
            self._lines = (*(self._lines[:-1] if typed_on else self._lines), (event.at, line))
            self._told = event.kind
        if event.kind is EventKind.NOTE:
            self._noted = event.text("text")
        elif event.kind is EventKind.PARKED:
            self.waits_since = event.at

    def outcome(self) -> str:
        """The outcome as it will be kept: the agent's, else the script's proposal, else empty."""
        script, state = self.script(), self.call.script
        if self.call.outcome or script is None or state is None:
            return self.call.outcome
        step, template = script_run.proposed_outcome(script, state)
        return self.speaker.say(template, self.call, script, step)

    def code(self) -> str:
        """The wrap-up code as it will be kept: the agent's, else the script's, else empty."""
        script, state = self.script(), self.call.script
        if self.call.code or script is None or state is None:
            return self.call.code
        return script_run.proposed_code(script, state)

    def note_of(self) -> NoteOf:
        """What the note from the steps is made from."""
        return NoteOf(self.call, self.script(), self.content, self.edition, self.speaker)

    def note_from_steps(self) -> tuple[str, ...]:
        """The note that writes itself: request, actions, promises, sum, SOP, outcome."""
        return note_lines(self.note_of(), self.outcome(), self.code())

    def take_unsaved(self) -> Save | None:
        """What is to be written now, handed out once; None when nothing changed."""
        if not self._dirty:
            return None
        self._rev += 1
        save = Save(self.record(), tuple(self._unsaved), tuple(self._beside))
        self._unsaved.clear()
        self._beside.clear()
        self._dirty = False
        return save

    def put_back(self, save: Save) -> None:
        """A save that failed: its events are in the next one, in order whichever failed first."""
        self._unsaved = sorted([*save.events, *self._unsaved], key=lambda event: event.seq)
        self._beside = [*save.beside, *self._beside]
        self._dirty = True

    @property
    def has_unsaved(self) -> bool:
        """Whether something waits to be handed out by `take_unsaved`."""
        return self._dirty

    def record(self) -> CallRecord:
        """The call as a row: `record` is the note from the steps, an empty line, then the lines."""
        call = self.call
        state = call.script
        steps = "\n".join(self.note_from_steps())
        told = {"code": self.code(), "courtesy": " ".join(sorted(call.marks))}
        return CallRecord(
            id=call.id,
            rev=self._rev,
            device=self.desk.device,
            agent=self.desk.agent,
            opened_at=call.opened_at,
            closed_at=call.closed_at,
            status=call.status.value,
            number=call.customer.number,
            name=call.customer.name,
            order=call.customer.order,
            script=state.script_id if state else "",
            edition=self.edition,
            outcome=self.outcome(),
            note=call.note,
            record=f"{steps}\n\n{record_text(self._lines)}" if steps else record_text(self._lines),
            extra=MappingProxyType({**self._extra, **told}),
        )
