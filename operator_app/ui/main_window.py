"""The one window: puts the frame and the screens together; owns no threads and decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from typing import Final
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow

from operator_app.domain.publication import Content
from operator_app.domain.replies import Reply
from operator_app.services.live_call import LiveCall
from operator_app.services.people import Role
from operator_app.services.take_calls import SavedCall
from operator_app.services.workplace import Demo, NewContent, OpenDesk, Workplace
from operator_app.ui.after_calls import AfterCalls
from operator_app.ui.call.call_bar import CallBar
from operator_app.ui.call.call_desk import CallDesk
from operator_app.ui.call.call_screen import CallScreen
from operator_app.ui.frame.key_bar import KeyEntry
from operator_app.ui.frame.palette import Palette
from operator_app.ui.frame.window import Frame, LayoutClass
from operator_app.ui.gap_keeper import GapKeeper
from operator_app.ui.lanes import Lanes
from operator_app.ui.menu import Menu
from operator_app.ui.notices import NoticeKind, Notices
from operator_app.ui.phrases.rules import PhraseRules
from operator_app.ui.screen import Screen
from operator_app.ui.screens import Screens
from operator_app.ui.shortcuts import Shortcuts
from operator_app.ui.sync_desk import SyncDesk
from operator_app.ui.theme import Look

KEYS_SHOWN = (
    "keys", "call-new", "search", "replies", "record", "pane-next", "callback", "escalate",
    "compensate", "palette", "customer", "step-skip", "call-end",
)  # fmt: skip


_PATIENCE_S: Final = 60.0
"""How long a lane may take to finish when the window closes, in seconds."""
_LINE_PATIENCE_S: Final = 10.0
"""The same of the network: a round over a dead line takes longer, and loses nothing by its end."""


class _NoKeys:
    """A trainee takes no real calls: the call desk gets no key."""

    def connect_command(self, command_id: str, slot: Callable[[], object]) -> None:
        """Leave the key to the screens."""
        del command_id, slot


class MainWindow(QMainWindow):
    """Shown at once; `attach` fills it when the desk is open. Signal: `sign_in_asked(Person)`."""

    sign_in_asked = Signal(object)

    def __init__(self, look: Look, lanes: Lanes, notices: Notices, role: Role = "agent") -> None:
        super().__init__()
        self.look = look
        self.lanes = lanes
        self.notices = notices
        self.role = role
        self.shortcuts = Shortcuts(self)
        self.call_screen = CallScreen(look, lanes.language)
        self.rules = PhraseRules(lanes.language, self)
        self.rules.serve(self.call_screen.record.note)
        self.screens = Screens(look, lanes, notices, self.rules, self._in_hand, role)
        self.frame = Frame(look, self.screens.entries)
        self.palette_panel = Palette(look, self.frame)
        self.menu = Menu(look, self.shortcuts, self.palette_panel)
        self.desk: CallDesk | None = None
        self.sync: SyncDesk | None = None
        self.index_ready = False
        self.closed = False
        """Whether the window closes or has closed: nothing opens in it any more."""
        self.side: dict[str, Screen] = {}
        self._before_sync = ""
        self._bar: CallBar | None = None
        self._open: OpenDesk | None = None
        self._newer: NewContent | None = None
        self._rang: str | None = None
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.timeout.connect(self._prepare_screens)
        self.setWindowTitle(self.tr("Operator's desk"))
        self.setCentralWidget(self.frame)
        # A window keeps the size it is given; the screens fit themselves into its size class.
        self.frame.setMinimumSize(self.look.px(320), self.look.px(240))
        if self._takes_calls:
            self.frame.add_screen("call", self.call_screen)
        self.screens.serve(self.frame)
        self.frame.layout_changed.connect(self._arrange)
        notices.listen(self.frame.show_message)
        self._arrange(self.frame.layout_now)
        self.frame.show_screen(self.screens.entries[0].id)

    def _in_hand(self) -> LiveCall | None:
        return self.desk.live if self.desk else None

    def _reply_used(self, reply: Reply, text: str) -> None:
        if self.desk is not None:
            self.desk.use_reply(reply, text)

    def _back_to_call(self) -> None:
        if self._takes_calls:
            self.show_screen("call")

    def attach(self, opened: OpenDesk) -> None:
        """The desk is open: keys begin to act, calls left unfinished are back."""
        self._open = opened
        workplace = opened.workplace
        self.desk = CallDesk(
            workplace,
            self.call_screen,
            self.shortcuts if self._takes_calls else _NoKeys(),
            self.lanes.storage,
            self.lanes.search,
            self.notices,
        )
        self._bar = CallBar(self.desk, self.frame.top_bar, self)
        self.gaps = GapKeeper(self.lanes.storage, self.notices, self, self._customer_words)
        self.sync = SyncDesk(workplace, self.lanes.storage, self.lanes.network, self.notices, self)
        self._connect(self.desk, self.sync)
        if self._takes_calls:
            after = AfterCalls(
                workplace, self.desk, self.call_screen, self.shortcuts, self.lanes, self.notices
            )
            after.connect_to(self.frame, self.screens, self.sync)
        self._listen_for_gaps(self.desk, self.gaps)
        self.menu.know(opened.person, opened.demo)
        self.frame.top_bar.set_agent(workplace.desk.name.signature())
        self._put_in_use(workplace)
        for saved, content in opened.interrupted:
            live = workplace.resumed_call(saved, content)
            live.mark_recovered()
            self.desk.adopt(live)
        if opened.interrupted:
            self.notices.tell(self.tr("The call was restored as it stood"), NoticeKind.INFO)
        if self._rang is not None:
            self.desk.ring(self._rang)
        self.sync.begin()
        self._screen_shown(self.frame.current_screen())

    def _customer_words(self) -> tuple[str, ...]:
        known = self.desk.live.call.customer if self.desk and self.desk.live else None
        return (known.name, known.number, known.order) if known else ()

    def _listen_for_gaps(self, desk: CallDesk, gaps: GapKeeper) -> None:
        """Searches during calls that were of no use are kept for the lead."""
        desk.look_up.searched.connect(gaps.searched)
        desk.look_up.passage_opened.connect(gaps.used)
        desk.look_up.customer_found.connect(gaps.used)
        self.screens.reply_used.connect(gaps.used)

    def _put_in_use(self, workplace: Workplace) -> None:
        """Work with this edition from now on; calls begun before keep theirs."""
        opened, desk = self._open, self.desk
        if opened is None or desk is None:
            return
        desk.work_with(workplace)
        self.gaps.attach(workplace)
        self.screens.attach(workplace)
        content = workplace.content
        self.rules.use(content.rules, workplace.desk.name.gender)
        self.index_ready = False
        self.lanes.index.run(lambda: opened.fill_index(content), lambda _: self._index_filled())
        self.lanes.index.run(opened.keep_index, lambda _: None)
        self._name_idle()

    def _index_filled(self) -> None:
        self.index_ready = True
        if self.desk is not None:
            self.desk.look_up.ask_again()
        self._quiet.start()

    def _prepare_screens(self) -> None:
        """Make the screens nobody looked at yet, one at a time: keys pressed meanwhile go first."""
        if self.screens.make_next():
            self._quiet.start()

    def _connect(self, desk: CallDesk, sync: SyncDesk) -> None:
        keys: dict[str, Callable[[], object]] = {
            f"screen-{one.id}" if one.id != "base" else "screen-sops": (
                lambda name=one.id: self.show_screen(name)  # type: ignore[misc]
            )
            for one in self.screens.entries
        }
        keys["replies"] = lambda: self.show_screen("replies")
        keys |= {"sync": sync.now, "full-screen": self._toggle_full_screen}
        for command, slot in keys.items():
            self.shortcuts.connect_command(command, slot)
        self.frame.screen_shown.connect(self._screen_shown)
        self.frame.key_bar.command_chosen.connect(self.shortcuts.trigger)
        self.frame.top_bar.menu_asked.connect(self.menu.settings)
        self.frame.top_bar.sync_asked.connect(self.show_sync)
        self.menu.sync_asked.connect(self.show_sync)
        self.menu.signed_in.connect(self.sign_in_asked)
        self.menu.network_switched.connect(sync.now)
        desk.call_started.connect(lambda: self.show_screen("call"))
        desk.call_started.connect(self.frame.notice_bar.close_passing)
        desk.call_ended.connect(sync.soon)
        desk.calls_changed.connect(self._take_up_edition)
        desk.saved.connect(sync.count)
        desk.saved.connect(self.screens.refresh_journal)
        sync.state_shown.connect(self.frame.top_bar.set_sync)
        sync.finished.connect(self.screens.refresh_journal)
        sync.editions_received.connect(self._look_for_edition)
        screens = self.screens
        screens.reply_used.connect(self._reply_used)
        screens.reply_left.connect(self._back_to_call)
        screens.own_replies_changed.connect(desk.look_up.know_own)
        sync.finished.connect(screens.refresh_replies)
        screens.edition_expected.connect(self._look_for_edition)
        screens.note_kept.connect(sync.count)
        screens.revises = desk.revise
        screens.call_returned.connect(self._return_call)

    def show_screen(self, name: str) -> None:
        """Bring a screen to the front."""
        self.frame.show_screen(name)
        if self.desk is None and name in self.side:
            # Before a desk is open the rail's screens have nothing to come forward with.
            self._screen_shown(name)

    def _screen_shown(self, name: str) -> None:
        self._name_idle()
        side = self.side.get(name)
        self.shortcuts.put_in_front(side.slots() if side else self.screens.slots(name))
        self._show_keys()
        if side is not None:
            side.come_forward()
        elif not self.screens.come_forward(name) and self.desk is not None:
            self.desk.look_up.focus()

    def show_sync(self) -> None:
        """The page of exchange; Esc there goes back to where it was asked for."""
        if self.sync is None or self.desk is None:
            return
        if "sync" not in self.side:
            from operator_app.ui.synchronisation.page import SyncPage

            page = SyncPage(self.look, self.lanes.storage, self.notices, self.sync)
            page.left.connect(lambda: self.show_screen(self._before_sync))
            page.choice_asked.connect(self._choose_version)
            self.add_side("sync", page)
            page.attach(self.desk.workplace)
        if (before := self.frame.current_screen()) != "sync":
            self._before_sync = before
        self.show_screen("sync")

    def _choose_version(self, call_id: UUID) -> None:
        self.show_screen("journal")
        self.screens.show_unsent(call_id)

    def add_side(self, name: str, page: Screen) -> None:
        """A page beside those of the rail; `show_screen` brings it to the front."""
        self.side[name] = page
        page.arrange(self.frame.layout_now)
        self.frame.add_screen(name, page)

    def ringing(self, number: str) -> None:
        """A softphone handed over a caller: shown, nothing on the desk changes."""
        if self.desk is None:
            self._rang = number
        else:
            self.desk.ring(number)

    def _look_for_edition(self) -> None:
        """New editions are in the file: read the newest off this thread."""
        opened, desk = self._open, self.desk
        if opened is None or desk is None:
            return
        number = desk.workplace.edition

        def found(newer: NewContent | None) -> None:
            self._newer = newer
            self._take_up_edition()

        self.lanes.storage.run(lambda: opened.newer_content(number), found, self.notices.tell_fault)

    def _take_up_edition(self) -> None:
        """Between calls only: a call in progress keeps its edition."""
        newer, desk = self._newer, self.desk
        if newer is None or desk is None or desk.live is not None or self.closed:
            return
        self._newer = None
        self._put_in_use(desk.workplace.with_content(newer))
        told = self.tr("New edition {number}. The next call works with it")
        self.notices.tell(told.format(number=newer.edition), NoticeKind.INFO)

    def _name_idle(self) -> None:
        if self._bar is None or self.desk is None:
            return
        name = self.frame.current_screen()
        title = next((one.text for one in self.screens.entries if one.id == name), "")
        if (page := self.side.get(name)) is not None:
            title = page.windowTitle()
        since = self.desk.workplace.published_at.astimezone()
        age = self.tr("Content of {moment}").format(moment=f"{since:%d.%m, %H:%M}")
        self._bar.set_idle(title, age)

    def _return_call(self, saved: SavedCall) -> None:
        opened, desk = self._open, self.desk
        if opened is None or desk is None:
            return

        def back(content: Content) -> None:
            desk.adopt(desk.workplace.resumed_call(saved, content))
            self.show_screen("call")

        self.lanes.storage.run(
            lambda: opened.content_of(saved.record.edition), back, self.notices.tell_fault
        )

    def _arrange(self, layout: LayoutClass) -> None:
        self.call_screen.arrange(layout.columns, layout.short, layout.tiny, layout.tall)
        self.screens.arrange(layout)

    def _show_keys(self) -> None:
        keys = self.shortcuts
        self.frame.key_bar.set_keys(
            tuple(
                # What ends a call stays in sight however little room there is.
                KeyEntry(one, keys.key_text(one), keys.text(one), 0 if one == "call-end" else rank)
                for rank, one in enumerate(KEYS_SHOWN)
                if keys.is_enabled(one)
            )
        )

    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ self.windowState().WindowFullScreen)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Qt: a wide window is larger at once, and the list of commands stays in its middle."""
        super().resizeEvent(event)
        self.menu.fit_scale(self.width())
        self.palette_panel.place()

    @property
    def _takes_calls(self) -> bool:
        return any(one.id == "call" for one in self.screens.entries)

    @property
    def demo(self) -> Demo | None:
        """What the demo allows; None in a real desk or before it is open."""
        return self._open.demo if self._open else None

    def can_close(self) -> bool:
        """Whether no call is in hand; says what to do first when one is."""
        if self.desk is None or self.desk.live is None:
            return True
        text = self.tr("A call is in progress. End it first: F12")
        self.notices.tell(text, NoticeKind.WARNING)
        return False

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Qt: a call in progress keeps the window; otherwise everything is written first."""
        if self.closed:
            return
        if not self.can_close():
            event.ignore()
            return
        if self.desk is not None:
            self.screens.keep_now()
            self.desk.save()
            self.lanes.storage.drain(_PATIENCE_S)
            if self.desk.owes:
                # What the disk refused lives in this window alone; why was just told.
                event.ignore()
                return
        self.closed = True
        self._end()

    def _end(self) -> None:
        """Deliver what is under way, then end the lanes and the desk, whatever a result raises."""
        with ExitStack() as ending:
            if self._open is not None:
                ending.callback(self._open.close)
            lanes = self.lanes.all()
            patience = [
                _LINE_PATIENCE_S if one is self.lanes.network else _PATIENCE_S for one in lanes
            ]
            for lane, most in zip(reversed(lanes), reversed(patience), strict=True):
                ending.callback(lane.close, most)
            for timer in self.findChildren(QTimer):
                # What it would ask of a lane can be asked no more.
                ending.callback(timer.stop)
            if self.sync is not None:
                self.sync.stop()
            # All before the first ends: a result of one, such as a round's, may ask another.
            for lane, most in zip(lanes, patience, strict=True):
                lane.drain(most)
