"""Обратные: calls that were promised, the earliest on top; Enter rings, 1, 2 and 3 put off."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from operator_app.domain.answers import normal_phone
from operator_app.domain.callbacks import Callback, Later
from operator_app.services.callbacks import Claim, Claimed, callbacks, claim, give_up, postpone
from operator_app.services.escalations import own_questions
from operator_app.services.follow_ups import put_back
from operator_app.services.spoken import spoken_phone
from operator_app.services.workplace import Workplace
from operator_app.ui.callbacks.questions import QuestionsCard
from operator_app.ui.callbacks.rows import CallbackModel, CallbackPainter
from operator_app.ui.callbacks.words import due_words, state_words, who
from operator_app.ui.elements import Card, Divider, Scrolled, WrappedLabel, beside
from operator_app.ui.frame.window import LayoutClass
from operator_app.ui.lanes import Runs
from operator_app.ui.notices import NoticeKind, Notices
from operator_app.ui.row_lists import ListCard, RowList
from operator_app.ui.screen import Screen, Slots
from operator_app.ui.theme import Look

_LATER = {
    Qt.Key.Key_1: Later.QUARTER, Qt.Key.Key_2: Later.HOUR, Qt.Key.Key_3: Later.TOMORROW
}  # fmt: skip


def open_dialler(number: str) -> bool:
    """Hand the number to the softphone that this computer has for `tel:`; False without one."""
    return QDesktopServices.openUrl(QUrl(f"tel:{number}"))


class CallbackList(RowList):
    """Signals: `ring_asked()` Enter, `put_off(Later)` 1 to 3, `given_up()` Delete."""

    ring_asked = Signal()
    put_off = Signal(object)
    given_up = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Qt: plain digits and Enter mean something here; the rest moves."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = Qt.Key(event.key())
        if held:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.ring_asked.emit()
        elif key in _LATER:
            self.put_off.emit(_LATER[key])
        elif key == Qt.Key.Key_Delete:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class CallbacksScreen(Screen):
    """Signals: `ring_asked(Callback)` its call is to begin; `kept()` one changed in the file.

    `dial` hands a number to the softphone, only ever on the agent's own key.
    """

    ring_asked = Signal(object)
    kept = Signal()

    def __init__(self, look: Look, storage: Runs, network: Runs, notices: Notices) -> None:
        super().__init__()
        self._look, self._storage, self._network = look, storage, network
        self._notices = notices
        self.dial: Callable[[str], bool] = open_dialler
        self._workplace: Workplace | None = None
        self._before: list[Callback] = []
        self._asking = False
        self._told_of: UUID | None = None
        self._unconfirmed: Callback | None = None
        self.model = CallbackModel(self)
        self.list = CallbackList(look, self.model, CallbackPainter, self.tr("Callbacks"))
        self.listed = ListCard(look, self.list, self.tr("No callbacks. F7 promises one"))
        self.questions, self.detail = QuestionsCard(look), Card()
        self._beside = Scrolled(self.detail)
        self.who, self.facts, self.promise = WrappedLabel(), WrappedLabel(), WrappedLabel()
        self.earlier = WrappedLabel()
        self.ring = QPushButton(self.tr("Ring  Enter"))
        self.later = {
            Later.QUARTER: QPushButton(self.tr("In 15 minutes  1")),
            Later.HOUR: QPushButton(self.tr("In an hour  2")),
            Later.TOMORROW: QPushButton(self.tr("Tomorrow  3")),
        }
        self.gone = QPushButton(self.tr("Not reached, ring no more  Delete"))
        self._set_up()
        self._lay_out()
        self._wire()

    def _set_up(self) -> None:
        self.who.setProperty("role", "title")
        for label in (self.facts, self.earlier):
            label.setProperty("role", "secondary")
        self.ring.setProperty("role", "primary")
        for button in (self.ring, *self.later.values(), self.gone):
            button.setAccessibleName(button.text().rpartition("  ")[0])

    def _lay_out(self) -> None:
        right = QVBoxLayout(self.detail)
        self._look.space(right, (16, 16, 16, 16), 8)
        for part in (self.who, self.facts, Divider(), self.promise, self.earlier):
            right.addWidget(part)
        right.addStretch(1)
        for button in (self.ring, *self.later.values(), self.gone):
            right.addWidget(button)
        left = QVBoxLayout()
        self._look.space(left, spacing=8)
        for card, share in ((self.listed, 60), (self.questions, 40)):
            card.setMinimumWidth(1)
            left.addWidget(card, share)
        row = QHBoxLayout(self)
        self._look.space(row, (8, 8, 8, 8), 8)
        row.addLayout(left, 60)
        self._beside.setMinimumWidth(1)
        row.addWidget(self._beside, 40)
        self.setFocusProxy(self.list)

    def _wire(self) -> None:
        self.list.selectionModel().currentChanged.connect(self._show_chosen)
        self.list.ring_asked.connect(self._ring)
        self.list.put_off.connect(self._put_off)
        self.list.given_up.connect(self._give_up)
        self.ring.clicked.connect(self._ring)
        self.gone.clicked.connect(self._give_up)
        for how, button in self.later.items():
            button.clicked.connect(lambda _=False, one=how: self._put_off(one))

    def attach(self, workplace: Workplace) -> None:
        """The desk is open; again after an edition was taken up between calls."""
        self._workplace = workplace
        self.model.agent = workplace.desk.agent
        self.refresh()

    def arrange(self, layout: LayoutClass) -> None:
        """One column shows the list alone: every key acts there."""
        self._beside.setVisible(layout.columns > 1)

    def come_forward(self) -> None:
        """Read what came meanwhile; what is due first is chosen, the arrows choose another."""
        self.list.setCurrentIndex(self.model.index(-1))
        self.refresh()
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def slots(self) -> Slots:
        """Ctrl+Z takes back what was put off or given up; F6 goes to the questions and back."""
        turn = {"pane-next": self._turn, "pane-previous": self._turn}
        return {"undo": self._undo, **turn}

    def _turn(self) -> None:
        there = self.questions.isVisible() and not self.questions.list.hasFocus()
        goal = self.questions.list if there else self.list
        goal.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def refresh(self) -> None:
        """Read the file again."""
        workplace = self._workplace
        if workplace is not None:
            self._storage.run_latest(
                lambda: callbacks(workplace),
                self._show,
                self._notices.tell_fault,
                topic="callbacks",
            )
            self._storage.run_latest(
                lambda: own_questions(workplace),
                lambda rows: self.questions.show_questions(rows, workplace.clock()),
                self._notices.tell_fault,
                topic="own questions",
            )

    def chosen(self) -> Callback | None:
        """The row under the cursor."""
        return self.model.row(self.list.currentIndex().row())

    def _show(self, rows: tuple[Callback, ...]) -> None:
        if self._workplace is None:
            return
        chosen, place = self.chosen(), self.list.currentIndex().row()
        self.model.now = self._workplace.clock()
        self.model.put(rows)
        ids = [one.id for one in rows]
        if chosen is not None and chosen.id in ids:
            place = ids.index(chosen.id)
        self.listed.show_rows(min(max(0, place), len(rows) - 1))
        self._show_chosen(self.list.currentIndex())

    def _show_chosen(self, _: QModelIndex) -> None:
        row = self.chosen()
        for part in (self.ring, *self.later.values(), self.gone):
            part.setEnabled(row is not None)
        if row is None:
            for label in (self.who, self.facts, self.promise, self.earlier):
                label.setText("")
            return
        now, customer = self.model.now, row.customer
        order = self.tr("order {order}").format(order=customer.order) if customer.order else ""
        number = spoken_phone(customer.number) if customer.name else ""
        state = state_words(row, self.model.agent, now)
        self.who.setText(who(row))
        self.facts.setText(beside(due_words(row.due, now), state, number, order, row.reason))
        self.promise.setText(self.model.promise(row))
        made = due_words(row.item.made_at, now)
        told = self.tr("Promised by {who}, {when}")
        self.earlier.setText(told.format(who=row.made_by, when=made))

    # -- what the agent does ----------------------------------------------------------------

    def _ring(self) -> None:
        row, workplace = self.chosen(), self._workplace
        if row is None or workplace is None or self._asking:
            return
        if row.holder not in ("", workplace.desk.agent) and self._told_of != row.id:
            self._told_of = row.id
            told = self.tr("{login} rings about it. Enter again takes it over")
            self._notices.tell(told.format(login=row.holder), NoticeKind.WARNING)
            return
        if self._unconfirmed is not None and self._unconfirmed.id == row.id:
            self._begin(self._unconfirmed)
            return
        self._asking = True
        self._network.run(lambda: claim(workplace, row), self._claimed, self._not_claimed)

    def _claimed(self, claimed: Claimed) -> None:
        self._asking = False
        self.kept.emit()
        if claimed.callback is not None and claimed.result is Claim.OURS:
            self._begin(claimed.callback)
            return
        if claimed.result is Claim.UNCONFIRMED:
            self._unconfirmed = claimed.callback
            told = self.tr("No network: a colleague may ring too. Enter again rings anyway")
        elif claimed.callback is not None:
            told = self.tr("{login} was first and rings").format(login=claimed.callback.holder)
        else:
            told = self.tr("This call was made already")
        self._notices.tell(told, NoticeKind.WARNING)
        self.refresh()

    def _not_claimed(self, fault: Exception) -> None:
        self._asking = False
        self._notices.tell_fault(fault)

    def _begin(self, callback: Callback) -> None:
        self._unconfirmed = self._told_of = None
        self.ring_asked.emit(callback)
        number = normal_phone(callback.customer.number)
        if not number:
            self._notices.tell(self.tr("No number is known"), NoticeKind.WARNING)
        elif not self.dial(number):
            told = self.tr("Dial {number}: no softphone takes calls from here")
            self._notices.tell(told.format(number=spoken_phone(number)), NoticeKind.WARNING)

    def _put_off(self, how: Later) -> None:
        row, workplace = self.chosen(), self._workplace
        if row is not None and workplace is not None:
            told = self.tr("Put off. Ctrl+Z takes it back")
            self._change(lambda: postpone(workplace, row, how), told)

    def _give_up(self) -> None:
        row, workplace = self.chosen(), self._workplace
        if row is not None and workplace is not None:
            told = self.tr("Nobody rings any more. Ctrl+Z takes it back")
            self._change(lambda: give_up(workplace, row), told)

    def _change(self, act: Callable[[], Callback | None], told: str) -> None:
        def done(before: Callback | None) -> None:
            if before is not None:
                self._before.append(before)
                self._notices.tell(told, NoticeKind.DONE)
            self.kept.emit()
            self.refresh()

        self._storage.run(act, done, self._notices.tell_fault)

    def _undo(self) -> None:
        workplace = self._workplace
        if workplace is None or not self._before:
            return
        before = self._before.pop()

        def done(_: None) -> None:
            self._notices.tell(self.tr("As before"), NoticeKind.DONE)
            self.kept.emit()
            self.refresh()

        self._storage.run(lambda: put_back(workplace, before.item), done, self._notices.tell_fault)
