"""What the pages of this room say: the steps of entering, and why the centre refused a row."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from operator_app.domain.conflicts import CONFLICT
from operator_app.domain.records import Entity
from operator_app.services.enrolment import EnrolmentStep


def step_words(step: EnrolmentStep) -> str:
    """A step as the list of checks names it."""
    translate = QCoreApplication.translate
    return {
        EnrolmentStep.ADDRESS: translate("Joining", "Address and root certificate"),
        EnrolmentStep.KEYS: translate("Joining", "Place for the keys"),
        EnrolmentStep.CENTRE: translate("Joining", "The centre answers and proves itself"),
        EnrolmentStep.SIGN_IN: translate("Joining", "Login and first password"),
        EnrolmentStep.VERSION: translate("Joining", "Version of the program, your role"),
        EnrolmentStep.PASSWORD: translate("Joining", "The first password is replaced"),
        EnrolmentStep.FIRST_ROUND: translate("Joining", "First exchange: the content arrives"),
    }[step]


def kind_words(entity: Entity) -> str:
    """What kind of row it is."""
    translate = QCoreApplication.translate
    words = {
        Entity.CALL: translate("Synchronisation", "Call"),
        Entity.CALL_EVENT: translate("Synchronisation", "Step of a call"),
        Entity.SEARCH_GAP: translate("Synchronisation", "Question without an answer"),
        Entity.FOLLOW_UP_STEP: translate("Synchronisation", "Callback or question to a lead"),
    }
    return words.get(entity, translate("Synchronisation", "Record"))


def refusal_words(reason: str) -> str:
    """Why the centre refused a row, and what to do; `reason` is an SQLSTATE or a word."""
    translate = QCoreApplication.translate
    if reason == CONFLICT:
        return translate("Synchronisation", "Changed on another computer too. Enter to choose")
    if reason == "42501":
        return translate(
            "Synchronisation", "It is written under another login. Hand it over: Ctrl+Enter"
        )
    if reason == "other_content":
        return translate(
            "Synchronisation", "The centre has another record under its number. Hand it over"
        )
    if reason.startswith("23"):
        return translate(
            "Synchronisation", "It breaks a rule of the centre. After an update send again"
        )
    if reason.startswith("22") or reason == "encoding":
        return translate(
            "Synchronisation", "It has a sign the centre cannot keep. Correct the note"
        )
    return translate("Synchronisation", "The centre does not keep it. After an update send again")


def role_words(role: str) -> str:
    """A role as the centre names it, for people."""
    translate = QCoreApplication.translate
    words = {
        "agent": translate("Synchronisation", "agent"),
        "lead": translate("Synchronisation", "lead"),
        "trainee": translate("Synchronisation", "trainee"),
    }
    return words.get(role, role)
