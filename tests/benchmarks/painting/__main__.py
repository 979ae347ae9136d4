"""From a key in the search field to the painted list, at two thousand generated procedures.

    python -m tests.benchmarks.painting [--sops 2000] [--rounds 3]

Each letter waits for the list of the letter before it. Beside it, in turns: a repaint of the same
list and passage without any search, which is what painting alone costs here.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from operator_app.bootstrap import open_desk
from operator_app.credentials.vault import FileVault
from operator_app.domain.publication import Content
from operator_app.domain.sops import Sop
from operator_app.services.people import DEMO_AGENT
from operator_app.services.workplace import OpenDesk
from operator_app.settings import read_settings
from operator_app.ui.application import Workstation
from operator_app.ui.call.results import ResultsModel

TARGET_MS = 50
WORDS = (
    "задержка доставки", "возврат денег", "компенсация", "курьер не приехал", "адрес заказа",
    "гарантия", "чайник течёт", "pflth;rf", "списали дважды", "пункт выдачи", "отмена заказа",
    "повреждённый товар", "срок возврата", "телефон старшего",
)  # fmt: skip


class Painted(QObject):
    """Counts what was painted on a widget."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Qt: look, take nothing."""
        if event.type() is QEvent.Type.Paint:
            self.count += 1
        return False


def main() -> None:
    """Measure and print p50 and p95 in milliseconds."""
    options = argparse.ArgumentParser(description="key to painted list")
    options.add_argument("--sops", type=int, default=2000)
    options.add_argument("--rounds", type=int, default=3)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        keys, repaints, sections = measure(Path(folder), given.sops, given.rounds)
    print(f"{given.sops} procedures, {sections} sections, {len(keys)} keys")
    for name, times in (("key to painted list", keys), ("repaint alone", repaints)):
        print(f"{name}: p50 {at(times, 0.5):.1f} ms, p95 {at(times, 0.95):.1f} ms")
    over = at(keys, 0.95) / at(repaints, 0.95)
    print(f"ratio at p95: {over:.1f}; target {TARGET_MS} ms")


def measure(profile: Path, sops: int, rounds: int) -> tuple[list[float], list[float], int]:
    """Sorted milliseconds of keys and of repaints, and how many sections could be found."""
    settings, sections = read_settings(profile), 0

    def opener() -> OpenDesk:
        nonlocal sections
        opened = open_desk(settings, DEMO_AGENT, FileVault(profile))
        content = multiplied(opened.workplace.content, sops)
        sections = sum(len(one.sections) for one in content.sops)
        return replace(opened, workplace=replace(opened.workplace, content=content))

    app = QApplication([])
    station = Workstation(settings, opener, [])
    window = station.window
    window.resize(1366, 768)
    station.show()
    window.activateWindow()
    until(lambda: window.desk is not None and window.index_ready)
    QTest.keyClick(window, Qt.Key.Key_F2)
    pane = window.call_screen.knowledge
    seen = Painted(pane.results.viewport())
    keys: list[float] = []
    repaints: list[float] = []
    for _ in range(rounds):
        for words in WORDS:
            pane.search.clear()
            app.processEvents()
            for letter in words:
                typed = pane.search.text() + letter
                press = partial(strike, pane.search, letter)
                keys.append(timed(press, seen, partial(shows, pane.model, typed)))
                repaints.append(timed(window.update, seen, lambda: True))
    QTest.keyClick(window, Qt.Key.Key_F12)
    window.close()
    return sorted(keys), sorted(repaints), sections


def shows(model: ResultsModel, query: str) -> bool:
    """Whether the list is the answer to that query."""
    return model.shown_for == query


def timed(act: Callable[[], None], seen: Painted, reached: Callable[[], bool]) -> float:
    """Milliseconds from the act to the end of the first painting after `reached` holds."""
    began = time.perf_counter_ns()
    before = seen.count
    act()
    while not reached():
        before = seen.count
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    # Painting is one event for the whole window: when it is handled, all of it is flushed.
    until(lambda: seen.count > before)
    return (time.perf_counter_ns() - began) / 1e6


def multiplied(content: Content, wanted: int) -> Content:
    """As many procedures as wanted: the company's own, again under other ids and titles."""
    made: list[Sop] = []
    while len(made) < wanted:
        copy, place = divmod(len(made), len(content.sops))
        one = content.sops[place]
        again = replace(one, id=f"СОП-{1000 + len(made)}", title=f"{one.title}, филиал {copy}")
        made.append(again if copy else one)
    return replace(content, sops=tuple(made))


def strike(field: QWidget, letter: str) -> None:
    """One key down and up."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, ord(letter.upper()), Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(field, event)


def until(reached: Callable[[], bool]) -> None:
    """Handle events until it holds."""
    while not reached():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def at(times: list[float], part: float) -> float:
    """The value below which `part` of the sorted times lie."""
    return times[min(len(times) - 1, int(len(times) * part))]


if __name__ == "__main__":
    main()
