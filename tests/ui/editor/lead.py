"""What a lead does and sees on the screen «Редактор», by keys."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from operator_app.content.folder import pack
from operator_app.domain.publication import Content, Edition
from operator_app.services.edit_scripts import kept_draft
from operator_app.services.workplace import NewContent, OpenDesk
from operator_app.ui.editor.screen import EditorScreen
from operator_app.ui.frame.rail import ScreenEntry
from operator_app.ui.frame.window import Frame
from operator_app.ui.lanes import InlineLane
from operator_app.ui.notices import Message, Notices
from operator_app.ui.shortcuts import Shortcuts
from operator_app.ui.theme import Look

CONTROL = Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier


class Lead:
    """The page object; `centre` publishes, or raises `refusal`."""

    def __init__(self, look: Look, desk: OpenDesk, qtbot: QtBot) -> None:
        self.look, self.desk = look, desk
        self.refusal: Exception | None = None
        self.received: list[tuple[Content, str]] = []
        self.published: list[Edition] = []
        self.overtaken = 0
        self.messages: list[str] = []
        notices = Notices()
        notices.listen(self._hear)
        self.window = Frame(look, (ScreenEntry("editor", "editor", "Редактор", 6),))
        self.window.setMinimumSize(320, 240)
        qtbot.addWidget(self.window)
        self.screen = EditorScreen(look, InlineLane(), InlineLane(), notices)
        self.screen.published.connect(self.published.append)
        self.screen.overtaken.connect(self._overtake)
        self.window.add_screen("editor", self.screen)
        self.window.layout_changed.connect(self.screen.arrange)
        self._keys = Shortcuts(self.window)
        self.size(1366, 688)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.publish_with(self.centre)
        self._keys.put_in_front(self.screen.slots())
        self.window.show_screen("editor")
        self.screen.come_forward()

    def publish_with(self, publish: Callable[[Content, str], Edition] | None) -> None:
        """Open the desk with this way to the centre, or none."""
        self.screen.attach(replace(self.desk.workplace, publish=publish))

    def _hear(self, message: Message) -> None:
        self.messages.append(message.text)

    def _overtake(self) -> None:
        self.overtaken += 1

    def centre(self, content: Content, comment: str) -> Edition:
        """As the service would; the network is the test's."""
        if self.refusal is not None:
            raise self.refusal
        self.received.append((content, comment))
        payload = pack(content)
        desk = self.desk.workplace
        digest = hashlib.sha256(payload).hexdigest()
        return Edition(desk.edition + 1, digest, desk.clock(), "pavlova", comment, payload)

    def receive(self, content: Content) -> None:
        """A newer edition has come and is taken up."""
        desk = self.desk.workplace
        self.screen.attach(
            desk.with_content(NewContent(content, desk.edition + 1, desk.published_at))
        )

    def size(self, width: int, height: int) -> None:
        self.window.resize(width, height)
        self.screen.arrange(self.window.layout_now)
        QApplication.processEvents()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.keyClick(self.focus, key, modifiers)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        for letter in text:
            # QTest's own typing knows ASCII only.
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(self.focus, QKeyEvent(kind, 0, PLAIN, letter))
        QApplication.processEvents()

    def confirm(self) -> None:
        self.press(Qt.Key.Key_Return, CONTROL)

    def go_to_step(self, script_id: str, step_id: str) -> None:
        assert self.screen.steps.choose((script_id, step_id))

    def rewrite(self, say: str) -> None:
        """Enter on the step, the old words selected and typed over, kept at once."""
        self.press(Qt.Key.Key_Return)
        self.press(Qt.Key.Key_A, CONTROL)
        self.press(Qt.Key.Key_Delete)
        self.type(say)
        self.screen.keep_now()

    def is_at(self, widget: QWidget) -> bool:
        """Whether the next key goes there."""
        return self.focus is widget

    @property
    def focus(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None, "nothing has the focus"
        return found

    @property
    def words(self) -> str:
        return self.screen.step.say.toPlainText()

    @property
    def prompt(self) -> str:
        return self.screen.preview.pane.prompt.accessibleName()

    @property
    def state(self) -> str:
        return self.screen.step.state.text()

    @property
    def check(self) -> str:
        return self.screen.step.check.text()

    @property
    def remarks(self) -> tuple[str, ...]:
        return self.screen.step.told_remarks()

    def is_publishing(self) -> bool:
        return self.screen.publication.isVisible()

    @property
    def told(self) -> str:
        return self.screen.publication.told.text()

    def draft(self) -> dict[tuple[str, str], str]:
        """What the file holds."""
        held = kept_draft(self.desk.workplace.begin)
        return dict(held.says) if held else {}

    def close(self) -> None:
        """As the main window does it: the draft first, the file last."""
        self.screen.keep_now()
        self.window.close()
        self.desk.close()
