"""Решения: what agents ask of their lead, the longest waiting on top, each with its whole call."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from operator_app.domain.escalations import MAX_ANSWER_TEXT, Decision, Escalation
from operator_app.services.escalations import decide, open_escalations
from operator_app.services.spoken import spoken_phone
from operator_app.services.workplace import Workplace
from operator_app.ui.elements import Card, Divider, WrappedLabel, beside
from operator_app.ui.frame.window import LayoutClass
from operator_app.ui.lanes import Runs
from operator_app.ui.notices import NoticeKind, Notices
from operator_app.ui.row_lists import (
    ROW_ROLE,
    Index,
    Lines,
    LinesPainter,
    ListCard,
    RowList,
    RowsModel,
)
from operator_app.ui.screen import Screen, Slots
from operator_app.ui.theme import Look


class QuestionModel(RowsModel[Escalation]):
    """Questions that wait."""

    def title(self, row: Escalation) -> str:
        """What is asked, on one line."""
        return " ".join(row.question.split())

    def said(self, row: Escalation) -> str:
        """With who asks and since when."""
        told = QCoreApplication.translate("Quality", "Question: {question}, {who}, {when}")
        when = f"{row.asked_at.astimezone():%d.%m, %H:%M}"
        return told.format(question=self.title(row), who=row.asked_by, when=when)


class QuestionPainter(LinesPainter):
    """The question and when it was asked; who asks and about whom."""

    def lines(self, index: Index) -> Lines | None:
        """The question in two lines."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, Escalation):
            return None
        about = row.context.customer.name or row.context.script
        below = " · ".join(one for one in (row.asked_by, about) if one)
        return Lines(str(index.data()), below, f"{row.asked_at.astimezone():%d.%m, %H:%M}")


class DecisionsPage(Screen):
    """`storage` is the lane of the file. Signal: `kept()` an answer is to be sent."""

    kept = Signal()

    def __init__(
        self, look: Look, storage: Runs, notices: Notices, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look, self._storage, self._notices = look, storage, notices
        self._workplace: Workplace | None = None
        self._shown: Escalation | None = None
        self.model = QuestionModel(self)
        self.list = RowList(look, self.model, QuestionPainter, self.tr("Questions from agents"))
        self.listed = ListCard(look, self.list, self.tr("Nobody waits for a decision"))
        self.detail = Card()
        self.question, self.facts = WrappedLabel(), WrappedLabel()
        self.said, self.answer = QPlainTextEdit(), QPlainTextEdit()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._keys = QGridLayout()
        self.buttons = {
            Decision.APPROVED: QPushButton(self.tr("Approve  Ctrl+Enter")),
            Decision.REFUSED: QPushButton(self.tr("Refuse  Alt+2")),
            Decision.TAKEN_OVER: QPushButton(self.tr("I ring the customer  Alt+3")),
        }
        self._set_up()
        self._lay_out()
        self._wire()
        look.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        # Three lines each, or the buttons below are squeezed where the window is low.
        for text in (self.said, self.answer):
            text.setMinimumHeight(self._look.px(54))

    def _set_up(self) -> None:
        self.question.setProperty("role", "title")
        self.facts.setProperty("role", "secondary")
        self.said.setReadOnly(True)
        self.said.setProperty("role", "record")
        self.said.setAccessibleName(self.tr("What the desk knows"))
        self.answer.setAccessibleName(self.tr("Answer"))
        self.answer.setPlaceholderText(self.tr("Your answer, if words are needed"))
        for text in (self.said, self.answer):
            text.setTabChangesFocus(True)
        self.buttons[Decision.APPROVED].setProperty("role", "primary")
        for button in self.buttons.values():
            button.setAccessibleName(button.text().rpartition("  ")[0])

    def _lay_out(self) -> None:
        right = QVBoxLayout(self.detail)
        self._look.space(right, (16, 16, 16, 16), 8)
        for part in (self.question, self.facts, Divider()):
            right.addWidget(part)
        right.addWidget(self.said, 3)
        right.addWidget(self.answer, 1)
        self._look.space(self._keys, spacing=8)
        right.addLayout(self._keys)
        self._look.space(self._row, spacing=8)
        for card, share in ((self.listed, 45), (self.detail, 55)):
            card.setMinimumWidth(1)
            self._row.addWidget(card, share)

    def _wire(self) -> None:
        self.list.selectionModel().currentChanged.connect(self._row_shown)
        self.list.activated.connect(lambda _: self.answer.setFocus())
        self.answer.textChanged.connect(self._typed)
        for decision, button in self.buttons.items():
            button.clicked.connect(lambda _=False, one=decision: self._decide(one))

    def attach(self, workplace: Workplace) -> None:
        """The desk is open; again after an edition was taken up between calls."""
        self._workplace = workplace
        self.refresh()

    def arrange(self, layout: LayoutClass) -> None:
        """In one column the question stands below the list; in two, approving has a line alone."""
        one_column = layout.columns == 1
        self._row.setDirection(
            QBoxLayout.Direction.TopToBottom if one_column else QBoxLayout.Direction.LeftToRight
        )
        narrow = layout.columns < 3
        approve, refuse, ring = self.buttons.values()
        self._keys.addWidget(approve, 0, 0, 1, 2 if narrow else 1)
        self._keys.addWidget(refuse, int(narrow), 0 if narrow else 1)
        self._keys.addWidget(ring, int(narrow), 1 if narrow else 2)

    def come_forward(self) -> None:
        """Read what came meanwhile; the arrows choose."""
        self.refresh()
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def slots(self) -> Slots:
        """Ctrl+Enter and Alt+1 approve, Alt+2 refuses, Alt+3 takes the customer over."""
        return {
            "confirm": lambda: self._decide(Decision.APPROVED),
            "answer-1": lambda: self._decide(Decision.APPROVED),
            "answer-2": lambda: self._decide(Decision.REFUSED),
            "answer-3": lambda: self._decide(Decision.TAKEN_OVER),
        }

    def refresh(self) -> None:
        """Read the file again."""
        workplace = self._workplace
        if workplace is not None:
            self._storage.run_latest(
                lambda: open_escalations(workplace),
                self._show,
                self._notices.tell_fault,
                topic="decisions",
            )

    def _show(self, rows: tuple[Escalation, ...]) -> None:
        chosen, shown = self.model.row(self.list.currentIndex().row()), self._shown
        before = {one.id for one in self.model.rows()}
        self.model.put(rows)
        at_hand = self.list.hasFocus() or self.answer.hasFocus()
        if shown is not None and at_hand and all(one.id != shown.id for one in rows):
            # Answered elsewhere: no other question may slip under the key that answers this one.
            if shown.id in before:
                told = self.tr("This question was answered already")
                self._notices.tell(told, NoticeKind.WARNING)
            return
        self.listed.show_rows(
            self.model.find(lambda one: chosen is not None and one.id == chosen.id)
        )
        self._row_shown(self.list.currentIndex())

    def _row_shown(self, index: QModelIndex) -> None:
        row = self.model.row(index.row()) if index.isValid() else None
        parts = (self.question, self.facts, self.said, self.answer, *self.buttons.values())
        for part in parts:
            part.setVisible(row is not None)
        # An answer being typed stays with its question while others come in.
        same = row is not None and self._shown is not None and row.id == self._shown.id
        self._shown = row
        if row is None or same:
            return
        self.answer.clear()
        self.question.setText(row.question)
        self.facts.setText(self._facts(row))
        self.said.setPlainText(row.context.said)

    def _facts(self, row: Escalation) -> str:
        customer, context = row.context.customer, row.context
        asked = self.tr("asked by {who}, {when}")
        when = f"{row.asked_at.astimezone():%d.%m, %H:%M}"
        order = self.tr("order {order}").format(order=customer.order) if customer.order else ""
        return beside(
            asked.format(who=row.asked_by, when=when), customer.name,
            spoken_phone(customer.number), order, context.script, context.step,
        )  # fmt: skip

    def _typed(self) -> None:
        text = self.answer.toPlainText()
        if len(text) > MAX_ANSWER_TEXT:
            self.answer.setPlainText(text[:MAX_ANSWER_TEXT])

    def _decide(self, decision: Decision) -> None:
        workplace, row, words = self._workplace, self._shown, self.answer.toPlainText()
        if workplace is None or row is None:
            return

        def done(known: bool) -> None:
            told = self.tr("Answered. The agent gets it with the next exchange")
            if not known:
                told = self.tr("This question was answered already")
            self._notices.tell(told, NoticeKind.DONE if known else NoticeKind.WARNING)
            self._shown = None
            self.kept.emit()
            self.refresh()
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

        self._storage.run(
            lambda: decide(workplace, row, decision, words), done, self._notices.tell_fault
        )
