"""The draft of a lead: what it changes, what is wrong with it, what stands beside it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.content.folder import pack, read_folder, unpack, whole
from operator_app.domain.ports import Begin, Records
from operator_app.domain.publication import Content
from operator_app.services.edit_scripts import (
    AnswerTarget,
    Draft,
    DraftChecks,
    Part,
    PartKind,
    Place,
    answer_targets,
    changes,
    impact,
    keep_draft,
    kept_draft,
    kept_words,
    slots_for,
    with_draft,
    with_step_words,
    word_changes,
)
from operator_app.settings import bundled_folder

PLACE: Place = ("delivery-late", "wish")


@cache
def company() -> Content:
    return whole(read_folder(bundled_folder("sop_content")))


def draft(say: str, place: Place = PLACE) -> Draft:
    return Draft(1).with_say(place, say)


def found(say: str) -> list[tuple[str, str]]:
    """What is wrong when the step says that: code and subject."""
    content = company()
    checked = DraftChecks(content.rules).remarks(content, draft(say))
    return [(one.code, one.subject) for one in checked]


def test_other_words_are_one_change_and_the_rest_stays() -> None:
    before = company()
    after = with_step_words(before, *PLACE, "Что для вас сейчас важнее всего?")
    (change,) = changes(before, after)
    assert (change.script.id, change.step.id, change.number) == (*PLACE, 3)
    assert change.after == "Что для вас сейчас важнее всего?"
    assert with_step_words(after, *PLACE, change.before) == before
    assert changes(before, before) == ()


@pytest.mark.parametrize("place", [("no-such", "wish"), ("delivery-late", "no-such")])
def test_a_step_that_is_not_there_is_refused(place: Place) -> None:
    with pytest.raises(KeyError):
        with_step_words(company(), *place, "слова")


def test_changes_are_told_by_whole_words() -> None:
    assert word_changes("Назовите номер заказа.", "Назовите дату заказа.") == (
        Part(PartKind.KEPT, "Назовите "),
        Part(PartKind.REMOVED, "номер"),
        Part(PartKind.ADDED, "дату"),
        Part(PartKind.KEPT, " заказа."),
    )


@given(st.text("ёж, а1.\n", max_size=40), st.text("ёж, а1.\n", max_size=40))
def test_the_parts_give_both_texts_back(before: str, after: str) -> None:
    parts = word_changes(before, after)
    assert "".join(one.text for one in parts if one.kind is not PartKind.ADDED) == before
    assert "".join(one.text for one in parts if one.kind is not PartKind.REMOVED) == after


@cache
def one_script() -> Content:
    """So little that it is packed in no time."""
    script = company().script(PLACE[0])
    assert script is not None
    return replace(company(), sops=(), replies=(), rules=(), scripts=(script,))


@given(st.text(max_size=60).filter(kept_words))
def test_whatever_is_typed_survives_an_edition(typed: str) -> None:
    after = with_draft(one_script(), draft(typed))
    assert after.scripts == unpack(pack(after)).scripts


def test_words_are_kept_without_the_spaces_nobody_sees() -> None:
    assert kept_words("  Скажите,\t номер \r\n заказа  \n\n") == "Скажите,  номер\nзаказа"


def test_good_words_have_no_remarks() -> None:
    assert found("[{имя}, ]что для вас важнее: получить заказ {заказ} или вернуть деньги?") == []


@pytest.mark.parametrize(
    ("say", "remark"),
    [
        ("", ("empty", "")),
        ("Назовите {заказ", ("template", "{заказ")),
        ("Ваш {трекер} готов.", ("slot", "трекер")),
        ("У вас проблема с заказом?", ("phrase", "проблема")),
    ],
)
def test_bad_words_are_named(say: str, remark: tuple[str, str]) -> None:
    assert remark in found(say)


def test_a_phrase_is_shown_where_it_stands() -> None:
    content, say = company(), "У вас проблема с заказом?"
    (remark,) = DraftChecks(content.rules).remarks(content, draft(say))
    assert say[remark.start : remark.end] == "проблема"
    assert remark.instead


def test_a_draft_over_a_newer_edition_drops_what_that_has() -> None:
    content = company()
    mine = draft("Что важнее?").with_say(("refund", "no-such"), "пропало")
    assert mine.over(content, 2) == Draft(2, {PLACE: "Что важнее?"})
    assert mine.over(with_step_words(content, *PLACE, "Что важнее?"), 3).says == {}


def test_answers_name_the_steps_they_lead_to() -> None:
    script = company().script("delivery-late")
    assert script is not None
    numbers = {one.id: number for number, one in enumerate(script.steps, 1)}
    restate = answer_targets(script, script.step("restate"))
    assert restate[-1] == AnswerTarget("Нет, иначе", (numbers["wish"],))
    assert len(restate[0].numbers) > 1, "it depends on what the customer wished"
    assert answer_targets(script, script.step("order")) == (AnswerTarget("", (2,)),)


def test_every_answer_of_the_company_leads_somewhere() -> None:
    for script in company().scripts:
        for step in script.steps:
            for target in answer_targets(script, step):
                assert target.numbers, (script.id, step.id, target.label)


def test_a_script_touches_its_procedures_and_what_leans_on_them() -> None:
    touched = impact(company(), "delivery-late")
    assert any(one.startswith("СОП-042 ") for one in touched.sops)
    assert touched.replies
    with pytest.raises(KeyError):
        impact(company(), "no-such")


def test_placeholders_are_those_of_the_call_and_of_the_answers() -> None:
    script = company().script("delivery-late")
    assert script is not None
    assert {"имя", "заказ", "срок", "желание"} <= set(slots_for(script))


class Settings:
    """The one part of the local file that a draft needs."""

    def __init__(self) -> None:
        self.held: dict[str, str] = {}

    def setting(self, key: str) -> str | None:
        return self.held.get(key)

    def set_setting(self, key: str, value: str) -> None:
        self.held[key] = value

    @contextmanager
    def begin(self) -> Iterator[Records]:
        yield cast(Records, self)


def test_a_draft_comes_back_from_the_file() -> None:
    file = Settings()
    begin: Begin = file.begin
    assert kept_draft(begin) is None
    mine = draft("Что «важнее»?\nИли нет?")
    keep_draft(begin, mine)
    assert kept_draft(begin) == mine
