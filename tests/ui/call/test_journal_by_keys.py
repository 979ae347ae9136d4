"""The journal in the whole window, by keys, on a real file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from operator_app.content.tables import read_table
from operator_app.domain.calls import MAX_NOTE
from operator_app.ui.journal.desk import JournalDesk
from tests.ui.call.call_desk import CallDesk


def shown(desk: CallDesk) -> JournalDesk:
    screen = desk.window.screens.screen("journal")
    assert isinstance(screen, JournalDesk)
    return screen


def customers(desk: CallDesk) -> list[str]:
    model = shown(desk).view.model
    return [str(model.index(row, 1).data()) for row in range(model.rowCount())]


def have_call(desk: CallDesk, number: str, note: str = "") -> None:
    """A call that began, was noted and ended; the clock has gone on."""
    desk.press("F2")
    desk.type(number)
    desk.press("Enter")
    if note:
        desk.press("F5")
        desk.type(note)
    desk.press("F12")
    desk.clock.now += timedelta(seconds=20)


@pytest.fixture
def listed(desk: CallDesk) -> CallDesk:
    """Two calls of today, one of them noted, and the journal in front."""
    have_call(desk, "89165550142", "prosit zvonit vecherom")
    have_call(desk, "89165550143")
    desk.press("Ctrl+4")
    assert customers(desk) == ["+79165550143", "+79165550142"]
    return desk


def test_f3_finds_by_words_of_the_note(listed: CallDesk) -> None:
    listed.press("F3")
    listed.type("vecherom")
    listed.wait_for(lambda: customers(listed) == ["+79165550142"])
    listed.press("Esc")
    listed.settle()
    assert len(customers(listed)) == 2


def test_a_day_that_is_typed_filters(listed: CallDesk) -> None:
    filters = shown(listed).view.filters
    filters.day.setFocus()
    listed.type("вчера")
    listed.wait_for(lambda: customers(listed) == [])
    filters.day.setFocus()
    listed.press_backspaces(5)
    listed.type("дрон")
    listed.wait_for(lambda: len(customers(listed)) == 2)
    assert filters.count.text() == "Нужен день, например 18.11"
    filters.noted.setFocus()
    listed.press("Space")
    assert customers(listed) == ["+79165550142"]


def test_today_is_another_day_after_midnight(listed: CallDesk) -> None:
    shown(listed).view.filters.day.setFocus()
    listed.type("сегодня")
    listed.wait_for(lambda: shown(listed).view.filters.wanted().since is not None)
    listed.press("Ctrl+4")
    assert len(customers(listed)) == 2
    listed.clock.now += timedelta(days=1)
    listed.press("Ctrl+1")
    listed.press("Ctrl+4")
    assert customers(listed) == []


def test_an_outcome_is_changed_in_place_and_waits_to_be_sent(listed: CallDesk) -> None:
    listed.press("Shift+F12")
    assert listed.focus() == "Итог"
    listed.type("Перезвонили")
    listed.press("Enter")
    kept = listed.world.disk.calls()[-1]
    assert (kept.number, kept.outcome) == ("+79165550143", "Перезвонили")
    assert kept.record.splitlines()[-1].endswith("Итог изменён: Перезвонили")
    assert listed.world.disk.events(kept.id)[-1].text("text") == "Перезвонили"


def test_f5_writes_the_note_of_the_chosen_call(listed: CallDesk) -> None:
    listed.press("F5")
    listed.type("ne zvonit")
    listed.press("Ctrl+1")
    listed.settle()
    assert listed.world.disk.calls()[-1].note == "ne zvonit"


def test_f12_returns_a_call_that_was_changed_in_the_journal_meanwhile(desk: CallDesk) -> None:
    desk.press("F2")
    desk.press("F12")
    desk.press("Ctrl+4")
    desk.press("F5")
    desk.type("perezvonit")
    desk.press("Shift+F12")
    desk.type("Ждём")
    desk.press("Enter")
    desk.press("F12")
    assert (desk.note(), desk.outcome()) == ("perezvonit", "Ждём")
    desk.press("F12")
    kept = desk.world.disk.calls()[-1]
    assert (kept.status, kept.note, kept.outcome) == ("closed", "perezvonit", "Ждём")
    events = desk.world.disk.events(kept.id)
    assert [one.seq for one in events] == list(range(1, len(events) + 1))
    assert {"outcome", "note", "reopened"} < {one.kind.value for one in events}


def test_what_was_typed_last_in_the_journal_is_in_the_call_that_f12_returns(desk: CallDesk) -> None:
    desk.press("F2")
    desk.press("F12")
    desk.press("Ctrl+4")
    desk.press("F5")
    desk.strike("skoro")
    desk.press("F12")
    assert desk.note() == "skoro"


def test_a_note_too_long_to_be_kept_says_where_and_stays_in_sight(listed: CallDesk) -> None:
    QApplication.clipboard().setText("а" * (MAX_NOTE - 6) + " конец лишнее")
    listed.press("F5")
    listed.press("Ctrl+V")
    view = shown(listed).view
    told = view.reader.too_long
    assert told.isVisible()
    assert told.text().endswith("конец» не сохранится")
    view.reader.keep_now()
    listed.settle()
    assert listed.world.disk.calls()[-1].note.endswith(" конец")
    view.table.setFocus()
    shown(listed).refresh()
    listed.settle()
    assert view.reader.note.toPlainText().endswith(" лишнее")
    listed.press("↓")
    assert not told.isVisible()


def test_ctrl_enter_takes_the_chosen_call_back_to_work(listed: CallDesk) -> None:
    listed.press("↓")
    listed.press("Ctrl+Enter")
    assert listed.call.call.customer.number == "+79165550142"
    assert listed.note() == "prosit zvonit vecherom"
    assert listed.record()[-1] == "Звонок возвращён в работу"


def test_what_is_listed_becomes_two_tables_in_the_documents(
    listed: CallDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here: Callable[[], Path] = lambda: tmp_path / "Документы"  # noqa: E731
    monkeypatch.setattr("operator_app.ui.journal.desk.printing_folder", here)
    shown(listed).view.filters.noted.setFocus()
    listed.press("Space")
    listed.press("Ctrl+P")
    files = sorted(here().iterdir())
    assert [one.suffix for one in files] == [".csv", ".xlsx"]
    assert listed.message().startswith(f"Сохранено: {files[1]}")
    for one in files:
        rows = [row.cells for row in read_table(one.read_bytes(), one.name)]
        assert [row[rows[0].index("number")] for row in rows] == ["number", "+79165550142"]
