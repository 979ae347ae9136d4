"""Frees Python's reference cycles on the interface thread only."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS = 1_000


class CycleCollector(QObject):
    """While it lives, cycles are freed by a timer of its thread and never by a worker.

    WORKAROUND Python frees cycles on whichever thread happens to allocate. A widget caught in one
    would then be destroyed on a lane's thread, which Qt answers with a crash.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Free the youngest generation that is due, as Python itself would."""
        counts = zip(gc.get_count(), gc.get_threshold(), strict=True)
        due = [generation for generation, (count, limit) in enumerate(counts) if count > limit]
        if due:
            gc.collect(max(due))

    def stop(self) -> None:
        """Give the work back to Python: no worker is left."""
        self._timer.stop()
        gc.enable()
