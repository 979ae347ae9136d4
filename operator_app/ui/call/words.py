"""Names that several panes of the call screen show; translated when asked, not when imported."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from operator_app.domain.answers import AnswerFault
from operator_app.domain.calls import MAX_NOTE
from operator_app.domain.escalations import Decision
from operator_app.domain.script_run import SkipReason
from operator_app.domain.scripts import AnswerKind, Stage


def stage_name(stage: Stage) -> str:
    """What the stage is called on screen."""
    names = {
        Stage.CLARIFY: QCoreApplication.translate("Call", "Clarify"),
        Stage.RESTATE: QCoreApplication.translate("Call", "Restate"),
        Stage.ACT: QCoreApplication.translate("Call", "Act"),
        Stage.CONFIRM: QCoreApplication.translate("Call", "Confirm"),
    }
    return names[stage]


def skip_reason(reason: SkipReason) -> str:
    """Why a step is left out, as the agent picks it."""
    names = {
        SkipReason.KNOWN_ALREADY: QCoreApplication.translate("Call", "Already known"),
        SkipReason.CUSTOMER_REFUSED: QCoreApplication.translate("Call", "Customer will not say"),
        SkipReason.NOT_APPLICABLE: QCoreApplication.translate("Call", "Does not apply"),
    }
    return names[reason]


def expected(fault: AnswerFault) -> str:
    """What to type instead, for an answer that is not of the step's kind."""
    words = {
        AnswerKind.NUMBER: QCoreApplication.translate("Call", "A number is needed, for example 3"),
        AnswerKind.SUM: QCoreApplication.translate("Call", "A sum is needed, for example 300"),
        AnswerKind.DATE: QCoreApplication.translate("Call", "A date is needed, for example 18.11"),
        AnswerKind.PHONE: QCoreApplication.translate(
            "Call", "A phone number is needed, for example 8 900 123-45-67"
        ),
        AnswerKind.ORDER: QCoreApplication.translate(
            "Call", "An order number is needed, for example 5510-2284"
        ),
    }
    return words.get(fault.kind, QCoreApplication.translate("Call", "Type the customer's answer"))


def clock_time(moment: datetime, seconds: bool = False) -> str:
    """A moment in UTC as the desk's time of day."""
    return f"{moment.astimezone():%H:%M:%S}" if seconds else f"{moment.astimezone():%H:%M}"


def call_day(moment: datetime, now: datetime) -> str:
    """«21.11» of an earlier call in the desk's zone, «21.11.2025» of another year; both in UTC."""
    local, year = moment.astimezone(), now.astimezone().year
    return f"{local:%d.%m}" if local.year == year else f"{local:%d.%m.%Y}"


def not_kept(note: str) -> str:
    """Where a note becomes too long to be kept, "" for one that is kept whole."""
    if len(note) <= MAX_NOTE:
        return ""
    told = QCoreApplication.translate(
        "Call", "More than 10\u00a0000 characters. What follows “…{words}” is not kept"
    )
    return told.format(words=" ".join(note[MAX_NOTE - 30 : MAX_NOTE].split()))


def asked_words(*, alone: bool, reached: bool) -> str:
    """What becomes of a question to the lead: there may be no centre, or it has not answered."""
    if alone:
        return QCoreApplication.translate(
            "Call", "No centre is set up, the question is kept here. Ask the lead in person"
        )
    if reached:
        return QCoreApplication.translate(
            "Call", "Asked the lead. The answer comes here, also without this call"
        )
    return QCoreApplication.translate(
        "Call", "The question is kept. The lead has it once the centre answers"
    )


def decision_words(decision: Decision | None) -> str:
    """What a lead decided."""
    names = {
        Decision.APPROVED: QCoreApplication.translate("Call", "Approved"),
        Decision.REFUSED: QCoreApplication.translate("Call", "Refused"),
        Decision.TAKEN_OVER: QCoreApplication.translate("Call", "The lead rings the customer"),
    }
    return names[decision or Decision.APPROVED]
