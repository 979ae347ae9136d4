"""What a desk remembers of procedures, on a real file with the demo company."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from operator_app.bootstrap import open_desk
from operator_app.credentials.vault import FileVault
from operator_app.domain.openings import KEPT_DAYS, MOST_A_DAY, SopOpening
from operator_app.domain.retrieval import SearchHit
from operator_app.domain.sops import Sop
from operator_app.services.openings import TEAM_OPENINGS
from operator_app.services.people import DEMO_AGENT
from operator_app.services.read_sops import (
    MAX_RECENT,
    Group,
    GroupKind,
    Library,
    Memory,
    after_reading,
    best_passages,
    first_group,
    new_words,
    note_opened,
    note_read,
    remembered,
    toggle_pin,
)
from operator_app.services.workplace import Workplace
from operator_app.settings import read_settings

NOW = datetime(2026, 11, 22, 11, 10, tzinfo=UTC)
TODAY = date(2026, 11, 22)


@pytest.fixture
def workplace(demo_profile: Path) -> Iterator[Workplace]:
    settings = read_settings(demo_profile)
    opened = open_desk(settings, DEMO_AGENT, FileVault(demo_profile), clock=lambda: NOW)
    yield opened.workplace
    opened.close()


def with_sop(workplace: Workplace, changed: Sop) -> Workplace:
    """The next edition, in which one procedure says something else."""
    sops = tuple(changed if one.id == changed.id else one for one in workplace.content.sops)
    return replace(
        workplace, edition=workplace.edition + 1, content=replace(workplace.content, sops=sops)
    )


def sop_of(workplace: Workplace, sop_id: str = "СОП-042") -> Sop:
    sop = workplace.content.sop(sop_id)
    assert sop is not None
    return sop


def test_a_new_desk_remembers_nothing(workplace: Workplace) -> None:
    memory = remembered(workplace)
    assert (memory.pinned, memory.recent, dict(memory.changed)) == ((), (), {})
    assert first_group(memory) == Group(GroupKind.ALL)


def test_pinning_is_kept_and_taken_back(workplace: Workplace) -> None:
    assert toggle_pin(workplace, "СОП-042") == ("СОП-042",)
    assert toggle_pin(workplace, "СОП-017") == ("СОП-017", "СОП-042")
    assert remembered(workplace).pinned == ("СОП-017", "СОП-042")
    assert toggle_pin(workplace, "СОП-042") == ("СОП-017",)
    assert remembered(workplace).pinned == ("СОП-017",)


def test_what_was_read_last_comes_first_and_the_list_ends(workplace: Workplace) -> None:
    ids = [one.id for one in workplace.content.sops[: MAX_RECENT + 3]]
    for one in ids:
        note_read(workplace, sop_of(workplace, one))
    kept = note_read(workplace, sop_of(workplace, ids[-2]))
    assert kept[:3] == (ids[-2], ids[-1], ids[-3])
    assert len(kept) == MAX_RECENT
    assert remembered(workplace).recent == kept


def test_each_person_at_the_desk_has_their_own(workplace: Workplace) -> None:
    toggle_pin(workplace, "СОП-042")
    note_read(workplace, sop_of(workplace))
    other = replace(workplace, desk=replace(workplace.desk, agent="somebody-else"))
    assert remembered(other) == Memory()


def test_unread_and_unchanged_procedures_have_no_change(workplace: Workplace) -> None:
    note_read(workplace, sop_of(workplace))
    newer = with_sop(workplace, replace(sop_of(workplace, "СОП-017"), sections=()))
    assert dict(remembered(newer).changed) == {}


def test_a_change_names_the_sections_that_differ(workplace: Workplace) -> None:
    sop = sop_of(workplace)
    note_read(workplace, sop)
    first, second, *rest = sop.sections
    reworded = replace(second, markdown=second.markdown + " И перезвоните.")
    added = replace(second, anchor="novoe", title="Новое")
    newer = with_sop(workplace, replace(sop, sections=(first, reworded, *rest[:-1], added)))
    change = remembered(newer).changed[sop.id]
    assert change.anchors == (second.anchor, "novoe")
    assert change.removed == 1
    note_read(newer, sop_of(newer))
    assert dict(remembered(newer).changed) == {}


def test_spaces_at_the_ends_are_no_change_and_a_new_heading_is(workplace: Workplace) -> None:
    sop = sop_of(workplace)
    note_read(workplace, sop)
    head, second, *rest = sop.sections
    spaced = replace(sop, sections=(replace(head, markdown=f"\n{head.markdown}\n"), second, *rest))
    assert sop.id not in remembered(with_sop(workplace, spaced)).changed
    renamed = replace(sop, sections=(head, replace(second, title="Иначе"), *rest))
    assert remembered(with_sop(workplace, renamed)).changed[sop.id].anchors == (second.anchor,)


def test_reading_takes_a_change_off_the_memory_at_once(workplace: Workplace) -> None:
    note_read(workplace, replace(sop_of(workplace), sections=()))
    memory = remembered(workplace)
    assert set(memory.changed) == {"СОП-042"}
    later = after_reading(memory, "СОП-042", ("СОП-042",))
    assert dict(later.changed) == {}
    assert later.recent == ("СОП-042",)


def test_groups_count_what_they_list_in_the_edition_s_order(workplace: Workplace) -> None:
    library = Library(workplace.content)
    memory = Memory(pinned=("СОП-042", "СОП-999"), recent=("СОП-017",))
    groups = {row.group: row.count for row in library.groups(memory)}
    titles = [row.title for row in library.groups(memory) if row.group.kind is GroupKind.TOPIC]
    assert titles == [title for _, title in workplace.content.topics]
    # A procedure that this edition no longer has is not counted.
    assert groups[Group(GroupKind.PINNED)] == 1
    assert groups[Group(GroupKind.RECENT)] == 1
    assert groups[Group(GroupKind.ALL)] == len(workplace.content.sops)
    of_topics = sum(count for group, count in groups.items() if group.kind is GroupKind.TOPIC)
    assert of_topics == len(workplace.content.sops)
    assert first_group(memory) == Group(GroupKind.PINNED)
    assert first_group(Memory(recent=("СОП-017",))) == Group(GroupKind.RECENT)


def test_pinned_ones_lead_their_topic(workplace: Workplace) -> None:
    library = Library(workplace.content)
    delivery = Group(GroupKind.TOPIC, "delivery")
    plain = library.ids(delivery, Memory())
    assert list(plain) == sorted(plain)
    last = plain[-1]
    assert library.ids(delivery, Memory(pinned=(last,))) == (last, *plain[:-1])


def test_a_row_says_what_to_know_before_reading(workplace: Workplace) -> None:
    sop = replace(sop_of(workplace), review_by=date(2026, 11, 21), valid_from=date(2026, 11, 23))
    library = Library(with_sop(workplace, sop).content)
    row = library.row(sop.id, Memory(pinned=(sop.id,)), TODAY)
    assert (row.pinned, row.overdue, row.changed, row.upcoming) == (True, True, False, True)
    assert row.lead
    assert "\n" not in row.lead
    on_the_day = library.row(sop.id, Memory(), date(2026, 11, 21))
    assert not on_the_day.overdue
    assert not library.row(sop.id, Memory(), date(2026, 11, 23)).upcoming


@pytest.mark.parametrize(
    ("before", "after", "marked"),
    [
        ("до 3 дней", "до 5 дней", ["5"]),
        ("Верните плату", "Верните всю плату сразу", ["всю", "сразу"]),
        ("| Дом | 300 |\n| --- | --- |", "Дом\u2029300\u2029Дача\u2029400", ["Дача\u2029400"]),
        ("Смотрите [СОП-005](СОП-005#statusy) и **ждите**", "Смотрите СОП-005 и ждите", []),
        ("", "Новый раздел", ["Новый раздел"]),
        ("убрали лишнее слово", "убрали слово", []),
    ],
)
def test_new_words_are_told_from_old_ones(before: str, after: str, marked: list[str]) -> None:
    assert [after[start:end] for start, end in new_words(before, after)] == marked


def test_only_the_best_passage_of_each_procedure_is_listed() -> None:
    def hit(sop: str, anchor: str) -> SearchHit:
        return SearchHit(f"sop:{sop}#{anchor}", "sop", sop, "", "", anchor, 1.0, "", (), ())

    hits = [hit("А", "1"), hit("Б", "1"), hit("А", "2"), hit("В", "1")]
    assert best_passages(hits) == (hits[0], hits[1], hits[3])


def openings(workplace: Workplace) -> list[tuple[str, int]]:
    """What waits to be told to the centre: procedure and how often."""
    with workplace.begin() as records:
        rows = [item.row for item in records.pending(100)]
    return [(row.sop, row.rev) for row in rows if isinstance(row, SopOpening)]


def test_what_is_looked_up_in_a_call_is_recent_and_counted_and_still_marked_as_changed(
    workplace: Workplace,
) -> None:
    note_read(workplace, sop_of(workplace))
    newer = with_sop(workplace, replace(sop_of(workplace), sections=()))
    assert note_opened(newer, "СОП-017") == ("СОП-017", "СОП-042")
    note_opened(newer, "СОП-042")
    memory = remembered(newer)
    assert memory.recent == ("СОП-042", "СОП-017")
    assert "СОП-042" in memory.changed
    assert openings(workplace) == [("СОП-042", 2), ("СОП-017", 1)]


def test_a_day_has_one_row_a_procedure_and_an_end(workplace: Workplace) -> None:
    for _ in range(MOST_A_DAY + 2):
        note_opened(workplace, "СОП-042")
    assert openings(workplace) == [("СОП-042", MOST_A_DAY)]
    later = replace(workplace, clock=lambda: NOW + timedelta(days=KEPT_DAYS))
    note_opened(later, "СОП-042")
    assert openings(workplace) == [("СОП-042", MOST_A_DAY), ("СОП-042", 1)]
    after = replace(workplace, clock=lambda: NOW + timedelta(days=KEPT_DAYS + 1))
    note_opened(after, "СОП-042")
    assert openings(workplace) == [("СОП-042", 1), ("СОП-042", 1)]


def test_what_the_team_opens_is_remembered(workplace: Workplace) -> None:
    assert dict(remembered(workplace).team) == {}
    with workplace.begin() as records:
        told = {"at": NOW.isoformat(), "shares": {"СОП-042": 1.0, "СОП-017": 0.25}}
        records.set_setting(TEAM_OPENINGS, json.dumps(told))
    assert remembered(workplace).team == {"СОП-042": 1.0, "СОП-017": 0.25}
