"""Forms whose words are typed in the wrong keyboard layout find what was meant."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QListWidget

from operator_app.ui.call.record_form import FormList
from tests.ui.call.call_desk import CallDesk


def chosen(desk: CallDesk) -> str:
    (seen,) = (one for one in desk.visible() if isinstance(one, QListWidget))
    (row,) = seen.selectedItems()
    return row.text()


def test_a_code_is_found_though_the_layout_was_not_switched(desk: CallDesk) -> None:
    desk.press("F2")
    desk.press("Shift+F12")
    desk.type("gjcsk yfi")
    desk.press("Enter")
    assert desk.record()[-1] == "Итог изменён: Посылка нашлась"


def test_the_time_of_a_callback_is_understood(desk: CallDesk) -> None:
    desk.press("F7")
    desk.type("pfdnhf d 10:30")
    day = desk.clock.now.astimezone() + timedelta(days=1)
    assert f"завтра, {day:%d.%m}, 10:30" in desk.labels()


@pytest.mark.parametrize("key", ["д", "l"])
def test_a_letter_chooses_a_sum_in_either_layout(desk: CallDesk, key: str) -> None:
    desk.press("F2")
    desk.press("F9")
    desk.type(key)
    assert chosen(desk) == "Другая"


@pytest.mark.parametrize("key", ["н", "y"])
def test_a_letter_chooses_a_question_in_either_layout(desk: CallDesk, key: str) -> None:
    desk.press("F2")
    desk.press("Shift+F11")
    desk.type(key)
    assert chosen(desk).startswith("Н")


@pytest.mark.parametrize(("typed", "row"), [(",", 1), ("crm", 0), ("БР", 1)])
def test_letters_that_are_signs_in_the_other_layout(desk: CallDesk, typed: str, row: int) -> None:
    rows = FormList(desk.window)
    rows.addItems(["CRM не открылась", "Брак", "Срок"])
    for key in typed:
        rows.keyboardSearch(key)
    assert rows.currentRow() == row
