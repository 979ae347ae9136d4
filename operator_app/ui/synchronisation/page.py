"""The page «Синхронизация»: what waits, when it last went well or not, what the centre refused."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
)

from operator_app import __version__
from operator_app.domain.conflicts import CONFLICT
from operator_app.domain.ids import moment_of
from operator_app.domain.records import RefusedRow
from operator_app.services.sync_status import (
    SyncStatus,
    for_administrator,
    send_refused_again,
    sync_status,
)
from operator_app.services.workplace import Workplace
from operator_app.ui.elements import Card, WrappedLabel
from operator_app.ui.lanes import Runs
from operator_app.ui.models.journal import when
from operator_app.ui.notices import NoticeKind, Notices
from operator_app.ui.screen import Screen, Slots
from operator_app.ui.sync_desk import SyncDesk
from operator_app.ui.synchronisation.words import kind_words, refusal_words, role_words
from operator_app.ui.theme import Look


class SyncPage(Screen):
    """Ctrl+R exchanges now, Ctrl+Enter copies what is for the administrator.

    Signals: `left()`; `choice_asked(UUID)` Enter on a call of which there are two versions.
    """

    left = Signal()
    choice_asked = Signal(object)

    def __init__(self, look: Look, storage: Runs, notices: Notices, sync: SyncDesk) -> None:
        super().__init__()
        self._look, self._storage, self._notices, self._sync = look, storage, notices, sync
        self._workplace: Workplace | None = None
        self._refused: tuple[RefusedRow, ...] = ()
        self.title = QLabel(self.tr("Synchronisation"))
        self.setWindowTitle(self.title.text())
        self.waiting, self.success, self.failure = WrappedLabel(), WrappedLabel(), WrappedLabel()
        self.next_try, self.held, self.centre = WrappedLabel(), WrappedLabel(), WrappedLabel()
        self.refused_title, self.list = WrappedLabel(), QListWidget()
        self.now = QPushButton(self.tr("Exchange now  Ctrl+R"))
        self.again = QPushButton(self.tr("Send the refused again"))
        self.copy = QPushButton(self.tr("Copy for the administrator  Ctrl+Enter"))
        # The next try comes nearer while somebody looks.
        self._tick = QTimer(self)
        self._tick.setInterval(1_000)
        self._tick.timeout.connect(self._tell_next)
        self._lay_out()
        self.now.clicked.connect(sync.now)
        self.again.clicked.connect(self._send_again)
        self.copy.clicked.connect(self.copy_refused)
        self.list.itemActivated.connect(self._ask_choice)
        sync.changed.connect(self.refresh)

    def attach(self, workplace: Workplace) -> None:
        """The desk is open."""
        self._workplace = workplace
        self.refresh()

    def come_forward(self) -> None:
        """Show what is so now."""
        self.now.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tick.start()
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Qt: nobody looks."""
        self._tick.stop()
        super().hideEvent(event)

    def slots(self) -> Slots:
        """Ctrl+Enter."""
        return {"confirm": self.copy_refused}

    def refresh(self) -> None:
        """Read the file again, if somebody looks."""
        if self._workplace is not None and self.isVisible():
            begin = self._workplace.begin
            told = self._notices.tell_fault
            self._storage.run_latest(lambda: sync_status(begin), self._show, told, "sync page")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Qt: Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def copy_refused(self) -> None:
        """Keys and reasons into the clipboard, nothing of a customer."""
        if self._workplace is None or not self._refused:
            return
        desk = self._workplace.desk
        about = (f"operator-app {__version__}", f"login {desk.agent}", f"device {desk.device}")
        QGuiApplication.clipboard().setText(for_administrator(self._refused, about))
        self._notices.tell(self.tr("Copied. There is nothing of a customer in it"), NoticeKind.DONE)

    def _ask_choice(self) -> None:
        refused = self._refused[self.list.currentRow()]
        if refused.reason == CONFLICT:
            self.choice_asked.emit(refused.id)

    def _send_again(self) -> None:
        if self._workplace is not None:
            begin = self._workplace.begin
            self._storage.run(
                lambda: send_refused_again(begin),
                lambda _: self._sync.now(),
                self._notices.tell_fault,
            )

    def _show(self, status: SyncStatus) -> None:
        now = datetime.now(UTC)
        words = self.tr("Calls waiting to be sent: {count}").format(count=status.waiting)
        if status.oldest is not None:
            words += self.tr(", the oldest since {moment}").format(moment=when(status.oldest, now))
        all_else = self.tr("All else has been sent")
        sent = all_else if status.refused else self.tr("Everything has been sent")
        self.waiting.setText(words if status.waiting else sent)
        done = status.last_success
        moment = when(done, now) if done else self.tr("never yet")
        self.success.setText(self.tr("Last exchange: {moment}").format(moment=moment))
        self._tell_failure(now)
        self._tell_next()
        held = self.tr("Content: edition {number}").format(number=status.edition)
        self.held.setText(held if status.edition else self.tr("There is no content here yet"))
        self._tell_centre(status.role)
        self._list(status.refused, now)

    def _tell_failure(self, now: datetime) -> None:
        failed = self._sync.failure
        self.failure.setVisible(failed is not None)
        if failed is not None:
            text = self.tr("Did not work at {moment}: {words}")
            words = self._notices.words(failed.notice)
            self.failure.setText(text.format(moment=when(failed.at, now), words=words))

    def _tell_next(self) -> None:
        if self._sync.alone:
            self.next_try.setText(self.tr("There is no centre: records stay on this computer"))
            return
        left = self._sync.seconds_left
        text = self.tr("Next try in {count} s").format(count=left)
        self.next_try.setText(text if left is not None else self.tr("An exchange is under way"))

    def _tell_centre(self, role: str) -> None:
        place = self._workplace.centre if self._workplace else ""
        text = self.tr("Centre: {place}").format(place=place) if place else ""
        if role:
            who = self.tr("Your role: {role}").format(role=role_words(role))
            text = f"{text}. {who}" if text else who
        self.centre.setText(text)
        self.centre.setVisible(bool(text))

    def _list(self, refused: Sequence[RefusedRow], now: datetime) -> None:
        self._refused = tuple(refused)
        some = bool(refused)
        title = self.tr("Refused by the centre: {count}").format(count=len(refused))
        nothing = self.tr("The centre has refused nothing")
        self.refused_title.setText(title if some else nothing)
        for part in (self.list, self.again, self.copy):
            part.setVisible(some)
        place = self.list.currentRow()
        self.list.clear()
        for one in refused:
            head = f"{kind_words(one.entity)} {when(moment_of(one.id), now)}"
            self.list.addItem(QListWidgetItem(f"{head}. {refusal_words(one.reason)}"))
        self.list.setCurrentRow(max(0, min(place, self.list.count() - 1)))

    def _lay_out(self) -> None:
        self.title.setProperty("role", "title")
        self.refused_title.setProperty("role", "heading")
        self.failure.setProperty("role", "warn-text")
        self.list.setAccessibleName(self.tr("Refused by the centre"))
        self.list.setWordWrap(True)
        for button in (self.now, self.again, self.copy):
            button.setAccessibleName(button.text().split("  ")[0])
        card, row = Card(), QHBoxLayout()
        column, around = QVBoxLayout(card), QVBoxLayout(self)
        self._look.space(around, (8, 8, 8, 8))
        self._look.space(column, (16, 16, 16, 16), 8)
        self._look.space(row, spacing=8)
        for words in (
            self.title, self.waiting, self.success, self.failure, self.next_try, self.held,
            self.centre, self.refused_title,
        ):  # fmt: skip
            column.addWidget(words)
        column.addWidget(self.list, 1)
        for button in (self.now, self.again, self.copy):
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        around.addWidget(card)
