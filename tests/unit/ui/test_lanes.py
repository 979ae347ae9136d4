"""Lanes: order, staleness, faults, and threads that are gone when the window is."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from operator_app.ui.lanes import InlineLane, Lane, Runs

LIMIT_S = 300.0


@pytest.fixture
def lane(qtbot: QtBot) -> Iterator[Lane]:
    made = Lane("test")
    yield made
    assert made.close(LIMIT_S)


def _number_and_place(number: int, interface: threading.Thread) -> tuple[int, bool]:
    return number, threading.current_thread() is not interface


def test_results_come_in_order_on_the_interface_thread(lane: Lane, qtbot: QtBot) -> None:
    got: list[tuple[int, bool, bool]] = []
    interface = threading.current_thread()
    for number in range(20):
        lane.run(
            partial(_number_and_place, number, interface),
            lambda pair: got.append((*pair, threading.current_thread() is interface)),
        )
    qtbot.waitUntil(lambda: len(got) == 20)
    assert got == [(number, True, True) for number in range(20)]


def test_only_the_newest_question_is_answered(lane: Lane) -> None:
    begun, may_go = threading.Event(), threading.Event()
    got, worked = list[str](), list[str]()

    def job(name: str) -> str:
        begun.set()
        may_go.wait(LIMIT_S)
        worked.append(name)
        return name

    lane.run_latest(partial(job, "за"), got.append)
    assert begun.wait(LIMIT_S)
    for name in ("зад", "задерж"):
        lane.run_latest(partial(job, name), got.append)
    may_go.set()
    assert lane.drain(LIMIT_S)
    assert got == ["задерж"]
    assert worked == ["за", "задерж"]


def test_a_result_superseded_after_its_work_is_dropped(lane: Lane) -> None:
    got: list[str] = []
    worked = threading.Event()

    def old() -> str:
        worked.set()
        return "old"

    lane.run_latest(old, got.append)
    assert worked.wait(LIMIT_S)
    lane.run_latest(lambda: "new", got.append)
    assert lane.drain(LIMIT_S)
    assert got == ["new"]


def test_topics_do_not_supersede_each_other(lane: Lane) -> None:
    got: list[str] = []
    lane.run_latest(lambda: "rows", got.append, topic="search")
    lane.run_latest(lambda: "text", got.append, topic="preview")
    assert lane.drain(LIMIT_S)
    assert got == ["rows", "text"]


def _fails() -> str:
    raise ValueError("planted")


def test_a_fault_goes_to_its_handler(lane: Lane) -> None:
    got: list[Exception] = []
    lane.run(_fails, lambda _: None, got.append)
    assert lane.drain(LIMIT_S)
    assert [str(fault) for fault in got] == ["planted"]


def test_a_fault_nobody_handles_is_a_bug_and_is_told(
    lane: Lane, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[type[BaseException], bool]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, _, trace: told.append((kind, bool(trace))))
    lane.run(_fails, lambda _: None)
    assert lane.drain(LIMIT_S)
    assert told == [(ValueError, True)]


def test_a_callback_that_raises_costs_no_other_its_turn(lane: Lane) -> None:
    got: list[str] = []

    def raises(_: str) -> None:
        raise ValueError("planted")

    lane.run(lambda: "first", raises)
    lane.run(lambda: "second", got.append)
    with pytest.raises(ValueError, match="planted"):
        lane.drain(LIMIT_S)
    assert lane.drain(LIMIT_S)
    assert got == ["second"]


def test_drain_says_when_the_lane_is_busy(lane: Lane) -> None:
    may_go, got = threading.Event(), list[bool]()
    lane.run(lambda: may_go.wait(LIMIT_S), got.append)
    assert not lane.drain(0.0)
    may_go.set()
    assert lane.drain(LIMIT_S)
    assert got == [True]


def test_what_outlasts_the_closing_tells_nobody(qtbot: QtBot) -> None:
    lane, may_end, got = Lane("late"), threading.Event(), list[bool]()
    lane.run(lambda: may_end.wait(LIMIT_S), got.append)
    assert not lane.close(0.0)
    may_end.set()
    [thread] = [one for one in threading.enumerate() if one.name == "lane-late"]
    thread.join(LIMIT_S)
    QApplication.processEvents()
    assert got == []
    assert lane.close(LIMIT_S)


def test_close_finishes_the_work_and_ends_the_thread(qtbot: QtBot) -> None:
    lane, written, got = Lane("closing"), list[int](), list[None]()
    for number in range(5):
        lane.run(partial(written.append, number), got.append)
    assert lane.close(LIMIT_S)
    assert lane.close(LIMIT_S)
    assert written == [0, 1, 2, 3, 4]
    assert "lane-closing" not in [thread.name for thread in threading.enumerate()]
    with pytest.raises(RuntimeError, match="closed"):
        lane.run(lambda: 1, lambda _: None)
    assert lane.drain(LIMIT_S)
    assert got == []


def test_the_inline_lane_has_the_same_face() -> None:
    lane: Runs = InlineLane()
    got: list[object] = []
    lane.run(lambda: 1, got.append)
    lane.run_latest(lambda: 2, got.append, topic="any")
    lane.run(_fails, got.append, lambda fault: got.append(str(fault)))
    assert lane.drain(0.0)
    assert lane.close()
    assert got == [1, 2, "planted"]
