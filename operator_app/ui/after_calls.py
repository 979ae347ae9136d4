"""What follows a call, wired: promises, questions, the reminder, and the screen that rings back."""

from __future__ import annotations

from PySide6.QtCore import QObject

from operator_app.services.workplace import Workplace
from operator_app.ui.call.call_desk import CallDesk
from operator_app.ui.call.call_screen import CallScreen
from operator_app.ui.call.caller_card import CallerDesk
from operator_app.ui.call.cases_desk import CasesDesk
from operator_app.ui.call.compensation_desk import CompensationDesk
from operator_app.ui.call.follow_up_desk import FollowUpDesk
from operator_app.ui.call.survey_desk import SurveyDesk
from operator_app.ui.call.wrap_up_desk import WrapUpDesk
from operator_app.ui.callbacks.reminder import CallbackReminder
from operator_app.ui.frame.window import Frame
from operator_app.ui.lanes import Lanes
from operator_app.ui.notices import Notices
from operator_app.ui.screens import Screens
from operator_app.ui.shortcuts import TakesKeys
from operator_app.ui.sync_desk import SyncDesk


class AfterCalls(QObject):
    """Made once the desk is open, for those who take calls."""

    def __init__(
        self, workplace: Workplace, desk: CallDesk, screen: CallScreen, keys: TakesKeys,
        lanes: Lanes, notices: Notices,
    ) -> None:  # fmt: skip
        super().__init__(desk)
        self._calls = desk
        self.desk = FollowUpDesk(desk, screen, keys, lanes.storage, notices)
        self.sums = CompensationDesk(desk, screen, keys, lanes, notices)
        self.cases = CasesDesk(desk, screen, keys, lanes.storage, notices)
        self.code = WrapUpDesk(desk, screen, keys, notices)
        self.caller = CallerDesk(desk, screen.record, keys, lanes, notices)
        self.survey = SurveyDesk(desk, screen, keys, lanes.storage, notices)
        self.reminder = CallbackReminder(workplace, lanes.storage, notices, self)

    def connect_to(self, frame: Frame, screens: Screens, sync: SyncDesk) -> None:
        """Begin: each tells the others what has changed in the file."""
        for form in (self.desk, self.sums, self.cases, self.code, self.survey):
            form.form_asked.connect(lambda: frame.show_screen("call"))
        self.desk.reached = self.sums.reached = lambda: sync.reached
        screens.ring_asked.connect(self.desk.ring_back)
        self.reminder.due_counted.connect(lambda count: frame.rail.set_count("callbacks", count))
        for kept in (
            self.desk.kept,
            self.sums.kept,
            self.cases.kept,
            self.survey.kept,
            screens.follow_up_kept,
            self.reminder.settled,
        ):
            kept.connect(sync.soon)
            kept.connect(self.reminder.refresh)
            kept.connect(screens.refresh_follow_ups)
        self._calls.call_ended.connect(self.reminder.refresh)
        sync.finished.connect(self.desk.look_for_answers)
        sync.finished.connect(self.sums.ask_again)
        sync.finished.connect(self.cases.refresh)
        sync.finished.connect(self.reminder.refresh)
        sync.finished.connect(self.caller.ask_again)
        sync.finished.connect(screens.refresh_follow_ups)
        self.reminder.begin()
