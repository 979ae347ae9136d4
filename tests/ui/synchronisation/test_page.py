"""The page «Синхронизация» by keys, on a desk that is in a real centre."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from operator_app.ui.synchronisation.page import SyncPage
from tests.integration.centre_world import PASSWORD, CentreWorld
from tests.ui.synchronisation.conftest import Arrives
from tests.ui.synchronisation.newcomer import ALT, MemoryVault, Newcomer, address_typed


@pytest.fixture
def agent(arrives: Arrives, centre: CentreWorld) -> Newcomer:
    """An agent who has just joined."""
    who = arrives(MemoryVault())
    who.press(Qt.Key.Key_2, ALT)
    who.wait_for(lambda: who.page() == "join")
    who.fill(address_typed(centre), "ivanova", PASSWORD)
    who.confirm()
    who.at_work()
    return who


def opened_page(who: Newcomer) -> SyncPage:
    """By Enter on the top bar's words."""
    who.window.frame.top_bar.sync.setFocus()
    who.press(Qt.Key.Key_Return)
    assert who.page() == "sync"
    page = who.window.side["sync"]
    assert isinstance(page, SyncPage)
    who.wait_for(lambda: bool(page.waiting.text()))
    return page


def test_a_desk_with_everything_sent_says_so(agent: Newcomer, centre: CentreWorld) -> None:
    agent.take_a_call()
    page = opened_page(agent)
    agent.wait_for(lambda: page.waiting.text() == "Всё отправлено")
    assert page.success.text().startswith("Последний обмен: ")
    assert centre.administrator.database in page.centre.text()
    assert page.centre.text().endswith("Ваша роль: оператор")
    assert page.refused_title.text() == "Непринятых записей нет"
    assert page.failure.isHidden()
    agent.press(Qt.Key.Key_Escape)
    assert agent.page() == "call"


def test_a_refused_call_is_listed_copied_and_sent_again(
    agent: Newcomer, centre: CentreWorld
) -> None:
    centre.ask("ALTER TABLE app.call ADD CONSTRAINT none_today CHECK (false) NOT VALID")
    agent.take_a_call()
    page = opened_page(agent)
    agent.wait_for(lambda: page.list.count() > 0)
    rows = [page.list.item(place).text() for place in range(page.list.count())]
    assert any(one.startswith("Звонок ") and "правило центра" in one for one in rows)
    assert page.waiting.text() == "Всё остальное отправлено"
    agent.wait_for(lambda: agent.top_bar() == f"Не принято центром: {len(rows)}")
    agent.confirm()
    copied = QGuiApplication.clipboard().text()
    assert "login ivanova" in copied
    assert "23514" in copied
    assert "Иванова" not in copied
    centre.ask("ALTER TABLE app.call DROP CONSTRAINT none_today")
    page.again.setFocus()
    agent.press(Qt.Key.Key_Space)
    agent.wait_for(lambda: page.refused_title.text() == "Непринятых записей нет")
    agent.wait_for(lambda: agent.top_bar() == "Всё сохранено")
    assert centre.ask("SELECT count(*) FROM app.call") == [(1,)]


def test_a_failure_is_told_in_words_with_the_next_try(agent: Newcomer, centre: CentreWorld) -> None:
    centre.ask("ALTER ROLE ivanova NOLOGIN")
    page = opened_page(agent)
    agent.press(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    agent.wait_for(page.failure.isVisible)
    assert "Центр не принял вход" in page.failure.text()
    agent.wait_for(lambda: page.next_try.text().startswith("Следующая попытка через "))
    centre.ask("ALTER ROLE ivanova LOGIN")
    agent.press(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    agent.wait_for(page.failure.isHidden)
