"""What the line under an editor says about a hint."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from operator_app.ui.phrases.checking import Hint

_LONGEST = 90
"""Longest suggestion shown whole, in characters; what is applied is never shortened."""


def offer(hint: Hint, choice: int, *, open_to_change: bool) -> str:
    """What to say instead and the key for it; `choice` counts the hint's suggestions."""
    if not hint.suggestions:
        text = QCoreApplication.translate("Phrases", "Say “{found}” in other words, as you see fit")
        return text.format(found=_short(hint.found))
    if not open_to_change:
        text = QCoreApplication.translate("Phrases", "Better “{text}”")
    elif hint.sure:
        text = QCoreApplication.translate("Phrases", "Better “{text}”: Ctrl+J")
    else:
        text = QCoreApplication.translate("Phrases", "Perhaps “{text}”: Ctrl+J. Check the endings")
    return text.format(text=_short(hint.suggestions[choice]))


def more(suggestions: int, hints: int) -> str:
    """The key for what else there is; empty when there is nothing else."""
    if suggestions > 1:
        return QCoreApplication.translate("Phrases", "Another: Ctrl+L")
    return QCoreApplication.translate("Phrases", "Next: Ctrl+L") if hints > 1 else ""


def reason(hint: Hint) -> str:
    """Why the phrase is discouraged; words that say so when the rule gives no reason."""
    none = QCoreApplication.translate("Phrases", "The rule gives no reason")
    return hint.why or none


def replaced(hint: Hint, text: str) -> str:
    """What was done, for a screen reader."""
    told = QCoreApplication.translate("Phrases", "“{found}” is now “{text}”. Ctrl+Z takes it back")
    return told.format(found=_short(hint.found), text=_short(text))


def silenced(hint: Hint) -> str:
    """What «not here» did, for a screen reader."""
    told = QCoreApplication.translate("Phrases", "“{found}” stays in this text")
    return told.format(found=_short(hint.found))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
