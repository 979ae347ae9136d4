"""Walking a script: the path follows from what was resolved, so a changed answer re-routes it.

A step is *resolved* when it was answered, passed, skipped or jumped over. The path is the walk from
the first step through resolved steps; the first unresolved one is its frontier. Nothing is ever
removed: a resolution that no longer lies on the path is set aside and holds again when the path
comes back to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType

from operator_app.domain.answers import Answer
from operator_app.domain.scripts import END, AnswerKind, Choice, Script, Stage, Step


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
    """Where a resolved step leads, with the answers on the path up to it.

    A jump's target, else its choice's, else the first branch that holds, else the default choice's.
    """
    walked = path(script, state)
    upto = walked[: walked.index(step.id)] if step.id in walked else walked
    values: dict[str, str] = {}
    for one in upto:
        if one in state.resolved:
            _learn(script.step(one), state.resolved[one], values)
    resolved = state.resolved[step.id]
    _learn(step, resolved, values)
    return _target(step, resolved, values)


def path(script: Script, state: ScriptState) -> tuple[str, ...]:
    """Step ids from the first to the frontier, END last when finished; it ends where it loops."""
    walked: list[str] = []
    values: dict[str, str] = {}
    here = script.steps[0].id
    while here not in walked:
        walked.append(here)
        if here == END or not _holds(script, state, here):
            break
        step, resolved = script.step(here), state.resolved[here]
        _learn(step, resolved, values)
        here = _target(step, resolved, values)
    return tuple(walked)


def _learn(step: Step, resolved: Resolved, values: dict[str, str]) -> None:
    if step.name and resolved.answer is not None:
        values[step.name] = resolved.answer.text


def _target(step: Step, resolved: Resolved, values: Mapping[str, str]) -> str:
    if resolved.target:
        return resolved.target
    if resolved.choice is not None and step.choices[resolved.choice].to:
        return step.choices[resolved.choice].to
    fallback = step.choices[step.default_choice or 0] if step.choices else None
    if resolved.how is Resolution.SKIPPED and fallback and step.name:
        # A condition on the skipped answer itself would lead back to where it is asked for.
        values = {**values, step.name: fallback.value}
    for branch in step.branches:
        if branch.holds(values):
            return branch.to
    return fallback.to if fallback and fallback.to else END


def _holds(script: Script, state: ScriptState, step_id: str) -> bool:
    resolved = state.resolved.get(step_id)
    if resolved is None:
        return False
    return resolved.choice is None or resolved.choice < len(script.step(step_id).choices)


def set_aside(script: Script, state: ScriptState) -> tuple[str, ...]:
    """Resolved steps that are not on the path now, in the script's order."""
    on_path = set(path(script, state))
    aside = state.resolved.keys() - on_path
    return tuple(one.id for one in script.steps if one.id in aside)


def resolve(script: Script, state: ScriptState, step_id: str, resolved: Resolved) -> ScriptState:
    """Leave a step; the cursor goes to the frontier.

    A step that leads back re-opens what lies between: those answers are kept and offered again.
    Raises KeyError for a step the script does not have.
    """
    step = script.step(step_id)
    before = path(script, state)
    changed = {**state.resolved, step_id: resolved}
    state = replace(state, resolved=MappingProxyType(changed))
    upto = before[: before.index(step_id) + 1] if step_id in before else ()
    target = next_step(script, state, step)
    if target in upto:
        reopened = upto[upto.index(target) :]
        kept = {**state.kept, **{one: changed[one] for one in reopened if one in changed}}
        left = {one: held for one, held in changed.items() if one not in reopened}
        state = replace(state, resolved=MappingProxyType(left), kept=MappingProxyType(kept))
    return replace(state, cursor=path(script, state)[-1])


def go_to(script: Script, state: ScriptState, step_id: str) -> ScriptState:
    """Show a step; one off the path is put on it after the frontier, which is marked jumped over.

    Answers it had before hold again. Raises KeyError for a step the script does not have.
    """
    target = script.step(step_id).id
    walked = path(script, state)
    if target in walked:
        return replace(state, cursor=target)
    # Of a finished script the last step leads on, and keeps its answer.
    last = walked[-2] if walked[-1] == END else walked[-1]
    held = state.resolved.get(last)
    jumped = replace(held, target=target) if held else Resolved(Resolution.JUMPED, target=target)
    changed = MappingProxyType({**state.resolved, last: jumped})
    return replace(state, resolved=changed, cursor=target)


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
        if held and held.answer and (name := script.step(step_id).name):
            found[name] = held.answer
    return found


def stage_of(script: Script, state: ScriptState) -> Stage:
    """The stage the cursor stands in; CONFIRM once finished."""
    return Stage.CONFIRM if state.cursor == END else script.step(state.cursor).stage


def proposed_outcome(script: Script, state: ScriptState) -> tuple[str, str]:
    """The last resolved step on the path that has an outcome, and its template; or two empty."""
    found = [(step, one.outcome) for step, one in _wordings(script, state) if one.outcome]
    return found[-1] if found else ("", "")


def proposed_code(script: Script, state: ScriptState) -> str:
    """The wrap-up code of the last resolved step on the path that has one, or empty."""
    found = [one.code for _, one in _wordings(script, state) if one.code]
    return found[-1] if found else ""


def promises(script: Script, state: ScriptState) -> tuple[tuple[str, str], ...]:
    """Steps and templates of what was promised on the path, in its order."""
    return tuple((step, one.promise) for step, one in _wordings(script, state) if one.promise)


def _wordings(script: Script, state: ScriptState) -> Iterator[tuple[str, Step | Choice]]:
    """Resolved steps on the path, each followed by the choice that was taken."""
    for step_id in path(script, state):
        held = state.resolved.get(step_id)
        if held is None or held.how is Resolution.JUMPED:
            continue
        step = script.step(step_id)
        yield step_id, step
        if held.choice is not None:
            yield step_id, step.choices[held.choice]


def choose(step: Step, index: int) -> Resolved:
    """The resolution of picking a choice; raises IndexError for one that is not there."""
    choice = step.choices[index]
    answer = Answer(AnswerKind.CHOICE, choice.value, choice.said)
    return Resolved(Resolution.ANSWERED, answer, index)
