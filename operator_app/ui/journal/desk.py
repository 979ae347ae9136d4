"""The journal at work: reads the local file, keeps edited notes, takes calls back into work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QDir, Signal
from PySide6.QtWidgets import QVBoxLayout

from operator_app.domain.calls import EventKind
from operator_app.domain.conflicts import Choice
from operator_app.domain.ports import JournalFilter
from operator_app.domain.records import JournalRow
from operator_app.services.conflicts import choose
from operator_app.services.edit_journal import edit_note, edit_outcome
from operator_app.services.take_calls import SavedCall, journal, saved_call
from operator_app.services.workplace import Workplace
from operator_app.ui.frame.window import LayoutClass
from operator_app.ui.journal.screen import JournalScreen
from operator_app.ui.lanes import Runs
from operator_app.ui.notices import NoticeKind, Notices
from operator_app.ui.reading.printing import kept_file, printing_folder
from operator_app.ui.screen import Screen, Slots
from operator_app.ui.theme import Look


class JournalDesk(Screen):
    """Signals: `call_returned(SavedCall)` to be worked on; `note_kept()` a closed call changed.

    `revises` is asked first: whether the desk still has the call and keeps the change itself.
    """

    call_returned = Signal(object)
    note_kept = Signal()

    def __init__(self, look: Look, storage: Runs, notices: Notices) -> None:
        super().__init__()
        self._workplace: Workplace | None = None
        self.view = JournalScreen(look, self._now)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.view)
        self._storage = storage
        self._notices = notices
        self.revises: Callable[[UUID, EventKind, str], bool] = lambda *_: False
        self._filter = JournalFilter()
        self.view.filter_changed.connect(self.refresh)
        self.view.reopen_requested.connect(self._return)
        self.view.note_edited.connect(self._keep_note)
        self.view.outcome_edited.connect(self._keep_outcome)
        self.view.version_chosen.connect(self._choose)
        self.view.export_asked.connect(self.export)

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

    def keep_now(self) -> None:
        """What is typed is handed to the file."""
        self.view.reader.keep_now()

    def slots(self) -> Slots:
        """F3 finds, F5 writes a note, Shift+F12 an outcome, Ctrl+Enter takes back, Ctrl+P saves."""
        reader = self.view.reader
        return {
            "search": self.view.find_call,
            "record": lambda: self.view.change(reader.note),
            "wrap-up": lambda: self.view.change(reader.outcome),
            "confirm": reader.ask_reopen,
            "print": self.export,
        }

    def export(self) -> None:
        """Ctrl+P: all calls that the filters leave, however many are listed, as two tables."""
        workplace, wanted = self._workplace, self._filter
        make = workplace.export_calls if workplace is not None else None
        if workplace is None or make is None or not self.view.row_count():
            return
        folder = printing_folder()
        name = self.tr("Calls {moment}").format(
            moment=f"{workplace.clock().astimezone():%Y-%m-%d %H-%M}"
        )

        def write() -> list[Path]:
            return [kept_file(folder, name, make(wanted, one), one) for one in (".xlsx", ".csv")]

        def done(files: list[Path]) -> None:
            told = self.tr("Saved: {file}, and beside it {other}")
            self._notices.tell(
                told.format(file=QDir.toNativeSeparators(str(files[0])), other=files[1].name),
                NoticeKind.DONE,
            )

        self._storage.run(write, done, self._notices.tell_fault)

    def refresh(self) -> None:
        """Read the file again, if somebody looks."""
        if self._workplace is None or not self.view.isVisible():
            return
        # Asked anew: «сегодня» is another day after midnight.
        begin, wanted = self._workplace.begin, self.view.wanted()
        self._filter = wanted

        def show(rows: tuple[JournalRow, ...]) -> None:
            self.view.set_rows(rows)

        self._storage.run_latest(
            lambda: journal(begin, wanted), show, self._notices.tell_fault, "journal"
        )

    def _now(self) -> datetime:
        return self._workplace.clock() if self._workplace else datetime.now(UTC)

    def _return(self, call_id: UUID) -> None:
        if self._workplace is None:
            return
        begin = self._workplace.begin

        def back(saved: SavedCall | None) -> None:
            if saved is not None:
                self.call_returned.emit(saved)

        self._storage.run(lambda: saved_call(begin, call_id), back, self._notices.tell_fault)

    def _keep_note(self, call_id: UUID, text: str) -> None:
        place = self._workplace
        if place is not None and not self.revises(call_id, EventKind.NOTE, text):
            self._keep(lambda: edit_note(place.begin, call_id, text, place.clock, place.new_key))

    def _keep_outcome(self, call_id: UUID, text: str) -> None:
        place = self._workplace
        if place is not None and not self.revises(call_id, EventKind.OUTCOME, text):
            self._keep(lambda: edit_outcome(place.begin, call_id, text, place.clock, place.new_key))

    def show_unsent(self, call_id: UUID) -> None:
        """List what was not sent, that call chosen."""
        self.view.await_unsent(call_id)

    def _choose(self, call_id: UUID, choice: Choice) -> None:
        if (place := self._workplace) is None:
            return

        def chosen(done: bool) -> None:
            if done:
                self.note_kept.emit()
            else:
                told = self.tr("It is changed or in hand: nothing was chosen. Look again")
                self._notices.tell(told, NoticeKind.WARNING)
            self.refresh()

        self._storage.run(
            lambda: choose(place.begin, call_id, choice, place.clock, place.new_key),
            chosen,
            self._notices.tell_fault,
        )

    def _keep(self, edit: Callable[[], bool]) -> None:
        def kept(changed: bool) -> None:
            if changed:
                self.note_kept.emit()
            self.refresh()

        self._storage.run(edit, kept, self._notices.tell_fault)
