"""Rows 6, 10, 11, 13, 15 and 19 of the acceptance table on every screen of every role."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from operator_app.bootstrap import open_desk
from operator_app.credentials.vault import FileVault
from operator_app.services.people import DEMO_AGENT, DEMO_LEAD, DEMO_TRAINEE, Person
from operator_app.settings import bundled_folder, read_settings
from operator_app.ui.application import install_language, new_lanes
from operator_app.ui.main_window import MainWindow
from operator_app.ui.notices import Notices
from operator_app.ui.theme import Look
from tests.ui import geometry

PATIENCE_MS = 120_000
PEOPLE = (DEMO_AGENT, DEMO_LEAD, DEMO_TRAINEE)
FORMS = [
    ((1366, 688), 1.0), ((1366, 688), 1.25), ((1366, 688), 1.5), ((1366, 688), 2.0),
    ((1920, 1008), 1.15), ((1920, 1008), 2.0),
]  # fmt: skip


@pytest.fixture(scope="module")
def ready_profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    profile = tmp_path_factory.mktemp("screens") / "profile"
    open_desk(read_settings(profile), DEMO_AGENT, FileVault(profile)).close()
    return profile


OpenWindow = Callable[[Person, Literal["ru", "en"]], tuple[MainWindow, Look]]


@pytest.fixture
def open_window(
    ready_profile: Path, tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> Iterator[OpenWindow]:
    opened: list[MainWindow] = []
    held: list[object] = []

    def open_one(person: Person, language: Literal["ru", "en"]) -> tuple[MainWindow, Look]:
        profile = tmp_path / person.login
        shutil.copytree(ready_profile, profile)
        held.append(install_language(qapp, language))
        look = Look(qapp, bundled_folder("resources"), "light", 1.0)
        window = MainWindow(look, new_lanes(), Notices(language), person.role)
        opened.append(window)
        window.attach(open_desk(read_settings(profile), person, FileVault(profile)))
        window.show()
        window.activateWindow()
        qtbot.waitUntil(lambda: window.index_ready, timeout=PATIENCE_MS)
        return window, look

    yield open_one
    for window in opened:
        window.close()
        window.deleteLater()
    qapp.setStyleSheet("")


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("person", PEOPLE, ids=[one.role for one in PEOPLE])
def test_nothing_is_lost_at_any_size(
    open_window: OpenWindow, person: Person, language: Literal["ru", "en"]
) -> None:
    window, look = open_window(person, language)
    faults: dict[str, list[str]] = {}
    for size, scale in FORMS:
        look.wear(scale=scale)
        window.resize(*size)
        for entry in window.screens.entries:
            window.show_screen(entry.id)
            QApplication.processEvents()
            found = geometry.squeezed(window) + geometry.cut(window) + geometry.covered(window)
            found += geometry.small_targets(window)
            found += geometry.clipped(window)
            assert window.size().toTuple() == size
            if found:
                faults[f"{entry.id} {size} {scale}"] = found
    assert faults == {}


@pytest.mark.parametrize("person", PEOPLE, ids=[one.role for one in PEOPLE])
def test_row_6_no_two_actions_share_a_key_and_row_13_every_stop_has_a_name(
    open_window: OpenWindow, person: Person
) -> None:
    window, _ = open_window(person, "ru")
    unnamed = []
    for entry in window.screens.entries:
        window.show_screen(entry.id)
        unnamed += [
            f"{type(one).__name__} of {entry.id}"
            for one in window.findChildren(QWidget)
            if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus and not _name(one)
        ]
    assert unnamed == []
    assert window.findChildren(QShortcut) == []
    keys = Counter(
        key.toString(QKeySequence.SequenceFormat.PortableText)
        for action in window.findChildren(QAction)
        for key in action.shortcuts()
    )
    assert keys["Ctrl+K"] == 1
    assert [key for key, times in keys.items() if times > 1] == []


def _name(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
