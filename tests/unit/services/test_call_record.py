"""The record that writes itself, line by line."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from operator_app.domain.calls import Customer
from operator_app.domain.scripts import END, AnswerKind, Courtesy, Stage, Step
from operator_app.services.call_record import lower_first, record_text, step_title
from tests.unit.domain.scripts_to_walk import choice, late_delivery, step
from tests.unit.services.desk_of_tests import (
    SOP,
    begun_call,
    content_of,
    fresh_call,
    last_line,
    texts,
)


def line_after(one: Step, typed: str = "") -> str:
    """The line that answering a script of this one step leaves."""
    live = begun_call(content=content_of(replace(late_delivery(), steps=(one,))))
    live.answer_typed(typed) if typed else live.answer_default()
    return next(line for line in reversed(texts(live)) if not line.startswith("Клиент"))


@pytest.mark.parametrize(
    ("kind", "typed", "line"),
    [
        (AnswerKind.TEXT, "чайник", "Уточнено: сумма по СОП-072 чайник"),
        (AnswerKind.NUMBER, "12000", "Уточнено: сумма по СОП-072 12\u00a0000"),
        (AnswerKind.SUM, "1000", "Уточнено: сумма по СОП-072 1\u00a0000\u00a0₽"),
        (AnswerKind.DATE, "18.11.2026", "Уточнено: сумма по СОП-072 18\u00a0ноября"),
        (AnswerKind.PHONE, "8 916 123-45-67", "Уточнено: сумма по СОП-072 +7 916 123-45-67"),
        (AnswerKind.ORDER, "55102284", "Уточнено: сумма по СОП-072 5510-2284"),
    ],
)
def test_a_typed_answer_is_told_as_it_is_said(kind: AnswerKind, typed: str, line: str) -> None:
    asked = step("s", Stage.CLARIFY, kind=kind, to=END, label="Сумма по СОП-072")
    assert line_after(asked, typed) == line


@pytest.mark.parametrize(
    ("stage", "line"),
    [
        (Stage.CLARIFY, "Уточнено: «Вернуть»"),
        (Stage.RESTATE, "Повторено, ответ клиента: «Вернуть»"),
        (Stage.ACT, "Решение: «Вернуть»"),
        (Stage.CONFIRM, "Подтверждено: «Вернуть»"),
    ],
)
def test_a_choice_is_told_by_its_stage(stage: Stage, line: str) -> None:
    assert line_after(step("s", stage, choices=(choice("вернуть", default=True),), to=END)) == line


def test_what_a_label_tells_the_agent_is_not_told_of_the_answer() -> None:
    asked = step(
        "s", Stage.ACT, kind=AnswerKind.SUM, to=END, label="Сумма по СОП-072, проверьте F9"
    )
    assert line_after(asked, "500") == "Решение: сумма по СОП-072 500\u00a0₽"


def test_an_instruction_that_was_clear_is_told_by_what_was_said() -> None:
    clear = replace(choice("понятно", default=True), mark=Courtesy.UNDERSTOOD)
    said = "Курьер приедет **{день}**. Он позвонит за час. Всё понятно?"
    one = step("s", Stage.ACT, choices=(clear,), to=END, say=said)
    live = begun_call(content=content_of(replace(late_delivery(), steps=(one,))))
    live.answer_default()
    assert last_line(live) == "Клиенту понятно: «Он позвонит за час»"


def test_a_step_only_said_is_told_without_what_it_was_filled_with() -> None:
    said = "[{имя}, ]ваше решение по заказу **{заказ}** записано, спасибо."
    assert line_after(step("s", Stage.CONFIRM, to=END, say=said)) == (
        "Сказано: Ваше решение по заказу записано…"
    )


@pytest.mark.parametrize(
    ("say", "label", "title"),
    [
        ("Одно два три четыре пять", "", "Одно два три четыре пять"),
        ("Одно два три четыре пять шесть", "", "Одно два три четыре пять…"),
        ("[{имя}, ]**заказ** найден", "", "Заказ найден"),
        ("Заказ **{заказ}** должен был прийти, сейчас он", "", "Заказ должен был прийти, сейчас…"),
        ("Гарантия до **{день}**. Потом платно", "", "Гарантия. Потом платно"),
        ("Меняю адрес: **{адрес}**. Это бесплатно", "", "Меняю адрес. Это бесплатно"),
        ("{случай}. Всё верно?", "", "Всё верно?"),
        ("Что именно не так с вашим заказом", "", "Что именно не так с вашим…"),
        ("что угодно", "Номер", "Номер"),
    ],
)
def test_a_step_is_named(say: str, label: str, title: str) -> None:
    assert step_title(step("s", Stage.ACT, say=say, label=label, to=END)) == title


@pytest.mark.parametrize(
    ("text", "inside"),
    [("Номер", "номер"), ("СОП-042", "СОП-042"), ("Я", "я"), ("", ""), ("2 дня", "2 дня")],
)
def test_a_text_goes_on_inside_a_sentence(text: str, inside: str) -> None:
    assert lower_first(text) == inside


def test_the_customer_is_told_when_something_new_is_known() -> None:
    live = fresh_call()
    live.open()
    live.set_customer(Customer(number="+79161234567"))
    assert texts(live) == ["Звонок начат"]
    live.set_customer(Customer("+79161234567", "Анна", "5510-2284"))
    assert last_line(live) == "Клиент: Анна, заказ 5510-2284"
    live.set_customer(Customer("+79161234567", "Анна", "1111-2222"))
    assert last_line(live) == "Клиент: заказ 1111-2222"
    lines = texts(live)
    live.set_customer(Customer())
    assert texts(live) == lines, "what was taken out is not told"


def test_an_order_a_step_wrote_down_is_told_once() -> None:
    live = begun_call()
    live.answer_typed("55102284")
    assert live.call.customer.order == "5510-2284"
    assert last_line(live) == "Уточнено: номер заказа 5510-2284"


def test_a_passage_is_told_with_its_section() -> None:
    live = fresh_call()
    live.open()
    live.read_passage(SOP, SOP.sections[0])
    assert last_line(live) == "Открыт СОП-042"
    live.read_passage(SOP, SOP.sections[1])
    assert last_line(live) == "Открыт СОП-042, «Срок сорван»"


def test_a_record_is_a_line_each_with_the_desks_time() -> None:
    at = datetime(2026, 11, 22, 9, 5, 59, tzinfo=UTC)
    lines = [(at, "раз"), (at + timedelta(minutes=1), "два")]
    first, second = at.astimezone(), (at + timedelta(minutes=1)).astimezone()
    assert record_text(lines) == f"{first:%H:%M} раз\n{second:%H:%M} два"
    assert record_text([]) == ""
