"""Phrase rules by keys: chosen, written with live examples, removed, published with the rest."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from operator_app.bootstrap import open_desk
from operator_app.credentials.vault import FileVault
from operator_app.services.people import DEMO_LEAD
from operator_app.settings import read_settings
from operator_app.ui.theme import Look
from tests.ui.editor.rules_lead import RulesLead

PROBLEM = "Проблема → Сложность"


@pytest.fixture
def rules(look: Look, qtbot: QtBot, tmp_path: Path, made_profile: Path) -> Iterator[RulesLead]:
    shutil.copytree(made_profile, tmp_path / "profile")
    settings = read_settings(tmp_path / "profile")
    lead = RulesLead(look, open_desk(settings, DEMO_LEAD, FileVault(settings.paths.profile)), qtbot)
    yield lead
    lead.close()


def test_the_tab_lists_the_rules_and_shows_what_one_does(rules: RulesLead) -> None:
    assert len(rules.titles) == len(rules.workplace.content.rules)
    rules.choose(PROBLEM)
    assert "Разберусь со сложностью." in rules.examples
    assert rules.flaws == ""


def test_examples_follow_what_is_typed(rules: RulesLead) -> None:
    rules.choose(PROBLEM)
    rules.press("Return", "Tab", "Ctrl+A")
    rules.type("Трудность")
    assert "Разберусь с трудностью." in rules.examples
    assert rules.chosen == "• Проблема → Трудность"


def test_a_new_rule_is_written_by_keys_and_kept(rules: RulesLead) -> None:
    rules.press("Ctrl+N")
    assert "не указано, чего не говорить" in rules.flaws
    rules.type("Загвоздка")
    rules.press("Tab")
    rules.type("Вопрос")
    assert rules.flaws == ""
    assert "У вас нет вопроса." in rules.examples
    (rule,) = rules.kept().values()
    assert rule is not None
    assert (rule.discouraged, rule.approved[0].text) == (("Загвоздка",), "Вопрос")


def test_what_another_rule_discourages_is_told_and_not_published(rules: RulesLead) -> None:
    rules.press("Ctrl+N")
    rules.type("Загвоздка")
    rules.press("Tab")
    rules.type("Проблема")
    assert rules.flaws == "«Проблема» советуется, но его находит правило против «Проблема»"
    rules.kept()
    rules.press("Ctrl+Return")
    assert rules.screen.scripts.publication.isVisible()
    assert "правило против" in rules.screen.scripts.publication.told.text()
    assert not rules.screen.scripts.publication.publish.isEnabled()


def test_a_rule_that_finds_nothing_is_told(rules: RulesLead) -> None:
    rules.press("Ctrl+N")
    rules.type("Загвоздка")
    rules.press("Tab", "Tab")
    rules.type("загвоздка")
    assert rules.flaws == "правило не находит «Загвоздка»: проверьте исключения"


def test_a_sentence_of_ones_own_is_underlined_and_mended(rules: RulesLead) -> None:
    rules.choose(PROBLEM)
    rules.screen.rules.card.attempt.setFocus()
    rules.type("Тут проблема.")
    rules.press("Ctrl+J")
    assert rules.attempt == "Тут сложность."


def test_a_removed_rule_comes_back(rules: RulesLead) -> None:
    rules.choose(PROBLEM)
    rules.click_remove()
    assert rules.chosen == f"− {PROBLEM}"
    assert rules.kept() == {"s5": None}
    rules.click_remove()
    assert rules.chosen == PROBLEM
    assert rules.kept() == {}


def test_rules_are_published_with_the_next_edition(rules: RulesLead) -> None:
    rules.choose(PROBLEM)
    rules.press("Return", "Tab", "Ctrl+A")
    rules.type("Трудность")
    rules.screen.keep_now()
    rules.press("Ctrl+Return")
    rules.type("Мягче")
    rules.press("Ctrl+Return")
    (content,) = rules.received
    rule = next(one for one in content.rules if one.id == "s5")
    assert [one.text for one in rule.approved] == ["Трудность"]
    assert rules.told[-1].startswith("Опубликована редакция 2")


def test_esc_goes_back_to_the_list_and_f6_between(rules: RulesLead) -> None:
    rules.press("Return")
    assert rules.screen.rules.card.avoid.hasFocus()
    rules.press("Esc")
    assert rules.screen.rules.list.hasFocus()
    rules.press("F6")
    assert rules.screen.rules.card.avoid.hasFocus()
    rules.press("Alt+1")
    assert rules.screen.scripts.isVisible()


def test_a_narrow_window_shows_the_list_or_the_rule(rules: RulesLead) -> None:
    rules.size(600, 688)
    page = rules.screen.rules
    assert (page.listed.isVisible(), page.card.isVisible()) == (True, False)
    rules.press("Return")
    assert (page.listed.isVisible(), page.card.isVisible()) == (False, True)
