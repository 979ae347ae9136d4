"""Редактор by keys: words, preview, checks, the draft, publication, and every way it can fail."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from operator_app.bootstrap import open_desk
from operator_app.credentials.vault import FileVault
from operator_app.domain.errors import NoticeCode, OperatorNotice
from operator_app.domain.ports import CentreFault, FaultKind
from operator_app.services.edit_scripts import Draft, kept_draft, with_step_words
from operator_app.services.people import DEMO_LEAD
from operator_app.services.publish import NumberTaken
from operator_app.settings import read_settings
from operator_app.ui.elements import WrappedLabel
from operator_app.ui.theme import Look
from tests.ui.editor.lead import CONTROL, Lead

PLACE = ("delivery-late", "wish")
NEW = "[{имя}, ]что для вас важнее: получить заказ {заказ} или вернуть деньги?"
SPOKEN = "Анна Петровна, что для вас важнее: получить заказ 5510-2284 или вернуть деньги?"


def rewritten(lead: Lead, say: str = NEW) -> Lead:
    lead.go_to_step(*PLACE)
    lead.rewrite(say)
    return lead


def test_the_preview_follows_every_letter(lead: Lead) -> None:
    lead.go_to_step(*PLACE)
    before = lead.prompt
    lead.press(Qt.Key.Key_Return)
    lead.press(Qt.Key.Key_End, CONTROL)
    lead.type(" Да")
    assert lead.prompt == f"{before} Да"
    rewritten(lead)
    assert lead.prompt == SPOKEN


def test_broken_words_leave_the_last_good_ones_in_the_preview(lead: Lead) -> None:
    rewritten(lead)
    lead.type(" {")
    lead.screen.keep_now()
    assert lead.prompt == SPOKEN
    assert lead.screen.preview.broken.isVisible()
    assert lead.check == "Проверка: замечаний 1"
    lead.press(Qt.Key.Key_Backspace)
    assert not lead.screen.preview.broken.isVisible()


def test_the_draft_is_on_the_disk_a_moment_after_typing(lead: Lead, qtbot: QtBot) -> None:
    assert lead.state == "Без изменений"
    lead.go_to_step(*PLACE)
    lead.press(Qt.Key.Key_Return)
    lead.press(Qt.Key.Key_End, CONTROL)
    lead.type(" Да")
    assert lead.state == "Черновик сохраняется"
    qtbot.waitUntil(lambda: lead.state == "Черновик, сохранён")
    assert lead.draft() == {PLACE: lead.words}


def test_the_draft_is_there_again_the_next_day(lead_again: Callable[[], Lead]) -> None:
    rewritten(lead_again())
    lead = lead_again()
    assert lead.state == "Черновик, сохранён"
    lead.go_to_step(*PLACE)
    assert (lead.words, lead.prompt) == (NEW, SPOKEN)


def test_whoever_sits_down_next_finds_their_own_draft(lead: Lead, tmp_path: Path) -> None:
    rewritten(lead)
    lead.type(" и ещё")
    settings = read_settings(tmp_path / "another")
    another = open_desk(settings, DEMO_LEAD, FileVault(settings.paths.profile))
    lead.screen.attach(another.workplace)
    lead.screen.keep_now()
    assert kept_draft(another.workplace.begin) == Draft(1)
    assert lead.state == "Без изменений"
    assert lead.draft() == {PLACE: NEW}
    lead.screen.attach(lead.desk.workplace)
    assert lead.words == NEW
    another.close()


def test_undo_takes_the_words_back_and_nothing_is_left_to_publish(lead: Lead) -> None:
    lead.go_to_step(*PLACE)
    before = lead.words
    lead.rewrite(NEW)
    for _ in NEW:
        lead.press(Qt.Key.Key_Z, CONTROL)
    lead.screen.keep_now()
    assert lead.words == before
    assert (lead.state, lead.draft()) == ("Без изменений", {})
    lead.confirm()
    assert not lead.is_publishing()
    assert lead.messages == ["Публиковать нечего: слова не менялись"]


def test_publishing_by_keys_alone(lead: Lead) -> None:
    rewritten(lead)
    lead.confirm()
    assert lead.is_publishing()
    assert lead.told == "Станет редакцией 2. Звонок, который идёт, останется на своей"
    lead.type("Обращаемся по имени")
    lead.confirm()
    (content, comment), (edition,) = lead.received[0], lead.published
    script = content.script(PLACE[0])
    assert script is not None
    assert (script.step(PLACE[1]).say, comment) == (NEW, "Обращаемся по имени")
    assert edition.number == 2
    assert lead.messages == ["Опубликована редакция 2. Рабочие места получат её между звонками"]
    assert not lead.is_publishing()
    lead.receive(content)
    assert (lead.state, lead.words) == ("Без изменений", NEW)


def test_changes_are_shown_with_signs_and_what_depends_on_them(lead: Lead) -> None:
    rewritten(lead)
    lead.confirm()
    labels = lead.screen.publication.changes.findChildren(WrappedLabel)
    before, after, touched = (one.text() for one in labels if one.isVisibleTo(lead.window))
    assert "<b>−</b>" in before
    assert "line-through" in before
    assert "<b>+</b>" in after
    assert "СОП-042" in touched


def test_a_comment_is_asked_for(lead: Lead) -> None:
    rewritten(lead)
    lead.confirm()
    lead.confirm()
    assert lead.received == []
    assert lead.messages == ["Напишите, что изменилось, затем Ctrl+Enter"]
    assert lead.is_at(lead.screen.publication.comment)


@pytest.mark.parametrize(
    ("say", "words"),
    [
        ("У вас проблема?", "Опубликовать нельзя: в «3. Уточнить» вместо «проблема» скажите"),
        ("Ваш {трекер}", "Опубликовать нельзя: в «3. Уточнить» нечем заполнить «трекер»"),
        ("Ваш {заказ", "Опубликовать нельзя: в «3. Уточнить» скобка без пары: {заказ"),
        ("", "Опубликовать нельзя: шаг «3. Уточнить» ничего не говорит"),
    ],
)
def test_faulty_words_cannot_be_published(lead: Lead, say: str, words: str) -> None:
    rewritten(lead, say)
    assert lead.remarks[0].startswith(words)
    lead.confirm()
    assert lead.told.startswith(words)
    lead.type("Очень надо")
    lead.confirm()
    assert lead.received == []
    assert lead.messages[-1].startswith(words)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (CentreFault(FaultKind.RETRY, "08006"), "Нет сети. Черновик хранится на этом компьютере"),
        (CentreFault(FaultKind.ROW, "42501"), "Публиковать может только старший смены"),
        (OperatorNotice(NoticeCode.DISK_FULL), "Не сохранено: на диске нет места"),
    ],
)
def test_what_cannot_be_published_now_stays_a_draft(
    lead: Lead, fault: Exception, words: str
) -> None:
    rewritten(lead)
    lead.refusal = fault
    lead.confirm()
    lead.type("Мягче")
    lead.confirm()
    assert lead.messages[-1].startswith(words)
    assert lead.draft() == {PLACE: NEW}
    lead.refusal = None
    lead.confirm()
    assert len(lead.received) == 1, "the comment is still there"


def test_another_lead_was_first(lead: Lead) -> None:
    rewritten(lead)
    lead.refusal = NumberTaken(2)
    lead.confirm()
    lead.type("Мягче")
    lead.confirm()
    told = "Другой старший уже опубликовал редакцию 2. Проверьте и опубликуйте ещё раз"
    assert lead.messages == [told]
    assert lead.overtaken == 1
    theirs = with_step_words(lead.desk.workplace.content, *PLACE, "Что важнее?")
    lead.receive(theirs)
    assert (lead.words, lead.state) == (NEW, "Черновик, сохранён")
    (change,) = lead.screen.drafting.changes()
    assert change.before == "Что важнее?"


def test_a_bug_is_not_swallowed(lead: Lead) -> None:
    rewritten(lead)
    lead.refusal = ZeroDivisionError()
    lead.confirm()
    lead.type("Мягче")
    with pytest.raises(ZeroDivisionError):
        lead.screen._send()


def test_without_a_centre_the_draft_stays(lead: Lead) -> None:
    lead.publish_with(None)
    rewritten(lead)
    lead.confirm()
    assert lead.told == "Центр не настроен. Черновик остаётся на этом компьютере"


def test_escape_goes_one_level_back(lead: Lead) -> None:
    rewritten(lead)
    lead.press(Qt.Key.Key_O, CONTROL)
    assert lead.screen.preview.isVisible()
    assert not lead.screen.step.isVisible()
    lead.press(Qt.Key.Key_Escape)
    lead.confirm()
    assert lead.is_at(lead.screen.publication.comment)
    lead.press(Qt.Key.Key_Escape)
    assert lead.is_at(lead.screen.step.say)
    lead.press(Qt.Key.Key_Escape)
    assert lead.is_at(lead.screen.steps.tree)


def test_a_changed_step_is_marked_for_the_screen_reader(lead: Lead) -> None:
    rewritten(lead)
    row = lead.screen.steps.tree.currentItem()
    assert row is not None
    assert str(row.data(0, Qt.ItemDataRole.AccessibleTextRole)).endswith(", изменён")
    assert not row.icon(0).isNull()


SIZES = [
    (1366, 688, 1.0),
    (1366, 688, 1.25),
    (1366, 688, 1.5),
    (1366, 688, 2.0),
    (1920, 1008, 1.0),
]


@pytest.mark.parametrize(("width", "height", "scale"), SIZES)
def test_no_words_are_cut_at_any_size(
    lead: Lead, look: Look, width: int, height: int, scale: float
) -> None:
    look.wear(scale=scale)
    lead.size(width, height)
    rewritten(lead, "У вас проблема?")
    scrolled = (lead.screen.publication.area, lead.screen.preview.area)
    for _ in range(2):
        QApplication.processEvents()
        assert (lead.window.width(), lead.window.height()) == (width, height)
        for label in lead.screen.findChildren(WrappedLabel):
            if label.isVisible():
                assert label.height() >= label.heightForWidth(label.width()), label.text()
                if not any(area.isAncestorOf(label) for area in scrolled):
                    assert label.visibleRegion().boundingRect().height() >= label.height()
        for button in lead.screen.findChildren(QAbstractButton):
            if button.isVisible():
                assert min(button.width(), button.height()) >= 24
        lead.confirm()


def test_every_widget_with_focus_has_a_name(lead: Lead) -> None:
    rewritten(lead)
    lead.confirm()
    for part in lead.screen.findChildren(QWidget):
        if part.focusPolicy() == Qt.FocusPolicy.NoFocus or isinstance(part, QLabel):
            continue
        if part.objectName().startswith("qt_") or part.metaObject().className() == "QScrollBar":
            continue
        interface = QAccessible.queryAccessibleInterface(part)
        assert interface.text(QAccessible.Text.Name), part


def test_there_is_one_window_throughout(lead: Lead) -> None:
    rewritten(lead)
    lead.confirm()
    assert [one for one in QApplication.topLevelWidgets() if one.isVisible()] == [lead.window]
