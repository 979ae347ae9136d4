"""The screen as the agent meets it: keys go in, words come out; tests name no widget."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from operator_app.domain.calls import Customer
from operator_app.domain.replies import Reply
from operator_app.services.live_call import LiveCall
from operator_app.services.workplace import Workplace
from operator_app.ui.frame.window import layout_class
from operator_app.ui.lanes import InlineLane
from operator_app.ui.notices import Message, Notices
from operator_app.ui.phrases.rules import PhraseRules
from operator_app.ui.replies.screen import RepliesScreen
from operator_app.ui.shortcuts import Shortcuts
from operator_app.ui.theme import Look

_QT_NAMES = {"Enter": "Return", "↓": "Down", "↑": "Up", "Esc": "Escape"}


class RepliesDesk:
    """A window with the screen in it, its keys, and a call if one is begun."""

    def __init__(
        self,
        look: Look,
        workplace: Workplace,
        bot: QtBot,
        size: tuple[int, int] = (1282, 640),
        *,
        attach: bool = True,
    ) -> None:
        self.workplace = workplace
        self.live: LiveCall | None = None
        self.told: list[str] = []
        self.used: list[tuple[str, str]] = []
        self.left = 0
        self.window = QWidget()
        bot.addWidget(self.window)
        lane, notices = InlineLane(), Notices()
        notices.listen(self._hear)
        self.screen = RepliesScreen(look, lane, lane, lane, notices, lambda: self.live)
        column = QVBoxLayout(self.window)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.screen)
        self.rules = PhraseRules(lane, self.window)
        self.rules.serve(*self.screen.editors)
        self.rules.use(workplace.content.rules, workplace.desk.name.gender)
        self.screen.reply_used.connect(self._use)
        self.screen.left.connect(self._leave)
        self.keys = Shortcuts(self.window)
        if attach:
            self.screen.attach(workplace)
        self.window.resize(*size)
        frame = (size[0] + 84, size[1] + 78)
        self.screen.arrange(layout_class(*frame, look.theme.scale))
        self.window.show()
        self.window.activateWindow()
        bot.waitUntil(self.window.isActiveWindow)
        self.come()

    def _hear(self, message: Message) -> None:
        self.told.append(message.text)

    def _use(self, reply: Reply, text: str) -> None:
        self.used.append((reply.title, text))

    def _leave(self) -> None:
        self.left += 1

    # -- what the operator does ---------------------------------------------------------------

    def come(self) -> None:
        """Ctrl+3."""
        self.keys.put_in_front(self.screen.slots())
        self.screen.come_forward()
        QApplication.processEvents()

    def begin_call(self, name: str = "", order: str = "", number: str = "") -> None:
        """A call with what is known of its customer."""
        self.live = self.workplace.fresh_call()
        self.live.open(Customer(number, name, order))
        self.come()

    def press(self, *keys: str) -> None:
        for one in keys:
            held, plus, last = one.rpartition("+")
            QTest.keySequence(self._focused(), held + plus + _QT_NAMES.get(last, last))
        QApplication.processEvents()

    def type(self, text: str) -> None:
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                held = Qt.KeyboardModifier.NoModifier
                QApplication.sendEvent(self._focused(), QKeyEvent(kind, 0, held, letter))
        QApplication.processEvents()

    def find(self, words: str) -> None:
        """F4 and a query."""
        self.press("F4")
        self.type(words)

    def choose(self, title: str) -> None:
        """Walk down the list to a reply."""
        assert title in self.titles(), f"{title!r} is not among {self.titles()}"
        self.press("F4")
        while self.chosen != title:
            self.press("↓")

    # -- what they see ------------------------------------------------------------------------

    def titles(self) -> list[str]:
        model = self.screen.list.model
        return [str(model.index(place).data()) for place in range(model.rowCount())]

    @property
    def chosen(self) -> str:
        row = self.screen.list.row()
        return row.title if row else ""

    @property
    def text(self) -> str:
        return self.screen.pane.editor.text()

    @property
    def clipboard(self) -> str:
        return QGuiApplication.clipboard().text()

    @property
    def empty(self) -> str:
        label = self.screen.list.empty
        return label.text() if label.isVisible() else ""

    @property
    def asked(self) -> list[str]:
        """What the agent is asked to type."""
        fields = self.screen.pane.fields.values()
        return [field.accessibleName() for field in fields if field.isVisible()]

    @property
    def answer(self) -> str:
        """What the answer is put together of."""
        label = self.screen.pane.stack
        return label.text() if label.isVisible() else ""

    @property
    def focused(self) -> str:
        return self._focused().accessibleName()

    def _focused(self) -> QWidget:
        return QApplication.focusWidget() or self.window
