"""What the script pane shows: stages, the words to say, the answers, what to avoid."""

from __future__ import annotations

from dataclasses import replace

import pytest

from operator_app.domain.calls import Customer
from operator_app.domain.phrases import Approved, Rule, RuleForm
from operator_app.domain.script_run import SkipReason
from operator_app.domain.scripts import AnswerKind, Stage
from operator_app.domain.sops import PassageLink
from operator_app.services.call_view import (
    ChoiceRow,
    SayAvoid,
    ScriptView,
    StageProgress,
    say_avoid,
    script_view,
)
from operator_app.services.live_call import LiveCall
from tests.unit.domain.scripts_to_walk import choice, late_delivery, step
from tests.unit.services.desk_of_tests import Clock, begun_call, content_of, fresh_call

DONE, CURRENT, AHEAD = StageProgress.DONE, StageProgress.CURRENT, StageProgress.AHEAD


def shown(live: LiveCall) -> ScriptView:
    view = script_view(live)
    assert view is not None
    return view


def progress(live: LiveCall) -> list[StageProgress]:
    return [row.progress for row in shown(live).stages]


def agreed(live: LiveCall) -> list[str]:
    return [row.summary for row in shown(live).stages]


def at(steps: int) -> LiveCall:
    """A call that many answers along its defaults."""
    live = begun_call()
    for place in range(steps):
        live.answer_typed("55102284") if place == 0 else live.answer_default()
    return live


def test_without_a_script_there_is_nothing_to_show() -> None:
    live = fresh_call()
    live.open()
    assert script_view(live) is None


def test_a_typed_answer_shows_its_field() -> None:
    view = shown(begun_call())
    assert (view.title, view.edition) == ("Доставка задерживается", 3)
    assert (view.prompt, view.kind) == ("Назовите номер заказа.", AnswerKind.ORDER)
    assert (view.label, view.typed_before, view.choices) == ("Номер заказа", "", ())
    assert view.passage == PassageLink("СОП-042", "srok")
    assert view.phrases == ("Сейчас проверю.",)


@pytest.mark.parametrize(
    ("answered", "stages", "number"),
    [
        (0, [CURRENT, AHEAD, AHEAD, AHEAD], 1),
        (1, [CURRENT, AHEAD, AHEAD, AHEAD], 1),
        (2, [DONE, CURRENT, AHEAD, AHEAD], 2),
        (3, [DONE, DONE, CURRENT, AHEAD], 3),
        (4, [DONE, DONE, CURRENT, AHEAD], 3),
        (5, [DONE, DONE, DONE, CURRENT], 4),
        (6, [DONE, DONE, DONE, DONE], 4),
    ],
)
def test_each_stage(answered: int, stages: list[StageProgress], number: int) -> None:
    live = at(answered)
    assert progress(live) == stages
    assert shown(live).stage_number == number
    assert [row.stage for row in shown(live).stages] == list(Stage)


def test_stages_done_tell_what_was_agreed() -> None:
    assert agreed(at(1)) == ["Заказ 5510-2284", "", "", ""]
    live = at(6)
    assert agreed(live) == [
        "Заказ 5510-2284, хочет deliver", "Клиент согласен", "Привезём", "Простились"
    ]  # fmt: skip
    view = shown(live)
    assert (view.prompt, view.kind, view.choices, view.passage) == ("", None, (), None)


def test_what_was_skipped_or_answered_otherwise_was_not_agreed() -> None:
    live = begun_call()
    live.skip(SkipReason.CUSTOMER_REFUSED)
    live.answer_other("и то и другое")
    live.skip(SkipReason.KNOWN_ALREADY)
    assert progress(live) == [DONE, DONE, CURRENT, AHEAD]
    assert agreed(live) == ["", "", "", ""]


def test_a_stage_ahead_says_what_it_will_be_about() -> None:
    script = replace(
        late_delivery(),
        steps=tuple(
            replace(one, label="Решение") if one.id == "options" else one
            for one in late_delivery().steps
        ),
    )
    live = begun_call(content=content_of(script))
    assert agreed(live) == ["", "", "Решение", ""]


def test_looking_back_keeps_what_is_done() -> None:
    live = at(4)
    live.go_to("wish")
    assert progress(live) == [CURRENT, DONE, AHEAD, AHEAD]
    view = shown(live)
    assert view.stage_number == 1
    assert [row.kept for row in view.choices] == [True, False]
    live.go_to("заказ")
    assert shown(live).typed_before == "5510-2284"


def test_after_a_refused_restatement_the_answer_before_is_offered() -> None:
    live = begun_call()
    live.answer_typed("55102284")
    live.answer_choice(1)
    live.answer_choice(1)
    assert shown(live).choices == (
        ChoiceRow(1, "Deliver", "deliver", default=True, kept=False),
        ChoiceRow(2, "Refund", "refund", default=False, kept=True),
    )


def test_the_restatement_is_said_in_this_calls_words() -> None:
    live = at(2)
    assert shown(live).prompt == "Вы хотите deliver, заказ 5510-2284. Верно?"
    live.set_customer(Customer(name="Кузьмина Анна Петровна"))
    assert shown(live).prompt == "Анна Петровна, вы хотите deliver, заказ 5510-2284. Верно?"
    live.go_to("заказ")
    live.skip(SkipReason.KNOWN_ALREADY)
    assert shown(live).prompt == "Анна Петровна, вы хотите deliver. Верно?"


def test_more_answers_than_keys_are_not_shown() -> None:
    many = tuple(replace(choice(f"v{i}"), short="") for i in range(12))
    script = replace(late_delivery(), steps=(step("a", Stage.CLARIFY, choices=many, to="end"),))
    rows = shown(begun_call(Clock(), content_of(script))).choices
    assert [row.number for row in rows] == list(range(1, 10))
    assert rows[0].short == rows[0].label, "a label serves where no short one was written"


def rule(word: str, *topics: str, say: str = "") -> Rule:
    approved = (Approved(say),) if say else ()
    return Rule(word, RuleForm.INFLECT, (word, "другое"), approved, topics=topics)


RULES = (
    rule("Проблема", say="Сложность"),
    rule("Нельзя"),
    rule("Опоздание", "delivery", say="Задержка"),
    rule("Не знаю", "billing", say="Уточню"),
)


@pytest.mark.parametrize(
    ("topics", "limit", "avoid", "say"),
    [
        ((), 2, ("проблема",), ("сложность",)),
        (("delivery",), 2, ("опоздание", "проблема"), ("задержка", "сложность")),
        (("delivery",), 1, ("опоздание",), ("задержка",)),
        (("billing", "delivery"), 9, ("опоздание", "не знаю", "проблема"), None),
        (("delivery",), 0, (), ()),
    ],
)
def test_words_to_avoid_fit_the_step(
    topics: tuple[str, ...], limit: int, avoid: tuple[str, ...], say: tuple[str, ...] | None
) -> None:
    found = say_avoid(RULES, topics, limit)
    assert found.avoid == avoid
    assert len(found.say) == len(found.avoid)
    assert say is None or found == SayAvoid(avoid, say)
