"""What is owed to a customer is in the record as soon as they are known, and is closed by keys."""

from __future__ import annotations

from tests.ui.call.call_desk import CallDesk
from tests.ui.call.test_compensation import in_a_call


def complain(desk: CallDesk) -> None:
    desk.press("Shift+F9")
    desk.press("↓")
    desk.press("Enter")
    desk.type("Курьер нагрубил")
    desk.press("Ctrl+Enter")


def cases(desk: CallDesk) -> str:
    return "\n".join(one for one in desk.labels() if one.startswith("Обращения:"))


def test_a_complaint_is_there_when_the_customer_rings_again(desk: CallDesk) -> None:
    in_a_call(desk)
    assert cases(desk) == ""
    complain(desk)
    assert desk.record()[-1] == "Жалоба: Качество товара"
    assert desk.message() == "Жалоба в реестре"
    assert desk.focus() == "Поиск"
    desk.press("F12")
    desk.clock.pass_by(25 * 3600)
    in_a_call(desk, "+79160000000")
    assert cases(desk) == ""
    desk.press("F12")
    in_a_call(desk)
    assert "Обращения: 1, не выполнено в срок: 1. Shift+F9" in cases(desk)
    assert "Жалоба: Качество товара · Курьер нагрубил · не выполнено" in cases(desk)
    assert desk.focus() == "Поиск"
    desk.press("Shift+F9")
    desk.press("Ctrl+Enter")
    assert desk.message() == "Отмечено: выполнено"
    assert cases(desk) == ""


def test_a_promise_of_the_script_is_owed_after_the_call(desk: CallDesk) -> None:
    desk.begin_script()
    desk.reach_the_solution()
    desk.press("Ctrl+Enter")
    desk.press("F12")
    desk.press("F2")
    desk.press("Ctrl+I")
    desk.press("Enter")
    desk.type("5510-2284")
    desk.press("Ctrl+Enter")
    assert "Обещание · Привезти" in cases(desk)


def test_a_second_complaint_is_not_offered(desk: CallDesk) -> None:
    in_a_call(desk)
    complain(desk)
    desk.press("Shift+F9")
    desk.press("Ctrl+Enter")
    assert [one for one in desk.record() if one.startswith("Жалоба")] == ["Жалоба: Качество товара"]
