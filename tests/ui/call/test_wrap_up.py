"""Shift+F12 by keys: the proposed code is taken without a letter, another by a few."""

from __future__ import annotations

from tests.ui.call.call_desk import CallDesk


def code_line(desk: CallDesk) -> list[str]:
    return [one for one in desk.labels() if one.startswith("Код:")]


def test_the_script_proposes_and_nothing_is_typed(desk: CallDesk) -> None:
    desk.begin_script()
    assert code_line(desk) == []
    desk.reach_the_solution()
    desk.press("Ctrl+Enter")
    assert code_line(desk) == ["Код: Назначена новая доставка. Shift+F12"]
    desk.press("Shift+F12")
    assert desk.focus() == "Код, по нескольким буквам"
    desk.press("Enter")
    assert desk.focus() == "Поиск"
    desk.press("F12")
    (call,) = desk.world.disk.calls()
    assert call.extra["code"] == "delivery-new-day"


def test_a_few_letters_find_another(desk: CallDesk) -> None:
    desk.press("F2")
    desk.press("Shift+F12")
    desk.type("посыл наш")
    desk.press("Enter")
    assert code_line(desk) == ["Код: Посылка нашлась. Shift+F12"]
    assert desk.record()[-1] == "Итог изменён: Посылка нашлась"
    desk.press("F12")
    (call,) = desk.world.disk.calls()
    assert (call.extra["code"], call.outcome) == ("parcel-found", "Посылка нашлась")


def test_arrows_choose_while_typing_and_esc_leaves_it(desk: CallDesk) -> None:
    desk.press("F2")
    desk.press("Shift+F12")
    desk.press("↓")
    desk.press("Enter")
    assert desk.call.code() == "delivery-today"
    desk.press("Shift+F12")
    desk.type("нет такого кода")
    desk.press("Enter")
    assert desk.focus() == "Код, по нескольким буквам"
    desk.press("Esc")
    assert desk.call.code() == "delivery-today"
