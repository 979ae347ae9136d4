"""Every restatement the demo company can give: a sample read by a person, and all by rule.

`restatements.tsv` holds script, customer, answers in the order they are asked, and the sentence as
it should be said; no-break spaces are written as spaces there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import pytest

from operator_app.content.folder import read_folder
from operator_app.domain.calls import Customer
from operator_app.domain.publication import Content
from operator_app.domain.scripts import AnswerKind, Script, Stage
from operator_app.language.phrase_table import compile_rules
from operator_app.services.call_note import request_of
from operator_app.services.live_call import LiveCall
from operator_app.services.recap import recap
from tests.unit.services.desk_of_tests import Clock, fresh_call

COMPANY = Path(__file__).parents[3] / "sop_content"
TOLD = [
    tuple(line.split("\t"))
    for line in Path(__file__)
    .with_name("restatements.tsv")
    .read_text(encoding="utf-8")
    .splitlines()
]
TYPED = {
    AnswerKind.TEXT: "чайник, не греет",
    AnswerKind.NUMBER: "3",
    AnswerKind.SUM: "12990",
    AnswerKind.DATE: "01.12.2026",
    AnswerKind.ORDER: "55102284",
    AnswerKind.PHONE: "89161234567",
}
SLIP = re.compile(r" {2}| [,.:;?!]|,,|\.\.|:[,.:]|, ?\.|\b(\w{4,}),? \1\b")
"""A space or mark too many, a word twice."""
NOON = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)


@lru_cache(maxsize=1)
def company() -> Content:
    return read_folder(COMPANY).content


def asked(script_id: str, name: str) -> LiveCall:
    live = fresh_call(Clock(NOON), company())
    live.open(Customer("", name, ""))
    live.choose_script(script_id)
    return live


def at_the_restatement(live: LiveCall) -> bool:
    step = live.step()
    return step is not None and step.stage is Stage.RESTATE


def prompt(live: LiveCall) -> str:
    step = live.step()
    assert step is not None
    return live.speaker.say(step.say, live.call, live.script()).replace("\u00a0", " ")


@pytest.mark.parametrize(("script", "name", "answers", "said"), TOLD)
def test_the_request_is_restated(script: str, name: str, answers: str, said: str) -> None:
    live = asked(script, name)
    for answer in answers.split(" | "):
        step = live.step()
        assert step is not None
        values = [one.value for one in step.choices]
        if values:
            live.answer_choice(values.index(answer))
        else:
            live.answer_typed(answer)
    assert at_the_restatement(live)
    assert prompt(live) == said


def test_the_sample_is_large_and_of_every_script() -> None:
    assert len({line[3] for line in TOLD}) >= 60
    assert {line[0] for line in TOLD} == {one.id for one in company().scripts}


def every_way(script: Script, name: str, answers: tuple[int, ...] = ()) -> Iterator[LiveCall]:
    """A call for each combination of choices that reaches a restatement without a loop."""
    live = asked(script.id, name)
    left = list(answers)
    while not at_the_restatement(live):
        step = live.step()
        assert step is not None
        if not step.choices:
            live.answer_typed(TYPED[step.kind])
        elif left:
            live.answer_choice(left.pop(0))
        else:
            for index in range(len(step.choices)):
                yield from every_way(script, name, (*answers, index))
            return
    yield live


SCRIPTS = company().scripts


@pytest.mark.parametrize("script", SCRIPTS, ids=[one.id for one in SCRIPTS])
def test_whatever_was_answered_the_sentence_is_whole(script: Script) -> None:
    table = compile_rules(company().rules)
    ways = 0
    for name in ("Смирнов Иван Сергеевич", "Кузьмина Анна Петровна", ""):
        for live in every_way(script, name):
            said = prompt(live)
            ways += 1
            assert not set("{}[]|…*") & set(said), said
            assert not SLIP.search(said), said
            assert said[0].isupper(), said
            assert said.endswith("?"), said
            assert table.check(said) == (), said
            live.answer_default()
            restated = request_of(live.note_of())
            assert restated, said
            assert "?" not in restated
            assert restated[:1].isupper()
            thanks = "Спасибо, что подождали." if not name else ", спасибо, что подождали. "
            assert thanks in recap(live)
    assert ways >= 9
