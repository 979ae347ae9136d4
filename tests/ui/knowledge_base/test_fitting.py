"""База in every size and scale: nothing squeezed, nothing unnamed, nothing out of reach."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from operator_app.ui.theme import Look
from tests.ui.knowledge_base.conftest import OpenRoom
from tests.ui.knowledge_base.reading_room import ReadingRoom

SIZES = [
    ((1366, 688), 1.0),
    ((1366, 688), 1.25),
    ((1366, 688), 1.5),
    ((1366, 688), 2.0),
    ((1920, 1008), 1.15),
]


def hold(room: ReadingRoom) -> None:
    """What must hold in each state of the screen."""
    QApplication.processEvents()
    assert room.squeezed() == []
    assert room.unnamed() == []
    assert room.small_buttons() == []
    least, size = room.screen.minimumSizeHint(), room.screen.size()
    assert (least.width(), least.height()) <= (size.width(), size.height())
    assert least.height() <= size.height()


@pytest.mark.parametrize(("size", "scale"), SIZES)
def test_every_state_fits(open_room: OpenRoom, size: tuple[int, int], scale: float) -> None:
    room = open_room(size, scale)
    hold(room)
    room.read("СОП-042")
    hold(room)
    room.press("Ctrl+F")
    room.type("курьер")
    hold(room)
    room.press("Esc", "Ctrl+G")
    room.press("Ctrl+Enter")
    hold(room)
    room.press("Esc", "F6")
    hold(room)
    room.press("Esc")
    room.look_up("дрондрон")
    hold(room)
    room.press("Esc")
    room.go_to_groups()
    hold(room)
    assert (room.window.width(), room.window.height()) == size


def test_in_one_column_enter_reads_and_esc_goes_back(open_room: OpenRoom) -> None:
    room = open_room((1366, 688), 2.0)
    screen = room.screen
    assert [one.isVisible() for one in screen.panes] == [False, True, False]
    room.read("СОП-042")
    assert [one.isVisible() for one in screen.panes] == [False, False, True]
    room.press("Esc")
    assert [one.isVisible() for one in screen.panes] == [False, True, False]
    room.press("Esc", "Esc")
    assert [one.isVisible() for one in screen.panes] == [True, False, False]
    assert screen.groups.list.hasFocus()


def test_with_less_width_the_contents_take_the_place_of_the_text(open_room: OpenRoom) -> None:
    room = open_room((1366, 688), 1.5)
    card = room.screen.passage
    room.read("СОП-042")
    assert not card.contents.isVisible()
    room.press("F6", "↓")
    assert card.contents.isVisible()
    assert not card.reader.isVisible()
    room.press("Enter")
    assert card.reader.isVisible()
    assert room.section()


def test_f6_goes_round_and_shift_f6_back(room: ReadingRoom) -> None:
    room.read("СОП-042")
    screen = room.screen
    room.press("F6")
    assert screen.passage.contents.hasFocus()
    room.press("F6")
    assert screen.groups.list.hasFocus()
    room.press("F6")
    assert screen.list.results.hasFocus()
    room.press("Shift+F6", "Shift+F6", "Shift+F6")
    assert room.is_reading()


def test_a_change_of_theme_and_scale_keeps_the_place(room: ReadingRoom, look: Look) -> None:
    room.read("СОП-042")
    room.press("F6", "↓", "↓", "Enter")
    section = room.section()
    light = room.picture().pixelColor(700, 400)
    look.wear("dark", 1.25)
    QApplication.processEvents()
    assert room.section() == section
    assert room.picture().pixelColor(700, 400) != light
    hold(room)
