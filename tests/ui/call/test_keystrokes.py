"""Keys from the ring to the passage and to the end: `docs/keystrokes.md` says what is counted."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.ui.call.call_desk import CallDesk
from tests.ui.call.world import windows

TABLE = Path(__file__).resolve().parents[3] / "docs" / "keystrokes.md"
TARGET = 7


@dataclass(frozen=True)
class Request:
    """A row of the table; `measured` is what it says of the two counts."""

    topic: str
    typed: str
    procedure: str
    measured: tuple[str, str]


def requests() -> list[Request]:
    """The rows of the table in the guide."""
    first = TABLE.read_text(encoding="utf-8").partition("## Other words")[0]
    lines = [one for one in first.splitlines() if one.startswith("| ")]
    rows = [[cell.strip() for cell in one.strip("|").split("|")] for one in lines[2:]]
    return [Request(row[0], row[2], row[3], (row[5], row[6])) for row in rows]


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


def test_every_request_takes_the_keys_the_table_says(desk: CallDesk) -> None:
    found: list[str] = []
    for request in requests():
        reached = reach(desk, request)
        desk.press("Enter")
        desk.press("F12")
        kept = desk.world.disk.calls()[-1]
        assert kept.status == "closed"
        if reached != "—":
            assert request.procedure in kept.record
        assert len(windows()) == 1
        found.append(f"{request.topic}: {reached}, 2")
    assert found == [f"{one.topic}: {', '.join(one.measured)}" for one in requests()]


def test_the_share_within_the_target_is_told_as_it_is() -> None:
    counts = [one.measured[0] for one in requests()]
    reached = [one for one in counts if one.isdecimal() and int(one) <= TARGET]
    told = f"{len(reached)} of {len(counts)} requests, {round(100 * len(reached) / len(counts))} %"
    assert told in TABLE.read_text(encoding="utf-8")
