"""Качество, Опросы: a file is brought in by its path, each month stands under its own version."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.quality.test_gaps import ChecksModels, Office, office

__all__ = ("office",)


def look_in(office: Office) -> None:
    screen = office.screen
    screen.attach(office.workplace)
    screen.tabs.setCurrentIndex(screen.pages.indexOf(screen.surveys))
    screen.come_forward()
    QApplication.processEvents()


def said(office: Office) -> list[str]:
    model = office.screen.surveys.model
    return [model.title(one) for one in model.rows()]


def bring(office: Office, path: str) -> None:
    page = office.screen.surveys
    page.path.setFocus()
    page.path.setText(path)
    QTest.keyClick(page.path, Qt.Key.Key_Return)
    QApplication.processEvents()


@pytest.fixture(params=[QLocale.Language.Russian, QLocale.Language.English], ids=["ru", "en"])
def decimal_point(request: pytest.FixtureRequest) -> Iterator[str]:
    former = QLocale()
    QLocale.setDefault(QLocale(request.param))
    yield "," if request.param is QLocale.Language.Russian else "."
    QLocale.setDefault(former)


def test_a_file_is_brought_in(
    office: Office, tmp_path: Path, qtmodeltester: ChecksModels, decimal_point: str
) -> None:
    look_in(office)
    assert office.screen.surveys.empty.isVisible()
    file = tmp_path / "опрос.csv"
    file.write_text("date;index;value\n2026-11-20;nps;10\n2026-11-21;nps;7\n", "utf-8")
    bring(office, str(file))
    assert said(office) == [f"11.2026 · NPS, версия 1 · 50{decimal_point}0 · ответов: 2"]
    model = office.screen.surveys.model
    assert "рекомендовать" in model.said(model.rows()[0])
    qtmodeltester.check(model)


def test_a_path_of_nothing_is_told(office: Office, tmp_path: Path) -> None:
    look_in(office)
    bring(office, str(tmp_path / "нет.csv"))
    assert said(office) == []
    assert office.screen.surveys.empty.isVisible()
