"""What a softphone may send, well or badly; and a second window of the same profile."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from operator_app.call_handoff import hand_over
from operator_app.domain.errors import NoticeCode, OperatorNotice
from operator_app.settings import Paths, handoff_address, handoff_frame
from operator_app.ui.application import claim_profile
from operator_app.ui.caller import MIN_INTERVAL_MS, CallerListener

GOOD = handoff_frame("+79165550142")


@pytest.fixture
def listener(tmp_path: Path) -> Iterator[CallerListener]:
    made = CallerListener(tmp_path)
    assert made.listen()
    yield made
    made.close()


@pytest.fixture
def heard(listener: CallerListener) -> list[str]:
    numbers: list[str] = []
    listener.ringing.connect(numbers.append)
    return numbers


def send(folder: Path, frame: bytes) -> QLocalSocket:
    """As a stranger does: connect, write, leave the line open."""
    line = QLocalSocket()
    line.connectToServer(handoff_address(folder))
    assert line.waitForConnected(5000)
    line.write(frame)
    line.waitForBytesWritten(5000)
    return line


def held_lines(listener: CallerListener) -> list[QObject]:
    return list(listener.findChildren(QLocalSocket))


@pytest.mark.parametrize("number", ["+79165550142", "0142", ""], ids=["full", "short", "unknown"])
def test_a_number_rings_and_an_unknown_one_too(
    listener: CallerListener, heard: list[str], tmp_path: Path, qtbot: QtBot, number: str
) -> None:
    CallerListener.hand_over(tmp_path, number)
    qtbot.waitUntil(lambda: heard == [number])


@pytest.mark.parametrize(
    "frame",
    [
        b"CALL " + b"7" * 2000,
        b"CALL " + b"7" * 2000 + b"\n",
        b"x" * 100_000,
        b"CALL 8916 555\n",
        b"CALL ../../etc\n",
        b"call 89165550142\n",
        b"\x00\xff\xfe\n",
        "CALL ٣٤٥٦\n".encode(),
        b"\n\n\n",
    ],
    ids=[
        "long",
        "long-line",
        "very-long",
        "spaces",
        "path",
        "lower-case",
        "binary",
        "other-digits",
        "empty-lines",
    ],
)
def test_garbage_and_long_frames_ring_nobody_and_the_line_is_dropped(
    listener: CallerListener, heard: list[str], tmp_path: Path, qtbot: QtBot, frame: bytes
) -> None:
    line = send(tmp_path, frame)
    qtbot.waitUntil(lambda: line.state() is QLocalSocket.LocalSocketState.UnconnectedState)
    CallerListener.hand_over(tmp_path, "0142")
    qtbot.waitUntil(lambda: heard == ["0142"])
    assert len(held_lines(listener)) <= 1


def test_a_thousand_calls_at_once_ring_once_and_leave_nothing_behind(
    listener: CallerListener, heard: list[str], tmp_path: Path, qtbot: QtBot
) -> None:
    address = handoff_address(tmp_path)

    def softphone() -> None:
        for _ in range(1000):
            hand_over(GOOD, address)

    # Of its own thread: the window must be free to answer, as it is for another program.
    caller = threading.Thread(target=softphone)
    begun = time.monotonic()
    caller.start()
    qtbot.waitUntil(lambda: not caller.is_alive())
    # Qt's timers may be five percent early.
    pauses = (time.monotonic() - begun) * 1000 / (0.9 * MIN_INTERVAL_MS)
    assert 1 <= len(heard) <= 1 + pauses
    assert set(heard) == {"+79165550142"}
    qtbot.waitUntil(lambda: held_lines(listener) == [])


def test_a_silent_line_is_dropped(
    listener: CallerListener, heard: list[str], tmp_path: Path, qtbot: QtBot
) -> None:
    line = send(tmp_path, b"CALL 79")
    qtbot.waitUntil(lambda: line.state() is QLocalSocket.LocalSocketState.UnconnectedState)
    assert heard == []


def test_a_second_window_gives_its_caller_to_the_first(
    listener: CallerListener, heard: list[str], tmp_path: Path, qtbot: QtBot
) -> None:
    first = claim_profile(Paths(tmp_path))
    with pytest.raises(OperatorNotice) as refused:
        claim_profile(Paths(tmp_path), "+79165550142")
    assert refused.value.code is NoticeCode.ALREADY_OPEN
    qtbot.waitUntil(lambda: heard == ["+79165550142"])
    with qtbot.waitSignal(listener.show_asked), pytest.raises(OperatorNotice):
        claim_profile(Paths(tmp_path))
    assert heard == ["+79165550142"]
    first.unlock()
    claim_profile(Paths(tmp_path)).unlock()
