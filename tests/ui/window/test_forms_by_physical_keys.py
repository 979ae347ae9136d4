"""The forms of a call once each by keys of the keyboard, with a Russian layout alone."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from operator_app.domain.follow_ups import FollowUp, FollowUpKind, FollowUpState
from tests.ui.call.world import World
from tests.ui.frame.test_physical_keys import display, started
from tests.ui.window.test_scripts_by_physical_keys import Caller, kept_calls

pytestmark = pytest.mark.xserver

__all__ = ["display"]


class FormCaller(Caller):
    """Fills in a form and waits until it is in the call."""

    def fill(self, key: str, *parts: str) -> None:
        """The form of a key: words are typed, «Tab» goes on, Ctrl+Enter keeps."""
        seq = int(self.state["past"])
        self.press(key)
        for one in parts:
            if one == "Tab":
                self.press(one)
            else:
                self.type(one)
        self.press("Ctrl+Return")
        self.until_after(seq)


def kept(profile: Path) -> dict[FollowUpKind, FollowUp]:
    """What the file has of each kind: one."""
    world = World(profile)
    opened = world.open_desk()
    since = world.clock() - timedelta(days=1)
    with world.disk.file() as records:
        found = {kind: records.follow_ups_since(kind, since) for kind in FollowUpKind}
    opened.close()
    assert {kind: len(rows) for kind, rows in found.items() if len(rows) > 1} == {}
    return {kind: rows[0].now for kind, rows in found.items() if rows}


def test_every_form_of_a_call_with_a_russian_layout_alone(display: str, tmp_path: Path) -> None:
    profile = tmp_path / "p"
    World(profile).open_desk().close()
    with started(display, "ru", "-m", "tests.ui.window.call_probe", str(profile)) as keys:
        caller = FormCaller(keys)
        caller.press("F2")
        while not caller.state.get("call"):
            caller.go_on()
        caller.fill("F7", "завтра в 10", "Tab", "Tab", "89165550142")
        caller.fill("F8", "можно без чека")
        caller.fill("Shift+F9", "Tab", "грубый курьер")
        caller.fill("F9")
        caller.press("F12")
        caller.until(call="")
        caller.press("Shift+F11", "Return")
        caller.type("9")
        caller.press("Tab")
        caller.type("быстро")
        caller.press("Ctrl+Return", "F2")
        while not caller.state.get("call"):
            caller.go_on()
        caller.press("F12")
        caller.until(call="")
        caller.begin_on_disk()
    found = kept(profile)
    callback, question = found[FollowUpKind.CALLBACK], found[FollowUpKind.ESCALATION]
    assert callback.due is not None
    tomorrow = World(profile).clock.now.astimezone() + timedelta(days=1)
    assert f"{callback.due.astimezone():%d.%m %H:%M}" == f"{tomorrow:%d.%m} 10:00"
    assert callback.text("number") == "+79165550142"
    assert question.text("question") == "можно без чека"
    complaint, sum_given = found[FollowUpKind.COMPLAINT], found[FollowUpKind.COMPENSATION]
    assert complaint.text("words") == "грубый курьер"
    assert (sum_given.data["rubles"], sum_given.state) == (100, FollowUpState.DONE)
    survey = found[FollowUpKind.SURVEY]
    assert (survey.data["value"], survey.text("words")) == (9, "быстро")
    (first, *_) = (record for record, _ in kept_calls(profile))
    told = ("Обратный звонок", "Вопрос старшему", "Жалоба", "Компенсация")
    assert [one for one in told if one not in first.record] == []
