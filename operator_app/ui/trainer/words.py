"""What a practice call lost and kept, in words; translated when asked."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from operator_app.domain.practice import LossKind, Measure
from operator_app.services.practise import Attempt, LossRow
from operator_app.ui.call.words import stage_name

MINUS, NO_BREAK = "\u2212", "\u00a0"


def measure_name(measure: Measure) -> str:
    """What a measure is called on screen."""
    names = {
        Measure.STEPS: QCoreApplication.translate("Trainer", "Steps"),
        Measure.PHRASES: QCoreApplication.translate("Trainer", "Phrases"),
        Measure.SEARCH: QCoreApplication.translate("Trainer", "Time to the SOP"),
        Measure.LIMIT: QCoreApplication.translate("Trainer", "Limit"),
        Measure.RESTATEMENT: QCoreApplication.translate("Trainer", "Restatement"),
    }
    return names[measure]


def loss_words(loss: LossRow) -> str:
    """Why the points were lost and what would have been right."""
    parts = [_rubles(one) for one in loss.words] if loss.kind is LossKind.LIMIT else loss.words
    if loss.kind is LossKind.PHRASE and not loss.words[1]:
        text = QCoreApplication.translate("Trainer", "In the note “{0}”: say it otherwise")
    elif loss.kind is LossKind.LIMIT and not loss.words[2]:
        text = QCoreApplication.translate("Trainer", "{0} was offered, {1} is allowed")
    else:
        text = _texts()[loss.kind]
    return text.format(*parts)


def _texts() -> dict[LossKind, str]:
    return {
        LossKind.SCRIPT: QCoreApplication.translate("Trainer", "Another script was needed: “{0}”"),
        LossKind.STEP_MISSED: QCoreApplication.translate("Trainer", "The step was not reached"),
        LossKind.STEP_SKIPPED: QCoreApplication.translate("Trainer", "The step was skipped"),
        LossKind.STEP_OTHER: QCoreApplication.translate(
            "Trainer", "The customer's words were kept, the answer “{0}” fitted"
        ),
        LossKind.STEP_WRONG: QCoreApplication.translate(
            "Trainer", "Answered “{0}”, right was “{1}”"
        ),
        LossKind.PHRASE: QCoreApplication.translate("Trainer", "In the note “{0}”, better “{1}”"),
        LossKind.SEARCH_SLOW: QCoreApplication.translate(
            "Trainer", "The right SOP was found in {0} s, expected within {1} s"
        ),
        LossKind.SEARCH_NEVER: QCoreApplication.translate(
            "Trainer", "{0} was not opened. F3 finds it"
        ),
        LossKind.LIMIT: QCoreApplication.translate(
            "Trainer", "{0} was offered, {1} is allowed: {2}"
        ),
        LossKind.RESTATEMENT: QCoreApplication.translate(
            "Trainer", "The restatement was not agreed. Wait for “yes”"
        ),
    }


def _rubles(text: str) -> str:
    """A sum as the desk writes it; other words as they are."""
    return f"{int(text):,}".replace(",", NO_BREAK) + f"{NO_BREAK}₽" if text.isdigit() else text


def loss_place(loss: LossRow) -> str:
    """The step of a loss: «Решить: Как вам удобнее?», or empty."""
    return f"{stage_name(loss.stage)}: {loss.prompt}" if loss.stage else ""


def percent(attempt: Attempt) -> str:
    """«87 %»."""
    return f"{attempt.percent}{NO_BREAK}%"
