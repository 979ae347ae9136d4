"""Practice calls: a made-up customer, the path a trainee should walk, and what it is worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import ceil
from types import MappingProxyType

from operator_app.domain import script_run
from operator_app.domain.answers import Answer, AnswerFault, read_answer
from operator_app.domain.calls import Call, Customer
from operator_app.domain.script_run import Resolution, Resolved
from operator_app.domain.scripts import END, AnswerKind, Courtesy, Script, Step
from operator_app.domain.sops import PassageLink


class Measure(StrEnum):
    """What a practice call is scored by, as live calls are (`product.md` T2)."""

    STEPS = "steps"
    PHRASES = "phrases"
    SEARCH = "search"
    LIMIT = "limit"
    RESTATEMENT = "restatement"


WEIGHTS: Mapping[Measure, int] = MappingProxyType(
    {
        Measure.STEPS: 50,
        Measure.PHRASES: 15,
        Measure.SEARCH: 15,
        Measure.LIMIT: 10,
        Measure.RESTATEMENT: 10,
    }
)
"""Points of each measure, 100 together (`product.md` T2 names the measures; steps are half)."""

PHRASE_POINTS = 5
"""What each discouraged phrase in the note costs, while the measure has points left."""


@dataclass(frozen=True, slots=True)
class PracticeAnswer:
    """What the customer says at a step, and how a skilled agent takes it down.

    `value` is the value of the right choice or the text to type, empty at a step that is only said.
    `system` is what the agent's other programs show there, or empty.
    """

    step: str
    line: str
    value: str = ""
    system: str = ""


@dataclass(frozen=True, slots=True)
class PracticeCase:
    """A practice call as a lead wrote it.

    `caller` holds what can be learnt of the customer; `opening` is their first line, `otherwise`
    what they say at a step that is none of this case, `farewell` their last. `target` is the
    passage that helps, to be in sight within `search_within_s` seconds. `limit_rubles` is how much
    this case allows (None: the company's limit), `limit_note` says why.
    """

    id: str
    title: str
    topic: str
    script: str
    caller: Customer
    opening: str
    otherwise: str
    farewell: str
    answers: tuple[PracticeAnswer, ...]
    target: PassageLink
    search_within_s: int
    limit_rubles: int | None = None
    limit_note: str = ""

    def answer(self, step_id: str) -> PracticeAnswer | None:
        """What happens at a step, or None."""
        return next((one for one in self.answers if one.step == step_id), None)


class LossKind(StrEnum):
    """Why points were lost; the parts of `PracticeLoss.words` are listed beside each."""

    SCRIPT = "script"  # title of the right script
    STEP_MISSED = "step_missed"
    STEP_SKIPPED = "step_skipped"
    STEP_OTHER = "step_other"  # right answer
    STEP_WRONG = "step_wrong"  # answer given, right answer
    PHRASE = "phrase"  # words written, words instead or ""
    SEARCH_SLOW = "search_slow"  # seconds taken, seconds allowed
    SEARCH_NEVER = "search_never"  # id of the procedure
    LIMIT = "limit"  # roubles given, roubles allowed, why
    RESTATEMENT = "restatement"


@dataclass(frozen=True, slots=True)
class PracticeLoss:
    """Points lost, 0 or more; `step` is the id of the step it happened at, or empty."""

    kind: LossKind
    points: int
    step: str = ""
    words: tuple[str, ...] = ()

    @property
    def measure(self) -> Measure:
        """The measure that lost them."""
        return _MEASURES.get(self.kind, Measure.STEPS)


_MEASURES = {
    LossKind.PHRASE: Measure.PHRASES,
    LossKind.SEARCH_SLOW: Measure.SEARCH,
    LossKind.SEARCH_NEVER: Measure.SEARCH,
    LossKind.LIMIT: Measure.LIMIT,
    LossKind.RESTATEMENT: Measure.RESTATEMENT,
}


@dataclass(frozen=True, slots=True)
class PracticeScore:
    """The result of one practice call: losses in the order of the call."""

    losses: tuple[PracticeLoss, ...]

    @property
    def percent(self) -> int:
        """0–100."""
        return sum(points for _, points in self.measures())

    def measures(self) -> tuple[tuple[Measure, int], ...]:
        """What is left of the weight of every measure."""
        lost = dict.fromkeys(Measure, 0)
        for one in self.losses:
            lost[one.measure] += one.points
        return tuple((one, max(0, WEIGHTS[one] - lost[one])) for one in Measure)

    def weak_steps(self) -> tuple[str, ...]:
        """Ids of the steps to repeat."""
        return tuple(dict.fromkeys(one.step for one in self.losses if one.step))


@dataclass(frozen=True, slots=True)
class Observed:
    """What a practice call showed besides its events.

    `found_after_s` is when the target procedure came in sight, None never; `phrases` are
    discouraged words of the note, each with what to write instead (or "").
    """

    found_after_s: float | None
    phrases: tuple[tuple[str, str], ...] = ()


def right_answer(case: PracticeCase, step: Step, today: date) -> Resolved | None:
    """How the step should be left; None when the case does not say or its value does not fit."""
    wanted = case.answer(step.id)
    if wanted is None:
        return None
    if step.kind is AnswerKind.NONE:
        return Resolved(Resolution.ANSWERED)
    if step.kind is AnswerKind.CHOICE:
        places = [i for i, one in enumerate(step.choices) if one.value == wanted.value]
        return script_run.choose(step, places[0]) if places else None
    try:
        answer = read_answer(step.kind, wanted.value, today)
    except AnswerFault:
        return None
    return Resolved(Resolution.ANSWERED, answer)


def right_path(case: PracticeCase, script: Script, today: date) -> tuple[str, ...]:
    """Ids of the steps a skilled agent walks; END comes last when the case leads to the end."""
    state = script_run.begin(script, 0)
    walked: list[str] = []
    while state.cursor not in (END, *walked):
        walked.append(state.cursor)
        resolved = right_answer(case, script.step(state.cursor), today)
        if resolved is None:
            return tuple(walked)
        state = script_run.resolve(script, state, state.cursor, resolved)
    return (*walked, END) if state.cursor == END else tuple(walked)


def score(
    case: PracticeCase, script: Script, call: Call, observed: Observed, limit: int, today: date
) -> PracticeScore:
    """Score a practice call; `script` is the case's, `limit` the company's in roubles."""
    return PracticeScore(
        (
            *_search_losses(case, observed),
            *_step_losses(case, script, call, today),
            *_limit_losses(case, call, limit),
            *_phrase_losses(observed),
        )
    )


def _search_losses(case: PracticeCase, observed: Observed) -> tuple[PracticeLoss, ...]:
    after, allowed = observed.found_after_s, case.search_within_s
    weight = WEIGHTS[Measure.SEARCH]
    if after is None:
        return (PracticeLoss(LossKind.SEARCH_NEVER, weight, words=(case.target.sop,)),)
    if after <= allowed:
        return ()
    # Twice the time allowed costs the whole measure.
    points = min(weight, ceil(weight * (after - allowed) / allowed))
    words = (str(ceil(after)), str(allowed))
    return (PracticeLoss(LossKind.SEARCH_SLOW, points, words=words),)


def _step_losses(
    case: PracticeCase, script: Script, call: Call, today: date
) -> tuple[PracticeLoss, ...]:
    steps = [script.step(one) for one in right_path(case, script, today) if one != END]
    restated = {one.id for one in steps if _agreement(one) is not None}
    agreed = call.script is not None and Courtesy.AGREED in call.marks
    if call.script is None or call.script.script_id != script.id:
        lost = [PracticeLoss(LossKind.SCRIPT, WEIGHTS[Measure.STEPS], words=(script.title,))]
        if restated:
            lost.append(PracticeLoss(LossKind.RESTATEMENT, WEIGHTS[Measure.RESTATEMENT]))
        return tuple(lost)
    counted, held = len(steps) - len(restated), call.script.resolved
    losses: list[PracticeLoss] = []
    failed = 0
    for step in steps:
        if step.id in restated:
            if not agreed:
                weight = WEIGHTS[Measure.RESTATEMENT]
                losses.append(PracticeLoss(LossKind.RESTATEMENT, weight, step.id))
            continue
        fault = _fault(case, step, held.get(step.id), today)
        if fault is not None:
            kind, words = fault
            losses.append(PracticeLoss(kind, _share(failed, counted), step.id, words))
            failed += 1
    return tuple(losses)


def _agreement(step: Step) -> int | None:
    return next((i for i, one in enumerate(step.choices) if one.mark is Courtesy.AGREED), None)


def _share(failed: int, counted: int) -> int:
    """Whole points for the next failed step, so that all of them together cost the measure."""
    weight = WEIGHTS[Measure.STEPS]
    return round(weight * (failed + 1) / counted) - round(weight * failed / counted)


def _fault(
    case: PracticeCase, step: Step, held: Resolved | None, today: date
) -> tuple[LossKind, tuple[str, ...]] | None:
    right = right_answer(case, step, today)
    if held is None or held.how is Resolution.JUMPED:
        return LossKind.STEP_MISSED, ()
    if held.how is Resolution.SKIPPED:
        return LossKind.STEP_SKIPPED, ()
    if right is None or step.kind is AnswerKind.NONE:
        return None
    if held.how is Resolution.OTHER:
        return LossKind.STEP_OTHER, (_said(step, right),)
    # Any sum within the limit is right: how much to offer is the agent's own decision.
    if step.kind is AnswerKind.SUM or _text(held.answer) == _text(right.answer):
        return None
    return LossKind.STEP_WRONG, (_said(step, held), _said(step, right))


def _text(answer: Answer | None) -> str:
    return answer.text.casefold() if answer else ""


def _said(step: Step, resolved: Resolved) -> str:
    if resolved.choice is not None:
        return step.choices[resolved.choice].label
    text = resolved.answer.text if resolved.answer else ""
    return f"{date.fromisoformat(text):%d.%m}" if step.kind is AnswerKind.DATE else text


def _limit_losses(case: PracticeCase, call: Call, limit: int) -> tuple[PracticeLoss, ...]:
    allowed = limit if case.limit_rubles is None else min(limit, case.limit_rubles)
    held = call.script.resolved if call.script else {}
    sums = [
        (int(one.answer.text), step)
        for step, one in held.items()
        if one.answer is not None and one.answer.kind is AnswerKind.SUM
    ]
    given, step = max(sums, default=(0, ""))
    if given <= allowed:
        return ()
    words = (str(given), str(allowed), case.limit_note)
    return (PracticeLoss(LossKind.LIMIT, WEIGHTS[Measure.LIMIT], step, words),)


def _phrase_losses(observed: Observed) -> tuple[PracticeLoss, ...]:
    left, losses = WEIGHTS[Measure.PHRASES], []
    for words in observed.phrases:
        points = min(PHRASE_POINTS, left)
        left -= points
        losses.append(PracticeLoss(LossKind.PHRASE, points, words=words))
    return tuple(losses)
