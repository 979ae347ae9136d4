"""What a practice call is worth: each measure loses its own points and no others."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest

from operator_app.content.folder import read_folder
from operator_app.domain import script_run
from operator_app.domain.answers import Answer
from operator_app.domain.calls import Call
from operator_app.domain.practice import (
    WEIGHTS,
    LossKind,
    Measure,
    Observed,
    PracticeCase,
    PracticeScore,
    right_answer,
    right_path,
    score,
)
from operator_app.domain.script_run import Resolution, Resolved, SkipReason
from operator_app.domain.scripts import END, AnswerKind, Courtesy

CONTENT = read_folder(Path(__file__).parents[3] / "sop_content").content
CASE = next(one for one in CONTENT.practice if one.script == "delivery-late")
TODAY = date(2026, 11, 22)
SEEN = Observed(found_after_s=5.0)


def played(case: PracticeCase = CASE, **changed: Resolved | None) -> Call:
    """The call a skilled agent makes of the case, with other resolutions (None: not reached)."""
    script = CONTENT.script(case.script)
    assert script is not None
    state = script_run.begin(script, 1)
    resolved = {}
    for step_id in right_path(case, script, TODAY)[:-1]:
        step = script.step(step_id)
        held = changed.get(step_id, right_answer(case, step, TODAY))
        if held is not None:
            resolved[step_id] = held
    state = replace(state, resolved=resolved)
    agreed = resolved.get("restate") == right_answer(case, script.step("restate"), TODAY)
    marks = frozenset({Courtesy.AGREED}) if agreed else frozenset()
    now = datetime(2026, 11, 22, 11, tzinfo=UTC)
    return Call(UUID(int=1), now, script=state, marks=marks)


def worth(call: Call, observed: Observed = SEEN, case: PracticeCase = CASE) -> PracticeScore:
    script = CONTENT.script(case.script)
    assert script is not None
    return score(case, script, call, observed, 1000, TODAY)


def test_the_weights_are_a_hundred_points_over_every_measure() -> None:
    assert sum(WEIGHTS.values()) == 100
    assert set(WEIGHTS) == set(Measure)


@pytest.mark.parametrize("case", CONTENT.practice, ids=lambda one: one.id)
def test_every_case_leads_to_the_end_and_is_worth_all_points(case: PracticeCase) -> None:
    script = CONTENT.script(case.script)
    assert script is not None
    walked = right_path(case, script, TODAY)
    assert walked[-1] == END
    assert {one.step for one in case.answers} == set(walked[:-1])
    assert worth(played(case), case=case).percent == 100


def test_a_wrong_choice_costs_its_step_and_names_both_answers() -> None:
    wrong = Resolved(Resolution.ANSWERED, Answer(AnswerKind.CHOICE, "courier", ""), 1)
    result = worth(played(where=wrong))
    assert [one.kind for one in result.losses] == [LossKind.STEP_WRONG]
    assert result.losses[0].words == ("У курьера, едет сегодня", "На складе, ожидает курьера")
    assert dict(result.measures())[Measure.STEPS] == 50 - result.losses[0].points
    assert result.weak_steps() == ("where",)


@pytest.mark.parametrize(
    ("held", "kind"),
    [
        (None, LossKind.STEP_MISSED),
        (Resolved(Resolution.JUMPED, target="wish"), LossKind.STEP_MISSED),
        (Resolved(Resolution.SKIPPED, reason=SkipReason.KNOWN_ALREADY), LossKind.STEP_SKIPPED),
        (Resolved(Resolution.OTHER, words="не помню"), LossKind.STEP_OTHER),
    ],
)
def test_a_step_left_in_another_way_is_a_loss(held: Resolved | None, kind: LossKind) -> None:
    assert [one.kind for one in worth(played(promised=held)).losses] == [kind]


def test_all_steps_lost_cost_exactly_their_measure() -> None:
    script = CONTENT.script(CASE.script)
    assert script is not None
    every = dict.fromkeys(right_path(CASE, script, TODAY)[:-1])
    result = worth(played(CASE, **every))
    assert dict(result.measures())[Measure.STEPS] == 0
    lost = sum(one.points for one in result.losses if one.measure is Measure.STEPS)
    assert lost == WEIGHTS[Measure.STEPS]


def test_no_script_at_all_is_one_loss_and_the_restatement() -> None:
    bare = Call(UUID(int=1), datetime(2026, 11, 22, 11, tzinfo=UTC))
    kinds = [one.kind for one in worth(bare).losses]
    assert kinds == [LossKind.SCRIPT, LossKind.RESTATEMENT]


def test_a_restatement_without_yes_loses_only_its_own_points() -> None:
    result = worth(played(restate=None))
    assert [(one.kind, one.points) for one in result.losses] == [(LossKind.RESTATEMENT, 10)]


@pytest.mark.parametrize(("given", "points"), [("100", 0), ("300", 0), ("301", 10)])
def test_any_sum_within_the_limit_is_right(given: str, points: int) -> None:
    offered = Resolved(Resolution.ANSWERED, Answer(AnswerKind.SUM, given))
    assert 100 - worth(played(compensation=offered)).percent == points


def test_the_companys_limit_holds_where_the_case_has_none_or_a_higher_one() -> None:
    offered = Resolved(Resolution.ANSWERED, Answer(AnswerKind.SUM, "1001"))
    for limit in (None, 5000):
        case = replace(CASE, limit_rubles=limit)
        assert worth(played(compensation=offered), case=case).percent == 90


@pytest.mark.parametrize(
    ("after", "points"),
    [(None, 15), (0.0, 0), (20.0, 0), (20.5, 1), (30.0, 8), (40.0, 15), (999.0, 15)],
)
def test_time_to_the_right_sop(after: float | None, points: int) -> None:
    assert 100 - worth(played(), Observed(after)).percent == points


def test_phrases_cost_five_points_each_until_the_measure_is_empty() -> None:
    hits = tuple((f"слово {number}", "") for number in range(5))
    result = worth(played(), Observed(5.0, hits))
    assert [one.points for one in result.losses] == [5, 5, 5, 0, 0]
    assert result.percent == 85
