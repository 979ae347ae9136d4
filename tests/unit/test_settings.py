"""Paths, the folders that come with the program, and the frame between call_handoff and ui."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from operator_app import settings
from operator_app.settings import (
    HANDOFF_FRAME_LIMIT,
    bundled_folder,
    default_profile,
    demo_profile,
    handoff_address,
    handoff_frame,
    parse_handoff_frame,
    read_settings,
)


def test_settings_cannot_be_changed() -> None:
    found = read_settings(Path("desk"), "en")
    assert found.paths.profile == Path.cwd() / "desk"
    with pytest.raises(AttributeError):
        found.language = "ru"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("platform", "profile", "demo"),
    [
        ("linux", "home/.local/share/operator-app", "home/.cache/operator-app/demo"),
        (
            "darwin",
            "home/Library/Application Support/operator-app",
            "home/Library/Caches/operator-app/demo",
        ),
        (
            "win32",
            "home/AppData/Local/operator-app/profile",
            "home/AppData/Local/operator-app/demo",
        ),
    ],
)
def test_profiles_lie_in_the_platforms_own_places(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, platform: str, profile: str, demo: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for variable in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(variable, raising=False)
    assert default_profile() == tmp_path / profile
    assert demo_profile() == tmp_path / demo


def test_a_relative_xdg_folder_is_ignored(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", "elsewhere")
    assert default_profile().is_relative_to(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert default_profile() == tmp_path / "data" / "operator-app"


def _lay(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


def test_bundled_folders_are_found_in_checkout_wheel_and_frozen_program(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    package = _lay(tmp_path / "site" / "operator_app")
    monkeypatch.setattr(settings, "__file__", str(package / "settings.py"))
    with pytest.raises(FileNotFoundError, match="db"):
        bundled_folder("db")
    checkout = _lay(tmp_path / "site" / "db")
    assert bundled_folder("db") == checkout
    wheel = _lay(package / "_bundled" / "db")
    assert bundled_folder("db") == wheel
    frozen = _lay(tmp_path / "frozen" / "operator_app" / "_bundled" / "db")
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path / "frozen"), raising=False)
    assert bundled_folder("db") == frozen


def test_address_is_short_and_the_same_for_every_spelling_of_a_profile(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", "/home/agent")
    short = Path("/home/agent/desk")
    assert handoff_address(short) == "/home/agent/desk/handoff.sock"
    monkeypatch.chdir(tmp_path)
    assert handoff_address(Path("a")) == handoff_address(tmp_path / "a")
    long = Path("/home/agent") / ("х" * 60)
    assert handoff_address(long).startswith("/home/agent/.operator-app-")
    assert len(handoff_address(long).encode()) <= 80
    assert handoff_address(long) != handoff_address(long / "б")


@pytest.mark.parametrize("number", ["", "+79161234567", "02", "1" * 20])
def test_a_frame_comes_back_as_its_number(number: str) -> None:
    assert parse_handoff_frame(handoff_frame(number)) == number


@pytest.mark.parametrize(
    "frame",
    [
        b"",
        b"CALL 123",
        b"CALL 123\nCALL 456\n",
        b"QUIT 123\n",
        b"CALL 123 456\n",
        b"CALL +\n",
        b"CALL 1\n",
        "CALL ١٢٣\n".encode(),
        b"CALL \xff\xfe12\n",
        b"CALL " + b"1" * 21 + b"\n",
        b"CALL " + b"1" * HANDOFF_FRAME_LIMIT + b"\n",
    ],
)
def test_a_frame_nobody_sends_is_refused(frame: bytes) -> None:
    with pytest.raises(ValueError, match="not"):
        parse_handoff_frame(frame)
