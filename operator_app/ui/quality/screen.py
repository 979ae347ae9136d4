"""Качество: tabs over pages; each page is a screen of its own."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from operator_app.services.workplace import Workplace
from operator_app.ui.frame.window import LayoutClass
from operator_app.ui.lanes import Runs
from operator_app.ui.notices import Notices
from operator_app.ui.quality.complaints_page import ComplaintsPage
from operator_app.ui.quality.decisions_page import DecisionsPage
from operator_app.ui.quality.gaps_page import GapsPage
from operator_app.ui.quality.surveys_page import SurveysPage
from operator_app.ui.screen import Screen, Slots
from operator_app.ui.theme import Look


class QualityScreen(Screen):
    """`storage` is the lane of the file. Another tab is one more `add_page`."""

    def __init__(
        self, look: Look, storage: Runs, notices: Notices, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.tabs, self.pages = QTabBar(), QStackedWidget()
        self.tabs.setAccessibleName(self.tr("Parts of quality"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        column = QVBoxLayout(self)
        look.space(column, (8, 8, 8, 8), 8)
        column.addWidget(self.tabs)
        column.addWidget(self.pages, 1)
        self._pages: list[Screen] = []
        self.decisions = DecisionsPage(look, storage, notices)
        self.add_page(self.tr("Decisions"), self.decisions)
        self.complaints = ComplaintsPage(look, storage, notices)
        self.add_page(self.tr("Complaints"), self.complaints)
        self.surveys = SurveysPage(look, storage, notices)
        self.add_page(self.tr("Surveys"), self.surveys)
        self.gaps = GapsPage(look, storage, notices)
        self.add_page(self.tr("Gaps"), self.gaps)
        self.tabs.currentChanged.connect(self._show_page)

    def add_page(self, title: str, page: Screen) -> None:
        """Put a page behind a tab, after those that are there."""
        self._pages.append(page)
        self.pages.addWidget(page)
        self.tabs.addTab(title)

    def attach(self, workplace: Workplace) -> None:
        """The desk is open; again after an edition was taken up between calls."""
        for page in self._pages:
            page.attach(workplace)

    def arrange(self, layout: LayoutClass) -> None:
        """Fit the window's size class."""
        for page in self._pages:
            page.arrange(layout)

    def come_forward(self) -> None:
        """What the page in front shows may be old."""
        self._in_front().come_forward()

    def refresh(self) -> None:
        """What the team sent is in the file."""
        for page in self._pages:
            page.refresh()

    def keep_now(self) -> None:
        """The window is closing."""
        for page in self._pages:
            page.keep_now()

    def slots(self) -> Slots:
        """F6 goes through the pages; the rest is the page's."""
        known = {name for page in self._pages for name in page.slots()}
        return {
            **{name: partial(self._act, name) for name in known},
            "pane-next": lambda: self._turn(1),
            "pane-previous": lambda: self._turn(-1),
        }

    def _act(self, command: str) -> None:
        # Asked only now: another page may have come to the front since.
        slot = self._in_front().slots().get(command)
        if slot is not None:
            slot()

    def _in_front(self) -> Screen:
        return self._pages[max(0, self.tabs.currentIndex())]

    def _turn(self, offset: int) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + offset) % self.tabs.count())
        self._in_front().come_forward()

    def _show_page(self, place: int) -> None:
        self.pages.setCurrentWidget(self._pages[place])
        self._pages[place].come_forward()
