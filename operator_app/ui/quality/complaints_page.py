"""Жалобы: what was complained of, what was promised and not kept, what repeats; a cause filters."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QModelIndex, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from operator_app.services.complaints import Register, RegisterRow, register, resolve
from operator_app.services.spoken import spoken_phone
from operator_app.services.workplace import Workplace
from operator_app.ui.call.case_words import case_kind, case_state, case_words
from operator_app.ui.elements import Card, WrappedLabel, beside
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

PERIODS = (7, 30, 90)


class CaseModel(RowsModel[RegisterRow]):
    """Rows of the register; `now` decides what is late, set it before `put`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.now = datetime.now(UTC)

    def title(self, row: RegisterRow) -> str:
        """What it is and whose."""
        customer = row.case.customer
        who = customer.name or spoken_phone(customer.number) or customer.order
        return " · ".join(one for one in (case_kind(row.case), who) if one)

    def said(self, row: RegisterRow) -> str:
        """With its words, state and repeats."""
        words = " ".join(case_words(row.case, self.now).split())
        parts = (self.title(row), words, case_state(row.case, self.now), repeat_words(row))
        return ", ".join(one for one in parts if one)


class CasePainter(LinesPainter):
    """What it is; by when or what was done, and how often the like of it came."""

    def lines(self, index: Index) -> Lines | None:
        """The case in two lines."""
        row, model = index.data(ROW_ROLE), index.model()
        if not isinstance(row, RegisterRow) or not isinstance(model, CaseModel):
            return None
        parts = (case_state(row.case, model.now), repeat_words(row))
        below = " · ".join(one for one in parts if one)
        return Lines(str(index.data()), below, late=row.case.late(model.now))


def repeat_words(row: RegisterRow) -> str:
    """«ещё от клиента: 1, на этом шаге: 2», "" when nothing repeats."""
    parts = []
    if row.repeats.customer:
        told = QCoreApplication.translate("Cases", "more from this customer: {count}")
        parts.append(told.format(count=row.repeats.customer))
    if row.repeats.place:
        told = QCoreApplication.translate("Cases", "more at this step: {count}")
        parts.append(told.format(count=row.repeats.place))
    return ", ".join(parts)


class ComplaintsPage(Screen):
    """`storage` is the lane of the file. Signal: `kept()` a case was closed and is to be sent."""

    kept = Signal()

    def __init__(
        self, look: Look, storage: Runs, notices: Notices, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look, self._storage, self._notices = look, storage, notices
        self._workplace: Workplace | None = None
        self._shown: RegisterRow | None = None
        self._closed: UUID | None = None
        self.model, self.detail = CaseModel(self), Card()
        name = self.tr("Complaints and promises not kept")
        self.list = RowList(look, self.model, CasePainter, name)
        empty = self.tr("No complaints in this period, every promise was kept")
        self.listed = ListCard(look, self.list, empty)
        self.period, self.cause = QComboBox(), QComboBox()
        self._labels: list[QLabel] = []
        self.title, self.facts = WrappedLabel(), WrappedLabel()
        self.said, self.resolution = QPlainTextEdit(), QPlainTextEdit()
        self.done = QPushButton(self.tr("Done  Ctrl+Enter"))
        self._set_up()
        self._lay_out()
        self.period.currentIndexChanged.connect(self.refresh)
        self.cause.activated.connect(self.refresh)
        self.list.selectionModel().currentChanged.connect(self._row_shown)
        self.list.activated.connect(lambda _: self.said.setFocus())
        self.done.clicked.connect(self._resolve)

    def _set_up(self) -> None:
        told = self.tr("{days} days")
        for days in PERIODS:
            self.period.addItem(told.format(days=days), days)
        self.period.setCurrentIndex(1)
        self.period.setAccessibleName(self.tr("Period"))
        self.cause.setAccessibleName(self.tr("Cause"))
        self.title.setProperty("role", "title")
        self.facts.setProperty("role", "secondary")
        self.said.setReadOnly(True)
        self.said.setProperty("role", "record")
        self.said.setAccessibleName(self.tr("The call"))
        self.resolution.setAccessibleName(self.tr("What was done"))
        self.resolution.setPlaceholderText(self.tr("What was done, for the register"))
        for text in (self.said, self.resolution):
            text.setTabChangesFocus(True)
        self.done.setProperty("role", "primary")
        self.done.setAccessibleName(self.tr("Done"))

    def _lay_out(self) -> None:
        filters = QHBoxLayout()
        self._look.space(filters, spacing=8)
        for box, name in ((self.period, self.tr("Period")), (self.cause, self.tr("Cause"))):
            label = QLabel(name)
            label.setBuddy(box)
            self._labels.append(label)
            filters.addWidget(label)
            filters.addWidget(box, 1)
        self.listed.column.insertLayout(0, filters)
        right = QVBoxLayout(self.detail)
        self._look.space(right, (16, 16, 16, 16), 8)
        right.addWidget(self.title)
        right.addWidget(self.facts)
        right.addWidget(self.said, 3)
        right.addWidget(self.resolution, 1)
        right.addWidget(self.done)
        row = QHBoxLayout(self)
        self._look.space(row, spacing=8)
        for card, share in ((self.listed, 45), (self.detail, 55)):
            card.setMinimumWidth(1)
            row.addWidget(card, share)

    def attach(self, workplace: Workplace) -> None:
        """The desk is open; again after an edition was taken up between calls."""
        self._workplace = workplace
        self.refresh()

    def arrange(self, layout: LayoutClass) -> None:
        """One column shows the list alone; two leave the filters no room for their names."""
        self.detail.setVisible(layout.columns > 1)
        for label in self._labels:
            label.setVisible(layout.columns > 2)

    def come_forward(self) -> None:
        """Read what came meanwhile; the arrows choose, Enter reads the call."""
        self.refresh()
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def slots(self) -> Slots:
        """Ctrl+Enter says that the chosen one is done."""
        return {"confirm": self._resolve}

    def refresh(self) -> None:
        """Read the file again."""
        workplace, days = self._workplace, int(self.period.currentData() or PERIODS[1])
        cause = str(self.cause.currentData() or "")
        if workplace is not None:
            self.model.now = workplace.clock()
            self._storage.run_latest(
                lambda: register(workplace, days, cause),
                self._show,
                self._notices.tell_fault,
                topic="cases",
            )

    def _show(self, found: Register) -> None:
        chosen, cause = self._shown, self.cause.currentData()
        self.cause.clear()
        self.cause.addItem(self.tr("All causes"), "")
        for name, count in found.causes:
            self.cause.addItem(f"{name}: {count}", name)
        self.cause.setCurrentIndex(max(0, self.cause.findData(cause)))
        before = {one.case.id for one in self.model.rows()}
        self.model.put(found.rows)
        at_hand = self.list.hasFocus() or self.resolution.hasFocus()
        if chosen is not None and at_hand and self._gone(chosen, found):
            # Closed elsewhere: nothing else may slip under the key and the words meant for this.
            if chosen.case.id in before:
                self._notices.tell(self.tr("It was closed already"), NoticeKind.WARNING)
            return
        self.listed.show_rows(
            self.model.find(lambda one: chosen is not None and one.case.id == chosen.case.id)
        )
        self._row_shown(self.list.currentIndex())

    def _gone(self, chosen: RegisterRow, found: Register) -> bool:
        key = chosen.case.id
        return key != self._closed and all(one.case.id != key for one in found.rows)

    def _row_shown(self, index: QModelIndex) -> None:
        row = self.model.row(index.row()) if index.isValid() else None
        for part in (self.title, self.facts, self.said, self.resolution, self.done):
            part.setVisible(row is not None)
        same = row is not None and self._shown is not None and row.case.id == self._shown.case.id
        self._shown = row
        if row is None:
            return
        case = row.case
        self.title.setText(self.model.title(row))
        order = self.tr("order {order}").format(order=case.customer.order)
        facts = beside(
            case_state(case, self.model.now), case.made_by, spoken_phone(case.customer.number),
            order if case.customer.order else "", case.sop, case.step, repeat_words(row),
        )  # fmt: skip
        self.facts.setText(facts)
        self.done.setEnabled(case.open)
        if not same:
            parts = (case_words(case, self.model.now), case.item.text("said"))
            self.said.setPlainText("\n\n".join(one for one in parts if one))
            self.resolution.clear()

    def _resolve(self) -> None:
        workplace, row, words = self._workplace, self._shown, self.resolution.toPlainText()
        if workplace is None or row is None or not row.case.open:
            return

        def done(kept: bool) -> None:
            told = self.tr("Noted as done") if kept else self.tr("It was closed already")
            self._notices.tell(told, NoticeKind.DONE if kept else NoticeKind.WARNING)
            self._closed = row.case.id
            self.kept.emit()
            self.refresh()
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

        self._storage.run(
            lambda: resolve(workplace, row.case, words), done, self._notices.tell_fault
        )
