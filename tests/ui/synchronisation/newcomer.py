"""Somebody who starts the program on a fresh computer, by keys, and a centre to enter."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from operator_app.bootstrap import CompanyDesk
from operator_app.domain.ports import SecretVault
from operator_app.services.workplace import OpenDesk
from operator_app.settings import read_settings
from operator_app.ui.application import Workstation
from operator_app.ui.main_window import MainWindow
from operator_app.ui.synchronisation.entrance import UnlockForm
from operator_app.ui.synchronisation.join_form import JoinForm
from operator_app.ui.synchronisation.joining import Entrance
from tests.integration.centre_world import CentreWorld

PATIENCE_MS = 120_000
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
PLAIN = Qt.KeyboardModifier.NoModifier


class MemoryVault:
    """A key store that works; `secrets` outlives the desks that use it."""

    def __init__(self) -> None:
        self.secrets: dict[str, str] = {}

    def read(self, name: str) -> str | None:
        return self.secrets.get(name)

    def write(self, name: str, secret: str) -> None:
        self.secrets[name] = secret

    def erase(self, name: str) -> None:
        self.secrets.pop(name, None)


def address_typed(world: CentreWorld) -> str:
    """The centre as an administrator would write it down."""
    centre = world.administrator
    return f"{centre.hosts}:{centre.ports}/{centre.database}"


def no_example() -> OpenDesk:
    raise AssertionError("the example was not asked for")


class Newcomer:
    """The window of a real profile; `vault` None is a system without a key store."""

    def __init__(
        self,
        profile: Path,
        bot: QtBot,
        vault: SecretVault | None,
        example: Callable[[], OpenDesk] = no_example,
    ) -> None:
        self._bot = bot
        self.gone = False
        settings = read_settings(profile, "ru")
        self.company = CompanyDesk(settings, store=lambda: vault, encrypted=False)
        self.station = Workstation(
            settings, self.company.open, [], entrance=Entrance(self.company, example)
        )
        self.window.resize(1366, 768)
        self.station.show()
        self.window.activateWindow()
        self.wait_for(self.window.isActiveWindow)

    @property
    def window(self) -> MainWindow:
        return self.station.window

    @property
    def form(self) -> JoinForm:
        page = self.window.side["join"]
        assert isinstance(page, JoinForm)
        return page

    @property
    def unlocking(self) -> UnlockForm:
        page = self.window.side["unlock"]
        assert isinstance(page, UnlockForm)
        return page

    def wait_for(self, reached: Callable[[], bool]) -> None:
        self._bot.waitUntil(reached, timeout=PATIENCE_MS)

    def page(self) -> str:
        return self.window.frame.current_screen()

    def top_bar(self) -> str:
        """What the top bar says of the exchange."""
        return self.window.frame.top_bar.sync.text()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)

    def type(self, text: str) -> None:
        for letter in text:
            event = QKeyEvent(QEvent.Type.KeyPress, ord(letter.upper()), PLAIN, letter)
            QApplication.sendEvent(QApplication.focusWidget() or self.window, event)

    def fill(self, *texts: str) -> None:
        """Type a text into each field in turn over what stands there, Enter after all but one."""
        for place, text in enumerate(texts):
            if place:
                self.press(Qt.Key.Key_Return)
            self.press(Qt.Key.Key_A, CONTROL)
            self.press(Qt.Key.Key_Delete)
            self.type(text)

    def confirm(self) -> None:
        self.press(Qt.Key.Key_Return, CONTROL)

    def command(self, words: str) -> None:
        """Find a command by its words in the list and do it."""
        self.press(Qt.Key.Key_K, CONTROL)
        self.type(words)
        self.press(Qt.Key.Key_Return)

    def refusal(self) -> str:
        """What the form says once it gave up."""
        self.wait_for(lambda: bool(self.form.hint.text()))
        return self.form.hint.text()

    def at_work(self) -> None:
        """Wait until there is a desk, and everything was sent."""
        self.wait_for(lambda: self.window.desk is not None and self.window.index_ready)
        self.wait_for(lambda: self.window.sync is not None and self.window.sync.settled)

    def take_a_call(self) -> None:
        self.press(Qt.Key.Key_1, CONTROL)
        self.press(Qt.Key.Key_F2)
        self.press(Qt.Key.Key_F12)
        self.window.lanes.storage.drain(PATIENCE_MS / 1000)
        self.press(Qt.Key.Key_R, CONTROL)
        self.at_work()

    def focused(self) -> QLineEdit:
        field = QApplication.focusWidget()
        assert isinstance(field, QLineEdit)
        return field

    def leave(self) -> None:
        assert self.window.close()
        self.gone = True
        self.station.caller.close()
        self.window.deleteLater()
