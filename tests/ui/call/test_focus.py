"""Row 14 of the acceptance table: where Tab stops, and that each stop is seen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from operator_app.ui.caller import CallerListener
from tests.ui import geometry
from tests.ui.call.call_desk import CallDesk

_MOST_STOPS = 40


def spoken(stop: QWidget) -> str:
    """What a screen reader calls it."""
    return str(QAccessible.queryAccessibleInterface(stop).text(QAccessible.Text.Name))


def stops(desk: CallDesk) -> list[QWidget]:
    """Every stop of Tab, from the search round to the search again."""
    desk.press("F3")
    found: list[QWidget] = []
    for _ in range(_MOST_STOPS):
        focused = QApplication.focusWidget()
        assert focused is not None
        if found and focused is found[0]:
            return found
        # In the passage Tab goes from link to link first.
        if focused not in found:
            found.append(focused)
        desk.press("Tab")
    raise AssertionError([spoken(one) for one in found])


def test_row_14_tab_goes_search_results_reader_answers_note_outcome_end_rail(
    desk: CallDesk,
) -> None:
    desk.begin_script()
    desk.reach_the_solution()
    assert [spoken(one) for one in stops(desk)] == [
        "Поиск", "Что найдено", "Отрывок",
        "Привезти завтра, 10–14", "Самовывоз из пункта рядом", "Возврат денег",
        "Просит компенсацию", "Другой ответ клиента",
        "Заметка", "Итог", "Обратный", "Старшему", "Завершить звонок  F12",
        "Звонок", "Хранится на этом компьютере: 1", "Меню",
    ]  # fmt: skip


def test_row_14_a_typed_answer_has_its_place_and_shift_tab_leads_back(desk: CallDesk) -> None:
    desk.begin_script()
    names = [spoken(one) for one in stops(desk)]
    assert names[2:6] == ["Отрывок", "Номер заказа", "Другой ответ клиента", "Заметка"]
    desk.press("Alt+1")
    assert desk.focus() == "Номер заказа"
    desk.press("Tab")
    assert desk.focus() == "Другой ответ клиента"
    desk.press("Shift+Tab")
    assert desk.focus() == "Номер заказа"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_row_14_the_ring_is_seen_at_each_stop(desk: CallDesk, scheme: str) -> None:
    desk.begin_script()
    desk.reach_the_solution()
    desk.station.look.wear(scheme=scheme)
    unseen = {}
    for stop in stops(desk):
        stop.setFocus(Qt.FocusReason.TabFocusReason)
        ringed = ring(desk, stop)
        stop.clearFocus()
        plain = ring(desk, stop)
        # A button filled with the ring's colour turns into a ring around a lighter ground.
        if min(ringed, abs(ringed - plain)) < stop.height():
            unseen[spoken(stop)] = ringed, plain
    assert unseen == {}


def ring(desk: CallDesk, stop: QWidget) -> int:
    """How many px along the stop's edge have the colour of the focus ring."""
    # The field of a combo box is ringed with the box.
    box = stop.parentWidget()
    around = box if isinstance(box, QComboBox) else stop
    QApplication.processEvents()
    tokens, bar = desk.station.look.tokens, desk.window.frame.top_bar
    colour = QColor(tokens.bar_text if bar.isAncestorOf(stop) else tokens.focus).rgb()
    picture = desk.window.grab().toImage()
    area = QRect(geometry.corner(around, desk.window), around.size())
    return sum(picture.pixel(x, y) == colour for x, y in _edge(area, 4))


def _edge(area: QRect, depth: int) -> Iterator[tuple[int, int]]:
    """The px of a frame `depth` px wide."""
    for y in range(area.top(), area.bottom() + 1):
        outer = y < area.top() + depth or y > area.bottom() - depth
        for x in range(area.left(), area.right() + 1):
            if outer or x < area.left() + depth or x > area.right() - depth:
                yield x, y


def test_a_second_start_brings_the_first_window_back(desk: CallDesk) -> None:
    desk.begin_script()
    desk.window.showMinimized()
    assert desk.window.isMinimized()
    CallerListener.ask_to_show(desk.world.profile)
    desk.wait_for(lambda: not desk.window.isMinimized())
    desk.wait_for(desk.window.isActiveWindow)
    assert desk.title() == "Доставка задерживается"
