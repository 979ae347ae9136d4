"""The window closes while its lanes are still at work: nothing comes back, nothing stays open."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from operator_app.domain.errors import NoticeCode, OperatorNotice
from operator_app.domain.ports import Hello
from operator_app.domain.publication import Content
from operator_app.services.people import DEMO_AGENT, DEMO_LEAD, DEMO_PEOPLE, Person
from operator_app.services.synchronise import SyncOutcome
from operator_app.services.workplace import Demo, OpenDesk
from operator_app.settings import read_settings
from operator_app.ui.application import Workstation
from operator_app.ui.main_window import MainWindow
from tests.ui.call.world import PATIENCE_S, World, windows

HELLO = Hello(
    epoch="1", schema=10, server_time=datetime(2026, 11, 22, 11, 28, tzinfo=UTC), role="agent",
    full_name="", team="", login=DEMO_AGENT.login, served=True, started="1", offset_ms=0,
)  # fmt: skip


@dataclass
class Program:
    """The program on a profile; what opens a desk and what exchanges wait for the test."""

    world: World
    bot: QtBot
    person: Person = DEMO_AGENT
    may_open: threading.Event = field(default_factory=threading.Event)
    may_end: threading.Event = field(default_factory=threading.Event)
    may_fill: threading.Event = field(default_factory=threading.Event)
    exchanging: threading.Event = field(default_factory=threading.Event)
    opened: list[OpenDesk] = field(default_factory=list)
    others: set[threading.Thread] = field(default_factory=lambda: set(threading.enumerate()))
    """What an earlier test may have left to end by itself."""

    def start(self) -> Workstation:
        self.station = Workstation(read_settings(self.world.profile), self._open, [])
        self.station.show()
        return self.station

    def _open(self) -> OpenDesk:
        assert self.may_open.wait(PATIENCE_S), "the test never let the desk open"
        desk = self.world.open_desk()
        place = replace(desk.workplace, synchronise=self._exchange)
        demo = Demo(DEMO_PEOPLE, lambda _: self._open(), lambda _: None, lambda: False)

        def fill(content: Content) -> object:
            assert self.may_fill.wait(PATIENCE_S), "the test never let the index be made"
            return desk.fill_index(content)

        made = replace(desk, workplace=place, person=self.person, demo=demo, fill_index=fill)
        self.opened.append(made)
        return made

    def _exchange(self) -> SyncOutcome:
        """A round that brings another edition."""
        self.exchanging.set()
        assert self.may_end.wait(PATIENCE_S), "the test never let the round end"
        with self.world.disk.file() as records:
            known = records.edition()
            assert known is not None
            records.keep_edition(replace(known, number=known.number + 1))
        return SyncOutcome(0, 1, 0, 0, HELLO)

    def ready(self) -> None:
        self.may_open.set()
        self.may_fill.set()
        self.bot.waitUntil(lambda: self.station.window.index_ready, timeout=int(PATIENCE_S * 1000))

    def is_gone(self) -> bool:
        """Whether no window is left, no lane works and the file is closed."""
        QApplication.processEvents()
        mine = set(threading.enumerate()) - self.others
        lanes = [one for one in mine if one.name.startswith("lane-")]
        shown = [one for one in windows() if isinstance(one, MainWindow)]
        return not shown and not lanes and all(closed(one) for one in self.opened)


def closed(desk: OpenDesk) -> bool:
    try:
        with desk.workplace.begin():
            return False
    except RuntimeError:
        return True


@pytest.fixture
def program(world: World, qtbot: QtBot, qapp: QApplication) -> Iterator[Program]:
    made = Program(world, qtbot)
    yield made
    made.may_open.set()
    made.may_end.set()
    made.may_fill.set()
    world.disk.refusal = None
    made.station.window.close()
    made.station.caller.close()
    made.station.window.deleteLater()
    qapp.setStyleSheet("")


def test_a_round_that_brings_an_edition_to_a_window_being_closed(program: Program) -> None:
    window = program.start().window
    program.ready()
    assert program.exchanging.wait(PATIENCE_S)
    program.may_end.set()
    assert window.close()
    assert program.is_gone()
    assert not any(one.isActive() for one in window.findChildren(QTimer)), "it asks a closed lane"


def test_an_index_that_is_being_made_is_kept_for_the_next_start(
    program: Program, world: World
) -> None:
    window = program.start().window
    program.may_open.set()
    program.bot.waitUntil(lambda: window.desk is not None, timeout=int(PATIENCE_S * 1000))
    program.may_end.set()
    program.may_fill.set()
    assert window.close()
    assert program.is_gone()
    again = world.open_desk()
    assert again.fill_index(again.workplace.content) == "kept"
    again.close()


@pytest.mark.parametrize("person", [DEMO_AGENT, DEMO_LEAD])
def test_a_window_closed_before_its_desk_is_open_stays_closed(
    program: Program, person: Person
) -> None:
    program.person = person
    window = program.start().window
    program.may_open.set()
    program.may_fill.set()
    assert window.close()
    assert len(program.opened) == 1
    assert program.is_gone()


def test_a_window_that_keeps_what_the_disk_refused_gives_way_to_nobody(program: Program) -> None:
    station = program.start()
    program.may_end.set()
    program.ready()
    window = station.window
    assert window.desk is not None
    window.desk.start()
    program.world.disk.refusal = OperatorNotice(NoticeCode.DISK_FULL)
    window.desk.end_or_return()
    station.sign_in(DEMO_LEAD)
    assert station.window is window
    assert window.isVisible()
    program.world.disk.refusal = None
    assert window.close()
    assert program.is_gone()
