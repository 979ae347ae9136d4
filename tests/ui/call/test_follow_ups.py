"""F7 and F8 by keys: a promise typed as people say it, the list that rings, what the lead says."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from operator_app.domain.calls import Customer
from operator_app.domain.due_times import DueTime
from operator_app.domain.errors import NoticeCode, OperatorNotice
from operator_app.services.callbacks import Promise, promise_callback
from operator_app.services.follow_ups import keep_step
from operator_app.ui.callbacks.screen import CallbacksScreen
from tests.ui.call.call_desk import CallDesk
from tests.ui.call.conftest import OpenDesk
from tests.ui.call.world import World


@pytest.fixture
def dialled(desk: CallDesk) -> list[str]:
    """Numbers handed to the softphone instead of this computer's own."""
    numbers: list[str] = []
    screen = desk.window.screens.screen("callbacks")
    assert isinstance(screen, CallbacksScreen)

    def dial(number: str) -> bool:
        numbers.append(number)
        return True

    screen.dial = dial
    return numbers


def in_a_call(desk: CallDesk, number: str = "+79161234567") -> None:
    assert desk.window.desk is not None
    desk.window.ringing(number)
    desk.press("F2")


def promise(desk: CallDesk, when: str) -> None:
    desk.press("F7")
    desk.type(when)
    desk.press("Ctrl+Enter")


def listed(desk: CallDesk) -> list[str]:
    """The callbacks as a screen reader says them."""

    desk.press("Ctrl+5")
    screen = desk.window.screens.screen("callbacks")
    assert isinstance(screen, CallbacksScreen)
    model, role = screen.model, Qt.ItemDataRole.AccessibleTextRole
    return [str(model.data(model.index(i), role)) for i in range(model.rowCount())]


def rail(desk: CallDesk) -> list[str]:
    return [
        one.accessibleName() for one in desk.window.frame.rail.findChildren(QWidget)
        if one.property("role") == "rail"
    ]  # fmt: skip


def test_a_promise_in_a_call_is_understood_at_once_and_a_line_of_the_record(desk: CallDesk) -> None:
    in_a_call(desk)
    desk.press("F7")
    assert desk.focus() == "Когда"
    assert any("Например" in one for one in desk.labels())
    desk.type("завтра в 10")
    day = desk.clock.now.astimezone() + timedelta(days=1)
    assert f"завтра, {day:%d.%m}, 10:00" in desk.labels()
    desk.press("Ctrl+Enter")
    assert f"завтра, {day:%d.%m}, 10:00" in desk.message()
    assert desk.record()[-1].startswith(f"Обратный звонок {day:%d.%m}, 10:00: Обещали перезвонить")
    assert desk.focus() == "Поиск"
    assert desk.in_call()


def test_what_the_script_promised_is_told_and_keeps_its_day(desk: CallDesk) -> None:
    desk.begin_script()
    desk.reach_the_solution()
    for _ in range(2):
        desk.press("Ctrl+Enter")
    tomorrow = desk.clock.now.astimezone() + timedelta(days=1)
    promise(desk, "через час")
    desk.press("F12")
    assert "Обещали привезти завтра с 10 до 14" in listed(desk)[0]
    desk.clock.pass_by(24 * 3600)
    desk.press("Ctrl+4")
    assert "Обещали привезти сегодня с 10 до 14" in listed(desk)[0]
    assert f"Обещали привезти {tomorrow.day} " in desk.world.disk.calls()[-1].record


def test_a_promise_without_a_script_that_promised_names_what_it_is_about(desk: CallDesk) -> None:
    desk.begin_script()
    desk.answer_typed("5510-2284")
    desk.press("F7")
    desk.type("завтра")
    desk.press("Ctrl+Enter")
    told = "10:00: доставка задерживается, заказ 5510-2284"
    assert desk.record()[-1].endswith(told)


def test_nonsense_says_what_can_be_typed_and_nothing_is_kept(desk: CallDesk) -> None:
    in_a_call(desk)
    promise(desk, "когда-нибудь")
    assert desk.focus() == "Когда"
    assert any("Например" in one for one in desk.labels())
    desk.press("Esc")
    assert listed(desk) == []


def test_a_time_that_is_over_is_refused_and_the_next_one_offered(desk: CallDesk) -> None:
    in_a_call(desk)
    desk.press("F7")
    now = desk.clock.now.astimezone()
    past = now - timedelta(hours=2)
    desk.type(f"сегодня в {past:%H:%M}")
    if past.date() != now.date():
        pytest.fail("the clock of these tests stands in the middle of a day")
    assert any("прошло" in one for one in desk.labels())
    desk.press("Ctrl+Enter")
    assert desk.focus() == "Когда"
    desk.press("Ctrl+Enter")
    assert len(listed(desk)) == 1


def test_the_list_is_by_time_and_says_what_is_overdue(desk: CallDesk, dialled: list[str]) -> None:
    in_a_call(desk)
    promise(desk, "через 2 часа")
    promise(desk, "через полчаса")
    desk.press("F12")
    first, second = listed(desk)
    assert "просрочен" not in first + second
    desk.clock.pass_by(45 * 60)
    desk.wait_for(lambda: "Пора перезвонить" in desk.message())
    assert "Обратные, ждут: 1" in rail(desk)
    desk.press("Ctrl+4")
    assert "просрочен" in listed(desk)[0]
    assert dialled == []
    # The one that is due first is chosen, whichever was looked at before.
    desk.press("↓")
    desk.press("Ctrl+4")
    desk.press("Ctrl+5")
    desk.press("3")
    assert "просрочен" not in "".join(listed(desk))


def test_with_nothing_to_do_it_says_so(desk: CallDesk) -> None:
    desk.press("Ctrl+5")
    assert "Обратных звонков нет. F7 назначит" in desk.labels()


def test_digits_put_off_and_ctrl_z_takes_back(desk: CallDesk) -> None:
    in_a_call(desk)
    promise(desk, "через 2 часа")
    desk.press("F12")
    before = listed(desk)
    for key in ("1", "2", "3"):
        desk.press(key)
        assert listed(desk) != before
        desk.press("Ctrl+Z")
        assert listed(desk) == before
    desk.press("Delete")
    assert listed(desk) == []
    desk.press("Ctrl+Z")
    assert listed(desk) == before


def test_digits_are_typed_in_a_field_and_put_nothing_off(desk: CallDesk) -> None:
    in_a_call(desk)
    promise(desk, "через 2 часа")
    before = listed(desk)
    desk.press("F3")
    desk.press("Ctrl+1")
    desk.look_up("123")
    assert desk.query() == "123"
    assert listed(desk) == before


def test_enter_rings_with_its_context_and_the_end_settles_it(
    desk: CallDesk, dialled: list[str]
) -> None:
    in_a_call(desk)
    desk.press("Ctrl+I")
    desk.type("Кузьмина Анна")
    desk.press("Ctrl+Enter")
    promise(desk, "через полчаса")
    desk.press("F12")
    desk.press("Ctrl+5")
    desk.press("Enter")
    desk.wait_for(desk.in_call)
    desk.settle()
    assert dialled == ["+79161234567"]
    assert desk.call.call.customer.name == "Кузьмина Анна"
    assert desk.record()[-1].startswith("Перезвонили по обещанию")
    assert desk.focus() == "Поиск"
    desk.press("F12")
    assert listed(desk) == []


def test_nobody_answered_f7_promises_it_again(desk: CallDesk, dialled: list[str]) -> None:
    in_a_call(desk)
    promise(desk, "через полчаса")
    desk.press("F12")
    desk.press("Ctrl+5")
    desk.press("Enter")
    desk.wait_for(desk.in_call)
    promise(desk, "завтра в 10")
    desk.press("F12")
    (row,) = listed(desk)
    assert "завтра" in row
    assert "не ответили: 1" in row
    assert len(dialled) == 1


def test_a_promise_without_a_call(desk: CallDesk) -> None:
    promise(desk, "завтра утром")
    assert len(listed(desk)) == 1
    assert not desk.in_call()


def test_f8_asks_the_lead_with_what_was_searched_in_vain(desk: CallDesk) -> None:
    in_a_call(desk)
    desk.look_up("квадрокоптер")
    desk.wait_for(lambda: "F8" in desk.told_of_search())
    desk.press("F8")
    assert desk.focus() == "Что решить"
    assert "+7 916 123-45-67" in "\n".join(desk.labels())
    desk.press("Ctrl+Enter")
    assert desk.record()[-1] == "Вопрос старшему: Что ответить по запросу «квадрокоптер»?"
    assert desk.message() == "Центр не настроен, вопрос сохранён здесь. Спросите старшего сами"


def test_a_question_needs_words(desk: CallDesk) -> None:
    in_a_call(desk)
    desk.press("F8")
    desk.press("Ctrl+Enter")
    assert desk.focus() == "Что решить"
    desk.press("Esc")
    assert not any("Вопрос" in one for one in desk.record())


def test_a_desk_that_was_cut_off_is_reminded_when_it_starts_again(
    world: World, open_call_desk: OpenDesk
) -> None:
    before = world.open_desk()
    for words in ("раз", "два"):
        said = Promise(DueTime(world.clock()), words, for_me=True)
        customer = Customer("+79161234567", "Кузьмина Анна")
        keep_step(before.workplace, promise_callback(before.workplace, said, None, customer))
    before.close()
    desk = open_call_desk((900, 688))
    desk.wait_for(lambda: "Пора перезвонить, звонков: 2" in desk.message())
    assert "Обратные, ждут: 2" in rail(desk)
    assert desk.focus() == "Поиск"


def test_a_promise_begun_in_a_call_is_kept_when_the_call_ends_first(desk: CallDesk) -> None:
    in_a_call(desk)
    desk.press("F7")
    desk.type("завтра")
    desk.press("F12")
    desk.type(" в 11")
    desk.press("Ctrl+Enter")
    (row,) = listed(desk)
    assert "11:00" in row
    assert "+7 916 123-45-67" in row


def test_f7_again_goes_on_with_what_was_typed(desk: CallDesk) -> None:
    in_a_call(desk)
    desk.press("F7")
    desk.type("завтра")
    desk.press("F3")
    desk.press("F7")
    assert desk.focus() == "Когда"
    desk.press("End")
    desk.type(" в 11")
    desk.press("Ctrl+Enter")
    assert "11:00" in listed(desk)[0]


def test_a_disk_that_refuses_keeps_the_promise_for_the_next_save(desk: CallDesk) -> None:
    in_a_call(desk)
    desk.world.disk.refusal = OperatorNotice(NoticeCode.DISK_FULL)
    promise(desk, "завтра в 10")
    assert "на диске нет места" in desk.message()
    desk.world.disk.refusal = None
    desk.press("Ctrl+S")
    assert len(listed(desk)) == 1
