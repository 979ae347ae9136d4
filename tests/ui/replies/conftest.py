"""A desk opened by the production bootstrap on a real encrypted file, in Russian."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
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
from tests.ui.replies.replies_desk import RepliesDesk

NOW = datetime(2026, 11, 22, 11, 28, tzinfo=UTC)


def _opened(profile: Path) -> OpenDesk:
    settings = read_settings(profile)
    return open_desk(settings, DEMO_AGENT, FileVault(profile), clock=lambda: NOW)


@pytest.fixture(scope="session")
def indexed(filled_profile: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenDesk]:
    """A desk whose replies can be found; its engine is lent to the others, which only read it."""
    copy = tmp_path_factory.mktemp("indexed") / "p"
    shutil.copytree(filled_profile, copy)
    opened = _opened(copy)
    opened.fill_index(opened.workplace.content)
    yield opened
    opened.close()


@pytest.fixture
def opened(demo_profile: Path, indexed: OpenDesk) -> Iterator[OpenDesk]:
    mine = _opened(demo_profile)
    yield replace(mine, workplace=replace(mine.workplace, search=indexed.workplace.search))
    mine.close()


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
def desk(look: Look, opened: OpenDesk, russian: None, qtbot: QtBot) -> RepliesDesk:
    """The screen in a window of 1282 × 640, no call in hand."""
    return RepliesDesk(look, opened.workplace, qtbot)
