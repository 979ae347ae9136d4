"""A centre on loopback with people in it, and newcomers whose windows are closed at the end."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from operator_app.domain.ports import SecretVault
from operator_app.services.workplace import OpenDesk
from operator_app.sync.address import CentreAddress
from operator_app.sync.embedded_centre import EmbeddedCentre
from tests.integration.centre_world import CentreWorld, without_disk_waits
from tests.ui.synchronisation.newcomer import Newcomer, no_example

_NUMBERS = count(1)

Arrives = Callable[..., Newcomer]


@pytest.fixture(scope="session")
def server() -> Iterator[CentreAddress]:
    # Not tmp_path: as root the server's account must be able to pass through the folder.
    folder = Path(tempfile.mkdtemp(prefix="operator-app-tests-"))
    folder.chmod(0o711)
    centre = EmbeddedCentre(folder)
    try:
        yield without_disk_waits(centre.start())
    finally:
        centre.erase()
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def pattern(server: CentreAddress) -> CentreWorld:
    """A prepared centre nobody enters."""
    return CentreWorld.prepare(server.in_database("pattern"))


@pytest.fixture
def centre(pattern: CentreWorld) -> CentreWorld:
    """A prepared centre of the test's own."""
    return pattern.copied(f"joined_{next(_NUMBERS)}")


@pytest.fixture
def arrives(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Arrives]:
    """Starts the program: `arrives(vault)` on the test's profile, or on another folder."""
    there: list[Newcomer] = []

    def start(
        vault: SecretVault | None,
        profile: Path = tmp_path / "profile",
        example: Callable[[], OpenDesk] = no_example,
    ) -> Newcomer:
        there.append(Newcomer(profile, qtbot, vault, example))
        return there[-1]

    yield start
    for one in there:
        if not one.gone:
            one.leave()
    qapp.setStyleSheet("")
