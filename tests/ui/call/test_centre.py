"""The network goes during a call and comes back: same keys, nothing lost, nothing twice."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from operator_app.bootstrap import DemoCentre
from operator_app.credentials.vault import FileVault
from operator_app.domain.ports import Connect
from operator_app.services.people import DEMO_AGENT
from operator_app.settings import read_settings
from operator_app.sync.embedded_centre import EmbeddedCentre
from operator_app.sync.gateway import Desk, PostgresCentre
from tests.integration.centre_world import CentreWorld, LocalDesk, arrived, now
from tests.ui.call.conftest import OpenDesk
from tests.ui.call.world import World


class Centre:
    """The demo's own centre, whose server the test stops and starts."""

    def __init__(self, folder: Path) -> None:
        settings, vault = read_settings(folder), FileVault(folder)
        prepared = DemoCentre(settings, vault)
        prepared.ready()
        prepared.close()
        self.server = EmbeddedCentre(settings.paths.centre)
        self._password = vault.read(f"password-{DEMO_AGENT.login}") or ""
        self.start()

    def start(self) -> None:
        self.address = self.server.start()

    def power_cut(self) -> None:
        self.server.stop(immediately=True)

    def connect(self, device: UUID) -> Connect:
        """The agent's way in, with the address of the moment."""
        return PostgresCentre(
            lambda: self.address.entered_as(DEMO_AGENT.login, self._password),
            Desk(device, "0.1.0"),
            now,
        ).connect


@pytest.fixture
def centre() -> Iterator[Centre]:
    # Not tmp_path: as root the server's account must be able to pass through the folder.
    folder = Path(tempfile.mkdtemp(prefix="operator-app-tests-"))
    folder.chmod(0o711)
    made = Centre(folder)
    yield made
    made.server.erase()
    shutil.rmtree(folder)


def test_row_9_a_power_cut_at_the_centre_during_a_call(
    open_call_desk: OpenDesk, world: World, centre: Centre
) -> None:
    world.connect = centre.connect
    desk = open_call_desk()
    # The first round shall not send what is counted below.
    desk.wait_for(desk.all_sent)
    desk.begin_script()
    desk.answer_typed("5510-2284")
    assert "Ждут отправки: 1" in desk.top_bar()
    desk.exchange("Отправлено: 1")
    assert "Всё сохранено" in desk.top_bar()
    desk.exchange("Отправлять нечего: в центре есть всё")
    centre.power_cut()
    desk.answer_typed("18.11")
    desk.press("Ctrl+R")
    desk.wait_for(lambda: "Нет сети. Записи хранятся на этом компьютере: 1" in desk.top_bar())
    desk.press("Ctrl+Enter")
    desk.press("F8")
    desk.type("Можно ли")
    desk.press("Ctrl+Enter")
    assert desk.message() == "Вопрос сохранён. Старший получит его, когда ответит центр"
    desk.press("F12")
    desk.press("F2")
    desk.press("F12")
    assert "Нет сети. Записи хранятся на этом компьютере: 2" in desk.top_bar()
    centre.start()
    desk.exchange("Сеть есть. Отправлено записей: 2")
    assert "Всё сохранено" in desk.top_bar()
    assert world.disk.waiting() == 0
    local = LocalDesk(DEMO_AGENT.login, world.disk.file, centre.connect(UUID(int=1)))
    assert list(arrived(CentreWorld(centre.address), local, world.disk.calls())) == []
    assert len(world.disk.calls()) == 2
