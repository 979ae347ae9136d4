"""Тренажёр (Ctrl+9): choose a case, play it on the call screen, read the score."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from operator_app.domain.practice import PracticeCase
from operator_app.services.practise import (
    Attempt,
    Finished,
    attempts,
    case_rows,
    keep_attempt,
    scored,
)
from operator_app.services.workplace import Workplace
from operator_app.ui.frame.window import LayoutClass
from operator_app.ui.lanes import Runs
from operator_app.ui.notices import Notices
from operator_app.ui.screen import Screen, Slots
from operator_app.ui.theme import Look
from operator_app.ui.trainer.cases import CasesPage
from operator_app.ui.trainer.practice_page import PracticePage
from operator_app.ui.trainer.score_page import ScorePage

PRACTICE_KEYS = (
    "call-end", "search", "record", "pane-next", "pane-previous", "customer", "confirm",
    "answer-other", "pin", "step-skip", "step-back", "step-forward",
    *(f"answer-{number}" for number in range(1, 10)),
)  # fmt: skip
"""Commands that belong to the practice call while the screen is in front.

F2 is not among them: a customer who rings for real comes first.
"""


class TrainerScreen(Screen):
    """Three pages in turn: `cases`, the practice call, `score`."""

    def __init__(self, look: Look, search: Runs, storage: Runs, notices: Notices) -> None:
        super().__init__()
        self._look, self._notices = look, notices
        self._search, self._storage = search, storage
        self._workplace: Workplace | None = None
        self._layout = LayoutClass(columns=3, short=False, tiny=False, tall=False, narrow=False)
        self._case: PracticeCase | None = None
        self.cases, self.score = CasesPage(look), ScorePage(look)
        self.practice: PracticePage | None = None
        self.pages = QStackedWidget()
        for page in (self.cases, self.score):
            self.pages.addWidget(page)
        column = QVBoxLayout(self)
        look.space(column)
        column.addWidget(self.pages)
        self.cases.begun.connect(self.begin)
        self.score.again.connect(self._again)
        self.score.left.connect(self._to_list)

    def attach(self, workplace: Workplace) -> None:
        """The desk is open, or has another edition: a practice call in hand keeps its own."""
        self._workplace = workplace
        if self.practice is not None:
            self.practice.desk.work_with(workplace)
        self._refresh()

    def arrange(self, layout: LayoutClass) -> None:
        """Fit the window's size class."""
        self._layout = layout
        self.cases.arrange(layout)
        if self.practice is not None:
            self.practice.arrange(layout)

    def come_forward(self) -> None:
        """The page that was left is there again."""
        page = self.pages.currentWidget()
        if page is self.cases:
            self._refresh()
            self.cases.focus()
        elif page is self.score:
            self.score.focus()
        elif self.practice is not None:
            self.practice.focus()

    def slots(self) -> Slots:
        """The keys of a call, for the practice call; without one they do nothing here."""
        slots: dict[str, Callable[[], object]] = {
            one: partial(self._press, one) for one in PRACTICE_KEYS
        }
        return slots

    def _press(self, command: str) -> None:
        if self.practice is not None and self.practice.practising:
            self.practice.keys.slots[command]()

    def begin(self, case: PracticeCase) -> None:
        """Enter in the list: the made-up customer rings."""
        if self._workplace is None:
            return
        if self.practice is None:
            # Made at the first practice: most desks never open it.
            lanes = (self._storage, self._search)
            self.practice = PracticePage(self._look, self._workplace, lanes, self._notices)
            self.practice.ended.connect(self._ended)
            self.pages.addWidget(self.practice)
            self.practice.arrange(self._layout)
        self._case = case
        self.pages.setCurrentWidget(self.practice)
        self.practice.begin(case)
        self.practice.focus()

    def _ended(self, finished: Finished) -> None:
        workplace = self._workplace
        if workplace is not None:
            content = workplace.content
            self._search.run(lambda: scored(content, finished), self._show_score)

    def _show_score(self, attempt: Attempt) -> None:
        workplace, case = self._workplace, self._case
        if workplace is None or case is None:
            return
        self.score.show_attempt(case.title, attempt)
        self.pages.setCurrentWidget(self.score)
        if self.isVisible():
            self.score.focus()
        self._storage.run(
            lambda: keep_attempt(workplace, attempt), self._show_rows, self._notices.tell_fault
        )

    def _again(self) -> None:
        if self._case is not None:
            self.begin(self._case)

    def _to_list(self) -> None:
        self.pages.setCurrentWidget(self.cases)
        self.cases.focus()

    def _refresh(self) -> None:
        workplace = self._workplace
        if workplace is not None:
            self._storage.run_latest(
                lambda: attempts(workplace),
                self._show_rows,
                self._notices.tell_fault,
                topic="practice",
            )

    def _show_rows(self, kept: tuple[Attempt, ...]) -> None:
        if self._workplace is not None:
            self.cases.show_rows(case_rows(self._workplace.content, kept))
            self.cases.arrange(self._layout)
