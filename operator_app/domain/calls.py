"""A call as its events tell it: every transition is an event, the state is their fold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from operator_app.domain import script_run
from operator_app.domain.answers import Answer
from operator_app.domain.compensation import CallSums
from operator_app.domain.script_run import Resolution, Resolved, ScriptState, SkipReason
from operator_app.domain.scripts import AnswerKind, Courtesy, Script, Step

Json = str | int | bool | None
ScriptLookup = Callable[[str, int], Script]
"""Script by id and edition; raises KeyError when that edition is not held."""

MAX_NOTE = 10_000
"""Longest note in characters."""

CALL_SLOTS = ("имя", "клиент", "заказ", "телефон", "оператор", "сегодня", "завтра")
"""Slots every template may use besides the answers of its script."""

_NAME_SLOT = re.compile(r"\{\s*имя\s*[|}]")


class EventKind(StrEnum):
    """What happened; the keys of `CallEvent.data` are listed beside each.

    Any may have `clock`, what the desk's clock said where that is another time.
    """

    OPENED = "opened"  # number, name, order, missed
    CUSTOMER = "customer"  # number, name, order
    SCRIPT = "script"  # script, edition
    RESOLVED = "resolved"  # step, how, kind, text, said, choice, words, reason
    WENT_TO = "went_to"  # step
    PASSAGE = "passage"  # sop, anchor, title, section
    REPLY = "reply"  # reply, title, text
    OUTCOME = "outcome"  # text, code
    PARKED = "parked"
    RESUMED = "resumed"
    RECOVERED = "recovered"
    NOTE = "note"  # text
    CLOSED = "closed"
    REOPENED = "reopened"
    CALLBACK = "callback"  # item, due, shared, promise
    CALLED_BACK = "called_back"  # item, promise, earlier, reason, made
    ESCALATED = "escalated"  # item, question
    ANSWERED = "answered"  # item, decision, answer, who
    COMPENSATION = "compensation"  # item, last, source, rubles, reason, number, name, order
    COMPLAINT = "complaint"  # item, cause, words
    PROMISED = "promised"  # item, words, due


@dataclass(frozen=True, slots=True)
class CallEvent:
    """One thing that happened in a call; `seq` counts from 1 within it, `at` is UTC."""

    id: UUID
    call_id: UUID
    seq: int
    at: datetime
    kind: EventKind
    data: Mapping[str, Json] = field(default_factory=lambda: MappingProxyType({}))

    def text(self, key: str) -> str:
        """The string at `key`, empty when absent or null."""
        value = self.data.get(key)
        return "" if value is None else str(value)


class CallStatus(StrEnum):
    """Where a call is in its life."""

    OPEN = "open"
    PARKED = "parked"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Customer:
    """Who calls, as far as known; every field may be empty.

    `number` is canonical (`normal_phone`).
    """

    number: str = ""
    name: str = ""
    order: str = ""


NOBODY = Customer()
"""A caller of whom nothing is known."""


_NO_PROMISES: Mapping[str, UUID] = MappingProxyType({})
_NO_EVIDENCE: Mapping[str, frozenset[Courtesy]] = MappingProxyType({})
_NEVER: Mapping[str, datetime] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Call:
    """The fold of a call's events.

    `note` is the agent's own words; an empty `outcome` (and `code`) is what the script proposes.
    `evidence` is the courtesy each step left when it was last resolved ("" for scripts given up);
    `marks` is what of it stands. `callback` is the promised call that this one is; `complaint` the
    entry of the register, `promised` the words that have one. `said_at` is when each step was
    resolved last (UTC): «завтра» is the day after that.
    """

    id: UUID
    opened_at: datetime
    status: CallStatus = CallStatus.OPEN
    closed_at: datetime | None = None
    customer: Customer = NOBODY
    script: ScriptState | None = None
    note: str = ""
    outcome: str = ""
    code: str = ""
    recovered: bool = False
    marks: frozenset[Courtesy] = frozenset()
    last_seq: int = 0
    passages: tuple[CallEvent, ...] = ()
    evidence: Mapping[str, frozenset[Courtesy]] = field(default_factory=lambda: _NO_EVIDENCE)
    callback: UUID | None = None
    sums: CallSums = field(default_factory=CallSums)
    complaint: UUID | None = None
    promised: Mapping[str, UUID] = field(default_factory=lambda: _NO_PROMISES)
    said_at: Mapping[str, datetime] = field(default_factory=lambda: _NEVER)


def apply(call: Call | None, event: CallEvent, scripts: ScriptLookup) -> Call:
    """The call after one more event; raises ValueError for one that does not follow."""
    if call is None:
        if event.kind is not EventKind.OPENED:
            raise ValueError("a call begins with its opening")
        return Call(event.call_id, event.at, customer=_customer(event), last_seq=event.seq)
    if event.call_id != call.id or event.seq != call.last_seq + 1:
        raise ValueError(f"event {event.seq} does not follow {call.last_seq}")
    call = replace(call, last_seq=event.seq)
    if event.kind is EventKind.OPENED:
        raise ValueError("a call is opened once")
    return _CHANGES[event.kind](call, event, scripts)


def fold(events: Iterable[CallEvent], scripts: ScriptLookup) -> Call:
    """The call its events make.

    Raises ValueError when there is none or they do not follow one another.
    """
    call: Call | None = None
    for event in events:
        call = apply(call, event, scripts)
    if call is None:
        raise ValueError("a call without events")
    return call


def _customer(event: CallEvent) -> Customer:
    return Customer(event.text("number"), event.text("name"), event.text("order"))


def _begun(call: Call, event: CallEvent, scripts: ScriptLookup) -> Call:
    edition = int(event.data.get("edition") or 0)
    script = scripts(event.text("script"), edition)
    state = script_run.begin(script, edition)
    # The name was used whatever script it was in; the rest was said of another request.
    kept = call.marks & {Courtesy.NAME_USED}
    evidence = MappingProxyType({"": kept})
    call = replace(call, outcome="", code="", said_at=_NEVER)
    return replace(call, script=state, evidence=evidence, marks=kept)


def _walked(call: Call, event: CallEvent, scripts: ScriptLookup) -> Call:
    if call.script is None:
        raise ValueError("a step without a script")
    script = scripts(call.script.script_id, call.script.edition)
    step_id, evidence, said_at = event.text("step"), call.evidence, call.said_at
    if event.kind is EventKind.WENT_TO:
        state = script_run.go_to(script, call.script, step_id)
    else:
        resolved = resolved_of(event)
        state = script_run.resolve(script, call.script, step_id, resolved)
        left = _evidence(script.step(step_id), resolved, call.customer)
        evidence = MappingProxyType({**evidence, step_id: left})
        said_at = MappingProxyType({**said_at, step_id: event.at})
    marks = _marks(script, state, evidence)
    return replace(call, script=state, evidence=evidence, marks=marks, said_at=said_at)


def _gave(call: Call, event: CallEvent) -> CallSums:
    who = (event.text("number"), event.text("name"), event.text("order"))
    item, last = UUID(event.text("item")), UUID(event.text("last"))
    rubles = int(event.data.get("rubles") or 0)
    return call.sums.gave(event.text("source"), rubles, item, last, who)


def _promised(call: Call, event: CallEvent) -> Mapping[str, UUID]:
    """The promises that stand: one without a time was withdrawn."""
    words = event.text("words")
    kept = {said: item for said, item in call.promised.items() if said != words}
    if event.text("due"):
        kept[words] = UUID(event.text("item"))
    return MappingProxyType(kept)


def _closed(call: Call, event: CallEvent, _: ScriptLookup) -> Call:
    # Kept by programs that went by the clock alone, it may have ended before it began.
    return replace(call, status=CallStatus.CLOSED, closed_at=max(call.opened_at, event.at))


_CHANGES: Mapping[EventKind, Callable[[Call, CallEvent, ScriptLookup], Call]] = MappingProxyType(
    {
        EventKind.CUSTOMER: lambda call, event, _: replace(call, customer=_customer(event)),
        EventKind.SCRIPT: _begun,
        EventKind.RESOLVED: _walked,
        EventKind.WENT_TO: _walked,
        EventKind.PASSAGE: lambda call, event, _: replace(call, passages=(*call.passages, event)),
        EventKind.REPLY: lambda call, *_: call,
        EventKind.OUTCOME: lambda call, event, _: replace(
            call, outcome=event.text("text"), code=event.text("code")
        ),
        EventKind.NOTE: lambda call, event, _: replace(call, note=event.text("text")),
        EventKind.PARKED: lambda call, *_: replace(call, status=CallStatus.PARKED),
        EventKind.RESUMED: lambda call, *_: replace(call, status=CallStatus.OPEN),
        EventKind.RECOVERED: lambda call, *_: replace(call, recovered=True),
        EventKind.CLOSED: _closed,
        EventKind.REOPENED: lambda call, *_: replace(call, status=CallStatus.OPEN, closed_at=None),
        EventKind.CALLBACK: lambda call, *_: call,
        EventKind.CALLED_BACK: lambda call, event, _: replace(
            call, callback=UUID(event.text("item"))
        ),
        EventKind.ESCALATED: lambda call, *_: call,
        EventKind.ANSWERED: lambda call, *_: call,
        EventKind.COMPENSATION: lambda call, event, _: replace(call, sums=_gave(call, event)),
        EventKind.COMPLAINT: lambda call, event, _: replace(
            call, complaint=UUID(event.text("item"))
        ),
        EventKind.PROMISED: lambda call, event, _: replace(call, promised=_promised(call, event)),
    }
)


def _evidence(step: Step, resolved: Resolved, customer: Customer) -> frozenset[Courtesy]:
    marks = set()
    if resolved.choice is not None and (mark := step.choices[resolved.choice].mark):
        marks.add(mark)
    # A step that was skipped was not said.
    said = resolved.how in (Resolution.ANSWERED, Resolution.OTHER)
    if said and customer.name and _NAME_SLOT.search(step.say):
        marks.add(Courtesy.NAME_USED)
    return frozenset(marks)


def _marks(
    script: Script, state: ScriptState, evidence: Mapping[str, frozenset[Courtesy]]
) -> frozenset[Courtesy]:
    """What of the evidence stands: agreement to a step that was re-opened or set aside is none.

    Instructions count as understood when each one on the path was; a name was used once it was.
    """
    standing, missed = set(evidence.get("", ())), False
    walked = script_run.path(script, state)
    for step_id, left in evidence.items():
        on_path = step_id in walked and step_id in state.resolved
        standing |= left if on_path else left & {Courtesy.NAME_USED}
    for step_id in walked:
        held = state.resolved.get(step_id)
        if held is not None and held.choice is None:
            missed = missed or script.step(step_id).asks_for(Courtesy.UNDERSTOOD)
    return frozenset(standing - {Courtesy.UNDERSTOOD} if missed else standing)


def resolution_data(step_id: str, resolved: Resolved) -> dict[str, Json]:
    """The data of a RESOLVED event; `resolved_of` reads it back unchanged.

    Without `target`: a jump is an event of its own.
    """
    data: dict[str, Json] = {"step": step_id, "how": resolved.how.value}
    if resolved.answer is not None:
        answer = resolved.answer
        data |= {"kind": answer.kind.value, "text": answer.text, "said": answer.said}
    if resolved.choice is not None:
        data["choice"] = resolved.choice
    if resolved.words:
        data["words"] = resolved.words
    if resolved.reason is not None:
        data["reason"] = resolved.reason.value
    return data


def resolved_of(event: CallEvent) -> Resolved:
    """What a RESOLVED event says happened at its step."""
    kind, choice, reason = event.text("kind"), event.data.get("choice"), event.text("reason")
    return Resolved(
        Resolution(event.text("how")),
        Answer(AnswerKind(kind), event.text("text"), event.text("said")) if kind else None,
        int(choice) if choice is not None else None,
        event.text("words"),
        SkipReason(reason) if reason else None,
    )
