"""F7: a call is promised. The time is typed as people say it and shown as it was understood."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QWidget

from operator_app.domain.answers import normal_phone
from operator_app.domain.callbacks import MAX_PROMISE
from operator_app.domain.calls import Customer
from operator_app.domain.due_times import (
    MAX_TYPED,
    DueTime,
    NotUnderstoodError,
    PastTimeError,
    read_due,
)
from operator_app.domain.keyboard_layout import retyped
from operator_app.domain.ports import Clock
from operator_app.services.callbacks import Promise
from operator_app.ui.call.record_form import RecordForm
from operator_app.ui.callbacks.words import due_words, understood
from operator_app.ui.elements import WrappedLabel
from operator_app.ui.notices import announce
from operator_app.ui.theme import Look


class CallbackForm(RecordForm):
    """Signal: `promised(Promise, str)` with the number to ring."""

    promised = Signal(object, str)

    def __init__(self, look: Look, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._clock = clock
        self.when, self.words, self.number = QLineEdit(), QLineEdit(), QLineEdit()
        self.meant = WrappedLabel()
        self.anyone = QCheckBox(self.tr("Anyone of the team may ring"))
        self.keep = QPushButton(self.tr("Promise the call  Ctrl+Enter"))
        self.when.setMaxLength(MAX_TYPED)
        self.words.setMaxLength(MAX_PROMISE)
        self.number.setMaxLength(40)
        self.heading.setText(self.tr("Callback"))
        self.add_field(self.when, self.tr("When"))
        self.column.addWidget(self.meant)
        self.add_field(self.words, self.tr("What was promised"))
        self.add_field(self.number, self.tr("Number"))
        self.column.addWidget(self.anyone)
        self.anyone.setAccessibleName(self.anyone.text())
        self.anyone.installEventFilter(self)
        self.keep.setProperty("role", "primary")
        self.keep.setAccessibleName(self.tr("Promise the call"))
        self.keep.installEventFilter(self)
        self.column.addWidget(self.keep)
        self.column.addWidget(self.told)
        self.column.addStretch(1)
        self.when.textChanged.connect(self._show_meant)
        self.keep.clicked.connect(self.confirm)

    def begin(self, words: str, customer: Customer, *, anyone: bool = False) -> None:
        """Fill in what is known; the time is the agent's to type."""
        self.when.clear()
        self.words.setText(words)
        self.words.setCursorPosition(0)
        self.number.setText(customer.number)
        self.anyone.setChecked(anyone)
        self._show_meant()

    def first_field(self) -> QWidget:
        """The time."""
        return self.when

    def confirm(self) -> None:
        """Ctrl+Enter: promise it; a time that is over gives way to the next one first."""
        try:
            due = self._read()
        except PastTimeError as fault:
            self.when.setText(_as_typed(fault.offered))
            self.when.setFocus()
            return
        except NotUnderstoodError:
            self.when.setFocus()
            announce(self, self.meant.text(), urgent=True)
            return
        typed = self.number.text().strip()
        promise = Promise(due, self.words.text(), not self.anyone.isChecked())
        self.promised.emit(promise, normal_phone(typed) or typed)

    def _read(self) -> DueTime:
        """The time typed, in whichever layout; raises as `read_due` does."""
        typed, now = self.when.text(), self._clock()
        try:
            return read_due(typed, now)
        except NotUnderstoodError:
            return read_due(retyped(typed), now)

    def _show_meant(self) -> None:
        now = self._clock()
        try:
            told = understood(self._read(), now)
        except PastTimeError as fault:
            offered = due_words(fault.offered.at, now)
            told = self.tr("That time is over. Ctrl+Enter offers: {time}").format(time=offered)
        except NotUnderstoodError:
            told = self.tr("For example “tomorrow at 10”, “in 2 hours”, “friday afternoon”")
        if told != self.meant.text():
            self.meant.setText(told)
            announce(self.when, told)


def _as_typed(due: DueTime) -> str:
    local = due.at.astimezone()
    return f"{local:%d.%m.%Y} {local:%H:%M}"
