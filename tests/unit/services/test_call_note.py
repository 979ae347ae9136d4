"""The note from the steps, the recap of a parked call, wrap-up codes, a call without a script."""

from __future__ import annotations

from dataclasses import replace

import pytest

from operator_app.domain.calls import Customer, EventKind
from operator_app.domain.script_run import SkipReason
from operator_app.domain.scripts import AnswerKind, Choice, Courtesy, Proposal, Script
from operator_app.domain.wrap_up import WrapUpCode, WrapUpKind, find_codes
from operator_app.services.call_view import script_view
from operator_app.services.free_call import FREE_CALL
from operator_app.services.live_call import Changed, LiveCall
from operator_app.services.recap import recap
from tests.unit.domain.scripts_to_walk import late_delivery
from tests.unit.services.desk_of_tests import (
    CONTENT,
    SOP,
    Clock,
    Shelf,
    begun_call,
    content_of,
    fresh_call,
)

ANNA = Customer("", "Кузьмина Анна Петровна", "5510-2284")
CODES = (
    WrapUpCode("new-day", "Назначена новая доставка", WrapUpKind.SOLVED, ("перенос", "ещё раз")),
    WrapUpCode("refund", "Оформлен возврат денег", WrapUpKind.SOLVED),
    WrapUpCode("lead", "Перезвонит старший смены", WrapUpKind.UNSOLVED),
)


def told() -> Script:
    """The script of the tests, with a promise, a code and a compensation."""
    script = late_delivery()
    spoken = {
        "deliver": replace(script.step("wish").choices[0], said="получить заказ"),
        "tomorrow": replace(
            script.step("options").choices[0], code="new-day", promise="Привезти {завтра}"
        ),
        "money": replace(script.step("options").choices[1], outcome="Решено, {refund}"),
    }
    steps = []
    for one in script.steps:
        choices = tuple(spoken.get(choice.value, choice) for choice in one.choices)
        steps.append(replace(one, choices=choices))
    sums = (Proposal(300, "срок сорван на 1–3 дня"),)
    place = [one.id for one in steps].index("refund")
    steps[place] = replace(
        steps[place], kind=AnswerKind.SUM, name="refund", proposals=sums, code="refund"
    )
    return replace(script, steps=tuple(steps), unsolved="Передам старшему[, {имя}].")


def call_of(script: Script) -> LiveCall:
    live = begun_call(content=replace(content_of(script), wrap_ups=CODES))
    live.set_customer(ANNA)
    return live


def at_the_options() -> LiveCall:
    live = call_of(told())
    live.answer_typed("5510-2284")
    live.answer_choice(0)
    live.answer_default()
    return live


def test_the_note_writes_itself() -> None:
    live = at_the_options()
    live.answer_choice(0)
    live.answer_default()
    live.answer_default()
    live.read_passage(SOP, SOP.sections[1])
    assert live.note_from_steps() == (
        "Запрос: «Вы хотите получить заказ, заказ 5510-2284.» (клиент подтвердил)",
        "Уточнено: заказ 5510-2284; хочет получить заказ",
        "Сделано: привезём",
        "Обещано: привезти 23\u00a0ноября",
        "По СОП: СОП-042 «Задержка доставки», редакция 3",
        "Итог: Решено: привезём 23\u00a0ноября (код: Назначена новая доставка)",
    )
    row = live.record()
    assert row.record.startswith("Запрос: «Вы хотите")
    assert row.extra == {"code": "new-day", "courtesy": "agreed name_used understood"}


def test_a_changed_answer_changes_the_note() -> None:
    live = at_the_options()
    live.answer_choice(0)
    live.answer_default()
    live.go_to("wish")
    live.answer_choice(1)
    note = live.note_from_steps()
    assert "Уточнено: заказ 5510-2284; хочет refund" in note
    assert not any("Обещано" in one or "привезём" in one for one in note)


def test_what_was_not_agreed_skipped_or_said_otherwise_is_told_as_such() -> None:
    live = call_of(told())
    live.skip(SkipReason.KNOWN_ALREADY)
    live.answer_other("мне всё равно")
    live.answer_other("ну почти")
    assert live.note_from_steps()[:4] == (
        "Запрос: доставка задерживается",
        "Своими словами («Что для вас важнее?»): «мне всё равно»",
        "Своими словами («Вы хотите. Верно?»): «ну почти»",
        "Пропущен шаг «Номер заказа»: уже известно",
    )
    live.go_to("wish")
    live.answer_choice(0)
    assert live.note_from_steps()[0] == (
        "Запрос: «Вы хотите получить заказ, заказ 5510-2284.» (клиент не подтвердил)"
    )


def test_a_sum_is_given_once_the_customer_agreed_to_it() -> None:
    live = at_the_options()
    live.answer_choice(1)
    live.answer_typed("300")
    assert "Компенсация: 300\u00a0₽ (срок сорван на 1–3 дня)" in live.note_from_steps()
    refused = at_the_options()
    refused.go_to("refund")
    refused.answer_typed("250")
    assert "Компенсация: 250\u00a0₽, клиент не согласился" in refused.note_from_steps()


def test_a_recap_says_where_the_two_stood() -> None:
    live = call_of(told())
    assert recap(live) == "Анна Петровна, спасибо, что подождали. Слушаю вас."
    live.answer_typed("5510-2284")
    assert recap(live) == (
        "Анна Петровна, спасибо, что подождали. Мы уже уточнили: заказ 5510-2284. "
        "Продолжим с этого места."
    )
    live.answer_choice(0)
    live.answer_default()
    live.answer_choice(0)
    assert recap(live) == (
        "Анна Петровна, спасибо, что подождали. Напомню: вы хотите получить заказ, заказ "
        "5510-2284. Договорились о таком: привезти 23\u00a0ноября. Продолжим с этого места."
    )


def test_a_recap_without_a_script_is_only_the_thanks() -> None:
    live = fresh_call()
    live.open()
    assert recap(live) == "Спасибо, что подождали. Слушаю вас."


def test_a_code_is_proposed_overruled_and_kept() -> None:
    live = at_the_options()
    assert live.code() == ""
    live.answer_choice(0)
    assert live.code() == "new-day"
    assert live.set_code("lead") == Changed.RECORD
    assert live.set_code("lead") == Changed.NOTHING
    assert (live.code(), live.outcome()) == ("lead", "Перезвонит старший смены")
    with pytest.raises(KeyError):
        live.set_code("gone")
    live.close()
    assert live.revise(EventKind.OUTCOME, " Ждёт  звонка ") == Changed.RECORD
    assert live.revise(EventKind.OUTCOME, "Ждёт звонка") == Changed.NOTHING
    assert (live.code(), live.outcome()) == ("lead", "Ждёт звонка")
    live.reopen()
    live.set_outcome("")
    assert (live.code(), live.outcome()) == ("new-day", "Решено: привезём 23\u00a0ноября")


def test_what_a_newer_version_keeps_beside_a_call_stays() -> None:
    live, shelf = at_the_options(), Shelf()
    save = live.take_unsaved()
    assert save is not None
    row = replace(save.record, extra={**save.record.extra, "queue": "vip"})
    shelf.keep(replace(save, record=row))
    again = shelf.reopened(Clock(), live.content)
    assert again.record().extra["queue"] == "vip"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ["new-day", "refund", "lead"]),
        ("возвр", ["refund"]),
        ("Еще пер", ["new-day"]),
        ("смены пере", ["lead"]),
        ("ничего", []),
    ],
)
def test_codes_are_found_by_the_beginnings_of_their_words(typed: str, found: list[str]) -> None:
    assert [one.id for one in find_codes(CODES, typed)] == found


def test_the_proposed_code_is_offered_first() -> None:
    assert [one.id for one in find_codes(CODES, "", "lead")] == ["lead", "new-day", "refund"]


def test_a_call_without_a_script_is_guided_by_the_four_stages() -> None:
    live = fresh_call(content=CONTENT)
    live.open(ANNA)
    live.choose_script(FREE_CALL.id)
    live.answer_typed("не включается лампа")
    view = script_view(live)
    assert view is not None
    assert view.prompt == (
        "Анна Петровна, вы обратились вот с чем: не включается лампа. Я правильно вас понимаю?"
    )
    for _ in range(3):
        live.answer_default()
    assert live.step() is None
    assert live.call.marks == set(Courtesy)
    assert live.outcome() == "Решено"
    assert live.note_from_steps()[0] == (
        "Запрос: «Вы обратились вот с чем: не включается лампа.» (клиент подтвердил)"
    )
    shelf = Shelf()
    shelf.keep(live.take_unsaved())
    assert shelf.reopened(Clock()).call == live.call


def test_the_view_shows_what_was_set_aside_the_courtesies_and_the_line_for_no_solution() -> None:
    live = at_the_options()
    live.answer_choice(0)
    view = script_view(live)
    assert view is not None
    assert view.unsolved == "Передам старшему, Анна Петровна."
    assert view.aside == ()
    assert [(one.courtesy, one.shown, one.asked) for one in view.courtesy] == [
        (Courtesy.NAME_USED, True, True),
        (Courtesy.AGREED, True, True),
        (Courtesy.UNDERSTOOD, False, False),
        (Courtesy.OFFERED, False, False),
    ]
    live.go_to("wish")
    live.answer_choice(1)
    view = script_view(live)
    assert view is not None
    assert [(one.step, one.answer) for one in view.aside] == [("options", "Tomorrow")]
    assert [one.rubles for one in view.proposals] == [300]
    live.go_to("wish")
    early = script_view(live)
    assert early is not None
    assert early.unsolved == ""


def test_a_choice_without_a_code_leaves_the_one_before() -> None:
    plain = Choice("a", "a", "a", "a", "", "", False, None)
    assert (plain.code, plain.promise) == ("", "")
