"""Редактор, Синонимы: written as text, kept as a draft, published with the next edition."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from operator_app.bootstrap import open_desk
from operator_app.credentials.vault import FileVault
from operator_app.services.edit_scripts import kept_draft
from operator_app.services.people import DEMO_LEAD
from operator_app.settings import read_settings
from operator_app.ui.theme import Look
from tests.ui.editor.rules_lead import RulesLead


@pytest.fixture
def lead(look: Look, qtbot: QtBot, tmp_path: Path, made_profile: Path) -> Iterator[RulesLead]:
    """The editor opened on its third tab, the cursor at the end of the text."""
    shutil.copytree(made_profile, tmp_path / "profile")
    settings = read_settings(tmp_path / "profile")
    desk = open_desk(settings, DEMO_LEAD, FileVault(settings.paths.profile))
    one = RulesLead(look, desk, qtbot)
    one.press("Alt+3", "Ctrl+End")
    yield one
    one.close()


def remarks(lead: RulesLead) -> str:
    label = lead.screen.synonyms.remarks
    return label.text() if label.isVisible() else ""


def test_a_group_is_written_kept_and_published(lead: RulesLead) -> None:
    before = lead.workplace.content.synonyms
    lead.press("Return")
    lead.type("дрон, квадрокоптер")
    lead.screen.keep_now()
    held = kept_draft(lead.desk.workplace.begin)
    assert held is not None
    assert held.synonyms == (*before, ("дрон", "квадрокоптер"))
    assert held.synonyms_over == before
    lead.press("Ctrl+Return")
    lead.type("добавлен дрон")
    lead.press("Ctrl+Return")
    assert [one.synonyms for one in lead.received] == [(*before, ("дрон", "квадрокоптер"))]


def test_what_was_published_is_found_at_once(lead: RulesLead) -> None:
    desk = lead.desk
    desk.fill_index(desk.workplace.content)
    search = desk.workplace.search
    assert not search.search("квадрокоптер").hits
    lead.press("Return")
    lead.type("сковорода, квадрокоптер")
    lead.screen.keep_now()
    content = lead.screen.scripts.drafting.content()
    assert content is not None
    search.use_synonyms(content.synonyms)
    assert search.search("квадрокоптер").hits


def test_a_group_of_one_is_told_and_keeps_the_draft(lead: RulesLead) -> None:
    lead.press("Return")
    lead.type("дрон")
    lead.screen.keep_now()
    assert "«дрон» стоит без пары" in remarks(lead)
    lead.press("Ctrl+Return")
    lead.type("дрон")
    lead.press("Ctrl+Return")
    assert lead.received == []
    assert any("без пары" in one for one in lead.told)
    lead.press("Alt+3", "Ctrl+End")
    lead.type(", квадрокоптер")
    lead.screen.keep_now()
    assert remarks(lead) == ""


def test_taking_a_change_back_leaves_nothing_to_publish(lead: RulesLead) -> None:
    lead.press("Return")
    lead.type("дрон, квадрокоптер")
    for _ in "\nдрон, квадрокоптер":
        lead.press("Backspace")
    lead.screen.keep_now()
    assert lead.screen.scripts.drafting.draft.is_empty
