"""Rows 11, 15 and 19 of the acceptance table on the agent's screens: nothing lost at any size."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from tests.ui import geometry
from tests.ui.call.call_desk import CallDesk
from tests.ui.call.conftest import OpenDesk

SCREENS = ("Ctrl+2", "Ctrl+3", "Ctrl+4", "Ctrl+5", "Ctrl+K")


def through_the_screens(desk: CallDesk) -> Iterator[str]:
    """Bring the desk into one state after another, telling which."""
    yield "idle"
    desk.press("F2")
    yield "no script"
    desk.begin_script()
    yield "typed answer"
    desk.press("Ctrl+I")
    yield "customer"
    desk.type("Кузьмина Анна Петровна")
    desk.press("Ctrl+Enter")
    desk.answer_typed("не номер")
    yield "not a number"
    desk.press("Esc")
    desk.reach_the_solution()
    for keys in ("F3", "Alt+0", "Esc", "Shift+F8", "Esc", "F5", "F6", "F6"):
        desk.press(keys)
        yield keys
    desk.look_up("pflth;rf")
    yield "other layout"
    desk.look_up("жжжжжж")
    yield "nothing found"
    desk.press("F7")
    yield "callback"
    desk.type("сегодня в 0:01")
    yield "a time that is over"
    for keys in ("Ctrl+Enter", "Ctrl+Enter", "F8"):
        desk.press(keys)
        yield f"callback, {keys}"
    desk.press("Esc")
    desk.press("F12")
    yield "ended"
    for keys in SCREENS:
        desk.press(keys)
        yield keys


def lost(desk: CallDesk) -> list[str]:
    """What a person at this window could not read or reach."""
    QApplication.processEvents()
    window = desk.window
    return geometry.squeezed(window) + geometry.cut(window) + geometry.covered(window)


@pytest.mark.parametrize("size", [(1366, 688), (1920, 1008)])
def test_row_11_at_200_percent_nothing_is_lost(
    open_call_desk: OpenDesk, size: tuple[int, int]
) -> None:
    desk = open_call_desk(size, 2.0)
    faults = {state: found for state in through_the_screens(desk) if (found := lost(desk))}
    assert faults == {}
    assert desk.window.size().toTuple() == size


@pytest.mark.parametrize("scale", [1.0, 1.15])
def test_row_15_every_button_is_at_least_24_by_24(open_call_desk: OpenDesk, scale: float) -> None:
    desk = open_call_desk((1366, 768), scale)
    desk.window.ringing("+79161112233")
    small = {
        state: found
        for state in through_the_screens(desk)
        if (found := geometry.small_targets(desk.window))
    }
    assert small == {}


def test_the_least_window_of_three_panes_shows_the_record_whole(open_call_desk: OpenDesk) -> None:
    desk = open_call_desk((1180, 700), 1.0)
    desk.press("F2")
    record = desk.screen.record
    assert record.isVisible()
    assert desk.screen.script.isVisible()
    assert geometry.clipped(record) == []
    desk.window.resize(1400, 900)
    desk.press("Ctrl+Equal")
    desk.window.resize(1360, 900)
    desk.settle()
    assert desk.screen.script.isVisible()
    assert geometry.clipped(record) == []


@pytest.fixture
def no_russian(qapp: QApplication) -> None:
    """Words installed for earlier windows outlive them."""
    for one in qapp.findChildren(QTranslator):
        qapp.removeTranslator(one)


@pytest.mark.usefixtures("no_russian")
@pytest.mark.parametrize(
    ("size", "scale"),
    [((1366, 688), 1.0), ((1366, 688), 1.5), ((1366, 688), 2.0), ((1920, 1008), 1.15)],
)
def test_row_19_in_english_no_label_is_clipped(
    open_call_desk: OpenDesk, size: tuple[int, int], scale: float
) -> None:
    desk = open_call_desk(size, scale, "en")
    assert desk.title() == "No call. F2 starts one"
    faults = {
        state: found
        for state in through_the_screens(desk)
        if (found := lost(desk) + geometry.clipped(desk.window))
    }
    assert faults == {}
