"""What stands on the screen when the program is started: its window, over all of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

CHILD = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from operator_app.domain.errors import NoticeCode, OperatorNotice
from operator_app.settings import read_settings
from operator_app.ui.application import Workstation

def no_desk():
    raise OperatorNotice(NoticeCode.KEY_LOST)

station = Workstation(read_settings(Path(sys.argv[1]), "ru"), no_desk, [])

def look():
    window = station.window
    print(window.isMaximized(), window.normalGeometry().width() >= 700)
    window.close()

QTimer.singleShot(0, look)
sys.exit(station.run())
"""


def test_the_first_window_takes_the_whole_screen(tmp_path: Path) -> None:
    seen = subprocess.run(
        [sys.executable, "-c", CHILD, str(tmp_path)], check=False, capture_output=True, text=True
    )
    assert not seen.returncode, seen.stderr
    assert seen.stdout.split() == ["True", "True"]
