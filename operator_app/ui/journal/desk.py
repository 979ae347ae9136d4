"""The journal at work: reads the local file, keeps edited notes, takes calls back into work."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QObject, Signal

from operator_app.domain.errors import OperatorNotice
from operator_app.domain.ports import JournalFilter
from operator_app.domain.records import JournalRow
from operator_app.services.take_calls import SavedCall, edit_note, journal, saved_call
from operator_app.services.workplace import Workplace
from operator_app.ui.journal.screen import JournalScreen
from operator_app.ui.lanes import Runs
from operator_app.ui.notices import Notices
from operator_app.ui.theme import Look


class JournalDesk(QObject):
    """Signals: `call_returned(SavedCall)` to be worked on; `note_kept()` a closed call changed."""

    call_returned = Signal(object)
    note_kept = Signal()

    def __init__(self, look: Look, storage: Runs, notices: Notices, parent: QObject) -> None:
        super().__init__(parent)
        self.screen = JournalScreen(look)
        self._storage = storage
        self._notices = notices
        self._workplace: Workplace | None = None
        self._filter = JournalFilter()
        self.screen.filter_changed.connect(self._narrow)
        self.screen.reopen_requested.connect(self._return)
        self.screen.note_edited.connect(self._keep_note)

    def attach(self, workplace: Workplace) -> None:
        """The desk is open."""
        self._workplace = workplace
        self.screen.name_scripts({one.id: one.title for one in workplace.content.scripts})
        self.screen.reader.allow_notes(True)

    def refresh(self) -> None:
        """Read the file again, if somebody looks."""
        if self._workplace is None or not self.screen.isVisible():
            return
        begin, wanted = self._workplace.begin, self._filter

        def show(rows: tuple[JournalRow, ...]) -> None:
            self.screen.set_rows(rows)

        self._storage.run_latest(lambda: journal(begin, wanted), show, self._failed, "journal")

    def _narrow(self, wanted: JournalFilter) -> None:
        self._filter = wanted
        self.refresh()

    def _return(self, call_id: UUID) -> None:
        if self._workplace is None:
            return
        begin = self._workplace.begin

        def back(saved: SavedCall | None) -> None:
            if saved is not None:
                self.call_returned.emit(saved)

        self._storage.run(lambda: saved_call(begin, call_id), back, self._failed)

    def _keep_note(self, call_id: UUID, text: str) -> None:
        workplace = self._workplace
        if workplace is None:
            return

        def kept(_: None) -> None:
            self.note_kept.emit()
            self.refresh()

        self._storage.run(
            lambda: edit_note(workplace.begin, call_id, text, workplace.clock, workplace.new_key),
            kept,
            self._failed,
        )

    def _failed(self, fault: Exception) -> None:
        if not isinstance(fault, OperatorNotice):
            raise fault
        self._notices.tell_notice(fault)
