"""The chosen reply put to use: copied, marked as said, stacked with others, made a favourite."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from operator_app.services.live_call import LiveCall
from operator_app.services.use_replies import Habits, count_use, switch_favourite
from operator_app.services.workplace import Workplace
from operator_app.ui.lanes import Runs
from operator_app.ui.notices import NoticeKind, Notices, announce
from operator_app.ui.replies.clipboard import PassingClipboard
from operator_app.ui.replies.draft import Draft, Part
from operator_app.ui.replies.list_pane import ListPane
from operator_app.ui.replies.pane import ReplyPane


class UseDesk(QObject):
    """Acts on the row chosen in `listed` and the text in `pane`; `in_hand` gives the call or None.

    Signals: `used(Reply, str)` in the call in hand, with the text as it was used; `stacked()` the
    answer is made of other replies now; `value_wanted()` one must be typed first; `counted(Habits)`
    after a use, `favourites_changed(Habits)`.
    """

    used = Signal(object, str)
    stacked = Signal()
    value_wanted = Signal()
    counted = Signal(object)
    favourites_changed = Signal(object)

    def __init__(
        self,
        listed: ListPane,
        pane: ReplyPane,
        draft: Draft,
        storage: Runs,
        notices: Notices,
        in_hand: Callable[[], LiveCall | None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._list, self._pane, self._draft = listed, pane, draft
        self._storage, self._notices, self._in_hand = storage, notices, in_hand
        self._workplace: Workplace | None = None
        self.clipboard = PassingClipboard(QGuiApplication.clipboard(), self)

    def attach(self, workplace: Workplace) -> None:
        """The desk is open: uses are counted in its file."""
        self._workplace = workplace

    def copy(self) -> None:
        """Enter: the answer to the clipboard and into the call."""
        used = self._parts()
        if not used:
            return
        self.clipboard.copy("\n\n".join(text for _, text in used))
        if self._record(used):
            told = self.tr("Copied and kept in the call. Ctrl+V pastes it within 30 s")
        else:
            told = self.tr("Copied. Ctrl+V pastes it within 30 s")
        self._notices.tell(told, NoticeKind.DONE)

    def mark_said(self) -> None:
        """Ctrl+Enter: the answer was said aloud; into the call, the clipboard stays as it is."""
        if self._in_hand() is None:
            told = self.tr("There is no call to keep it in. F2 begins one")
            self._notices.tell(told, NoticeKind.WARNING)
            return
        used = self._parts()
        if used and self._record(used):
            self._notices.tell(self.tr("Kept in the call as said"), NoticeKind.DONE)

    def stack(self) -> None:
        """Shift+Enter: put the reply into the answer, or take it out again."""
        row = self._list.row()
        if row is None or self._wants_value():
            return
        self._draft.switch(row.reply, self._pane.editor.text())
        self.stacked.emit()

    def switch_favourite(self) -> None:
        """Ctrl+D: keep the reply among «Мои», or let it go."""
        row, workplace = self._list.row(), self._workplace
        if row is None or workplace is None:
            return
        reply_id = row.reply.id

        def taken(habits: Habits) -> None:
            self.favourites_changed.emit(habits)
            kept = reply_id in habits.favourites
            announce(self._list, self.tr("In favourites") if kept else self.tr("Not a favourite"))

        self._storage.run(
            lambda: switch_favourite(workplace, reply_id), taken, self._notices.tell_fault
        )

    def _parts(self) -> tuple[Part, ...]:
        """What the answer is made of; nothing when a value must be typed first."""
        row = self._list.row()
        if row is None or self._wants_value():
            return ()
        return self._draft.parts_with(row.reply, self._pane.editor.text())

    def _wants_value(self) -> bool:
        if self._pane.has_gaps():
            self.value_wanted.emit()
            announce(self._pane, self._pane.gaps_told.text())
        return self._pane.to_first_gap()

    def _record(self, used: tuple[Part, ...]) -> bool:
        """Count the uses and hand them to the call; False when there is none."""
        if (workplace := self._workplace) is not None:
            ids = tuple(reply.id for reply, _ in used)
            self._storage.run(
                lambda: count_use(workplace, ids), self.counted.emit, self._notices.tell_fault
            )
        self._draft.drop_stack()
        self.stacked.emit()
        if self._in_hand() is None:
            return False
        for reply, text in used:
            self.used.emit(reply, text)
        return True
