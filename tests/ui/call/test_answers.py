"""What a lead decides at a desk of their own reaches the agent's window through a real centre."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from uuid import UUID

import pytest

from operator_app.bootstrap import DemoHouse
from operator_app.domain.callbacks import Callback
from operator_app.domain.escalations import Decision
from operator_app.domain.ports import CentreFault, CentreSession, Connect, FaultKind
from operator_app.services.callbacks import callbacks
from operator_app.services.escalations import decide, open_escalations
from operator_app.services.people import DEMO_AGENT, DEMO_LEAD
from operator_app.services.workplace import Workplace
from operator_app.settings import read_settings
from operator_app.ui.callbacks.screen import CallbacksScreen
from tests.ui.call.call_desk import CallDesk
from tests.ui.call.conftest import OpenDesk
from tests.ui.call.test_follow_ups import in_a_call, listed
from tests.ui.call.world import World


class House:
    """The demo's centre with the lead's desk; `desk` is the agent's window."""

    def __init__(self, folder: Path) -> None:
        self._house = DemoHouse(read_settings(folder))
        self._opened = self._house.open(DEMO_LEAD)
        self.lead: Workplace = self._opened.workplace
        assert self._house.centre is not None
        self._way = self._house.centre.way_for(DEMO_AGENT)
        self.cut = False

    def way(self, device: UUID) -> Connect:
        """The agent's way in, while the cable is plugged in."""
        connect = self._way(device)

        def unless_cut() -> AbstractContextManager[CentreSession]:
            if self.cut:
                raise CentreFault(FaultKind.RETRY, "offline")
            return connect()

        return unless_cut

    def exchange(self) -> None:
        assert self.lead.synchronise is not None
        self.lead.synchronise()

    def decides(self, decision: Decision, answer: str) -> None:
        self.exchange()
        (asked,) = open_escalations(self.lead)
        assert decide(self.lead, asked, decision, answer)
        self.exchange()

    def close(self) -> None:
        self._opened.close()
        self._house.close()


@pytest.fixture
def house() -> Iterator[House]:
    # Not tmp_path: as root the server's account must be able to pass through the folder.
    folder = Path(tempfile.mkdtemp(prefix="operator-app-tests-"))
    folder.chmod(0o711)
    made = House(folder)
    yield made
    made.close()
    shutil.rmtree(folder)


def ask(desk: CallDesk, words: str = "Вернуть сразу?") -> None:
    in_a_call(desk)
    desk.press("F8")
    desk.type(words)
    desk.press("Ctrl+Enter")
    exchanged(desk)


def exchanged(desk: CallDesk) -> None:
    """Ctrl+R, and the round has ended."""
    desk.exchange("Отправлено", "Отправлять нечего")
    desk.settle()


def fetched(desk: CallDesk, told: str) -> None:
    """Ctrl+R, until what it brought is told."""
    desk.exchange(told)
    desk.settle()


def promise_for_anyone(desk: CallDesk) -> None:
    """Without a call: when, the promise as proposed, the number, anyone may ring."""
    desk.press("F7")
    desk.type("через 2 часа")
    for _ in range(2):
        desk.press("Enter")
    desk.type("+7 916 123-45-67")
    desk.press("Enter")
    desk.press("Space")
    desk.press("Ctrl+Enter")
    exchanged(desk)


def test_the_answer_is_a_line_of_the_call_and_takes_no_focus(
    open_call_desk: OpenDesk, world: World, house: House
) -> None:
    world.connect = house.way
    desk = open_call_desk()
    ask(desk)
    house.decides(Decision.APPROVED, "Да, верните")
    desk.press("F5")
    desk.type("жду ответа")
    fetched(desk, "Ответ старшего: Согласовано. Да, верните")
    assert desk.focus() == "Заметка"
    assert desk.note() == "жду ответа"
    assert desk.record()[-1] == "Ответ старшего (Е. Павлова): Согласовано. Да, верните"
    desk.press("F12")


def test_after_the_call_it_is_in_the_journal_and_among_the_callbacks(
    open_call_desk: OpenDesk, world: World, house: House
) -> None:
    world.connect = house.way
    desk = open_call_desk()
    ask(desk)
    desk.press("F12")
    world.clock.pass_by(60)
    house.decides(Decision.REFUSED, "Сначала осмотр")
    fetched(desk, "Ответ старшего (+79161234567): Отказано. Сначала осмотр")
    assert "Ответ старшего" in world.disk.calls()[0].record.splitlines()[-1]
    (row,) = listed(desk)
    assert "Сообщить решение старшего: Сначала осмотр" in row
    # The next round brings nothing twice.
    exchanged(desk)
    assert len(listed(desk)) == 1


def test_a_callback_of_the_team_is_asked_for_before_it_is_rung(
    open_call_desk: OpenDesk, world: World, house: House
) -> None:
    world.connect = house.way
    desk = open_call_desk()
    dialled: list[str] = []
    screen = desk.window.screens.screen("callbacks")
    assert isinstance(screen, CallbacksScreen)
    screen.dial = lambda number: not dialled.append(number)  # type: ignore[func-returns-value]
    promise_for_anyone(desk)
    house.exchange()
    (known,) = callbacks(house.lead)
    assert known.holder == ""
    assert "любой из группы" in listed(desk)[0]
    desk.press("Enter")
    desk.wait_for(desk.in_call)
    assert dialled == ["+79161234567"]
    house.exchange()
    taken: Callback = callbacks(house.lead)[0]
    assert (taken.holder, taken.taken) == (DEMO_AGENT.login, True)


def test_offline_the_second_enter_rings_what_nobody_confirmed(
    open_call_desk: OpenDesk, world: World, house: House
) -> None:
    world.connect = house.way
    desk = open_call_desk()
    screen = desk.window.screens.screen("callbacks")
    assert isinstance(screen, CallbacksScreen)
    screen.dial = bool
    promise_for_anyone(desk)
    house.cut = True
    desk.press("Ctrl+5")
    desk.press("Enter")
    desk.wait_for(lambda: "Нет сети: может звонить и коллега" in desk.message())
    assert not desk.in_call()
    desk.settle()
    assert "пока не подтверждено" in listed(desk)[0]
    desk.press("Enter")
    assert desk.in_call()
