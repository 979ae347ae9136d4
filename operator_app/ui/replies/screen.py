"""The screen «Ответы»: find a reply, see it filled from the call, copy it or mark it as said."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from operator_app.domain.replies import Reply
from operator_app.domain.retrieval import SearchAnswer
from operator_app.services.live_call import LiveCall
from operator_app.services.own_replies import is_own, with_own
from operator_app.services.use_replies import (
    Habits,
    Shelf,
    find_replies,
    habits_of,
    reply_rows,
)
from operator_app.services.workplace import Workplace
from operator_app.ui.elements import Scrolled
from operator_app.ui.frame.window import LayoutClass
from operator_app.ui.lanes import Runs
from operator_app.ui.notices import Notices, announce
from operator_app.ui.phrases.editor import PhraseEditor
from operator_app.ui.replies.draft import Draft
from operator_app.ui.replies.list_pane import ListPane
from operator_app.ui.replies.own_card import OwnCard
from operator_app.ui.replies.own_desk import OwnDesk
from operator_app.ui.replies.pane import ReplyPane
from operator_app.ui.replies.use_desk import UseDesk
from operator_app.ui.replies.words import empty_words, found_words
from operator_app.ui.screen import Screen, Slots
from operator_app.ui.theme import Look


class RepliesScreen(Screen):
    """`in_hand` gives the call in hand or None; `phrases` is the lane that checks the text.

    Signals: `reply_used(Reply, str)` in the call in hand, with the text as it was used; `left()`
    by Esc when there is nothing left to close.
    """

    reply_used = Signal(object, str)
    left = Signal()

    def __init__(
        self,
        look: Look,
        storage: Runs,
        search: Runs,
        phrases: Runs,
        notices: Notices,
        in_hand: Callable[[], LiveCall | None],
    ) -> None:
        super().__init__()
        self._storage, self._search, self._notices = storage, search, notices
        self._in_hand = in_hand
        self._workplace: Workplace | None = None
        self._habits = Habits()
        self._answer: SearchAnswer | None = None
        self._columns = 3
        self.list, self.pane = ListPane(look), ReplyPane(look, phrases)
        self._draft = Draft()
        self.use = UseDesk(self.list, self.pane, self._draft, storage, notices, in_hand, self)
        row = QHBoxLayout(self)
        look.space(row, (8, 8, 8, 8), 8)
        row.addWidget(self.list, 46)
        self.own_card = OwnCard(look, phrases)
        self.own = OwnDesk(self.own_card, storage, notices, self)
        self.right = QStackedWidget()
        self.right.addWidget(self.pane)
        self._form = Scrolled(self.own_card)
        self.right.addWidget(self._form)
        row.addWidget(self.right, 54)
        self.setFocusProxy(self.list.search)
        self._wire()

    @property
    def editors(self) -> tuple[PhraseEditor, ...]:
        """The fields that underline phrases: have `PhraseRules.serve` them."""
        return self.pane.editor, self.own_card.editor

    def _wire(self) -> None:
        listed, pane = self.list, self.pane
        listed.query_changed.connect(self._ask)
        listed.shelves.changed.connect(self._list)
        listed.row_changed.connect(self._show_row)
        listed.copy_asked.connect(self.use.copy)
        listed.stack_asked.connect(self.use.stack)
        listed.left.connect(self._leave)
        listed.undo_asked.connect(self.own.undo)
        pane.copy_asked.connect(self.use.copy)
        pane.said_asked.connect(self.use.mark_said)
        pane.stack_asked.connect(self.use.stack)
        pane.favourite_asked.connect(self.use.switch_favourite)
        pane.value_typed.connect(self._take_value)
        pane.text_edited.connect(self._take_text)
        pane.left.connect(self._to_search)
        pane.edit_asked.connect(self._edit_own)
        self.use.used.connect(self.reply_used)
        self.use.stacked.connect(self._show_row)
        self.use.value_wanted.connect(lambda: self._show_parts(reading=True))
        self.use.counted.connect(self._remember)
        self.use.favourites_changed.connect(self._take_habits)
        self.own.changed.connect(self._take_own)
        self.own.opened.connect(lambda: self._show_form(opened=True))
        self.own.closed.connect(lambda: self._show_form(opened=False))

    # -- what the window asks ------------------------------------------------------------------

    def attach(self, workplace: Workplace) -> None:
        """The desk is open, or took up another edition: its replies, topics and habits."""
        self._workplace = workplace
        known = {one.topic for one in workplace.content.replies}
        topics = tuple(one for one in workplace.content.topics if one[0] in known)
        self.list.shelves.name_topics(topics)
        self._draft.drop_stack()
        self._storage.run(lambda: habits_of(workplace), self._take_habits, self._notices.tell_fault)
        self.use.attach(workplace)
        self.own.attach(workplace)
        self._ask(self.list.search.text())

    def arrange(self, layout: LayoutClass) -> None:
        """Side by side; in one column the list, and the reply when it is asked for."""
        self._columns = layout.columns
        self.pane.arrange(short=layout.short, tiny=layout.tiny)
        self.list.set_tiny(layout.tiny)
        self._show_parts(reading=False)

    def come_forward(self) -> None:
        """The call may have moved on: fill again, with the search under the cursor."""
        self._draft.belong_to(self._in_hand())
        self._list()
        self._to_search()

    def slots(self) -> Slots:
        """F3, F4 to the search; Alt+1…3 the tabs; Ctrl+Enter said; Ctrl+D favourite; Ctrl+N own."""
        choose = self.list.shelves.choose
        return {
            "search": self._to_search,
            "replies": self._to_search,
            "confirm": self._confirm,
            "new": self.own.begin,
            "pin": self.use.switch_favourite,
            "pane-next": self._next_pane,
            "pane-previous": self._next_pane,
            "answer-1": lambda: choose(Shelf.MINE),
            "answer-2": lambda: choose(Shelf.TEAM),
            "answer-3": lambda: choose(Shelf.ALL),
            **{name: partial(self._hint, name) for name in self.pane.editor.slots()},
        }

    def refresh(self) -> None:
        """A round ended: what the agent wrote and used at another desk may have come."""
        if (workplace := self._workplace) is not None:
            self._storage.run(
                lambda: habits_of(workplace), self._remember, self._notices.tell_fault
            )
            self.own.look_again()

    def keep_now(self) -> None:
        """The window is closing: a reply being written is kept."""
        self.own.keep()

    # -- what the agent does -------------------------------------------------------------------

    def _confirm(self) -> None:
        if self.own.is_open:
            self.own.finish()
        else:
            self.use.mark_said()

    def _hint(self, command: str) -> None:
        editor = self.own_card.editor if self.own.is_open else self.pane.editor
        editor.slots()[command]()

    def _edit_own(self) -> None:
        row = self.list.row()
        if row is not None and is_own(row.reply):
            self.own.edit(row.reply)

    def _show_form(self, *, opened: bool) -> None:
        self.right.setCurrentWidget(self._form if opened else self.pane)
        self._show_parts(reading=opened)
        if not opened:
            self.list.to_search()

    def _take_own(self, own: tuple[Reply, ...]) -> None:
        if self._workplace is not None:
            self._workplace = with_own(self._workplace, own)
            self._list()

    # -- finding -------------------------------------------------------------------------------

    def _ask(self, query: str) -> None:
        workplace, wanted = self._workplace, query.strip()
        if workplace is None:
            return
        if not wanted:
            # An empty question supersedes the one still being answered.
            self._search.run_latest(lambda: None, self._take_answer, topic="replies")
            return
        searcher = workplace.search
        self._search.run_latest(
            lambda: find_replies(searcher, wanted), self._take_answer, topic="replies"
        )

    def _take_answer(self, answer: SearchAnswer | None) -> None:
        self._answer = answer
        self._list()
        self.list.choose_first()
        if answer is not None:
            announce(self.list.search, self.list.found.text() or self.list.empty.text())

    def _list(self) -> None:
        workplace = self._workplace
        if workplace is None:
            return
        shelves, answer, live = self.list.shelves, self._answer, self._in_hand()
        rows = reply_rows(workplace, live, self._habits, shelves.shelf, shelves.topic, answer)
        everywhere = answer is not None and bool(answer.hits)
        empty = empty_words(bool(workplace.content.replies), shelves.shelf, answer, everywhere)
        self.list.show_rows(rows, found_words(len(rows), answer), empty)

    def _show_row(self) -> None:
        row, workplace, draft = self.list.row(), self._workplace, self._draft
        self.list.model.show_stacked(draft.ids())
        if row is None or workplace is None:
            self.pane.show_reply(None)
            self.pane.show_stack(draft.titles())
            return
        self.pane.show_reply(draft.shown(workplace, self._in_hand(), row.reply, self._habits))
        self.pane.show_stack(draft.titles(), with_this=not draft.holds(row.reply))

    def _take_value(self, slot: str, text: str) -> None:
        self._draft.type_value(slot, text)
        self._show_row()

    def _take_text(self, text: str) -> None:
        row = self.list.row()
        if row is not None:
            self._draft.edit(row.reply, text)

    def _take_habits(self, habits: Habits) -> None:
        self._habits = habits
        self._list()

    def _remember(self, habits: Habits) -> None:
        # The list is not sorted anew under the agent's hands, only when it is next asked for.
        self._habits = habits

    # -- where the cursor goes -----------------------------------------------------------------

    def _to_search(self) -> None:
        self._show_parts(reading=False)
        self.list.to_search()

    def _next_pane(self) -> None:
        if self.pane.isAncestorOf(self.focusWidget()):
            self._to_search()
        else:
            self._show_parts(reading=True)
            if not self.pane.to_first_gap():
                self.pane.to_text()

    def _leave(self) -> None:
        if self._draft.ids():
            self._draft.drop_stack()
            self._show_row()
        else:
            self.left.emit()

    def _show_parts(self, *, reading: bool) -> None:
        one_column = self._columns == 1
        self.list.setVisible(not (one_column and reading))
        self.right.setVisible(not one_column or reading)
