"""Качество, Решения: the lead reads a question with its call and answers it, by keys."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTranslator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from operator_app.bootstrap import open_desk
from operator_app.credentials.vault import FileVault
from operator_app.domain.calls import Customer
from operator_app.domain.escalations import Context, Decision
from operator_app.services.escalations import answers, decide, escalate, open_escalations
from operator_app.services.follow_ups import keep_step
from operator_app.services.people import DEMO_LEAD
from operator_app.settings import bundled_folder, read_settings
from operator_app.ui.elements import WrappedLabel
from operator_app.ui.frame.rail import ScreenEntry
from operator_app.ui.frame.window import Frame
from operator_app.ui.lanes import InlineLane
from operator_app.ui.notices import Message, Notices
from operator_app.ui.quality.screen import QualityScreen
from operator_app.ui.shortcuts import Shortcuts
from operator_app.ui.theme import Look

NOW = datetime(2026, 11, 22, 11, 10, tzinfo=UTC)
ANNA = Customer("+79161234567", "Кузьмина Анна", "5510-2284")
KNOWN = Context(ANNA, "Доставка задерживается", "Что предложить", "14:28 Звонок начат")


class Office:
    """The lead at the screen: keys go in, words come out."""

    def __init__(self, look: Look, bot: QtBot, folder: Path) -> None:
        settings = read_settings(folder)
        self.opened = open_desk(settings, DEMO_LEAD, FileVault(folder), clock=lambda: NOW)
        self.workplace = self.opened.workplace
        self.told: list[str] = []
        notices = Notices()
        notices.listen(self._hear)
        self.frame = Frame(look, [ScreenEntry("quality", "quality", "Качество", 8)])
        bot.addWidget(self.frame)
        self.screen = QualityScreen(look, InlineLane(), notices)
        self.frame.add_screen("quality", self.screen)
        self.frame.layout_changed.connect(self.screen.arrange)
        self.frame.resize(1366, 688)
        self._keys = Shortcuts(self.frame)
        self.frame.show()
        self.frame.activateWindow()
        bot.waitUntil(self.frame.isActiveWindow)
        self.screen.attach(self.workplace)
        self._keys.put_in_front(self.screen.slots())
        self.screen.come_forward()

    def _hear(self, message: Message) -> None:
        self.told.append(message.text)

    def asked(self, question: str) -> None:
        """An agent's question has come from the centre."""
        keep_step(self.workplace, escalate(self.workplace, question, KNOWN, None))
        self.screen.refresh()

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
        focus = QApplication.focusWidget() or QWidget()
        QTest.keyClick(focus, key, held or Qt.KeyboardModifier.NoModifier)
        QApplication.processEvents()

    def rows(self) -> list[str]:
        model = self.screen.decisions.model
        return [model.said(one) for one in model.rows()]

    def seen(self) -> str:
        page = self.screen.decisions
        wrapped = page.findChildren(WrappedLabel)
        labels = [one.text().replace("\u00a0", " ") for one in wrapped if one.isVisible()]
        return "\n".join([*labels, page.said.toPlainText() if page.said.isVisible() else ""])


@pytest.fixture
def office(demo_profile: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Office]:
    translator = QTranslator()
    assert translator.load(str(bundled_folder("resources") / "translations" / "operator_ru.qm"))
    qapp.installTranslator(translator)
    office = Office(Look(qapp, bundled_folder("resources")), qtbot, demo_profile)
    yield office
    office.opened.close()
    qapp.removeTranslator(translator)
    qapp.setStyleSheet("")


def test_with_nothing_to_decide_it_says_so(office: Office) -> None:
    assert "Решения никто не ждёт" in office.seen()
    office.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert office.told == []


def test_a_question_comes_with_everything_the_desk_knew(office: Office) -> None:
    office.asked("Вернуть деньги\nсразу?")
    office.asked("Можно скидку?")
    assert office.rows()[0].startswith("Вопрос: Вернуть деньги сразу?, ")
    for words in ("Кузьмина Анна", "+7 916 123-45-67", "заказ 5510-2284", "Доставка задерживается",
                  "Что предложить", "14:28 Звонок начат"):  # fmt: skip
        assert words in office.seen()


@pytest.mark.parametrize(
    ("key", "held", "decision"),
    [
        (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier, Decision.APPROVED),
        (Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier, Decision.APPROVED),
        (Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier, Decision.REFUSED),
        (Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier, Decision.TAKEN_OVER),
    ],
)
def test_enter_writes_and_a_key_decides(
    office: Office, key: Qt.Key, held: Qt.KeyboardModifier, decision: Decision
) -> None:
    office.asked("Вернуть деньги сразу?")
    office.press(Qt.Key.Key_Return)
    assert office.screen.decisions.answer.hasFocus()
    office.screen.decisions.answer.insertPlainText("Да, сегодня")
    office.asked("Ещё вопрос")
    office.press(key, held)
    (answered,) = answers(office.workplace)
    assert (answered.decision, answered.answer) == (decision, "Да, сегодня")
    assert answered.answered_by == office.workplace.desk.name.signature()
    assert [one.question for one in open_escalations(office.workplace)] == ["Ещё вопрос"]
    assert office.screen.decisions.answer.toPlainText() == ""


def test_no_other_question_slips_under_the_key_when_one_was_answered_elsewhere(
    office: Office,
) -> None:
    office.asked("Вернуть деньги сразу?")
    office.asked("Дать скидку 5 000 ₽?")
    office.press(Qt.Key.Key_Return)
    office.screen.decisions.answer.insertPlainText("Нет, сначала")
    first, second = open_escalations(office.workplace)
    decide(office.workplace, first, Decision.REFUSED, "")
    office.screen.refresh()
    office.screen.refresh()
    assert office.told == ["На этот вопрос уже ответили"]
    assert first.question in office.seen()
    assert office.screen.decisions.answer.toPlainText() == "Нет, сначала"
    office.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert open_escalations(office.workplace) == (second,)
    assert second.question in office.seen()


def test_keys_of_decisions_mean_nothing_on_another_tab(office: Office) -> None:
    office.asked("Вернуть деньги сразу?")
    office.press(Qt.Key.Key_F6)
    office.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert answers(office.workplace) == ()


def test_another_lead_was_first(office: Office) -> None:
    office.asked("Вернуть деньги сразу?")
    (asked,) = open_escalations(office.workplace)
    assert decide(office.workplace, asked, Decision.REFUSED, "")
    office.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert office.told == ["На этот вопрос уже ответили"]
    assert "Решения никто не ждёт" in office.seen()


def test_nothing_is_squeezed_or_unnamed_in_any_size(office: Office) -> None:
    office.asked("Очень длинный вопрос о том, чего в правилах никогда не бывало. " * 4)
    for size in ((1366, 688), (911, 459), (600, 459)):
        office.frame.resize(*size)
        QApplication.processEvents()
        labels = (one for one in office.screen.findChildren(WrappedLabel) if one.isVisible())
        low = [one.text() for one in labels if one.height() < one.heightForWidth(one.width())]
        assert low == [], size
    stops = (one for one in office.screen.findChildren(QWidget) if one.isVisible())
    wanted = [one for one in stops if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert [type(one).__name__ for one in wanted if not one.accessibleName()] == []
