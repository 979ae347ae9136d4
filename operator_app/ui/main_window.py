"""The one window: puts the frame and the screens together; owns no threads and decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow

from operator_app.domain.calls import Customer
from operator_app.domain.ports import JournalFilter
from operator_app.domain.records import JournalRow
from operator_app.services.take_calls import SavedCall, journal, saved_call
from operator_app.services.workplace import OpenDesk
from operator_app.ui.call.call_desk import CallDesk
from operator_app.ui.call.call_screen import CallScreen
from operator_app.ui.frame.key_bar import KeyEntry
from operator_app.ui.frame.rail import ScreenEntry
from operator_app.ui.frame.window import Frame, LayoutClass
from operator_app.ui.journal.screen import JournalScreen
from operator_app.ui.lanes import Runs
from operator_app.ui.notices import NoticeKind, Notices
from operator_app.ui.shortcuts import Shortcuts
from operator_app.ui.sync_desk import SyncDesk
from operator_app.ui.theme import Look


class Lanes:
    """The three workers of a window: for the local file, for the network, for search."""

    def __init__(self, storage: Runs, network: Runs, search: Runs) -> None:
        self.storage = storage
        self.network = network
        self.search = search

    def all(self) -> tuple[Runs, Runs, Runs]:
        """In the order they are ended: what writes the file last."""
        return self.search, self.network, self.storage


class MainWindow(QMainWindow):
    """Shown at once; `attach` fills it when the desk is open."""

    def __init__(self, look: Look, lanes: Lanes, notices: Notices) -> None:
        super().__init__()
        self.look = look
        self.lanes = lanes
        self.notices = notices
        self.shortcuts = Shortcuts(self)
        self.frame = Frame(look, self._screens())
        self.call_screen = CallScreen(look)
        self.journal_screen = JournalScreen(look)
        self.desk: CallDesk | None = None
        self.sync: SyncDesk | None = None
        self._open: OpenDesk | None = None
        self._filter = JournalFilter()
        self._titles = {one.id: one.text for one in self._screens()}
        self.index_ready = False
        self._clock = QTimer(self)
        self._clock.setInterval(500)
        self._clock.timeout.connect(self._tick)
        self.setWindowTitle(self.tr("Operator's desk"))
        self.setCentralWidget(self.frame)
        # A window keeps the size it is given; the screens fit themselves into its size class.
        self.frame.setMinimumSize(self.look.px(320), self.look.px(240))
        self.frame.add_screen("call", self.call_screen)
        self.frame.add_screen("journal", self.journal_screen)
        self.frame.layout_changed.connect(self._arrange)
        notices.listen(self.frame.show_message)
        self._arrange(self.frame.layout_now)
        self.show_screen("call")

    def _screens(self) -> tuple[ScreenEntry, ...]:
        return (
            ScreenEntry("call", "call", self.tr("Call"), 1),
            ScreenEntry("journal", "journal", self.tr("Journal"), 4),
        )

    def _show_keys(self) -> None:
        shown = ("call-new", "search", "record", "pane-next", "customer", "step-skip", "call-end")
        self.frame.key_bar.set_keys(
            tuple(
                KeyEntry(one, self.shortcuts.key_text(one), self.shortcuts.text(one), rank)
                for rank, one in enumerate(shown)
                if self.shortcuts.is_enabled(one)
            )
        )

    def attach(self, opened: OpenDesk) -> None:
        """The desk is open: keys begin to act, calls left unfinished are back."""
        self._open = opened
        workplace = opened.workplace
        self.desk = CallDesk(
            workplace,
            self.call_screen,
            self.shortcuts,
            self.lanes.storage,
            self.lanes.search,
            self.notices,
        )
        self.sync = SyncDesk(workplace, self.lanes.storage, self.lanes.network, self.notices, self)
        self._connect(self.desk, self.sync)
        self.journal_screen.name_scripts({one.id: one.title for one in workplace.content.scripts})
        self.frame.top_bar.set_agent(workplace.desk.name.signature())
        for saved, content in opened.interrupted:
            live = workplace.resumed_call(saved, content)
            live.mark_recovered()
            self.desk.adopt(live)
        if opened.interrupted:
            told = self.tr("The call was restored as it stood")
            self.notices.tell(told, NoticeKind.INFO)
        self.lanes.search.run(opened.prepare_search, lambda _: self.desk_ready())
        self._show_keys()
        self._clock.start()
        self.sync.begin()
        self._show_call()

    def desk_ready(self) -> None:
        """The index is filled: what was typed meanwhile is looked up again."""
        self.index_ready = True
        query = self.call_screen.knowledge.search.text()
        if self.desk is not None and query:
            self.desk.look_up.ask(query)

    def _connect(self, desk: CallDesk, sync: SyncDesk) -> None:
        keys: dict[str, Callable[[], object]] = {
            "screen-call": lambda: self.show_screen("call"),
            "screen-journal": lambda: self.show_screen("journal"),
            "sync": sync.now,
            "full-screen": self._toggle_full_screen,
        }
        for command, slot in keys.items():
            self.shortcuts.connect_command(command, slot)
        self.frame.screen_shown.connect(self._screen_shown)
        self.frame.key_bar.command_chosen.connect(self.shortcuts.trigger)
        self.frame.top_bar.ringing_taken.connect(desk.start)
        self.frame.top_bar.parked_chosen.connect(desk.resume_parked)
        desk.calls_changed.connect(self._show_call)
        desk.call_started.connect(self.frame.notice_bar.close_passing)
        desk.call_ended.connect(sync.soon)
        desk.saved.connect(sync.count)
        desk.saved.connect(self._refresh_journal)
        sync.state_shown.connect(self.frame.top_bar.set_sync)
        sync.finished.connect(self._refresh_journal)
        self.journal_screen.filter_changed.connect(self._filter_journal)
        self.journal_screen.reopen_requested.connect(self._reopen)

    def show_screen(self, name: str) -> None:
        """Ctrl+1, Ctrl+4: bring a screen to the front."""
        self.frame.show_screen(name)

    def _screen_shown(self, name: str) -> None:
        self._show_call()
        if name == "journal":
            self._refresh_journal()
            self.journal_screen.setFocus()
        elif self.desk is not None:
            self.desk.look_up.focus()

    def ringing(self, number: str) -> None:
        """A softphone handed over a caller: shown, nothing on the desk changes."""
        if self.desk is not None:
            self.desk.rename_number(number)
        self.frame.top_bar.set_ringing(number)

    def _arrange(self, layout: LayoutClass) -> None:
        self.call_screen.arrange(layout.columns, layout.short, layout.tiny, layout.tall)
        self.journal_screen.arrange(layout)

    def _show_call(self) -> None:
        desk, bar = self.desk, self.frame.top_bar
        if desk is None:
            return
        bar.set_ringing(desk.ringing)
        bar.set_parked(tuple((one.call.id, _who(one.call.customer)) for one in desk.desktop.parked))
        if desk.live is None:
            bar.set_idle(self._titles[self.frame.current_screen()])
        else:
            self._tick()

    def _tick(self) -> None:
        desk = self.desk
        live = desk.live if desk else None
        if desk is None or live is None:
            return
        call = live.call
        seconds = int((desk.workplace.clock() - call.opened_at).total_seconds())
        details = (
            [self.tr("order {order}").format(order=call.customer.order)]
            if call.customer.order
            else []
        )
        if call.recovered:
            details.append(self.tr("restored"))
        self.frame.top_bar.set_call(
            self.tr("Call in progress"),
            f"{seconds // 60:02d}:{seconds % 60:02d}",
            call.customer.name or call.customer.number,
            " · ".join(details),
        )

    def _filter_journal(self, wanted: JournalFilter) -> None:
        self._filter = wanted
        self._refresh_journal()

    def _refresh_journal(self) -> None:
        if self._open is None or self.frame.current_screen() != "journal":
            return
        begin, wanted = self._open.workplace.begin, self._filter

        def show(rows: tuple[JournalRow, ...]) -> None:
            self.journal_screen.set_rows(rows)

        self.lanes.storage.run_latest(lambda: journal(begin, wanted), show, topic="journal")

    def _reopen(self, call_id: UUID) -> None:
        opened, desk = self._open, self.desk
        if opened is None or desk is None:
            return
        workplace = opened.workplace

        def back(saved: SavedCall | None) -> None:
            if saved is not None:
                desk.adopt(workplace.resumed_call(saved, workplace.content))
                self.show_screen("call")

        self.lanes.storage.run(lambda: saved_call(workplace.begin, call_id), back)

    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ self.windowState().WindowFullScreen)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Qt: a call in progress keeps the window; otherwise everything is written first."""
        if self.desk is not None and self.desk.live is not None:
            self.notices.tell(
                self.tr("A call is in progress. End it first: F12"), NoticeKind.WARNING
            )
            event.ignore()
            return
        if self.desk is not None:
            self.desk.save()
        if self.sync is not None:
            self.sync.stop()
        for lane in self.lanes.all():
            lane.drain(10.0)
            lane.close(10.0)
        if self._open is not None:
            self._open.close()
        event.accept()


def _who(customer: Customer) -> str:
    return customer.name or customer.number or customer.order or "…"
