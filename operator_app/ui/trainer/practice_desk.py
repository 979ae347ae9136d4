"""The desk of a call, for a call that is kept nowhere."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal

from operator_app.domain.practice import PracticeCase
from operator_app.services.live_call import LiveCall
from operator_app.services.workplace import Workplace
from operator_app.ui.call.call_desk import CallDesk
from operator_app.ui.call.call_screen import CallScreen
from operator_app.ui.lanes import Runs
from operator_app.ui.notices import Message, NoticeKind, Notices


class KeyTable:
    """What the desk's commands do, for the screen to offer while it is in front."""

    def __init__(self) -> None:
        self.slots: dict[str, Callable[[], object]] = {}

    def connect_command(self, command_id: str, slot: Callable[[], object]) -> None:
        """Call `slot` when the screen hands the command on."""
        self.slots[command_id] = slot


class PracticeDesk(CallDesk):
    """The same acts as in a live call, of which nothing is saved; pins and marks of reading are.

    Signal: `moved()` whenever the call would have been saved.
    """

    moved = Signal()

    def __init__(
        self,
        workplace: Workplace,
        screen: CallScreen,
        keys: KeyTable,
        lanes: tuple[Runs, Runs],
        notices: Notices,
    ) -> None:
        """`lanes` are those of storage and search."""
        quiet = Notices(parent=screen)
        quiet.listen(lambda message: self._pass_on(message, notices))
        super().__init__(workplace, screen, keys, *lanes, quiet)

    def begin_case(self, case: PracticeCase) -> LiveCall:
        """The made-up customer rings and is taken."""
        self.ringing.begin(case.caller.number)
        self.start()
        live = self.live
        if live is None:
            raise RuntimeError("a call that was started is not in hand")
        return live

    def save(self) -> None:
        """Nothing of a practice call is written; who shows it learns that it went on."""
        self.moved.emit()

    def _load_past(self) -> None:
        """A made-up customer has no earlier calls."""

    def _pass_on(self, message: Message, notices: Notices) -> None:
        # «The call is over. F12 returns it» is not so here; a fault is told all the same.
        if self.live is not None or message.kind is not NoticeKind.DONE:
            notices.tell(message.text, message.kind, message.lasts_ms)
