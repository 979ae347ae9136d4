"""kill -9 in the middle of a call: the next start finds the same call at the same step."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.ui.call.call_desk import CallDesk
from tests.ui.call.world import World

ROOT = Path(__file__).parents[2]
NOTE = "просит звонить после шести"
_NINE = 9

_OPERATOR = """
import sys
from pathlib import Path
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication
from tests.ui.call.call_desk import CallDesk
from tests.ui.call.world import World

class Waits:
    def waitUntil(self, reached, *, timeout):
        while not reached():
            app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, timeout)

app = QApplication([])
world = World(Path(sys.argv[1]))
desk = CallDesk(world, Waits())
desk.begin_script()
desk.answer_typed("5510-2284")
desk.answer_typed("18.11")
desk.press("F2")
desk.press("Shift+F2")
desk.press("F5")
desk.type(sys.argv[2])
desk.wait_for(lambda: [one.note for one in world.disk.calls()] == [sys.argv[2], ""])
print("saved", desk.call.call.id, flush=True)
sys.stdin.read()
"""


def test_row_8_the_call_comes_back_at_its_step_with_its_note(tmp_path: Path, qtbot: QtBot) -> None:
    profile = tmp_path / "p"
    command = [sys.executable, "-c", _OPERATOR, str(profile), NOTE]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, text=True, stdin=-1, stdout=-1
    ) as operator:
        assert operator.stdout is not None
        said = operator.stdout.readline().split()
        operator.kill()
    assert operator.returncode in (-_NINE, _NINE, 1)
    desk = CallDesk(World(profile), qtbot)
    assert said == ["saved", str(desk.call.call.id)]
    assert desk.prompt() == "Что для вас сейчас важнее: получить заказ или вернуть деньги?"
    assert desk.note() == NOTE
    assert "заказ 5510-2284 · восстановлено" in desk.top_bar()
    assert desk.message() == "Звонок восстановлен на том же шаге"
    assert desk.record()[-1] == "Звонок восстановлен после сбоя"
    assert len(desk.chips()) == 1
    kept = {one.id: one for one in desk.world.disk.calls()}
    assert kept[desk.call.call.id].note == NOTE
    desk.press("Ctrl+Enter")
    assert desk.record()[-1] == "Уточнено: «Получить заказ как можно скорее»"
    desk.leave()
