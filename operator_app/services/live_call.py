"""The call an agent is in: each thing they do is one event, applied at once, handed out to save."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from enum import Flag, auto
from types import MappingProxyType

from operator_app.domain import script_run
from operator_app.domain.answers import many_lines, one_line, read_answer
from operator_app.domain.calls import (
    MAX_NOTE,
    NOBODY,
    CallEvent,
    CallStatus,
    Customer,
    EventKind,
    Json,
    resolution_data,
)
from operator_app.domain.records import CallRecord, Entity, SentRow
from operator_app.domain.replies import Reply
from operator_app.domain.script_run import Resolution, Resolved, SkipReason
from operator_app.domain.scripts import END, AnswerKind, Stage, Step
from operator_app.domain.sops import Section, Sop
from operator_app.services.kept_call import KeptCall
from operator_app.services.spoken import today_of

MOST_TYPED = 10 * MAX_NOTE


class Changed(Flag):
    """What an operation changed, so that a view refreshes only that."""

    NOTHING = 0
    CUSTOMER = auto()
    SCRIPT = auto()
    RECORD = auto()
    STATUS = auto()


class LiveCall(KeptCall):
    """One call in hand: each thing the agent does in it."""

    def open(self, customer: Customer = NOBODY, *, missed_at: datetime | None = None) -> Changed:
        """Begin: the call exists from this moment, before anything is known of the caller.

        One that rang at `missed_at` (UTC) and nobody took: its row says so in `extra`.
        """
        data = _customer_data(_kept(customer))
        if missed_at is not None:
            data["missed"] = True
            self._extra = MappingProxyType({"missed": True})
        self._happen(EventKind.OPENED, data, missed_at)
        return Changed.CUSTOMER | Changed.SCRIPT | Changed.RECORD | Changed.STATUS

    @classmethod
    def resume(cls, fresh: LiveCall, record: CallRecord, events: tuple[CallEvent, ...]) -> LiveCall:
        """Put a saved call back on the desk as it stood; `fresh` carries the collaborators."""
        for event in events:
            fresh.take_recorded(event)
        fresh._rev, fresh._extra = record.rev, record.extra
        fresh._call = replace(fresh.call, note=record.note)
        return fresh

    def mark_recovered(self) -> Changed:
        """Note that the program came back to this call after it had been cut off."""
        self._happen(EventKind.RECOVERED)
        return Changed.RECORD | Changed.STATUS

    def set_customer(self, customer: Customer) -> Changed:
        """Keep what is known of the caller; unchanged values make no event."""
        kept = _kept(customer)
        if kept == self.call.customer:
            return Changed.NOTHING
        self._happen(EventKind.CUSTOMER, _customer_data(kept))
        return Changed.CUSTOMER | Changed.SCRIPT | Changed.RECORD

    def choose_script(self, script_id: str) -> Changed:
        """Begin a script, or `FREE_CALL`; raises KeyError for one this edition does not have."""
        self._script_of(script_id, self.edition)
        self._happen(EventKind.SCRIPT, {"script": script_id, "edition": self.edition})
        return Changed.SCRIPT | Changed.RECORD

    def answer_choice(self, index: int) -> Changed:
        """Take the answer Alt+(index+1) shows; nothing when there is no such answer."""
        step = self.step()
        if step is None or step.kind is not AnswerKind.CHOICE or not 0 <= index < len(step.choices):
            return Changed.NOTHING
        return self._resolve(step, script_run.choose(step, index))

    def answer_default(self) -> Changed:
        """Ctrl+Enter: the default answer, or passing a step that is only said."""
        step = self.step()
        if step is None:
            return Changed.NOTHING
        if step.kind is AnswerKind.NONE:
            return self._resolve(step, Resolved(Resolution.ANSWERED))
        index = step.default_choice
        return Changed.NOTHING if index is None else self.answer_choice(index)

    def answer_typed(self, typed: str) -> Changed:
        """Take a typed answer; raises AnswerFault when it is not of the step's kind."""
        step = self.step()
        if step is None or step.kind in (AnswerKind.CHOICE, AnswerKind.NONE):
            return Changed.NOTHING
        answer = read_answer(step.kind, typed, today_of(self._clock()))
        changed = self._resolve(step, Resolved(Resolution.ANSWERED, answer))
        if step.kind is AnswerKind.ORDER and not self.call.customer.order:
            changed |= self.set_customer(replace(self.call.customer, order=answer.text))
        return changed

    def answer_other(self, words: str) -> Changed:
        """Alt+0: keep the customer's own words for the lead and go on.

        By the step's own `next`, else as the default answer would.
        """
        step, kept = self.step(), one_line(words)
        if step is None or not kept:
            return Changed.NOTHING
        return self._resolve(step, Resolved(Resolution.OTHER, words=kept))

    def skip(self, reason: SkipReason) -> Changed:
        """Leave the step out, saying why."""
        step = self.step()
        if step is None:
            return Changed.NOTHING
        return self._resolve(step, Resolved(Resolution.SKIPPED, reason=reason))

    def _resolve(self, step: Step, resolved: Resolved) -> Changed:
        self._happen(EventKind.RESOLVED, resolution_data(step.id, resolved))
        return Changed.SCRIPT | Changed.RECORD

    def go(self, offset: int) -> Changed:
        """Step back (−1) or forward (+1) along the path; nothing at its ends."""
        script, state = self.script(), self.call.script
        if script is None or state is None:
            return Changed.NOTHING
        target = script_run.neighbour(script, state, offset)
        return Changed.NOTHING if target in (None, END) else self.go_to(str(target))

    def jump(self, stage: Stage) -> Changed:
        """Go to a stage: its first step on the path, else the first one written."""
        script, state = self.script(), self.call.script
        if script is None or state is None:
            return Changed.NOTHING
        walked = (script.step(one) for one in script_run.path(script, state) if one != END)
        on_path = next((one for one in walked if one.stage is stage), None)
        step = on_path or script.first_of(stage)
        return Changed.NOTHING if step is None else self.go_to(step.id)

    def go_to(self, step_id: str) -> Changed:
        """Show a step of the script; raises KeyError or ValueError when it has none such."""
        if self.call.script is not None and self.call.script.cursor == step_id:
            return Changed.NOTHING
        self._happen(EventKind.WENT_TO, {"step": step_id})
        return Changed.SCRIPT | Changed.RECORD

    def read_passage(self, sop: Sop, section: Section) -> Changed:
        """Record that a passage was opened; the same one twice in a row is recorded once."""
        last = self.call.passages[-1] if self.call.passages else None
        if last and (last.text("sop"), last.text("anchor")) == (sop.id, section.anchor):
            return Changed.NOTHING
        place = 1 + sop.sections.index(section)
        data: dict[str, Json] = {"sop": sop.id, "anchor": section.anchor, "title": sop.title}
        self._happen(EventKind.PASSAGE, data | {"section": section.title, "place": place})
        return Changed.RECORD

    def use_reply(self, reply: Reply, text: str) -> Changed:
        """Record a reply with the text as it was used."""
        self._happen(EventKind.REPLY, {"reply": reply.id, "title": reply.title, "text": text})
        return Changed.RECORD

    def write_note(self, text: str) -> Changed:
        """The agent's own words; kept in the row at each save, as an event when the call ends.

        What is too long to be kept stands in `note_rest` as long as the program runs.
        """
        whole = many_lines(text, MOST_TYPED)
        note, self.note_rest = whole[:MAX_NOTE], whole[MAX_NOTE:]
        if note == self.call.note:
            return Changed.NOTHING
        self._call = replace(self.call, note=note)
        self._dirty = True
        return Changed.RECORD

    def revise(self, kind: EventKind, text: str) -> Changed:
        """The journal's NOTE or OUTCOME of this call, when it is over also an event of its own."""
        if kind is EventKind.OUTCOME:
            return self._reword(one_line(text))
        changed = self.write_note(text)
        if changed and self.call.status is CallStatus.CLOSED:
            self._happen(EventKind.NOTE, {"text": self.call.note})
        return changed

    def _reword(self, text: str) -> Changed:
        """Other words for the outcome, its code kept, as where the file alone has the call."""
        if text in ("", self.outcome()):
            return Changed.NOTHING
        self._happen(EventKind.OUTCOME, {"text": text, "code": self.code()})
        return Changed.RECORD

    def set_outcome(self, text: str) -> Changed:
        """Overrule the proposed outcome; empty takes the proposal again."""
        kept = one_line(text)
        if kept == self.call.outcome:
            return Changed.NOTHING
        self._happen(EventKind.OUTCOME, {"text": kept})
        return Changed.RECORD

    def set_code(self, code_id: str) -> Changed:
        """Overrule the proposed wrap-up code, and the outcome with its title.

        Raises KeyError for a code this edition does not have.
        """
        found = {one.id: one for one in self.content.wrap_ups}[code_id]
        if (self.call.code, self.call.outcome) == (found.id, found.title):
            return Changed.NOTHING
        self._happen(EventKind.OUTCOME, {"text": found.title, "code": found.id})
        return Changed.RECORD

    def take_down(
        self, kind: EventKind, data: Mapping[str, Json], entity: Entity, row: SentRow
    ) -> Changed:
        """Record what is kept beside the call too; both are written in one transaction."""
        self._happen(kind, data)
        self._beside.append((entity, row))
        return Changed.RECORD

    def park(self) -> Changed:
        """Set the call aside for another one."""
        self._happen(EventKind.PARKED)
        return Changed.STATUS

    def unpark(self) -> Changed:
        """Take the call up again."""
        self._happen(EventKind.RESUMED)
        return Changed.STATUS

    def close(self) -> Changed:
        """F12: the record is complete as it stands."""
        if self.call.note != self._noted:
            self._happen(EventKind.NOTE, {"text": self.call.note})
        self._happen(EventKind.CLOSED)
        return Changed.STATUS | Changed.RECORD

    def reopen(self) -> Changed:
        """F12 again: the call goes on."""
        if self.call.status is not CallStatus.CLOSED:
            return Changed.NOTHING
        # A missed call that is worked on is a call like others.
        self._extra = {key: value for key, value in self._extra.items() if key != "missed"}
        self._happen(EventKind.REOPENED)
        return Changed.STATUS | Changed.RECORD


def _kept(customer: Customer) -> Customer:
    return Customer(one_line(customer.number), one_line(customer.name), one_line(customer.order))


def _customer_data(customer: Customer) -> dict[str, Json]:
    return {"number": customer.number, "name": customer.name, "order": customer.order}
