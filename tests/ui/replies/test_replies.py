"""Ответы: found, filled, put together, copied, said, remembered; all by keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from operator_app.domain.replies import Reply, ReplyScope
from operator_app.services.use_replies import habits_of
from operator_app.services.workplace import OpenDesk, Workplace
from operator_app.ui.elements import WrappedLabel
from operator_app.ui.replies.listing import RepliesModel
from operator_app.ui.theme import Look
from tests.ui.replies.replies_desk import RepliesDesk

NBSP = "\u00a0"
SORRY = "Извинение за задержку доставки"
WITH_GAPS = Reply(
    "perenos-s-datoy", "Перенос с датой", "delivery", ReplyScope.TEAM, "дата",
    "{имя}, привезём {дата}, ждать {дней|день}. Записал(а) в заказ {заказ}.", "СОП-042",
)  # fmt: skip
ANNA = ("Кузьмина Анна Петровна", "5510-2284")


def with_reply(workplace: Workplace, *replies: Reply) -> Workplace:
    content = workplace.content
    return replace(workplace, content=replace(content, replies=(*content.replies, *replies)))


@pytest.fixture
def make(look: Look, opened: OpenDesk, russian: None, qtbot: QtBot) -> Callable[..., RepliesDesk]:
    """A desk with replies of the test's own beside the company's."""

    def made(*replies: Reply, size: tuple[int, int] = (1282, 640)) -> RepliesDesk:
        return RepliesDesk(look, with_reply(opened.workplace, *replies), qtbot, size)

    return made


def test_the_screen_opens_on_all_replies_with_the_cursor_in_the_search(desk: RepliesDesk) -> None:
    assert len(desk.titles()) == len(desk.workplace.content.replies)
    assert desk.focused == "Найти ответ"
    assert desk.chosen == desk.titles()[0]


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("извинение", SORRY),
        ("ждать неприятно", SORRY),
        ("изв", SORRY),
        ("bpdbytybt", SORRY),
        ("гарь", "Отключите прибор"),
    ],
)
def test_a_reply_is_found_by_title_text_shortcut_and_in_the_wrong_layout(
    desk: RepliesDesk, query: str, title: str
) -> None:
    desk.find(query)
    assert desk.chosen == title


def test_nothing_found_says_what_to_do(desk: RepliesDesk) -> None:
    desk.find("дронопочта")
    assert desk.empty == (
        "По запросу «дронопочта» ничего нет. Сократите слово или спросите старшего: F8"
    )
    desk.press("Esc")
    assert len(desk.titles()) == len(desk.workplace.content.replies)


def test_tabs_and_topics_narrow_the_list_and_what_is_found(desk: RepliesDesk) -> None:
    desk.press("Alt+2")
    team = [one.title for one in desk.workplace.content.replies if one.scope is ReplyScope.TEAM]
    assert sorted(desk.titles()) == sorted(team)
    desk.find("извинение")
    assert SORRY not in desk.titles()
    desk.press("Alt+3")
    assert desk.chosen == SORRY


def test_a_reply_found_only_elsewhere_is_said_so(desk: RepliesDesk) -> None:
    desk.press("Alt+1")
    assert desk.empty == "Здесь пока пусто. Ctrl+D добавит ответ, Ctrl+N — новый"
    desk.find("извинение")
    assert desk.empty == "Найдено на другой вкладке или в другой теме. Alt+3 покажет все"


def test_a_company_without_replies_says_who_adds_them(
    look: Look, opened: OpenDesk, russian: None, qtbot: QtBot
) -> None:
    content = replace(opened.workplace.content, replies=())
    desk = RepliesDesk(look, replace(opened.workplace, content=content), qtbot)
    assert desk.empty == "Ответов пока нет. Их добавляет старший смены"
    desk.press("Enter", "Ctrl+Enter", "Ctrl+D", "Shift+Enter")
    assert desk.used == []


def test_the_screen_waits_for_its_desk(
    look: Look, opened: OpenDesk, russian: None, qtbot: QtBot
) -> None:
    desk = RepliesDesk(look, opened.workplace, qtbot, attach=False)
    desk.type("изв")
    desk.press("Enter")
    assert desk.titles() == []
    desk.screen.attach(opened.workplace)
    assert desk.chosen == SORRY


def test_values_come_from_the_call_and_the_agents_own_gender(
    make: Callable[..., RepliesDesk],
) -> None:
    reply = replace(WITH_GAPS, text="{имя|дательный} по заказу {заказ}. Записал(а) {оператор}.")
    desk = make(reply)
    desk.begin_call(*ANNA)
    desk.choose(WITH_GAPS.title)
    assert desk.text == "Анне Петровне по заказу 5510-2284. Записала Ольга."
    assert desk.asked == []


def test_a_value_the_call_lacks_is_asked_for_in_place_and_never_copied_blank(
    make: Callable[..., RepliesDesk],
) -> None:
    desk = make(WITH_GAPS)
    desk.begin_call(*ANNA)
    desk.choose(WITH_GAPS.title)
    assert desk.asked == ["Дата", "Дней"]
    assert desk.text.startswith("Анна Петровна, привезём ‹дата›, ждать ‹дней›.")
    before = desk.clipboard
    desk.press("Enter")
    assert (desk.focused, desk.used, desk.clipboard) == ("Дата", [], before)
    desk.type("18 ноября")
    desk.press("Enter")
    assert desk.focused == "Дней"
    desk.type("3")
    assert desk.text == (
        f"Анна Петровна, привезём 18 ноября, ждать 3{NBSP}дня. Записала в заказ 5510-2284."
    )
    desk.press("Enter")
    assert desk.clipboard == desk.text
    assert desk.used == [(WITH_GAPS.title, desk.text)]
    assert "{" not in desk.clipboard
    assert "…" not in desk.clipboard


def test_braces_typed_for_a_value_are_words_and_not_a_template(
    make: Callable[..., RepliesDesk],
) -> None:
    desk = make(replace(WITH_GAPS, text="Привезём {дата}."))
    desk.choose(WITH_GAPS.title)
    desk.press("Enter")
    desk.type("{оператор}")
    assert desk.text == "Привезём {оператор}."


def test_another_call_forgets_what_was_typed_for_the_first(
    make: Callable[..., RepliesDesk],
) -> None:
    desk = make(WITH_GAPS)
    desk.begin_call(*ANNA)
    desk.choose(WITH_GAPS.title)
    desk.press("Enter")
    desk.type("18 ноября")
    desk.begin_call("Орлов Пётр Ильич", "5510-3000")
    desk.choose(WITH_GAPS.title)
    assert "18 ноября" not in desk.text
    assert desk.text.startswith("Пётр Ильич, привезём ‹дата›")


def test_a_text_changed_by_hand_is_what_is_used(desk: RepliesDesk) -> None:
    desk.begin_call(*ANNA)
    desk.find("изв")
    desk.press("F6")
    desk.type("Здравствуйте! ")
    desk.come()
    desk.press("Enter")
    assert desk.clipboard.startswith("Здравствуйте! ")
    assert desk.used[0][1] == desk.clipboard


def test_hints_stand_in_the_reply_too(make: Callable[..., RepliesDesk]) -> None:
    desk = make(replace(WITH_GAPS, text="Это большая проблема."))
    desk.choose(WITH_GAPS.title)
    desk.press("Ctrl+J")
    assert desk.text == "Это большая сложность."


def test_several_replies_make_one_answer_and_each_is_recorded(desk: RepliesDesk) -> None:
    desk.begin_call(*ANNA)
    desk.find("изв")
    first = desk.text
    desk.press("Shift+Enter")
    assert desk.answer == f"Собрано: «{SORRY}»"
    desk.find("перенос доставки")
    assert desk.answer == f"Собрано: «{SORRY}» + этот"
    second, title = desk.text, desk.chosen
    desk.press("Enter")
    assert desk.clipboard == f"{first}\n\n{second}"
    assert desk.used == [(SORRY, first), (title, second)]
    assert desk.answer == ""


def test_a_reply_is_taken_out_of_the_answer_and_esc_gives_it_up(desk: RepliesDesk) -> None:
    desk.press("Shift+Enter", "Shift+Enter")
    assert desk.answer == ""
    desk.press("Shift+Enter", "Esc")
    assert (desk.answer, desk.left) == ("", 0)
    desk.press("Esc")
    assert desk.left == 1


def test_said_is_recorded_and_leaves_the_clipboard_alone(desk: RepliesDesk) -> None:
    QGuiApplication.clipboard().setText("чужое")
    desk.begin_call(*ANNA)
    desk.find("изв")
    desk.press("Ctrl+Enter")
    assert desk.used == [(SORRY, desk.text)]
    assert desk.clipboard == "чужое"
    assert desk.told == ["Записано в звонок: сказано"]


def test_without_a_call_a_reply_is_copied_and_not_recorded(desk: RepliesDesk) -> None:
    desk.press("Ctrl+Enter")
    assert desk.told == ["Записать некуда: звонка нет. F2 начнёт"]
    desk.press("Enter")
    assert desk.clipboard == desk.text
    assert desk.used == []
    assert desk.told[1] == "Скопировано. Ctrl+V вставит в течение 30 с"


def test_favourites_and_uses_are_kept_in_the_file(desk: RepliesDesk) -> None:
    desk.find("изв")
    desk.press("Ctrl+D", "Enter", "Enter")
    kept = habits_of(desk.workplace)
    reply_id = next(one.id for one in desk.workplace.content.replies if one.title == SORRY)
    assert kept.favourites == {reply_id}
    assert kept.used == {reply_id: 2}
    desk.press("Esc", "Alt+1")
    assert desk.titles() == [SORRY]
    desk.press("Ctrl+D")
    assert desk.titles() == []


def test_the_list_does_not_move_under_the_hands_after_a_use(desk: RepliesDesk) -> None:
    before = desk.titles()
    desk.choose(before[5])
    desk.press("Enter")
    assert desk.titles() == before
    desk.come()
    assert desk.titles()[0] == before[5]


def test_a_new_edition_replaces_the_list(make: Callable[..., RepliesDesk]) -> None:
    desk = make()
    desk.screen.attach(with_reply(desk.workplace, WITH_GAPS))
    assert WITH_GAPS.title in desk.titles()


def test_the_model_keeps_qt_rules_and_speaks(
    desk: RepliesDesk, qtmodeltester: ChecksModels
) -> None:
    model: RepliesModel = desk.screen.list.model
    qtmodeltester.check(model)
    desk.press("Ctrl+D", "Shift+Enter")
    said = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == f"Ответ: {desk.chosen}, в избранном, собран, 1 из {len(desk.titles())}"


class ChecksModels:
    """pytest-qt's fixture, which has no types."""

    def check(self, model: QAbstractItemModel) -> None: ...


def test_everything_focusable_has_a_name_and_buttons_are_large_enough(
    make: Callable[..., RepliesDesk],
) -> None:
    desk = make(WITH_GAPS)
    desk.choose(WITH_GAPS.title)
    for widget in desk.window.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            interface = QAccessible.queryAccessibleInterface(widget)
            assert interface is not None
            assert interface.text(QAccessible.Text.Name), widget
    for button in desk.window.findChildren(QPushButton):
        assert button.height() >= 24
        assert button.width() >= 24


@pytest.mark.parametrize(
    ("scale", "size"),
    [(1.0, (1282, 610)), (1.5, (1288, 571)), (2.0, (1262, 532)), (1.15, (1823, 918))],
)
def test_no_wrapped_words_are_cut_at_any_size(
    make: Callable[..., RepliesDesk], look: Look, scale: float, size: tuple[int, int]
) -> None:
    look.wear(scale=scale)
    desk = make(replace(WITH_GAPS, text=WITH_GAPS.text + " Это большая проблема."), size=size)
    desk.begin_call(*ANNA)
    desk.press("Shift+Enter")
    desk.choose(WITH_GAPS.title)
    desk.press("Enter")
    for label in desk.window.findChildren(WrappedLabel):
        if label.isVisible():
            assert label.height() >= label.heightForWidth(label.width()), label.text()
    assert desk.asked == ["Дата", "Дней"]
    assert (desk.window.width(), desk.window.height()) == size


def test_a_narrow_window_shows_the_list_then_the_reply(
    make: Callable[..., RepliesDesk], look: Look
) -> None:
    look.wear(scale=2.0)
    desk = make(WITH_GAPS, size=(1262, 532))
    desk.begin_call(*ANNA)
    assert not desk.screen.pane.isVisible()
    desk.choose(WITH_GAPS.title)
    desk.press("Enter")
    assert desk.focused == "Дата"
    desk.press("Esc")
    assert desk.focused == "Найти ответ"
    assert not desk.screen.pane.isVisible()


def test_colours_and_sizes_follow_the_theme_at_run_time(desk: RepliesDesk, look: Look) -> None:
    view = desk.screen.list.list
    before = view.sizeHintForRow(0)
    look.wear("dark", 1.5)
    assert view.sizeHintForRow(0) == round(before * 1.5)
