"""Says when a promised call is due: a line that takes no focus, a number on the rail."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from operator_app.domain.callbacks import Callback
from operator_app.services.callbacks import callbacks, settle
from operator_app.services.workplace import Workplace
from operator_app.ui.callbacks.words import who
from operator_app.ui.lanes import Runs
from operator_app.ui.notices import NoticeKind, Notices

TICK_MS = 1_000


class CallbackReminder(QObject):
    """Works on the file alone, so without a network too.

    Signals: `due_counted(int)` for the rail, `settled()` calls that have ended did some. Each is
    told once for each time it is due; what colleagues ring about is not.
    """

    due_counted = Signal(int)
    settled = Signal()

    def __init__(
        self, workplace: Workplace, storage: Runs, notices: Notices, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._workplace, self._storage, self._notices = workplace, storage, notices
        self._waiting: tuple[Callback, ...] = ()
        self._told: set[tuple[UUID, datetime]] = set()
        self._counted = 0
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._look)

    def begin(self) -> None:
        """Begin to watch."""
        self.refresh()
        self._timer.start()

    def refresh(self) -> None:
        """The file changed: settle what its calls have settled, and see what is left."""
        workplace = self._workplace

        def read() -> tuple[int, tuple[Callback, ...]]:
            return settle(workplace), callbacks(workplace)

        self._storage.run_latest(read, self._take, self._notices.tell_fault, topic="reminder")

    def _take(self, found: tuple[int, tuple[Callback, ...]]) -> None:
        done, rows = found
        agent = self._workplace.desk.agent
        self._waiting = tuple(one for one in rows if one.holder in ("", agent) and not one.taken)
        self._look()
        if done:
            self.settled.emit()

    def _look(self) -> None:
        now = self._workplace.clock()
        due = [one for one in self._waiting if one.overdue(now)]
        if len(due) != self._counted:
            self._counted = len(due)
            self.due_counted.emit(self._counted)
        fresh = [one for one in due if (one.id, one.due) not in self._told]
        self._told |= {(one.id, one.due) for one in fresh}
        if len(fresh) == 1:
            told = self.tr("Time to ring back: {who}. Ctrl+5")
            self._notices.tell(told.format(who=who(fresh[0])), NoticeKind.WARNING)
        elif fresh:
            told = self.tr("Callbacks that are due: {count}. Ctrl+5")
            self._notices.tell(told.format(count=len(fresh)), NoticeKind.WARNING)
