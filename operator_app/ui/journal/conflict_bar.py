"""A call that another computer changed too: what differs, and the three things to do about it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from operator_app.domain.calls import CallStatus
from operator_app.domain.conflicts import Choice, Conflict, differences
from operator_app.domain.records import JournalRow
from operator_app.services.edit_scripts import Part, PartKind, word_changes
from operator_app.ui.elements import WrappedLabel
from operator_app.ui.reading.comparing import marked_words
from operator_app.ui.theme import Look

_DIGITS = {Qt.Key.Key_1: Choice.MINE, Qt.Key.Key_2: Choice.THEIRS, Qt.Key.Key_3: Choice.BOTH}
_WORD_BY_WORD = 4_000
"""Characters of two texts up to which they are compared within a key's time."""


def choice_of(event: QKeyEvent) -> Choice | None:
    """What a plain digit chooses, None for any other key."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return None if held else _DIGITS.get(Qt.Key(event.key()))


class ConflictBar(QFrame):
    """Hidden for a call without two versions. Signal: `chosen(Choice)`, by digit or button."""

    chosen = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._conflict: Conflict | None = None
        self._open: frozenset[Choice] = frozenset()
        self.words, self.details = WrappedLabel(), QTextBrowser()
        self.buttons = {
            Choice.MINE: QPushButton(self.tr("1 Keep mine")),
            Choice.THEIRS: QPushButton(self.tr("2 Take theirs")),
            Choice.BOTH: QPushButton(self.tr("3 Keep both")),
        }
        self.setProperty("role", "warn")
        self.details.setAccessibleName(self.tr("What differs"))
        self.details.setTabChangesFocus(True)
        self.details.setFrameShape(QFrame.Shape.NoFrame)
        for choice, button in self.buttons.items():
            button.setAccessibleName(button.text())
            button.clicked.connect(lambda _=False, made=choice: self.ask(made))
        self._lay_out()
        look.changed.connect(self._dress)
        self._dress()
        self.hide()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        self._look.space(column, (10, 8, 10, 8), 6)
        column.addWidget(self.words)
        column.addWidget(self.details, 1)
        # One below the other: the column beside the list is narrow at large letters.
        for button in self.buttons.values():
            column.addWidget(button)

    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops, in its order."""
        return (*self.buttons.values(), self.details)

    def show_row(self, row: JournalRow | None, now: datetime) -> None:
        """Show the last conflict about a call, if there was one."""
        conflict = row.conflict if row is not None else None
        self.setVisible(conflict is not None)
        if row is None or conflict is None:
            self._conflict, self._open = None, frozenset()
            return
        self._open = _open(row, conflict)
        self.words.setText(self._sentence(row, conflict, self._moment(conflict, now)))
        for choice, button in self.buttons.items():
            button.setVisible(choice in self._open)
        if conflict != self._conflict:
            self._conflict = conflict
            self._dress()

    def ask(self, choice: Choice) -> bool:
        """Choose, if that may be chosen now; says whether it was."""
        allowed = choice in self._open
        if allowed:
            self.chosen.emit(choice)
        return allowed

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Qt: plain digits choose, whichever part of the bar has the focus."""
        choice = choice_of(event)
        if choice is None or not self.ask(choice):
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Qt: the text browser keeps no height of its own at another size of letters."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._dress()

    def _moment(self, conflict: Conflict, now: datetime) -> str:
        local = conflict.changed_at.astimezone()
        today = local.date() == now.astimezone().date()
        text = self.tr("at {time}") if today else self.tr("on {day} at {time}")
        return text.format(day=f"{local:%d.%m}", time=f"{local:%H:%M}")

    def _sentence(self, row: JournalRow, conflict: Conflict, moment: str) -> str:
        if conflict.choice is Choice.NONE:
            if row.call.status != CallStatus.CLOSED:
                text = self.tr("Call changed on another computer {moment}. End it first: F12")
            else:
                text = self.tr(
                    "Call changed on another computer {moment}. "
                    "1 keep mine, 2 take theirs, 3 keep both"
                )
            return text.format(moment=moment)
        text = {
            Choice.MINE: self.tr("Mine was kept. Theirs, changed {moment}, stays here"),
            Choice.THEIRS: self.tr("Theirs, changed {moment}, was taken. Mine stays here"),
            Choice.BOTH: self.tr("Both were kept: theirs, changed {moment}, here, mine as a call"),
        }[conflict.choice]
        return text.format(moment=moment)

    def _dress(self) -> None:
        self.details.setMinimumHeight(self._look.px(72))
        if self._conflict is not None:
            found = differences(self._conflict)
            self.details.setHtml("".join(self._difference(*one) for one in found))

    def _difference(self, field: str, mine: str, theirs: str) -> str:
        """A field's name and its words on either side."""
        tokens = self._look.tokens
        style = f"color:{tokens.text};background:{tokens.mark_bg};font-weight:600"
        parts: tuple[Part, ...] = (Part(PartKind.REMOVED, mine), Part(PartKind.ADDED, theirs))
        if len(mine) + len(theirs) <= _WORD_BY_WORD:
            parts = word_changes(mine, theirs)
        else:
            style = ""
        here = marked_words(self.tr("Mine:"), parts, PartKind.REMOVED, style)
        there = marked_words(self.tr("Theirs:"), parts, PartKind.ADDED, style)
        empty = self.tr("empty")
        here, there = here + ("" if mine else empty), there + ("" if theirs else empty)
        return f"<p><b>{self._field(field)}</b><br>{here}<br>{there}</p>"

    def _field(self, name: str) -> str:
        return {
            "number": self.tr("Number"),
            "name": self.tr("Name"),
            "order": self.tr("Order"),
            "script": self.tr("Script"),
            "outcome": self.tr("Outcome"),
            "note": self.tr("Note"),
            "record": self.tr("Record of the call"),
        }[name]


def _open(row: JournalRow, conflict: Conflict) -> frozenset[Choice]:
    """What may be chosen now: nothing while the call is in hand, nothing twice."""
    if row.call.status != CallStatus.CLOSED:
        return frozenset()
    if conflict.choice and row.call.digest() != conflict.chosen:
        return frozenset()
    return frozenset(_DIGITS.values()) - {conflict.choice}
