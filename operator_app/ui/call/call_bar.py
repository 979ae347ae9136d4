"""Keeps the top bar in step with the call in hand, the parked ones and the one that rings."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, QTimer

from operator_app.domain.calls import Call, Customer
from operator_app.services.live_call import LiveCall
from operator_app.ui.call.call_desk import CallDesk
from operator_app.ui.frame.top_bar import TopBar

TICK_MS = 500


class CallBar(QObject):
    """`idle_title` is what stands there between calls: the name of the screen in front."""

    def __init__(self, desk: CallDesk, bar: TopBar, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._bar = bar
        self._idle = ("", "")
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        bar.ringing_taken.connect(desk.start)
        bar.parked_chosen.connect(desk.resume_parked)
        desk.calls_changed.connect(self.show_call)
        self._timer.start()

    def set_idle(self, title: str, details: str) -> None:
        """What stands there between calls: the screen's name, how old the content is."""
        self._idle = (title, details)
        self.show_call()

    def show_call(self) -> None:
        """Show everything anew."""
        desk = self._desk
        self._bar.set_ringing(self._ringing(desk.ringing.number))
        parked = ((one.call.id, _who(one.call.customer)) for one in desk.desktop.parked)
        self._bar.set_parked(tuple(parked))
        self._tell_waiting()
        if desk.live is None:
            self._bar.set_idle(*self._idle)
            return
        call = desk.live.call
        passed = _passed(desk.live, call.opened_at)
        name = call.customer.name or call.customer.number
        state = self.tr("Call in progress")
        self._bar.set_call(state, passed, name, " · ".join(self._details(call)))

    def _ringing(self, number: str | None) -> str:
        if number is None:
            return ""
        if not number:
            return self.tr("Ringing: number unknown")
        return self.tr("Ringing: {number}").format(number=number)

    def _details(self, call: Call) -> list[str]:
        order = self.tr("order {order}").format(order=call.customer.order)
        known = [order] if call.customer.order else []
        if self._desk.contacts > 1:
            known.append(self.tr("contact no. {number}").format(number=self._desk.contacts))
        return [*known, self.tr("restored")] if call.recovered else known

    def _tick(self) -> None:
        if (live := self._desk.live) is not None:
            self._bar.set_timer(_passed(live, live.call.opened_at))
        self._tell_waiting()

    def _tell_waiting(self) -> None:
        self._bar.tell_waiting(
            [
                f"{_who(one.call.customer)}  {_passed(one, one.waits_since or one.call.opened_at)}"
                for one in self._desk.desktop.parked
            ]
        )


def _passed(live: LiveCall, since: datetime) -> str:
    seconds = max(0, int((live.now() - since).total_seconds()))
    return f"{seconds // 60:02d}:{seconds % 60:02d}"


def _who(customer: Customer) -> str:
    return customer.name or customer.number or customer.order or "…"
