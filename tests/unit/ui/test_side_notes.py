"""What stands beside a step: only what there is, in the order of its use."""

from __future__ import annotations

from dataclasses import replace

from operator_app.domain.scripts import Courtesy, Proposal
from operator_app.services.call_view import AsideRow, CourtesyRow, ScriptView
from operator_app.ui.call.side_notes import courtesy_line, side_notes

BARE = ScriptView("Возврат", 3, (), "Слушаю.", None, "", "", (), (), None)


def test_nothing_beside_a_step_is_nothing() -> None:
    assert side_notes(BARE) == ()
    assert courtesy_line(BARE) == ""


def test_sums_the_way_out_and_answers_set_aside_have_a_line_each() -> None:
    view = replace(
        BARE,
        proposals=(Proposal(1000, "срок сорван второй раз"),),
        unsolved="Передам старшему.",
        aside=(AsideRow("day", "День", "18 ноября"), AsideRow("way", "Способ", "Курьер")),
    )
    sums, way_out, aside = side_notes(view)
    assert sums == "1\u00a0000\u00a0₽: срок сорван второй раз"
    assert "Передам старшему." in way_out
    assert "День: 18 ноября; Способ: Курьер" in aside


def test_a_courtesy_is_marked_once_there_was_occasion_for_it() -> None:
    rows = (
        CourtesyRow(Courtesy.NAME_USED, shown=True, asked=True),
        CourtesyRow(Courtesy.AGREED, shown=False, asked=True),
        CourtesyRow(Courtesy.OFFERED, shown=False, asked=False),
    )
    signs = [one[0] for one in courtesy_line(replace(BARE, courtesy=rows)).split("   ")]
    assert signs == ["\u2713", "\u25cb"]
