"""Where hints stand in a text that is being edited: the waves, and what was told «not here»."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit

from operator_app.ui.phrases.checking import Hint
from operator_app.ui.theme import Tokens


@dataclass(frozen=True, slots=True)
class Silenced:
    """«Not here»: the rule and where; the cursor follows the text as it is edited.

    It is gone with its words: a range that vanished is empty, or turned over by what came after.
    """

    rule: str
    place: QTextCursor

    def stands(self) -> bool:
        """Whether its words are still there."""
        return self.place.anchor() < self.place.position()

    def covers(self, hint: Hint) -> bool:
        """Whether the hint is what was silenced."""
        start, end = self.place.anchor(), self.place.position()
        return self.rule == hint.rule and start < hint.end and hint.start < end


def follow(document: QTextDocument, hint: Hint) -> QTextCursor:
    """The hint's range, which neither grows nor shrinks when something is typed beside it."""
    cursor = QTextCursor(document)
    cursor.setPosition(hint.start)
    cursor.setPosition(hint.end, QTextCursor.MoveMode.KeepAnchor)
    cursor.setKeepPositionOnInsert(True)
    return cursor


def underlined(
    document: QTextDocument, hint: Hint, tokens: Tokens, *, meant: bool
) -> QTextEdit.ExtraSelection:
    """A calm wave under a hint; the one the keys are meant for stands on a ground of its own."""
    style = QTextCharFormat()
    style.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    style.setUnderlineColor(QColor(tokens.warn))
    if meant:
        style.setBackground(QColor(tokens.warn_bg))
    shown = QTextEdit.ExtraSelection()
    shown.cursor = follow(document, hint)
    shown.format = style
    return shown
