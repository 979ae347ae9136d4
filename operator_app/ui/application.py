"""Starts Qt, dresses it, shows the window at once and opens the desk behind it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from PySide6.QtCore import (
    QCoreApplication,
    QLibraryInfo,
    QLocale,
    QLockFile,
    QObject,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTranslator,
    Signal,
)
from PySide6.QtWidgets import QApplication

from operator_app.diagnostics import start_diagnostics
from operator_app.domain.errors import NoticeCode, OperatorNotice
from operator_app.services.people import Person, Role
from operator_app.services.workplace import OpenDesk
from operator_app.settings import STARTING_MARK, Paths, Settings, bundled_folder
from operator_app.ui.caller import CallerListener
from operator_app.ui.collector import CycleCollector
from operator_app.ui.lanes import Lane, Lanes
from operator_app.ui.main_window import MainWindow
from operator_app.ui.notices import NoticeKind, Notices
from operator_app.ui.shortcuts import PhysicalKeyFilter
from operator_app.ui.synchronisation.joining import Entrance, Joining
from operator_app.ui.theme import Look

Opener = Callable[[], OpenDesk]


class _Bugs(QObject):
    """Carries a fault from the thread it happened on. Signal: `happened(str)` with its class."""

    happened = Signal(str)


class Workstation:
    """The running program: the application, its look, its window and its lanes."""

    def __init__(
        self,
        settings: Settings,
        opener: Opener,
        argv: list[str],
        *,
        scheme: Literal["light", "dark"] = "light",
        scale: float = 1.0,
        entrance: Entrance | None = None,
    ) -> None:
        existing = QApplication.instance()
        self.app = existing if isinstance(existing, QApplication) else QApplication(argv)
        self.app.setApplicationName("operator-app")
        self.app.setDesktopFileName("operator-app")
        self._collector = CycleCollector()
        self._translators = install_language(self.app, settings.language)
        self.look = Look(self.app, bundled_folder("resources"), scheme, scale)
        self._keys = PhysicalKeyFilter()
        self.app.installEventFilter(self._keys)
        self.lanes = new_lanes()
        self.notices = Notices(settings.language)
        self._entrance = entrance
        self.joining: Joining | None = None
        self.window = self._make_window("agent")
        self.caller = CallerListener(settings.paths.profile)
        self.caller.ringing.connect(self._rings)
        self.caller.show_asked.connect(self._come_forward)
        self._opener = opener
        self._settings = settings
        self._bugs = _Bugs()
        self._bugs.happened.connect(self._tell_bug)
        self._bugs_told = False
        self._listening = False

    def show(self) -> None:
        """Show the window and begin to open the desk; returns before it is open."""
        self.window.show()
        if not self._listening:
            self._listening = self.caller.listen()
        (self._settings.paths.profile / STARTING_MARK).unlink(missing_ok=True)
        if self.joining is None or not self.joining.asks_first():
            self.lanes.storage.run(self._opener, self._attach, self.notices.tell_fault)

    def _come_forward(self) -> None:
        """The program was started again: this window is the one."""
        window = self.window
        window.setWindowState(window.windowState() & ~window.windowState().WindowMinimized)
        window.raise_()
        window.activateWindow()

    def _rings(self, number: str) -> None:
        self.window.ringing(number)

    def _make_window(self, role: Role) -> MainWindow:
        window = MainWindow(self.look, self.lanes, self.notices, role)
        window.sign_in_asked.connect(self.sign_in)
        if self._entrance is not None:
            self.joining = Joining(self._entrance, window)
            # Queued: what found the desk is of the window that gives way to it.
            queued = Qt.ConnectionType.QueuedConnection
            self.joining.desk_found.connect(self._open_found, queued)
        return window

    def _attach(self, opened: OpenDesk) -> None:
        """The desk is open; a window of another role than its person's gives way to one of it."""
        if self.window.closed:
            opened.close()
        elif opened.person.role == self.window.role:
            self.window.attach(opened)
        else:
            self._replace(opened.person.role, lambda: opened)

    def _open_found(self, opener: Opener) -> None:
        """A desk was found or changed: it opens in a window in the place of this one."""
        if self.window.closed or not self.window.can_close():
            return
        if self._entrance is not None and opener == self._entrance.show_demo:
            # The example has people of its own, and nothing to connect.
            self._entrance = None
        self._replace(self.window.role, opener)

    def sign_in(self, person: Person) -> None:
        """Another of the demo's people: their desk in a window in the place of this one."""
        demo = self.window.demo
        if demo is not None and self.window.can_close():
            self._replace(person.role, lambda: demo.sign_in(person))

    def _replace(self, role: Role, opener: Opener) -> None:
        """Another window in the place of this one, for the desk that `opener` gives.

        Not in the place of one that keeps what the disk refused.
        """
        before = self.window
        self.app.setQuitOnLastWindowClosed(False)
        if not before.close():
            self.app.setQuitOnLastWindowClosed(True)
            return
        self.lanes = new_lanes()
        self.notices = Notices(self._settings.language)
        self.joining = None
        self.window = self._make_window(role)
        self.window.setGeometry(before.normalGeometry())
        self.window.setWindowState(before.windowState() & ~Qt.WindowState.WindowMinimized)
        self._opener = opener
        before.deleteLater()
        self.window.show()
        self.lanes.storage.run(opener, self._attach, self.notices.tell_fault)
        self.app.setQuitOnLastWindowClosed(True)

    def run(self) -> int:
        """Show the window and work until it is closed; returns the exit code of Qt's loop."""
        start_diagnostics(
            self._settings.paths.logs, lambda kind: self._bugs.happened.emit(kind.__name__)
        )
        self._fill_screen()
        self.show()
        return self.app.exec()

    def _fill_screen(self) -> None:
        """The first window takes the whole screen; made smaller again, most of it.

        Left to itself it would be as small as it may become at all.
        """
        free = self.window.screen().availableGeometry()
        size = QSize(self.look.px(1200), self.look.px(700)).boundedTo(free.size() * 0.9)
        place = QRect(QPoint(), size)
        place.moveCenter(free.center())
        self.window.setGeometry(place)
        self.window.setWindowState(Qt.WindowState.WindowMaximized)

    def _tell_bug(self, kind: str) -> None:
        """Say once that something of ours broke; its stack is in the log."""
        if not self._bugs_told:
            self._bugs_told = True
            text = QCoreApplication.translate(
                "Workstation",
                "A fault in the program ({kind}). The call is kept. Tell your administrator",
            )
            self.notices.tell(text.format(kind=kind), NoticeKind.FAULT)


def new_lanes() -> Lanes:
    """The workers of one window."""
    return Lanes(*map(Lane, ("storage", "network", "search", "language", "index")))


def claim_profile(paths: Paths, caller: str = "") -> QLockFile:
    """Own the profile while the returned lock lives.

    Raises OperatorNotice: ALREADY_OPEN when another window owns it, which is given `caller` and
    comes to the front; PROFILE_READ_ONLY when the folder cannot be written.
    """
    try:
        paths.profile.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as fault:
        raise OperatorNotice(NoticeCode.PROFILE_READ_ONLY) from fault
    lock = QLockFile(str(paths.instance_lock))
    lock.setStaleLockTime(0)
    if lock.tryLock(0):
        return lock
    if lock.error() is QLockFile.LockError.LockFailedError:
        if caller:
            CallerListener.hand_over(paths.profile, caller)
        CallerListener.ask_to_show(paths.profile)
        raise OperatorNotice(NoticeCode.ALREADY_OPEN)
    raise OperatorNotice(NoticeCode.PROFILE_READ_ONLY)


class _Words(QTranslator):
    """Our own words, from a copy in memory.

    Qt would map the file: replaced by an update while the window is open, it would end the
    process at the next word.
    """

    def __init__(self, path: Path, app: QApplication) -> None:
        super().__init__(app)
        # Qt reads from these bytes as long as it lives.
        self._data = path.read_bytes() if path.is_file() else b""
        self.load(self._data)


def install_language(app: QApplication, language: Literal["ru", "en"]) -> list[QTranslator]:
    """Load the interface's words and Qt's own in the place of an earlier language's.

    The translators live as long as the list.
    """
    QLocale.setDefault(
        QLocale(QLocale.Language.Russian if language == "ru" else QLocale.Language.English)
    )
    for former in app.findChildren(QTranslator):
        app.removeTranslator(former)
    if language == "en":
        return []
    loaded: list[QTranslator] = []
    ours = _Words(bundled_folder("resources") / "translations" / "operator_ru.qm", app)
    if not ours.isEmpty():
        loaded.append(ours)
    qt = QTranslator(app)
    if qt.load("qtbase_ru", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        loaded.append(qt)
    for one in loaded:
        app.installTranslator(one)
    return loaded
