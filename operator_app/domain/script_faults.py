"""What keeps a script from being used, found by walking every way through it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from operator_app.domain.scripts import END, STAGES, AnswerKind, Branch, Script, Step

MAX_SITUATIONS = 20_000
"""How many situations are looked at; a script of the demo company has a few hundred at most."""


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
    faults = [*_names(script)]
    named = not faults
    faults += _exits(script)
    if script.steps and named:
        faults += _reach(script)
    if script.steps and not faults:
        faults += _unsaid(script)
    missing = [one for one in STAGES if script.first_of(one) is None]
    return (*(ScriptFault("", "stage_missing", one.value) for one in missing), *faults)


def _names(script: Script) -> Iterator[ScriptFault]:
    ids = [*(one.id for one in script.steps), END]
    for twice in sorted({one for one in ids if ids.count(one) > 1}):
        # The id of the end is taken as well.
        yield ScriptFault(twice, "duplicate_step", twice)
    for step in script.steps:
        for one in step.targets():
            if one not in ids:
                yield ScriptFault(step.id, "unknown_target", one)


def _exits(script: Script) -> Iterator[ScriptFault]:
    for step in script.steps:
        leaves_by_choice = bool(step.choices) and all(one.to for one in step.choices)
        if not leaves_by_choice and not any(not one.when for one in step.branches):
            yield ScriptFault(step.id, "leads_nowhere", step.id)
        if step.kind is AnswerKind.CHOICE and not step.choices:
            yield ScriptFault(step.id, "no_choices", step.id)


def _reach(script: Script) -> Iterator[ScriptFault]:
    """Steps no way leads to, and steps from which no way leads to the end."""
    forward = {one.id: set(one.targets()) for one in script.steps} | {END: set[str]()}
    reached = _spread(forward, script.steps[0].id)
    if END not in reached:
        yield ScriptFault("", "no_end", script.id)
    backward: dict[str, set[str]] = {one: set() for one in forward}
    for one, targets in forward.items():
        for target in targets:
            backward[target].add(one)
    leaving = _spread(backward, END)
    for step in script.steps:
        if step.id not in reached:
            yield ScriptFault(step.id, "unreachable", step.id)
        elif END in reached and step.id not in leaving:
            yield ScriptFault(step.id, "endless_loop", step.id)


def _spread(edges: Mapping[str, set[str]], start: str) -> set[str]:
    reached: set[str] = set()
    waiting = [start]
    while waiting:
        here = waiting.pop()
        if here not in reached:
            reached.add(here)
            waiting.extend(edges[here])
    return reached


Known = frozenset[tuple[str, str]]
"""Answers that conditions look at, as pairs of name and value."""
Situation = tuple[str, Known]
"""A step, and what conditions can look at when it is reached."""


def _unsaid(script: Script) -> Iterator[ScriptFault]:
    """Conditions on answers that were never asked on some way, and targets no answers lead to."""
    absent: dict[tuple[str, str], None] = {}
    taken: set[tuple[str, int]] = set()
    reached = situations(script)
    if len(reached) >= MAX_SITUATIONS:
        return
    for step_id, known in reached:
        if step_id == END:
            continue
        step = script.step(step_id)
        for values in _answered(step, dict(known)):
            for place, branch in enumerate(step.branches):
                fits, unasked = _fits(branch, values)
                if fits and unasked:
                    absent.update(dict.fromkeys((step_id, name) for name in unasked))
                elif fits:
                    taken.add((step_id, place))
                    if _surely(branch, values):
                        break
    yield from (ScriptFault(step_id, "answer_absent", name) for step_id, name in absent)
    for step in script.steps:
        for place, branch in enumerate(step.branches):
            # The last one without a condition is for answers in the customer's own words.
            spare = not branch.when and all(one.when for one in step.branches[:place])
            if (step.id, place) not in taken and not spare:
                yield ScriptFault(step.id, "dead_branch", branch.to)


def asked_before(script: Script) -> Mapping[str, frozenset[str]]:
    """For each step that is reached, the names answered on every way to it."""
    found: dict[str, frozenset[str]] = {}
    for (step_id, _), names in situations(script).items():
        found[step_id] = found.get(step_id, names) & names
    return found


def situations(script: Script) -> Mapping[Situation, frozenset[str]]:
    """Every situation the script can get into, with the names answered on every way to it.

    A skipped answer is not reckoned with: it goes on as the default. Stops at MAX_SITUATIONS.
    """
    looked_at = {name for step in script.steps for one in step.branches for name in one.when}
    start: Situation = (script.steps[0].id, frozenset())
    found: dict[Situation, frozenset[str]] = {start: frozenset()}
    waiting = [start]
    while waiting and len(found) < MAX_SITUATIONS:
        here = waiting.pop()
        step = script.step(here[0])
        names = found[here] | ({step.name} if step.name else set())
        for target, values in _ways(step, dict(here[1])):
            kept = frozenset(pair for pair in values.items() if pair[0] in looked_at)
            there = (target, kept)
            held = found.get(there)
            if held is None or held - names:
                found[there] = names if held is None else held & names
                if target != END:
                    waiting.append(there)
    return found


def _answered(step: Step, values: dict[str, str]) -> Iterator[dict[str, str]]:
    """What may be known after the step where its branches decide, not the choice itself."""
    if not step.choices:
        yield {**values, step.name: ""} if step.name else values
    for one in step.choices:
        if not one.to:
            yield {**values, step.name: one.value} if step.name else values


def _ways(step: Step, values: dict[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    for one in step.choices:
        if one.to:
            yield one.to, {**values, step.name: one.value} if step.name else values
    for after in _answered(step, values):
        for branch in step.branches:
            fits, unasked = _fits(branch, after)
            if fits and not unasked:
                yield branch.to, after
                if _surely(branch, after):
                    break


def _fits(branch: Branch, values: Mapping[str, str]) -> tuple[bool, tuple[str, ...]]:
    """Whether nothing known speaks against a branch, and the names it asks for that have no answer.

    An empty value is one that was typed: it may be anything.
    """
    known = ((values[name], wanted) for name, wanted in branch.when.items() if name in values)
    unasked = tuple(name for name in branch.when if name not in values)
    return all(value in wanted or not value for value, wanted in known), unasked


def _surely(branch: Branch, values: Mapping[str, str]) -> bool:
    return all(values[name] for name in branch.when)
