"""The whole window on a profile of its own, saying where its call stands: for physical keys.

Argument: the profile. Prints `ready` once keys arrive, then one line of JSON whenever the call in
hand, its step, the search or the call whose change last reached the disk is another than before.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from operator_app.domain.scripts import END
from operator_app.services.live_call import LiveCall
from operator_app.settings import read_settings
from operator_app.ui.application import Workstation
from operator_app.ui.call.call_desk import CallDesk
from operator_app.ui.call.keeping import CallKeeper
from tests.ui.call.world import World

LOOK_MS = 5


def say(word: str) -> None:
    """One line at once."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


class Teller(QObject):
    """Looks at the desk again and again."""

    def __init__(self, station: Workstation) -> None:
        super().__init__()
        self._station = station
        self._told = ""
        self._answered = ""
        self._kept = ""
        self._ready = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(LOOK_MS)

    def _look(self) -> None:
        window = self._station.window
        desk = window.desk
        if desk is None or not window.index_ready or not window.isActiveWindow():
            return
        if not self._ready:
            self._ready = True
            desk.look_up.searched.connect(self._heard)
            for keeper in desk.findChildren(CallKeeper):
                keeper.saved.connect(self._wrote)
            say("ready")
        told = json.dumps(self._state(desk), ensure_ascii=False)
        if told != self._told:
            self._told = told
            say(told)

    def _heard(self, query: str, _first: str) -> None:
        self._answered = query

    def _wrote(self, live: LiveCall) -> None:
        self._kept = str(live.call.id)

    def _state(self, desk: CallDesk) -> dict[str, object]:
        pane = self._station.window.call_screen
        live = desk.live
        if live is None:
            return {"call": ""}
        step = live.step()
        run = live.call.script
        return {
            "call": str(live.call.id),
            "kept": self._kept,
            "script": run.script_id if run else "",
            "step": step.id if step else END if run else "",
            "kind": step.kind.value if step else "",
            "default": step is not None and step.default_choice is not None,
            "past": live.call.last_seq,
            "offered": [one.label for one in pane.script.buttons] if run is None else [],
            "typed": pane.knowledge.search.text(),
            "answered": self._answered,
        }


def main(profile: str) -> int:
    """Show the window until it is killed."""
    world = World(Path(profile))
    station = Workstation(read_settings(world.profile, "ru"), world.open_desk, [])
    station.window.resize(1366, 700)
    teller = Teller(station)
    station.show()
    station.window.activateWindow()
    result = station.app.exec()
    del teller
    return result


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
