"""The agent's own questions to the lead: what still waits, and what was answered and when."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, QModelIndex, QObject, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from operator_app.domain.escalations import Escalation
from operator_app.services.escalations import answered_at
from operator_app.ui.call.words import decision_words
from operator_app.ui.callbacks.words import due_words
from operator_app.ui.elements import Card, Scrolled, WrappedLabel
from operator_app.ui.row_lists import (
    ROW_ROLE,
    Index,
    Lines,
    LinesPainter,
    RowList,
    RowsModel,
)
from operator_app.ui.theme import Look


class OwnQuestionModel(RowsModel[Escalation]):
    """`now` decides how times are worded; set it before `put`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.now = datetime.now(UTC)

    def title(self, row: Escalation) -> str:
        """What was asked, on one line."""
        return " ".join(row.question.split())

    def state(self, row: Escalation) -> str:
        """«Ждёт ответа», or the decision, the answer's words and when it came."""
        at = answered_at(row)
        if at is None:
            return QCoreApplication.translate("Callbacks", "Waits for the lead")
        told = (decision_words(row.decision), row.answered_by, due_words(at, self.now))
        return " · ".join(one for one in told if one)

    def said(self, row: Escalation) -> str:
        """The question, what became of it, the answer."""
        parts = (self.title(row), self.state(row), row.answer)
        return ", ".join(one for one in parts if one)


class OwnQuestionPainter(LinesPainter):
    """The question and when it was asked; what became of it."""

    def lines(self, index: Index) -> Lines | None:
        """The question in two lines."""
        row, model = index.data(ROW_ROLE), index.model()
        if not isinstance(row, Escalation) or not isinstance(model, OwnQuestionModel):
            return None
        return Lines(model.title(row), model.state(row), due_words(row.asked_at, model.now))


class QuestionsCard(Card):
    """Hidden while there are none; the chosen one stands in full below the list."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = QLabel(self.tr("My questions to the lead  F6"))
        title.setProperty("role", "heading")
        self.model, self.whole = OwnQuestionModel(self), WrappedLabel()
        name = self.tr("My questions to the lead")
        self.list = RowList(look, self.model, OwnQuestionPainter, name)
        inside = Card()
        inside.setProperty("role", "clear")
        look.space(words := QVBoxLayout(inside), (0, 0, 0, 0))
        words.addWidget(self.whole)
        words.addStretch(1)
        self.below = Scrolled(inside)
        self.below.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.below.setAccessibleName(name)
        column = QVBoxLayout(self)
        look.space(column, (12, 12, 12, 12), 8)
        for part in (title, self.list, self.below):
            column.addWidget(part, 0 if part is title else 1)
        self.list.selectionModel().currentChanged.connect(self._show_whole)
        self.hide()

    def show_questions(self, rows: tuple[Escalation, ...], now: datetime) -> None:
        """The newest first; the chosen one stays chosen."""
        before = self.model.row(self.list.currentIndex().row())
        self.model.now = now
        self.model.put(rows)
        self.setVisible(bool(rows))
        place = self.model.find(lambda one: before is not None and one.id == before.id)
        self.list.setCurrentIndex(self.model.index(place))

    def _show_whole(self, chosen: QModelIndex) -> None:
        row = self.model.row(chosen.row())
        parts = (row.question, row.answer) if row else ()
        self.whole.setText("\n\n".join(one for one in parts if one))
