"""Качество, Пробелы: what the lead sees on a real file, by keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt, QTranslator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from operator_app.bootstrap import open_desk
from operator_app.credentials.vault import FileVault
from operator_app.domain.gaps import Searched
from operator_app.domain.sops import PassageLink
from operator_app.services.collect_gaps import keep_flag, keep_search
from operator_app.services.people import DEMO_LEAD
from operator_app.services.synchronise import LAST_SUCCESS
from operator_app.services.workplace import OpenDesk
from operator_app.settings import bundled_folder, read_settings
from operator_app.ui.elements import WrappedLabel
from operator_app.ui.frame.rail import ScreenEntry
from operator_app.ui.frame.window import Frame
from operator_app.ui.lanes import InlineLane
from operator_app.ui.notices import Notices
from operator_app.ui.quality.gaps_page import GapModel
from operator_app.ui.quality.screen import QualityScreen
from operator_app.ui.shortcuts import Shortcuts
from operator_app.ui.theme import Look

NOW = datetime(2026, 11, 22, 11, 10, tzinfo=UTC)

PLAIN, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


class ChecksModels(Protocol):
    """pytest-qt's fixture, which has no types."""

    def check(self, model: QAbstractItemModel) -> None: ...


class Office:
    """The lead's screen in a window of the size the agents have."""

    def __init__(self, opened: OpenDesk, look: Look, bot: QtBot) -> None:
        self.workplace = opened.workplace
        self.frame = Frame(look, [ScreenEntry("quality", "quality", "Качество", 8)])
        bot.addWidget(self.frame)
        self.told: list[str] = []
        notices = Notices()
        notices.listen(lambda message: self.told.append(message.text))
        self.screen = QualityScreen(look, InlineLane(), notices)
        self.keys = Shortcuts(self.frame)
        self.asked: list[object] = []
        gaps = self.screen.gaps
        for asked in (gaps.search_asked, gaps.synonym_asked, gaps.passage_asked):
            asked.connect(self.asked.append)
        self.frame.add_screen("quality", self.screen)
        self.frame.layout_changed.connect(self.screen.arrange)
        self.frame.resize(1366, 688)
        self.frame.show()
        self.frame.activateWindow()
        bot.waitUntil(self.frame.isActiveWindow)

    def look_in(self) -> None:
        """Open the screen."""
        self.screen.attach(self.workplace)
        self.screen.tabs.setCurrentIndex(self.screen.pages.indexOf(self.screen.gaps))
        self.screen.come_forward()
        self.keys.put_in_front(self.screen.slots())
        QApplication.processEvents()

    def press(
        self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.frame, key, held)
        QApplication.processEvents()

    def met(self, words: str, first: str = "", who: str = "", days: float = 0) -> None:
        """Somebody searched in vain that many days ago."""
        desk = replace(self.workplace.desk, agent=who or self.workplace.desk.agent)
        then = replace(self.workplace, desk=desk, clock=lambda: NOW - timedelta(days=days))
        assert keep_search(then, Searched(words, first), ()) is not None

    def rows(self) -> list[str]:
        model = self.screen.gaps.model
        return [model.said(one) for one in model.rows()]

    def detail(self) -> list[str]:
        """The visible words beside the list."""
        labels = self.screen.gaps.detail.findChildren(WrappedLabel)
        return [one.text() for one in labels if one.isVisible()]


@pytest.fixture
def office(demo_profile: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Office]:
    translator = QTranslator()
    assert translator.load(str(bundled_folder("resources") / "translations" / "operator_ru.qm"))
    qapp.installTranslator(translator)
    settings = read_settings(demo_profile)
    opened = open_desk(settings, DEMO_LEAD, FileVault(demo_profile), clock=lambda: NOW)
    yield Office(opened, Look(qapp, bundled_folder("resources")), qtbot)
    opened.close()
    qapp.removeTranslator(translator)
    qapp.setStyleSheet("")


def test_nothing_to_mend_says_so(office: Office) -> None:
    office.look_in()
    page = office.screen.gaps
    assert page.listed.empty.isVisible()
    assert page.listed.empty.text() == "Пробелов нет: за 90 дней каждый поиск привёл к разделу"
    assert page.known.text().startswith("С центром ещё не обменивались")
    assert office.detail() == []


def test_the_most_frequent_gap_comes_first_with_its_wordings(office: Office) -> None:
    office.met("дроны", who="petrov", days=3)
    office.met("дрон", days=1)
    office.met("дрон", days=2)
    office.met("рассрочка на подарок", "СОП-042#kogda")
    place = PassageLink("СОП-018", "krupnaya")
    keep_flag(office.workplace, place, "", "цена старая")
    office.look_in()
    assert office.rows()[0] == "дрон: Не нашлось, раз: 3, людей: 2"
    assert sorted(office.rows()[1:]) == [
        "СОП-018. Стоимость доставки, Крупная техника: Ошибка в тексте, раз: 1, людей: 1",
        "рассрочка на подарок: Нашлось, не пригодилось, раз: 1, людей: 1",
    ]
    assert "«дрон» × 2\n«дроны»" in office.detail()
    page = office.screen.gaps
    while page.title.text() != "рассрочка на подарок":
        QTest.keyClick(QApplication.focusWidget() or QWidget(), Qt.Key.Key_Down)
    assert "Первым нашёлся: СОП-042. Задержка доставки, Когда применять" in office.detail()


def test_what_came_from_the_centre_is_dated(office: Office) -> None:
    with office.workplace.begin() as records:
        records.set_setting(LAST_SUCCESS, NOW.isoformat())
    office.look_in()
    assert office.screen.gaps.known.text() == f"Группа на {NOW.astimezone():%d.%m, %H:%M}"


def test_a_gap_that_came_meanwhile_keeps_the_chosen_one(office: Office) -> None:
    office.met("дрон")
    office.look_in()
    for _ in range(2):
        office.met("самокат")
    office.screen.come_forward()
    assert office.rows()[0].startswith("самокат")
    assert office.screen.gaps.title.text() == "дрон"


def test_nothing_is_squeezed_or_unnamed_in_any_size(office: Office) -> None:
    office.met("очень длинный вопрос клиента о том, чего в магазине никогда не бывало " * 2)
    office.look_in()
    for size in ((1366, 688), (911, 459), (600, 459)):
        office.frame.resize(*size)
        QApplication.processEvents()
        labels = (one for one in office.screen.findChildren(WrappedLabel) if one.isVisible())
        assert [
            one.text() for one in labels if one.height() < one.heightForWidth(one.width())
        ] == []
    stops = (one for one in office.screen.findChildren(QWidget) if one.isVisible())
    named = [one for one in stops if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert named
    assert all(one.accessibleName() for one in named)


def test_the_model_keeps_qt_rules(office: Office, qtmodeltester: ChecksModels) -> None:
    office.met("дрон")
    office.look_in()
    qtmodeltester.check(GapModel())
    qtmodeltester.check(office.screen.gaps.model)


def test_mended_by_a_key_it_goes_below_and_comes_back_when_it_is_asked_again(
    office: Office,
) -> None:
    office.met("дрон", days=2)
    office.met("дрон", days=2)
    office.met("самокат", days=1)
    office.look_in()
    office.press(Qt.Key.Key_Return, CONTROL)
    when = f"{NOW.astimezone():%d.%m, %H:%M}"
    who = office.workplace.desk.name.signature()
    assert office.rows() == [
        "самокат: Не нашлось, раз: 1, людей: 1",
        f"дрон: Исправлено {when}, {who}",
    ]
    office.met("дроны", days=-1)
    office.screen.come_forward()
    assert "дроны: Не нашлось, раз: 1, людей: 1, снова" in office.rows()[0:2]
    while office.screen.gaps.title.text() != "дроны":
        office.press(Qt.Key.Key_Down)
    assert any(f"Исправлено {when} · {who}" in one for one in office.detail())


def test_from_a_gap_to_the_search_the_synonyms_and_what_was_of_no_use(office: Office) -> None:
    office.met("подарок в рассрочку", "СОП-042#kogda")
    office.look_in()
    office.press(Qt.Key.Key_F3)
    office.press(Qt.Key.Key_N, CONTROL)
    office.press(Qt.Key.Key_Return)
    assert office.asked == [
        "подарок в рассрочку", "подарок в рассрочку", PassageLink("СОП-042", "kogda"),
    ]  # fmt: skip


def test_what_was_taken_out_of_a_search_is_not_looked_for(office: Office) -> None:
    office.met("дрон по заказу 4471-2093 срочно")
    office.look_in()
    assert office.screen.gaps.title.text() == "дрон по заказу … срочно"
    office.press(Qt.Key.Key_F3)
    office.press(Qt.Key.Key_N, CONTROL)
    assert office.asked == ["дрон по заказу срочно"] * 2


def test_a_report_leads_to_its_passage_and_to_nothing_else(office: Office) -> None:
    place = PassageLink("СОП-018", "krupnaya")
    keep_flag(office.workplace, place, "", "цена старая")
    office.look_in()
    office.press(Qt.Key.Key_F3)
    office.press(Qt.Key.Key_N, CONTROL)
    office.press(Qt.Key.Key_Return)
    assert office.asked == [place]
    shown = [one.accessibleName() for one in office.screen.gaps._buttons() if one.isVisible()]
    assert shown == ["Открыть СОП", "Исправлено"]


def test_what_was_found_among_replies_is_no_procedure_to_open(office: Office) -> None:
    office.met("подарок", "reply:gift")
    office.look_in()
    office.press(Qt.Key.Key_Return)
    assert office.asked == []
