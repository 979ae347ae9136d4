"""`operator-call`: any argument, one frame, no Qt."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app import call_handoff
from operator_app.call_handoff import caller_number, claim_start, hand_over, main
from operator_app.settings import handoff_address, handoff_frame, is_caller_number

pytestmark = pytest.mark.filterwarnings("error")


@pytest.mark.parametrize(
    ("argument", "number"),
    [
        ("+79161234567", "+79161234567"),
        ("tel:+79161234567", "+79161234567"),
        ("TEL:89161234567", "89161234567"),
        ("callto:02", "02"),
        ("operator://79161234567/", "79161234567"),
        ("sip:79161234567@pbx.example.org;transport=udp", "79161234567"),
        ("tel:+7 (916) 123-45-67;ext=2", "+79161234567"),
        ("8 916 123 45 67", "89161234567"),
        ("", ""),
        ("anonymous", ""),
        ("1", ""),
        ("1" * 21, ""),
        ("1" * 100_000, ""),
        ("--config=/etc/passwd", ""),
        ("--profile 79161234567", ""),
        ("79161234567\nQUIT", ""),
        ("79161234567\r", ""),
        ("٠١٢٣٤٥٦", ""),
        ("７９１６", ""),
        ("7916\x0012", ""),
        ("++7916", ""),
        ("tel:tel:7916", ""),
        ("smb:7916", ""),
        ("79161234567@pbx", ""),
        ("\u202e79161234567", ""),
        ("79161234567\u200f", ""),
        ("79161234567' OR '1'='1", ""),
        ("1; DROP TABLE call;--", ""),
        ("79161234567 & calc.exe", ""),
        ("$(reboot)79161234567", ""),
        ("`id`", ""),
        ("%s%n", ""),
        ("hidden", ""),
        ("sip:anonymous@anonymous.invalid", ""),
        ("x" * 10_240, ""),
    ],
)
def test_only_a_number_passes(argument: str, number: str) -> None:
    assert caller_number(argument) == number


@given(st.text(max_size=300))
def test_whatever_comes_makes_a_frame_that_is_one_short_line(argument: str) -> None:
    number = caller_number(argument)
    assert number == "" or is_caller_number(number)
    assert len(handoff_frame(number)) <= 30


class Window:
    """A listening socket in place of the window; remembers the frames it was sent."""

    def __init__(self, address: str) -> None:
        self.frames: list[bytes] = []
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.bind(address)
        self._socket.listen(50)
        self._thread = threading.Thread(target=self._receive)
        self._thread.start()

    def _receive(self) -> None:
        while True:
            connection, _ = self._socket.accept()
            with connection:
                frame = connection.recv(2000)
            if frame == b"stop":
                return
            self.frames.append(frame)

    def close(self, address: str) -> None:
        """Stop after all frames sent so far have been received."""
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(address)
            connection.sendall(b"stop")
        self._thread.join()
        self._socket.close()


@pytest.fixture
def home() -> Iterator[str]:
    # A socket's path has a limit that the folders of a run on several processors pass.
    with tempfile.TemporaryDirectory(prefix="h") as folder:
        yield folder


@pytest.fixture
def profile(tmp_path: Path, home: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", home)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "data" / "operator-app"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def window(profile: Path) -> Iterator[Window]:
    address = handoff_address(profile)
    listening = Window(address)
    yield listening
    if listening._thread.is_alive():
        listening.close(address)


def _call(*arguments: str, preset: str = "") -> subprocess.CompletedProcess[str]:
    code = f"{preset}\nimport sys; from operator_app.call_handoff import main; sys.exit(main())"
    root = Path(call_handoff.__file__).parent.parent
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=os.environ | {"PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_running_window_gets_the_number(profile: Path, window: Window) -> None:
    assert _call("tel:+7 916", "123-45-67").returncode == 0
    assert _call("--help").returncode == 0
    window.close(handoff_address(profile))
    assert window.frames == [b"CALL +79161234567\n", b"CALL \n"]


def test_nothing_heavy_is_loaded(window: Window) -> None:
    # A module set to None in sys.modules cannot be imported.
    barred = ("PySide6", "sqlalchemy", "dataclasses", "socket", "subprocess", "logging")
    preset = f"import sys\nfor name in {barred!r}:\n    sys.modules[name] = None"
    done = _call("02", preset=preset)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_demo_window_gets_it_when_only_that_one_runs(profile: Path, tmp_path: Path) -> None:
    demo = tmp_path / "cache" / "operator-app" / "demo"
    demo.mkdir(parents=True)
    listening = Window(handoff_address(demo))
    assert _call("79161234567").returncode == 0
    listening.close(handoff_address(demo))
    assert listening.frames == [b"CALL 79161234567\n"]


def test_without_a_window_the_program_is_started_once(
    profile: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    started: list[str] = []
    monkeypatch.setattr(call_handoff, "start_program", started.append)
    monkeypatch.setattr(sys, "argv", ["operator-call", "sip:79161234567@pbx"])
    assert [main() for _ in range(20)] == [0] * 20
    assert started == ["79161234567"]
    monkeypatch.setattr(sys, "argv", ["operator-call", "скрыт"])
    main()
    assert "номер не определён" in capsys.readouterr().err


def test_a_start_long_ago_does_not_stop_the_next(profile: Path) -> None:
    assert claim_start(profile)
    assert not claim_start(profile)
    os.utime(profile / "starting", (1_000_000, 1_000_000))
    assert claim_start(profile)


def test_a_file_or_a_dead_socket_at_the_address_is_no_window(profile: Path) -> None:
    address = handoff_address(profile)
    Path(address).write_text("not a socket", encoding="utf-8")
    assert not hand_over(handoff_frame("02"), address)
    Path(address).unlink()
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(address)
    assert not hand_over(handoff_frame("02"), address)


def test_another_users_socket_is_not_spoken_to(
    profile: Path, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = handoff_address(profile)
    somebody_else = os.geteuid() + 1
    monkeypatch.setattr(os, "geteuid", lambda: somebody_else)
    assert not hand_over(handoff_frame("02"), address)
    monkeypatch.undo()
    window.close(address)
    assert window.frames == []


def test_the_started_program_is_given_the_number_as_one_word(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    commands: list[list[str]] = []

    def remember(command: list[str], **options: object) -> None:
        commands.append(command)
        assert options["start_new_session"] is True

    monkeypatch.setattr(subprocess, "Popen", remember)
    call_handoff.start_program("+79161234567")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "operator-call"))
    call_handoff.start_program("")
    assert commands == [
        [commands[0][0], "-m", "operator_app", "--caller=+79161234567"],
        [str(tmp_path / "operator-app"), "--caller="],
    ]
