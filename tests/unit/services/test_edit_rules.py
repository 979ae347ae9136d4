"""Phrase rules as a lead writes them: examples, flaws, and a draft that outlives the window."""

from __future__ import annotations

from dataclasses import replace

import pytest

from operator_app.domain.phrases import Approved, Place, Rule, RuleForm
from operator_app.domain.replies import Reply, ReplyScope
from operator_app.services.edit_rules import (
    MAX_EXAMPLES,
    RuleChange,
    RuleFlaw,
    examples,
    rule_changes,
    rule_flaws,
    written_rule,
)
from operator_app.services.edit_scripts import (
    Draft,
    DraftChecks,
    keep_draft,
    kept_draft,
    with_draft,
)
from tests.unit.services.desk_of_tests import CONTENT
from tests.unit.services.test_use_replies import Shelfful

PROBLEM = Rule("s5", RuleForm.INFLECT, ("Проблема",), (Approved("Сложность"),))
SORRY = Rule("s1", RuleForm.FIXED, ("К сожалению",), (Approved("Сейчас"),))


def test_a_noun_is_shown_in_its_cases_with_what_replaces_it() -> None:
    shown = [(one.before, one.after) for one in examples(PROBLEM, CONTENT, None)]
    assert ("У вас нет проблемы.", "У вас нет сложности.") in shown
    assert ("Разберусь с проблемой.", "Разберусь со сложностью.") in shown
    assert len(shown) == 6


def test_what_the_company_says_now_comes_first_with_its_place() -> None:
    reply = Reply("x", "Извинение", "t", ReplyScope.ALL, "", "Да. К сожалению, нет. Всё.", "")
    found = examples(SORRY, replace(CONTENT, replies=(reply,)), None)
    assert [(one.before, one.place) for one in found] == [
        ("К сожалению, нет.", "Извинение"),
        ("К сожалению.", ""),
    ]
    assert found[0].before[found[0].start : found[0].end] == "К сожалению"


def test_a_hint_changes_nothing_and_examples_have_an_end() -> None:
    hint = replace(PROBLEM, approved=())
    assert {one.before == one.after for one in examples(hint, CONTENT, None)} == {True}
    many = replace(PROBLEM, discouraged=("Проблема", "Брак", "Поломка"))
    assert len(examples(many, CONTENT, None)) == MAX_EXAMPLES


def test_a_phrase_that_is_never_found_is_told() -> None:
    swallowed = replace(PROBLEM, exceptions=("Проблема",))
    assert rule_flaws(swallowed, (swallowed,)) == (RuleFlaw("s5", "silent", "Проблема"),)
    assert rule_flaws(PROBLEM, (PROBLEM,)) == ()
    apart = replace(PROBLEM, context_any=("чайник",))
    assert rule_flaws(apart, (apart,)) == ()


def test_an_approved_phrase_that_a_rule_discourages_is_told() -> None:
    other = Rule("s9", RuleForm.INFLECT, ("Сложность",), ())
    assert rule_flaws(PROBLEM, (PROBLEM, other)) == (
        RuleFlaw("s5", "clash", "Сложность", "Сложность"),
    )
    own = replace(PROBLEM, approved=(Approved("Другая проблема"),))
    assert rule_flaws(own, (own,)) == ()  # a rule does not look inside what it approves
    assert rule_flaws(replace(PROBLEM, discouraged=()), ()) == (RuleFlaw("s5", "empty"),)


def test_the_form_gives_a_phrase_a_line_and_keeps_what_it_does_not_show() -> None:
    rule = Rule("a", RuleForm.FIXED, ("x",), (Approved("Да", Place.START),), context_not=("муж",))
    written = written_rule(
        rule,
        RuleForm.INFLECT,
        " Брак.\nБрак / Поломка\n\n",
        "Да\nКонечно!",
        "церковный брак",
        " Так ",
    )
    assert written.discouraged == ("Брак", "Поломка")
    assert written.approved == (Approved("Да", Place.START), Approved("Конечно"))
    assert (written.exceptions, written.why, written.form, written.context_not) == (
        ("церковный брак",),
        "Так",
        RuleForm.INFLECT,
        ("муж",),
    )


@pytest.mark.parametrize("rule", [PROBLEM, replace(PROBLEM, discouraged=()), None])
def test_a_draft_of_rules_comes_back_from_the_file(rule: Rule | None) -> None:
    shelf = Shelfful()
    draft = Draft(3).with_rule("s5", rule)
    keep_draft(shelf.begin, draft)
    assert kept_draft(shelf.begin) == draft


def test_a_draft_puts_rules_over_the_edition_and_forgets_what_it_has() -> None:
    content = replace(CONTENT, rules=(SORRY,))
    draft = Draft(1).with_rule("s5", PROBLEM).with_rule("s1", None)
    after = with_draft(content, draft)
    assert after.rules == (PROBLEM,)
    assert rule_changes(content, after) == (RuleChange(SORRY, None), RuleChange(None, PROBLEM))
    assert draft.over(after, 2).is_empty
    assert not draft.over(content, 2).is_empty


def test_flaws_of_changed_rules_keep_a_draft_from_being_published() -> None:
    content = replace(CONTENT, rules=(SORRY,))
    bad = replace(SORRY, approved=(Approved("К сожалению"),))
    remarks = DraftChecks(content.rules).remarks(content, Draft(1).with_rule("s1", bad))
    assert [(one.code, one.subject) for one in remarks] == [("rule_clash", "К сожалению")]
