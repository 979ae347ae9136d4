"""One call from ring to record: every act, and what it leaves behind."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from operator_app.domain.answers import MAX_ANSWER, AnswerFault
from operator_app.domain.calls import MAX_NOTE, Customer, EventKind
from operator_app.domain.script_run import Resolution, SkipReason, path, set_aside
from operator_app.domain.scripts import END, AnswerKind, Stage
from operator_app.services.live_call import Changed
from tests.unit.domain.scripts_to_walk import late_delivery, step
from tests.unit.services.desk_of_tests import (
    CONTENT,
    DESK,
    EDITION,
    NOON,
    REPLY,
    SOP,
    Clock,
    Shelf,
    begun_call,
    content_of,
    cursor,
    fresh_call,
    last_line,
    texts,
)

ANNA = Customer("+79161234567", "Кузьмина Анна Петровна", "")
SCRIPTED = Changed.SCRIPT | Changed.RECORD
HOSTILE = "Анна\u202e\x00\ud83d\u2066 !"


def test_a_call_exists_before_anything_is_known() -> None:
    live = fresh_call()
    with pytest.raises(ValueError, match="no call"):
        _ = live.call
    assert live.open() == Changed.CUSTOMER | Changed.SCRIPT | Changed.RECORD | Changed.STATUS
    assert (live.call.opened_at, live.call.customer) == (NOON, Customer())
    assert texts(live) == ["Звонок начат"]


def test_a_call_without_a_script_is_kept_whole() -> None:
    """G8: nothing asks for a script, the record still writes itself."""
    live = fresh_call()
    live.open(ANNA)
    idle = [live.answer_choice(0), live.answer_default(), live.answer_typed("да"), live.go(1)]
    idle += [live.answer_other("да"), live.skip(SkipReason.KNOWN_ALREADY), live.jump(Stage.ACT)]
    assert set(idle) == {Changed.NOTHING}
    assert (live.script(), live.step(), live.outcome()) == (None, None, "")
    live.read_passage(SOP, SOP.sections[1])
    live.use_reply(REPLY, "Простите")
    live.write_note("Перезвонить")
    live.set_outcome("Решено: назван срок")
    live.close()
    assert texts(live)[1:] == [
        "Открыт СОП-042, «Срок сорван»",
        "Ответ «Извинение»",
        "Итог изменён: Решено: назван срок",
        "Звонок завершён",
    ]
    row = live.record()
    assert (row.script, row.outcome, row.note) == ("", "Решено: назван срок", "Перезвонить")
    assert (row.status, row.closed_at) == ("closed", NOON)


def test_a_whole_call_by_its_defaults() -> None:
    clock = Clock()
    live = begun_call(clock)
    live.set_customer(ANNA)
    assert live.answer_typed("55102284") == SCRIPTED | Changed.CUSTOMER
    assert live.call.customer == replace(ANNA, order="5510-2284")
    for _ in range(5):
        assert live.answer_default() == SCRIPTED
    assert cursor(live) == END
    assert live.step() is None
    assert live.answer_default() == Changed.NOTHING
    assert live.outcome() == "Решено: привезём 23\u00a0ноября"
    live.close()
    assert texts(live) == [
        "Звонок начат",
        "Сценарий «Доставка задерживается»",
        "Клиент: Кузьмина Анна Петровна",
        "Уточнено: номер заказа 5510-2284",
        "Уточнено: «Deliver»",
        "Повторено, ответ клиента: «Yes»",
        "Решение: «Tomorrow»",
        "Решение: «Clear»",
        "Сказано: Спасибо.",
        "Звонок завершён",
    ]
    assert live.call.marks == {"name_used", "agreed", "understood"}


def test_the_row_tells_the_whole_call() -> None:
    clock = Clock()
    live = begun_call(clock)
    live.set_customer(ANNA)
    clock.move(60)
    row = live.record()
    assert (row.id, row.device, row.agent) == (live.call.id, DESK.device, DESK.agent)
    assert (row.number, row.name, row.order) == (ANNA.number, ANNA.name, "")
    assert (row.opened_at, row.closed_at, row.status) == (NOON, None, "open")
    assert (row.script, row.edition, row.rev) == ("late", EDITION, 0)
    at = f"{NOON.astimezone():%H:%M}"
    assert row.record.splitlines()[:5] == [
        "Запрос: доставка задерживается",
        "По СОП: СОП-042 «Задержка доставки», редакция 3",
        "",
        f"{at} Звонок начат",
        f"{at} Сценарий «Доставка задерживается»",
    ]


def test_answers_are_taken_only_where_they_are_asked() -> None:
    live = begun_call()
    assert live.answer_choice(0) == Changed.NOTHING, "a typed answer has no choices"
    assert live.answer_default() == Changed.NOTHING, "a typed answer has no default"
    with pytest.raises(AnswerFault):
        live.answer_typed("заказ")
    assert cursor(live) == "заказ"
    live.answer_typed("55102284")
    before = live.call
    assert {live.answer_choice(-1), live.answer_choice(2), live.answer_typed("да")} == {
        Changed.NOTHING
    }
    assert live.call == before
    assert live.answer_choice(1) == SCRIPTED
    assert cursor(live) == "restate"


def test_a_typed_order_does_not_overrule_the_customers() -> None:
    live = begun_call()
    live.set_customer(replace(ANNA, order="1111-2222"))
    assert live.answer_typed("55102284") == SCRIPTED
    assert live.call.customer.order == "1111-2222"


def test_a_step_without_a_default_waits() -> None:
    choices = tuple(replace(one, default=False) for one in late_delivery().steps[1].choices)
    script = replace(late_delivery(), steps=(step("a", Stage.CLARIFY, choices=choices),))
    live = begun_call(content=content_of(script))
    assert live.answer_default() == Changed.NOTHING
    assert live.answer_other("иначе") == SCRIPTED


def test_another_answer_keeps_the_customers_words() -> None:
    live = begun_call()
    assert live.answer_other(" \t\x00 ") == Changed.NOTHING
    assert live.answer_other("  номера\nнет  ") == SCRIPTED
    assert live.call.script is not None
    held = live.call.script.resolved["заказ"]
    assert (held.how, held.words) == (Resolution.OTHER, "номера нет")
    assert last_line(live) == "Другой ответ клиента: «номера нет»"
    live.answer_other("я" * 100_000)
    assert len(live.call.script.resolved["wish"].words) == MAX_ANSWER


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (SkipReason.KNOWN_ALREADY, "уже известно"),
        (SkipReason.CUSTOMER_REFUSED, "клиент отказался отвечать"),
        (SkipReason.NOT_APPLICABLE, "не относится к звонку"),
    ],
)
def test_a_skip_says_why(reason: SkipReason, said: str) -> None:
    live = begun_call()
    assert live.skip(reason) == SCRIPTED
    assert cursor(live) == "wish"
    assert last_line(live) == f"Шаг «Номер заказа» пропущен: {said}"


def test_back_forward_and_a_changed_answer() -> None:
    live = begun_call()
    assert live.go(-1) == Changed.NOTHING
    assert live.go(1) == Changed.NOTHING
    live.answer_typed("55102284")
    for _ in range(4):
        live.answer_default()
    lines = texts(live)
    assert live.go(-1) == SCRIPTED
    assert cursor(live) == "tomorrow"
    for _ in range(3):
        live.go(-1)
    assert cursor(live) == "wish"
    assert texts(live) == lines, "looking back leaves nothing in the record"
    live.answer_choice(1)
    assert cursor(live) == "refund", "the restatement still holds"
    state = live.call.script
    assert state is not None
    assert set_aside(late_delivery(), state) == ("options", "tomorrow")
    live.go_to("wish")
    live.answer_choice(0)
    assert cursor(live) == "closing", "what was set aside holds again"


def test_forward_does_not_leave_a_finished_script() -> None:
    live = begun_call()
    live.answer_typed("55102284")
    for _ in range(5):
        live.answer_default()
    assert live.go(1) == Changed.NOTHING
    assert live.go(-1) == SCRIPTED
    assert cursor(live) == "closing"
    assert live.go(1) == Changed.NOTHING


def test_a_refused_restatement_asks_again_with_the_answers_kept() -> None:
    live = begun_call()
    live.answer_typed("55102284")
    live.answer_choice(1)
    live.answer_choice(1)
    assert cursor(live) == "wish"
    assert last_line(live) == "Повторено, ответ клиента: «No»"
    state = live.call.script
    assert state is not None
    assert state.kept["wish"].choice == 1
    assert path(late_delivery(), state) == ("заказ", "wish")


def test_a_jump_to_a_stage() -> None:
    live = begun_call()
    live.answer_typed("55102284")
    assert live.jump(Stage.CLARIFY) == SCRIPTED
    assert cursor(live) == "заказ"
    assert live.jump(Stage.CLARIFY) == Changed.NOTHING
    live.go(1)
    live.answer_choice(1)
    live.answer_default()
    live.jump(Stage.RESTATE)
    live.jump(Stage.ACT)
    assert cursor(live) == "refund", "the stage's step on the path, not the first written"
    live.jump(Stage.CONFIRM)
    assert cursor(live) == "closing"
    assert last_line(live) == "Переход к шагу «Спасибо.»"
    assert live.call.script is not None
    assert live.call.script.resolved["refund"].how is Resolution.JUMPED


def test_a_script_the_edition_does_not_have_is_a_bug() -> None:
    live = fresh_call()
    live.open()
    with pytest.raises(KeyError):
        live.choose_script("gone")
    assert live.call.last_seq == 1
    with pytest.raises(ValueError, match="without a script"):
        live.go_to("wish")
    assert live.call.last_seq == 1


def test_what_does_not_change_makes_no_event() -> None:
    live = begun_call()
    live.set_customer(ANNA)
    live.set_outcome("Решено")
    live.write_note("да")
    live.read_passage(SOP, SOP.sections[0])
    seq = live.call.last_seq
    same = [live.set_customer(ANNA), live.set_outcome(" Решено "), live.write_note("да")]
    same += [live.read_passage(SOP, SOP.sections[0]), live.go_to(cursor(live)), live.reopen()]
    assert set(same) == {Changed.NOTHING}
    assert live.call.last_seq == seq
    assert live.read_passage(SOP, SOP.sections[1]) == Changed.RECORD
    assert live.read_passage(SOP, SOP.sections[0]) == Changed.RECORD


def test_the_outcome_is_proposed_until_the_agent_overrules_it() -> None:
    live = begun_call()
    live.answer_typed("55102284")
    for _ in range(3):
        live.answer_default()
    proposed = live.outcome()
    assert proposed.startswith("Решено: привезём")
    live.set_outcome("Не решено")
    assert live.outcome() == "Не решено"
    live.answer_default()
    assert live.record().outcome == "Не решено"
    assert live.set_outcome("") == Changed.RECORD
    assert live.outcome() == proposed
    assert last_line(live) == "Решение: «Clear»"


def test_the_note_becomes_an_event_when_the_call_ends_and_only_when_it_changed() -> None:
    live = begun_call()
    shelf = Shelf()
    live.write_note("раз")
    assert live.call.note == "раз"
    live.close()
    live.reopen()
    live.close()
    live.reopen()
    live.write_note("")
    live.close()
    shelf.keep(live.take_unsaved())
    noted = [one.text("text") for one in shelf.events if one.kind is EventKind.NOTE]
    assert noted == ["раз", ""]
    assert live.record().note == ""


def test_parking_and_ending_change_the_status() -> None:
    live = begun_call()
    assert live.park() == Changed.STATUS
    statuses = [live.record().status]
    for act in (live.unpark, live.close, live.reopen, live.mark_recovered):
        act()
        statuses.append(live.record().status)
    assert statuses == ["parked", "open", "closed", "open", "open"]
    assert live.call.recovered
    assert texts(live)[2:] == [
        "Звонок отложен",
        "Звонок продолжен",
        "Звонок завершён",
        "Звонок возвращён в работу",
        "Звонок восстановлен после сбоя",
    ]


def test_nothing_reaches_a_row_that_a_database_refuses() -> None:
    live = fresh_call()
    live.open(Customer(HOSTILE, HOSTILE, HOSTILE))
    live.choose_script("late")
    live.answer_other(HOSTILE)
    live.set_outcome(HOSTILE)
    live.write_note(HOSTILE + "\r\nещё")
    live.set_customer(Customer("", "я" * 100_000, ""))
    live.close()
    row = live.record()
    assert (row.outcome, row.note, len(row.name)) == ("Анна !", "Анна !\nещё", MAX_ANSWER)
    save = live.take_unsaved()
    assert save is not None
    for event in save.events:
        told = json.dumps(dict(event.data), ensure_ascii=False)
        assert not set("\u202e\x00\ud83d\u2066") & set(told.encode().decode())


def test_a_note_is_cut_at_its_limit() -> None:
    live = begun_call()
    live.write_note("я" * (MAX_NOTE + 1))
    assert len(live.call.note) == MAX_NOTE


def test_values_handed_out_are_frozen() -> None:
    live = begun_call()
    save = live.take_unsaved()
    assert save is not None
    with pytest.raises(TypeError):
        save.events[0].data["number"] = "1"  # type: ignore[index]
    assert live.step() is CONTENT.scripts[0].steps[0]
    assert live.step() is not None
    assert CONTENT.scripts[0].steps[0].kind is AnswerKind.ORDER
