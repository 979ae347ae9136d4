"""Shift+F11 by keys: a number after the call; the next call is never in its way."""

from __future__ import annotations

from operator_app.services.surveys import scores
from tests.ui.call.call_desk import CallDesk
from tests.ui.call.test_compensation import in_a_call

OFFER = "Мнение клиента: Shift+F11"


def kept(desk: CallDesk) -> list[tuple[str, float]]:
    assert desk.window.desk is not None
    found = scores(desk.window.desk.workplace)
    return [(one.definition.index.value, one.score) for one in found]


def test_the_opinion_of_the_last_call(desk: CallDesk) -> None:
    in_a_call(desk)
    assert OFFER not in desk.labels()
    desk.press("F12")
    assert OFFER in desk.labels()
    desk.press("Shift+F11")
    assert desk.focus() == "Спросите"
    desk.press("Enter")
    desk.type("11")
    desk.press("Ctrl+Enter")
    assert "Нужно число от 0 до 10" in desk.labels()
    desk.press("Backspace")
    desk.type("0")
    desk.press("Ctrl+Enter")
    assert desk.message() == "Мнение клиента записано"
    assert kept(desk) == [("nps", 100.0)]
    assert OFFER not in desk.labels()


def test_the_next_call_skips_it_and_so_does_esc(desk: CallDesk) -> None:
    in_a_call(desk)
    desk.press("F12")
    desk.press("Shift+F11")
    desk.press("F2")
    assert desk.in_call()
    assert desk.focus() == "Поиск"
    assert OFFER not in desk.labels()
    desk.press("F12")
    desk.press("Shift+F11")
    desk.press("Esc")
    desk.press("F12")
    assert desk.in_call()
    assert kept(desk) == []
