"""Hands what happens in calls to the disk, off the interface thread."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from operator_app.services.kept_call import Save
from operator_app.services.live_call import LiveCall
from operator_app.services.take_calls import Desktop, missed_ring, save_call
from operator_app.services.workplace import Workplace
from operator_app.ui.lanes import Runs
from operator_app.ui.notices import NoticeKind, Notices


class CallKeeper(QObject):
    """Signals: `saved(LiveCall)` a change of that call reached the disk; `kept_missed()`."""

    saved = Signal(object)
    kept_missed = Signal()

    def __init__(
        self, workplace: Workplace, desktop: Desktop, storage: Runs, notices: Notices,
        parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._begin, self._desktop = workplace.begin, desktop
        self._storage, self._notices = storage, notices
        self._unwritten: set[UUID] = set()

    @property
    def owes(self) -> bool:
        """Whether the disk refused something that it has not taken since."""
        return bool(self._unwritten)

    def keep(self) -> None:
        """Write whatever changed in any call of the desk."""
        for live, save in self._desktop.unsaved():
            self._write(live, save)

    def keep_missed(self, fresh: LiveCall, number: str, rang_at: datetime) -> None:
        """Nobody took a call that rang at `rang_at` (UTC): said, and a line of the journal."""
        text = (
            self.tr("Nobody took the call from {number}")
            if number
            else self.tr("Nobody took a call, its number is unknown")
        )
        self._notices.tell(text.format(number=number), NoticeKind.WARNING)
        begin, save = self._begin, missed_ring(fresh, number, rang_at)
        self._storage.run(
            lambda: save_call(begin, save),
            lambda _: self.kept_missed.emit(),
            self._notices.tell_fault,
        )

    def _write(self, live: LiveCall, save: Save) -> None:
        begin = self._begin

        def done(_: None) -> None:
            self._unwritten.discard(save.record.id)
            self.saved.emit(live)

        def failed(fault: Exception) -> None:
            live.put_back(save)
            self._unwritten.add(save.record.id)
            self._notices.tell_fault(fault)

        self._storage.run(lambda: save_call(begin, save), done, failed)
