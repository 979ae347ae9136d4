"""What stands quietly beside a step: sums to offer, a way out, answers set aside, courtesies."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from operator_app.domain.scripts import Courtesy
from operator_app.language.rendering import format_sum
from operator_app.services.call_view import CourtesyRow, ScriptView

_DONE, _MISSING = "\u2713", "\u25cb"


def side_notes(view: ScriptView) -> tuple[str, ...]:
    """Lines in the order of their use; none blocks anything, what there is none of has no line."""
    lines = [f"{format_sum(one.rubles)}: {one.reason}" for one in view.proposals]
    if view.unsolved:
        told = QCoreApplication.translate("Call", "If it cannot be solved: “{line}”")
        lines.append(told.format(line=view.unsolved))
    if view.aside:
        told = QCoreApplication.translate("Call", "Set aside, back with that answer: {answers}")
        answers = "; ".join(f"{one.title}: {one.answer}" for one in view.aside)
        lines.append(told.format(answers=answers))
    return tuple(lines)


def courtesy_line(view: ScriptView) -> str:
    """The courtesies the call has had occasion for, each with whether it was shown."""
    return "   ".join(_mark(one) for one in view.courtesy if one.asked)


def _mark(row: CourtesyRow) -> str:
    names = {
        Courtesy.NAME_USED: QCoreApplication.translate("Call", "name used"),
        Courtesy.AGREED: QCoreApplication.translate("Call", "request agreed"),
        Courtesy.UNDERSTOOD: QCoreApplication.translate("Call", "all clear"),
        Courtesy.OFFERED: QCoreApplication.translate("Call", "something offered"),
    }
    # A mark is not parted from its words at the end of a line.
    return f"{_DONE if row.shown else _MISSING} {names[row.courtesy]}".replace(" ", "\u00a0")
