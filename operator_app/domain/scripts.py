"""Guided call scripts as data: stages, steps, kinds of answer, targets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

END = "end"
"""Target that finishes the script; no step may have this id."""


class Stage(StrEnum):
    """The four stages of a call, in order."""

    CLARIFY = "clarify"
    RESTATE = "restate"
    ACT = "act"
    CONFIRM = "confirm"


STAGES = tuple(Stage)


class AnswerKind(StrEnum):
    """What the customer's answer is; NONE is a step that is only said."""

    CHOICE = "choice"
    TEXT = "text"
    NUMBER = "number"
    SUM = "sum"
    DATE = "date"
    PHONE = "phone"
    ORDER = "order"
    NONE = "none"


class Courtesy(StrEnum):
    """Evidence of courtesy that a step leaves (`ui.md` §2)."""

    NAME_USED = "name_used"
    AGREED = "agreed"
    UNDERSTOOD = "understood"


@dataclass(frozen=True, slots=True)
class Branch:
    """Go `to` a step when every named answer is one of the listed values.

    An empty `when` always holds.
    """

    to: str
    when: Mapping[str, tuple[str, ...]]

    def holds(self, answers: Mapping[str, str]) -> bool:
        """Whether the answers (name to stored value) satisfy every condition."""
        return all(answers.get(name) in values for name, values in self.when.items())


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer the agent picks with Alt+digit.

    `value` is stored and compared by branches; `said` is how a restatement puts it («вернуть
    деньги на карту»); `short` is at most 14 characters for narrow windows; `outcome` is a template.
    """

    label: str
    value: str
    short: str
    said: str
    to: str
    outcome: str
    default: bool
    mark: Courtesy | None


@dataclass(frozen=True, slots=True)
class Step:
    """One thing the agent says and what comes back.

    `say`, `done` and `outcome` are templates of `phrasing`. `name` is the answer's slot; `passage`
    a `PassageLink` as text or empty; `phrases` are approved sentences for this step; `topics` pick
    the say / avoid rules.
    """

    id: str
    stage: Stage
    say: str
    kind: AnswerKind
    name: str
    label: str
    choices: tuple[Choice, ...]
    branches: tuple[Branch, ...]
    done: str
    outcome: str
    passage: str
    phrases: tuple[str, ...]
    topics: tuple[str, ...]

    @property
    def default_choice(self) -> int | None:
        """Index of the choice that Ctrl+Enter takes."""
        return next((i for i, one in enumerate(self.choices) if one.default), None)

    def targets(self) -> Iterator[str]:
        """Every step id this step can lead to (END included)."""
        yield from (one.to for one in self.choices if one.to)
        yield from (one.to for one in self.branches)


@dataclass(frozen=True, slots=True)
class Script:
    """A path through a typical situation; the first step starts it."""

    id: str
    title: str
    topic: str
    sop: str
    steps: tuple[Step, ...]

    def step(self, step_id: str) -> Step:
        """The step of that id; raises KeyError when there is none."""
        for one in self.steps:
            if one.id == step_id:
                return one
        raise KeyError(step_id)

    def first_of(self, stage: Stage) -> Step | None:
        """The first step of a stage in the order written."""
        return next((one for one in self.steps if one.stage is stage), None)


@dataclass(frozen=True, slots=True)
class ScriptFault:
    """Why a script cannot be used: `code` names the fault, `subject` what it is about.

    `step` is empty when it is the script as a whole.
    """

    step: str
    code: str
    subject: str


def script_faults(script: Script) -> tuple[ScriptFault, ...]:
    """Steps that lead nowhere, cannot be reached or name what is absent; empty when usable."""
    faults: list[ScriptFault] = []
    ids = [one.id for one in script.steps]
    known = {*ids, END}
    # The id of the end is taken as well.
    twice = sorted(one for one in known if [*ids, END].count(one) > 1)
    faults += [ScriptFault(one, "duplicate_step", one) for one in twice]
    missing = [one for one in STAGES if script.first_of(one) is None]
    faults += [ScriptFault("", "stage_missing", one.value) for one in missing]
    for step in script.steps:
        unknown = [one for one in step.targets() if one not in known]
        faults += [ScriptFault(step.id, "unknown_target", one) for one in unknown]
        leaves_by_choice = bool(step.choices) and all(one.to for one in step.choices)
        if not leaves_by_choice and not any(not one.when for one in step.branches):
            faults.append(ScriptFault(step.id, "leads_nowhere", step.id))
        if step.kind is AnswerKind.CHOICE and not step.choices:
            faults.append(ScriptFault(step.id, "no_choices", step.id))
    if script.steps and not any(one.code in ("unknown_target", "duplicate_step") for one in faults):
        reached = _reachable(script)
        faults += [ScriptFault(one, "unreachable", one) for one in ids if one not in reached]
        if END not in reached:
            faults.append(ScriptFault("", "no_end", script.id))
    return tuple(faults)


def _reachable(script: Script) -> set[str]:
    reached: set[str] = set()
    waiting = [script.steps[0].id]
    while waiting:
        here = waiting.pop()
        if here in reached:
            continue
        reached.add(here)
        if here != END:
            waiting.extend(script.step(here).targets())
    return reached
