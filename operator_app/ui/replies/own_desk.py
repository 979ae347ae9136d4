"""An agent's own replies at work: begun, changed, let go, brought back."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from operator_app.domain.replies import Reply
from operator_app.services.own_replies import drop_own, keep_own, new_reply, own_replies
from operator_app.services.workplace import Workplace
from operator_app.ui.lanes import Runs
from operator_app.ui.notices import NoticeKind, Notices
from operator_app.ui.replies.own_card import OwnCard


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
        self.is_open = True
        self.opened.emit()
        self._card.show_reply(reply, self._workplace.content.topics)

    def finish(self) -> None:
        """Ctrl+Enter, Esc: keep what stands in the form; an empty text keeps nothing."""
        desk, reply = self._workplace, self._card.reply()
        if desk is None or reply is None:
            self._notices.tell(self._card.told.text(), NoticeKind.WARNING)
            return
        self._close()
        if reply.text.strip():
            self._storage.run(lambda: keep_own(desk, reply), self._take, self._notices.tell_fault)

    def drop(self) -> None:
        """Let the reply in the form go; Ctrl+Z brings it back."""
        desk, reply = self._workplace, self._card.reply()
        self._close()
        if desk is None or reply is None:
            return
        kept = next((one for one in self._own if one.id == reply.id), None)
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
        self.is_open = False
        self.closed.emit()

    def _take_other(self, own: tuple[Reply, ...]) -> None:
        if own != self._own:
            self._take(own)

    def _take(self, own: tuple[Reply, ...]) -> None:
        self._own = own
        self.changed.emit(own)
