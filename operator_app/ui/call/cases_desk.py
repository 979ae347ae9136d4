"""«Обращения»: what is owed to whoever calls stands in the record before they ask."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QObject, Signal

from operator_app.domain.calls import NOBODY, Customer
from operator_app.domain.complaints import Case
from operator_app.services import complaints
from operator_app.ui.call.call_desk import CallDesk
from operator_app.ui.call.call_screen import CallScreen
from operator_app.ui.call.case_words import case_line
from operator_app.ui.call.form_cases import CasesForm
from operator_app.ui.elements import WrappedLabel
from operator_app.ui.lanes import Runs
from operator_app.ui.notices import NoticeKind, Notices, announce
from operator_app.ui.shortcuts import TakesKeys


class CasesDesk(QObject):
    """Signals: `form_asked()` before the form opens; `kept()` something of it is in the file."""

    form_asked = Signal()
    kept = Signal()

    def __init__(
        self, desk: CallDesk, screen: CallScreen, shortcuts: TakesKeys, storage: Runs,
        notices: Notices,
    ) -> None:  # fmt: skip
        super().__init__(desk)
        self._desk, self._screen, self._storage, self._notices = desk, screen, storage, notices
        self.form, self.line = CasesForm(screen.record.look), WrappedLabel()
        screen.record.add_below(self.line)
        self._cases: tuple[Case, ...] = ()
        self._of: tuple[UUID, Customer] | None = None
        self.form.resolved.connect(self._resolve)
        self.form.complained.connect(self._complain)
        desk.calls_changed.connect(self._look_again)
        shortcuts.connect_command("cases", self.open_form)
        self._look_again()

    def open_form(self) -> None:
        """Shift+F9: what is open, and the causes of a new complaint."""
        live = self._desk.live
        if live is None:
            self._notices.tell(self.tr("No call. F2 starts one"), NoticeKind.INFO)
            return
        self.form_asked.emit()
        self._screen.bring(self._screen.record)
        causes = complaints.known_causes(live.content) or (self.tr("Not named"),)
        offered = causes if live.call.complaint is None else ()
        self.form.begin(self._cases, offered, self._desk.workplace.clock())
        self._screen.record.show_form(self.form)

    def refresh(self) -> None:
        """Read the file again."""
        live, workplace, of = self._desk.live, self._desk.workplace, self._of
        if live is None or of is None or live.call.customer == NOBODY:
            self._show(of, ())
            return
        customer, call_id = live.call.customer, live.call.id
        self._storage.run_latest(
            lambda: complaints.cases_of(workplace, customer, call_id),
            lambda found: self._show(of, found),
            self._notices.tell_fault,
            topic="cases",
        )

    def _look_again(self) -> None:
        live = self._desk.live
        now = (live.call.id, live.call.customer) if live else None
        if now is None or now != self._of:
            self._of = now
            self.refresh()

    def _show(self, of: tuple[UUID, Customer] | None, cases: tuple[Case, ...]) -> None:
        if of != self._of:
            return
        self._cases = cases
        now = self._desk.workplace.clock()
        late = [one for one in cases if one.late(now)]
        self.line.setVisible(bool(cases))
        if not cases:
            return
        told = self.tr("Open cases: {count}, not kept: {late}. Shift+F9")
        text = told.format(count=len(cases), late=len(late))
        self.line.setProperty("role", "warn-text" if late else "secondary")
        self.line.style().polish(self.line)
        told, before = f"{text}\n{case_line((late or list(cases))[0], now)}", self.line.text()
        self.line.setText(told)
        if late and told != before:
            announce(self.line, told)

    def _resolve(self, case: Case, words: str) -> None:
        workplace = self._desk.workplace
        self._screen.record.close_form()

        def done(kept: bool) -> None:
            told = self.tr("Noted as done") if kept else self.tr("It was closed already")
            self._notices.tell(told, NoticeKind.DONE)
            self.refresh()
            self.kept.emit()

        self._storage.run(
            lambda: complaints.resolve(workplace, case, words), done, self._notices.tell_fault
        )

    def _complain(self, cause: str, words: str) -> None:
        live = self._desk.live
        self._screen.record.close_form()
        if live is not None:
            complaints.complain(self._desk.workplace, live, cause, words)
            self._desk.take_down(live)
            self._notices.tell(self.tr("The complaint is in the register"), NoticeKind.DONE)
