"""Every key of a call: what it does, where the cursor is afterwards, what it must not do."""

from __future__ import annotations

import pytest

from tests.ui.call.call_desk import CallDesk

WISHES = [
    "Получить заказ как можно скорее",
    "Забрать самому, без курьера",
    "Вернуть деньги, заказ не нужен",
    "Узнать причину и новый срок",
    "Другой ответ клиента",
]


def test_f2_begins_a_call_with_the_cursor_in_an_empty_search(desk: CallDesk) -> None:
    assert desk.title() == "Звонка нет. F2 начнёт его"
    desk.press("F2")
    assert desk.top_bar().startswith("Идёт звонок | 00:00")
    assert desk.title() == "Сценарий не выбран. Запись ведётся. F3 найдёт СОП"
    assert (desk.focus(), desk.query()) == ("Поиск", "")
    assert desk.record() == ["Звонок начат"]


def test_f2_from_the_journal_brings_the_call_to_the_front(desk: CallDesk) -> None:
    desk.press("Ctrl+4")
    desk.press("F2")
    assert desk.focus() == "Поиск"
    assert desk.screen.isVisible()


def test_f3_selects_what_stands_in_the_search(desk: CallDesk) -> None:
    desk.press("F2")
    desk.type("возврат")
    desk.press("F5")
    desk.look_up("гарантия")
    assert desk.query() == "гарантия"


def test_arrows_choose_a_row_while_the_cursor_stays_in_the_search(desk: CallDesk) -> None:
    desk.press("F2")
    desk.type("доставка")
    titles = [one.partition(": ")[2].rpartition(",")[0].rpartition(",")[0] for one in desk.found()]
    desk.press("↓")
    assert desk.focus() == "Поиск"
    second = desk.screen.knowledge.results.currentIndex().row()
    desk.press("PgDown")
    desk.press("PgUp")
    assert (second, desk.screen.knowledge.results.currentIndex().row()) == (1, 1)
    desk.press("↑")
    desk.press("↑")
    assert desk.screen.knowledge.results.currentIndex().row() == 0
    assert titles


def test_enter_opens_the_passage_and_it_is_in_the_record(desk: CallDesk) -> None:
    desk.press("F2")
    desk.look_up("задержка доставки")
    desk.press("Enter")
    assert desk.record()[-1].startswith("Открыт СОП-042")
    assert desk.focus() == "Отрывок"
    desk.press("F3")
    assert desk.focus() == "Поиск"


def test_a_script_is_chosen_by_its_digit_and_the_likeliest_comes_first(desk: CallDesk) -> None:
    desk.press("F2")
    desk.type("прибор не включается")
    assert desk.answers()[0] == "Прибор работает не так"
    desk.press("Alt+1")
    assert desk.title() == "Прибор работает не так"
    assert desk.record()[-1] == "Сценарий «Прибор работает не так»"


def test_typed_answers_tell_what_is_expected_and_keep_the_cursor(desk: CallDesk) -> None:
    desk.begin_script()
    desk.answer_typed("не помню")
    assert desk.fault() == "Нужен номер заказа, например 5510-2284"
    desk.type("55102284")
    desk.press("Enter")
    assert desk.fault() == ""
    assert desk.focus() == "Поиск"
    desk.answer_typed("31.02")
    assert desk.fault() == "Нужна дата, например 18.11"
    desk.type("18.11")
    desk.press("Ctrl+Enter")
    assert desk.answers() == WISHES


def test_esc_leaves_a_typed_answer_without_taking_it(desk: CallDesk) -> None:
    desk.begin_script()
    desk.press("Alt+1")
    desk.type("5510-2284")
    desk.press("Esc")
    assert desk.focus() == "Поиск"
    assert desk.record()[-1] == "Сценарий «Доставка задерживается»"


@pytest.fixture
def at_the_wish(desk: CallDesk) -> CallDesk:
    """The third question: what the customer wants."""
    desk.begin_script()
    desk.answer_typed("5510-2284")
    desk.answer_typed("18.11")
    assert desk.answers() == WISHES
    return desk


def test_alt_digits_answer_and_the_cursor_returns_to_search(at_the_wish: CallDesk) -> None:
    for place in (1, 2, 3, 4):
        at_the_wish.press(f"Alt+{place}")
        assert at_the_wish.record()[-1] == f"Уточнено: «{WISHES[place - 1]}»"
        assert at_the_wish.focus() == "Поиск"
        at_the_wish.press("Alt+←")


def test_a_digit_without_an_answer_does_nothing(at_the_wish: CallDesk) -> None:
    told = at_the_wish.record()
    for keys in ("Alt+5", "Alt+9"):
        at_the_wish.press(keys)
        assert (at_the_wish.record(), at_the_wish.answers()) == (told, WISHES)


def test_ctrl_enter_gives_the_default_answer(at_the_wish: CallDesk) -> None:
    at_the_wish.press("Ctrl+Enter")
    assert at_the_wish.record()[-1] == "Уточнено: «Получить заказ как можно скорее»"


def test_alt_0_keeps_the_customers_own_words(at_the_wish: CallDesk) -> None:
    at_the_wish.press("Alt+0")
    at_the_wish.type("хочу поменять цвет")
    at_the_wish.press("Enter")
    assert at_the_wish.record()[-1] == "Другой ответ клиента: «хочу поменять цвет»"
    assert "На складе, ожидает курьера" in at_the_wish.answers()
    assert at_the_wish.focus() == "Поиск"


def test_alt_0_without_words_changes_nothing(at_the_wish: CallDesk) -> None:
    told = at_the_wish.record()
    for leaving in ("Esc", "Enter"):
        at_the_wish.press("Alt+0")
        at_the_wish.press(leaving)
        at_the_wish.press("Esc")
        assert (at_the_wish.record(), at_the_wish.answers()) == (told, WISHES)


def test_shift_f8_leaves_a_step_out_for_one_of_three_reasons(at_the_wish: CallDesk) -> None:
    reasons = ("уже известно", "клиент отказался отвечать", "не относится к звонку")
    for digit, why in enumerate(reasons, start=1):
        at_the_wish.press("Shift+F8")
        assert at_the_wish.answers() == ["Уже известно", "Клиент не говорит", "Не относится к делу"]
        at_the_wish.press(str(digit))
        assert at_the_wish.record()[-1].endswith(f"пропущен: {why}")
        assert "На складе, ожидает курьера" in at_the_wish.answers()
        at_the_wish.press("Alt+←")


def test_esc_keeps_the_step_that_was_to_be_skipped(at_the_wish: CallDesk) -> None:
    at_the_wish.press("Shift+F8")
    at_the_wish.press("Esc")
    assert at_the_wish.answers() == WISHES
    at_the_wish.press("Ctrl+Enter")
    assert at_the_wish.record()[-1] == "Уточнено: «Получить заказ как можно скорее»"


def test_while_a_reason_is_asked_alt_digits_give_a_reason_too(at_the_wish: CallDesk) -> None:
    at_the_wish.press("Shift+F8")
    at_the_wish.press("Alt+2")
    assert at_the_wish.record()[-1].endswith("пропущен: клиент отказался отвечать")


def test_alt_arrows_walk_the_steps_and_a_new_answer_takes_the_old_ones_place(
    at_the_wish: CallDesk,
) -> None:
    at_the_wish.press("Alt+←")
    assert at_the_wish.prompt() == "На какой день была назначена доставка?"
    at_the_wish.press("Alt+←")
    assert at_the_wish.prompt().startswith("Назовите, пожалуйста, номер заказа")
    at_the_wish.press("Alt+←")
    assert at_the_wish.prompt().startswith("Назовите, пожалуйста, номер заказа")
    at_the_wish.answer_typed("1111-2222")
    at_the_wish.press("Alt+→")
    at_the_wish.press("Alt+→")
    assert at_the_wish.answers() == WISHES
    assert at_the_wish.call.call.script is not None
    assert at_the_wish.call.call.script.resolved["order"].answer is not None
    assert at_the_wish.call.call.script.resolved["order"].answer.text == "1111-2222"


def test_ctrl_i_opens_the_form_enter_walks_it_and_keeps_it(desk: CallDesk) -> None:
    desk.press("F2")
    desk.press("Ctrl+I")
    assert desk.focus() == "Фамилия, имя, отчество"
    desk.type("Кузьмина Анна Петровна")
    desk.press("Enter")
    desk.type("5510-2284")
    desk.press("Enter")
    assert desk.focus() == "Поиск"
    assert "Кузьмина Анна Петровна | заказ 5510-2284" in desk.top_bar()
    assert desk.record()[-1] == "Клиент: Кузьмина Анна Петровна, заказ 5510-2284"


def test_ctrl_enter_keeps_the_form_and_answers_no_step(desk: CallDesk) -> None:
    desk.begin_script()
    desk.press("Ctrl+I")
    desk.press("Shift+Tab")
    desk.type("8 (916) 555-01-42")
    desk.press("Ctrl+Enter")
    assert desk.call.call.customer.number == "+79165550142"
    assert desk.prompt().startswith("Назовите, пожалуйста, номер заказа")


def test_esc_closes_the_form_and_keeps_nothing(desk: CallDesk) -> None:
    desk.press("F2")
    desk.press("Ctrl+I")
    desk.type("Кузьмина")
    desk.press("Esc")
    assert desk.call.call.customer.name == ""
    assert desk.focus() == "Поиск"


def test_f5_takes_the_cursor_to_the_note_which_is_kept(desk: CallDesk) -> None:
    desk.press("F2")
    desk.press("F5")
    desk.type("перезвонить после шести")
    desk.press("Esc")
    assert desk.focus() == "Поиск"
    desk.press("F12")
    (kept,) = desk.world.disk.calls()
    assert kept.note == "перезвонить после шести"


def test_f6_goes_round_the_panes(desk: CallDesk) -> None:
    desk.begin_script()
    desk.press("F3")
    seen = []
    for keys in ("F6", "F6", "F6", "Shift+F6"):
        desk.press(keys)
        seen.append(desk.focus())
    assert seen == ["Заметка", "Номер заказа", "Поиск", "Номер заказа"]


def test_the_outcome_typed_by_hand_is_kept_once(desk: CallDesk) -> None:
    desk.begin_script()
    desk.press("F5")
    desk.press("Tab")
    assert desk.focus() == "Итог"
    desk.type("Решено: сам заберёт")
    desk.press("F12")
    (kept,) = desk.world.disk.calls()
    assert kept.outcome == "Решено: сам заберёт"
    told = [line for line in kept.record.splitlines() if "Итог изменён" in line]
    assert [line[6:] for line in told] == ["Итог изменён: Решено: сам заберёт"]


def test_without_a_call_the_keys_of_a_call_do_nothing(desk: CallDesk) -> None:
    for keys in ("F12", "Alt+1", "Alt+0", "Shift+F8", "Ctrl+Enter", "Ctrl+I", "Shift+F2", "Alt+←"):
        desk.press(keys)
        assert not desk.in_call()
    assert desk.world.disk.calls() == []


def test_esc_never_ends_a_call(desk: CallDesk) -> None:
    desk.begin_script()
    for keys in ("Esc", "F5", "Esc", "Esc", "Ctrl+I", "Esc", "Esc", "F3", "Esc", "Ctrl+4", "Esc"):
        desk.press(keys)
        assert desk.in_call()


def test_f12_within_six_seconds_returns_the_call(desk: CallDesk) -> None:
    desk.begin_script()
    desk.press("F12")
    assert desk.message() == "Звонок завершён. F12 вернёт его"
    assert not desk.in_call()
    desk.clock.pass_by(5.9)
    desk.press("F12")
    assert desk.in_call()
    assert desk.title() == "Доставка задерживается"
    assert desk.record()[-2:] == ["Звонок завершён", "Звонок возвращён в работу"]
    assert desk.message() == ""
    (kept,) = desk.world.disk.calls()
    assert (kept.status, kept.closed_at) == ("open", None)


def test_after_six_seconds_f12_returns_nothing(desk: CallDesk) -> None:
    desk.press("F2")
    desk.press("F12")
    desk.clock.pass_by(6.1)
    desk.press("F12")
    assert not desk.in_call()
    (kept,) = desk.world.disk.calls()
    assert kept.status == "closed"


def test_f2_in_a_call_parks_it_and_shift_f2_takes_it_up(desk: CallDesk) -> None:
    desk.begin_script()
    desk.press("Ctrl+I")
    desk.type("Кузьмина Анна")
    desk.press("Ctrl+Enter")
    desk.press("F2")
    assert desk.chips() == ["Отложенный звонок: Кузьмина Анна"]
    assert desk.title() == "Сценарий не выбран. Запись ведётся. F3 найдёт СОП"
    assert [one.status for one in desk.world.disk.calls()] == ["parked", "open"]
    desk.press("Shift+F2")
    assert desk.title() == "Доставка задерживается"
    assert desk.record()[-2:] == ["Звонок отложен", "Звонок продолжен"]
    assert len(desk.chips()) == 1
    desk.press("F12")
    desk.press("Shift+F2")
    assert desk.chips() == []
    assert desk.in_call()


def test_a_call_taken_up_again_begins_with_a_recap_to_read(desk: CallDesk) -> None:
    desk.begin_script()
    desk.answer_typed("5510-2284")
    assert desk.recap() == ""
    desk.press("F2")
    desk.press("Shift+F2")
    assert desk.recap() == (
        "Спасибо, что подождали. Мы уже уточнили: заказ 5510-2284. Продолжим с этого места."
    )
    shown = desk.screen.script
    assert shown.recap_box.geometry().bottom() < shown.prompt_box.geometry().top()
    desk.look_up("возврат")
    assert desk.recap().startswith("Спасибо")
    desk.answer_typed("18.11")
    assert desk.recap() == ""
    desk.press("Shift+F2")
    assert desk.recap() == "Спасибо, что подождали. Слушаю вас."
    desk.press("F12")
    assert desk.recap() == ""


def test_a_parked_call_says_who_waits_and_how_long(desk: CallDesk) -> None:
    desk.press("F2")
    desk.type("8 916 555-01-42")
    desk.press("Enter")
    desk.clock.pass_by(40)
    desk.press("F2")
    assert desk.waiting() == ["+79165550142  00:00"]
    desk.clock.pass_by(75)
    desk.wait_for(lambda: desk.waiting() == ["+79165550142  01:15"])
    assert desk.chips() == ["Отложенный звонок: +79165550142"]


def test_quitting_in_a_call_is_refused_in_words(desk: CallDesk) -> None:
    desk.press("F2")
    assert not desk.close()
    assert desk.window.isVisible()
    assert desk.message() == "Идёт звонок. Сначала завершите его: F12"


def test_a_number_typed_into_search_offers_the_customer_first(desk: CallDesk) -> None:
    phone, order = "+79165550142", "5510-2284"
    for typed, shown, known in (
        ("8 916 555-01-42", phone, (phone, "")),
        ("5510-2284", f"заказ {order}", ("", order)),
        ("№ 55102284", f"заказ {order}", ("", order)),
    ):
        desk.press("F2")
        desk.type(typed)
        assert desk.found()[0].startswith(f"Клиент: {shown}, 1 из ")
        desk.press("Enter")
        customer = desk.call.call.customer
        assert (customer.number, customer.order) == known
        assert desk.query() == ""
        desk.press("F12")


def test_a_call_that_rings_is_a_chip_and_f2_takes_its_number(desk: CallDesk) -> None:
    desk.begin_script()
    desk.window.ringing("+79165550142")
    assert desk.chips() == ["Звонит +79165550142"]
    assert desk.title() == "Доставка задерживается"
    desk.press("F2")
    assert desk.call.call.customer.number == "+79165550142"
    assert len(desk.chips()) == 1


def test_a_ring_nobody_takes_is_a_line_of_the_journal(desk: CallDesk) -> None:
    ringing = desk.window.desk.ringing if desk.window.desk else None
    assert ringing is not None
    for number in ("+79165550142", "+79165550142", ""):
        desk.window.ringing(number)
    ringing.end.timeout.emit()
    desk.settle()
    kept = desk.world.disk.calls()
    assert [one.number for one in kept] == ["+79165550142", ""]
    assert {(one.status, one.outcome, one.extra["missed"]) for one in kept} == {
        ("closed", "Не принят", True)
    }
    assert "Звонили, никто не ответил" in kept[0].record
    assert desk.chips() == []
    desk.press("Ctrl+4")
    desk.press("↓")
    desk.press("Ctrl+Enter")
    assert desk.call.call.customer.number == "+79165550142"
    assert "missed" not in desk.call.record().extra


def test_a_caller_without_a_number_rings_too(desk: CallDesk) -> None:
    desk.window.ringing("")
    assert desk.chips() == ["Звонит: номер не определён"]
    desk.press("F2")
    assert desk.call.call.customer.number == ""
    assert desk.chips() == []
