"""The window as its operator meets it: keys go in, words come out; tests name no widget."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from operator_app.services.live_call import LiveCall
from operator_app.settings import Language, read_settings
from operator_app.ui.application import Workstation
from operator_app.ui.notices import Message
from tests.ui.call.world import PATIENCE_S, World

_QT_NAMES = {
    "Enter": "Return", "Esc": "Escape", "PgUp": "PageUp", "PgDown": "PageDown",
    "←": "Left", "→": "Right", "↓": "Down", "↑": "Up",
}  # fmt: skip
_MODIFIERS = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
}


class Waits(Protocol):
    """What a desk needs of `qtbot`."""

    def waitUntil(self, callback: Callable[[], bool], *, timeout: int) -> None:  # noqa: N802
        """Handle events until the callback is true; fail after `timeout` ms."""


class CallDesk:
    """The operator at the desk: what they press and type, and what they then see."""

    def __init__(
        self,
        world: World,
        bot: Waits,
        size: tuple[int, int] = (1366, 768),
        scale: float = 1.0,
        language: Language = "ru",
    ) -> None:
        self.world = world
        self.clock = world.clock
        self._bot = bot
        settings = read_settings(world.profile, language)
        self.station = Workstation(settings, world.open_desk, [], scale=scale)
        self.window = self.station.window
        self.screen = self.window.call_screen
        self.told: list[str] = []
        """Every message since the start: the next round's may stand where one is looked for."""
        self.station.notices.listen(self._hear)
        self.window.resize(*size)
        self.station.show()
        self.window.activateWindow()
        self.wait_for(lambda: self.window.desk is not None and self.window.index_ready)
        self.wait_for(self.window.isActiveWindow)
        self.settle()

    # -- what the operator does ---------------------------------------------------------------

    def press(self, keys: str) -> None:
        """Press one combination: «Ctrl+Enter», «Alt+1», «F12»."""
        self.hit(keys)
        self.settle()

    def hit(self, keys: str) -> None:
        """Press one combination without waiting for what it leads to."""
        *held, last = keys.split("+")
        modifiers = Qt.KeyboardModifier.NoModifier
        for one in held:
            modifiers |= _MODIFIERS[one]
        QTest.keyClick(self._focused(), Qt.Key[f"Key_{_QT_NAMES.get(last, last)}"], modifiers)

    def type(self, text: str) -> None:
        """Type letter by letter wherever the cursor is."""
        self.strike(text)
        self.settle()

    def strike(self, text: str) -> None:
        """Type without waiting for what it leads to."""
        for letter in text:
            # QTest's own typing knows ASCII only.
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                held = Qt.KeyboardModifier.NoModifier
                event = QKeyEvent(kind, ord(letter.upper()), held, letter)
                QApplication.sendEvent(self._focused(), event)

    def press_backspaces(self, count: int) -> None:
        """Delete letters one by one without waiting."""
        for _ in range(count):
            self.hit("Backspace")

    def look_up(self, words: str) -> None:
        """F3 and a query."""
        self.press("F3")
        self.type(words)

    def answer(self, label: str) -> None:
        """Give an answer, or choose a script, by the key that stands before it."""
        labels = self.answers()
        assert label in labels, f"{label!r} is not among {labels}"
        button = self.screen.script.buttons[labels.index(label)]
        self.press(button.accessibleDescription().split(",")[0])

    def answer_typed(self, text: str) -> None:
        """Alt+1, the answer over what stands there, Enter."""
        self.press("Alt+1")
        self.type(text)
        self.press("Enter")

    def begin_script(self, title: str = "Доставка задерживается") -> None:
        """F2, and the script by its key."""
        self.press("F2")
        self.look_up("задержка доставки")
        self.answer(title)

    def reach_the_solution(self) -> None:
        """From the first step of the script on late delivery to its third stage."""
        self.answer_typed("5510-2284")
        self.answer_typed("18.11")
        # As soon as possible, at the warehouse, yes: the default answers.
        for _ in range(3):
            self.press("Ctrl+Enter")

    def _hear(self, message: Message) -> None:
        self.told.append(message.text)
        if message.lasts_ms is not None:
            # What goes after six seconds may be gone before a busy machine has looked.
            message = replace(message, lasts_ms=int(PATIENCE_S * 1000))
        self.window.frame.show_message(message)

    def exchange(self, *words: str) -> None:
        """Ctrl+R, and wait until one of these words is told."""
        before = len(self.told)
        self.press("Ctrl+R")
        self.wait_for(lambda: any(one in told for told in self.told[before:] for one in words))

    def all_sent(self) -> bool:
        """Whether nothing waits and no round is under way."""
        sync = self.window.sync
        return sync is not None and sync.settled

    def close(self) -> bool:
        """Close the window; False when it stays."""
        return self.window.close()

    def leave(self) -> None:
        """End what is in hand and close the window for good, as every test does at its end."""
        self.world.disk.refusal = None
        self.world.gate.open.set()
        if self.in_call():
            self.press("F12")
        self.settle()
        assert self.close()
        self.station.caller.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    # -- what the operator sees ---------------------------------------------------------------

    @property
    def call(self) -> LiveCall:
        """The call in hand."""
        desk = self.window.desk
        assert desk is not None
        assert desk.live is not None, "no call in hand"
        return desk.live

    def in_call(self) -> bool:
        """Whether a call is in hand."""
        return self.window.desk is not None and self.window.desk.live is not None

    def answers(self) -> list[str]:
        """The answers offered, or the scripts while none is chosen."""
        return [one.label for one in self.screen.script.buttons]

    def prompt(self) -> str:
        """The words to say now."""
        return self.screen.script.prompt.accessibleName()

    def recap(self) -> str:
        """What to read aloud in a call taken up again."""
        said = self.screen.script.recap
        return said.text() if said.isVisible() else ""

    def title(self) -> str:
        """What stands over the script."""
        return self.screen.script.title.text()

    def stage(self) -> str:
        """The stage shown: «3. Решить»."""
        return self.seen_by_role("stage-current")[0]

    def fault(self) -> str:
        """What is said of a typed answer that was not taken."""
        told = self.screen.script.entry_fault
        return told.text() if told.isVisible() else ""

    def query(self) -> str:
        """What stands in the search field."""
        return self.screen.knowledge.search.text()

    def found(self) -> list[str]:
        """The results as a screen reader says them."""
        model = self.screen.knowledge.model
        role = Qt.ItemDataRole.AccessibleTextRole
        return [str(model.data(model.index(i), role)) for i in range(model.rowCount())]

    def list_is_framed(self) -> bool:
        """Whether the list of what was found is to be seen."""
        return self.screen.knowledge.results.isVisible()

    def told_of_search(self) -> str:
        """«Найдено: 8», or what to do instead."""
        return self.screen.knowledge.found.text()

    def passage(self) -> str:
        """The title over the passage and the lines of it that are in sight."""
        pane = self.screen.knowledge
        top = pane.reader.cursorForPosition(pane.reader.viewport().rect().topLeft()).position()
        end = pane.reader.viewport().rect().bottomRight()
        return (
            f"{pane.passage_title.text()}\n"
            + pane.reader.toPlainText()[top : pane.reader.cursorForPosition(end).position()]
        )

    def marked(self) -> list[str]:
        """The words marked in the passage."""
        return [
            str(one.cursor.selectedText()) for one in self.screen.knowledge.reader.extraSelections()
        ]

    def record(self) -> list[str]:
        """The record that writes itself, a line each, without the times."""
        grid = self.screen.record.lines_view.grid
        items = [grid.itemAtPosition(row, 1) for row in range(grid.rowCount())]
        told = [one.widget() for one in items if one is not None]
        return [one.text() for one in told if isinstance(one, QLabel)]

    def outcome(self) -> str:
        """The outcome as it will be kept."""
        return self.screen.record.outcome.currentText()

    def note(self) -> str:
        """The note."""
        return self.screen.record.note.toPlainText()

    def message(self) -> str:
        """The words over the lower left, "" when there are none."""
        message = self.window.frame.notice_bar.message
        return message.text if message else ""

    def top_bar(self) -> str:
        """What the top bar says, from left to right."""
        bar = self.window.frame.top_bar
        parts = (bar.state, bar.timer, bar.name, bar.details, bar.sync, bar.agent)
        return " | ".join(one.text() for one in parts if one.isVisible())

    def chips(self) -> list[str]:
        """Calls that ring or wait, as their chips in the top bar name them."""
        return [one.accessibleName() for one in self.visible() if one.property("role") == "chip"]

    def waiting(self) -> list[str]:
        """Who is parked and how long already, on the chips."""
        kinds = (one for one in self.visible() if one.property("kind") == "parked")
        return [str(one.property("text")).strip() for one in kinds]

    def focus(self) -> str:
        """The accessible name of what has the focus."""
        return self._focused().accessibleName()

    def seen_by_role(self, role: str) -> list[str]:
        """The texts of visible labels that the style sheet knows by `role`."""
        return [str(one.property("text")) for one in self.visible() if one.property("role") == role]

    def labels(self) -> list[str]:
        """The text of every label in sight."""
        return [one.text() for one in self.visible() if isinstance(one, QLabel)]

    def visible(self) -> list[QWidget]:
        """Every widget in sight."""
        return [one for one in self.window.findChildren(QWidget) if one.isVisible()]

    # -- waiting ------------------------------------------------------------------------------

    def settle(self) -> None:
        """Let the file and the search finish and everything be shown."""
        for _ in range(3):
            for lane in (self.station.lanes.storage, self.station.lanes.search):
                assert lane.drain(PATIENCE_S)
            QApplication.processEvents()

    def wait_for(self, reached: Callable[[], bool]) -> None:
        """Until a condition holds; fails after a generous while."""
        self._bot.waitUntil(reached, timeout=int(PATIENCE_S * 1000))

    def _focused(self) -> QWidget:
        return QApplication.focusWidget() or self.window
