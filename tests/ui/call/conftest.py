"""A desk opened by the production bootstrap on a real encrypted file, under watch."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from operator_app.settings import Language
from tests.ui.call.call_desk import CallDesk
from tests.ui.call.world import Watch, World

OpenDesk = Callable[..., CallDesk]
"""Opens the window: `open_call_desk(size=(1366, 688), scale=1.25)`."""


@pytest.fixture(scope="session")
def ready_profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile that has taken the demo company; each test works on a copy."""
    profile = tmp_path_factory.mktemp("ready") / "profile"
    World(profile).open_desk().close()
    return profile


@pytest.fixture
def world(ready_profile: Path, tmp_path: Path) -> World:
    """A profile of the test's own, its clock, its disk and its search engine."""
    shutil.copytree(ready_profile, tmp_path / "p")
    return World(tmp_path / "p")


@pytest.fixture
def watch(qapp: QApplication) -> Iterator[Watch]:
    """Sees every event of the program."""
    seen = Watch()
    qapp.installEventFilter(seen)
    yield seen
    qapp.removeEventFilter(seen)


@pytest.fixture
def open_call_desk(
    world: World, watch: Watch, qtbot: QtBot, qapp: QApplication
) -> Iterator[OpenDesk]:
    """Windows opened with it are closed after the test; no mouse and no second window was seen."""
    opened: list[CallDesk] = []

    def open_one(
        size: tuple[int, int] = (1366, 768), scale: float = 1.0, language: Language = "ru"
    ) -> CallDesk:
        desk = CallDesk(world, qtbot, size, scale, language)
        opened.append(desk)
        return desk

    yield open_one
    for desk in opened:
        desk.leave()
    qapp.setStyleSheet("")
    assert watch.mouse == 0
    assert watch.crowds == []


@pytest.fixture
def desk(open_call_desk: OpenDesk) -> CallDesk:
    """The window at 1366 × 768, nothing in hand."""
    return open_call_desk()
