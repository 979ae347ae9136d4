"""An agent's own replies at work: begun, changed, let go, brought back."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from operator_app.domain.replies import Reply
from operator_app.services.own_replies import drop_own, keep_own, new_reply, own_replies
from operator_app.services.workplace import Workplace
from operator_app.ui.lanes import Runs
from operator_app.ui.notices import NoticeKind, Notices
from operator_app.ui.replies.own_card import OwnCard

KEPT_MS: Final = 700
"""A reply being written is handed to the disk this often; keys do not restart it."""


class OwnDesk(QObject):
    """Signals: `changed(tuple[Reply, ...])` what is kept; `opened()` and `closed()` the form."""

    changed = Signal(object)
    opened = Signal()
    closed = Signal()

    def __init__(self, card: OwnCard, storage: Runs, notices: Notices, parent: QObject) -> None:
        super().__init__(parent)
        self._card, self._storage, self._notices = card, storage, notices
        self._workplace: Workplace | None = None
        self._own: tuple[Reply, ...] = ()
        self._dropped: Reply | None = None
        self.is_open = False
        self._before: Reply | None = None
        self._drafted = False
        self._throttle = QTimer(self)
        self._throttle.setSingleShot(True)
        self._throttle.setInterval(KEPT_MS)
        self._throttle.timeout.connect(self.keep)
        card.edited.connect(self._edited)
        card.done.connect(self.finish)
        card.drop_asked.connect(self.drop)

    def attach(self, workplace: Workplace) -> None:
        """The desk is open: what its agent wrote."""
        self._workplace, self._dropped = workplace, None
        self._storage.run(lambda: own_replies(workplace), self._take, self._notices.tell_fault)

    def look_again(self) -> None:
        """What was written at another desk may have come."""
        if (workplace := self._workplace) is not None:
            self._storage.run(
                lambda: own_replies(workplace), self._take_other, self._notices.tell_fault
            )

    def begin(self) -> None:
        """Ctrl+N: an empty form."""
        if self._workplace is not None and not self.is_open:
            self.edit(new_reply(self._workplace))

    def edit(self, reply: Reply) -> None:
        """Open the form on a reply."""
        if self._workplace is None:
            return
        self._before = next((one for one in self._own if one.id == reply.id), None)
        self._drafted = False
        self.opened.emit()
        self._card.show_reply(reply, self._workplace.content.topics)
        self.is_open = True

    def _edited(self) -> None:
        if self.is_open and not self._throttle.isActive():
            self._throttle.start()

    def keep(self) -> None:
        """What stands in the form, so that it outlives the program; the form stays open."""
        desk, reply = self._workplace, self._card.reply()
        if self.is_open and desk is not None and reply is not None and reply.text.strip():
            self._drafted = True
            self._storage.run(lambda: keep_own(desk, reply), self._kept, self._notices.tell_fault)

    def finish(self) -> None:
        """Ctrl+Enter, Esc: keep what stands in the form; an empty text keeps nothing."""
        desk, reply, before = self._workplace, self._card.reply(), self._before
        if desk is None or reply is None:
            self._notices.tell(self._card.told.text(), NoticeKind.WARNING)
            return
        self._close()
        if reply.text.strip():
            self._storage.run(lambda: keep_own(desk, reply), self._take, self._notices.tell_fault)
        elif self._drafted:
            # What was kept while it was being emptied gives way to what was there before.
            restore = (
                (lambda: keep_own(desk, before)) if before else lambda: drop_own(desk, reply.id)
            )
            self._storage.run(restore, self._take, self._notices.tell_fault)

    def drop(self) -> None:
        """Let the reply in the form go; Ctrl+Z brings it back."""
        desk, reply = self._workplace, self._card.reply()
        self._close()
        if desk is None or reply is None:
            return
        kept = next((one for one in self._own if one.id == reply.id), None)
        if kept is None and self._drafted:
            kept = reply
        if kept is None:
            return
        self._dropped = kept
        self._storage.run(lambda: drop_own(desk, kept.id), self._take, self._notices.tell_fault)
        self._notices.tell(self.tr("The reply is deleted. Ctrl+Z brings it back"))

    def undo(self) -> None:
        """Ctrl+Z: the reply deleted last comes back."""
        desk, reply = self._workplace, self._dropped
        if desk is not None and reply is not None and not self.is_open:
            self._dropped = None
            self._storage.run(lambda: keep_own(desk, reply), self._take, self._notices.tell_fault)

    def _close(self) -> None:
        self._throttle.stop()
        self.is_open = False
        self.closed.emit()

    def _kept(self, own: tuple[Reply, ...]) -> None:
        # Listed when the form is closed: a list that changes meanwhile would take the cursor.
        self._own = own

    def _take_other(self, own: tuple[Reply, ...]) -> None:
        if own != self._own:
            self._take(own)

    def _take(self, own: tuple[Reply, ...]) -> None:
        self._own = own
        self.changed.emit(own)
