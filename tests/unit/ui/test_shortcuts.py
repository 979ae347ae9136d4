"""The table of keys: one key one command, Latin letters, nothing the system or Qt takes."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from operator_app.ui.shortcuts import (
    COMMANDS,
    PhysicalKeyFilter,
    Shortcuts,
    command_text,
    key_text,
    physical_letter,
)

EVDEV_K, X11_SHIFT = 37, 8
DESIGN = {
    *(f"F{n}" for n in range(1, 13)),
    *("Shift+F6", "Shift+F2", "Shift+F8", "Shift+F12"),
    *(f"Ctrl+{letter}" for letter in "IJLHBZYOPKFDGSRTN"),
    *("Ctrl+Return", "Ctrl+=", "Ctrl+-", "Alt+Left", "Alt+Right"),
    *(f"Alt+{digit}" for digit in range(10)),
    *(f"Ctrl+{digit}" for digit in range(10)),
}


OURS = {"Shift+F9", "Shift+F11", "Ctrl+M"}
"""Complaint, survey, the same customer: what the design names but gives no key."""


def test_every_key_of_the_design_and_no_other() -> None:
    assert {command.sequence for command in COMMANDS} == DESIGN | OURS


def test_row_6_no_sequence_twice(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    Shortcuts(window)
    used = Counter(
        sequence.toString(QKeySequence.SequenceFormat.PortableText)
        for action in window.findChildren(QAction)
        for sequence in action.shortcuts()
    )
    assert used
    assert [sequence for sequence, times in used.items() if times > 1] == []
    assert len({command.id for command in COMMANDS}) == len(COMMANDS)


@pytest.mark.parametrize("sequence", sorted(DESIGN | OURS))
def test_no_banned_sequence(sequence: str) -> None:
    assert sequence.isascii()
    assert not re.match(r"(Ctrl\+Shift|Alt\+Shift|Ctrl\+Alt)\+", sequence)
    assert sequence != "Ctrl+E"
    assert sequence[-1].isalnum() or sequence[-1] in "=-"
    assert not QKeySequence(sequence).isEmpty()


def test_key_caps_show_what_the_key_says() -> None:
    assert key_text("Ctrl+Return") == "Ctrl+Enter"
    assert key_text("Alt+Left") == "Alt+←"
    assert key_text("Ctrl+-") == "Ctrl+−"
    assert key_text("F12") == "F12"


def test_a_command_takes_its_key_once_something_is_connected(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    shortcuts, calls = Shortcuts(window), list[str]()
    assert not shortcuts.is_enabled("search")
    shortcuts.connect_command("search", lambda: calls.append("search"))
    shortcuts.trigger("search")
    shortcuts.set_enabled("search", False)
    shortcuts.trigger("search")
    assert calls == ["search"]
    assert shortcuts.key_text("search") == "F3"
    assert shortcuts.text("search") == command_text(COMMANDS[2])


def test_scan_codes_give_the_letter_printed_on_the_key() -> None:
    assert physical_letter(EVDEV_K + X11_SHIFT) == "K"
    assert physical_letter(16 + X11_SHIFT) == "Q"
    assert physical_letter(50 + X11_SHIFT) == "M"
    assert physical_letter(2 + X11_SHIFT) is None


def _russian(key: int, scan: int, modifiers: Qt.KeyboardModifier) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, modifiers, scan, 0, 0, "")


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication) -> tuple[QWidget, QLineEdit, list[str]]:
    window, calls = QWidget(), list[str]()
    qtbot.addWidget(window)
    field = QLineEdit(window)
    shortcuts = Shortcuts(window)
    shortcuts.connect_command("palette", lambda: calls.append("palette"))
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    field.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is field)
    return window, field, calls


def test_a_russian_letter_with_ctrl_does_what_its_key_says(
    desk: tuple[QWidget, QLineEdit, list[str]], qapp: QApplication
) -> None:
    _, field, calls = desk
    keys = PhysicalKeyFilter()
    ctrl = Qt.KeyboardModifier.ControlModifier
    assert keys.eventFilter(field, _russian(0x41B, EVDEV_K + X11_SHIFT, ctrl))
    assert calls == ["palette"]


def test_ctrl_with_a_letter_of_no_command_reaches_the_field(
    desk: tuple[QWidget, QLineEdit, list[str]], qapp: QApplication
) -> None:
    _, field, calls = desk
    field.setText("заказ")
    keys, ctrl = PhysicalKeyFilter(), Qt.KeyboardModifier.ControlModifier
    assert keys.eventFilter(field, _russian(0x424, 30 + X11_SHIFT, ctrl))
    assert field.selectedText() == "заказ"
    assert calls == []


def test_typing_and_layout_switches_pass_untouched(
    desk: tuple[QWidget, QLineEdit, list[str]], qapp: QApplication
) -> None:
    _, field, calls = desk
    keys = PhysicalKeyFilter()
    none, alt = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier
    ctrl = Qt.KeyboardModifier.ControlModifier
    for modifiers in (none, ctrl | alt):
        assert not keys.eventFilter(field, _russian(0x41B, EVDEV_K + X11_SHIFT, modifiers))
    assert calls == []
