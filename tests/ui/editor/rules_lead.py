"""What a lead does and sees on the tab «Правила», by keys."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from operator_app.content.folder import pack
from operator_app.domain.phrases import Rule
from operator_app.domain.publication import Content, Edition
from operator_app.services.edit_scripts import kept_draft
from operator_app.services.workplace import NewContent, OpenDesk
from operator_app.ui.editor.desk import EditorDesk
from operator_app.ui.frame.rail import ScreenEntry
from operator_app.ui.frame.window import Frame
from operator_app.ui.lanes import InlineLane
from operator_app.ui.notices import Message, Notices
from operator_app.ui.shortcuts import Shortcuts
from operator_app.ui.theme import Look

PLAIN = Qt.KeyboardModifier.NoModifier


class RulesLead:
    """A window with the whole screen, opened on its second tab."""

    def __init__(self, look: Look, desk: OpenDesk, qtbot: QtBot) -> None:
        self.desk = desk
        self.received: list[Content] = []
        self.told: list[str] = []
        notices = Notices()
        notices.listen(self._hear)
        self.window = Frame(look, (ScreenEntry("editor", "editor", "Редактор", 6),))
        self.window.setMinimumSize(320, 240)
        qtbot.addWidget(self.window)
        lane = InlineLane()
        self.screen = EditorDesk(look, lane, lane, lane, notices)
        self.window.add_screen("editor", self.screen)
        self.window.layout_changed.connect(self.screen.arrange)
        self._keys = Shortcuts(self.window)
        self.size(1366, 688)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.workplace = desk.workplace
        self.attach(desk.workplace.content)
        self._keys.put_in_front(self.screen.slots())
        self.window.show_screen("editor")
        self.screen.come_forward()
        self.press("Alt+2")

    def attach(self, content: Content) -> None:
        """The desk with this content, and a centre that publishes."""
        new = NewContent(content, self.workplace.edition, self.workplace.published_at)
        base = self.workplace.with_content(new)
        self.workplace = replace(base, publish=self._publish)
        self.screen.attach(self.workplace)

    def _publish(self, content: Content, comment: str) -> Edition:
        self.received.append(content)
        payload = pack(content)
        digest = hashlib.sha256(payload).hexdigest()
        moment = self.workplace.clock()
        return Edition(self.workplace.edition + 1, digest, moment, "pavlova", comment, payload)

    def _hear(self, message: Message) -> None:
        self.told.append(message.text)

    # -- what the lead does --------------------------------------------------------------------

    def size(self, width: int, height: int) -> None:
        self.window.resize(width, height)
        self.screen.arrange(self.window.layout_now)
        QApplication.processEvents()

    def press(self, *keys: str) -> None:
        for one in keys:
            QTest.keySequence(self._focused(), one)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(self._focused(), QKeyEvent(kind, 0, PLAIN, letter))
        QApplication.processEvents()

    def choose(self, title: str) -> None:
        """Walk down the list to a rule."""
        assert title in self.titles, f"{title!r} is not among {self.titles}"
        self.press("Home")
        while self.chosen != title:
            self.press("Down")

    def click_remove(self) -> None:
        QTest.mouseClick(self.screen.rules.card.remove, Qt.MouseButton.LeftButton)
        QApplication.processEvents()

    # -- what they see -------------------------------------------------------------------------

    @property
    def titles(self) -> list[str]:
        listed = self.screen.rules.list
        return [listed.item(place).text() for place in range(listed.count())]

    @property
    def chosen(self) -> str:
        listed = self.screen.rules.list
        return self.titles[listed.currentRow()] if listed.currentRow() >= 0 else ""

    @property
    def examples(self) -> str:
        return self.screen.rules.card.examples.text()

    @property
    def flaws(self) -> str:
        label = self.screen.rules.card.flaws
        return label.text() if label.isVisible() else ""

    @property
    def attempt(self) -> str:
        return self.screen.rules.card.attempt.text()

    def kept(self) -> dict[str, Rule | None]:
        """What the file holds of the draft."""
        self.screen.keep_now()
        held = kept_draft(self.desk.workplace.begin)
        return dict(held.rules) if held else {}

    def _focused(self) -> QWidget:
        return QApplication.focusWidget() or self.window

    def close(self) -> None:
        """As the main window does it."""
        self.screen.keep_now()
        self.window.close()
        self.desk.close()
