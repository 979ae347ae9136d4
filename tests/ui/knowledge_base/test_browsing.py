"""База by keys alone: what is at hand, and what is found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Protocol

import pytest
from PySide6.QtCore import QAbstractItemModel

from operator_app.search.corpus import content_to_documents
from operator_app.services.read_sops import GroupKind, remembered
from operator_app.ui.knowledge_base.models import ContentsModel, GroupModel, SopModel
from operator_app.ui.knowledge_base.words import nothing_in
from tests.ui.knowledge_base.reading_room import ReadingRoom, newer, sop_of


class ChecksModels(Protocol):
    """pytest-qt's fixture, which has no types."""

    def check(self, model: QAbstractItemModel) -> None: ...


# -- browsing -------------------------------------------------------------------------------------


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


# -- looking up -----------------------------------------------------------------------------------


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
