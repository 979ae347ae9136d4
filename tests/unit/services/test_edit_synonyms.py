"""Synonyms as a lead writes them: a group a line, and what is wrong with them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.domain.limits import CompensationLimit
from operator_app.domain.publication import Content
from operator_app.services.edit_scripts import Draft, DraftChecks, with_draft
from operator_app.services.edit_synonyms import (
    SynonymFlaw,
    groups_of,
    synonym_flaws,
    text_of,
)

HELD = (("курьер", "доставщик"), ("возврат", "сдать обратно"))
CONTENT = Content((), (), (), (), (), CompensationLimit(0, 30, ()), HELD)


def test_a_line_is_a_group() -> None:
    text = " курьер ,доставщик,, курьер\n\n , \nвозврат,  сдать   обратно"
    assert groups_of(text) == HELD


@given(st.text(max_size=200))
def test_what_was_read_is_read_again(text: str) -> None:
    groups = groups_of(text)
    assert groups_of(text_of(groups)) == groups


@pytest.mark.parametrize(
    ("groups", "flaws"),
    [
        (HELD, []),
        ([("дрон",)], [SynonymFlaw("alone", "дрон")]),
        ([("возврат", "возвраты")], [SynonymFlaw("twice", "возвраты", "возврат")]),
        (
            [("курьер", "доставщик"), ("водитель", "курьеры")],
            [SynonymFlaw("shared", "курьеры", "курьер")],
        ),
        ([("после работы", "вечер"), ("вечером", "поздно")], []),
    ],
)
def test_groups_that_do_not_hold_together_are_told(
    groups: list[tuple[str, ...]], flaws: list[SynonymFlaw]
) -> None:
    assert list(synonym_flaws(groups)) == flaws


def test_the_draft_carries_them_to_the_next_edition() -> None:
    more = (*HELD, ("дрон", "квадрокоптер"))
    draft = Draft(1, synonyms=more)
    assert with_draft(CONTENT, draft).synonyms == more
    assert not draft.is_empty
    assert draft.over(CONTENT, 2) == Draft(2, synonyms=more)
    assert Draft(1, synonyms=HELD).over(CONTENT, 2).is_empty


def test_a_flaw_keeps_the_draft_from_being_published() -> None:
    remarks = DraftChecks(()).remarks(CONTENT, Draft(1, synonyms=(("дрон",),)))
    assert [(one.code, one.subject) for one in remarks] == [("synonym_alone", "дрон")]


def test_what_another_lead_published_meanwhile_is_not_undone() -> None:
    before = (("дрон", "коптер"), ("чек", "квитанция"))
    own = (("дрон", "коптер", "квадрокоптер"), ("курьер", "доставщик"))
    now = (*before, ("ремонт", "починка"))
    draft = Draft(1, synonyms=own, synonyms_over=before)
    later = draft.over(replace(CONTENT, synonyms=now), 2)
    assert later.synonyms == (("ремонт", "починка"), *own)
    assert later.synonyms_over == now
    assert draft.over(replace(CONTENT, synonyms=before), 1) == draft
    assert later.over(replace(CONTENT, synonyms=later.synonyms), 3) == Draft(3)
