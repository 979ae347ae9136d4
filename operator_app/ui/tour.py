"""Plays one whole call in the real window by its own keys, and takes pictures on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEvent, QEventLoop, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from operator_app.domain.calls import Customer
from operator_app.domain.conflicts import Conflict
from operator_app.domain.ports import JournalFilter
from operator_app.services.people import DEMO_LEAD, DEMO_TRAINEE, Person
from operator_app.ui.application import Workstation
from operator_app.ui.call.call_desk import CallDesk
from operator_app.ui.journal.screen import JournalScreen

_NONE = Qt.KeyboardModifier.NoModifier
_CONTROL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_SCREEN_KEYS = {
    "base": Qt.Key.Key_2,
    "replies": Qt.Key.Key_3,
    "callbacks": Qt.Key.Key_5,
    "editor": Qt.Key.Key_6,
    "quality": Qt.Key.Key_8,
    "trainer": Qt.Key.Key_9,
}
PATIENCE_MS = 180_000
"""How long the tour waits for what takes its time, such as the first start of the centre."""

CALLER = Customer("+79165550142", "Кузьмина Анна Петровна", "5510-2284")
ELSEWHERE, ELSEWHERE_NOTE = "Решено: самовывоз", "Клиентка перезвонила и заберёт сама"
EARLIER = ("Смена адреса, решено", "Статус заказа, решено")


class Tour:
    """One pass through the window of `station`; pictures go to `folder`."""

    def __init__(self, station: Workstation, folder: Path, name: str) -> None:
        self._station = station
        self._folder = folder
        self._name = name

    def play(self, width: int, height: int, offline: bool = False) -> Iterator[Path]:
        """Open the window, take a call from ring to record; yields each picture as it is saved.

        `offline` pulls the cable first and leaves out the other people, who sign in at the centre.
        """
        window = self._station.window
        window.resize(width, height)
        self._station.show()
        window.activateWindow()
        self._until(lambda: window.desk is not None and window.index_ready)
        desk = self._desk()
        sync = window.sync
        if sync is not None:
            # A first start prepares a centre: until then a picture would say «нет сети».
            self._until(lambda: sync.settled)
        if offline and sync is not None:
            window.menu.switch_network()
            self._until(lambda: sync.offline)
        for outcome in EARLIER:
            self._earlier_call(desk, outcome)
        self.press(Qt.Key.Key_F2)
        yield self._picture("call-begins")
        self.type("pflth;rf")
        self._until(lambda: window.call_screen.knowledge.model.rowCount() > 0)
        yield self._picture("call-other-layout")
        self._retype("задерж достав")
        yield self._picture("call-found")
        self.press(Qt.Key.Key_Return, _CONTROL)
        yield from self._through_the_script(desk)
        self.press(Qt.Key.Key_F12)
        yield from self._survey()
        yield from self._journal(desk, offline)
        yield from self._screens(("base", "replies", "callbacks"))
        window.show_sync()
        yield self._picture("sync")
        self.press(Qt.Key.Key_Escape)
        self.press(Qt.Key.Key_K, _CONTROL)
        yield self._picture("commands")
        self.press(Qt.Key.Key_Escape)
        if not offline:
            yield from self._other_people()

    def _journal(self, desk: CallDesk, offline: bool) -> Iterator[Path]:
        """The calls of the day, all sent where there is a network; then two versions of one."""
        window = self._station.window
        self.press(Qt.Key.Key_4, _CONTROL)
        sync = window.sync
        if sync is not None and not offline:
            sync.now()
            self._until(lambda: sync.settled)
        journal = window.screens.screen("journal").findChild(JournalScreen)
        self._until(lambda: journal is not None and journal.row_count() > len(EARLIER))
        window.frame.notice_bar.close_passing()
        yield self._picture("journal")
        self._change_elsewhere(desk)
        self.press(Qt.Key.Key_4, _CONTROL)
        yield self._picture("journal-conflict")

    def _screens(self, names: tuple[str, ...]) -> Iterator[Path]:
        """Further screens of the role, each by its own key."""
        for name in names:
            self.press(_SCREEN_KEYS[name], _CONTROL)
            self._station.window.frame.notice_bar.close_passing()
            yield self._picture(name)

    def _other_people(self) -> Iterator[Path]:
        """The lead's editor and quality; then the trainee plays one case to its score."""
        self._sign_in(DEMO_LEAD)
        yield from self._screens(("editor",))
        sync = self._station.window.sync
        if sync is not None:
            self._until(lambda: sync.settled)
        yield from self._screens(("quality",))
        for page in ("complaints", "surveys", "gaps"):
            self.press(Qt.Key.Key_F6)
            yield self._picture(f"quality-{page}")
        self._sign_in(DEMO_TRAINEE)
        yield from self._screens(("trainer",))
        self.press(Qt.Key.Key_Return)
        yield self._picture("practice")
        self.press(Qt.Key.Key_F12)
        yield self._picture("score")

    def _sign_in(self, person: Person) -> None:
        self._station.sign_in(person)
        self._until(lambda: self._station.window.index_ready)

    def _through_the_script(self, desk: CallDesk) -> Iterator[Path]:
        alt = Qt.KeyboardModifier.AltModifier
        self.press(Qt.Key.Key_I, _CONTROL)
        form = self._station.window.call_screen.record.form
        for field, text in (
            (form.number, CALLER.number),
            (form.name, CALLER.name),
        ):
            field.setFocus()
            field.selectAll()
            self.type(text)
        self.press(Qt.Key.Key_Return, _CONTROL)
        self.press(Qt.Key.Key_1, alt)
        self.type(CALLER.order)
        self.press(Qt.Key.Key_Return)
        self.press(Qt.Key.Key_1, alt)
        self.type("18.11")
        self.press(Qt.Key.Key_Return)
        self.press(Qt.Key.Key_1, alt)
        self.press(Qt.Key.Key_1, alt)
        yield self._picture("call-restate")
        self.press(Qt.Key.Key_1, alt)
        self._retype("задерж достав")
        yield self._picture("call")
        yield from self._forms()
        live = desk.live
        for _ in range(12):
            if live is None or live.step() is None:
                break
            self.press(Qt.Key.Key_Return, _CONTROL)
        yield self._picture("call-confirmed")

    def _forms(self) -> Iterator[Path]:
        """What is promised, asked and complained of in the call; a sum is looked at only."""
        form_keys = (
            ("callback", Qt.Key.Key_F7, _NONE, "завтра в 10"),
            ("question", Qt.Key.Key_F8, _NONE, "Клиентка просит доставить сегодня. Можно?"),
            ("complaint", Qt.Key.Key_F9, _SHIFT, ""),
        )
        for name, key, modifiers, words in form_keys:
            self.press(key, modifiers)
            self.type(words)
            yield self._picture(f"form-{name}")
            self.press(Qt.Key.Key_Return, _CONTROL)
        self.press(Qt.Key.Key_F9)
        yield self._picture("form-compensation")
        self.press(Qt.Key.Key_Escape)
        self._station.window.frame.notice_bar.close_passing()

    def _survey(self) -> Iterator[Path]:
        self.press(Qt.Key.Key_F11, _SHIFT)
        self.press(Qt.Key.Key_Return)
        self.type("9")
        yield self._picture("form-survey")
        self.press(Qt.Key.Key_Return, _CONTROL)

    def _earlier_call(self, desk: CallDesk, outcome: str) -> None:
        """A past call of the same customer, so that the desk has something to remember."""
        desk.start()
        desk.set_customer(CALLER)
        if desk.live is not None:
            desk.live.set_outcome(outcome)
        desk.end_or_return()

    def _change_elsewhere(self, desk: CallDesk) -> None:
        """The newest call as if another computer had sent a version of its own."""
        begin, clock = desk.workplace.begin, desk.workplace.clock
        with begin() as records:
            mine = records.journal(JournalFilter(limit=1))[0].call
            theirs = replace(mine, rev=mine.rev + 1, outcome=ELSEWHERE, note=ELSEWHERE_NOTE)
            records.keep_conflict(Conflict(mine, theirs, clock()))

    def _retype(self, text: str) -> None:
        model = self._station.window.call_screen.knowledge.model
        self.press(Qt.Key.Key_F3)
        self.type(text)
        self._until(lambda: model.shown_for == text)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = _NONE) -> None:
        """One key to whatever has the focus."""
        QTest.keyClick(self._target(), key, modifiers)
        self._settle()

    def type(self, text: str) -> None:
        """Letters one by one to whatever has the focus."""
        for letter in text:
            # QTest's own typing knows ASCII only.
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, ord(letter.upper()), _NONE, letter)
                QApplication.sendEvent(self._target(), event)
        self._settle()

    def _target(self) -> QWidget:
        return QApplication.focusWidget() or self._station.window

    def _desk(self) -> CallDesk:
        desk = self._station.window.desk
        if desk is None:
            raise RuntimeError("the desk is not open")
        return desk

    def _settle(self) -> None:
        """Let every lane finish and every result be shown."""
        for lane in (self._station.lanes.storage, self._station.lanes.search):
            lane.drain(PATIENCE_MS / 1000)
        QApplication.processEvents()

    def _until(self, reached: Callable[[], bool]) -> None:
        deadline = QDeadlineTimer(PATIENCE_MS)
        while not reached():
            if deadline.hasExpired():
                raise TimeoutError("the tour waited for the window in vain")
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)

    def _picture(self, step: str) -> Path:
        self._settle()
        path = self._folder / f"{step}-{self._name}.png"
        self._station.window.grab().save(str(path))
        return path
