"""What the agent keeps at hand: pinned procedures, what was read, own replies; and a paper copy."""

from __future__ import annotations

from PySide6.QtCore import QObject

from operator_app.domain.sops import Sop
from operator_app.services.own_replies import own_replies
from operator_app.services.read_sops import note_opened, remembered, toggle_pin
from operator_app.services.workplace import Workplace
from operator_app.ui.call.look_up import LookUp
from operator_app.ui.lanes import Runs
from operator_app.ui.notices import NoticeKind, Notices
from operator_app.ui.reading.printing import PassagePrinter
from operator_app.ui.reading.reader import Reader


class AtHand(QObject):
    """Beside the search of a call; `workplace` is the edition in use."""

    def __init__(
        self, workplace: Workplace, look_up: LookUp, reader: Reader, storage: Runs,
        notices: Notices, parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.workplace = workplace
        self._look_up, self._reader = look_up, reader
        self._storage, self._notices = storage, notices
        self._printer = PassagePrinter(storage, notices, self)

    def print_passage(self) -> None:
        """Ctrl+P: the passage that is previewed or read."""
        if self._look_up.shown is not None:
            sop, section = self._look_up.shown
            self._printer.print_passage(self._reader, sop, section.anchor)

    def read(self, sop: Sop) -> None:
        """A passage was opened: the next call finds it nearer."""
        workplace = self.workplace
        self._storage.run(
            lambda: note_opened(workplace, sop.id), lambda _: None, self._notices.tell_fault
        )

    def remind(self) -> None:
        """Put what the agent keeps at hand into the empty list; know what they wrote."""
        workplace = self.workplace
        self._storage.run_latest(
            lambda: remembered(workplace),
            self._look_up.remind,
            self._notices.tell_fault,
            topic="memory",
        )
        self._storage.run_latest(
            lambda: own_replies(workplace),
            self._look_up.know_own,
            self._notices.tell_fault,
            topic="own-replies",
        )

    def pin(self) -> None:
        """Ctrl+D: the procedure previewed is kept at hand, or let go."""
        workplace, sop = self.workplace, self._look_up.shown_sop()
        if not sop:
            return

        def pinned(ids: tuple[str, ...]) -> None:
            text = self.tr("{sop} is pinned") if sop in ids else self.tr("{sop} is unpinned")
            self._notices.tell(text.format(sop=sop), NoticeKind.DONE)

        self._storage.run(lambda: toggle_pin(workplace, sop), pinned, self._notices.tell_fault)
