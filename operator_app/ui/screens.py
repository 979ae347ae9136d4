"""The screens of a role besides the call: which there are, and how each is made when wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from operator_app.domain.calls import EventKind
from operator_app.domain.sops import PassageLink
from operator_app.services.live_call import LiveCall
from operator_app.services.people import Role
from operator_app.services.workplace import Workplace
from operator_app.ui.frame.rail import ScreenEntry
from operator_app.ui.frame.window import Frame, LayoutClass
from operator_app.ui.lanes import Lanes
from operator_app.ui.notices import Notices
from operator_app.ui.phrases.rules import PhraseRules
from operator_app.ui.screen import Screen, Slots
from operator_app.ui.theme import Look

_ROLES: dict[str, tuple[Role, ...]] = {
    "call": ("agent", "lead"),
    "base": ("agent", "lead", "trainee"),
    "replies": ("agent", "lead", "trainee"),
    "journal": ("agent", "lead"),
    "callbacks": ("agent", "lead"),
    "editor": ("lead",),
    "quality": ("lead",),
    "trainer": ("lead", "trainee"),
}


class Screens(QObject):
    """Makes each screen when it is first shown, or in a quiet moment with `make_next`.

    The window is painted with one screen, and what the others need is imported with them. `in_hand`
    tells the call a reply is for. Signals: `reply_used(Reply, str)`, `reply_left()` and
    `own_replies_changed(tuple[Reply, ...])`; `edition_expected()` one was published; `note_kept()`
    and `call_returned(SavedCall)` from the journal; `ring_asked(Callback)`, and `follow_up_kept()`
    when one changed in the file. `revises` is what the journal asks before it writes into a call
    itself.
    """

    reply_used = Signal(object, str)
    reply_left = Signal()
    own_replies_changed = Signal(object)
    edition_expected = Signal()
    note_kept = Signal()
    call_returned = Signal(object)
    ring_asked = Signal(object)
    follow_up_kept = Signal()

    def __init__(
        self,
        look: Look,
        lanes: Lanes,
        notices: Notices,
        rules: PhraseRules,
        in_hand: Callable[[], LiveCall | None],
        role: Role,
    ) -> None:
        super().__init__()
        self._look, self._lanes, self._notices = look, lanes, notices
        self._rules, self._in_hand = rules, in_hand
        self.revises: Callable[[UUID, EventKind, str], bool] = lambda *_: False
        self._made: dict[str, Screen] = {}
        self._frame: Frame | None = None
        self._workplace: Workplace | None = None
        self._makers: dict[str, Callable[[], Screen]] = {
            "base": self._make_base,
            "replies": self._make_replies,
            "journal": self._make_journal,
            "callbacks": self._make_callbacks,
            "editor": self._make_editor,
            "quality": self._make_quality,
            "trainer": self._make_trainer,
        }
        every = (
            ScreenEntry("call", "call", self.tr("Call"), 1),
            ScreenEntry("base", "sop", self.tr("SOPs"), 2),
            ScreenEntry("replies", "replies", self.tr("Replies"), 3),
            ScreenEntry("journal", "journal", self.tr("Journal"), 4),
            ScreenEntry("callbacks", "callbacks", self.tr("Callbacks"), 5),
            ScreenEntry("editor", "editor", self.tr("Editor"), 6),
            ScreenEntry("quality", "quality", self.tr("Quality"), 8),
            ScreenEntry("trainer", "trainer", self.tr("Trainer"), 9),
        )
        self.entries = tuple(one for one in every if role in _ROLES[one.id])
        """The rail of the role, in its order (`ui.md` §3)."""

    def serve(self, frame: Frame) -> None:
        """Give the frame a page for every entry but the call."""
        self._frame = frame
        for one in self.entries:
            if one.id in self._makers:
                frame.add_later(one.id, lambda name=one.id: self.screen(name))  # type: ignore[misc]

    def screen(self, name: str) -> Screen:
        """The screen of an entry, made now if it was not wanted before; KeyError if none is."""
        if name not in self._made:
            screen = self._made[name] = self._makers[name]()
            if self._frame is not None:
                screen.arrange(self._frame.layout_now)
            if self._workplace is not None:
                screen.attach(self._workplace)
        return self._made[name]

    def made(self) -> Iterable[Screen]:
        """Those that were wanted until now."""
        return tuple(self._made.values())

    def make_next(self) -> bool:
        """Make one that nobody wanted yet; False when all are there."""
        late = (one.id for one in self.entries if one.id in self._makers)
        name = next((one for one in late if one not in self._made), "")
        if name and self._frame is not None:
            self._frame.page(name)
        return bool(name)

    def attach(self, workplace: Workplace) -> None:
        """The desk is open, or works with another edition from now on."""
        self._workplace = workplace
        for screen in self.made():
            screen.attach(workplace)

    def arrange(self, layout: LayoutClass) -> None:
        """Fit the window's size class."""
        for screen in self.made():
            screen.arrange(layout)

    def come_forward(self, name: str) -> bool:
        """The entry was brought to the front; False if it is not a screen of these."""
        if name not in self._makers:
            return False
        self.screen(name).come_forward()
        return True

    def slots(self, name: str) -> Slots:
        """The commands of an entry's screen; none for the call's."""
        return self.screen(name).slots() if name in self._makers else {}

    def refresh_journal(self) -> None:
        """A call was saved or sent."""
        if (journal := self._made.get("journal")) is not None:
            journal.refresh()

    def refresh_replies(self) -> None:
        """A round ended: what the agent wrote and used at other desks may have come."""
        if (replies := self._made.get("replies")) is not None:
            replies.refresh()

    def show_unsent(self, call_id: UUID) -> None:
        """The journal lists what was not sent, that call chosen."""
        from operator_app.ui.journal.desk import JournalDesk

        journal = self.screen("journal")
        if isinstance(journal, JournalDesk):
            journal.show_unsent(call_id)

    def refresh_follow_ups(self) -> None:
        """A callback or an escalation changed in the file."""
        for name in ("callbacks", "quality"):
            if (screen := self._made.get(name)) is not None:
                screen.refresh()

    def keep_now(self) -> None:
        """The window is closing: what is typed is handed to the lanes."""
        for screen in self.made():
            screen.keep_now()

    def _make_base(self) -> Screen:
        from operator_app.ui.knowledge_base.screen import KnowledgeBaseScreen

        lanes = self._lanes
        return KnowledgeBaseScreen(self._look, lanes.storage, lanes.search, self._notices)

    def _make_replies(self) -> Screen:
        from operator_app.ui.replies.screen import RepliesScreen

        lanes = self._lanes
        replies = RepliesScreen(
            self._look, lanes.storage, lanes.search, lanes.language, self._notices, self._in_hand
        )
        self._rules.serve(*replies.editors)
        replies.reply_used.connect(self.reply_used)
        replies.left.connect(self.reply_left)
        replies.own.changed.connect(self.own_replies_changed)
        return replies

    def _make_journal(self) -> Screen:
        from operator_app.ui.journal.desk import JournalDesk

        journal = JournalDesk(self._look, self._lanes.storage, self._notices)
        journal.revises = self._revise
        journal.note_kept.connect(self.note_kept)
        journal.call_returned.connect(self.call_returned)
        return journal

    def _revise(self, call_id: UUID, kind: EventKind, text: str) -> bool:
        return self.revises(call_id, kind, text)

    def _make_callbacks(self) -> Screen:
        from operator_app.ui.callbacks.screen import CallbacksScreen

        lanes = self._lanes
        callbacks = CallbacksScreen(self._look, lanes.storage, lanes.network, self._notices)
        callbacks.ring_asked.connect(self.ring_asked)
        callbacks.kept.connect(self.follow_up_kept)
        return callbacks

    def _make_editor(self) -> Screen:
        from operator_app.ui.editor.desk import EditorDesk

        lanes = self._lanes
        editor = EditorDesk(self._look, lanes.storage, lanes.network, lanes.language, self._notices)
        editor.published.connect(self.edition_expected)
        editor.overtaken.connect(self.edition_expected)
        return editor

    def _make_quality(self) -> Screen:
        from operator_app.ui.quality.screen import QualityScreen

        quality = QualityScreen(self._look, self._lanes.storage, self._notices)
        quality.decisions.kept.connect(self.follow_up_kept)
        quality.complaints.kept.connect(self.follow_up_kept)
        quality.surveys.kept.connect(self.follow_up_kept)
        quality.gaps.kept.connect(self.follow_up_kept)
        quality.gaps.search_asked.connect(self._see_found)
        quality.gaps.passage_asked.connect(self._read)
        quality.gaps.synonym_asked.connect(self._begin_synonym)
        return quality

    def _see_found(self, words: str) -> None:
        from operator_app.ui.knowledge_base.screen import KnowledgeBaseScreen

        if isinstance(base := self._bring("base"), KnowledgeBaseScreen):
            base.see_found(words)

    def _read(self, link: PassageLink) -> None:
        from operator_app.ui.knowledge_base.screen import KnowledgeBaseScreen

        if isinstance(base := self._bring("base"), KnowledgeBaseScreen):
            base.desk.follow(link)

    def _begin_synonym(self, words: str) -> None:
        from operator_app.ui.editor.desk import EditorDesk

        if isinstance(editor := self._bring("editor"), EditorDesk):
            editor.begin_synonym(words)

    def _bring(self, name: str) -> Screen:
        """Bring a screen to the front, made if it was not wanted before."""
        if self._frame is not None:
            self._frame.show_screen(name)
        return self.screen(name)

    def _make_trainer(self) -> Screen:
        from operator_app.ui.trainer.screen import TrainerScreen

        lanes = self._lanes
        return TrainerScreen(self._look, lanes.search, lanes.storage, self._notices)
