"""The look every editor under test wears, and the Russian words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from operator_app.settings import bundled_folder
from operator_app.ui.theme import Look


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
