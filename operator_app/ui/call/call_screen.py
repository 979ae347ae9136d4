"""The three panes of a call side by side, or fewer when the window is narrow."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from operator_app.ui.call.knowledge_pane import KnowledgePane
from operator_app.ui.call.record_pane import RecordPane
from operator_app.ui.call.script_pane import ScriptPane
from operator_app.ui.elements import Card, Scrolled
from operator_app.ui.lanes import Runs
from operator_app.ui.theme import Look

SHARES = (34, 41, 25)
"""Widths of script, knowledge and record in percent (`ui.md` §1)."""
RECORD_LEAST = 284
"""Of three panes the record is never narrower: its two buttons stand side by side."""


class CallScreen(QWidget):
    """Звонок: `script`, `knowledge`, `record` from left to right; `phrases` checks the note."""

    def __init__(self, look: Look, phrases: Runs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.script = ScriptPane(look)
        self.knowledge = KnowledgePane(look)
        self.record = RecordPane(look, phrases)
        self.panes: tuple[Card, ...] = (self.script, self.knowledge, self.record)
        self._areas = tuple(Scrolled(pane) for pane in self.panes)
        self._columns = 3
        self._front = 1
        row = QHBoxLayout(self)
        look.space(row, (8, 8, 8, 8), 8)
        self._look = look
        look.changed.connect(self._show_panes)
        for area, share in zip(self._areas, SHARES, strict=True):
            row.addWidget(area, share)
        top = self._areas[0].verticalScrollBar()
        self.script.step_shown.connect(lambda: top.setValue(0))
        self._areas[0].room_changed.connect(self.script.give_room)
        self._order_stops()

    def _order_stops(self) -> None:
        """Tab goes as the eyes do: say, look up, recorded begins at what is looked up."""
        knowledge, record = self.knowledge, self.record
        stops = (knowledge.search, knowledge.results, knowledge.reader, self.script.entry,
                 record.note, record.outcome, record.promise, record.ask, record.end)  # fmt: skip
        for first, second in pairwise(stops):
            self.setTabOrder(first, second)

    def arrange(self, columns: int, short: bool, tiny: bool, tall: bool) -> None:
        """Fit the window's size class: panes, result rows, how the answers stand."""
        self._columns = columns
        self.script.set_compact(short or tiny, tiny)
        rows = 1 if tiny else 3 if short else 6 if tall else 4
        self.knowledge.set_rows_visible(rows, tiny)
        self._show_panes()

    def bring(self, pane: QWidget) -> None:
        """Make a pane visible where not all fit."""
        self._front = self.panes.index(pane)
        self._show_panes()

    def next_pane(self, offset: int) -> None:
        """F6: the next pane gets the focus, and is shown where only some fit."""
        focus = QApplication.focusWidget()
        around = [i for i, p in enumerate(self.panes) if focus and p.isAncestorOf(focus)]
        here = around[0] if around else 1
        place = (here + offset) % len(self.panes)
        self.bring(self.panes[place])
        # Asked only now: what can take the focus depends on what is visible.
        target = (self.script.first_focus(), self.knowledge.search, self.record.first_focus())
        target[place].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_panes(self) -> None:
        if self._columns >= 3:
            visible = {0, 1, 2}
        elif self._columns == 2:
            visible = {1, 2} if self._front == 2 else {0, 1}
        else:
            visible = {self._front}
        least = self._look.px(RECORD_LEAST) if self._columns >= 3 else 0
        self._areas[2].setMinimumWidth(least)
        for place, area in enumerate(self._areas):
            area.setVisible(place in visible)
