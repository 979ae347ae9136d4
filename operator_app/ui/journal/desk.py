"""The journal at work: reads the local file, keeps edited notes, takes calls back into work."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from operator_app.domain.errors import OperatorNotice
from operator_app.domain.ports import JournalFilter
from operator_app.domain.records import JournalRow
from operator_app.services.take_calls import SavedCall, edit_note, journal, saved_call
from operator_app.services.workplace import Workplace
from operator_app.ui.frame.window import LayoutClass
from operator_app.ui.journal.screen import JournalScreen
from operator_app.ui.lanes import Runs
from operator_app.ui.notices import Notices
from operator_app.ui.screen import Screen
from operator_app.ui.theme import Look


class JournalDesk(Screen):
    """Signals: `call_returned(SavedCall)` to be worked on; `note_kept()` a closed call changed."""

    call_returned = Signal(object)
    note_kept = Signal()

    def __init__(self, look: Look, storage: Runs, notices: Notices) -> None:
        super().__init__()
        self.view = JournalScreen(look)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.view)
        self._storage = storage
        self._notices = notices
        self._workplace: Workplace | None = None
        self._filter = JournalFilter()
        self.view.filter_changed.connect(self._narrow)
        self.view.reopen_requested.connect(self._return)
        self.view.note_edited.connect(self._keep_note)

    def attach(self, workplace: Workplace) -> None:
        """The desk is open."""
        self._workplace = workplace
        self.view.name_scripts({one.id: one.title for one in workplace.content.scripts})
        self.view.reader.allow_notes(True)

    def arrange(self, layout: LayoutClass) -> None:
        """One column reads or lists."""
        self.view.arrange(layout)

    def come_forward(self) -> None:
        """Show what was saved meanwhile."""
        self.refresh()
        self.view.setFocus()

    def refresh(self) -> None:
        """Read the file again, if somebody looks."""
        if self._workplace is None or not self.view.isVisible():
            return
        begin, wanted = self._workplace.begin, self._filter

        def show(rows: tuple[JournalRow, ...]) -> None:
            self.view.set_rows(rows)

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
