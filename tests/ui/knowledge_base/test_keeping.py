"""База by keys alone: what the reader leaves behind: pins, reports, searches of no use."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from operator_app.domain.errors import NoticeCode, OperatorNotice
from operator_app.domain.gaps import GapKind
from operator_app.domain.ports import Records
from operator_app.domain.sops import PassageLink
from operator_app.services.openings import TEAM_OPENINGS
from operator_app.services.read_sops import note_read, remembered, toggle_pin
from operator_app.services.workplace import OpenDesk
from operator_app.ui.theme import Look
from tests.ui.knowledge_base.conftest import OpenRoom
from tests.ui.knowledge_base.reading_room import NOW, ReadingRoom, gaps, reworded, sop_of

# -- pins and reports -----------------------------------------------------------------------------


def test_pinning_shows_at_once_and_is_kept(room: ReadingRoom, open_room: OpenRoom) -> None:
    room.open_group("Доставка и сроки")
    room.press("Enter", "End")
    chosen, before = room.title(), room.rows()
    room.press("Ctrl+D")
    assert room.rows() == before
    assert "закреплён" in room.said_rows()[-1]
    assert room.told == [f"{chosen.partition('.')[0]} закреплён"]
    again = open_room()
    assert again.listed() == "Закреплённые: 1"
    assert again.rows() == [chosen]
    again.open_group("Доставка и сроки")
    assert again.rows()[0] == chosen
    again.press("Ctrl+D")
    assert remembered(again.workplace).pinned == ()


def test_a_report_keeps_the_passage_and_the_words(room: ReadingRoom) -> None:
    room.read("СОП-044")
    room.screen.desk.follow(PassageLink("СОП-042", "srok-sorvan"))
    room.press("Ctrl+G")
    form = room.screen.passage.flag_form
    assert form.passage.text().startswith("СОП-042. Срок сорван")
    room.press("Ctrl+Enter")
    assert form.isVisible()
    assert form.hint.text() == "Напишите, что не так, хватит нескольких слов"
    room.type("Клиенту обещали два дня")
    room.press("Ctrl+Enter")
    (kept,) = gaps(room)
    assert kept.place == "СОП-042#srok-sorvan"
    assert kept.words == "Клиенту обещали два дня"
    assert not form.isVisible()
    assert room.is_reading()
    assert room.told[-1] == "Замечание к СОП-042 записано, старший его увидит"


def test_a_report_quotes_what_was_selected(room: ReadingRoom) -> None:
    room.read("СОП-042")
    room.press("Ctrl+F")
    room.type("курьер")
    room.press("Esc")
    reader = room.screen.passage.reader
    cursor = reader.textCursor()
    cursor.select(cursor.SelectionType.WordUnderCursor)
    reader.setTextCursor(cursor)
    room.press("Ctrl+G")
    room.type("не так")
    room.press("Ctrl+Enter")
    assert "курьер" in gaps(room)[0].quote.lower()


def test_a_full_disk_loses_no_word_of_a_report(
    opened: OpenDesk, look: Look, russian: None, qtbot: QtBot
) -> None:
    disk = {"full": False}

    def begin() -> AbstractContextManager[Records]:
        if disk["full"]:
            raise OperatorNotice(NoticeCode.DISK_FULL)
        return opened.workplace.begin()

    room = ReadingRoom(replace(opened.workplace, begin=begin), look, qtbot, (1366, 688))
    room.read("СОП-042")
    room.press("Ctrl+G")
    room.type("не так")
    disk["full"] = True
    room.press("Ctrl+Enter")
    form = room.screen.passage.flag_form
    assert form.isVisible()
    assert form.words.toPlainText() == "не так"
    assert len(room.told) == 1
    disk["full"] = False
    room.press("Ctrl+Enter")
    assert [one.words for one in gaps(room)] == ["не так"]


def test_esc_leaves_a_report_unsent(room: ReadingRoom) -> None:
    room.read("СОП-042")
    room.press("Ctrl+G")
    room.type("х")
    room.press("Esc")
    assert room.is_reading()
    assert gaps(room) == []


def test_pins_and_marks_of_the_file_are_shown_at_the_start(
    opened: OpenDesk, open_room: Callable[..., ReadingRoom]
) -> None:
    place = opened.workplace
    toggle_pin(place, "СОП-017")
    note_read(place, reworded(sop_of(place), 0))
    room = open_room()
    assert room.groups()[:3] == ["Закреплённые: 1", "Недавние: 1", "Изменённые: 1"]
    assert room.title().startswith("СОП-017")
    assert isinstance(room.screen.desk, QObject)


def test_what_the_team_opens_is_found_nearer(
    opened: OpenDesk, open_room: Callable[..., ReadingRoom]
) -> None:
    room = open_room()
    room.look_up("дост")
    first, second = (row.partition(".")[0] for row in room.rows()[:2])
    told = {"at": NOW.isoformat(), "shares": {second: 1.0}}
    with opened.workplace.begin() as records:
        records.set_setting(TEAM_OPENINGS, json.dumps(told))
    again = open_room()
    again.look_up("дост")
    assert [row.partition(".")[0] for row in again.rows()[:2]] == [second, first]


# -- searches of no use ---------------------------------------------------------------------------


def test_a_search_that_finds_nothing_is_kept_when_it_is_given_up(room: ReadingRoom) -> None:
    room.look_up("квадрокоптерами")
    assert room.rows() == []
    room.press("Esc")
    assert [one.words for one in gaps(room, GapKind.NOTHING_FOUND)] == ["квадрокоптерами"]


def test_a_search_that_was_read_is_no_gap_and_one_passed_over_is(room: ReadingRoom) -> None:
    room.read("СОП-042")
    room.look_up("задержка")
    room.press("Enter")
    room.look_up("сковорода")
    room.look_up("ключ")
    assert [one.words for one in gaps(room, GapKind.NOT_USED)] == ["сковорода"]
