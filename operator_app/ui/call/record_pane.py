"""The record that writes itself, the note, the outcome, the customer, and the end of the call."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from operator_app.domain.calls import Customer
from operator_app.ui.call.form_customer import CustomerForm
from operator_app.ui.call.record_form import RecordForm
from operator_app.ui.call.record_lines import RecordLines
from operator_app.ui.elements import Card, WrappedLabel
from operator_app.ui.lanes import Runs
from operator_app.ui.note_length import NoteLength
from operator_app.ui.phrases.editor import PhraseEditor
from operator_app.ui.theme import Look

OUTCOME_THROTTLE_MS = 700
"""An outcome being typed is handed on this often: it is on the disk a second after the change."""


class RecordPane(Card):
    """What is kept of the call, and the form of its customer.

    Signals: `note_edited(str)`, `outcome_edited(str)`, `end_asked()`,
    `customer_accepted(Customer)`, `left()`.
    """

    note_edited = Signal(str)
    outcome_edited = Signal(str)
    end_asked = Signal()
    customer_accepted = Signal(object)
    left = Signal()

    def __init__(self, look: Look, phrases: Runs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.saved = QLabel()
        self.saved.setProperty("role", "secondary")
        self.lines_view = RecordLines(look)
        self.show_lines = self.lines_view.show_lines
        self.note = PhraseEditor(look, phrases)
        self.note.setTabChangesFocus(True)
        self.too_long = NoteLength(self.note)
        self.outcome = QComboBox()
        self.outcome.setEditable(True)
        self.outcome.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.outcome_label = QLabel(self.tr("Outcome"))
        self.outcome_label.setProperty("role", "secondary")
        self.outcome_label.setBuddy(self.outcome)
        self.past = QVBoxLayout()
        self.look.space(self.past, spacing=4)
        self.below = QVBoxLayout()
        self.look.space(self.below, spacing=6)
        self._outcome_open = False
        self._outcome_pause = QTimer(self)
        self._outcome_pause.setSingleShot(True)
        self._outcome_pause.setInterval(OUTCOME_THROTTLE_MS)
        self._outcome_pause.timeout.connect(self.commit_outcome)
        self.promise, self.ask = QPushButton(self.tr("Callback  F7")), QPushButton()
        self.ask.setText(self.tr("Ask the lead  F8"))
        self.end = QPushButton()
        self.end.setProperty("role", "primary")
        self.form = CustomerForm(look)
        self.pages, self.page = QStackedWidget(), QWidget()
        self._lay_out()
        self._wire()
        look.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self.note.setFixedHeight(self.look.px(60))

    def _lay_out(self) -> None:
        title = QLabel(self.tr("Call record"))
        title.setProperty("role", "title")
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(self.saved)
        column = QVBoxLayout(self.page)
        self.look.space(column, (0, 0, 0, 0), 8)
        column.addLayout(head)
        column.addWidget(self.lines_view, 1)
        column.addWidget(self.note)
        column.addWidget(self.too_long)
        column.addWidget(self.note.line)
        column.addWidget(self.outcome_label)
        column.addWidget(self.outcome)
        column.addLayout(self.below)
        column.addLayout(self.past)
        after = QHBoxLayout()
        self.look.space(after, spacing=8)
        for button in (self.promise, self.ask):
            button.setAccessibleName(button.text().rpartition("  ")[0])
            # Shown by what acts on them: a practice call promises nothing to anybody.
            button.hide()
            after.addWidget(button, 1)
        column.addLayout(after)
        column.addWidget(self.end)
        self.pages.addWidget(self.page)
        self.pages.addWidget(self.form)
        outer = QVBoxLayout(self)
        self.look.space(outer, (12, 12, 12, 12))
        outer.addWidget(self.pages)

    def _wire(self) -> None:
        self.note.setPlaceholderText(self.tr("A note, if needed"))
        self.note.setAccessibleName(self.tr("Note"))
        self.outcome.setAccessibleName(self.tr("Outcome"))
        self.note.textChanged.connect(self._note_changed)
        self.note.installEventFilter(self)
        editor = self.outcome.lineEdit()
        if editor is not None:
            editor.textEdited.connect(self._outcome_typed)
            editor.editingFinished.connect(self.commit_outcome)
            editor.installEventFilter(self)
            editor.setAccessibleName(self.tr("Outcome"))
            editor.setPlaceholderText(self.tr("Not decided yet"))
        self.outcome.activated.connect(self._outcome_typed)
        self.outcome.activated.connect(lambda _: self.commit_outcome())
        self.end.clicked.connect(self.end_asked)
        self.form.accepted.connect(self._accept)
        self.form.left.connect(self.close_form)

    def show_note(self, text: str) -> None:
        """Another call's note, set without counting as an edit."""
        if self.note.text() != text:
            self.note.blockSignals(True)
            self.note.setPlainText(text)
            self.note.blockSignals(False)
            self.too_long.tell(text)

    def show_outcome(
        self, outcome: str, offered: tuple[str, ...], *, proposed: bool = False
    ) -> None:
        """The outcome as it will be kept, whether the script `proposed` it, and others instead."""
        by_script = self.tr("Outcome (proposed by the script)")
        self.outcome_label.setText(by_script if proposed else self.tr("Outcome"))
        editor = self.outcome.lineEdit()
        if editor is not None and editor.hasFocus():
            return
        self.outcome.clear()
        self.outcome.addItems(list(offered))
        self.outcome.setCurrentText(outcome)
        if editor is not None:
            editor.setCursorPosition(0)

    def commit_outcome(self) -> None:
        """Take the outcome typed so far: a few changes, not one a letter."""
        if self._outcome_open:
            self._outcome_open = False
            self._outcome_pause.stop()
            self.outcome_edited.emit(self.outcome.currentText().strip())

    def _outcome_typed(self) -> None:
        if not self._outcome_open:
            self._outcome_open = True
            self._outcome_pause.start()

    def add_below(self, part: QWidget) -> None:
        """What a desk shows below the outcome."""
        self.below.addWidget(part)

    def show_past(self, calls: tuple[str, ...]) -> None:
        """Earlier calls of this customer on this desk, a line each."""
        while self.past.count():
            item = self.past.takeAt(0)
            if item and (widget := item.widget()):
                widget.hide()
                widget.deleteLater()
        if not calls:
            return
        head = QLabel(self.tr("Earlier calls"))
        head.setProperty("role", "heading")
        self.past.addWidget(head)
        for one in calls:
            self.past.addWidget(WrappedLabel(one))

    def set_end(self, text: str, enabled: bool) -> None:
        """The button of F12: «Завершить звонок  F12»."""
        self.end.setText(text)
        self.end.setEnabled(enabled)

    def open_form(self, customer: Customer) -> None:
        """Ctrl+I: the customer in place of the record."""
        self.pages.setCurrentWidget(self.form)
        self.form.show_customer(customer)

    def show_form(self, form: RecordForm) -> None:
        """A form of another key in place of the record, the cursor in its first field."""
        if self.pages.indexOf(form) < 0:
            self.pages.addWidget(form)
            form.left.connect(self.close_form)
        self.pages.setCurrentWidget(form)
        form.first_field().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def first_focus(self) -> QWidget:
        """Where F6 lands: the note, the form in its place, the first button without a call."""
        shown = self.pages.currentWidget()
        if isinstance(shown, RecordForm):
            return shown.first_field()
        if self.customer_open():
            return self.form.name
        return self.note if self.note.isEnabled() else self.promise

    def customer_open(self) -> bool:
        """Whether the customer form is shown."""
        return self.pages.currentWidget() is self.form

    def form_open(self) -> bool:
        """Whether any form stands in place of the record."""
        return self.pages.currentIndex() > 0

    def close_form(self) -> None:
        """Back to the record."""
        if self.form_open():
            self.pages.setCurrentIndex(0)
            self.left.emit()

    def confirm_form(self) -> None:
        """Ctrl+Enter in the form."""
        shown = self.pages.currentWidget()
        if isinstance(shown, RecordForm):
            shown.confirm()
        else:
            self._accept(self.form.customer())

    def let_record(self, possible: bool, returning: bool) -> None:
        """Whether there is a call to record, or one that F12 takes back.

        The forms can be filled in without one; what is typed as its note would be lost.
        """
        editor = self.outcome.lineEdit()
        if not possible and (self.note.hasFocus() or (editor and editor.hasFocus())):
            self.left.emit()
        self.page.setEnabled(possible or returning)
        self.note.setEnabled(possible)
        self.outcome.setEnabled(possible)

    def _accept(self, customer: Customer) -> None:
        self.customer_accepted.emit(customer)
        self.close_form()

    def _note_changed(self) -> None:
        self.too_long.tell(self.note.text())
        self.note_edited.emit(self.note.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Qt: Esc in the note or the outcome goes back to search."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            leaves = event.key() == Qt.Key.Key_Escape
            if leaves:
                self.left.emit()
            return leaves
        return super().eventFilter(watched, event)
