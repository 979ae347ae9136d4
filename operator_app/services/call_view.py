"""What the call screen shows of a script: frozen rows, composed once for each change."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from operator_app.domain import script_run
from operator_app.domain.phrases import Rule
from operator_app.domain.script_run import Resolution
from operator_app.domain.scripts import (
    END,
    STAGES,
    AnswerKind,
    Courtesy,
    Proposal,
    Script,
    Stage,
    Step,
)
from operator_app.domain.sops import PassageLink
from operator_app.services.call_record import lower_first, step_title
from operator_app.services.live_call import LiveCall
from operator_app.services.spoken import spoken_answer


class StageProgress(StrEnum):
    """Whether a stage is behind, shown or ahead."""

    DONE = "done"
    CURRENT = "current"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class StageRow:
    """One of the four stages: `summary` is what was agreed, or what it will be about."""

    stage: Stage
    progress: StageProgress
    summary: str


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """One answer: `number` 1–9 for Alt+number; `kept` marks the one given before."""

    number: int
    label: str
    short: str
    default: bool
    kept: bool


@dataclass(frozen=True, slots=True)
class AsideRow:
    """An answer a changed one set aside: it holds again when the path comes back to its step."""

    step: str
    title: str
    answer: str


@dataclass(frozen=True, slots=True)
class CourtesyRow:
    """A courtesy of the call: `asked` once some step of the path called for it, then if `shown`."""

    courtesy: Courtesy
    shown: bool
    asked: bool


@dataclass(frozen=True, slots=True)
class SayAvoid:
    """Words to avoid and what to say instead, paired by position."""

    avoid: tuple[str, ...]
    say: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScriptView:
    """The script pane.

    `prompt` keeps `**` emphasis; `kind` says which answer is wanted, None when finished.
    `proposals` are sums that may be offered here; `unsolved` is what to say when it cannot be
    solved, empty before the stage in which that shows.
    """

    title: str
    edition: int
    stages: tuple[StageRow, ...]
    prompt: str
    kind: AnswerKind | None
    label: str
    typed_before: str
    choices: tuple[ChoiceRow, ...]
    phrases: tuple[str, ...]
    passage: PassageLink | None
    proposals: tuple[Proposal, ...] = ()
    unsolved: str = ""
    aside: tuple[AsideRow, ...] = ()
    courtesy: tuple[CourtesyRow, ...] = ()

    @property
    def stage_number(self) -> int:
        """1–4: the stage shown."""
        shown = (i for i, row in enumerate(self.stages) if row.progress is StageProgress.CURRENT)
        return 1 + next(shown, len(self.stages) - 1)


def script_view(live: LiveCall) -> ScriptView | None:
    """The pane for the call as it stands; None when no script was chosen."""
    script, state = live.script(), live.call.script
    if script is None or state is None:
        return None
    step = live.step()
    held = state.resolved.get(state.cursor) or state.kept.get(state.cursor)
    answer = held.answer if held else None
    return ScriptView(
        title=script.title,
        edition=live.edition,
        stages=_stages(live, script),
        prompt=live.speaker.say(step.say, live.call, script) if step else "",
        kind=step.kind if step else None,
        label=step.label if step else "",
        typed_before=answer.text if answer and step and not step.choices else "",
        choices=_choices(step, held.choice if held else None) if step else (),
        phrases=step.phrases if step else (),
        passage=PassageLink.parse(step.passage) if step and step.passage else None,
        proposals=step.proposals if step else (),
        unsolved=_unsolved(live, script, step),
        aside=_aside(live, script),
        courtesy=_courtesy(live, script),
    )


def _unsolved(live: LiveCall, script: Script, step: Step | None) -> str:
    late = step is not None and step.stage in (Stage.ACT, Stage.CONFIRM)
    return live.speaker.say(script.unsolved, live.call, script) if late else ""


def _aside(live: LiveCall, script: Script) -> tuple[AsideRow, ...]:
    state = live.call.script
    if state is None:
        return ()
    rows = []
    for step_id in script_run.set_aside(script, state):
        step, held = script.step(step_id), state.resolved[step_id]
        answer = step.choices[held.choice].label if held.choice is not None else held.words
        if held.answer is not None and held.choice is None:
            answer = spoken_answer(held.answer)
        if answer:
            rows.append(AsideRow(step_id, step_title(step), answer))
    return tuple(rows)


def _courtesy(live: LiveCall, script: Script) -> tuple[CourtesyRow, ...]:
    state = live.call.script
    walked = script_run.path(script, state) if state else ()
    passed = [script.step(one) for one in walked if state and one in state.resolved]
    rows = []
    for one in Courtesy:
        asked = any(step.asks_for(one) for step in passed)
        shown = one in live.call.marks
        rows.append(CourtesyRow(one, shown, asked or (one is Courtesy.NAME_USED and bool(passed))))
    return tuple(rows)


def _choices(step: Step, kept: int | None) -> tuple[ChoiceRow, ...]:
    return tuple(
        ChoiceRow(i + 1, one.label, one.short or one.label, one.default, i == kept)
        for i, one in enumerate(step.choices[:9])
    )


def _stages(live: LiveCall, script: Script) -> tuple[StageRow, ...]:
    state = live.call.script
    if state is None:
        return ()
    walked = script_run.path(script, state)
    finished = state.cursor == END
    shown = script_run.stage_of(script, state)
    frontier = walked[-1]
    reached = len(STAGES) if frontier == END else STAGES.index(script.step(frontier).stage)
    rows = []
    for place, stage in enumerate(STAGES):
        if stage is shown and not finished:
            progress = StageProgress.CURRENT
        elif place < reached or finished:
            progress = StageProgress.DONE
        else:
            progress = StageProgress.AHEAD
        agreed = _agreed(live, script, walked, stage)
        first = script.first_of(stage)
        ahead = first.label if first and progress is StageProgress.AHEAD else ""
        rows.append(StageRow(stage, progress, agreed or ahead))
    return tuple(rows)


def _agreed(live: LiveCall, script: Script, walked: tuple[str, ...], stage: Stage) -> str:
    state = live.call.script
    said = []
    for step_id in walked:
        held = state.resolved.get(step_id) if state else None
        # What was skipped, jumped over or answered in other words was not agreed.
        if held is None or held.how is not Resolution.ANSWERED:
            continue
        step = script.step(step_id)
        if step.stage is stage and step.done:
            said.append(live.speaker.say(step.done, live.call, script, step_id))
    return ", ".join(said[:1] + [lower_first(one) for one in said[1:]])


def say_avoid(rules: tuple[Rule, ...], topics: tuple[str, ...], limit: int) -> SayAvoid:
    """Up to `limit` pairs for a step: its own topics first, then rules for every topic."""
    usable = [one for one in rules if one.approved]
    chosen = sorted(usable, key=lambda one: not set(one.topics) & set(topics))
    fitting = [one for one in chosen if not one.topics or set(one.topics) & set(topics)][:limit]
    return SayAvoid(
        tuple(one.discouraged[0].lower() for one in fitting),
        tuple(one.approved[0].text.lower() for one in fitting),
    )
