"""A script walked without a window: with given answers, or along the events of a recorded call."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from operator_app.domain.answers import AnswerFault
from operator_app.domain.calls import CallEvent, Customer, EventKind
from operator_app.domain.ids import UuidV7Source
from operator_app.domain.publication import Content
from operator_app.domain.script_run import SkipReason
from operator_app.domain.scripts import AnswerKind, Script
from operator_app.language.names import PersonName
from operator_app.services.call_note import request_of
from operator_app.services.call_view import script_view
from operator_app.services.kept_call import Desk
from operator_app.services.live_call import Changed, LiveCall
from operator_app.services.recap import recap
from operator_app.services.spoken import Speaker

Given = str | Mapping[str, Any]
"""A choice's value or label or a typed text; or one of `other`, `skip`, `go`, `customer`."""


class UnfitAnswerError(ValueError):
    """An answer that cannot be taken; `step` is where, `given` what, `wanted` what would fit."""

    def __init__(self, step: str, given: object, wanted: str) -> None:
        super().__init__(f"{step}: {given}")
        self.step = step
        self.given = str(given)
        self.wanted = wanted


@dataclass(frozen=True, slots=True)
class PlayedStep:
    """One step as it was left: the words said, and the line it left in the record."""

    step: str
    stage: str
    said: str
    line: str


@dataclass(frozen=True, slots=True)
class Played:
    """What came of it; `cursor` is the step reached, `end` when the script was finished."""

    steps: tuple[PlayedStep, ...]
    cursor: str
    restatement: str
    note: tuple[str, ...]
    recap: str
    outcome: str
    code: str
    courtesy: tuple[str, ...]
    events: tuple[CallEvent, ...]


class Play:
    """One walk through `script`, which `content` holds; `clock` tells which day is today."""

    def __init__(
        self, content: Content, script: Script, edition: int, clock: Callable[[], datetime]
    ) -> None:
        new_key = UuidV7Source()
        desk = Desk(new_key(), "", PersonName("", "", "", None))
        self.live = LiveCall(content, edition, desk, clock, new_key, Speaker("", clock))
        self._script = script
        self._steps: list[PlayedStep] = []
        self._events: list[CallEvent] = []

    def begin(self, customer: Customer) -> None:
        """Open the call and choose the script."""
        self.live.open(customer)
        self.live.choose_script(self._script.id)

    def take(self, given: Given) -> None:
        """Leave the step shown; raises UnfitAnswerError, nothing changed, when it does not fit."""
        before = self._standing()
        if self._act(given) is Changed.NOTHING:
            raise UnfitAnswerError(before[0], given, self.wanted())
        if isinstance(given, str) or {"other", "skip"} & given.keys():
            self._note(*before)

    def follow(self, events: Sequence[CallEvent]) -> None:
        """Walk along recorded events; ValueError when they do not follow one another."""
        for event in events:
            before = self._standing() if event.seq > 1 else ("", "", "", 0)
            self.live.take_recorded(event)
            if event.kind is EventKind.RESOLVED:
                self._note(*before)
        self._events += events

    def wanted(self) -> str:
        """What the step shown takes."""
        step = self.live.step()
        if step is None:
            return ""
        return " | ".join(one.value for one in step.choices) or step.kind.value

    def result(self) -> Played:
        """What came of the walk so far."""
        if save := self.live.take_unsaved():
            self._events += save.events
        of, state = self.live.note_of(), self.live.call.script
        return Played(
            tuple(self._steps),
            state.cursor if state else "",
            request_of(of),
            self.live.note_from_steps(),
            recap(self.live),
            self.live.outcome(),
            self.live.code(),
            tuple(sorted(self.live.call.marks)),
            tuple(self._events),
        )

    def _standing(self) -> tuple[str, str, str, int]:
        view, step = script_view(self.live), self.live.step()
        said = view.prompt if view else ""
        return step.id if step else "", step.stage if step else "", said, len(self.live.lines)

    def _note(self, step: str, stage: str, said: str, lines: int) -> None:
        if step:
            told = "; ".join(line for _, line in self.live.lines[lines:])
            self._steps.append(PlayedStep(step, stage, said.replace("**", ""), told))

    def _act(self, given: Given) -> Changed:
        live, step = self.live, self.live.step()
        if isinstance(given, str):
            if step is None or step.kind is AnswerKind.NONE:
                return live.answer_default()
            if not step.choices:
                return self._typed(given)
            said = given.strip().casefold()
            fits = [said in (one.value.casefold(), one.label.casefold()) for one in step.choices]
            return live.answer_choice(fits.index(True)) if True in fits else Changed.NOTHING
        return self._special(given)

    def _typed(self, given: str) -> Changed:
        try:
            return self.live.answer_typed(given)
        except AnswerFault:
            return Changed.NOTHING

    def _special(self, given: Mapping[str, Any]) -> Changed:
        live, script = self.live, self._script
        if "other" in given:
            return live.answer_other(str(given["other"]))
        if given.get("skip") in tuple(SkipReason):
            return live.skip(SkipReason(given["skip"]))
        if given.get("go") in [one.id for one in script.steps]:
            return live.go_to(str(given["go"]))
        if isinstance(given.get("customer"), Mapping):
            return live.set_customer(customer_of(given["customer"], live.call.customer))
        return Changed.NOTHING


def customer_of(fields: Mapping[str, Any], known: Customer) -> Customer:
    """What is known of the caller, with what `fields` (number, name, order) add."""
    named = {key: str(fields[key]) for key in ("number", "name", "order") if key in fields}
    return replace(known, **named)


def events_as_mappings(events: Sequence[CallEvent]) -> list[dict[str, object]]:
    """Events as plain values; `events_of` reads them back."""
    return [
        {
            "id": str(one.id), "call_id": str(one.call_id), "seq": one.seq,
            "at": one.at.isoformat(), "kind": one.kind.value, "data": dict(one.data),
        }
        for one in events
    ]  # fmt: skip


def events_of(listed: Sequence[Mapping[str, Any]]) -> Iterator[CallEvent]:
    """Recorded events; raises KeyError or ValueError for what is none."""
    for one in listed:
        at = datetime.fromisoformat(one["at"])
        key, call = UUID(one["id"]), UUID(one["call_id"])
        yield CallEvent(key, call, int(one["seq"]), at, EventKind(one["kind"]), dict(one["data"]))
