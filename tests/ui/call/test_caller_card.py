"""Who calls: a new number joined to a known customer by one key, colleagues' calls, no centre."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from operator_app.domain.calls import Customer
from operator_app.domain.ports import CentreFault, FaultKind
from operator_app.domain.records import ColleagueCall, SharedHistory
from operator_app.services.workplace import OpenDesk
from operator_app.ui.call.caller_card import CallerCard
from tests.ui.call.call_desk import CallDesk
from tests.ui.call.conftest import OpenDesk as Opens
from tests.ui.call.world import World

WHEN = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
Ask = Callable[[Customer, UUID], SharedHistory | None]


@dataclass
class Asked(World):
    """A desk whose centre answers as the test says."""

    ask: Ask = lambda _customer, _besides: None

    def open_desk(self) -> OpenDesk:
        opened = super().open_desk()
        return replace(opened, workplace=replace(opened.workplace, shared_history=self.ask))


@pytest.fixture
def world(ready_profile: Path, tmp_path: Path) -> Asked:
    """In the place of the usual one."""
    shutil.copytree(ready_profile, tmp_path / "p")
    return Asked(tmp_path / "p")


def card(desk: CallDesk) -> CallerCard:
    """What stands under the record."""
    (found,) = desk.screen.record.findChildren(CallerCard)
    return found


def settle(desk: CallDesk) -> None:
    assert desk.station.lanes.network.drain(120.0)
    desk.settle()


def known_customer(desk: CallDesk) -> None:
    """An earlier call of Anna with her order."""
    desk.press("F2")
    desk.type("5510-2284")
    desk.press("Enter")
    desk.press("Ctrl+I")
    desk.type("Кузьмина Анна")
    desk.press("Ctrl+Enter")
    desk.press("F12")
    desk.clock.pass_by(20)


def test_a_new_number_is_joined_to_a_known_customer_by_one_key(desk: CallDesk) -> None:
    known_customer(desk)
    desk.window.ringing("+79165550142")
    desk.press("F2")
    assert not card(desk).same.isVisible()
    desk.type("5510-2284")
    desk.press("Enter")
    assert card(desk).same.text() == "Это Кузьмина Анна, заказ 5510-2284  Ctrl+M"
    desk.press("Ctrl+M")
    assert desk.call.call.customer == Customer("+79165550142", "Кузьмина Анна", "5510-2284")
    assert not card(desk).same.isVisible()
    desk.press("F12")
    desk.clock.pass_by(20)
    desk.window.ringing("+79165550142")
    desk.press("F2")
    assert card(desk).same.isVisible()


def test_a_hidden_number_says_nothing_of_anyone(desk: CallDesk) -> None:
    known_customer(desk)
    desk.window.ringing("")
    desk.press("F2")
    desk.press("Ctrl+M")
    assert desk.call.call.customer == Customer()
    assert not card(desk).same.isVisible()


def test_colleagues_calls_stand_under_the_record(open_call_desk: Opens, world: Asked) -> None:
    told = ColleagueCall(UUID(int=7), WHEN, "Иванов И. И.", "", "Обещан возврат", "", "")
    old = replace(told, opened_at=WHEN.replace(year=2025))
    asked: list[Customer] = []

    def ask(customer: Customer, besides: UUID) -> SharedHistory:
        asked.append(customer)
        assert besides.int
        return SharedHistory(WHEN, (told, old))

    world.ask = ask
    desk = open_call_desk()
    desk.window.ringing("+79165550142")
    desk.press("F2")
    settle(desk)
    assert asked == [Customer("+79165550142")]
    assert card(desk).lines.text() == (
        "20.11  Иванов И. И.: Обещан возврат\n20.11.2025  Иванов И. И.: Обещан возврат"
    )
    desk.press("F12")
    assert not card(desk).lines.isVisible()


def test_without_the_centre_it_says_so_and_asks_again(open_call_desk: Opens, world: Asked) -> None:
    down = [True]

    def ask(_customer: Customer, _besides: UUID) -> SharedHistory:
        if down[0]:
            raise CentreFault(FaultKind.RETRY, "08006")
        return SharedHistory(WHEN, ())

    world.ask = ask
    desk = open_call_desk()
    desk.window.ringing("+79165550142")
    desk.press("F2")
    settle(desk)
    assert card(desk).lines.text() == "Центр не отвечает. Ctrl+R спросит его снова"
    down[0] = False
    assert desk.window.sync is not None
    desk.window.sync.finished.emit()
    settle(desk)
    assert not card(desk).lines.isVisible()
