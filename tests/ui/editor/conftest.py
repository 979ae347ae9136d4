"""A lead's window with one screen, a real file under it, and a centre played by the test."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from operator_app.bootstrap import open_desk
from operator_app.credentials.vault import FileVault
from operator_app.services.people import DEMO_LEAD
from operator_app.settings import bundled_folder, read_settings
from operator_app.ui.theme import Look
from tests.ui.editor.lead import Lead

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    translator = QTranslator()
    assert translator.load(str(bundled_folder("resources") / "translations" / "operator_ru.qm"))
    qapp.installTranslator(translator)
    yield Look(qapp, bundled_folder("resources"))
    qapp.removeTranslator(translator)
    qapp.setStyleSheet("")


@pytest.fixture(scope="session")
def made_profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile that was opened once: making its file costs more than most tests here."""
    settings = read_settings(tmp_path_factory.mktemp("made") / "profile")
    open_desk(settings, DEMO_LEAD, FileVault(settings.paths.profile)).close()
    return settings.paths.profile


@pytest.fixture
def lead_again(
    look: Look, qtbot: QtBot, tmp_path: Path, made_profile: Path
) -> Iterator[Callable[[], Lead]]:
    """Opens the lead's window; a second one finds the file as the first one left it."""
    opened: list[Lead] = []
    shutil.copytree(made_profile, tmp_path / "profile")

    def again() -> Lead:
        while opened:
            opened.pop().close()
        settings = read_settings(tmp_path / "profile")
        desk = open_desk(settings, DEMO_LEAD, FileVault(settings.paths.profile))
        opened.append(Lead(look, desk, qtbot))
        return opened[-1]

    yield again
    while opened:
        opened.pop().close()


@pytest.fixture
def lead(lead_again: Callable[[], Lead]) -> Lead:
    return lead_again()
