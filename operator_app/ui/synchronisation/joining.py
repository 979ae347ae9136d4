"""What a real desk's window does before there is a desk, and when it enters a centre."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from operator_app.services.enrolment import Company
from operator_app.services.workplace import OpenDesk
from operator_app.ui.main_window import MainWindow
from operator_app.ui.synchronisation.entrance import UnlockForm, Welcome
from operator_app.ui.synchronisation.join_form import JoinForm


@dataclass(frozen=True, slots=True)
class Entrance:
    """A real profile's ways in; `show_demo` opens the made-up company's desk."""

    company: Company
    show_demo: Callable[[], OpenDesk]


class Joining(QObject):
    """The pages of one window. Signal: `desk_found(Callable[[], OpenDesk])`, what opens now."""

    desk_found = Signal(object)

    def __init__(self, entrance: Entrance, window: MainWindow) -> None:
        super().__init__(window)
        self._entrance, self._window = entrance, window
        self._before = ""
        window.menu.joining_asked.connect(self.show_form)
        window.menu.allow_joining()

    def asks_first(self) -> bool:
        """Show what must be answered before a desk can be opened; False when nothing must."""
        company = self._entrance.company
        if not company.joined:
            self._show("welcome", self._welcome)
        elif company.locked:
            self._show("unlock", self._unlock)
        else:
            return False
        return True

    def show_form(self) -> None:
        """Menu «Подключить к центру»: between calls only, for the desk changes."""
        if self._window.can_close():
            self._show("join", self._form)

    def _show(self, name: str, make: Callable[[], Welcome | UnlockForm | JoinForm]) -> None:
        window = self._window
        self._before = self._before or window.frame.current_screen()
        window.frame.rail.setVisible(window.desk is not None)
        if name not in window.side:
            window.add_side(name, make())
        window.show_screen(name)

    def _welcome(self) -> Welcome:
        page = Welcome(self._window.look)
        page.demo_chosen.connect(lambda: self.desk_found.emit(self._entrance.show_demo))
        page.joining_chosen.connect(self.show_form)
        return page

    def _unlock(self) -> UnlockForm:
        window, company = self._window, self._entrance.company
        page = UnlockForm(window.look, company, window.lanes.storage, window.notices)
        page.unlocked.connect(lambda: self.desk_found.emit(company.open))
        return page

    def _form(self) -> JoinForm:
        window, company = self._window, self._entrance.company
        page = JoinForm(window.look, company, window.lanes.network, window.notices)
        page.joined.connect(lambda: self.desk_found.emit(company.open))
        page.left.connect(self._leave)
        return page

    def _leave(self) -> None:
        """Esc: back to where the form was asked for."""
        if not self.asks_first():
            self._window.show_screen(self._before)
