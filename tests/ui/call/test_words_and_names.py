"""What stands on the screen, word by word, and what a screen reader calls it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from operator_app.domain.errors import NoticeCode, OperatorNotice
from tests.ui.call.call_desk import CallDesk


def states(desk: CallDesk) -> list[str]:
    """Bring the desk into each of its states, telling which."""
    return ["idle", "call", "script", "typed", "other", "skip", "form", "end"]


def enter(desk: CallDesk, state: str) -> None:
    keys = {
        "call": ["F2"],
        "script": ["Alt+1"],
        "typed": ["Alt+1"],
        "other": ["Esc", "Alt+0"],
        "skip": ["Esc", "Shift+F8"],
        "form": ["Esc", "Ctrl+I"],
        "end": ["Esc", "F12"],
    }
    for one in keys.get(state, []):
        desk.press(one)


def test_row_13_everything_that_takes_the_focus_has_a_name(desk: CallDesk) -> None:
    for state in states(desk):
        enter(desk, state)
        for widget in desk.visible():
            if widget.focusPolicy() is Qt.FocusPolicy.NoFocus or not widget.isEnabled():
                continue
            reader = QAccessible.queryAccessibleInterface(widget)
            name = reader.text(QAccessible.Text.Name)
            assert name or _inside_a_named_one(widget), f"{state}: {widget!r} has no name"


def _inside_a_named_one(widget: QWidget) -> bool:
    # The editor of a combo box and the viewport of a view speak through the one around them.
    around = widget.parentWidget()
    return isinstance(around, QComboBox) and bool(around.accessibleName())


def test_a_combo_box_has_a_label_of_its_own(desk: CallDesk) -> None:
    desk.press("F2")
    labels = [one for one in desk.visible() if isinstance(one, QLabel)]
    combos = [one for one in desk.visible() if isinstance(one, QComboBox)]
    assert combos
    for combo in combos:
        assert [one.text() for one in labels if one.buddy() is combo]


def test_row_16_the_words_of_search(desk: CallDesk) -> None:
    field = desk.screen.knowledge.search
    assert field.placeholderText() == "Начните печатать, например «возврат»"
    desk.press("F2")
    assert desk.title() == "Сценарий не выбран. Запись ведётся. F3 найдёт СОП"
    desk.type("жжжжжжж")
    told = "По запросу «жжжжжжж» ничего нет. Сократите слово или спросите старшего: F8"
    assert desk.told_of_search() == told
    desk.look_up("pflth;rf")
    assert desk.told_of_search() == "Показано по запросу «задержка»"


def test_row_16_the_words_of_the_call_and_the_journal(desk: CallDesk) -> None:
    desk.press("Ctrl+4")
    assert "Сегодня звонков ещё не было" in desk.labels()
    desk.press("F2")
    desk.close()
    assert desk.message() == "Идёт звонок. Сначала завершите его: F12"
    desk.world.disk.refusal = OperatorNotice(NoticeCode.DISK_FULL)
    desk.press("F12")
    assert desk.message() == (
        "Не сохранено: на диске нет места. Не закрывайте окно, освободите место, нажмите Ctrl+S"
    )
    desk.world.disk.refusal = None
    desk.press("Ctrl+S")


def test_the_age_of_the_content_stands_in_the_idle_bar(desk: CallDesk) -> None:
    desk.press("Ctrl+1")
    assert any(one.startswith("База от ") for one in desk.top_bar().split(" | "))
