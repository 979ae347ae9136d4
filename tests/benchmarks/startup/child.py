"""One start: prints the milliseconds from the first line to each mark, then ends."""

import time

ENTRY = time.perf_counter()

# The clock is read before anything else is loaded.
import json  # noqa: E402
import sys  # noqa: E402
from pathlib import Path  # noqa: E402

POLL_MS = 2


def empty() -> dict[str, float]:
    """An empty main window until it is painted."""
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QMainWindow

    marks: dict[str, float] = {}

    class Window(QMainWindow):
        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
            super().paintEvent(event)
            mark(marks, "window")
            app.quit()

    app = QApplication([])
    window = Window()
    window.resize(1366, 768)
    window.show()
    app.exec()
    return marks


def desk(profile: Path) -> dict[str, float]:
    """The workstation until its search answers, on a profile without a centre."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent

    from operator_app.ui.lean_imports import spare_sources

    spare_sources()
    from operator_app.services.people import Role
    from operator_app.services.workplace import OpenDesk
    from operator_app.settings import read_settings
    from operator_app.ui.application import Workstation
    from operator_app.ui.main_window import MainWindow

    marks: dict[str, float] = {}
    mark(marks, "imported")
    settings = read_settings(profile)

    class Window(MainWindow):
        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
            super().paintEvent(event)
            mark(marks, "window")

    def opener() -> OpenDesk:
        from operator_app.bootstrap import open_desk
        from operator_app.credentials.vault import FileVault
        from operator_app.services.people import DEMO_AGENT

        return open_desk(settings, DEMO_AGENT, FileVault(profile))

    class Station(Workstation):
        def _make_window(self, role: Role) -> MainWindow:
            return Window(self.look, self.lanes, self.notices, role)

    station = Station(settings, opener, [])
    mark(marks, "built")
    station.window.resize(1366, 768)

    def look() -> None:
        if station.window.desk is not None:
            mark(marks, "form")
        if station.window.desk is not None and station.window.index_ready:
            mark(marks, "search")
            station.window.close()

    watch = QTimer()
    watch.setInterval(POLL_MS)
    watch.timeout.connect(look)
    watch.start()
    station.show()
    station.app.exec()
    return marks


def mark(marks: dict[str, float], name: str) -> None:
    """Note the first time something is reached."""
    marks.setdefault(name, (time.perf_counter() - ENTRY) * 1000)


if __name__ == "__main__":
    print(json.dumps(empty() if sys.argv[1] == "empty" else desk(Path(sys.argv[2]))))
