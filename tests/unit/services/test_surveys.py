"""Indices by frozen definitions; answers from calls and from files, each once."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import pytest

from operator_app.domain import surveys
from operator_app.domain.surveys import DEFINITIONS, Definition, Index, SurveyAnswer, by_month
from operator_app.services.surveys import Brought, answered, bring_in, scores
from operator_app.services.workplace import Workplace
from tests.unit.services.test_compensate import ANNA, clock, workplace

__all__ = ("clock", "workplace")

FROZEN = {
    ("nps", 1): "334b33cc",
    ("csat", 1): "06f36a20",
    ("ces", 1): "68d017f1",
}


def test_a_definition_is_never_changed() -> None:
    """One that differs is a new version beside it: months compare only under the same one."""
    found = {
        (one.index.value, one.version): hashlib.sha256(repr(one).encode()).hexdigest()[:8]
        for one in DEFINITIONS
    }
    assert {key: found[key] for key in FROZEN} == FROZEN


@pytest.mark.parametrize(
    ("index", "values", "score"),
    [
        (Index.NPS, (10, 9, 8, 6, 0), 0.0),
        (Index.NPS, (10, 9, 9, 7), 75.0),
        (Index.CSAT, (5, 4, 3, 1), 50.0),
        (Index.CES, (7, 6, 2), 5.0),
    ],
)
def test_scores(index: Index, values: tuple[int, ...], score: float) -> None:
    assert surveys.current(index).score(values) == score


def test_no_score_of_nothing_or_off_the_scale() -> None:
    for values in ((), (11,)):
        with pytest.raises(ValueError, match="scale"):
            surveys.current(Index.NPS).score(values)


def test_another_version_is_another_line_and_months_keep_theirs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    newer = Definition(Index.CSAT, 2, "?", 1, 10, 9)
    both = {("csat", 1): DEFINITIONS[1], ("csat", 2): newer}
    known = {(Index(name), version): one for (name, version), one in both.items()}
    monkeypatch.setattr(surveys, "_BY_VERSION", known)
    at, before = datetime(2026, 11, 15, 12, tzinfo=UTC), datetime(2026, 10, 15, 12, tzinfo=UTC)
    found = by_month(
        [
            SurveyAnswer(before, Index.CSAT, 1, 5),
            SurveyAnswer(at, Index.CSAT, 1, 1),
            SurveyAnswer(at, Index.CSAT, 2, 10),
            SurveyAnswer(at, Index.CSAT, 3, 10),
        ]
    )
    assert [(one.month, one.definition.version, one.score) for one in found] == [
        ("2026-11", 2, 100.0), ("2026-11", 1, 0.0), ("2026-10", 1, 100.0),
    ]  # fmt: skip


def test_an_answer_of_a_call_counts(workplace: Workplace) -> None:
    answered(workplace, Index.NPS, 9, "Спасибо", ANNA, None)
    (month,) = scores(workplace)
    assert (month.definition.index, month.answers, month.score) == (Index.NPS, 1, 100.0)
    with pytest.raises(ValueError, match="scale"):
        answered(workplace, Index.CSAT, 9, "", ANNA, None)


def test_a_file_is_brought_in_once_and_says_what_it_did_not_understand(
    workplace: Workplace,
) -> None:
    text = (
        "\ufeffdate;index;value;number;words\n"
        "2026-11-20 10:00;NPS;10;8 916 123-45-67;Отлично\n"
        "2026-10-20;csat;2;;\n"
        "вчера;nps;1;;\n"
        "2026-11-20;nps;12;;\n"
    )
    assert bring_in(workplace, text) == Brought(2, (4, 5))
    assert bring_in(workplace, text) == Brought(0, (4, 5))
    assert [one.month for one in scores(workplace)] == ["2026-11", "2026-10"]
    assert bring_in(workplace, "") == Brought(0, ())
