"""What a window without a desk shows: the first start's choice, and the passphrase."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from operator_app.domain.errors import OperatorNotice
from operator_app.services.enrolment import Company
from operator_app.ui.answer_button import AnswerButton
from operator_app.ui.elements import Card, WrappedLabel
from operator_app.ui.lanes import Runs
from operator_app.ui.notices import Notices
from operator_app.ui.screen import Screen, Slots
from operator_app.ui.synchronisation.form import WIDTH, CardForm
from operator_app.ui.theme import Look


class Welcome(Screen):
    """The first start. Signals: `demo_chosen()`, `joining_chosen()`."""

    demo_chosen = Signal()
    joining_chosen = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        title = WrappedLabel(self.tr("This computer has no desk yet"))
        words = WrappedLabel(
            self.tr("Look around with a company made up for the purpose, or enter your own centre")
        )
        title.setProperty("role", "title")
        words.setProperty("role", "secondary")
        self.demo = AnswerButton("Alt+1", self.tr("Show with an example"))
        self.join = AnswerButton("Alt+2", self.tr("Connect to the centre"))
        self.demo.clicked.connect(self.demo_chosen)
        self.join.clicked.connect(self.joining_chosen)
        self._card = Card()
        column = QVBoxLayout(self._card)
        look.space(column, (16, 16, 16, 16), 10)
        for part in (title, words, self.demo, self.join):
            column.addWidget(part)
        row, around = QHBoxLayout(), QVBoxLayout(self)
        row.addStretch(1)
        row.addWidget(self._card, 100)
        row.addStretch(1)
        around.addStretch(1)
        around.addLayout(row)
        around.addStretch(2)
        look.changed.connect(self._dress)
        self._dress()

    def come_forward(self) -> None:
        """Enter takes the example; nothing can go wrong there."""
        self.demo.setFocus(Qt.FocusReason.OtherFocusReason)

    def slots(self) -> Slots:
        """Alt+1 and Alt+2."""
        return {"answer-1": self.demo_chosen.emit, "answer-2": self.joining_chosen.emit}

    def _dress(self) -> None:
        self._card.setMaximumWidth(self._look.px(WIDTH))


class UnlockForm(CardForm):
    """Asks for the passphrase where the system has no key store. Signal: `unlocked()`."""

    unlocked = Signal()

    def __init__(self, look: Look, company: Company, lane: Runs, notices: Notices) -> None:
        super().__init__(look)
        self.word(
            self.tr("Passphrase"),
            self.tr("This computer has no key store: your records open with your passphrase"),
            self.tr("Open"),
        )
        self._company, self._lane, self._notices = company, lane, notices
        self.phrase = self.add_field(self.tr("Passphrase"), secret=True)
        self.finish()

    def confirm(self) -> None:
        """Ctrl+Enter: try it."""
        company, phrase = self._company, self.phrase.text()
        self._lane.run(lambda: company.unlock(phrase), lambda _: self._opened(), self._refused)

    def _opened(self) -> None:
        self.phrase.clear()
        self.unlocked.emit()

    def _refused(self, fault: Exception) -> None:
        if not isinstance(fault, OperatorNotice):
            raise fault
        self.hint.setText(self._notices.words(fault))
        self.phrase.selectAll()
        self.phrase.setFocus(Qt.FocusReason.OtherFocusReason)
