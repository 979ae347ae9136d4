"""F9 by keys: a sum within the limit is in the record, one over it cannot be confirmed."""

from __future__ import annotations

from operator_app.domain.escalations import Decision
from operator_app.domain.follow_ups import FollowUpKind
from operator_app.services.escalations import decide, open_escalations
from tests.ui.call.call_desk import CallDesk

NB = "\u00a0"


def in_a_call(desk: CallDesk, number: str = "+79161234567") -> None:
    assert desk.window.desk is not None
    desk.window.ringing(number)
    desk.press("F2")


def give(desk: CallDesk, rubles: str) -> None:
    """F9, another sum, kept or asked for."""
    desk.press("F9")
    desk.press("End")
    desk.press("Enter")
    desk.type(rubles)
    desk.press("Ctrl+Enter")


def bar(desk: CallDesk) -> list[str]:
    return [one for one in desk.labels() if one.startswith("Компенсация:")]


def test_a_preset_sum_with_two_keys_and_no_letter(desk: CallDesk) -> None:
    in_a_call(desk)
    desk.press("F9")
    assert desk.focus() == "Сумма"
    assert f"Можно ещё 1{NB}000{NB}₽" in desk.labels()
    desk.press("↓")
    desk.press("Ctrl+Enter")
    assert desk.record()[-1].startswith(f"Компенсация 300{NB}₽")
    assert bar(desk) == [f"Компенсация: 300{NB}₽ из 1{NB}000{NB}₽"]
    assert desk.focus() == "Поиск"


def test_over_limit_sum_cannot_be_confirmed(desk: CallDesk) -> None:
    in_a_call(desk)
    give(desk, "800")
    desk.press("F12")
    in_a_call(desk)
    desk.press("F9")
    desk.press("↓")
    desk.press("↓")
    over = f"Больше лимита на 300{NB}₽. Ctrl+Enter запросит согласование"
    assert over in desk.labels()
    assert any("останьтесь на линии" in one for one in desk.labels())
    desk.press("Ctrl+Enter")
    assert desk.call.call.sums.total == 0
    assert desk.record()[-1].startswith(f"Вопрос старшему: Прошу согласовать компенсацию 500{NB}₽")
    assert bar(desk) == [f"Компенсация: 800{NB}₽ из 1{NB}000{NB}₽"]


def test_the_leads_yes_comes_into_the_call_and_leaves_the_focus(desk: CallDesk) -> None:
    in_a_call(desk)
    give(desk, "1300")
    desk.look_up("воз")
    assert desk.window.desk is not None
    assert desk.window.sync is not None
    place = desk.window.desk.workplace
    (asked,) = open_escalations(place)
    decide(place, asked, Decision.APPROVED, "")
    desk.window.sync.finished.emit()
    desk.settle()
    desk.type("врат")
    assert desk.query() == "возврат"
    assert desk.record()[-1].endswith("Согласовано")
    assert f"Компенсация: 0{NB}₽ из 1{NB}300{NB}₽, согласовано старшим" in bar(desk)
    give(desk, "1300")
    assert desk.call.call.sums.total == 1300


def test_a_sum_is_taken_back(desk: CallDesk) -> None:
    in_a_call(desk)
    give(desk, "700")
    desk.press("F9")
    desk.press("End")
    desk.press("↑")
    desk.press("Ctrl+Enter")
    assert desk.record()[-1] == f"Компенсация 700{NB}₽ отменена"
    assert bar(desk) == [f"Компенсация: 0{NB}₽ из 1{NB}000{NB}₽"]


def test_nonsense_is_not_taken(desk: CallDesk) -> None:
    in_a_call(desk)
    give(desk, "много")
    assert desk.focus() == "Другая сумма, рублей"
    assert any("например 300" in one for one in desk.labels())
    desk.press("Esc")
    assert desk.call.call.sums.total == 0


def test_a_sum_of_the_script_goes_by_the_same_limit(desk: CallDesk) -> None:
    in_a_call(desk)
    give(desk, "800")
    desk.look_up("жалоба")
    desk.answer("Жалоба")
    desk.call.go_to("compensation")
    assert desk.window.desk is not None
    desk.window.desk.show_all()
    desk.answer_typed("500")
    assert "Больше лимита на 300" in desk.fault()
    assert desk.focus() == "Сумма"
    assert desk.call.call.script is not None
    assert desk.call.call.script.cursor == "compensation"
    desk.press("Esc")
    desk.answer_typed("200")
    desk.press("Ctrl+Enter")
    assert desk.call.call.sums.total == 1000
    assert bar(desk) == [f"Компенсация: 1{NB}000{NB}₽ из 1{NB}000{NB}₽"]


def test_without_a_centre_it_says_what_is_counted(desk: CallDesk) -> None:
    in_a_call(desk)
    assert "Без сети: учтено известное здесь" in desk.labels()
    desk.press("F12")
    in_a_call(desk, "")
    assert "Клиент неизвестен: учтён этот звонок" in desk.labels()


def test_what_was_given_is_in_the_file_before_the_call_ends(desk: CallDesk) -> None:
    in_a_call(desk)
    give(desk, "700")
    with desk.world.disk.file() as records:
        kept = records.follow_ups_since(FollowUpKind.COMPENSATION, desk.clock.now.replace(hour=0))
    assert [one.now.data["rubles"] for one in kept] == [700]
