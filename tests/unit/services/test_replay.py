"""Any recorded call, replayed from its events, is the same call: state, lines and outcome."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from operator_app.content.folder import read_folder
from operator_app.domain.calls import Customer, EventKind, fold, resolution_data, resolved_of
from operator_app.domain.publication import Content
from operator_app.domain.script_run import SkipReason, path
from operator_app.domain.scripts import STAGES, AnswerKind, Courtesy, Script
from operator_app.services.call_view import script_view
from operator_app.services.free_call import FREE_CALL
from operator_app.services.live_call import LiveCall
from operator_app.services.recap import recap
from tests.unit.domain.scripts_to_walk import any_script
from tests.unit.services.desk_of_tests import (
    EDITION,
    REPLY,
    SOP,
    Clock,
    Shelf,
    content_of,
    fresh_call,
)

COMPANY = Path(__file__).parents[3] / "sop_content"
SAID = {
    AnswerKind.TEXT: "«Да» и\u202eнет\x00, чайник",
    AnswerKind.NUMBER: "12",
    AnswerKind.SUM: "1 000 ₽",
    AnswerKind.DATE: "завтра",
    AnswerKind.PHONE: "8 916 123-45-67",
    AnswerKind.ORDER: "№ 5510 2284",
}
CALLERS = (
    Customer(),
    Customer("+79161234567", "Кузьмина Анна Петровна", "5510-2284"),
    Customer("", "Ким", ""),
)


def type_answer(live: LiveCall, _: int) -> None:
    step = live.step()
    if step is not None and step.kind in SAID:
        live.answer_typed(SAID[step.kind])


def go_anywhere(live: LiveCall, which: int) -> None:
    if script := live.script():
        live.go_to(script.steps[which % len(script.steps)].id)


def begin_script(live: LiveCall, which: int) -> None:
    scripts = live.content.scripts
    live.choose_script(scripts[which % len(scripts)].id)


def set_code(live: LiveCall, which: int) -> None:
    if codes := live.content.wrap_ups:
        live.set_code(codes[which % len(codes)].id)


def look_at(live: LiveCall, _: int) -> None:
    """Showing and telling a call must not fail wherever it stands."""
    script_view(live)
    recap(live)


# Answers come several times: a walk of nothing but jumps would not get far.
ACTS: tuple[Callable[[LiveCall, int], object], ...] = (
    *(type_answer, LiveCall.answer_choice) * 4,
    *(lambda live, _: live.answer_default(),) * 4,
    lambda live, which: live.answer_other(f"мне  {which}"),
    lambda live, which: live.skip(list(SkipReason)[which % 3]),
    lambda live, which: live.go(1 if which % 2 else -1),
    lambda live, which: live.jump(STAGES[which % 4]),
    go_anywhere,
    lambda live, which: live.set_customer(CALLERS[which % 3]),
    lambda live, which: live.write_note(f"заметка {which}\r\n" if which else ""),
    lambda live, which: live.set_outcome(f"Итог {which}" if which % 3 else ""),
    set_code,
    lambda live, _: live.choose_script(FREE_CALL.id),
    lambda live, which: live.read_passage(SOP, SOP.sections[which % 2]),
    lambda live, which: live.use_reply(REPLY, f"Простите {which}"),
    lambda live, _: live.park(),
    lambda live, _: live.unpark(),
    lambda live, _: live.close(),
    lambda live, _: live.reopen(),
    lambda live, _: live.mark_recovered(),
    begin_script,
    look_at,
)
WALKS = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 60)), max_size=40)
Walk = list[tuple[Callable[[LiveCall, int], object], int]]


@lru_cache(maxsize=1)
def company() -> Content:
    return read_folder(COMPANY).content


def walked(content: Content, script: Script, walk: Walk, clock: Clock) -> tuple[LiveCall, Shelf]:
    """A call after a walk, and everything it saved on the way."""
    live, shelf = fresh_call(clock, content), Shelf()
    live.open()
    live.choose_script(script.id)
    for act, which in walk:
        act(live, which)
        clock.move(1)
        if which % 3:
            shelf.keep(live.take_unsaved())
        state, now = live.call.script, live.script()
        assert state is not None
        assert now is not None
        assert state.cursor in path(now, state)
    return live, shelf


def check_replay(content: Content, script: Script, walk: Walk) -> None:
    clock = Clock()
    live, shelf = walked(content, script, walk, clock)
    shelf.keep(live.take_unsaved())
    again = shelf.reopened(clock, content)
    assert again.call == live.call
    assert again.lines == live.lines
    assert again.outcome() == live.outcome()
    assert again.record() == live.record() == shelf.newest().record
    assert script_view(again) == script_view(live)
    assert again.note_from_steps() == live.note_from_steps()
    assert recap(again) == recap(live)
    assert again.code() == live.code()
    live.close()
    shelf.keep(live.take_unsaved())

    def lookup(script_id: str, edition: int) -> Script:
        found = FREE_CALL if script_id == FREE_CALL.id else content.script(script_id)
        assert found is not None
        assert edition == EDITION
        return found

    assert fold(shelf.events, lookup) == live.call, "the events alone tell an ended call"
    assert [one.seq for one in shelf.events] == list(range(1, live.call.last_seq + 1))
    revs = [save.record.rev for save in shelf.saves]
    assert all(before < after for before, after in pairwise(revs))
    for event in shelf.events:
        kept = json.loads(json.dumps(dict(event.data)))
        assert kept == dict(event.data)
        if event.kind is EventKind.RESOLVED:
            told = replace(event, data=kept)
            assert resolution_data(event.text("step"), resolved_of(told)) == kept


@given(which=st.integers(0, 100), walk=WALKS)
def test_calls_of_the_demo_company(which: int, walk: Walk) -> None:
    scripts = company().scripts
    check_replay(company(), scripts[which % len(scripts)], walk)


@given(scripts=st.lists(any_script(), min_size=1, max_size=2), walk=WALKS)
def test_calls_of_any_scripts(scripts: list[Script], walk: Walk) -> None:
    named = [replace(one, id=f"script{place}") for place, one in enumerate(scripts)]
    check_replay(content_of(*named), named[0], walk)


def test_every_script_of_the_company_ends_by_its_defaults() -> None:
    for script in company().scripts:
        live = fresh_call(Clock(), company())
        live.open(CALLERS[1])
        live.choose_script(script.id)
        said = []
        for _ in script.steps:
            if live.step() is None:
                break
            view = script_view(live)
            assert view is not None
            said.append(view.prompt)
            type_answer(live, 0)
            live.answer_default()
        live.close()
        assert live.step() is None, script.id
        assert live.outcome(), script.id
        assert live.call.marks == set(Courtesy), script.id
        assert live.code() in {one.id for one in company().wrap_ups}, script.id
        assert not {one for one in said if set("{}[]|…") & set(one)}, script.id
        assert not set("{}[]") & set(live.record().record), script.id
