"""What the desk has ready or keeps by itself: passages, who called before, rings, the outcome."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from operator_app.services.own_replies import keep_own, new_reply
from operator_app.ui.reading import printing
from tests.ui.call.call_desk import CallDesk


def test_before_anything_is_typed_there_are_passages(desk: CallDesk) -> None:
    assert desk.found() == []
    desk.press("F2")
    assert desk.told_of_search() == "К сценариям"
    assert any("Задержка доставки" in one for one in desk.found())
    assert desk.passage()
    desk.look_up("задержка доставки")
    desk.press("Ctrl+D")
    assert desk.message() == "СОП-042 закреплён"
    desk.press("F12")
    assert desk.found() == []
    desk.press("F12")
    desk.press("F2")
    assert desk.told_of_search() == "Закреплено и недавнее"
    assert "Задержка доставки" in desk.found()[0]


def test_between_calls_there_is_no_empty_frame(desk: CallDesk) -> None:
    assert not desk.list_is_framed()
    desk.press("F2")
    assert desk.list_is_framed()
    desk.look_up("задержка")
    desk.press("F12")
    assert not desk.list_is_framed()
    desk.look_up("возврат")
    assert desk.list_is_framed()
    desk.look_up("ъъъъъъ")
    assert "ничего нет" in desk.told_of_search()
    assert not desk.list_is_framed()


def test_what_was_opened_in_a_call_is_at_hand_in_the_next(desk: CallDesk) -> None:
    desk.press("F2")
    desk.look_up("чарджбэк")
    desk.press("Enter")
    desk.press("F12")
    desk.press("F12")
    desk.press("F2")
    assert desk.told_of_search() == "Закреплено и недавнее"
    assert "СОП-062" in desk.found()[0]


def test_the_passages_of_the_step_are_back_when_the_query_is_erased(desk: CallDesk) -> None:
    desk.begin_script()
    desk.reach_the_solution()
    desk.look_up("возврат")
    desk.press("F3")
    desk.press("Backspace")
    assert desk.query() == ""
    assert desk.told_of_search() == "К этому шагу"
    assert desk.passage().startswith("СОП-042. Задержка доставки")


def test_a_customer_who_called_before_is_counted(desk: CallDesk) -> None:
    for _ in range(2):
        desk.window.ringing("+79165550142")
        desk.press("F2")
        assert "обращение" not in desk.top_bar() or "2-е обращение" in desk.top_bar()
        desk.press("F12")
    desk.window.ringing("+79165550142")
    desk.press("F2")
    assert "3-е обращение" in desk.top_bar()
    desk.press("F2")
    assert "обращение" not in desk.top_bar()


def test_a_ring_that_nobody_takes_goes_and_is_told(desk: CallDesk) -> None:
    desk.window.ringing("+79165550142")
    assert desk.window.desk is not None
    end = desk.window.desk.ringing.end
    assert end.isActive()
    end.timeout.emit()
    assert desk.chips() == []
    assert desk.message() == "Звонок с номера +79165550142 никто не взял"
    desk.press("F2")
    assert desk.call.call.customer.number == ""


def test_a_ring_that_was_taken_is_not_missed(desk: CallDesk) -> None:
    desk.window.ringing("")
    desk.press("F2")
    assert desk.window.desk is not None
    assert not desk.window.desk.ringing.end.isActive()
    desk.window.desk.ringing.end.timeout.emit()
    assert desk.message() == ""


def test_an_outcome_reaches_the_disk_while_it_is_typed_and_is_one_line(desk: CallDesk) -> None:
    desk.begin_script()
    desk.press("F5")
    desk.press("Tab")
    desk.type("Отложено: сам")
    desk.wait_for(lambda: desk.world.disk.calls()[0].outcome == "Отложено: сам")
    assert desk.focus() == "Итог"
    desk.type(" заберёт")
    desk.press("F12")
    (kept,) = desk.world.disk.calls()
    told = [line[6:] for line in kept.record.splitlines() if "Итог изменён" in line]
    assert told == ["Итог изменён: Отложено: сам заберёт"]


def test_the_passage_in_sight_is_printed(
    desk: CallDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "printing_folder", lambda: tmp_path / "sheets")
    desk.press("F2")
    desk.look_up("задержка доставки")
    desk.press("Ctrl+P")
    (sheet,) = (tmp_path / "sheets").iterdir()
    assert sheet.name.startswith("СОП-042")
    assert str(sheet) in desk.message()


def test_a_reply_of_ones_own_is_found_beside_the_companys(desk: CallDesk) -> None:
    desk.press("F2")
    desk.press("F4")
    desk.press("Ctrl+N")
    desk.type("Подарок")
    desk.press("Tab")
    desk.type("кр")
    desk.press("Tab")
    desk.press("Tab")
    desk.type("Дарю вам кружку, рад(а) помочь.")
    desk.press("Ctrl+Enter")
    desk.press("Ctrl+1")
    for query, place in (("кр", 0), ("кружки", 0), ("подарок", None)):
        desk.look_up(query)
        titles = [one for one in desk.found() if "Подарок" in one]
        assert titles, query
        assert place is None or desk.found()[place] == titles[0]
    desk.look_up("кр")
    assert desk.screen.knowledge.reader.toPlainText() == "Дарю вам кружку, рада помочь."
    desk.look_up("чайник")
    assert not any("Подарок" in one for one in desk.found())


def test_what_was_written_at_another_desk_is_found_from_the_next_call_on(desk: CallDesk) -> None:
    assert desk.window.desk is not None
    workplace = desk.window.desk.workplace
    keep_own(workplace, replace(new_reply(workplace), title="Подарок", text="Кружка"))
    desk.press("F2")
    desk.look_up("кружка")
    assert any("Подарок" in one for one in desk.found())
