"""kill -9 after every single event of a call: the next start finds it at its step, whole."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from operator_app.domain.calls import Call, Customer, EventKind
from operator_app.domain.follow_ups import FollowUpKind, FollowUpState, FollowUpStep
from operator_app.domain.records import Entity
from operator_app.domain.script_run import SkipReason
from operator_app.domain.wrap_up import WrapUpCode, WrapUpKind
from operator_app.services.call_view import script_view
from operator_app.services.live_call import Changed, LiveCall
from operator_app.storage.local_file import LocalFile
from tests.unit.services.desk_of_tests import (
    CONTENT,
    NOON,
    REPLY,
    SOP,
    Clock,
    fresh_call,
    new_key,
)
from tests.unit.storage.samples import DEVICE, local_file

ROOT = Path(__file__).parents[2]
_NINE = 9
CODE = WrapUpCode("new-day", "Назначена новая доставка", WrapUpKind.SOLVED)
COMPANY = replace(CONTENT, wrap_ups=(CODE,))
ANNA = Customer("+79161234567", "Кузьмина Анна Петровна", "5510-2284")


def after(kind: EventKind, **data: str) -> Callable[[LiveCall], Changed]:
    """Something to be done after the call, its row beside it."""

    def act(live: LiveCall) -> Changed:
        key = new_key()
        step = FollowUpStep(
            key, key, key, DEVICE, "orlova", NOON, FollowUpKind.CALLBACK, live.call.id,
            FollowUpState.OPEN, "", NOON, data,
        )  # fmt: skip
        told = {"item": str(DEVICE), "last": str(DEVICE), "due": NOON.isoformat(), **data}
        return live.take_down(kind, told, Entity.FOLLOW_UP_STEP, step)

    return act


ACTS: Mapping[str, Callable[[LiveCall], object]] = {
    "open": lambda live: live.open(),
    "customer": lambda live: live.set_customer(ANNA),
    "script": lambda live: live.choose_script("late"),
    "order": lambda live: live.answer_typed("5510 2284"),
    "first": lambda live: live.answer_choice(0),
    "second": lambda live: live.answer_choice(1),
    "other": lambda live: live.answer_other("ну почти"),
    "passage": lambda live: live.read_passage(SOP, SOP.sections[1]),
    "reply": lambda live: live.use_reply(REPLY, "Простите за задержку"),
    "back": lambda live: live.go(-1),
    "forward": lambda live: live.go(1),
    "wish": lambda live: live.go_to("wish"),
    "jump": lambda live: live.go_to("closing"),
    "skip": lambda live: live.skip(SkipReason.NOT_APPLICABLE),
    "note": lambda live: live.write_note("просит звонить после шести"),
    "outcome": lambda live: live.set_outcome("Решено иначе"),
    "code": lambda live: live.set_code(CODE.id),
    "park": lambda live: live.park(),
    "unpark": lambda live: live.unpark(),
    "recovered": lambda live: live.mark_recovered(),
    "default": lambda live: live.answer_default(),
    "close": lambda live: live.close(),
    "reopen": lambda live: live.reopen(),
    "callback": after(EventKind.CALLBACK, promise="Обещали перезвонить"),
    "called-back": after(EventKind.CALLED_BACK, promise="Обещали перезвонить"),
    "escalate": after(EventKind.ESCALATED, question="Можно вернуть деньги?"),
    "answered": after(EventKind.ANSWERED, decision="approved", answer="Да", who="Е. Павлова"),
    "compensate": after(EventKind.COMPENSATION, source="", rubles="300", reason="задержка"),
    "complain": after(EventKind.COMPLAINT, cause="Срок", words="Ждал неделю"),
    "promise": after(EventKind.PROMISED, words="Привезти завтра"),
}
WALK = (
    "open", "customer", "script", "order", "first", "other", "passage", "first", "back", "second",
    "park", "unpark", "reply", "back", "first", "skip", "back", "forward", "note", "wish",
    "second", "jump", "outcome", "code", "recovered", "called-back",
    "escalate", "answered", "compensate", "complain", "callback", "promise",
    "close", "reopen", "default", "close",
)  # fmt: skip
AFTER = {
    "callback", "called-back", "escalate", "answered", "compensate", "complain", "promise",
}  # fmt: skip

_OPERATOR = """
import os, sys
from pathlib import Path
from operator_app.services.take_calls import save_call
from tests.faults.test_call_kill_each_event import ACTS, local_file, reopened

file = local_file(Path(sys.argv[1]))
file.open()
live = reopened(file)
ACTS[sys.argv[2]](live)
save_call(file.begin, live.take_unsaved())
print("saved", flush=True)
os.kill(os.getpid(), 9)
"""


def begun() -> LiveCall:
    """A call of the same desk in every process."""
    live = fresh_call(Clock(), COMPANY)
    live.desk = replace(live.desk, device=DEVICE)
    return live


def reopened(file: LocalFile) -> LiveCall:
    """The one call of the file as it stands there, a new one before it was opened."""
    fresh = begun()
    with file.begin() as records:
        marked = [one for one in records.pending(100) if one.entity is Entity.CALL]
        if not marked:
            return fresh
        record = records.call(marked[0].id)
        assert record is not None
        return LiveCall.resume(fresh, record, records.events(record.id))


def told(live: LiveCall) -> tuple[object, ...]:
    """Everything a call shows and keeps, without the keys that are made anew each time."""
    call: Call = live.call
    state = call.script
    script = (state.cursor, dict(state.resolved), dict(state.kept)) if state else None
    row = live.record()
    kept = (row.status, row.note, row.outcome, row.record, dict(row.extra), row.closed_at)
    shown = script_view(live)
    return script, kept, shown, call.customer, call.marks, live.lines, call.last_seq, call.recovered


def test_row_8_after_every_event_the_call_is_there_at_its_step(tmp_path: Path) -> None:
    file = local_file(tmp_path)
    unhurt = begun()
    for number, act in enumerate(WALK):
        operator = subprocess.run(
            [sys.executable, "-c", _OPERATOR, str(tmp_path), act],
            cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert operator.stdout == "saved\n", operator.stderr
        assert operator.returncode in (-_NINE, _NINE, 1)
        ACTS[act](unhurt)
        file.open()
        assert told(reopened(file)) == told(unhurt), f"{number}: {act}"
        with file.begin() as records:
            events = [one for one in records.pending(100) if one.entity is Entity.CALL_EVENT]
            beside = records.follow_ups(FollowUpKind.CALLBACK)
        file.close()
        assert len(beside) == sum(one in AFTER for one in WALK[: number + 1])
        assert len(events) == unhurt.call.last_seq, "what waits to be sent is all of it"


def test_the_walk_leaves_out_no_kind_of_event() -> None:
    live = begun()
    for act in WALK:
        assert ACTS[act](live) is not Changed.NOTHING, act
    save = live.take_unsaved()
    assert save is not None
    assert {one.kind for one in save.events} == set(EventKind)
    assert set(WALK) == set(ACTS)
