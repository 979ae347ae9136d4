"""Gaps as agents meet them and as their lead sees them, on a real file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from operator_app.bootstrap import open_desk
from operator_app.credentials.vault import FileVault
from operator_app.domain.gaps import GapKind, Searched, SearchGap
from operator_app.domain.sops import PassageLink
from operator_app.search.corpus import content_to_documents
from operator_app.services.collect_gaps import (
    MAX_WORDS,
    PERIOD,
    anonymous,
    gap_groups,
    grouped,
    keep_flag,
    keep_search,
    say_mended,
    subject,
)
from operator_app.services.people import DEMO_AGENT
from operator_app.services.workplace import Workplace
from operator_app.settings import read_settings

NOW = datetime(2026, 11, 22, 11, 10, tzinfo=UTC)


@pytest.fixture
def workplace(demo_profile: Path) -> Iterator[Workplace]:
    settings = read_settings(demo_profile)
    opened = open_desk(settings, DEMO_AGENT, FileVault(demo_profile), clock=lambda: NOW)
    yield opened.workplace
    opened.close()


def search(workplace: Workplace, words: str, first: str = "") -> SearchGap | None:
    return keep_search(workplace, Searched(words, first), ["Семёнова Анна", "4471-2093"])


def later(workplace: Workplace, days: float) -> Workplace:
    now = workplace.clock() + timedelta(days=days)
    return replace(workplace, clock=lambda: now)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("где курьер Иванов", "где курьер …"),
        ("анна петровна ждёт чайник", "… ждёт чайник"),
        ("возврат чайника", "возврат чайника"),
        ("сроки в Казань", "сроки в Казань"),
        ("холодильник Полюс", "холодильник Полюс"),
    ],
)
def test_people_are_taken_out_and_things_stay(typed: str, kept: str) -> None:
    assert anonymous(typed) == kept


def test_a_search_is_kept_without_the_customer(workplace: Workplace) -> None:
    gap = search(workplace, "дрон для Семёновой 4471-2093 89161234567")
    assert gap is not None
    assert gap.words == "дрон для …"
    assert (gap.kind, gap.place) == (GapKind.NOTHING_FOUND, "")
    assert (gap.agent, gap.device) == (workplace.desk.agent, workplace.desk.device)


@pytest.mark.parametrize("typed", ["Анна Семёнова", "4471-2093", "и для"])
def test_a_search_for_a_customer_is_no_gap(workplace: Workplace, typed: str) -> None:
    assert search(workplace, typed) is None
    assert gap_groups(workplace) == ()


def test_one_subject_in_any_form_is_one_group(workplace: Workplace) -> None:
    for words in ("дрон", "доставка дронов", "Дроны с доставкой", "дрон"):
        search(workplace, words)
    colleague = replace(workplace.desk, agent="petrov")
    search(replace(later(workplace, 2), desk=colleague), "дрона", "СОП-040")
    groups = gap_groups(later(workplace, 3))
    assert [(one.count, one.people) for one in groups] == [(3, 2), (2, 1)]
    first = groups[0]
    assert first.title == "дрон"
    assert first.samples == (("дрон", 2), ("дрона", 1))
    assert first.last == workplace.clock() + timedelta(days=2)
    assert (first.kind, first.place) == (GapKind.NOTHING_FOUND, "СОП-040")


def test_old_gaps_are_no_longer_shown(workplace: Workplace) -> None:
    search(workplace, "дрон")
    assert gap_groups(later(workplace, PERIOD.days))
    assert gap_groups(later(workplace, PERIOD.days + 1)) == ()


def test_reports_are_grouped_by_passage_and_named(workplace: Workplace) -> None:
    place = PassageLink("СОП-042", "srok-sorvan")
    keep_flag(workplace, place, "до 1 000 ₽", "  Клиент: срок\r\nдругой ")
    keep_flag(later(workplace, 1), place, "", "Анна Петровна звонила 8 916 123-45-67: опечатка")
    keep_flag(workplace, PassageLink("СОП-999"), "", "пустой раздел")
    groups = gap_groups(later(workplace, 2))
    assert [one.kind for one in groups] == [GapKind.FLAG] * 2
    assert groups[0].title == "СОП-042. Задержка доставки, Срок сорван больше чем на 3 дня"
    assert [words for words, _ in groups[0].samples] == [
        "… звонила …: опечатка",
        "Клиент: срок другой",
    ]
    assert groups[1].title == "СОП-999"


def test_a_flag_and_a_search_of_the_same_words_stay_apart(workplace: Workplace) -> None:
    search(workplace, "дрон")
    keep_flag(workplace, PassageLink("СОП-042"), "", "дрон")
    assert len(gap_groups(workplace)) == 2


def test_a_report_is_cut_and_never_empty(workplace: Workplace) -> None:
    assert len(keep_flag(workplace, PassageLink("СОП-017"), "", "х" * 3_000).words) == MAX_WORDS
    for words in ("", "  \n ", "\x00"):
        with pytest.raises(ValueError, match="words"):
            keep_flag(workplace, PassageLink("СОП-042"), "", words)


def test_words_without_meaning_are_not_the_subject() -> None:
    assert subject("а как же для него чайники") == subject("как чайник")


def test_no_gaps_are_no_groups(workplace: Workplace) -> None:
    assert grouped((), workplace.content) == ()


def test_a_mended_gap_comes_last_and_says_who(workplace: Workplace) -> None:
    search(workplace, "дрон")
    search(workplace, "дрон")
    search(workplace, "пылесос")
    [drone, other] = gap_groups(workplace)
    say_mended(later(workplace, 1), drone)
    groups = gap_groups(later(workplace, 2))
    assert [one.title for one in groups] == ["пылесос", "дрон"]
    mended = groups[1]
    assert not mended.open
    assert mended.mended_at == workplace.clock() + timedelta(days=1)
    assert mended.mended_by == workplace.desk.name.signature()
    assert (mended.count, other.open) == (2, True)


def test_asked_again_it_is_back_and_counts_what_was_asked_since(workplace: Workplace) -> None:
    for _ in range(3):
        search(workplace, "дрон")
    say_mended(later(workplace, 1), gap_groups(workplace)[0])
    search(later(workplace, 2), "доставка", "СОП-040")
    search(later(workplace, 2), "дроны", "СОП-040")
    [group] = [one for one in gap_groups(later(workplace, 3)) if one.title == "дроны"]
    assert (group.open, group.again, group.count) == (True, True, 1)
    assert (group.kind, group.place) == (GapKind.NOT_USED, "СОП-040")


def test_what_came_after_the_leads_word_was_not_seen_though_it_was_met_before(
    workplace: Workplace,
) -> None:
    place = PassageLink("СОП-042", "srok-sorvan")
    keep_flag(workplace, place, "", "срок другой")
    say_mended(later(workplace, 2), gap_groups(workplace)[0])
    keep_flag(later(workplace, 1), place, "", "сумма старая")
    [group] = gap_groups(later(workplace, 3))
    assert (group.open, group.again, group.count) == (True, True, 1)
    assert group.samples == (("сумма старая", 1),)


def test_what_was_mended_by_mistake_is_opened_again(workplace: Workplace) -> None:
    search(workplace, "дрон")
    say_mended(later(workplace, 1), gap_groups(workplace)[0])
    say_mended(later(workplace, 2), gap_groups(later(workplace, 2))[0])
    [group] = gap_groups(later(workplace, 3))
    assert (group.open, group.mended_at, group.count) == (True, None, 1)


def test_a_report_is_mended_by_its_passage(workplace: Workplace) -> None:
    keep_flag(workplace, PassageLink("СОП-042", "srok-sorvan"), "", "дрон")
    search(workplace, "дрон")
    [report] = [one for one in gap_groups(workplace) if one.kind is GapKind.FLAG]
    said = say_mended(later(workplace, 1), report)
    assert said.place == "СОП-042#srok-sorvan"
    assert [one.open for one in gap_groups(later(workplace, 2))] == [True, False]


def test_slips_and_another_layout_do_not_part_a_group(workplace: Workplace) -> None:
    workplace.search.rebuild(content_to_documents(workplace.content), ())
    for words in ("доставка в лифте", "достывка в лифте", "ljcnfdrf в лифте"):
        search(workplace, words)
    [group] = gap_groups(workplace)
    assert group.count == 3


def test_a_slip_of_a_word_that_no_text_has_joins_the_commoner_one(workplace: Workplace) -> None:
    for words in ("квадракоптер", "квадрокоптер", "квадрокоптеры", "рассрочка", "расрочка", "брак"):
        search(workplace, words)
    assert sorted(one.count for one in gap_groups(workplace)) == [1, 2, 3]
