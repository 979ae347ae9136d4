"""The call that rings until it is taken or missed."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from operator_app.domain.ports import Clock

RING_MS = 60_000
"""A ring not taken goes after this long: a softphone tells when it begins, never when it ends."""


class Ringing(QObject):
    """At most one: a later ring takes the place of an earlier one.

    Signals: `changed()`; `missed(str, datetime)` the number, "" when unknown, of a ring nobody
    took, and when it began (UTC).
    """

    changed = Signal()
    missed = Signal(str, object)

    def __init__(self, clock: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self._clock = clock
        self._since: datetime | None = None
        self.number: str | None = None
        self.end = QTimer(self)
        self.end.setSingleShot(True)
        self.end.setInterval(RING_MS)
        self.end.timeout.connect(self._miss)

    def begin(self, number: str) -> None:
        """It rings, "" for an unknown number; another number that rang before it is missed."""
        if number != self.number:
            self._miss()
            self._since = self._clock()
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
            self.missed.emit(number, self._since)
