"""The call screen under an orange strip, with the customer's words above it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from operator_app.domain.practice import PracticeCase
from operator_app.services.practise import Finished, PracticeRun
from operator_app.services.workplace import Workplace
from operator_app.ui.call.call_screen import CallScreen
from operator_app.ui.call.results import ResultRow
from operator_app.ui.elements import ElidedLabel, IconLabel, WrappedLabel, set_role
from operator_app.ui.frame.window import LayoutClass
from operator_app.ui.lanes import Runs
from operator_app.ui.notices import Notices, announce
from operator_app.ui.theme import Look
from operator_app.ui.trainer.practice_desk import KeyTable, PracticeDesk

_TICK_MS = 500


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
        self.call_screen = CallScreen(look)
        self.keys = KeyTable()
        self.desk = PracticeDesk(workplace, self.call_screen, self.keys, lanes, notices)
        self.strip, self.sign = QFrame(), IconLabel()
        self.told = ElidedLabel(self.tr("Practice. Nothing is sent"))
        self.timer = QLabel()
        self.who, self.line, self.system = QLabel(), WrappedLabel(), WrappedLabel()
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
        self._clock.start()
        self._tick()
        self._show_customer()

    def focus(self) -> None:
        """Where a live call has its cursor."""
        self.desk.look_up.focus()

    def arrange(self, layout: LayoutClass) -> None:
        """As the call screen, with less height: the strip takes some of it."""
        self.call_screen.arrange(layout.columns, not layout.tall, layout.tiny, False)
        self.who.setVisible(not layout.tiny)

    def _lay_out(self) -> None:
        look = self._look
        set_role(self.strip, "warn")
        self.told.setProperty("role", "heading")
        self.who.setText(self.tr("Customer"))
        self.who.setProperty("role", "secondary")
        self.line.setProperty("role", "reader")
        self.system.setProperty("role", "secondary")
        head = QHBoxLayout()
        look.space(head, spacing=8)
        head.addWidget(self.sign)
        head.addWidget(self.told, 1)
        head.addWidget(self.timer)
        said = QHBoxLayout()
        look.space(said, spacing=12)
        said.addWidget(self.who, 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(self.line, 1)
        column = QVBoxLayout(self.strip)
        look.space(column, (12, 6, 12, 8), 3)
        column.addLayout(head)
        column.addLayout(said)
        column.addWidget(self.system)
        row = QHBoxLayout()
        look.space(row, (8, 8, 8, 0))
        row.addWidget(self.strip)
        page = QVBoxLayout(self)
        look.space(page)
        page.addLayout(row)
        page.addWidget(self.call_screen, 1)

    def _dress(self) -> None:
        self.sign.show_icon("trainer", self._look.tokens.warn, self._look.px(20))
        self.timer.setFont(self._look.theme.font(tabular=True))

    def _show_customer(self) -> None:
        if self._run is None:
            return
        words = self._run.customer()
        if self.line.text() != f"«{words.line}»":
            self.line.setText(f"«{words.line}»")
            announce(self.line, words.line)
        self.system.setText(words.system)
        self.system.setVisible(bool(words.system))

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
