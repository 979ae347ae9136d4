"""The trainee at the trainer: what they press, and what they then see; tests name no widget."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from operator_app.domain.practice import PracticeCase
from operator_app.domain.scripts import AnswerKind
from operator_app.services.practise import CaseRow
from operator_app.services.workplace import Workplace
from operator_app.ui.frame.rail import ScreenEntry
from operator_app.ui.frame.window import Frame
from operator_app.ui.lanes import InlineLane
from operator_app.ui.notices import Notices
from operator_app.ui.shortcuts import Shortcuts
from operator_app.ui.theme import Look
from operator_app.ui.trainer.practice_page import PracticePage
from operator_app.ui.trainer.screen import TrainerScreen

_QT_NAMES = {"Enter": "Return"}


class Clock:
    """A clock the test winds."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 11, 28, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


class Trainee:
    """One person before the trainer's screen, in a frame as the window has it."""

    def __init__(
        self, bot: QtBot, look: Look, workplace: Workplace, clock: Clock, size: tuple[int, int]
    ) -> None:
        self.clock = clock
        self.workplace = workplace
        self._playing: PracticeCase | None = None
        self.window = QMainWindow()
        bot.addWidget(self.window)
        lane, notices = InlineLane(), Notices()
        self.screen = TrainerScreen(look, lane, lane, notices)
        frame = Frame(look, (ScreenEntry("trainer", "trainer", "Тренажёр", 9),))
        frame.setMinimumSize(320, 240)
        frame.add_screen("trainer", self.screen)
        frame.layout_changed.connect(self.screen.arrange)
        notices.listen(frame.show_message)
        self.window.setCentralWidget(frame)
        self.shortcuts = Shortcuts(self.window)
        self.screen.attach(workplace)
        self.shortcuts.put_in_front(self.screen.slots())
        self.window.resize(*size)
        self.window.show()
        self.window.activateWindow()
        bot.waitUntil(self.window.isActiveWindow)
        self.screen.come_forward()
        self.settle()

    # -- what the trainee does ----------------------------------------------------------------

    def press(self, keys: str) -> None:
        """Press one combination: «Ctrl+Enter», «Alt+1», «F12»."""
        held, plus, last = keys.rpartition("+")
        chord = QKeySequence(held + plus + _QT_NAMES.get(last, last))[0]  # type: ignore[index]
        QTest.keyClick(self._focused(), chord.key(), chord.keyboardModifiers())
        self.settle()

    def type(self, text: str) -> None:
        """Type letter by letter wherever the cursor is."""
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                held = Qt.KeyboardModifier.NoModifier
                event = QKeyEvent(kind, ord(letter.upper()), held, letter)
                QApplication.sendEvent(self._focused(), event)
        self.settle()

    def choose(self, script: str) -> None:
        """Go to the case of a script with the arrow keys."""
        self.press("PgUp")
        while self.chosen().case.script != script:
            self.press("Down")
        self._playing = self.chosen().case

    def begin(self, script: str, query: str) -> None:
        """Enter in the list, look for the procedure, take its script."""
        self.choose(script)
        self.press("Enter")
        self.clock.pass_by(5)
        self.type(query)
        self.press("Ctrl+Enter")

    def answer_rightly(self) -> bool:
        """Answer the step shown as a skilled agent would; False when the script is complete."""
        live = self.practice.desk.live
        assert live is not None
        step = live.step()
        if step is None:
            return False
        wanted = self.case().answer(step.id)
        assert wanted is not None, f"the case says nothing of {step.id}"
        if step.kind is AnswerKind.CHOICE:
            values = [one.value for one in step.choices]
            self.press(f"Alt+{1 + values.index(wanted.value)}")
        else:
            self.press("Alt+1")
            self.type(wanted.value)
            self.press("Enter")
        return True

    # -- what the trainee sees ----------------------------------------------------------------

    @property
    def practice(self) -> PracticePage:
        """The page of the practice call."""
        assert self.screen.practice is not None, "nothing was practised yet"
        return self.screen.practice

    def case(self) -> PracticeCase:
        """The case being played."""
        assert self._playing is not None, "no case was chosen"
        return self._playing

    def chosen(self) -> CaseRow:
        """The case under the cursor of the list."""
        page = self.screen.cases
        row = page.model.row(page.table.currentIndex().row())
        assert row is not None
        return row

    def listed(self) -> list[str]:
        """The cases as a screen reader says them."""
        model = self.screen.cases.model
        role = Qt.ItemDataRole.AccessibleTextRole
        return [str(model.data(model.index(i, 0), role)) for i in range(model.rowCount())]

    def told(self) -> str:
        """What stands over the list."""
        return self.screen.cases.told.text()

    def page(self) -> str:
        """Which of the three pages is in front."""
        pages = {self.screen.cases: "list", self.screen.score: "score"}
        front = self.screen.pages.currentWidget()
        return next((name for page, name in pages.items() if page is front), "practice")

    def strip(self) -> str:
        """The orange strip's words."""
        shown = self.practice.told
        return shown.text() if shown.isVisible() else ""

    def customer(self) -> str:
        """What the customer says."""
        return self.practice.line.text()

    def percent(self) -> int:
        """The big number."""
        return int(self.screen.score.percent.text().split("\u00a0")[0])

    def losses(self) -> list[str]:
        """A line for each loss, and the steps they happened at."""
        return self.screen.score.losses.texts()

    def visible(self) -> list[QWidget]:
        """Every widget of the screen in sight."""
        return [one for one in self.screen.findChildren(QWidget) if one.isVisible()]

    def settle(self) -> None:
        """Let everything be shown."""
        for _ in range(4):
            QApplication.processEvents()

    def _focused(self) -> QWidget:
        return QApplication.focusWidget() or self.window
