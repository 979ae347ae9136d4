"""A whole window that says when a ringing number was painted, on the clock of all processes."""

from __future__ import annotations

import json
import re
import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QPushButton

from operator_app.bootstrap import open_desk
from operator_app.credentials.vault import FileVault
from operator_app.services.people import DEMO_AGENT
from operator_app.services.workplace import OpenDesk
from operator_app.settings import read_settings
from operator_app.ui.application import Workstation

POLL_MS = 20


def say(word: str) -> None:
    """One line at once."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


class Painted(QObject):
    """Says each number when the chip that shows it has been painted."""

    def __init__(self, chips: list[QPushButton]) -> None:
        super().__init__()
        self._told = ""
        for chip in chips:
            chip.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Qt: the words are on the screen once this event is handled."""
        if event.type() is QEvent.Type.Paint and isinstance(watched, QPushButton):
            found = re.search(r"\+\d+", watched.text())
            if found and found[0] != self._told:
                self._told = found[0]
                QTimer.singleShot(0, self, self._say)
        return super().eventFilter(watched, event)

    def _say(self) -> None:
        say(json.dumps({"number": self._told, "at": time.monotonic()}))


def main() -> int:
    """Show the window until it is killed."""
    settings = read_settings()
    profile = settings.paths.profile
    profile.mkdir(parents=True)

    def opener() -> OpenDesk:
        return open_desk(settings, DEMO_AGENT, FileVault(profile))

    station = Workstation(settings, opener, [])
    station.window.resize(1366, 768)
    bar = station.window.frame.top_bar
    painted = Painted(bar.findChildren(QPushButton))
    watch = QTimer()

    def look() -> None:
        if station.window.index_ready:
            watch.stop()
            say("ready")

    watch.timeout.connect(look)
    watch.start(POLL_MS)
    station.show()
    result = station.app.exec()
    del painted
    return result


if __name__ == "__main__":
    sys.exit(main())
