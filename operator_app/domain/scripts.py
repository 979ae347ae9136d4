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
    OFFERED = "offered"


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
    деньги на карту»); `short` is at most 14 characters for narrow windows; `outcome` and `promise`
    are templates. `code` is the id of a `WrapUpCode` or empty.
    """

    label: str
    value: str
    short: str
    said: str
    to: str
    outcome: str
    default: bool
    mark: Courtesy | None
    code: str = ""
    promise: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A compensation an agent may offer at a step that asks for a sum: whole roubles, and why."""

    rubles: int
    reason: str


@dataclass(frozen=True, slots=True)
class Step:
    """One thing the agent says and what comes back.

    `say`, `done`, `outcome` and `promise` are templates of `phrasing`. `name` is the answer's slot;
    `passage` a `PassageLink` as text or empty; `phrases` are approved sentences for this step;
    `topics` pick the say / avoid rules; `code` is as in `Choice`.
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
    code: str = ""
    promise: str = ""
    proposals: tuple[Proposal, ...] = ()

    @property
    def default_choice(self) -> int | None:
        """Index of the choice that Ctrl+Enter takes."""
        return next((i for i, one in enumerate(self.choices) if one.default), None)

    def asks_for(self, courtesy: Courtesy) -> bool:
        """Whether one of its answers leaves that evidence."""
        return any(one.mark is courtesy for one in self.choices)

    def targets(self) -> Iterator[str]:
        """Every step id this step can lead to (END included)."""
        yield from (one.to for one in self.choices if one.to)
        yield from (one.to for one in self.branches)


@dataclass(frozen=True, slots=True)
class Script:
    """A path through a typical situation; the first step starts it.

    `unsolved` is the safety line: the template to say when it cannot be solved on the path.
    """

    id: str
    title: str
    topic: str
    sop: str
    steps: tuple[Step, ...]
    unsolved: str = ""

    def step(self, step_id: str) -> Step:
        """The step of that id; raises KeyError when there is none."""
        for one in self.steps:
            if one.id == step_id:
                return one
        raise KeyError(step_id)

    def first_of(self, stage: Stage) -> Step | None:
        """The first step of a stage in the order written."""
        return next((one for one in self.steps if one.stage is stage), None)
