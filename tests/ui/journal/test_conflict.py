"""Two versions of a call in the journal: what is told, which keys choose, what stays in sight."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from operator_app.domain.conflicts import Choice, Conflict
from operator_app.domain.records import JournalRow
from operator_app.ui.elements import WrappedLabel
from operator_app.ui.frame.window import layout_class
from operator_app.ui.journal.screen import JournalScreen
from operator_app.ui.models.journal import Column
from operator_app.ui.theme import Look
from tests.ui.journal.test_journal import NOW, call

CHANGED = NOW.replace(minute=20)
SENTENCE = (
    "Звонок изменён на другом компьютере в 14:20. 1 оставить моё, 2 взять то, 3 сохранить оба"
)
DIGITS = {Qt.Key.Key_1: Choice.MINE, Qt.Key.Key_2: Choice.THEIRS, Qt.Key.Key_3: Choice.BOTH}


def two_versions(place: int = 1, **changes: object) -> JournalRow:
    """A call whose note and outcome differ, nothing chosen yet."""
    mine = call(place, note="перезвонить в среду", **changes)
    theirs = replace(mine, rev=7, note="перезвонить в пятницу", outcome="Возврат")
    return JournalRow(mine, True, True, Conflict(mine, theirs, CHANGED))


def settled(choice: Choice) -> JournalRow:
    """The same call as that choice left it."""
    row = two_versions()
    assert row.conflict is not None
    kept = row.conflict.mine if choice is Choice.MINE else row.conflict.theirs
    chosen = replace(row.conflict, choice=choice, chosen=kept.digest())
    return JournalRow(kept, True, False, chosen)


@pytest.fixture
def screen(look: Look, qtbot: QtBot, russian: None) -> JournalScreen:
    made = JournalScreen(look, lambda: NOW)
    qtbot.addWidget(made)
    made.resize(1280, 640)
    with qtbot.waitExposed(made):
        made.show()
    return made


def pressed(screen: JournalScreen, on: QWidget, key: Qt.Key) -> list[tuple[object, Choice]]:
    """What is asked for by one key on a part of the screen."""
    asked: list[tuple[object, Choice]] = []
    screen.version_chosen.connect(lambda call_id, choice: asked.append((call_id, choice)))
    on.setFocus()
    assert on.hasFocus()
    QTest.keyClick(on, key)
    return asked


def test_the_bar_says_the_design_words_and_every_difference(screen: JournalScreen) -> None:
    screen.set_rows([two_versions()])
    bar = screen.reader.conflict
    assert bar.isVisible()
    # A digit stays in the line of what it does.
    assert bar.words.text().replace("\u00a0", " ") == SENTENCE
    told = bar.details.toPlainText().splitlines()
    assert told == [
        "Итог", "Моё: Решено", "То: Возврат",
        "Заметка", "Моё: перезвонить в среду", "То: перезвонить в пятницу",
    ]  # fmt: skip
    assert screen.model.index(0, Column.SENDING).data() == "Два варианта"


def test_a_call_without_two_versions_has_no_bar(screen: JournalScreen) -> None:
    screen.set_rows([two_versions(1), JournalRow(call(2), waiting=False, quarantined=False)])
    screen.table.selectRow(1)
    assert screen.reader.conflict.isHidden()
    assert pressed(screen, screen.table, Qt.Key.Key_1) == []


@pytest.mark.parametrize(("key", "choice"), DIGITS.items())
def test_plain_digits_choose_from_the_list_and_anywhere_in_the_bar(
    screen: JournalScreen, key: Qt.Key, choice: Choice
) -> None:
    row = two_versions()
    screen.set_rows([row])
    bar = screen.reader.conflict
    for part in (screen.table, bar.details, bar.buttons[Choice.MINE]):
        assert pressed(screen, part, key)[-1] == (row.call.id, choice)


def test_digits_are_digits_where_somebody_types(screen: JournalScreen) -> None:
    screen.reader.allow_notes(allowed=True)
    screen.set_rows([two_versions()])
    assert pressed(screen, screen.reader.note, Qt.Key.Key_1) == []
    assert pressed(screen, screen.filters.text, Qt.Key.Key_2) == []
    assert screen.filters.text.text() == "2"


def test_a_button_chooses_too(screen: JournalScreen) -> None:
    row = two_versions()
    screen.set_rows([row])
    button = screen.reader.conflict.buttons[Choice.BOTH]
    assert pressed(screen, button, Qt.Key.Key_Space) == [(row.call.id, Choice.BOTH)]


def test_a_call_in_hand_is_ended_first(screen: JournalScreen) -> None:
    screen.set_rows([two_versions(status="open", closed_at=None)])
    bar = screen.reader.conflict
    assert bar.words.text().endswith("Сначала завершите его: F12")
    assert not any(one.isVisible() for one in bar.buttons.values())
    assert pressed(screen, screen.table, Qt.Key.Key_1) == []


@pytest.mark.parametrize("choice", DIGITS.values())
def test_a_choice_is_told_and_the_other_two_are_offered(
    screen: JournalScreen, choice: Choice
) -> None:
    screen.set_rows([settled(choice)])
    bar = screen.reader.conflict
    assert {Choice.MINE: "Оставлено моё", Choice.THEIRS: "Взято то", Choice.BOTH: "Сохранены оба"}[
        choice
    ] in bar.words.text()
    assert {one for one, button in bar.buttons.items() if button.isVisible()} == {
        *DIGITS.values()
    } - {choice}
    assert screen.model.index(0, Column.SENDING).data() == "Ждёт отправки"


def test_after_another_edit_the_versions_are_only_shown(screen: JournalScreen) -> None:
    row = settled(Choice.MINE)
    screen.set_rows([replace(row, call=replace(row.call, rev=9, note="третий"))])
    bar = screen.reader.conflict
    assert "перезвонить в пятницу" in bar.details.toPlainText()
    assert pressed(screen, screen.table, Qt.Key.Key_2) == []


def test_another_day_is_named(screen: JournalScreen) -> None:
    row = two_versions()
    assert row.conflict is not None
    earlier = replace(row.conflict, changed_at=CHANGED - timedelta(days=1))
    screen.set_rows([replace(row, conflict=earlier)])
    day = f"{earlier.changed_at:%d.%m}"
    assert f"компьютере {day} в 14:20. " in screen.reader.conflict.words.text()


def test_what_a_customer_said_is_never_markup(screen: JournalScreen) -> None:
    row = two_versions()
    assert row.conflict is not None
    theirs = replace(row.conflict.theirs, note="<b>жирно</b> & <script>")
    screen.set_rows([replace(row, conflict=replace(row.conflict, theirs=theirs))])
    assert "<b>жирно</b> & <script>" in screen.reader.conflict.details.toPlainText()


def test_long_texts_are_shown_whole_and_scroll(screen: JournalScreen) -> None:
    row = two_versions()
    assert row.conflict is not None
    theirs = replace(row.conflict.theirs, note="слово " * 1_500, record="строка\n" * 3_000)
    screen.set_rows([replace(row, conflict=replace(row.conflict, theirs=theirs))])
    details = screen.reader.conflict.details
    assert details.toPlainText().count("слово") == 1_500
    assert details.verticalScrollBar().maximum() > 0
    assert screen.height() == 640


@pytest.mark.parametrize("russian_words", [True, False], ids=["ru", "en"])
@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
def test_the_bar_fits_a_small_screen_at_any_scale(
    look: Look,
    qtbot: QtBot,
    scale: float,
    russian_words: bool,
    request: pytest.FixtureRequest,
) -> None:
    if russian_words:
        request.getfixturevalue("russian")
    screen = JournalScreen(look, lambda: NOW)
    qtbot.addWidget(screen)
    look.wear(scale=scale)
    wide, high = 1366, 688
    screen.arrange(layout_class(wide, high, scale))
    screen.set_rows([two_versions(1), two_versions(2)])
    screen.resize(wide - round(84 * scale), high - round(78 * scale))
    screen.show()
    screen.table.setFocus()
    QTest.keyClick(screen.table, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert screen.minimumSizeHint().width() <= wide - 84 * scale
    assert screen.minimumSizeHint().height() <= high - 78 * scale
    assert screen.reader.conflict.isVisible()
    for label in screen.findChildren(WrappedLabel):
        if label.isVisible():
            assert label.height() >= label.heightForWidth(label.width())
    for button in screen.reader.conflict.buttons.values():
        assert button.width() >= button.sizeHint().width()
