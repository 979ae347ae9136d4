"""Shift+F12 at work: the proposed code stands in the record, another is chosen by keys."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from operator_app.ui.call.call_desk import CallDesk
from operator_app.ui.call.call_screen import CallScreen
from operator_app.ui.call.form_wrap_up import WrapUpForm
from operator_app.ui.elements import WrappedLabel
from operator_app.ui.notices import NoticeKind, Notices
from operator_app.ui.shortcuts import TakesKeys


class WrapUpDesk(QObject):
    """Signal: `form_asked()` before the form opens."""

    form_asked = Signal()

    def __init__(
        self, desk: CallDesk, screen: CallScreen, shortcuts: TakesKeys, notices: Notices
    ) -> None:
        super().__init__(desk)
        self._desk, self._screen, self._notices = desk, screen, notices
        self.form, self.line = WrapUpForm(screen.record.look), WrappedLabel()
        self.line.setProperty("role", "secondary")
        screen.record.add_below(self.line)
        self.form.chosen.connect(self._choose)
        desk.calls_changed.connect(self._show)
        desk.saved.connect(self._show)
        shortcuts.connect_command("wrap-up", self.open_form)
        self._show()

    def open_form(self) -> None:
        """Shift+F12: the codes of the call's own edition."""
        live = self._desk.live
        if live is None:
            self._notices.tell(self.tr("No call. F2 starts one"), NoticeKind.INFO)
            return
        self.form_asked.emit()
        self._screen.bring(self._screen.record)
        self.form.begin(live.content.wrap_ups, live.code())
        self._screen.record.show_form(self.form)

    def _choose(self, code: str) -> None:
        live = self._desk.live
        self._screen.record.close_form()
        if live is not None:
            live.set_code(code)
            self._desk.take_down(live)
            self._show()

    def _show(self) -> None:
        live = self._desk.live
        codes = live.content.wrap_ups if live else ()
        title = next((one.title for one in codes if live and one.id == live.code()), "")
        self.line.setVisible(bool(title))
        self.line.setText(self.tr("Code: {title}. Shift+F12").format(title=title))
