"""F8: a question to the lead, with all the desk knows of the call."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QWidget

from operator_app.domain.escalations import MAX_QUESTION, Context
from operator_app.services.spoken import spoken_phone
from operator_app.ui.call.record_form import RecordForm
from operator_app.ui.elements import WrappedLabel
from operator_app.ui.theme import Look


class EscalationForm(RecordForm):
    """Signal: `asked(str)`, the question; the context goes with it as it was shown."""

    asked = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.heading.setText(self.tr("Ask the lead"))
        self.question, self.known = QPlainTextEdit(), WrappedLabel()
        self.missing = WrappedLabel()
        self.send = QPushButton(self.tr("Send to the lead  Ctrl+Enter"))
        self.question.setTabChangesFocus(True)
        self.add_field(self.question, self.tr("What is to be decided"))
        self.missing.setProperty("role", "warn-text")
        self.column.addWidget(self.missing)
        label = WrappedLabel(self.tr("The lead sees"))
        label.setProperty("role", "heading")
        self.column.addWidget(label)
        self.column.addWidget(self.known)
        self.send.setProperty("role", "primary")
        self.send.setAccessibleName(self.tr("Send to the lead"))
        self.send.installEventFilter(self)
        self.column.addWidget(self.send)
        self.column.addWidget(self.told)
        self.column.addStretch(1)
        self.send.clicked.connect(self.confirm)
        self.question.textChanged.connect(self._typed)
        look.changed.connect(self._dress)
        self._dress()

    def begin(self, question: str, context: Context) -> None:
        """Show what goes along, and propose the words."""
        self.question.setPlainText(question)
        self.question.selectAll()
        self.known.setText(self._known(context))
        self.missing.setText("")

    def first_field(self) -> QWidget:
        """The question."""
        return self.question

    def confirm(self) -> None:
        """Ctrl+Enter: send it; without a word the form asks for some."""
        words = self.question.toPlainText().strip()
        if not words:
            self.missing.setText(self.tr("Write what is to be decided"))
            self.question.setFocus()
            return
        self.asked.emit(words)

    def _known(self, context: Context) -> str:
        customer = context.customer
        order = self.tr("order {order}").format(order=customer.order) if customer.order else ""
        step = self.tr("Step: {step}").format(step=context.step) if context.step else ""
        script = self.tr("Script: {script}").format(script=context.script) if context.script else ""
        said = self.tr("The record of the call so far") if context.said else ""
        number = spoken_phone(customer.number)
        lines = (customer.name, number, order, script, step, said)
        return "\n".join(one for one in lines if one) or self.tr(
            "No call is in hand: the question alone"
        )

    def _typed(self) -> None:
        text = self.question.toPlainText()
        if len(text) > MAX_QUESTION:
            self.question.setPlainText(text[:MAX_QUESTION])
        if text.strip():
            self.missing.setText("")

    def _dress(self) -> None:
        self.question.setFixedHeight(self.look.px(96))
