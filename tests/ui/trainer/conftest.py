"""The trainer over a real encrypted file with the demo company, its index filled."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from operator_app.bootstrap import open_desk
from operator_app.credentials.vault import FileVault
from operator_app.services.people import DEMO_TRAINEE
from operator_app.services.workplace import OpenDesk
from operator_app.settings import bundled_folder, read_settings
from operator_app.ui.theme import Look
from tests.ui.trainer.trainee import Clock, Trainee

Seat = Callable[..., Trainee]
"""Seats a trainee: `seat(size=(1366, 688), scale=1.5)`."""


@pytest.fixture(scope="session")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenDesk]:
    """One desk for all tests: its file is looked at, its index is filled once."""
    profile = tmp_path_factory.mktemp("practice") / "profile"
    opened = open_desk(read_settings(profile), DEMO_TRAINEE, FileVault(profile))
    opened.fill_index(opened.workplace.content)
    yield opened
    opened.close()


@pytest.fixture
def desk(indexed: OpenDesk) -> OpenDesk:
    """The desk with nothing practised."""
    key = f"practice:{indexed.workplace.desk.agent}"
    with indexed.workplace.begin() as records:
        records.set_setting(key, "[]")
    return indexed


@pytest.fixture
def seat(qtbot: QtBot, qapp: QApplication, desk: OpenDesk) -> Iterator[Seat]:
    translator = QTranslator()
    assert translator.load(str(bundled_folder("resources") / "translations" / "operator_ru.qm"))
    qapp.installTranslator(translator)
    look = Look(qapp, bundled_folder("resources"))

    def sit(size: tuple[int, int] = (1366, 768), scale: float = 1.0) -> Trainee:
        look.wear(scale=scale)
        clock = Clock()
        workplace = replace(desk.workplace, clock=clock)
        return Trainee(qtbot, look, workplace, clock, size)

    yield sit
    qapp.removeTranslator(translator)
    qapp.setStyleSheet("")
