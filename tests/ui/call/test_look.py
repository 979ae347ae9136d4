"""The window measured: shares, bars, colours, and nothing clipped at any scale."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel

from tests.ui.call.call_desk import CallDesk
from tests.ui.call.conftest import OpenDesk


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
def test_panes_are_34_41_25_and_bars_46_84_32(
    open_call_desk: OpenDesk, size: tuple[int, int]
) -> None:
    desk = open_call_desk(size)
    scale = desk.station.look.theme.scale
    panes = [pane.width() for pane in desk.screen.panes]
    shares = [100 * width / sum(panes) for width in panes]
    assert shares == [pytest.approx(share, abs=1) for share in (34, 41, 25)]
    frame = desk.window.frame
    bars = (frame.top_bar.height(), frame.rail.width(), frame.key_bar.height())
    assert bars == tuple(round(px * scale) for px in (46, 84, 32))


def test_what_is_painted_are_the_tokens(desk: CallDesk) -> None:
    desk.begin_script()
    picture = desk.window.grab().toImage()
    tokens = desk.station.look.tokens
    script = desk.screen.script
    default = script.buttons[0] if script.buttons else script.entry

    def colour(widget: object, x: int, y: int) -> QColor:
        place = widget.mapTo(desk.window, widget.rect().topLeft())  # type: ignore[attr-defined]
        return picture.pixelColor(place.x() + x, place.y() + y)

    assert colour(desk.window.frame.top_bar, 700, 5) == QColor(tokens.bar)
    assert colour(desk.window.frame.key_bar, 1300, 20) == QColor(tokens.surface)
    assert colour(script, 20, script.height() - 20) == QColor(tokens.surface)
    assert colour(script.prompt_box, 12, 6) == QColor(tokens.accent_bg)
    assert colour(script.prompt_box, 1, 40) == QColor(tokens.accent)
    assert colour(desk.screen, 3, 300) == QColor(tokens.bg)
    end = desk.screen.record.end
    assert colour(end, 12, end.height() // 2) == QColor(tokens.accent)
    desk.answer_typed("5510-2284")
    desk.answer_typed("18.11")
    picture = desk.window.grab().toImage()
    default = script.buttons[0]
    assert colour(default, default.width() // 2 + 60, 6) == QColor(tokens.accent_bg)
    assert colour(script.buttons[1], 200, 6) == QColor(tokens.surface)


@pytest.mark.parametrize(
    ("size", "scale"),
    [((1366, 688), 1.0), ((1366, 688), 1.25), ((1366, 688), 1.5), ((1920, 1008), 1.15)],
)
def test_row_10_no_wrapped_text_is_squeezed_and_the_window_keeps_its_size(
    open_call_desk: OpenDesk, size: tuple[int, int], scale: float
) -> None:
    desk = open_call_desk(size, scale)
    desk.begin_script()
    check(desk, size)
    desk.press("Ctrl+I")
    desk.type("Кузьмина Анна Петровна")
    check(desk, size)
    desk.press("Ctrl+Enter")
    desk.answer_typed("не номер")
    check(desk, size)
    desk.press("Esc")
    desk.reach_the_solution()
    check(desk, size)
    desk.look_up("задерж достав")
    for keys in ("Alt+0", "Esc", "Shift+F8", "Esc", "Alt+4", "F5", "F6", "F6", "F12"):
        desk.press(keys)
        check(desk, size)


def check(desk: CallDesk, size: tuple[int, int]) -> None:
    assert desk.window.size().toTuple() == size
    for label in (one for one in desk.visible() if isinstance(one, QLabel) and one.wordWrap()):
        needed, given = label.heightForWidth(label.width()), label.height()
        assert given >= needed, f"{label.text()!r} has {given} px of {needed}"
