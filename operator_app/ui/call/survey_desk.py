"""A survey after the call: offered in the record column, never in the way of the next call."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from operator_app.domain.surveys import Index
from operator_app.services.live_call import LiveCall
from operator_app.services.surveys import answered
from operator_app.ui.call.call_desk import CallDesk
from operator_app.ui.call.call_screen import CallScreen
from operator_app.ui.call.form_survey import SurveyForm
from operator_app.ui.elements import WrappedLabel
from operator_app.ui.lanes import Runs
from operator_app.ui.notices import NoticeKind, Notices
from operator_app.ui.shortcuts import TakesKeys


class SurveyDesk(QObject):
    """Signals: `form_asked()` before the form opens; `kept()` an answer is in the file."""

    form_asked = Signal()
    kept = Signal()

    def __init__(
        self, desk: CallDesk, screen: CallScreen, shortcuts: TakesKeys, storage: Runs,
        notices: Notices,
    ) -> None:  # fmt: skip
        super().__init__(desk)
        self._desk, self._screen, self._storage, self._notices = desk, screen, storage, notices
        self.form = SurveyForm(screen.record.look)
        self.line = WrappedLabel(self.tr("The customer's opinion: Shift+F11"))
        self.line.setProperty("role", "secondary")
        self.line.hide()
        screen.record.add_below(self.line)
        self._of: LiveCall | None = None
        self.form.answered.connect(self._answered)
        desk.calls_changed.connect(self._follow)
        desk.call_ended.connect(self.line.show)
        desk.call_started.connect(self._begun)
        shortcuts.connect_command("survey", self.open_form)

    def open_form(self) -> None:
        """Shift+F11: about the call in hand, else the last one."""
        if self._of is None:
            self._notices.tell(self.tr("No call to ask about yet"), NoticeKind.INFO)
            return
        self.form_asked.emit()
        self._screen.bring(self._screen.record)
        self.form.begin()
        self._screen.record.show_form(self.form)

    def _follow(self) -> None:
        self._of = self._desk.live or self._of

    def _begun(self) -> None:
        """The next call: a survey that was not answered is skipped."""
        self.line.hide()
        if self.form.isVisible():
            self._screen.record.close_form()

    def _answered(self, index: Index, value: int, words: str) -> None:
        live, workplace = self._of, self._desk.workplace
        self._screen.record.close_form()
        if live is None:
            return
        customer, call_id = live.call.customer, live.call.id

        def done(_: None) -> None:
            self.line.hide()
            self._notices.tell(self.tr("The customer's opinion is kept"), NoticeKind.DONE)
            self.kept.emit()

        self._storage.run(
            lambda: answered(workplace, index, value, words, customer, call_id),
            done,
            self._notices.tell_fault,
        )
