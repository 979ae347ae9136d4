"""A whole call of each script of the demo company, by keys of the keyboard, in four layouts.

The same physical keys in each: what a Latin layout makes of a Russian word is found all the same.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from operator_app.domain.calls import CallEvent
from operator_app.domain.records import CallRecord
from operator_app.domain.scripts import AnswerKind
from tests.ui.call.world import World
from tests.ui.frame.test_physical_keys import LAYOUTS, Desk, display, started

pytestmark = pytest.mark.xserver

__all__ = ["display"]

_PLACES = dict(
    zip(
        "йцукенгшщзхъфывапролджэячсмитьбю ",
        [*"QWERTYUIOP[]ASDFGHJKL;'ZXCVBNM,.", "Space"],
        strict=True,
    )
)
_TYPED = {
    AnswerKind.ORDER: "55102284",
    AnswerKind.DATE: "18 11",
    AnswerKind.SUM: "300",
    AnswerKind.NUMBER: "3",
    AnswerKind.PHONE: "89165550142",
    AnswerKind.TEXT: "чайник",
}
MOST_STEPS = 40


class Caller:
    """Plays calls at a window that tells where it stands."""

    def __init__(self, keys: Desk) -> None:
        self._keys = keys
        self.state: dict[str, Any] = {}

    def press(self, *sequences: str) -> None:
        """Keys of the keyboard."""
        self._keys.press(*sequences)

    def type(self, text: str) -> None:
        """The keys that carry these Russian letters or digits."""
        self.press(*(_PLACES.get(letter, letter) for letter in text))

    def until(self, **wanted: object) -> None:
        """Read what the window says until it says this."""
        while any(self.state.get(name) != value for name, value in wanted.items()):
            self.go_on()

    def until_after(self, seq: int) -> None:
        """Until another event is in the call."""
        while int(self.state["past"]) <= seq:
            self.go_on()

    def go_on(self) -> None:
        """Wait until the window says something else."""
        said = self._keys.lines(1)
        assert said, f"the window stays at {self.state}"
        self.state = json.loads(said[0])

    def whole_call(self, script: str, title: str) -> None:
        """Ring to end: the script by search and its key, every step, F12."""
        self.press("F2")
        while not self.state.get("call"):
            self.go_on()
        words = "".join(one for one in title.lower() if one in _PLACES)
        self.type(words)
        while len(self.state["typed"]) != len(words) or self.state["answered"] != (
            self.state["typed"].strip()
        ):
            self.go_on()
        self.press(f"Alt+{self.state['offered'].index(title) + 1}")
        self.until(script=script)
        for _ in range(MOST_STEPS):
            if self.state["step"] == "end":
                break
            self._pass_step()
        assert self.state["step"] == "end"
        self.press("F12")
        self.until(call="")

    def begin_on_disk(self) -> None:
        """Another call, whose row is behind every earlier one on the lane: nothing is unwritten."""
        self.press("F2")
        while not self.state.get("call") or self.state["kept"] != self.state["call"]:
            self.go_on()

    def _pass_step(self) -> None:
        seq, kind = int(self.state["past"]), AnswerKind(self.state["kind"])
        if kind in _TYPED:
            self.press("Alt+1")
            self.type(_TYPED[kind])
            self.press("Return")
        elif kind is AnswerKind.CHOICE and not self.state["default"]:
            self.press("Alt+1")
        else:
            self.press("Ctrl+Return")
        self.until_after(seq)


def kept_calls(profile: Path) -> list[tuple[CallRecord, tuple[CallEvent, ...]]]:
    """What the next window finds in the file."""
    world = World(profile)
    opened = world.open_desk()
    found = [(one, world.disk.events(one.id)) for one in world.disk.calls()]
    opened.close()
    return found


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile that has taken the demo company."""
    profile = tmp_path_factory.mktemp("ready") / "profile"
    World(profile).open_desk().close()
    return profile


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_whole_call_of_each_script(
    display: str,
    layout: str,
    ready: Path,
    tmp_path: Path,
) -> None:
    profile = tmp_path / "p"
    shutil.copytree(ready, profile)
    opened = World(profile).open_desk()
    titles = {one.id: one.title for one in opened.workplace.content.scripts}
    opened.close()
    assert len(titles) == 14
    with started(display, layout, "-m", "tests.ui.window.call_probe", str(profile)) as keys:
        caller = Caller(keys)
        for script, title in titles.items():
            caller.whole_call(script, title)
        caller.begin_on_disk()
    calls = kept_calls(profile)
    done = [one for one, _ in calls if one.script]
    assert {one.script for one in done} == set(titles)
    assert {one.status for one in done} == {"closed"}
    assert [one.script for one in done if not one.outcome or "\n" not in one.record] == []
