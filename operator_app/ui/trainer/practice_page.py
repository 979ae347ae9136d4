"""The call screen under an orange strip, with the customer's words above it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from operator_app.domain.practice import PracticeCase
from operator_app.services.practise import Finished, PracticeRun
from operator_app.services.workplace import Workplace
from operator_app.ui.call.call_screen import CallScreen
from operator_app.ui.call.results import ResultRow
from operator_app.ui.elements import IconLabel, WrappedLabel, set_role
from operator_app.ui.frame.window import LayoutClass
from operator_app.ui.lanes import Runs
from operator_app.ui.notices import Notices, announce
from operator_app.ui.theme import Look
from operator_app.ui.trainer.practice_desk import KeyTable, PracticeDesk

_TICK_MS = 500
_UNBOUND = 16_777_215
"""Qt's own largest height: no bound."""


class _Strip(QFrame):
    """Never lower than its words: the pane it may stand in squeezes what does not insist."""

    def hold_height(self) -> None:
        """Take the height that the words need at this width."""
        grid = self.layout()
        if grid is not None:
            grid.activate()
            self.setMinimumHeight(max(0, grid.totalHeightForWidth(self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Qt: another width needs another height."""
        super().resizeEvent(event)
        self.hold_height()


class PracticePage(QWidget):
    """One practice call at a time. Signal: `ended(Finished)` on F12."""

    ended = Signal(object)

    def __init__(
        self,
        look: Look,
        workplace: Workplace,
        lanes: tuple[Runs, Runs],
        notices: Notices,
        parent: QWidget | None = None,
    ) -> None:
        """`lanes` are those of storage and search."""
        super().__init__(parent)
        self._look = look
        self.call_screen = CallScreen(look, lanes[1])
        self.keys = KeyTable()
        self.desk = PracticeDesk(workplace, self.call_screen, self.keys, lanes, notices)
        self.strip, self.sign = _Strip(), IconLabel()
        self.told = WrappedLabel(self.tr("Practice. Nothing is sent"))
        self.timer = QLabel()
        self.who, self.line, self.system = QLabel(), WrappedLabel(), WrappedLabel()
        self._grid = QGridLayout(self.strip)
        self._top = QVBoxLayout()
        self._tiny = False
        self._run: PracticeRun | None = None
        self._clock = QTimer(self)
        self._clock.setInterval(_TICK_MS)
        self._clock.timeout.connect(self._tick)
        self._lay_out()
        self.desk.moved.connect(self._show_customer)
        self.desk.call_ended.connect(self._end)
        self.call_screen.knowledge.row_shown.connect(self._row_shown)
        look.changed.connect(self._dress)
        self._dress()

    @property
    def practising(self) -> bool:
        """Whether a practice call is in hand."""
        return self._run is not None

    def begin(self, case: PracticeCase) -> None:
        """The customer rings; the cursor is in search."""
        live = self.desk.begin_case(case)
        self._run = PracticeRun(case, live, self.desk.workplace.clock)
        self.call_screen.bring(self.call_screen.knowledge)
        self._clock.start()
        self._tick()
        self._show_customer()

    def focus(self) -> None:
        """Where a live call has its cursor."""
        self.desk.look_up.focus()

    def arrange(self, layout: LayoutClass) -> None:
        """As the call screen, with less height: the strip takes some of it."""
        self.call_screen.arrange(layout.columns, not layout.tall, layout.tiny, False)
        if layout.tiny != self._tiny:
            self._tiny = layout.tiny
            self._place()

    def _lay_out(self) -> None:
        look = self._look
        set_role(self.strip, "warn")
        self.told.setProperty("role", "heading")
        self.who.setText(self.tr("Customer"))
        self.who.setProperty("role", "secondary")
        self.line.setProperty("role", "reader")
        self.system.setProperty("role", "secondary")
        grid, top = self._grid, Qt.AlignmentFlag.AlignTop
        grid.addWidget(self.sign, 0, 0, top)
        grid.addWidget(self.told, 0, 1)
        grid.addWidget(self.timer, 0, 2)
        grid.addWidget(self.who, 1, 0, top)
        grid.setColumnStretch(1, 1)
        page = QVBoxLayout(self)
        look.space(page)
        page.addLayout(self._top)
        page.addWidget(self.call_screen, 1)
        self._place()

    def _place(self) -> None:
        """Over all panes; in a low window over the passage, which has height to spare."""
        tiny, pane = self._tiny, self.call_screen.knowledge.layout()
        left, span = (0, 3) if tiny else (1, 2)
        for place, part in enumerate((self.line, self.system)):
            self._grid.removeWidget(part)
            self._grid.addWidget(part, 1 + place, left, 1, span)
        self.who.setVisible(not tiny)
        for home in (self._top, pane):
            if home is not None:
                home.removeWidget(self.strip)
        if tiny and isinstance(pane, QBoxLayout):
            pane.insertWidget(0, self.strip)
        else:
            self._top.addWidget(self.strip)
        # There the words to avoid give way: with the strip over it the passage would vanish.
        self.call_screen.knowledge.warning.setMaximumHeight(0 if tiny else _UNBOUND)
        set_role(self.told, "small" if tiny else "heading")
        set_role(self.line, "secondary" if tiny else "reader")
        self._dress()

    def _dress(self) -> None:
        look, tiny = self._look, self._tiny
        side, rise = look.px(10 if tiny else 12), look.px(2 if tiny else 5)
        self._grid.setContentsMargins(side, rise, side, rise)
        gap = 0 if tiny else look.px(8)
        self._top.setContentsMargins(gap, gap, gap, 0)
        self._grid.setHorizontalSpacing(look.px(10))
        self._grid.setVerticalSpacing(look.px(1 if tiny else 3))
        self.sign.show_icon("trainer", look.tokens.warn, look.px(16 if tiny else 20))
        self.strip.hold_height()
        self.timer.setFont(look.theme.font(13 if tiny else 14, tabular=True))

    def _show_customer(self) -> None:
        if self._run is None:
            return
        words = self._run.customer()
        if self.line.text() != f"«{words.line}»":
            self.line.setText(f"«{words.line}»")
            announce(self.line, words.line)
        self.system.setText(words.system)
        self.system.setVisible(bool(words.system))
        self.strip.hold_height()

    def _row_shown(self, row: ResultRow) -> None:
        if self._run is not None and row.hit is not None and row.hit.kind == "sop":
            self._run.saw(row.hit.sop)

    def _tick(self) -> None:
        if self._run is not None:
            seconds = self._run.seconds()
            self.timer.setText(f"{seconds // 60:02d}:{seconds % 60:02d}")

    def _end(self) -> None:
        run, self._run = self._run, None
        self._clock.stop()
        if run is not None:
            finished: Finished = run.finished()
            self.ended.emit(finished)
