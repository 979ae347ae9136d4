"""Keys from the ring to the passage and to the end: `docs/keystrokes.md` says what is counted."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.call.call_desk import CallDesk
from tests.ui.call.world import Watch, World, windows

TABLES = Path(__file__).resolve().parents[3] / "docs" / "keystrokes.md"
TARGET = 7


@dataclass(frozen=True)
class Request:
    """A row of a table; `measured` is what it says of the two counts."""

    topic: str
    typed: str
    procedure: str
    measured: tuple[str, str]


def tables() -> tuple[list[Request], list[Request]]:
    """The rows of both tables in the guide."""
    rows: list[list[Request]] = []
    for line in TABLES.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| topic"):
            rows.append([])
        elif line.startswith("| ") and not line.startswith("| -"):
            rows[-1].append(Request(cells[0], cells[2], cells[3], (cells[5], cells[6])))
    first, second = rows
    return first, second


FIRST, SECOND = tables()


def reach(desk: CallDesk, request: Request) -> str:
    """F2, then letter by letter until the passage stands there: how many keys, or a dash."""
    pressed = 1
    desk.press("F2")
    for letter in request.typed:
        if desk.passage().startswith(f"{request.procedure}."):
            break
        desk.type(letter)
        pressed += 1
    return str(pressed) if desk.passage().startswith(f"{request.procedure}.") else "—"


def finish(desk: CallDesk, request: Request, reached: str) -> str:
    """Enter and F12: how many keys until the whole record is on the disk."""
    desk.press("Enter")
    desk.press("F12")
    kept = desk.world.disk.calls()[-1]
    assert kept.status == "closed"
    assert len(windows()) == 1
    return "2" if reached == "—" or request.procedure in kept.record else "—"


@pytest.fixture(scope="module")
def counted(
    ready_profile: Path,
    tmp_path_factory: pytest.TempPathFactory,
    qapp: QApplication,
    request: pytest.FixtureRequest,
) -> Iterator[dict[Request, tuple[str, str]]]:
    """Every request in order at one desk, as on a working day."""
    seen = Watch()
    qapp.installEventFilter(seen)
    profile = tmp_path_factory.mktemp("keystrokes") / "p"
    shutil.copytree(ready_profile, profile)
    desk = CallDesk(World(profile), QtBot(request))
    found = {}
    for one in (*FIRST, *SECOND):
        reached = reach(desk, one)
        found[one] = reached, finish(desk, one, reached)
    yield found
    desk.leave()
    qapp.removeEventFilter(seen)
    qapp.setStyleSheet("")
    assert seen.mouse == 0


def at_most(counted: tuple[str, str], told: tuple[str, str]) -> bool:
    """Whether it takes no more keys than the guide tells; a dash there promises nothing."""
    (reached, ended), (said, said_ended) = counted, told
    near = said == "—" or (reached != "—" and int(reached) <= int(said))
    return near and ended == said_ended


@pytest.mark.parametrize("request_", FIRST, ids=lambda one: one.topic)
def test_a_request_takes_no_more_keys_than_the_table_says(
    counted: dict[Request, tuple[str, str]], request_: Request
) -> None:
    assert at_most(counted[request_], request_.measured), counted[request_]


@pytest.mark.parametrize("request_", SECOND, ids=lambda one: one.topic)
def test_a_request_in_other_words_takes_no_more_keys_than_the_table_says(
    counted: dict[Request, tuple[str, str]], request_: Request
) -> None:
    assert at_most(counted[request_], request_.measured), counted[request_]


@pytest.mark.parametrize("rows", [FIRST, SECOND], ids=["first", "second"])
def test_the_share_within_the_target_is_told_as_it_is(rows: list[Request]) -> None:
    reached = [one.measured[0] for one in rows]
    near = [one for one in reached if one.isdecimal() and int(one) <= TARGET]
    told = f"{len(near)} of {len(rows)} requests, {round(100 * len(near) / len(rows))} %"
    assert told in TABLES.read_text(encoding="utf-8")
