"""The journal: what is listed, what stays chosen, what is asked for, what is kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Protocol
from uuid import UUID

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from operator_app.domain.ports import JournalFilter
from operator_app.domain.records import CallRecord, JournalRow
from operator_app.ui.elements import WrappedLabel
from operator_app.ui.frame.window import layout_class
from operator_app.ui.journal.screen import JournalScreen
from operator_app.ui.models.journal import Column, JournalModel
from operator_app.ui.theme import Look

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC).astimezone().replace(hour=14, minute=40)


class ChecksModels(Protocol):
    """pytest-qt's fixture, which has no types."""

    def check(self, model: QAbstractItemModel) -> None: ...


def call(place: int, /, **changes: object) -> CallRecord:
    opened = NOW - timedelta(minutes=10 * place)
    values: dict[str, object] = {
        "id": UUID(int=place), "rev": 1, "device": UUID(int=99), "agent": "olga",
        "opened_at": opened, "closed_at": opened + timedelta(minutes=5), "status": "closed",
        "number": "+79160000000", "name": f"Клиент {place}", "order": "5510-2284",
        "script": "delivery-late", "edition": 14, "outcome": "Решено", "note": "",
        "record": "14:28 Уточнено: заказ 5510-2284", **changes,
    }  # fmt: skip
    return CallRecord(**values)  # type: ignore[arg-type]


def row(
    place: int, /, *, waiting: bool = False, refused: bool = False, **changes: object
) -> JournalRow:
    return JournalRow(call(place, **changes), waiting, refused)


@pytest.fixture
def screen(look: Look, qtbot: QtBot, russian: None) -> JournalScreen:
    made = JournalScreen(look, lambda: NOW)
    qtbot.addWidget(made)
    made.resize(1280, 640)
    with qtbot.waitExposed(made):
        made.show()
    return made


def shown(screen: JournalScreen) -> list[list[str]]:
    model = screen.model
    return [
        [str(model.index(r, c).data()) for c in range(model.columnCount())]
        for r in range(model.rowCount())
    ]


def test_the_model_keeps_qt_rules(qtmodeltester: ChecksModels) -> None:
    model = JournalModel()
    qtmodeltester.check(model)
    model.show_rows([row(1), row(2, waiting=True)], NOW)
    qtmodeltester.check(model)
    model.show_signs_only(signs_only=True)
    model.show_rows([row(2)], NOW)
    qtmodeltester.check(model)


def test_a_row_says_when_who_what_came_of_it_and_whether_it_was_sent(
    screen: JournalScreen,
) -> None:
    screen.set_rows(
        [
            row(1, status="open", closed_at=None, outcome="", waiting=True),
            row(2, name="", status="parked"),
            row(3, name="", number="", order="", script="", outcome=""),
            row(4, opened_at=NOW - timedelta(days=1), refused=True, waiting=True),
            row(5, opened_at=NOW - timedelta(days=365), script=""),
        ]
    )
    screen.name_scripts({"delivery-late": "Доставка задерживается"})
    yesterday, last_year = NOW - timedelta(days=1), NOW - timedelta(days=365)
    assert shown(screen) == [
        ["14:30", "Клиент 1", "Доставка задерживается", "Идёт", "Ждёт отправки"],
        ["14:20", "+79160000000", "Доставка задерживается", "Отложен", "Отправлено"],
        ["14:10", "Клиент не назван", "Без сценария", "Без итога", "Отправлено"],
        [f"{yesterday:%d.%m} 14:40", "Клиент 4", "Доставка задерживается", "Решено", "Не принято"],
        [f"{last_year:%d.%m.%Y} 14:40", "Клиент 5", "Без сценария", "Решено", "Отправлено"],
    ]
    said = screen.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == ("Звонок: 14:30, Клиент 1, Доставка задерживается, Идёт, Ждёт отправки, 1 из 5")


def test_the_newest_call_is_read_at_once(screen: JournalScreen) -> None:
    screen.set_rows([row(1), row(2)])
    assert screen.reader.who.text() == "Клиент 1"
    assert "заказ\u00a05510-2284\u00a0· " in screen.reader.facts.text()
    assert screen.reader.record.toPlainText() == "14:28 Уточнено: заказ 5510-2284"
    assert screen.filters.count.text() == "Звонков: 2"


def test_the_chosen_call_stays_chosen_when_a_new_one_arrives(screen: JournalScreen) -> None:
    screen.set_rows([row(1), row(2)])
    screen.table.setFocus()
    QTest.keyClick(screen.table, Qt.Key.Key_Down)
    assert screen.reader.who.text() == "Клиент 2"
    screen.set_rows([row(0), row(1), row(2)])
    assert screen.table.currentIndex().row() == 2
    assert screen.reader.who.text() == "Клиент 2"
    screen.set_rows([row(0)])
    assert screen.reader.who.text() == "Клиент 0"


def test_nothing_listed_is_said_in_the_design_words(screen: JournalScreen) -> None:
    assert screen.empty.isVisible()
    assert screen.empty.text() == "Сегодня звонков ещё не было"
    assert screen.reader.who.text() == "Выберите звонок"
    screen.filters.unsent.setChecked(True)
    screen.set_rows([])
    assert screen.empty.text() == "Таких звонков нет. Esc покажет все"


def test_filters_ask_for_what_they_say(screen: JournalScreen, qtbot: QtBot) -> None:
    screen.set_rows([row(1), row(2, outcome="Возврат денег")])
    asked: list[JournalFilter] = []
    screen.filter_changed.connect(asked.append)
    screen.filters.text.setFocus()
    QTest.keyClicks(screen.filters.text, "5510  2284")
    qtbot.waitUntil(lambda: len(asked) == 1)
    screen.filters.unsent.setFocus()
    QTest.keyClick(screen.filters.unsent, Qt.Key.Key_Space)
    screen.filters.outcomes.setFocus()
    QTest.keyClick(screen.filters.outcomes, Qt.Key.Key_Down)
    assert asked[0] == JournalFilter(text="5510 2284")
    assert asked[1] == JournalFilter(text="5510 2284", waiting_only=True)
    assert screen.filters.outcomes.currentText() == "Возврат денег"
    assert screen.wanted() == JournalFilter(
        outcome="Возврат денег", text="5510 2284", waiting_only=True
    )
    QTest.keyClick(screen.filters.outcomes, Qt.Key.Key_Escape)
    assert asked[-1] == JournalFilter()
    assert screen.table.hasFocus()
    assert screen.filters.text.text() == ""


def test_only_a_closed_call_is_taken_back(screen: JournalScreen, qtbot: QtBot) -> None:
    screen.set_rows([row(1, status="open"), row(2)])
    assert not screen.reader.reopen.isEnabled()
    screen.table.setFocus()
    QTest.keyClick(screen.table, Qt.Key.Key_Down)
    screen.reader.reopen.setFocus()
    with qtbot.waitSignal(screen.reopen_requested) as asked:
        QTest.keyClick(screen.reader.reopen, Qt.Key.Key_Space)
    assert asked.args == [UUID(int=2)]


def test_a_note_cannot_be_typed_until_something_keeps_it(screen: JournalScreen) -> None:
    screen.set_rows([row(1, note="старая")])
    assert screen.reader.note.isReadOnly()
    screen.reader.allow_notes(allowed=True)
    assert not screen.reader.note.isReadOnly()


def test_a_typed_note_is_sent_off_and_not_overwritten(screen: JournalScreen, qtbot: QtBot) -> None:
    screen.reader.allow_notes(allowed=True)
    screen.set_rows([row(1), row(2)])
    kept: list[tuple[UUID, str]] = []
    screen.note_edited.connect(lambda call_id, text: kept.append((call_id, text)))
    note = screen.reader.note
    note.setFocus()
    QTest.keyClicks(note, "zvonit vecherom")
    screen.set_rows([row(1), row(2)])
    assert note.toPlainText() == "zvonit vecherom"
    screen.table.selectRow(1)
    assert kept == [(UUID(int=1), "zvonit vecherom")]
    assert note.toPlainText() == ""
    QTest.keyClicks(note, "ok")
    screen.hide()
    assert kept[-1] == (UUID(int=2), "ok")


def test_a_note_is_sent_off_while_its_writer_thinks(screen: JournalScreen, qtbot: QtBot) -> None:
    screen.reader.allow_notes(allowed=True)
    screen.set_rows([row(1)])
    screen.reader.note.setFocus()
    sent: list[tuple[UUID, str]] = []
    screen.note_edited.connect(lambda call_id, text: sent.append((call_id, text)))
    QTest.keyClicks(screen.reader.note, "zvonit vecherom")
    # On a slow machine the first letters may have gone before the last was typed.
    qtbot.waitUntil(lambda: sent[-1:] == [(UUID(int=1), "zvonit vecherom")], timeout=60_000)


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
def test_it_fits_a_small_screen_at_any_scale(
    screen: JournalScreen, look: Look, scale: float
) -> None:
    look.wear(scale=scale)
    wide, high = 1366, 688
    screen.arrange(layout_class(wide, high, scale))
    screen.set_rows([row(n, waiting=n % 3 == 0) for n in range(1, 30)])
    screen.resize(wide - round(84 * scale), high - round(78 * scale))
    QApplication.processEvents()
    assert screen.minimumSizeHint().width() <= wide - 84 * scale
    assert screen.minimumSizeHint().height() <= high - 78 * scale
    for label in screen.findChildren(WrappedLabel):
        if label.isVisible():
            assert label.height() >= label.heightForWidth(label.width())
    bar = screen.table.horizontalScrollBar()
    assert bar.maximum() == 0


def test_in_one_column_enter_reads_and_esc_goes_back(screen: JournalScreen, look: Look) -> None:
    look.wear(scale=2.0)
    screen.arrange(layout_class(1366, 688, 2.0))
    screen.set_rows([row(1), row(2)])
    assert not screen.reader.isVisible()
    screen.table.setFocus()
    QTest.keyClick(screen.table, Qt.Key.Key_Return)
    assert screen.reader.record.hasFocus()
    assert not screen.table.isVisible()
    QTest.keyClick(screen.reader.record, Qt.Key.Key_Escape)
    assert screen.table.hasFocus()


def test_with_less_width_the_sign_speaks_through_tool_tip_and_reader(
    screen: JournalScreen,
) -> None:
    screen.arrange(layout_class(1366, 688, 1.5))
    screen.set_rows([row(1, waiting=True)])
    cell = screen.model.index(0, Column.SENDING)
    assert cell.data() is None
    assert cell.data(Qt.ItemDataRole.ToolTipRole) == "Ждёт отправки"
    assert cell.data(Qt.ItemDataRole.DecorationRole) is not None
    assert "Ждёт\u00a0отправки" in screen.reader.facts.text()


def test_every_stop_of_the_tab_key_is_named(screen: JournalScreen) -> None:
    screen.set_rows([row(1)])
    stops = [
        widget
        for widget in screen.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert len(stops) >= 7
    for stop in stops:
        interface = QAccessible.queryAccessibleInterface(stop)
        assert interface is not None
        assert interface.text(QAccessible.Text.Name), stop
