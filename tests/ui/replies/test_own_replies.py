"""An agent's own replies: written, found in any form, used, changed, deleted and brought back."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from operator_app.services.own_replies import keep_own, new_reply, own_replies
from tests.ui.replies.replies_desk import RepliesDesk


def write(desk: RepliesDesk, title: str, text: str, shortcut: str = "") -> None:
    """Ctrl+N, the fields one after the other by Tab, Ctrl+Enter."""
    desk.press("Ctrl+N")
    desk.type(title)
    desk.press("Tab")
    desk.type(shortcut)
    desk.press("Tab", "Tab")
    desk.type(text)
    desk.press("Ctrl+Enter")


def open_form(desk: RepliesDesk, title: str) -> None:
    desk.choose(title)
    QTest.mouseClick(desk.screen.pane.change, Qt.MouseButton.LeftButton)


def test_a_reply_of_ones_own_is_kept_and_stands_on_its_tab(desk: RepliesDesk) -> None:
    write(desk, "Подарок", "Дарю вам кружку, {имя}.", "кр")
    desk.press("Alt+1")
    assert desk.titles() == ["Подарок"]
    assert desk.asked == ["Имя"]
    (kept,) = own_replies(desk.workplace)
    assert (kept.title, kept.shortcut, kept.text) == ("Подарок", "кр", "Дарю вам кружку, {имя}.")


def test_it_is_found_in_any_form_by_its_shortcut_and_half_a_word(desk: RepliesDesk) -> None:
    write(desk, "Подарок", "Дарю вам кружку.", "кр")
    for query in ("кружки", "кр", "подар", "дарить кружку"):
        desk.find(query)
        assert "Подарок" in desk.titles(), query
        desk.press("Esc")
    desk.find("чайник")
    assert "Подарок" not in desk.titles()


def test_it_is_filled_from_the_call_and_recorded_as_it_was_used(desk: RepliesDesk) -> None:
    write(desk, "Подарок", "Рад(а) подарить кружку {имя|дательный}.")
    desk.begin_call(name="Кузьмина Анна Петровна")
    desk.choose("Подарок")
    desk.press("Enter")
    assert desk.clipboard == "Рада подарить кружку Анне Петровне."
    assert desk.used == [("Подарок", desk.clipboard)]


def test_without_a_title_its_first_words_name_it(desk: RepliesDesk) -> None:
    write(desk, "", "Спасибо, что позвонили именно нам, мы это ценим.")
    desk.press("Alt+1")
    assert desk.titles() == ["Спасибо, что позвонили именно нам, мы"]


def test_nothing_is_kept_of_an_empty_form(desk: RepliesDesk) -> None:
    desk.press("Ctrl+N")
    desk.press("Esc")
    assert own_replies(desk.workplace) == ()
    assert desk.focused == "Найти ответ"


def begin(desk: RepliesDesk, text: str) -> None:
    """Ctrl+N, the cursor in the text, the text."""
    desk.press("Ctrl+N", "Tab", "Tab", "Tab")
    desk.type(text)


def test_what_is_being_written_outlives_the_program(desk: RepliesDesk, qtbot: QtBot) -> None:
    begin(desk, "Дарю вам")
    qtbot.waitUntil(lambda: bool(own_replies(desk.workplace)), timeout=60_000)
    assert desk.screen.own_card.isVisible()
    desk.type(" кружку.")
    desk.screen.keep_now()
    assert [one.text for one in own_replies(desk.workplace)] == ["Дарю вам кружку."]
    desk.press("Ctrl+Enter", "Alt+1")
    assert desk.titles() == ["Дарю вам кружку."]


def test_what_was_written_and_emptied_again_leaves_nothing(desk: RepliesDesk) -> None:
    begin(desk, "Дарю вам")
    desk.screen.keep_now()
    desk.press("Ctrl+A", "Del", "Esc", "Alt+1")
    assert own_replies(desk.workplace) == ()
    assert desk.titles() == []


def test_one_that_is_emptied_is_as_it_was_before(desk: RepliesDesk) -> None:
    write(desk, "Подарок", "Дарю вам кружку.")
    open_form(desk, "Подарок")
    desk.press("Tab", "Tab", "Tab", "Ctrl+A")
    desk.type("Д")
    desk.screen.keep_now()
    assert [one.text for one in own_replies(desk.workplace)] == ["Д"]
    desk.press("Ctrl+A", "Del", "Esc")
    assert [one.text for one in own_replies(desk.workplace)] == ["Дарю вам кружку."]


def test_a_new_one_is_deleted_while_it_is_written(desk: RepliesDesk) -> None:
    begin(desk, "Дарю вам")
    desk.screen.keep_now()
    QTest.mouseClick(desk.screen.own_card.drop, Qt.MouseButton.LeftButton)
    assert own_replies(desk.workplace) == ()
    desk.press("Ctrl+Z")
    assert [one.text for one in own_replies(desk.workplace)] == ["Дарю вам"]


def test_a_bracket_without_its_pair_is_told_and_the_form_stays(desk: RepliesDesk) -> None:
    write(desk, "Подарок", "Дарю {имя")
    assert own_replies(desk.workplace) == ()
    assert desk.screen.own_card.isVisible()
    assert "{имя" in desk.told[-1]
    desk.type("}")
    desk.press("Ctrl+Enter")
    assert [one.text for one in own_replies(desk.workplace)] == ["Дарю {имя}"]


def test_it_is_changed_and_the_companys_are_not(desk: RepliesDesk) -> None:
    write(desk, "Подарок", "Дарю вам кружку.")
    open_form(desk, "Подарок")
    desk.press("Ctrl+A")
    desk.type("Сувенир")
    desk.press("Ctrl+Enter")
    assert [one.title for one in own_replies(desk.workplace)] == ["Сувенир"]
    desk.choose("Сброс прибора")
    assert not desk.screen.pane.change.isVisible()


def test_a_deleted_one_comes_back_by_ctrl_z(desk: RepliesDesk) -> None:
    write(desk, "Подарок", "Дарю вам кружку.")
    open_form(desk, "Подарок")
    QTest.mouseClick(desk.screen.own_card.drop, Qt.MouseButton.LeftButton)
    assert own_replies(desk.workplace) == ()
    assert "Подарок" not in desk.titles()
    assert "Ctrl+Z" in desk.told[-1]
    desk.press("Ctrl+Z")
    assert [one.title for one in own_replies(desk.workplace)] == ["Подарок"]
    assert "Подарок" in desk.titles()


def test_ctrl_z_in_the_form_undoes_what_was_typed(desk: RepliesDesk) -> None:
    desk.press("Ctrl+N")
    desk.type("Подарок")
    desk.press("Ctrl+Z")
    assert desk.screen.own_card.title.text() != "Подарок"


def test_a_new_edition_keeps_them(desk: RepliesDesk) -> None:
    write(desk, "Подарок", "Дарю вам кружку.")
    desk.screen.attach(desk.workplace)
    desk.press("Alt+1")
    assert desk.titles() == ["Подарок"]


def test_its_text_is_underlined_as_any_other(desk: RepliesDesk) -> None:
    desk.press("Ctrl+N")
    desk.press("Tab", "Tab", "Tab")
    desk.type("У вас проблема.")
    desk.press("Ctrl+J")
    assert desk.screen.own_card.editor.text() == "У вас сложность."


def test_what_came_from_another_desk_is_listed_after_the_round_and_the_choice_stays(
    desk: RepliesDesk,
) -> None:
    write(desk, "Подарок", "Дарю вам кружку.")
    desk.press("Alt+1")
    other = new_reply(desk.workplace)
    keep_own(desk.workplace, replace(other, title="Букет", text="Дарю вам букет."))
    desk.screen.refresh()
    assert desk.titles() == ["Букет", "Подарок"]
    row = desk.screen.list.row()
    assert row is not None
    assert row.title == "Подарок"
