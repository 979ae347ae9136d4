"""Scripts that cannot be used, and how their steps are found."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from operator_app.domain.script_faults import (
    MAX_SITUATIONS,
    ScriptFault,
    asked_before,
    script_faults,
    situations,
)
from operator_app.domain.scripts import END, AnswerKind, Branch, Script, Stage
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
        (
            changed("refund", branches=(Branch("refund", {}),)),
            ScriptFault("refund", "endless_loop", "refund"),
        ),
        (
            changed("closing", branches=(Branch("wish", {"day": ("x",)}), Branch(END, {}))),
            ScriptFault("closing", "answer_absent", "day"),
        ),
        (
            changed("restate", branches=(Branch("options", {}), Branch("refund", {}))),
            ScriptFault("restate", "dead_branch", "refund"),
        ),
    ],
)
def test_each_fault_is_found(script: Script, fault: ScriptFault) -> None:
    assert fault in script_faults(script)


def test_a_condition_on_an_answer_only_one_way_asks_is_guarded_by_the_answer_that_leads_there() -> (
    None
):
    guarded = Branch("closing", {"options": ("day",), "day": ("x",)})
    options = LATE.step("options")
    names = replace(
        changed("tomorrow", branches=(guarded, Branch("closing", {}))),
        steps=tuple(
            replace(
                one,
                choices=tuple(replace(c, to="") for c in one.choices),
                branches=(guarded, Branch("closing", {})),
            )
            if one.id == "tomorrow"
            else one
            for one in LATE.steps
        ),
    )
    assert options.choices[2].value == "day"
    assert script_faults(names) == ()


def test_what_was_asked_on_every_way_to_a_step() -> None:
    asked = asked_before(LATE)
    assert asked["restate"] == {"заказ", "wish"}
    assert asked["tomorrow"] == {"заказ", "wish", "restate", "options"}
    assert "options" not in asked["closing"], "a refund does not pass it"


def test_a_script_of_endless_variety_is_looked_at_for_a_bounded_time() -> None:
    values = tuple(choice(f"v{n}") for n in range(9))
    asked = [
        step(f"s{n}", Stage.CLARIFY, choices=values, to=f"s{n + 1}" if n < 7 else "last")
        for n in range(8)
    ]
    every = {one.id: ("v1",) for one in asked}
    last = step("last", Stage.ACT, to=(Branch("s1", every), Branch(END, {})))
    script = replace(LATE, steps=(*asked, last))
    assert len(situations(script)) <= MAX_SITUATIONS + 9
    assert {one.code for one in script_faults(script)} == {"stage_missing"}


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
