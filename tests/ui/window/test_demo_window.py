"""The whole window in the demo: commands by name, theme and scale, the cable, the other people."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from operator_app.bootstrap import DemoHouse
from operator_app.commands.demo import erase_demo
from operator_app.services.collect_gaps import PERIOD
from operator_app.services.people import DEMO_AGENT, DEMO_LEAD, DEMO_TRAINEE, Person
from operator_app.settings import read_settings
from operator_app.ui.application import Workstation
from operator_app.ui.editor.desk import EditorDesk
from operator_app.ui.knowledge_base.screen import KnowledgeBaseScreen
from operator_app.ui.main_window import MainWindow
from operator_app.ui.notices import Message
from operator_app.ui.quality.screen import QualityScreen

PATIENCE_MS = 120_000
AGENTS = ("call", "base", "replies", "journal", "callbacks")
CONTROL = Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier


class DemoWindow:
    """What a person does in the demo, by keys."""

    def __init__(self, station: Workstation, bot: QtBot) -> None:
        self._station = station
        self._bot = bot

    @property
    def window(self) -> MainWindow:
        return self._station.window

    def wait_for(self, reached: Callable[[], bool]) -> None:
        self._bot.waitUntil(reached, timeout=PATIENCE_MS)

    def ready(self) -> None:
        self.wait_for(lambda: self.window.index_ready)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.keyClick(_focus(self.window), key, modifiers)

    def type(self, text: str) -> None:
        for letter in text:
            event = QKeyEvent(QEvent.Type.KeyPress, ord(letter.upper()), PLAIN, letter)
            QApplication.sendEvent(_focus(self.window), event)

    def command(self, words: str) -> None:
        """Find a command by its words in the list and do it."""
        self.press(Qt.Key.Key_K, CONTROL)
        self.type(words)
        self.press(Qt.Key.Key_Return)

    def listed(self) -> list[str]:
        model = self.window.palette_panel.model
        rows = (model.row(place) for place in range(model.rowCount()))
        return [row.text for row in rows if row is not None]

    def sync_words(self) -> str:
        return self.window.frame.top_bar.sync.text()

    def listen(self) -> list[str]:
        """Every message that this window shows from now on."""
        told, show = list[str](), self.window.frame.show_message

        def hear(message: Message) -> None:
            told.append(message.text)
            show(message)

        self.window.notices.listen(hear)
        return told

    def take_a_call(self) -> None:
        self.press(Qt.Key.Key_F2)
        self.press(Qt.Key.Key_F12)

    def sign_in(self, person: Person) -> None:
        before = self.window
        self.command(f"войти {person.full_name.split()[0]}")
        self.wait_for(lambda: self.window is not before)
        self.ready()

    def rail(self) -> tuple[str, ...]:
        return tuple(one.id for one in self.window.screens.entries)


def _focus(window: QWidget) -> QWidget:
    return QApplication.focusWidget() or window


@pytest.fixture
def demo(qtbot: QtBot, qapp: QApplication) -> Iterator[DemoWindow]:
    # Not tmp_path: as root the server's account must be able to pass through the folder.
    profile = Path(tempfile.mkdtemp(prefix="operator-app-tests-"))
    profile.chmod(0o711)
    settings = read_settings(profile, "ru")
    house = DemoHouse(settings)
    station = Workstation(settings, house.open, ["operator-app"])
    station.window.resize(1366, 768)
    station.show()
    station.window.activateWindow()
    made = DemoWindow(station, qtbot)
    made.ready()
    yield made
    station.window.close()
    station.caller.close()
    house.close()
    erase_demo(profile)
    shutil.rmtree(profile, ignore_errors=True)
    qapp.setStyleSheet("")


def test_a_command_is_found_by_its_words_and_done_by_enter(demo: DemoWindow) -> None:
    demo.press(Qt.Key.Key_K, CONTROL)
    assert demo.window.palette_panel.isVisible()
    demo.type("журнал")
    assert demo.listed() == ["Журнал"]
    demo.press(Qt.Key.Key_Return)
    assert demo.window.frame.current_screen() == "journal"
    assert not demo.window.palette_panel.isVisible()


def test_escape_closes_the_list_and_the_cursor_is_back(demo: DemoWindow) -> None:
    before = QApplication.focusWidget()
    demo.press(Qt.Key.Key_F1)
    assert "Новый звонок" in demo.listed()
    demo.press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is before


def test_theme_and_scale_change_by_key_and_the_window_keeps_its_size(demo: DemoWindow) -> None:
    size = demo.window.size()
    demo.press(Qt.Key.Key_T, CONTROL)
    assert demo.window.look.scheme == "dark"
    for expected in (1.15, 1.25, 1.5, 2.0, 2.0):
        demo.press(Qt.Key.Key_Equal, CONTROL)
        assert demo.window.look.theme.scale == expected
    demo.press(Qt.Key.Key_0, CONTROL)
    assert demo.window.look.theme.scale == 1.0
    assert demo.window.size() == size


def test_a_wide_window_is_115_percent_by_itself(demo: DemoWindow) -> None:
    demo.window.resize(1920, 1008)
    assert demo.window.look.theme.scale == 1.15


def test_without_network_calls_are_counted_and_sent_once_when_it_is_back(demo: DemoWindow) -> None:
    told = demo.listen()
    demo.wait_for(lambda: "Всё сохранено" in demo.sync_words())
    demo.command("нет сети")
    demo.wait_for(lambda: "Нет сети" in demo.sync_words())
    demo.take_a_call()
    demo.take_a_call()
    demo.wait_for(lambda: demo.sync_words().endswith("на этом компьютере: 2"))
    demo.command("включить сеть")
    demo.wait_for(lambda: "Всё сохранено" in demo.sync_words())
    # A round of its own may follow, and say at once that there is nothing to send.
    demo.wait_for(lambda: "Сеть есть. Отправлено записей: 2" in told)


def test_each_person_has_the_screens_of_their_role(demo: DemoWindow) -> None:
    assert demo.rail() == AGENTS
    demo.sign_in(DEMO_LEAD)
    assert demo.rail() == (*AGENTS, "editor", "quality", "trainer")
    demo.sign_in(DEMO_TRAINEE)
    assert demo.rail() == ("base", "replies", "trainer")
    demo.press(Qt.Key.Key_F2)
    assert demo.window.desk is not None
    assert demo.window.desk.live is None
    demo.window.showMaximized()
    demo.sign_in(DEMO_AGENT)
    assert demo.rail() == AGENTS
    assert demo.window.isMaximized()


def test_nobody_signs_in_over_a_call(demo: DemoWindow) -> None:
    demo.press(Qt.Key.Key_F2)
    window = demo.window
    demo.command("войти Павлова")
    assert demo.window is window
    message = window.frame.notice_bar.message
    assert message is not None
    assert message.text == "Идёт звонок. Сначала завершите его: F12"
    demo.press(Qt.Key.Key_F12)


def test_what_was_looked_for_in_vain_reaches_the_lead(demo: DemoWindow) -> None:
    demo.press(Qt.Key.Key_F2)
    demo.type("квадрокоптерами")
    told_of = demo.window.call_screen.knowledge.found
    demo.wait_for(lambda: "квадрокоптерами" in told_of.text())
    demo.press(Qt.Key.Key_F12)
    desk = demo.window.desk
    assert desk is not None
    begin = desk.workplace.begin

    def kept() -> tuple[str, ...]:
        with begin() as records:
            return tuple(one.words for one in records.gaps(desk.workplace.clock() - PERIOD))

    def waiting() -> int:
        with begin() as records:
            return len(records.pending(9))

    demo.wait_for(lambda: kept() == ("квадрокоптерами",))
    demo.press(Qt.Key.Key_R, CONTROL)
    demo.wait_for(lambda: waiting() == 0)
    demo.sign_in(DEMO_LEAD)
    demo.press(Qt.Key.Key_8, CONTROL)
    assert demo.window.frame.current_screen() == "quality"
    page = demo.window.screens.screen("quality")
    assert isinstance(page, QualityScreen)

    def told() -> bool:
        page.come_forward()
        return page.gaps.title.text() == "квадрокоптерами"

    demo.wait_for(told)
    while page.pages.currentWidget() is not page.gaps:
        demo.press(Qt.Key.Key_F6)
    demo.wait_for(page.gaps.list.hasFocus)
    demo.press(Qt.Key.Key_F3)
    base = demo.window.screens.screen("base")
    assert isinstance(base, KnowledgeBaseScreen)
    assert demo.window.frame.current_screen() == "base"
    assert base.list.search.text() == "квадрокоптерами"
    demo.wait_for(lambda: "квадрокоптерами" in base.list.empty.text())
    demo.press(Qt.Key.Key_8, CONTROL)
    demo.wait_for(page.gaps.list.hasFocus)
    demo.press(Qt.Key.Key_N, CONTROL)
    editor = demo.window.screens.screen("editor")
    assert isinstance(editor, EditorDesk)
    assert demo.window.frame.current_screen() == "editor"
    demo.type("дрон")
    lines = editor.synonyms.text.toPlainText().split("\n")
    assert lines[-1] == "квадрокоптерами, дрон"
