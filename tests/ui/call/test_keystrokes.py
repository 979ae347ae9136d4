"""Keys from the ring to the passage and to the end: `docs/keystrokes.md` says what is counted."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from operator_app.domain.retrieval import Leaning, Searcher, SearchHit
from tests.ui.call.call_desk import CallDesk
from tests.ui.call.world import Watch, World, windows

TABLES = Path(__file__).resolve().parents[3] / "docs" / "keystrokes.md"
TARGET = 7
ROWS = 5
IN_A_CALL = Leaning(procedures=True)


@dataclass(frozen=True)
class Request:
    """A row of a table; `measured` is what it says of the counts."""

    topic: str
    typed: str
    procedure: str
    measured: tuple[str, ...]


def tables() -> list[list[Request]]:
    """The rows of each table in the guide."""
    rows: list[list[Request]] = []
    for line in TABLES.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| topic"):
            rows.append([])
        elif line.startswith("| table"):
            break
        elif line.startswith("| ") and not line.startswith("| -"):
            rows[-1].append(Request(cells[0], cells[2], cells[3], tuple(cells[5:])))
    return rows


FIRST, *OTHERS = TABLES_OF_GUIDE = tables()


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


def by_searching(searcher: Searcher, request: Request) -> tuple[str, str]:
    """Keys until the procedure comes first, and with each ↓ within the first rows as one more."""
    first, with_arrow = "—", len(request.typed) + ROWS + 1
    for letters in range(1, len(request.typed) + 1):
        place = place_of(searcher, request.typed[:letters], request.procedure)
        if place is not None:
            with_arrow = min(with_arrow, 1 + letters + place)
        if place == 0:
            first = str(1 + letters)
            break
    return first, str(with_arrow) if with_arrow <= len(request.typed) + ROWS else "—"


def place_of(searcher: Searcher, typed: str, procedure: str) -> int | None:
    """The row of the procedure among the first ones, each procedure listed once."""
    hits = searcher.search(typed, 50, leaning=IN_A_CALL).hits
    rows = list(dict.fromkeys(map(row_of, hits)))[:ROWS]
    return rows.index(procedure) if procedure in rows else None


def row_of(hit: SearchHit) -> str:
    return hit.sop if hit.kind == "sop" else hit.key


@pytest.fixture(scope="module")
def day(
    ready_profile: Path,
    tmp_path_factory: pytest.TempPathFactory,
    qapp: QApplication,
    request: pytest.FixtureRequest,
) -> Iterator[CallDesk]:
    """One desk for a working day."""
    seen = Watch()
    qapp.installEventFilter(seen)
    profile = tmp_path_factory.mktemp("keystrokes") / "p"
    shutil.copytree(ready_profile, profile)
    desk = CallDesk(World(profile), QtBot(request))
    yield desk
    desk.leave()
    qapp.removeEventFilter(seen)
    qapp.setStyleSheet("")
    assert seen.mouse == 0


@pytest.fixture(scope="module")
def counted(day: CallDesk) -> dict[Request, tuple[str, ...]]:
    """Requests of the first table one after the other by keys, all others by asking the search.

    What a window takes for each key would be too much for all of them.
    """
    assert day.window.desk is not None
    searcher = day.window.desk.workplace.search
    found: dict[Request, tuple[str, ...]] = {
        one: by_searching(searcher, one) for one in chain(*TABLES_OF_GUIDE)
    }
    for one in FIRST:
        reached = reach(day, one)
        found[one] = reached, found[one][1], finish(day, one, reached)
    return found


def at_most(counted: tuple[str, ...], told: tuple[str, ...]) -> bool:
    """Whether it takes no more keys than the guide tells; a dash there promises nothing."""
    pairs = zip(counted, told, strict=True)
    return all(said == "—" or (keys != "—" and int(keys) <= int(said)) for keys, said in pairs)


@pytest.mark.parametrize("request_", FIRST, ids=lambda one: one.topic)
def test_a_request_takes_no_more_keys_than_the_table_says(
    counted: dict[Request, tuple[str, ...]], request_: Request
) -> None:
    assert at_most(counted[request_], request_.measured), counted[request_]


@pytest.mark.parametrize("place", range(len(OTHERS)))
def test_requests_in_other_words_take_no_more_keys_than_their_table_says(
    counted: dict[Request, tuple[str, ...]], place: int
) -> None:
    more = {
        one.typed: counted[one] for one in OTHERS[place] if not at_most(counted[one], one.measured)
    }
    assert not more


@pytest.mark.parametrize("rows", TABLES_OF_GUIDE, ids=["first", "second", "third", "fourth"])
@pytest.mark.parametrize("column", [0, 1], ids=["first row", "with the arrow"])
def test_the_share_within_the_target_is_told_as_it_is(rows: list[Request], column: int) -> None:
    reached = [one.measured[column] for one in rows]
    near = [one for one in reached if one.isdecimal() and int(one) <= TARGET]
    told = f"{len(near)} of {len(rows)}, {round(100 * len(near) / len(rows))} %"
    assert told in TABLES.read_text(encoding="utf-8")


def test_the_arrow_shows_the_passage_of_the_next_row(
    day: CallDesk, counted: dict[Request, tuple[str, ...]]
) -> None:
    [request] = [one for one in FIRST if one.typed == "удержание"]
    assert counted[request][1] == "4"
    day.press("F2")
    day.type(request.typed[:2])
    day.press("↓")
    assert day.passage().startswith(f"{request.procedure}.")
    finish(day, request, "4")
