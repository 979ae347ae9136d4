"""The screen on a desk opened by the production bootstrap: real file, real index, real content."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from operator_app.bootstrap import open_desk
from operator_app.credentials.vault import FileVault
from operator_app.services.people import DEMO_AGENT
from operator_app.services.workplace import OpenDesk
from operator_app.settings import bundled_folder, read_settings
from operator_app.ui.theme import Look
from tests.ui.knowledge_base.reading_room import NOW, ReadingRoom

OpenRoom = Callable[..., ReadingRoom]
"""Opens the screen: `open_room(size=(1366, 688), scale=1.5)`."""


def _open(profile: Path) -> OpenDesk:
    return open_desk(read_settings(profile), DEMO_AGENT, FileVault(profile), clock=lambda: NOW)


@pytest.fixture(scope="session")
def ready_profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile that has taken the demo company; each test works on a copy."""
    profile = tmp_path_factory.mktemp("ready") / "profile"
    _open(profile).close()
    return profile


@pytest.fixture
def opened(ready_profile: Path, tmp_path: Path) -> Iterator[OpenDesk]:
    """A desk of the test's own."""
    shutil.copytree(ready_profile, tmp_path / "p")
    desk = _open(tmp_path / "p")
    desk.fill_index(desk.workplace.content)
    yield desk
    desk.close()


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    yield Look(qapp, bundled_folder("resources"))
    qapp.setStyleSheet("")


@pytest.fixture
def russian(qapp: QApplication) -> Iterator[None]:
    translator = QTranslator()
    assert translator.load(str(bundled_folder("resources") / "translations" / "operator_ru.qm"))
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


@pytest.fixture
def open_room(opened: OpenDesk, look: Look, russian: None, qtbot: QtBot) -> OpenRoom:
    def open_one(size: tuple[int, int] = (1366, 688), scale: float = 1.0) -> ReadingRoom:
        return ReadingRoom(opened.workplace, look, qtbot, size, scale)

    return open_one


@pytest.fixture
def room(open_room: OpenRoom) -> ReadingRoom:
    """The screen at 1366 × 688."""
    return open_room()
