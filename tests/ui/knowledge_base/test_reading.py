"""База by keys alone: browse, look up, read, follow, find, pin, report."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Protocol

import pytest
from PySide6.QtCore import QAbstractItemModel, QObject, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from operator_app.domain.errors import NoticeCode, OperatorNotice
from operator_app.domain.gaps import GapKind, SearchGap
from operator_app.domain.ports import Records
from operator_app.domain.sops import PassageLink, Sop
from operator_app.search.corpus import content_to_documents
from operator_app.services.collect_gaps import PERIOD
from operator_app.services.openings import TEAM_OPENINGS
from operator_app.services.read_sops import GroupKind, note_read, remembered, toggle_pin
from operator_app.services.workplace import OpenDesk, Workplace
from operator_app.ui.knowledge_base.models import ContentsModel, GroupModel, SopModel
from operator_app.ui.knowledge_base.words import nothing_in
from operator_app.ui.reading import printing
from operator_app.ui.reading.fragments import BADGE, MARK, pictures_in, runs
from operator_app.ui.theme import Look
from tests.ui.knowledge_base.conftest import OpenRoom
from tests.ui.knowledge_base.reading_room import NOW, ReadingRoom

IMAGE = QTextDocument.ResourceType.ImageResource


class ChecksModels(Protocol):
    """pytest-qt's fixture, which has no types."""

    def check(self, model: QAbstractItemModel) -> None: ...


def sop_of(workplace: Workplace, sop_id: str = "СОП-042") -> Sop:
    sop = workplace.content.sop(sop_id)
    assert sop is not None
    return sop


def gaps(room: ReadingRoom, kind: GapKind = GapKind.FLAG) -> list[SearchGap]:
    """What is kept of that kind, the newest first."""
    with room.workplace.begin() as records:
        found = records.gaps(NOW - PERIOD)
    return [one for one in found if one.kind is kind]


def newer(workplace: Workplace, changed: Sop) -> Workplace:
    """The next edition, in which one procedure says something else."""
    sops = tuple(changed if one.id == changed.id else one for one in workplace.content.sops)
    content = replace(workplace.content, sops=sops)
    published = NOW + timedelta(minutes=10)
    return replace(
        workplace, content=content, edition=workplace.edition + 1, published_at=published
    )


def reworded(sop: Sop, place: int) -> Sop:
    """The procedure with one more sentence in a section."""
    sections = list(sop.sections)
    more = sections[place].markdown + "\n\nПерезвоните клиенту."
    sections[place] = replace(sections[place], markdown=more)
    return replace(sop, sections=tuple(sections))


# -- browsing -----------------------------------------------------------------------------------


def test_the_models_keep_qt_rules(qtmodeltester: ChecksModels, room: ReadingRoom) -> None:
    for model in (GroupModel(), SopModel(), ContentsModel()):
        qtmodeltester.check(model)
    room.read("СОП-042")
    screen = room.screen
    for filled in (screen.groups.model, screen.list.sops, screen.passage.sections):
        assert filled.rowCount() > 0
        qtmodeltester.check(filled)


def test_the_cursor_stands_in_search_and_everything_is_at_hand(room: ReadingRoom) -> None:
    assert room.focused() is room.screen.list.search
    assert room.groups()[:4] == [
        "Закреплённые: 0",
        "Недавние: 0",
        "Изменённые: 0",
        f"Все СОП: {len(room.workplace.content.sops)}",
    ]
    assert room.listed() == f"Все СОП: {len(room.workplace.content.sops)}"
    assert room.title() == room.rows()[0]


def test_a_topic_lists_its_procedures_with_the_first_previewed(room: ReadingRoom) -> None:
    room.open_group("Доставка и сроки")
    wanted = [one for one in room.workplace.content.sops if one.topic == "delivery"]
    assert room.rows() == [f"{one.id}. {one.title}" for one in wanted]
    assert room.listed() == f"Доставка и сроки: {len(wanted)}"
    assert room.title() == room.rows()[0]
    room.press("Enter", "↓")
    assert room.title() == room.rows()[1]


def test_a_preview_is_no_reading(room: ReadingRoom) -> None:
    room.open_group("Доставка и сроки")
    room.press("Enter", "↓", "↓")
    assert remembered(room.workplace).recent == ()
    room.press("Enter")
    assert room.is_reading()
    assert remembered(room.workplace).recent == (room.title().partition(".")[0],)
    assert room.groups()[1] == "Недавние: 1"


def test_empty_groups_say_what_fills_them(room: ReadingRoom) -> None:
    room.open_group("Закреплённые")
    assert room.rows() == []
    assert room.listed() == "Закреплённых нет. Ctrl+D закрепит открытый СОП"
    room.open_group("Недавние")
    assert room.listed() == "Вы ещё ничего не читали. Enter откроет СОП"
    room.open_group("Изменённые")
    assert room.listed() == "С вашего прошлого чтения ничего не изменилось"
    assert room.title() == "Выберите СОП"


@pytest.mark.parametrize("kind", GroupKind)
def test_no_group_is_silent_when_empty(kind: GroupKind) -> None:
    assert nothing_in(kind)


def test_the_head_says_since_when_until_when_who_and_which(room: ReadingRoom) -> None:
    room.read("СОП-044")
    assert room.facts() == (
        "действует с 15.09 · пересмотр до 15.09.2027 · Павлова Е. А. · редакция 1 · "
        "Доставка и сроки"
    )
    assert room.warnings() == []


def test_an_overdue_review_is_said_in_words(room: ReadingRoom) -> None:
    old = replace(sop_of(room.workplace), review_by=date(2026, 10, 1))
    room.screen.attach(newer(room.workplace, old))
    room.read("СОП-042")
    assert room.warnings() == ["Пересмотр просрочен: был нужен до 01.10. Уточните у старшего"]
    room.press("F3", "Ctrl+A", "Del")
    assert any("СОП-042" in one and "пересмотр просрочен" in one for one in room.said_rows())


def test_what_is_not_in_force_yet_says_so(room: ReadingRoom) -> None:
    coming = replace(sop_of(room.workplace), valid_from=date(2027, 1, 10))
    room.screen.attach(newer(room.workplace, coming))
    room.read("СОП-042")
    assert room.facts().startswith("вступит в силу 10.01.2027")


# -- looking up ---------------------------------------------------------------------------------


def test_the_first_hit_is_previewed_while_typing(room: ReadingRoom) -> None:
    room.look_up("задерж достав")
    assert room.listed().startswith("Найдено: ")
    assert room.title() == "СОП-042. Задержка доставки"
    assert "достав" in " ".join(room.marked()).lower()
    assert room.focused() is room.screen.list.search
    room.press("↓")
    assert room.title() == room.rows()[1]
    room.press("Enter")
    assert room.is_reading()


def test_each_procedure_is_found_once_and_nothing_else(room: ReadingRoom) -> None:
    room.look_up("доставка")
    ids = [one.partition(".")[0] for one in room.rows()]
    assert len(ids) == len(set(ids)) > 3
    assert all(one.startswith("СОП-") for one in ids)


def test_the_other_layout_is_told(room: ReadingRoom) -> None:
    room.look_up("pflth;rf")
    assert room.listed() == "Показано по запросу «задержка»"
    assert room.title() == "СОП-042. Задержка доставки"


def test_nothing_found_is_said_in_the_design_words(room: ReadingRoom) -> None:
    room.look_up("дрондрон")
    assert room.rows() == []
    assert (
        room.listed()
        == "По запросу «дрондрон» ничего нет. Сократите слово или спросите старшего: F8"
    )
    assert room.title() == "Выберите СОП"
    room.press("Esc")
    assert len(room.rows()) == len(room.workplace.content.sops)


def test_what_was_typed_before_the_index_is_asked_again(room: ReadingRoom) -> None:
    room.workplace.search.rebuild((), ())
    room.look_up("задерж достав")
    assert room.rows() == []
    room.workplace.search.rebuild(content_to_documents(room.workplace.content), ())
    room.screen.search_ready()
    assert room.rows()[0] == "СОП-042. Задержка доставки"


# -- reading ------------------------------------------------------------------------------------


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


# -- find in the text ---------------------------------------------------------------------------


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


# -- keeping ------------------------------------------------------------------------------------


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


# -- searches of no use -------------------------------------------------------------------------


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


# -- what changed, pictures, copies -------------------------------------------------------------


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
