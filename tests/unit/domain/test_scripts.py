"""Scripts that cannot be used, and how their steps are found."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from operator_app.domain.scripts import (
    END,
    AnswerKind,
    Branch,
    Script,
    ScriptFault,
    Stage,
    script_faults,
)
from tests.unit.domain.scripts_to_walk import choice, late_delivery, step

LATE = late_delivery()


def test_a_script_without_faults() -> None:
    assert script_faults(LATE) == ()


def changed(step_id: str, **fields: Any) -> Script:
    steps = tuple(replace(one, **fields) if one.id == step_id else one for one in LATE.steps)
    return replace(LATE, steps=steps)


@pytest.mark.parametrize(
    ("script", "fault"),
    [
        (changed("refund", id="day"), ScriptFault("day", "duplicate_step", "day")),
        (changed("closing", id=END), ScriptFault(END, "duplicate_step", END)),
        (changed("closing", stage=Stage.ACT), ScriptFault("", "stage_missing", "confirm")),
        (
            changed("refund", branches=(Branch("gone", {}),)),
            ScriptFault("refund", "unknown_target", "gone"),
        ),
        (
            changed("options", choices=(choice("x", "gone"),)),
            ScriptFault("options", "unknown_target", "gone"),
        ),
        (changed("refund", branches=()), ScriptFault("refund", "leads_nowhere", "refund")),
        (
            changed("restate", branches=(Branch("refund", {"wish": ("refund",)}),)),
            ScriptFault("restate", "leads_nowhere", "restate"),
        ),
        (
            changed("options", choices=(), branches=(Branch("tomorrow", {}),)),
            ScriptFault("options", "no_choices", "options"),
        ),
        (
            changed("options", choices=(choice("x", "tomorrow"),)),
            ScriptFault("day", "unreachable", "day"),
        ),
        (
            changed("closing", branches=(Branch("wish", {}),)),
            ScriptFault("", "no_end", "late"),
        ),
    ],
)
def test_each_fault_is_found(script: Script, fault: ScriptFault) -> None:
    assert fault in script_faults(script)


def test_an_empty_script_misses_every_stage() -> None:
    assert [one.code for one in script_faults(replace(LATE, steps=()))] == ["stage_missing"] * 4


def test_steps_are_found_by_id_and_by_stage() -> None:
    assert LATE.step("wish").default_choice == 0
    assert LATE.step("заказ").default_choice is None
    with pytest.raises(KeyError):
        LATE.step(END)
    first = LATE.first_of(Stage.ACT)
    assert first is not None
    assert first.id == "options"
    assert replace(LATE, steps=LATE.steps[:1]).first_of(Stage.ACT) is None


def test_targets_and_conditions() -> None:
    here = LATE.step("restate")
    assert list(here.targets()) == ["wish", "refund", "options"]
    both = Branch("x", {"a": ("1", "2"), "b": ("3",)})
    assert both.holds({"a": "2", "b": "3", "c": "0"})
    assert not both.holds({"a": "2"})
    assert not both.holds({"a": "3", "b": "3"})
    assert Branch("x", {}).holds({})
    assert step("s", Stage.ACT, kind=AnswerKind.SUM).name == "s"
