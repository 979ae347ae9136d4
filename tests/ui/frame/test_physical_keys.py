"""Every key of the window, pressed as a key of the keyboard, in four layouts.

Keys are sent by their X key code, so the layout decides what they mean, as it does for a person.
"""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from operator_app.ui.shortcuts import COMMANDS

pytestmark = pytest.mark.xserver

ROOT = Path(__file__).resolve().parents[3]
LIMIT_S = 120.0
_MODIFIERS = {"Ctrl": 37, "Shift": 50, "Alt": 64}
_ROWS = ((24, "QWERTYUIOP"), (38, "ASDFGHJKL"), (52, "ZXCVBNM"), (10, "1234567890-="))
_CODES = {
    **{letter: first + i for first, row in _ROWS for i, letter in enumerate(row)},
    **{f"F{n}": 66 + n for n in range(1, 11)},
    "F11": 95,
    "F12": 96,
    "Tab": 23,
    "Return": 36,
    "Enter": 104,
    "Left": 113,
    "Right": 114,
    "Space": 65,
    # What stands on these in a Latin layout; in a Russian one they are letters.
    **dict(zip("[];',.", (34, 35, 47, 48, 59, 60), strict=True)),
}
SCROLL_LOCK = 78
# What is being typed is undone in its field, as everywhere else.
OWN_UNDO = ("QLineEdit", "QPlainTextEdit")
# The option lets Scroll Lock change the layout, as a person's own layout key would.
LAYOUTS = {
    "us": ("us", 0),
    "ru": ("ru", 0),
    "us,ru with ru active": ("us,ru", 1),
    "ru,us": ("ru,us", 0),
}
WIDGETS = (
    "QLineEdit",
    "QPlainTextEdit",
    "QTextBrowser",
    "QListWidget",
    "QTableWidget",
    "QComboBox",
    "QPushButton",
    "QCheckBox",
)


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """The X server of the check command, else one of our own with a window manager."""
    given = os.environ.get("DISPLAY")
    if given:
        yield given
        return
    reader, writer = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=[writer],
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    with os.fdopen(reader) as answer:
        name = f":{answer.readline().strip()}"
    with server:
        manager = subprocess.Popen(
            ["openbox"],
            env=_environment(name),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        with manager:
            yield name
            manager.terminate()
        server.terminate()


def _environment(display: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in ("WAYLAND_DISPLAY", "XAUTHORITY")}
    return kept | {
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "PYTHONPATH": str(ROOT),
        "QT_IM_MODULE": "simple",
    }


class Desk:
    """A probe window on a display with one keyboard layout."""

    def __init__(self, display: str, probe: subprocess.Popen[bytes]) -> None:
        self._environment = _environment(display)
        self._probe = probe
        self._unread = b""

    def press(self, *sequences: str) -> None:
        """Press the keys of the sequences, one sequence after the other."""
        steps: list[str] = []
        for sequence in sequences:
            *held, key = sequence.split("+")
            codes = [str(_MODIFIERS[name]) for name in held]
            for code in codes:
                steps += ["keydown", code]
            steps += ["key", str(_CODES[key])]
            for code in reversed(codes):
                steps += ["keyup", code]
        subprocess.run(["xdotool", *steps], check=True, env=self._environment)

    def lines(self, count: int) -> list[str]:
        """The next `count` lines the probe says; fewer when it stays silent."""
        assert self._probe.stdout is not None
        until = time.monotonic() + LIMIT_S
        while self._unread.count(b"\n") < count and (left := until - time.monotonic()) > 0:
            if select.select([self._probe.stdout], [], [], left)[0]:
                self._unread += os.read(self._probe.stdout.fileno(), 65536)
        *said, self._unread = self._unread.split(b"\n", count)
        return [line.decode() for line in said]


@contextmanager
def desk(
    display: str, layout: str, widget: str = "QLineEdit", mode: str = "filtered"
) -> Iterator[Desk]:
    """A probe that is ready for keys; the plain layout is back afterwards."""
    program = str(Path(__file__).with_name("key_probe.py"))
    with started(display, layout, program, mode, widget) as made:
        yield made


@contextmanager
def started(display: str, layout: str, *program: str) -> Iterator[Desk]:
    """A program of Python that says `ready`, and is killed afterwards."""
    names, switches = LAYOUTS[layout]
    _layout(display, "-layout", names, "-option", "grp:sclk_toggle")
    probe = subprocess.Popen(
        [sys.executable, *program],
        stdout=subprocess.PIPE,
        env=_environment(display),
    )
    with probe:
        try:
            made = Desk(display, probe)
            assert made.lines(1) == ["ready"]
            for _ in range(switches):
                subprocess.run(
                    ["xdotool", "key", str(SCROLL_LOCK)], check=True, env=_environment(display)
                )
            yield made
        finally:
            probe.kill()
            for _ in range(switches):
                subprocess.run(
                    ["xdotool", "key", str(SCROLL_LOCK)], check=True, env=_environment(display)
                )
            _layout(display, "-layout", "us", "-option", "")


def _layout(display: str, *arguments: str) -> None:
    subprocess.run(["setxkbmap", *arguments], check=True, env=_environment(display))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_row_5_every_command_arrives_while_typing_in_search(display: str, layout: str) -> None:
    with desk(display, layout) as keys:
        expected = [command.id for command in COMMANDS if command.id != "undo"]
        keys.press(*(command.sequence for command in COMMANDS))
        assert keys.lines(len(expected)) == expected
        keys.press("Ctrl+Enter")
        assert keys.lines(1) == ["confirm"]


@pytest.mark.parametrize("widget", WIDGETS)
@pytest.mark.parametrize("layout", ["ru", "us,ru with ru active"])
def test_row_5_every_command_arrives_wherever_the_focus_is(
    display: str, layout: str, widget: str
) -> None:
    with desk(display, layout, widget) as keys:
        own = ("undo",) if widget in OWN_UNDO else ()
        expected = [command.id for command in COMMANDS if command.id not in own]
        keys.press(*(command.sequence for command in COMMANDS))
        assert keys.lines(len(expected)) == expected


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_keys_of_editing_work_too(display: str, layout: str) -> None:
    with desk(display, layout) as keys:
        keys.press("Ctrl+A")
        assert keys.lines(1) == ["selected заказ"]


def test_with_only_a_russian_layout_it_is_the_filter_that_does_it(display: str) -> None:
    with desk(display, "ru", mode="bare") as keys:
        keys.press("Ctrl+K", "Ctrl+A", "F3")
        assert keys.lines(1) == ["search"]
