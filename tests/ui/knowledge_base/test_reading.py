"""База by keys alone: read, follow, find in the text, carry away."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QColor, QTextDocument, QTextTable
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from operator_app.domain.sops import PassageLink
from operator_app.services.read_sops import remembered
from operator_app.ui.reading import printing
from operator_app.ui.reading.fragments import BADGE, MARK, pictures_in, runs
from tests.ui.knowledge_base.reading_room import ReadingRoom, newer, reworded, sop_of

IMAGE = QTextDocument.ResourceType.ImageResource


def lines_of_tables(room: ReadingRoom) -> set[str]:
    """The colours of the lines of the tables on the card."""
    frames = room.screen.passage.reader.document().rootFrame().childFrames()
    tables = [one for one in frames if isinstance(one, QTextTable)]
    return {one.format().borderBrush().color().name() for one in tables}


# -- reading --------------------------------------------------------------------------------------


def test_tables_are_ruled_with_the_line_of_the_theme(room: ReadingRoom) -> None:
    room.read("СОП-001")
    light = QColor(room.look.tokens.line).name()
    assert lines_of_tables(room) == {light}
    room.look.wear("dark")
    assert lines_of_tables(room) == {QColor(room.look.tokens.line).name()} != {light}


def test_links_lead_on_and_alt_left_leads_back(room: ReadingRoom) -> None:
    room.read("СОП-042")
    room.press("Tab", "Enter")
    followed = room.title()
    assert followed.startswith("СОП-051")
    assert room.screen.passage.back.isVisible()
    room.press("Tab", "Enter")
    third = room.title()
    assert third != followed
    room.press("Alt+←")
    assert room.title() == followed
    room.press("Alt+→")
    assert room.title() == third
    room.press("Esc", "Esc")
    assert room.title() == "СОП-042. Задержка доставки"
    assert room.is_reading()
    assert not room.screen.passage.back.isVisible()
    room.press("Esc")
    assert not room.is_reading()
    assert remembered(room.workplace).recent[0] == "СОП-042"


def test_a_link_opens_at_its_passage(room: ReadingRoom) -> None:
    room.read("СОП-044")
    room.screen.desk.follow(PassageLink("СОП-042", "srok-sorvan"))
    section = sop_of(room.workplace).section("srok-sorvan")
    assert section is not None
    assert room.section() == section.title


def test_a_broken_link_is_told_and_leads_nowhere(room: ReadingRoom) -> None:
    room.read("СОП-044")
    room.screen.desk.follow(PassageLink("СОП-999"))
    assert room.title().startswith("СОП-044")
    assert room.told == ["СОП-999 нет в этой редакции. Сообщите старшему: Ctrl+G"]


def test_the_contents_lead_through_the_text(room: ReadingRoom) -> None:
    room.read("СОП-042")
    room.press("F6", "↓", "↓")
    titles = [one.title for one in sop_of(room.workplace).sections if one.title]
    assert room.section() in titles[1:3]
    room.press("Enter")
    assert room.is_reading()
    assert room.screen.passage.reader.verticalScrollBar().value() > 0


def test_scrolling_moves_the_mark_in_the_contents(room: ReadingRoom, qtbot: QtBot) -> None:
    room.read("СОП-042")
    titles = [one.title for one in sop_of(room.workplace).sections if one.title]
    assert room.section() == ""
    room.press("End")
    qtbot.waitUntil(lambda: room.section() in titles[2:])


def test_marks_of_a_text_that_is_gone_are_dropped(room: ReadingRoom) -> None:
    reader = room.screen.passage.reader
    room.read("СОП-042")
    before = reader.text()
    room.read("СОП-017")
    reader.mark_found(before, ((len(before) - 5, len(before) - 1),))
    assert reader.extraSelections() == []
    reader.mark_found(reader.text(), ((0, 3),))
    assert [one.cursor.selectionEnd() for one in reader.extraSelections()] == [3]


def test_what_changed_is_named_until_it_was_read(room: ReadingRoom) -> None:
    room.read("СОП-042")
    room.press("F3", "Ctrl+A", "Del")
    sop = sop_of(room.workplace)
    after = newer(room.workplace, reworded(sop, 1))
    room.look_up("СОП-017")
    room.press("F3", "Ctrl+A", "Del")
    room.screen.attach(after)
    assert room.groups()[2] == "Изменённые: 1"
    room.open_group("Изменённые")
    assert "изменён" in room.said_rows()[0]
    title = sop.sections[1].title
    assert room.warnings() == [f"Изменено с вашего прошлого чтения: {title}"]
    assert f"{title}  \u00a0изменено\u00a0" in room.text()
    room.press("Enter", "Enter")
    assert room.groups()[2] == "Изменённые: 0"
    assert room.warnings() == [f"Изменено с вашего прошлого чтения: {title}"]
    room.read("СОП-017")
    room.read("СОП-042")
    assert room.warnings() == []
    assert "изменено" not in room.text()


def test_a_new_edition_waits_for_the_reader(room: ReadingRoom) -> None:
    room.read("СОП-042")
    before = room.text()
    after = newer(room.workplace, reworded(sop_of(room.workplace), 1))
    room.screen.attach(after)
    assert room.text() == before
    time = f"{after.published_at.astimezone():%H:%M}"
    assert room.warnings() == [f"СОП-042 обновлён в {time}. Enter откроет новую редакцию"]
    room.press("Enter")
    assert "Перезвоните клиенту." in room.text()
    assert room.warnings()[0].startswith("Изменено с вашего прошлого чтения")
    assert "редакция 2" in room.facts()


def test_an_edition_that_changes_another_procedure_disturbs_nobody(room: ReadingRoom) -> None:
    room.read("СОП-042")
    room.screen.attach(newer(room.workplace, reworded(sop_of(room.workplace, "СОП-017"), 0)))
    assert room.warnings() == []
    assert room.title() == "СОП-042. Задержка доставки"


def test_coming_back_to_the_screen_finds_the_text_where_it_was(room: ReadingRoom) -> None:
    room.open_group("Гарантия")
    room.screen.desk.read(PassageLink("СОП-042", "srok-sorvan"))
    section = room.section()
    room.screen.come_forward()
    assert room.title() == "СОП-042. Задержка доставки"
    assert room.section() == section
    assert room.listed().startswith("Гарантия: ")


# -- find in the text -----------------------------------------------------------------------------


def test_find_counts_and_goes_round(room: ReadingRoom) -> None:
    room.read("СОП-042")
    room.press("Ctrl+F")
    room.type("КУРЬЕР")
    count = room.text().lower().count("курьер")
    assert count > 2
    bar = room.screen.passage.find_bar
    assert bar.count.text() == f"1 из {count}"
    assert len(room.marked()) == count
    room.press("Enter")
    assert bar.count.text() == f"2 из {count}"
    room.press("Shift+Enter", "Shift+Enter")
    assert bar.count.text() == f"{count} из {count}"
    room.press("Esc")
    assert not bar.isVisible()
    assert room.is_reading()
    assert room.marked() == []


def test_find_takes_any_space_and_yo(room: ReadingRoom) -> None:
    room.read("СОП-042")
    room.press("Ctrl+F")
    text = room.text()
    place = text.index("\u00a0₽")
    sum_of_money = text[text.rindex(" ", 0, place) + 1 : place + 2]
    room.type(sum_of_money.replace("\u00a0", " "))
    assert sum_of_money in room.marked()


def test_find_says_when_there_is_nothing(room: ReadingRoom) -> None:
    room.read("СОП-042")
    room.press("Ctrl+F")
    room.type("щщщ")
    assert room.screen.passage.find_bar.count.text() == "Не найдено"
    room.press("Enter")
    assert room.marked() == []


# -- what changed, pictures, copies ---------------------------------------------------------------


def grounds(room: ReadingRoom) -> list[str]:
    """Words on the ground of changes, besides the word that says so."""
    marked = [
        cursor.selectedText()
        for cursor, style in runs(room.screen.passage.reader.document())
        if style.hasProperty(MARK) and not style.hasProperty(BADGE)
    ]
    return [one for one in marked if one.strip()]


def test_words_that_are_new_since_the_last_reading_are_marked(room: ReadingRoom) -> None:
    sop = sop_of(room.workplace)
    room.read("СОП-042")
    room.screen.attach(newer(room.workplace, reworded(sop, 2)))
    room.look_up("СОП-017")
    room.look_up("СОП-042")
    assert grounds(room) == ["Перезвоните клиенту"]
    room.press("Enter")
    assert grounds(room) == ["Перезвоните клиенту"]


def test_a_drawing_of_the_edition_is_shown_no_wider_than_the_text(room: ReadingRoom) -> None:
    room.read("СОП-022")
    reader = room.screen.passage.reader
    ((_, style),) = pictures_in(reader.document())
    assert 100 < style.width() <= reader.viewport().width()
    image = reader.document().resource(int(IMAGE.value), QUrl(style.name()))
    assert not image.isNull()


def test_a_passage_is_copied_whole_and_without_marks(room: ReadingRoom) -> None:
    sop = sop_of(room.workplace)
    room.read("СОП-042")
    room.screen.attach(newer(room.workplace, reworded(sop, 2)))
    room.look_up("СОП-017")
    room.look_up("СОП-042")
    room.screen.desk.read(PassageLink("СОП-042", sop.sections[2].anchor))
    room.press("Ctrl+C")
    mime = QApplication.clipboard().mimeData()
    assert mime.text().startswith(f"{sop.sections[2].title}\n")
    assert mime.text().rstrip().endswith("Перезвоните клиенту.")
    assert room.look.tokens.warn_bg.lower() not in mime.html().lower()
    assert "изменено" not in mime.text()
    assert room.told[-1] == "Раздел скопирован"


def test_a_passage_is_printed_into_the_documents(
    room: ReadingRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "printing_folder", lambda: tmp_path / "d")
    room.read("СОП-042")
    room.press("Ctrl+P")
    room.press("Ctrl+P")
    files = sorted((tmp_path / "d").iterdir())
    assert [one.name for one in files] == [
        "СОП-042 Задержка доставки (2).pdf",
        "СОП-042 Задержка доставки.pdf",
    ]
    assert files[0].read_bytes().startswith(b"%PDF")
    assert room.told[-1].startswith("Напечатано в файл")
    assert str(files[0]) in room.told[-1]


def test_a_sheet_that_cannot_be_written_is_told(
    room: ReadingRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(printing, "printing_folder", lambda: tmp_path / "file")
    room.read("СОП-042")
    room.press("Ctrl+P")
    assert "profile_read_only" in room.told[-1] or "запрещена" in room.told[-1]
