"""One call of the journal: who, when, the record the program wrote, the note."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from operator_app.domain.answers import MAX_ANSWER
from operator_app.domain.calls import CallStatus
from operator_app.domain.conflicts import Choice
from operator_app.domain.records import JournalRow
from operator_app.services.spoken import spoken_phone
from operator_app.ui.call.words import not_kept
from operator_app.ui.elements import Card, Divider, WrappedLabel, beside
from operator_app.ui.journal.conflict_bar import ConflictBar
from operator_app.ui.models.journal import customer, outcome, sending, sending_words, when
from operator_app.ui.note_length import NoteLength
from operator_app.ui.theme import Look

_PAUSE_MS = 400


class CallReader(Card):
    """Signals: `reopen_requested(UUID)`, `note_edited(UUID, str)` soon after the last letter.

    `outcome_edited(UUID, str)` on Enter, or when the cursor leaves another outcome than before.
    `version_chosen(UUID, Choice)` in the bar over the record.
    """

    reopen_requested = Signal(object)
    version_chosen = Signal(object, object)
    outcome_edited = Signal(object, str)
    note_edited = Signal(object, str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._row: JournalRow | None = None
        self._notes_open = False
        # The timer cannot tell: one that fires once is not active any more while it fires.
        self._note_owed = False
        self._low = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.keep_note)
        self.who, self.facts = WrappedLabel(), WrappedLabel()
        self.outcome, self.outcome_label = QLineEdit(), QLabel(self.tr("Outcome  Shift+F12"))
        self.record, self.note = QPlainTextEdit(), QPlainTextEdit()
        self.note_label, self.too_long = QLabel(self.tr("Note  F5")), NoteLength(self.note)
        self.conflict = ConflictBar(look)
        self.reopen = QPushButton(self.tr("Take back to work  Ctrl+Enter"))
        self._of_a_call: tuple[QWidget, ...] = (
            self.record, self.note, self.note_label, self.reopen, self.outcome, self.outcome_label,
        )  # fmt: skip
        self._name()
        self._lay_out()
        look.changed.connect(self._dress)
        self._dress()

    def _name(self) -> None:
        self.who.setProperty("role", "title")
        self.facts.setProperty("role", "secondary")
        self.outcome.setAccessibleName(self.tr("Outcome"))
        self.outcome.setMaxLength(MAX_ANSWER)
        self.outcome_label.setBuddy(self.outcome)
        for label in (self.note_label, self.outcome_label):
            label.setProperty("role", "secondary")
        self.note_label.setBuddy(self.note)
        self.record.setReadOnly(True)
        self.record.setProperty("role", "record")
        self.record.setAccessibleName(self.tr("Record of the call"))
        self.note.setAccessibleName(self.tr("Note"))
        for text in (self.record, self.note):
            text.setTabChangesFocus(True)
        self.reopen.setAccessibleName(self.reopen.text())
        self.note.textChanged.connect(self._note_typed)
        self.outcome.editingFinished.connect(self.keep_outcome)
        self.reopen.clicked.connect(self.ask_reopen)
        self.conflict.chosen.connect(self._choose)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        self._look.space(column, (12, 12, 12, 12), 8)
        for words in (self.who, self.facts, Divider(), self.outcome_label, self.outcome):
            column.addWidget(words)
        column.addWidget(self.conflict, 2)
        column.addWidget(self.record, 1)
        for part in (self.note_label, self.note, self.too_long, self.reopen):
            column.addWidget(part)

    def allow_notes(self, allowed: bool) -> None:
        """Let notes be edited: only once something keeps them."""
        self._notes_open = allowed
        self._allow()

    def _allow(self) -> None:
        """What is still on the desk is written there, in the call."""
        row = self._row
        closed = row is not None and row.call.status == CallStatus.CLOSED
        for field in (self.note, self.outcome):
            field.setReadOnly(not (self._notes_open and closed))
        self.reopen.setEnabled(closed)

    def show_row(self, row: JournalRow | None, script: str, now: datetime) -> None:
        """Show a call and its script's title; a note being typed in it is left as it stands."""
        same = row is not None and self._row is not None and row.call.id == self._row.call.id
        if not same:
            self.keep_now()
        self._row = row
        for part in self._of_a_call:
            part.setVisible(row is not None)
        self._allow()
        self.conflict.show_row(row, now)
        if row is None:
            self.who.setText(self.tr("Choose a call"))
            self.facts.setText("")
            self.too_long.hide()
            return
        self.who.setText(customer(row.call))
        self.facts.setText(self._facts(row, script, now))
        if not (same and self.outcome.isModified()):
            self.outcome.setText(row.call.outcome)
            self.outcome.setPlaceholderText(outcome(row.call))
            self.outcome.setCursorPosition(0)
        self.record.setPlainText(row.call.record)
        if not (same and (self._note_owed or self.note.hasFocus())):
            self._put_note(row.call.note, same)

    def set_low(self, low: bool) -> None:
        """Give the note two lines where height is short."""
        self._low = low
        self._dress()

    def keep_note(self) -> None:
        """Send off a note that was typed a moment ago."""
        if self._note_owed and self._row is not None:
            self._note_owed = False
            self._pause.stop()
            self.note_edited.emit(self._row.call.id, self.note.toPlainText())

    def keep_outcome(self) -> None:
        """Send off an outcome that was changed by hand."""
        if self.outcome.isModified() and self._row is not None:
            self.outcome.setModified(False)
            self.outcome_edited.emit(self._row.call.id, self.outcome.text())

    def keep_now(self) -> None:
        """Send off whatever was typed."""
        self.keep_note()
        self.keep_outcome()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Qt: another screen in front must not cost the last letters."""
        self.keep_now()
        super().hideEvent(event)

    def _facts(self, row: JournalRow, script: str, now: datetime) -> str:
        call = row.call
        times = when(call.opened_at, now)
        if call.closed_at is not None:
            times = f"{times}–{call.closed_at.astimezone():%H:%M}"
        order = self.tr("order {order}").format(order=call.order) if call.order else ""
        number = spoken_phone(call.number) if call.name else ""
        return beside(times, number, order, script, sending_words(sending(row)))

    def _put_note(self, text: str, same: bool) -> None:
        """What is too long to be kept stays in sight as long as its call does."""
        typed = self.note.toPlainText()
        if typed != text and not (same and not_kept(typed) and typed.startswith(text)):
            self.note.blockSignals(True)
            self.note.setPlainText(text)
            self.note.blockSignals(False)
            self.too_long.tell(text)

    def _note_typed(self) -> None:
        self.too_long.tell(self.note.toPlainText())
        self._note_owed = True
        self._pause.start()

    def _choose(self, choice: Choice) -> None:
        if self._row is not None:
            self.keep_now()
            self.version_chosen.emit(self._row.call.id, choice)

    def ask_reopen(self) -> None:
        """Take the chosen call back, if it is over."""
        if self._row is not None and self.reopen.isEnabled():
            self.keep_now()
            call_id: UUID = self._row.call.id
            self.reopen_requested.emit(call_id)

    def _dress(self) -> None:
        self.note.setFixedHeight(self._look.px(44 if self._low else 76))
        self.record.setMinimumHeight(self._look.px(36))
        self.record.document().setDocumentMargin(0)
