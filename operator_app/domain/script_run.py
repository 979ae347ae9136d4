"""Walking a script: the path is derived from what was resolved, so a changed answer re-routes what follows.

A step is *resolved* when it was answered, passed, skipped or jumped over. The path is the walk from
the first step through resolved steps; the first unresolved one is its frontier. Nothing is ever
removed: a resolution that no longer lies on the path is set aside and holds again when the path
comes back to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType

from operator_app.domain.answers import Answer
from operator_app.domain.scripts import END, AnswerKind, Script, Stage, Step


class Resolution(StrEnum):
    """How a step was left."""

    ANSWERED = "answered"
    OTHER = "other"
    SKIPPED = "skipped"
    JUMPED = "jumped"


class SkipReason(StrEnum):
    """Why a step was skipped, chosen with 1–3."""

    KNOWN_ALREADY = "known_already"
    CUSTOMER_REFUSED = "customer_refused"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Resolved:
    """What happened at a step: `choice` is an index or None; `target` is where a jump led."""

    how: Resolution
    answer: Answer | None = None
    choice: int | None = None
    words: str = ""
    reason: SkipReason | None = None
    target: str = ""


_NOTHING: Mapping[str, Resolved] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ScriptState:
    """Where a call stands in its script; `cursor` is the step shown, END when it is finished.

    `kept` holds answers of steps a loop came back to: they are offered again, not assumed.
    """

    script_id: str
    edition: int
    cursor: str
    resolved: Mapping[str, Resolved] = field(default_factory=lambda: _NOTHING)
    kept: Mapping[str, Resolved] = field(default_factory=lambda: _NOTHING)


def begin(script: Script, edition: int) -> ScriptState:
    """Stand at the first step."""
    return ScriptState(script.id, edition, script.steps[0].id)


def next_step(script: Script, state: ScriptState, step: Step) -> str:
    """Where a resolved step leads: its choice's target, else the first branch that holds, else the default choice's."""
    resolved = state.resolved[step.id]
    if resolved.target:
        return resolved.target
    if resolved.choice is not None and step.choices[resolved.choice].to:
        return step.choices[resolved.choice].to
    values = {
        one.name: held.answer.text
        for one in script.steps
        if (held := state.resolved.get(one.id)) and held.answer and one.name
    }
    for branch in step.branches:
        if branch.holds(values):
            return branch.to
    fallback = step.choices[step.default_choice or 0] if step.choices else None
    return fallback.to if fallback and fallback.to else END


def path(script: Script, state: ScriptState) -> tuple[str, ...]:
    """Step ids from the first to the frontier (END last when the script is finished); ends at a loop."""
    walked: list[str] = []
    here = script.steps[0].id
    while here not in walked:
        walked.append(here)
        if here == END or not _holds(script, state, here):
            break
        here = next_step(script, state, script.step(here))
    return tuple(walked)


def _holds(script: Script, state: ScriptState, step_id: str) -> bool:
    resolved = state.resolved.get(step_id)
    if resolved is None:
        return False
    return resolved.choice is None or resolved.choice < len(script.step(step_id).choices)


def set_aside(script: Script, state: ScriptState) -> tuple[str, ...]:
    """Resolved steps that are not on the path now, in the script's order."""
    on_path = set(path(script, state))
    return tuple(one.id for one in script.steps if one.id in state.resolved and one.id not in on_path)


def resolve(script: Script, state: ScriptState, step_id: str, resolved: Resolved) -> ScriptState:
    """Leave a step; the cursor goes to the frontier. A step that leads back re-opens what lies between.

    Raises KeyError for a step the script does not have.
    """
    step = script.step(step_id)
    before = path(script, state)
    changed = {**state.resolved, step_id: resolved}
    state = replace(state, resolved=MappingProxyType(changed))
    target = next_step(script, state, step)
    upto = before[: before.index(step_id) + 1] if step_id in before else before
    if target in upto:
        reopened = upto[upto.index(target) :]
        kept = {**state.kept, **{one: changed[one] for one in reopened if one in changed}}
        left = {one: held for one, held in changed.items() if one not in reopened}
        state = replace(state, resolved=MappingProxyType(left), kept=MappingProxyType(kept))
        return replace(state, cursor=target)
    if step_id not in before:
        return replace(state, cursor=target)
    return replace(state, cursor=path(script, state)[-1])


def go_to(script: Script, state: ScriptState, step_id: str) -> ScriptState:
    """Show a step: one on the path is only shown, one further on is jumped to and what lies between is marked so."""
    walked = path(script, state)
    if step_id in walked or step_id in state.resolved:
        return replace(state, cursor=step_id)
    frontier = walked[-1]
    if frontier == END:
        return replace(state, cursor=step_id)
    jumped = Resolved(Resolution.JUMPED, target=script.step(step_id).id)
    changed = MappingProxyType({**state.resolved, frontier: jumped})
    return replace(state, resolved=changed, cursor=step_id)


def neighbour(script: Script, state: ScriptState, offset: int) -> str | None:
    """The step `offset` places along the path from the cursor, or None at its ends."""
    walked = path(script, state)
    if state.cursor not in walked:
        return walked[-1] if offset > 0 else None
    place = walked.index(state.cursor) + offset
    return walked[place] if 0 <= place < len(walked) else None


def answers(script: Script, state: ScriptState) -> dict[str, Answer]:
    """Named answers on the path, later ones winning."""
    found: dict[str, Answer] = {}
    for step_id in path(script, state):
        held = state.resolved.get(step_id)
        if held and held.answer and step_id != END and (name := script.step(step_id).name):
            found[name] = held.answer
    return found


def stage_of(script: Script, state: ScriptState) -> Stage:
    """The stage the cursor stands in; CONFIRM once finished."""
    return Stage.CONFIRM if state.cursor == END else script.step(state.cursor).stage


def proposed_outcome(script: Script, state: ScriptState) -> str:
    """The outcome template of the last resolved step on the path that has one, or empty."""
    outcome = ""
    for step_id in path(script, state):
        held = state.resolved.get(step_id)
        if step_id == END or held is None or held.how is Resolution.JUMPED:
            continue
        step = script.step(step_id)
        chosen = step.choices[held.choice].outcome if held.choice is not None else ""
        outcome = chosen or step.outcome or outcome
    return outcome


def choose(step: Step, index: int) -> Resolved:
    """The resolution of picking a choice; raises IndexError for one that is not there."""
    choice = step.choices[index]
    return Resolved(Resolution.ANSWERED, Answer(AnswerKind.CHOICE, choice.value, choice.said), index)
