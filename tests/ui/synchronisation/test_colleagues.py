"""The caller card of a desk in a real centre: a colleague's call is told, and the look is kept."""

from __future__ import annotations

from hashlib import sha256

from PySide6.QtCore import Qt

from operator_app.ui.call.caller_card import CallerCard
from tests.integration.centre_world import CentreWorld, a_call, items
from tests.ui.synchronisation.conftest import Arrives
from tests.ui.synchronisation.newcomer import MemoryVault
from tests.ui.synchronisation.test_joining import joins

NUMBER = "+79167770011"


def test_a_call_of_another_team_is_told_on_the_card_and_who_looked_is_kept(
    arrives: Arrives, centre: CentreWorld
) -> None:
    told = a_call("sidorova", number=NUMBER, status="closed", note="Обещан возврат до пятницы")
    strangers = a_call("sidorova", status="closed", note="Чужой разговор")
    with centre.centre("sidorova").connect() as session:
        session.push(items(told, strangers))
    who = arrives(MemoryVault())
    joins(who, centre, "ivanova")
    who.window.ringing(NUMBER)
    who.press(Qt.Key.Key_F2)
    (card,) = who.window.findChildren(CallerCard)
    who.wait_for(lambda: "Обещан возврат до пятницы" in card.lines.text())
    assert "Сидорова" in card.lines.text()
    assert "Чужой" not in card.lines.text()
    [(agent, calls, customer)] = centre.ask("SELECT agent, calls, customer FROM app.history_look")
    assert (agent, calls) == ("ivanova", [told.id])
    assert bytes(customer) == sha256(f"{NUMBER}/".encode()).digest(), "never the number itself"
    who.press(Qt.Key.Key_F12)
    who.window.lanes.storage.drain(120.0)
