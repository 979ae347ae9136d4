"""Under the record: who calls, by one key, and what colleagues noted of them."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from operator_app.domain.calls import NOBODY, Customer
from operator_app.domain.errors import OperatorNotice
from operator_app.domain.ports import CentreFault
from operator_app.domain.records import ColleagueCall
from operator_app.services.caller_card import colleagues_calls, known_as
from operator_app.ui.call.call_desk import CallDesk
from operator_app.ui.call.record_pane import RecordPane
from operator_app.ui.call.words import call_day
from operator_app.ui.elements import WrappedLabel
from operator_app.ui.lanes import Lanes
from operator_app.ui.notices import Notices
from operator_app.ui.shortcuts import TakesKeys

MOST_SHOWN = 3


class CallerCard(QWidget):
    """`same` names the customer this seems to be; `lines` are colleagues' calls or what hinders."""

    def __init__(self, pane: RecordPane) -> None:
        super().__init__(pane.page)
        self.same = QPushButton()
        self.head = QLabel(self.tr("Calls to colleagues"))
        self.head.setProperty("role", "heading")
        self.lines = WrappedLabel()
        column = QVBoxLayout(self)
        pane.look.space(column, (0, 0, 0, 0), 4)
        for part in (self.same, self.head, self.lines):
            column.addWidget(part)
        self.offer("")
        self.show_lines("")
        beside = pane.page.layout()
        if isinstance(beside, QVBoxLayout):
            beside.insertWidget(beside.indexOf(pane.past) + 1, self)

    def offer(self, who: str) -> None:
        """«Это Кузьмина Анна, заказ 5510-2284?», "" for nobody."""
        text = self.tr("It is {who}  Ctrl+M").format(who=who)
        self.same.setText(text)
        self.same.setToolTip(text)
        self.same.setAccessibleName(text)
        self.same.setVisible(bool(who))

    def show_lines(self, text: str) -> None:
        """Colleagues' calls, a line each; "" for none."""
        self.lines.setText(text)
        for part in (self.head, self.lines):
            part.setVisible(bool(text))


class CallerDesk(QObject):
    """Asks the file and the centre whenever the customer in hand is another."""

    def __init__(
        self, desk: CallDesk, pane: RecordPane, keys: TakesKeys, lanes: Lanes, notices: Notices
    ) -> None:
        super().__init__(desk)
        self.card = CallerCard(pane)
        self._desk, self._lanes, self._notices = desk, lanes, notices
        self._asked = NOBODY
        self._found: Customer | None = None
        self._refused = False
        keys.connect_command("customer-same", self.take)
        self.card.same.clicked.connect(self.take)
        desk.calls_changed.connect(self._look)

    def take(self) -> None:
        """Ctrl+M: the caller is the customer who is named."""
        if self._found is not None:
            self._desk.set_customer(self._found)

    def ask_again(self) -> None:
        """The network may be back: ask the centre for what it refused."""
        if self._refused:
            self._asked = NOBODY
            self._look()

    def _look(self) -> None:
        live = self._desk.live
        customer = live.call.customer if live is not None else NOBODY
        if customer == self._asked:
            return
        self._asked, self._refused = customer, False
        self._offer(None)
        self.card.show_lines("")
        if live is None or customer == NOBODY:
            return
        call, workplace = live.call, self._desk.workplace
        self._lanes.storage.run_latest(
            lambda: known_as(workplace.begin, call),
            lambda found: self._offer(found) if customer == self._asked else None,
            self._failed, topic="known-as",
        )  # fmt: skip
        self._lanes.network.run_latest(
            lambda: colleagues_calls(workplace, customer, call.id),
            lambda calls: self._show(calls) if customer == self._asked else None,
            self._failed, topic="colleagues",
        )  # fmt: skip

    def _offer(self, found: Customer | None) -> None:
        self._found = found
        order = self.tr("order {order}").format(order=found.order) if found and found.order else ""
        self.card.offer(", ".join(one for one in (found.name if found else "", order) if one))

    def _show(self, calls: tuple[ColleagueCall, ...]) -> None:
        shown, now = calls[:MOST_SHOWN], self._desk.workplace.clock()
        self.card.show_lines(
            "\n".join(
                f"{call_day(one.opened_at, now)}  {one.who}: {one.outcome or one.note}"
                for one in shown
            )
        )

    def _failed(self, fault: Exception) -> None:
        if isinstance(fault, CentreFault):
            self._refused = True
            self.card.show_lines(self.tr("The centre does not answer. Ctrl+R asks it again"))
        elif isinstance(fault, OperatorNotice):
            self._notices.tell_notice(fault)
        else:
            raise fault
