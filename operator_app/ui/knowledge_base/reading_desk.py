"""Browsing, looking up and reading procedures: what is listed, what is shown, where back leads."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QObject, Signal

from operator_app.domain.gaps import SearchGap
from operator_app.domain.retrieval import Leaning
from operator_app.domain.sops import PassageLink, Sop
from operator_app.services.collect_gaps import keep_flag
from operator_app.services.read_sops import (
    Group,
    GroupKind,
    Library,
    Memory,
    SopRow,
    after_pin,
    after_reading,
    first_group,
    note_read,
    remembered,
    toggle_pin,
)
from operator_app.services.spoken import today_of
from operator_app.services.workplace import Workplace
from operator_app.ui.gap_keeper import GapKeeper
from operator_app.ui.knowledge_base.groups_card import GroupsCard
from operator_app.ui.knowledge_base.list_card import ListCard
from operator_app.ui.knowledge_base.look_up import LookUp
from operator_app.ui.knowledge_base.passage_card import PassageCard, ReadingView
from operator_app.ui.knowledge_base.words import group_name, nothing_in
from operator_app.ui.lanes import Runs
from operator_app.ui.notices import NoticeKind, Notices
from operator_app.ui.reading.printing import PassagePrinter


class ReadingDesk(QObject):
    """Joins the three columns. Signal `opened()`: a procedure is being read, not only previewed."""

    opened = Signal()

    def __init__(
        self,
        cards: tuple[GroupsCard, ListCard, PassageCard],
        storage: Runs,
        search: Runs,
        notices: Notices,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._groups, self._list, self._card = cards
        self._storage, self._notices = storage, notices
        self._printer = PassagePrinter(storage, notices, self)
        self._look_up = LookUp(self._list, search, self)
        self._look_up.nothing_found.connect(self._put_away)
        self._workplace: Workplace | None = None
        self._library: Library | None = None
        self._memory = Memory()
        self._group: Group | None = None
        self._reading = False
        self._back: list[PassageLink] = []
        self._ahead: list[PassageLink] = []
        self._groups.list.selectionModel().currentChanged.connect(self._group_shown)
        self._list.query_changed.connect(self.ask)
        self._list.passage_shown.connect(self._preview)
        self._list.passage_chosen.connect(self.read)
        self._card.passage_followed.connect(self.follow)
        self._card.back_asked.connect(self.back)
        self._card.flagged.connect(self._keep_flag)
        self._card.reader.passage_copied.connect(self._copied)
        self._gaps = GapKeeper(storage, notices, self)
        self._look_up.searched.connect(self._gaps.searched)
        self.opened.connect(self._gaps.used)

    # -- content ----------------------------------------------------------------------------

    def attach(self, workplace: Workplace) -> None:
        """Take up an edition; the procedure being read stays until its reader asks for the new."""
        self._workplace = workplace
        self._library = Library(workplace.content)
        self._look_up.attach(workplace)
        self._gaps.attach(workplace)
        self._card.reader.show_pictures_of(workplace.content)
        self._groups.show_age(workplace.published_at)
        self._storage.run(lambda: remembered(workplace), self._take_memory, self._no_memory)

    def _remember(self, memory: Memory) -> None:
        self._memory = memory
        self._look_up.leaning = Leaning(opened=memory.recent, team=memory.team)

    def _take_memory(self, memory: Memory) -> None:
        self._remember(memory)
        if self._group is None:
            self._group = first_group(memory)
        shown = self._card.shown
        outdated = shown is not None and self._reading and self._newest(shown.id) != shown
        if not outdated:
            self.list_again()
        elif self._workplace is not None:
            self._show_groups()
            self._card.say_outdated(f"{self._workplace.published_at.astimezone():%H:%M}")

    def _no_memory(self, fault: Exception) -> None:
        self._notices.tell_fault(fault)
        self._take_memory(Memory())

    def _newest(self, sop_id: str) -> Sop | None:
        return None if self._library is None else self._library.sop(sop_id)

    # -- listing ----------------------------------------------------------------------------

    def list_again(self) -> None:
        """Fill the columns from what is known now; the procedure shown stays where it was left."""
        self._show_groups()
        if not self._look_up.query:
            shown = self._card.shown
            self._show_group(kept=shown is not None and self._newest(shown.id) == shown)

    def _show_groups(self) -> None:
        if self._library is not None and self._group is not None:
            self._groups.show_groups(self._library.groups(self._memory), self._group)

    def _group_shown(self, index: QModelIndex) -> None:
        row = self._groups.model.row(index.row())
        if row is None or row.group == self._group:
            return
        self._group = row.group
        if self._look_up.query:
            self._list.search.clear()
        else:
            self._show_group()

    def _show_group(self, *, kept: bool = False) -> None:
        """List the group; the first row is previewed unless what is shown is `kept`."""
        library, group = self._library, self._group
        if library is None or group is None:
            return
        rows = self._rows(library.ids(group, self._memory))
        topic = group.kind is GroupKind.TOPIC
        name = library.topic_title(group.topic) if topic else group_name(group.kind)
        shown = self._card.shown
        self._list.show_sops(
            rows,
            f"{name}: {len(rows)}",
            nothing_in(group.kind),
            chosen=shown.id if shown else "",
            preview=not kept,
        )
        if not rows and not kept:
            self._put_away()

    def _rows(self, ids: tuple[str, ...]) -> tuple[SopRow, ...]:
        if self._library is None or self._workplace is None:
            return ()
        today = today_of(self._workplace.clock())
        return tuple(self._library.row(one, self._memory, today) for one in ids)

    def _refresh(self) -> None:
        """Other marks and counts, every row where it was."""
        self._show_groups()
        self._list.refresh(self._rows(tuple(row.id for row in self._list.sops.rows())))

    def ask(self, typed: str) -> None:
        """Look up what is typed so far; nothing typed lists the group again."""
        if not self._look_up.ask(typed):
            self._show_group()

    def see_found(self, words: str) -> None:
        """Type these words for a lead who checks what agents would find."""
        self._gaps.overlook(words)
        self._list.search.setText(words)

    def ask_again(self) -> None:
        """The index was filled meanwhile."""
        if self._look_up.query:
            self.ask(self._list.search.text())

    # -- reading ----------------------------------------------------------------------------

    def _preview(self, link: PassageLink) -> None:
        """The row was chosen: its text is shown, which is no reading yet."""
        self._back.clear()
        self._ahead.clear()
        shown = self._card.shown
        if shown is None or shown.id != link.sop or shown != self._newest(link.sop):
            self._reading = False
        self._show(link)

    def read(self, link: PassageLink) -> None:
        """Enter: this procedure is read now; it is remembered, and so is what it says."""
        sop = self._show(link)
        if sop is not None:
            self._reading = True
            self._note(sop)
            self.opened.emit()

    def follow(self, link: PassageLink) -> None:
        """A link in the text: the passage, with a way back."""
        if self._workplace is None or self._workplace.content.passage(link) is None:
            self._notices.tell(
                self.tr("{link} is not in this edition. Tell the senior: Ctrl+G").format(link=link),
                NoticeKind.WARNING,
            )
            return
        if (here := self._card.place()) is not None:
            self._back.append(here)
        self._ahead.clear()
        self.read(link)

    def back(self) -> bool:
        """Alt+←: where the last link was followed from; False when none was."""
        return self._travel(self._back, self._ahead)

    def forward(self) -> bool:
        """Alt+→: undo the last step back; False when there was none."""
        return self._travel(self._ahead, self._back)

    def _travel(self, trail: list[PassageLink], other: list[PassageLink]) -> bool:
        if not trail:
            return False
        if (here := self._card.place()) is not None:
            other.append(here)
        self.read(trail.pop())
        return True

    def open_newest(self) -> bool:
        """Enter on «обновлён»: the new edition of what is being read; False when it is shown."""
        place = self._card.place()
        if place is None or not self._card.outdated.words.text():
            return False
        if self._newest(place.sop) is None:
            self._put_away()
        else:
            self.read(place)
        self.list_again()
        return True

    def _show(self, link: PassageLink) -> Sop | None:
        """Put a passage on the card, its beginning when the section is gone."""
        workplace, library = self._workplace, self._library
        sop = library.sop(link.sop) if library is not None else None
        if workplace is None or library is None or sop is None:
            return None
        change = self._memory.changed.get(sop.id)
        if self._card.shown == sop and self._reading:
            # Reading takes the change off the lists at once, off the text only when it is left.
            change = self._card.change
        view = ReadingView(
            sop,
            library.topic_title(sop.topic),
            workplace.edition,
            today_of(workplace.clock()),
            change,
            sop.id in self._memory.pinned,
        )
        self._card.show_sop(view, link.anchor)
        self._card.show_back(self._back[-1].sop if self._back else "")
        if self._card.find_bar.isHidden():
            self._look_up.mark_in(self._card.reader)
        return sop

    def _put_away(self) -> None:
        self._reading = False
        self._card.clear()

    # -- keeping ----------------------------------------------------------------------------

    def pin(self) -> None:
        """Ctrl+D: keep the procedure shown at hand, or let it go."""
        workplace, shown = self._workplace, self._card.shown
        if workplace is None or shown is None:
            return
        sop_id = shown.id

        def done(pinned: tuple[str, ...]) -> None:
            self._remember(after_pin(self._memory, pinned))
            self._card.set_pinned(sop_id in pinned)
            self._refresh()
            told = self.tr("{sop} is pinned") if sop_id in pinned else self.tr("{sop} is unpinned")
            self._notices.tell(told.format(sop=sop_id), NoticeKind.DONE)

        self._storage.run(lambda: toggle_pin(workplace, sop_id), done, self._notices.tell_fault)

    def _note(self, sop: Sop) -> None:
        workplace = self._workplace
        if workplace is None:
            return

        def done(recent: tuple[str, ...]) -> None:
            self._remember(after_reading(self._memory, sop.id, recent))
            self._refresh()

        self._storage.run(lambda: note_read(workplace, sop), done, self._notices.tell_fault)

    def _keep_flag(self, place: PassageLink, quote: str, words: str) -> None:
        workplace = self._workplace
        if workplace is None:
            return

        def done(_: SearchGap) -> None:
            self._card.flag_form.done()
            told = self.tr("The report on {sop} is kept, the senior will see it")
            self._notices.tell(told.format(sop=place.sop), NoticeKind.DONE)

        self._gaps.used()
        job: Callable[[], SearchGap] = lambda: keep_flag(workplace, place, quote, words)  # noqa: E731
        self._storage.run(job, done, self._notices.tell_fault)

    def print_passage(self) -> None:
        """Ctrl+P: the passage being read becomes a PDF; where it lies is told."""
        place, sop = self._card.place(), self._card.shown
        if place is None or sop is None:
            return
        self._printer.print_passage(self._card.reader, sop, place.anchor)

    def _copied(self) -> None:
        self._notices.tell(self.tr("The passage is copied"), NoticeKind.DONE)
