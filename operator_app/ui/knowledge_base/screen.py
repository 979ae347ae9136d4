"""База: topics, procedures, and the one being read, side by side or as many as fit."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from operator_app.services.workplace import Workplace
from operator_app.ui.frame.window import LayoutClass
from operator_app.ui.knowledge_base.groups_card import GroupsCard
from operator_app.ui.knowledge_base.list_card import ListCard
from operator_app.ui.knowledge_base.passage_card import PassageCard
from operator_app.ui.knowledge_base.reading_desk import ReadingDesk
from operator_app.ui.lanes import Runs
from operator_app.ui.notices import Notices
from operator_app.ui.screen import Screen, Slots
from operator_app.ui.theme import Look

SHARES = (18, 31, 51)
"""Widths of topics, list and text in percent."""

_TOPICS, _LIST, _TEXT = range(3)


class KnowledgeBaseScreen(Screen):
    """`storage` and `search` are the lanes of the file and of the index."""

    def __init__(
        self,
        look: Look,
        storage: Runs,
        search: Runs,
        notices: Notices,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.groups, self.list, self.passage = GroupsCard(look), ListCard(look), PassageCard(look)
        self.panes: tuple[QWidget, ...] = (self.groups, self.list, self.passage)
        self.desk = ReadingDesk(
            (self.groups, self.list, self.passage), storage, search, notices, self
        )
        self._columns, self._front = 3, _LIST
        row = QHBoxLayout(self)
        look.space(row, (8, 8, 8, 8), 8)
        for pane, share in zip(self.panes, SHARES, strict=True):
            # Equal size hints, so that the shares alone decide the widths.
            pane.setMinimumWidth(1)
            row.addWidget(pane, share)
        self._order_tabs()
        self.groups.list.activated.connect(lambda: self._enter(_LIST))
        self.desk.opened.connect(lambda: self._enter(_TEXT))
        self.passage.reader.installEventFilter(self)

    def _order_tabs(self) -> None:
        card = self.passage
        stops = (
            self.list.search,
            self.list.list,
            self.list.results,
            card.find_bar.field,
            card.find_bar.previous,
            card.find_bar.next,
            card.find_bar.cross,
            card.reader,
            card.flag_form.words,
            card.flag_form.cancel,
            card.flag_form.send,
            card.contents,
            card.back,
            self.groups.list,
        )
        for before, after in pairwise(stops):
            self.setTabOrder(before, after)

    def attach(self, workplace: Workplace) -> None:
        """The desk is open; again after an edition was taken up between calls."""
        self.desk.attach(workplace)

    def search_ready(self) -> None:
        """The index is filled: what was typed meanwhile is looked up again."""
        self.desk.ask_again()

    def arrange(self, layout: LayoutClass) -> None:
        """Three columns, two around the pane in front, or that pane alone."""
        self._columns = layout.columns
        self.list.show_hint(not layout.narrow)
        self.passage.arrange(contents=layout.columns >= len(self.panes), low=layout.tiny)
        self._show_panes()

    def come_forward(self) -> None:
        """Marks and counts as they are now, the cursor in the search field."""
        self.desk.list_again()
        self.focus_search()

    def slots(self) -> Slots:
        """Search, find, pin, report, panes, and back along the links."""
        return {
            "search": self.focus_search,
            "find": self.find_in_text,
            "pin": self.desk.pin,
            "flag": self.report,
            "print": self.desk.print_passage,
            "confirm": self.passage.flag_form.confirm,
            "step-back": self.desk.back,
            "step-forward": self.desk.forward,
            "pane-next": lambda: self.next_pane(1),
            "pane-previous": lambda: self.next_pane(-1),
        }

    def focus_search(self) -> None:
        """F3: the field, its text selected."""
        self._bring(_LIST)
        self.list.focus_search()

    def see_found(self, words: str) -> None:
        """Look these words up as an agent typed them."""
        self.focus_search()
        self.desk.see_found(words)

    def find_in_text(self) -> None:
        """Ctrl+F: find in the text shown."""
        if self.passage.shown is not None:
            self._enter(_TEXT)
            self.passage.find_bar.open_bar()

    def report(self) -> None:
        """Ctrl+G: report an error in the passage shown."""
        if self.passage.shown is not None:
            self._bring(_TEXT)
            self.passage.open_flag()

    def next_pane(self, offset: int) -> None:
        """F6: topics, list, text, contents and round again."""
        stops = [_TOPICS, _LIST, _TEXT]
        here = self._pane_in_focus()
        in_contents = self.passage.contents.hasFocus()
        if self.passage.sections.rowCount() and self.passage.shown is not None:
            stops.append(_TEXT + 1)
        place = stops.index(_TEXT + 1) if in_contents else here
        target = stops[(place + offset) % len(stops)]
        if target > _TEXT:
            self._bring(_TEXT)
            self.passage.focus_contents()
        else:
            self._enter(target)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Qt: Esc goes one level back."""
        if event.key() == Qt.Key.Key_Escape:
            self._one_level_back()
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Qt: Enter in the text opens the new edition, unless a link has the focus."""
        if (
            watched is self.passage.reader
            and isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not self.passage.reader.textCursor().charFormat().isAnchor()
        ):
            return self.desk.open_newest()
        return super().eventFilter(watched, event)

    def _one_level_back(self) -> None:
        card, pane = self.passage, self._pane_in_focus()
        if not card.flag_form.isHidden():
            card.flag_form.close_form()
        elif not card.find_bar.isHidden():
            card.find_bar.close_bar()
        elif card.contents.hasFocus():
            card.focus_reader()
        elif pane == _TEXT:
            if not self.desk.back():
                self._enter(_LIST)
        elif pane == _LIST and self.list.search.text():
            self.list.search.clear()
            self.list.focus_search()
        elif pane == _LIST:
            self._enter(_TOPICS)

    def _pane_in_focus(self) -> int:
        focus = QApplication.focusWidget()
        around = (i for i, one in enumerate(self.panes) if focus and one.isAncestorOf(focus))
        return next(around, _LIST)

    def _enter(self, pane: int) -> None:
        """Give a pane the focus, and room where not all fit."""
        self._bring(pane)
        if pane == _TOPICS:
            self.groups.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif pane == _LIST:
            self.list.focus_rows()
        else:
            self.passage.focus_reader()

    def _bring(self, pane: int) -> None:
        self._front = pane
        self._show_panes()

    def _show_panes(self) -> None:
        if self._columns >= len(self.panes):
            visible = {_TOPICS, _LIST, _TEXT}
        elif self._columns == 1:
            visible = {self._front}
        else:
            visible = {_TOPICS, _LIST} if self._front == _TOPICS else {_LIST, _TEXT}
        for place, pane in enumerate(self.panes):
            pane.setVisible(place in visible)
