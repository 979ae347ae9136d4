"""What the world does to a call: a full disk, a slow search, a pause in the network."""

from __future__ import annotations

import sys

from operator_app.domain.errors import NoticeCode, OperatorNotice
from tests.ui.call.call_desk import CallDesk

DISK_FULL = "Не сохранено: на диске нет места. Не закрывайте окно, освободите место, нажмите Ctrl+S"


def test_a_full_disk_is_told_and_ctrl_s_saves_everything_once(desk: CallDesk) -> None:
    desk.begin_script()
    desk.world.disk.refusal = OperatorNotice(NoticeCode.DISK_FULL)
    desk.answer_typed("5510-2284")
    assert desk.message() == DISK_FULL
    desk.answer_typed("18.11")
    desk.press("F5")
    desk.type("ждёт у подъезда")
    desk.press("Esc")
    assert len(desk.record()) == 4
    desk.world.disk.refusal = None
    desk.press("Ctrl+S")
    (kept,) = desk.world.disk.calls()
    assert kept.note == "ждёт у подъезда"
    assert "обещанный день 18\N{NO-BREAK SPACE}ноября" in kept.record
    events = desk.world.disk.events(kept.id)
    assert [one.seq for one in events] == [1, 2, 3, 4, 5]
    rev = kept.rev
    desk.press("Ctrl+S")
    assert [one.rev for one in desk.world.disk.calls()] == [rev]


def test_a_call_ended_on_a_full_disk_is_kept_though_another_began(desk: CallDesk) -> None:
    desk.press("F2")
    first = desk.call.call.id
    desk.world.disk.refusal = OperatorNotice(NoticeCode.DISK_FULL)
    desk.press("F12")
    desk.press("F2")
    desk.world.disk.refusal = None
    desk.press("Ctrl+S")
    kept = {one.id: one.status for one in desk.world.disk.calls()}
    assert kept == {first: "closed", desk.call.call.id: "open"}


def test_the_window_does_not_close_over_what_the_disk_refused(desk: CallDesk) -> None:
    desk.press("F2")
    desk.world.disk.refusal = OperatorNotice(NoticeCode.DISK_FULL)
    desk.press("F12")
    assert not desk.close()
    assert desk.window.isVisible()
    assert desk.message() == DISK_FULL


def test_fifty_keys_are_answered_while_the_search_stands_still(desk: CallDesk) -> None:
    desk.press("F2")
    gate = desk.world.gate
    gate.open.clear()
    word = "доставка"
    desk.strike("в")
    desk.wait_for(lambda: gate.asked == ["в"])
    for place in range(24):
        desk.strike(word[place % len(word)])
        desk.hit("Backspace")
    desk.strike("озврат")
    assert desk.query() == "возврат"
    second = desk.answers()[1]
    desk.hit("Alt+2")
    assert desk.title() == second
    assert not desk.told_of_search().startswith("Найдено")
    gate.open.set()
    desk.settle()
    assert gate.asked == ["в", "возврат"]
    assert any("Возврат" in one for one in desk.found())


def test_a_stale_answer_is_never_shown(desk: CallDesk) -> None:
    desk.press("F2")
    gate = desk.world.gate
    gate.open.clear()
    desk.strike("гарантия")
    desk.wait_for(lambda: bool(gate.asked))
    desk.press_backspaces(8)
    gate.open.set()
    desk.settle()
    assert desk.told_of_search() == "К сценариям"


def test_setting_text_a_hundred_times_costs_no_reference_to_none(desk: CallDesk) -> None:
    desk.press("F2")
    label = desk.screen.record.saved
    before = sys.getrefcount(None)
    for number in range(100):
        label.setText(f"сохранено {number}")
    assert abs(sys.getrefcount(None) - before) < 10
