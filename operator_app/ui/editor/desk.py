"""The screen «Редактор»: its tabs over one draft."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from operator_app.services.workplace import Workplace
from operator_app.ui.answer_button import AnswerButton
from operator_app.ui.editor.rules_page import RulesPage
from operator_app.ui.editor.screen import EditorScreen
from operator_app.ui.editor.synonyms_page import SynonymsPage
from operator_app.ui.frame.window import LayoutClass
from operator_app.ui.lanes import Runs
from operator_app.ui.notices import Notices
from operator_app.ui.screen import Screen, Slots
from operator_app.ui.theme import Look


class EditorDesk(Screen):
    """Scripts, phrase rules and synonyms, published together; signals as of `EditorScreen`."""

    published = Signal(object)
    overtaken = Signal()

    def __init__(
        self, look: Look, storage: Runs, network: Runs, language: Runs, notices: Notices
    ) -> None:
        super().__init__()
        self.scripts = EditorScreen(look, storage, network, notices)
        self.rules = RulesPage(look, language, self.scripts.drafting)
        self.synonyms = SynonymsPage(look, self.scripts.drafting)
        self.scripts.published.connect(self.published)
        self.scripts.overtaken.connect(self.overtaken)
        names = (self.tr("Scripts"), self.tr("Phrase rules"), self.tr("Synonyms"))
        self.tabs = [AnswerButton(f"Alt+{place}", name) for place, name in enumerate(names, 1)]
        self.pages = QStackedWidget()
        self._head = QWidget()
        self._head.setProperty("role", "clear")
        bar, column = QHBoxLayout(self._head), QVBoxLayout(self)
        look.space(bar, (8, 8, 8, 0), 8)
        look.space(column, spacing=0)
        for place, tab in enumerate(self.tabs):
            tab.setCheckable(True)
            tab.clicked.connect(partial(self.open_tab, place))
            bar.addWidget(tab)
        bar.addStretch(1)
        column.addWidget(self._head)
        column.addWidget(self.pages, 1)
        for page in (self.scripts, self.rules, self.synonyms):
            self.pages.addWidget(page)
        self._mark()

    def attach(self, workplace: Workplace) -> None:
        """The desk is open, or has a newer edition."""
        self.scripts.attach(workplace)
        self.rules.attach(workplace)
        self.synonyms.attach(workplace)

    def arrange(self, layout: LayoutClass) -> None:
        """Fit the window's size class; where height is least the tabs have their keys alone."""
        self._head.setVisible(not layout.tiny)
        self.scripts.arrange(layout)
        self.rules.arrange(layout)

    def keep_now(self) -> None:
        """Write the draft to the disk."""
        self.scripts.keep_now()

    def come_forward(self) -> None:
        """Take the focus where the lead left it."""
        if self.pages.currentWidget() is self.rules:
            self.rules.to_list()
        elif self.pages.currentWidget() is self.synonyms:
            self.synonyms.text.setFocus()
        else:
            self.scripts.come_forward()

    def slots(self) -> Slots:
        """Alt+1, Alt+2, Alt+3 the tabs; Ctrl+N a rule; the keys of the scripts; those of hints."""
        own: dict[str, Callable[[], object]] = {
            "answer-1": partial(self.open_tab, 0),
            "answer-2": partial(self.open_tab, 1),
            "answer-3": partial(self.open_tab, 2),
            "new": self._begin,
            **self.rules.card.attempt.slots(),
        }
        return {**{name: partial(self._script_key, name) for name in self.scripts.slots()}, **own}

    def open_tab(self, place: int, _checked: bool = False) -> None:
        """Bring a tab to the front."""
        self.pages.setCurrentIndex(place)
        self._mark()
        self.come_forward()

    def begin_synonym(self, words: str) -> None:
        """Bring the synonyms to the front, with a group of these words to go on with."""
        self.open_tab(2)
        self.synonyms.begin(words)

    def _begin(self) -> None:
        self.open_tab(1)
        self.rules.begin()

    def _script_key(self, name: str) -> None:
        """Keys of the scripts; from the rules, Ctrl+Enter goes to the publication they share."""
        slot = self.scripts.slots()[name]
        if self.pages.currentWidget() is self.scripts or name == "save":
            slot()
        elif name == "confirm":
            self.open_tab(0)
            slot()
        elif name.startswith("pane") and self.pages.currentWidget() is self.rules:
            self.rules.other_pane()

    def _mark(self) -> None:
        for place, tab in enumerate(self.tabs):
            tab.setChecked(place == self.pages.currentIndex())
            tab.set_default(place == self.pages.currentIndex())
            # The word in front is bold, and the bar does not learn of that by itself.
            tab.updateGeometry()
