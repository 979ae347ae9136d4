"""What is copied goes away by itself, and only if it is still ours."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication

from operator_app.ui.replies.clipboard import LASTS_MS, PassingClipboard


@pytest.fixture
def board(qapp: QApplication) -> QClipboard:
    return QGuiApplication.clipboard()


def test_a_text_is_gone_after_thirty_seconds(board: QClipboard) -> None:
    passing = PassingClipboard(board)
    passing.copy("Анна Петровна")
    assert board.text() == "Анна Петровна"
    assert passing.timer.isActive()
    assert passing.timer.interval() == LASTS_MS == 30_000
    passing.timer.timeout.emit()
    assert board.text() == ""


def test_what_was_copied_meanwhile_stays(board: QClipboard) -> None:
    passing = PassingClipboard(board)
    passing.copy("Анна Петровна")
    board.setText("другое")
    passing.timer.timeout.emit()
    assert board.text() == "другое"


def test_another_copy_lives_its_own_thirty_seconds(board: QClipboard) -> None:
    passing = PassingClipboard(board)
    passing.copy("первое")
    passing.forget()
    passing.copy("второе")
    assert board.text() == "второе"
    assert passing.timer.isActive()


def test_leaving_the_program_takes_the_text_along(board: QClipboard, qapp: QApplication) -> None:
    passing = PassingClipboard(board)
    passing.copy("Анна Петровна")
    qapp.aboutToQuit.emit()
    assert board.text() == ""
    assert not passing.timer.isActive()


@pytest.mark.parametrize(
    ("platform", "format_name"),
    [
        ("linux", "x-kde-passwordManagerHint"),
        ("win32", 'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"'),
    ],
)
def test_a_history_is_asked_to_pass_over_it(
    board: QClipboard, monkeypatch: pytest.MonkeyPatch, platform: str, format_name: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    PassingClipboard(board).copy("Анна Петровна")
    assert format_name in board.mimeData().formats()
