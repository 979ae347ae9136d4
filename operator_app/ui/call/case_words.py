"""Complaints and promises in words; translated when asked, not when imported."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from operator_app.domain.complaints import Case
from operator_app.domain.follow_ups import FollowUpKind
from operator_app.ui.callbacks.words import due_words, promise_words


def case_kind(case: Case) -> str:
    """«Жалоба: Срок», «Обещание», «Обратный звонок»."""
    names = {
        FollowUpKind.COMPLAINT: QCoreApplication.translate("Cases", "Complaint"),
        FollowUpKind.PROMISE: QCoreApplication.translate("Cases", "Promise"),
        FollowUpKind.CALLBACK: QCoreApplication.translate("Cases", "Callback"),
    }
    kind = names[case.kind]
    return f"{kind}: {case.cause}" if case.cause else kind


def case_state(case: Case, now: datetime) -> str:
    """«не выполнено, завтра, 23.11, 21:00», with lateness in words, or what was done."""
    if not case.open:
        done = QCoreApplication.translate("Cases", "done")
        return f"{done}: {case.resolution}" if case.resolution else done
    when = due_words(case.due, now)
    if case.late(now):
        return QCoreApplication.translate("Cases", "not kept, was due {when}").format(when=when)
    return QCoreApplication.translate("Cases", "due {when}").format(when=when)


def case_words(case: Case, now: datetime) -> str:
    """A promise as it is said today, «23 ноября» tomorrow's «вчера»; a complaint word for word."""
    if case.kind is FollowUpKind.COMPLAINT:
        return case.words
    return promise_words(case.words, case.item.made_at, now)


def case_line(case: Case, now: datetime) -> str:
    """One case on one line."""
    words = " ".join(case_words(case, now).split())
    return " · ".join(one for one in (case_kind(case), words, case_state(case, now)) if one)
