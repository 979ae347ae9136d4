"""Walking a script: every way to leave a step, to come back to it and to change one's mind."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.domain.answers import Answer
from operator_app.domain.script_run import (
    Resolution,
    Resolved,
    ScriptState,
    SkipReason,
    answers,
    begin,
    choose,
    go_to,
    neighbour,
    next_step,
    path,
    proposed_outcome,
    resolve,
    set_aside,
    stage_of,
)
from operator_app.domain.scripts import END, AnswerKind, Branch, Script, Stage
from tests.unit.domain.scripts_to_walk import any_script, choice, late_delivery, step

LATE = late_delivery()
ORDER = Resolved(Resolution.ANSWERED, Answer(AnswerKind.ORDER, "5510-2284"))
PASSED = Resolved(Resolution.ANSWERED)
OTHER = Resolved(Resolution.OTHER, words="мне всё равно")
SKIPPED = Resolved(Resolution.SKIPPED, reason=SkipReason.NOT_APPLICABLE)


def take(state: ScriptState, *values: str) -> ScriptState:
    """Leave the steps shown one after another: by the value of a choice, or as typed or said."""
    for value in values:
        here = LATE.step(state.cursor)
        if here.choices:
            index = [one.value for one in here.choices].index(value)
            state = resolve(LATE, state, here.id, choose(here, index))
        else:
            state = resolve(LATE, state, here.id, ORDER if value == "order" else PASSED)
    return state


START = begin(LATE, 3)
AT_OPTIONS = take(START, "order", "deliver", "yes")
FINISHED = take(AT_OPTIONS, "tomorrow", "clear", "said")


def test_a_script_begins_at_its_first_step() -> None:
    assert (START.script_id, START.edition, START.cursor) == ("late", 3, "заказ")
    assert path(LATE, START) == ("заказ",)
    assert stage_of(LATE, START) is Stage.CLARIFY


def test_answers_lead_along_targets_conditions_and_to_the_end() -> None:
    assert path(LATE, AT_OPTIONS) == ("заказ", "wish", "restate", "options")
    assert path(LATE, FINISHED) == (*path(LATE, AT_OPTIONS), "tomorrow", "closing", END)
    assert FINISHED.cursor == END
    assert stage_of(LATE, FINISHED) is Stage.CONFIRM
    assert answers(LATE, FINISHED)["wish"] == Answer(AnswerKind.CHOICE, "deliver", "deliver")
    assert take(START, "order", "refund", "yes").cursor == "refund"


def test_where_a_step_leads() -> None:
    here = LATE.step("restate")
    assert next_step(LATE, AT_OPTIONS, here) == "options"
    for resolved, target in ((SKIPPED, "options"), (OTHER, "options"), (choose(here, 1), "wish")):
        changed = replace(AT_OPTIONS, resolved={**AT_OPTIONS.resolved, "restate": resolved})
        assert next_step(LATE, changed, here) == target


@pytest.mark.parametrize("left", [OTHER, SKIPPED])
def test_another_answer_and_a_skip_go_on_as_the_default_would(left: Resolved) -> None:
    state = resolve(LATE, AT_OPTIONS, "options", left)
    assert state.cursor == "tomorrow"
    assert state.resolved["options"] == left
    assert "options" not in answers(LATE, state)
    assert proposed_outcome(LATE, state)[1] == ""


def test_a_skipped_answer_counts_as_the_default_in_conditions_on_itself() -> None:
    own = (Branch("act", {"agree": ("yes",)}), Branch("ask", {}))
    script = Script(
        "s", "S", "t", "",
        (
            step("ask", Stage.CLARIFY, to="agree"),
            step("agree", Stage.RESTATE, choices=(choice("yes", default=True),), to=own),
            step("act", Stage.ACT, to=END),
        ),
    )  # fmt: skip
    asked = resolve(script, begin(script, 1), "ask", PASSED)
    assert resolve(script, asked, "agree", SKIPPED).cursor == "act"
    assert resolve(script, asked, "agree", OTHER).cursor == "ask"
    assert "agree" not in answers(script, resolve(script, asked, "agree", SKIPPED))


def test_back_and_forward_stay_on_the_path() -> None:
    assert neighbour(LATE, START, -1) is None
    assert neighbour(LATE, START, 1) is None
    assert neighbour(LATE, AT_OPTIONS, -1) == "restate"
    back = go_to(LATE, AT_OPTIONS, "wish")
    assert back == replace(AT_OPTIONS, cursor="wish")
    assert (neighbour(LATE, back, -1), neighbour(LATE, back, 1)) == ("заказ", "restate")
    assert neighbour(LATE, FINISHED, -1) == "closing"
    lost = replace(AT_OPTIONS, cursor="refund")
    assert (neighbour(LATE, lost, 1), neighbour(LATE, lost, -1)) == ("options", None)


def test_a_jump_marks_what_it_passed_over_and_lands_on_the_path() -> None:
    jumped = go_to(LATE, take(START, "order"), "closing")
    assert jumped.resolved["wish"] == Resolved(Resolution.JUMPED, target="closing")
    assert path(LATE, jumped) == ("заказ", "wish", "closing")
    assert jumped.cursor == "closing"
    done = take(jumped, "said")
    assert done.cursor == END
    # The step jumped from is answered after all: the path goes through what lay between.
    mended = resolve(LATE, done, "wish", choose(LATE.step("wish"), 0))
    assert mended.cursor == "restate"
    assert set_aside(LATE, mended) == ("closing",)


def test_a_finished_script_can_be_taken_up_at_any_stage() -> None:
    again = go_to(LATE, FINISHED, "refund")
    assert again.cursor == "refund"
    assert path(LATE, again)[-3:] == ("tomorrow", "closing", "refund")
    assert answers(LATE, again) == answers(LATE, FINISHED)
    assert again.resolved["closing"].how is Resolution.ANSWERED, "it was not jumped over"
    assert take(again, "said").cursor == "closing"
    assert proposed_outcome(LATE, take(again, "said"))[1] == "Решено: привезём {завтра}"


def test_a_changed_answer_keeps_what_still_holds_and_sets_the_rest_aside() -> None:
    changed = resolve(LATE, FINISHED, "wish", choose(LATE.step("wish"), 1))
    assert path(LATE, changed) == ("заказ", "wish", "restate", "refund")
    assert changed.cursor == "refund"
    assert set_aside(LATE, changed) == ("options", "tomorrow", "closing")
    assert changed.resolved["restate"] == FINISHED.resolved["restate"]
    assert "options" not in answers(LATE, changed)
    through = resolve(LATE, changed, "refund", PASSED)
    assert through.cursor == END, "the closing set aside holds again when the path reaches it"
    returned = resolve(LATE, through, "wish", choose(LATE.step("wish"), 0))
    assert path(LATE, returned) == path(LATE, FINISHED)
    assert answers(LATE, returned) == answers(LATE, FINISHED)
    assert set_aside(LATE, returned) == ("refund",)


def test_an_answer_set_aside_takes_no_part_in_conditions() -> None:
    last = (Branch("d", {"b": ("x",)}), Branch(END, {}))
    steps = (
        step("a", Stage.CLARIFY, choices=(choice("x", "b"), choice("y", "c"))),
        step("b", Stage.RESTATE, choices=(choice("x"),), to="c"),
        step("c", Stage.ACT, choices=(choice("x"),), to=last),
        step("d", Stage.CONFIRM, to=END),
    )
    script = Script("s", "S", "t", "", steps)
    state = begin(script, 1)
    for one in ("a", "b", "c"):
        state = resolve(script, state, one, choose(script.step(one), 0))
    assert state.cursor == "d"
    assert resolve(script, state, "a", choose(script.step("a"), 1)).cursor == END


def test_a_refused_restatement_reopens_what_lies_between_and_offers_it_again() -> None:
    state = take(START, "order", "deliver", "no")
    assert state.cursor == "wish"
    assert set(state.resolved) == {"заказ"}
    assert state.kept["wish"].choice == 0
    assert state.kept["restate"].choice == 1
    assert path(LATE, state) == ("заказ", "wish")
    assert "wish" not in answers(LATE, state)
    assert take(state, "refund", "yes").cursor == "refund"


def test_a_step_that_leads_to_itself_is_asked_again() -> None:
    loop = step("a", Stage.CLARIFY, choices=(choice("again", "a"), choice("on", END)))
    script = Script("s", "S", "t", "", (loop,))
    state = resolve(script, begin(script, 1), "a", choose(loop, 0))
    assert (state.cursor, dict(state.resolved)) == ("a", {})
    assert resolve(script, state, "a", choose(loop, 1)).cursor == END


def test_the_outcome_is_that_of_the_last_step_that_has_one() -> None:
    assert proposed_outcome(LATE, AT_OPTIONS)[1] == ""
    chosen = take(AT_OPTIONS, "tomorrow")
    assert proposed_outcome(LATE, chosen)[1] == "Решено: привезём {завтра}"
    assert proposed_outcome(LATE, FINISHED)[1] == "Решено: привезём {завтра}"
    paid = take(AT_OPTIONS, "money", "said")
    assert proposed_outcome(LATE, paid)[1] == "Решено: возврат денег"
    assert proposed_outcome(LATE, go_to(LATE, take(AT_OPTIONS, "money"), "closing"))[1] == ""


def test_a_choice_the_edition_no_longer_has_is_asked_again() -> None:
    gone = replace(AT_OPTIONS.resolved["wish"], choice=7)
    state = replace(AT_OPTIONS, resolved={**AT_OPTIONS.resolved, "wish": gone})
    assert path(LATE, state) == ("заказ", "wish")
    with pytest.raises(IndexError):
        choose(LATE.step("wish"), 7)


def test_a_step_that_is_not_there_is_a_bug() -> None:
    with pytest.raises(KeyError):
        resolve(LATE, START, "nowhere", PASSED)
    with pytest.raises(KeyError):
        go_to(LATE, START, "nowhere")


@given(st.data())
def test_on_any_walk_the_step_shown_is_on_the_path_and_nothing_is_lost(data: st.DataObject) -> None:
    script = data.draw(any_script())
    state = begin(script, 1)
    seen: set[str] = set()
    for _ in range(data.draw(st.integers(0, 12))):
        if state.cursor == END or data.draw(st.booleans()):
            state = go_to(script, state, data.draw(st.sampled_from(script.steps)).id)
        else:
            here = script.step(state.cursor)
            chosen = [choose(here, i) for i in range(len(here.choices))]
            left = data.draw(st.sampled_from([*chosen, OTHER, SKIPPED, PASSED]))
            state = resolve(script, state, here.id, left)
            seen.add(here.id)
        walked = path(script, state)
        assert state.cursor in walked
        assert len(set(walked)) == len(walked)
        assert seen <= state.resolved.keys() | state.kept.keys()
        assert not set(set_aside(script, state)) & set(walked)
