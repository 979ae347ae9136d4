"""A call changed on another computer, chosen by keys in the window of a desk in a real centre."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt

from operator_app.domain.conflicts import CONTINUES
from operator_app.services import conflicts
from operator_app.services.edit_journal import edit_note
from operator_app.ui.journal.desk import JournalDesk
from operator_app.ui.synchronisation.page import SyncPage
from tests.integration.centre_world import NEW_KEY, PASSWORD, CentreWorld, now
from tests.ui.synchronisation.conftest import Arrives
from tests.ui.synchronisation.newcomer import ALT, CONTROL, MemoryVault, Newcomer, address_typed

MINE, THEIRS = "моё: перезвонить в среду", "то: перезвонить в пятницу"
CHANGED_ELSEWHERE = "Изменено на другом компьютере: 1. Выберите в журнале: Ctrl+4"
CHANGED = datetime.now(UTC).replace(hour=12, minute=20)


class Disputed:
    """A desk that joined a centre, and a call of which both have a version of their own."""

    def __init__(self, who: Newcomer, centre: CentreWorld) -> None:
        self.who, self._centre = who, centre
        who.take_a_call()
        [(self.call,)] = centre.ask("SELECT id FROM app.call")
        self._change_elsewhere()
        self._change_here()

    def _change_elsewhere(self) -> None:
        """What the same login sent from another computer."""
        with self._workplace.begin() as records:
            held = records.call(self.call)
        assert held is not None
        to = replace(held, rev=held.rev + 3, note=THEIRS, outcome="Возврат")
        self._centre.ask(
            "UPDATE app.call SET rev = %s, note = %s, outcome = %s, digest = %s WHERE id = %s",
            to.rev, to.note, to.outcome, to.digest(), to.id,
        )  # fmt: skip
        self._centre.ask(
            "INSERT INTO app.call_event (id, call_id, seq, at, kind, data, agent, team, digest) "
            "SELECT %s, id, 99, %s, 'note', '{}', agent, team, digest FROM app.call WHERE id = %s",
            NEW_KEY(), CHANGED, to.id,
        )  # fmt: skip

    def _change_here(self) -> None:
        begin = self._workplace.begin
        assert edit_note(begin, self.call, MINE, now, NEW_KEY)

    @property
    def _workplace(self) -> Any:
        desk = self.who.window.desk
        assert desk is not None
        return desk.workplace

    @property
    def page(self) -> SyncPage:
        page = self.who.window.side["sync"]
        assert isinstance(page, SyncPage)
        return page

    @property
    def journal(self) -> JournalDesk:
        screen = self.who.window.screens.screen("journal")
        assert isinstance(screen, JournalDesk)
        return screen

    def find_out(self) -> None:
        """Exchange, see it told, and go from the page of exchange to the call."""
        self.who.window.frame.top_bar.sync.setFocus()
        self.who.press(Qt.Key.Key_Return)
        self.who.press(Qt.Key.Key_R, CONTROL)
        self.who.wait_for(lambda: self.page.list.count() == 1)
        assert "Enter — выбрать" in self.page.list.item(0).text()
        # The page reads the file, which has it a moment before the round has come back.
        self.who.wait_for(lambda: self._message() == CHANGED_ELSEWHERE)
        self.page.list.setFocus()
        self.who.press(Qt.Key.Key_Return)
        assert self.who.page() == "journal"
        self.who.wait_for(self.bar_shown)

    def _message(self) -> str:
        told = self.who.window.frame.notice_bar.message
        return told.text if told else ""

    def bar_shown(self) -> bool:
        return bool(self.journal.view.reader.conflict.words.text()) and (
            self.journal.view.reader.conflict.isVisible()
        )

    def told(self) -> str:
        return self.journal.view.reader.conflict.words.text()

    def press(self, key: Qt.Key, then: str) -> None:
        """A digit in the list, and what the bar says once it is kept."""
        self.journal.view.table.setFocus()
        self.who.press(key)
        self.who.wait_for(lambda: self.told().startswith(then))

    def exchange(self) -> None:
        self.who.press(Qt.Key.Key_R, CONTROL)
        self.who.wait_for(self._sent)

    def _sent(self) -> bool:
        with self._workplace.begin() as records:
            return bool(records.waiting() == (0, 0))

    def at_centre(self) -> dict[UUID, str]:
        return dict(self._centre.ask("SELECT id, note FROM app.call"))

    def continues(self, call_id: UUID) -> str:
        [(found,)] = self._centre.ask(
            "SELECT extra ->> %s FROM app.call WHERE id = %s", CONTINUES, call_id
        )
        return str(found)


@pytest.fixture
def disputed(
    arrives: Arrives, centre: CentreWorld, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], Disputed]:
    # The call ended a moment ago: F12 does not take it back here.
    monkeypatch.setattr(conflicts, "UNDO_SECONDS", 0)

    def begin() -> Disputed:
        who = arrives(MemoryVault())
        who.press(Qt.Key.Key_2, ALT)
        who.wait_for(lambda: who.page() == "join")
        who.fill(address_typed(centre), "ivanova", PASSWORD)
        who.confirm()
        who.at_work()
        made = Disputed(who, centre)
        made.find_out()
        return made

    return begin


def test_1_keeps_mine(disputed: Callable[[], Disputed]) -> None:
    desk = disputed()
    local = CHANGED.astimezone()
    # With the day before the time, where that is not today's.
    assert "изменён на другом компьютере " in desk.told()
    assert f"в {local:%H:%M}." in desk.told()
    desk.who.wait_for(lambda: desk.who.top_bar() == "Ждут Вашего выбора: 1")
    desk.press(Qt.Key.Key_1, "Оставлено моё")
    desk.exchange()
    desk.who.wait_for(lambda: desk.who.top_bar() == "Всё сохранено")
    assert desk.at_centre() == {desk.call: MINE}


def test_2_takes_theirs(disputed: Callable[[], Disputed]) -> None:
    desk = disputed()
    desk.press(Qt.Key.Key_2, "Взято то")
    assert desk.journal.view.reader.note.toPlainText() == THEIRS
    assert desk.journal.view.reader.outcome.text() == "Возврат"
    desk.exchange()
    assert desk.at_centre() == {desk.call: THEIRS}


def test_3_keeps_both(disputed: Callable[[], Disputed]) -> None:
    desk = disputed()
    desk.press(Qt.Key.Key_3, "Сохранены оба")
    desk.exchange()
    held = desk.at_centre()
    [beside] = set(held) - {desk.call}
    assert held == {desk.call: THEIRS, beside: MINE}
    assert desk.continues(beside) == str(desk.call)


def test_it_is_chosen_and_chosen_again_without_a_network(
    disputed: Callable[[], Disputed], centre: CentreWorld
) -> None:
    desk = disputed()
    centre.ask("ALTER ROLE ivanova NOLOGIN")
    desk.press(Qt.Key.Key_3, "Сохранены оба")
    assert desk.journal.view.row_count() == 2
    desk.press(Qt.Key.Key_1, "Оставлено моё")
    desk.who.wait_for(lambda: desk.journal.view.row_count() == 1)
    assert desk.at_centre() == {desk.call: THEIRS}
    centre.ask("ALTER ROLE ivanova LOGIN")
    desk.exchange()
    assert desk.at_centre() == {desk.call: MINE}
