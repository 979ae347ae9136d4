"""What a trainee does: play a case with a made-up customer, get a score, repeat what was weak."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

from operator_app.domain.calls import Call
from operator_app.domain.ports import Clock
from operator_app.domain.practice import (
    LossKind,
    Measure,
    Observed,
    PracticeCase,
    PracticeLoss,
    score,
)
from operator_app.domain.publication import Content
from operator_app.domain.scripts import END, Script, Stage
from operator_app.language.phrase_table import compile_rules
from operator_app.services.live_call import LiveCall
from operator_app.services.spoken import today_of
from operator_app.services.workplace import Workplace

KEPT_ATTEMPTS: Final = 50
"""How many attempts of one person a desk remembers."""

_LONGEST_PROMPT: Final = 80


@dataclass(frozen=True, slots=True)
class CustomerWords:
    """What the made-up customer says now; `system` is what the other programs show, or empty."""

    line: str
    system: str = ""


@dataclass(frozen=True, slots=True)
class LossRow:
    """One loss to be told: `stage` and `prompt` name its step, None and empty without one.

    The parts of `words` are those of `LossKind`.
    """

    kind: LossKind
    points: int
    stage: Stage | None
    prompt: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Attempt:
    """One practice call as it is remembered; `measures` are points left of each weight."""

    case: str
    at: datetime
    percent: int
    measures: tuple[tuple[Measure, int], ...]
    losses: tuple[LossRow, ...]

    @property
    def weak_steps(self) -> int:
        """How many steps are to be repeated."""
        return len({(one.stage, one.prompt) for one in self.losses if one.stage is not None})


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case in the trainee's list; `last` is None before the first attempt."""

    case: PracticeCase
    topic: str
    last: Attempt | None
    attempts: int

    @property
    def weak_steps(self) -> int:
        """How many steps of the last attempt are to be repeated."""
        return self.last.weak_steps if self.last else 0


@dataclass(frozen=True, slots=True)
class Finished:
    """A practice call that is over, frozen for the lane that scores it."""

    case: PracticeCase
    script: Script
    call: Call
    found_after_s: float | None
    prompts: Mapping[str, str]
    at: datetime


class PracticeRun:
    """One practice call, of the interface thread. Nothing of it is ever handed out to be saved.

    Raises KeyError when this edition has no script of the case.
    """

    def __init__(self, case: PracticeCase, live: LiveCall, clock: Clock) -> None:
        script = live.content.script(case.script)
        if script is None:
            raise KeyError(case.script)
        self.case = case
        self.live = live
        self._script = script
        self._clock = clock
        self._found_after_s: float | None = None

    def seconds(self) -> int:
        """How long the call has gone on."""
        return int((self.live.now() - self.live.call.opened_at).total_seconds())

    def saw(self, sop_id: str) -> None:
        """A procedure came in sight; only the first time of the right one counts."""
        if self._found_after_s is None and sop_id == self.case.target.sop:
            passed = self.live.now() - self.live.call.opened_at
            self._found_after_s = passed.total_seconds()

    def customer(self) -> CustomerWords:
        """What the customer says at the step the call stands at."""
        state = self.live.call.script
        if state is None:
            return CustomerWords(self.case.opening)
        if state.script_id != self._script.id:
            return CustomerWords(self.case.otherwise)
        if state.cursor == END:
            return CustomerWords(self.case.farewell)
        answer = self.case.answer(state.cursor)
        if answer is None:
            return CustomerWords(self.case.otherwise)
        return CustomerWords(answer.line, answer.system)

    def finished(self) -> Finished:
        """The call as it stands, to be scored."""
        live, script = self.live, self._script
        prompts = {one.id: live.speaker.say(one.say, live.call, script) for one in script.steps}
        return Finished(self.case, script, live.call, self._found_after_s, prompts, self._clock())


def scored(content: Content, finished: Finished) -> Attempt:
    """Score a practice call; reads the note for discouraged phrases, so off the interface."""
    today = today_of(finished.at)
    observed = Observed(finished.found_after_s, _phrases(content, finished.call.note))
    result = score(
        finished.case, finished.script, finished.call, observed, content.limit.rubles, today
    )
    return Attempt(
        finished.case.id,
        finished.at,
        result.percent,
        result.measures(),
        tuple(_row(one, finished) for one in result.losses),
    )


def _phrases(content: Content, note: str) -> tuple[tuple[str, str], ...]:
    hits = compile_rules(content.rules).check(note)
    return tuple(
        (note[one.start : one.end], one.suggestions[0] if one.suggestions else "") for one in hits
    )


def _row(loss: PracticeLoss, finished: Finished) -> LossRow:
    stage = finished.script.step(loss.step).stage if loss.step else None
    prompt = _shortened(finished.prompts[loss.step]) if loss.step else ""
    return LossRow(loss.kind, loss.points, stage, prompt, loss.words)


def _shortened(prompt: str) -> str:
    plain = " ".join(prompt.replace("**", "").split())
    if len(plain) <= _LONGEST_PROMPT:
        return plain
    return plain[:_LONGEST_PROMPT].rsplit(" ", 1)[0].rstrip(",.:;") + "…"


def keep_attempt(workplace: Workplace, attempt: Attempt) -> tuple[Attempt, ...]:
    """Remember an attempt on this desk only; returns all that are kept, oldest first."""
    with workplace.begin() as records:
        held: list[dict[str, Any]] = json.loads(records.setting(_key(workplace)) or "[]")
        kept = [*held, _values(attempt)][-KEPT_ATTEMPTS:]
        records.set_setting(_key(workplace), json.dumps(kept, ensure_ascii=False))
    return tuple(_attempt(values) for values in kept)


def attempts(workplace: Workplace) -> tuple[Attempt, ...]:
    """What this person practised on this desk, oldest first; for the storage lane."""
    with workplace.begin() as records:
        held = json.loads(records.setting(_key(workplace)) or "[]")
    return tuple(_attempt(values) for values in held)


def _key(workplace: Workplace) -> str:
    # Several people may take turns at one desk.
    return f"practice:{workplace.desk.agent}"


def _values(attempt: Attempt) -> dict[str, Any]:
    return asdict(attempt) | {"at": attempt.at.isoformat()}


def _attempt(values: Mapping[str, Any]) -> Attempt:
    return Attempt(
        values["case"],
        datetime.fromisoformat(values["at"]),
        values["percent"],
        tuple((Measure(measure), points) for measure, points in values["measures"]),
        tuple(
            LossRow(
                LossKind(one["kind"]),
                one["points"],
                Stage(one["stage"]) if one["stage"] else None,
                one["prompt"],
                tuple(one["words"]),
            )
            for one in values["losses"]
        ),
    )


def case_rows(content: Content, kept: Iterable[Attempt]) -> tuple[CaseRow, ...]:
    """The cases to practise: those with weak steps first, the weakest on top, then untried ones.

    A case whose script this edition does not have cannot be played and is left out.
    """
    topics = dict(content.topics)
    by_case: dict[str, list[Attempt]] = {}
    for one in kept:
        by_case.setdefault(one.case, []).append(one)
    rows = []
    for case in content.practice:
        if content.script(case.script) is not None:
            mine = by_case.get(case.id, [])
            topic = topics.get(case.topic, case.topic)
            rows.append(CaseRow(case, topic, mine[-1] if mine else None, len(mine)))
    return tuple(sorted(rows, key=_urgency))


def _urgency(row: CaseRow) -> tuple[int, int, str]:
    if row.last is None:
        return 1, 0, row.case.title
    return 0 if row.weak_steps else 2, row.last.percent, row.case.title
