"""The call that rings until it is taken or missed."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

RING_MS = 60_000
"""A ring not taken goes after this long: a softphone tells when it begins, never when it ends."""


class Ringing(QObject):
    """At most one: a later ring takes the place of an earlier one.

    Signals: `changed()`; `missed(str)` the number, "" when unknown, of a ring nobody took.
    """

    changed = Signal()
    missed = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.number: str | None = None
        self.end = QTimer(self)
        self.end.setSingleShot(True)
        self.end.setInterval(RING_MS)
        self.end.timeout.connect(self._miss)

    def begin(self, number: str) -> None:
        """It rings, "" for an unknown number; another number that rang before it is missed."""
        if number != self.number:
            self._miss()
        self.number = number
        self.end.start()
        self.changed.emit()

    def take(self) -> str:
        """The number of the call that is taken now, "" when none rings or it is unknown."""
        number, self.number = self.number or "", None
        self.end.stop()
        return number

    def _miss(self) -> None:
        if self.number is not None:
            number = self.take()
            self.changed.emit()
            self.missed.emit(number)
