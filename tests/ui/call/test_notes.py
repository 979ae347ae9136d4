"""The note: what is too long to be kept is said, and is not taken out of sight."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from operator_app.domain.calls import MAX_NOTE
from tests.ui.call.call_desk import CallDesk


def test_a_note_too_long_to_be_kept_stays_in_sight_through_the_call(desk: CallDesk) -> None:
    whole = "а" * (MAX_NOTE - 6) + " конец лишнее"
    QApplication.clipboard().setText(whole)
    desk.press("F2")
    desk.press("F5")
    desk.press("Ctrl+V")
    warned = "Больше 10\u00a0000 знаков. Всё после «…"
    assert [one.partition("конец")[2] for one in desk.labels() if warned in one] == [
        "» не сохранится"
    ]
    for keys in ("Ctrl+S", "F12", "F12", "F2", "Shift+F2"):
        desk.press(keys)
    assert desk.note() == whole
    assert desk.world.disk.calls()[0].note == whole[:MAX_NOTE]
    desk.press("F5")
    desk.press("Ctrl+End")
    desk.press_backspaces(7)
    desk.settle()
    assert not [one for one in desk.labels() if warned in one]


def test_without_a_call_nothing_is_typed_that_no_call_would_keep(desk: CallDesk) -> None:
    desk.press("F2")
    desk.press("F5")
    desk.type("курьер уже едет")
    desk.press("F12")
    # Typed on: into the search, in sight, and not into the note of a call that is over.
    desk.type("возврат")
    assert desk.note() == ""
    assert desk.screen.knowledge.search.text() == "возврат"
    desk.press("F5")
    assert "Звонка нет. Заметка к прошлому: Ctrl+4, затем F5" in desk.told
    desk.type("ы")
    assert desk.note() == ""
    assert not desk.screen.record.outcome.isEnabled()
    desk.press("F12")
    desk.press("F5")
    desk.press("Ctrl+End")
    desk.type(", звонил")
    kept = desk.note()
    assert kept.endswith(", звонил")
    desk.press("F12")
    assert desk.world.disk.calls()[0].note == kept
