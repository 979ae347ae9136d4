"""One life of a desk: saves and rounds until it is killed, by itself, at a chosen statement.

`python -m tests.faults.exactly_once.desk SPEC`, SPEC being the JSON of `Spec`. A line is printed
after each save that was reported to the agent (`saved ID REV EVENTS`, of a preference `set ID REV`)
and after each round (`round` or `fault`). Statements of the file and of the centre count alike; the
life ends by SIGKILL before the `statements`-th one, so that every place between two of them has its
turn.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

from sqlalchemy import Engine, event

from operator_app.domain.ports import CentreFault
from operator_app.domain.preferences import PreferenceKind
from operator_app.services.preferences import keep_preference
from operator_app.storage.local_file import LocalFile
from operator_app.sync import deadline, push
from operator_app.sync.address import CentreAddress
from operator_app.sync.gateway import Desk, PostgresCentre
from operator_app.sync.shape import Shape
from tests.faults.exactly_once import bugs
from tests.integration.centre_world import (
    LOCAL_MIGRATIONS,
    NEW_KEY,
    LocalDesk,
    a_call,
    an_event,
    items,
    now,
)

if TYPE_CHECKING:
    from collections.abc import Callable

LOGIN = "ivanova"
PATIENCE_S = 2.0
"""The gateway's deadline in these runs: lines are swallowed on purpose."""


@dataclass(frozen=True)
class Spec:
    """What one life is given; `statements` 0 means a life to the end, with rounds until all is in.

    `folder` holds the file, `key` opens it; the address leads through the proxy.
    """

    folder: str
    key: str
    port: str
    database: str
    password: str
    seed: int
    calls: int
    statements: int
    bug: str = ""

    def text(self) -> str:
        return json.dumps(asdict(self))


def open_file(folder: str, key: str) -> LocalFile:
    local = LocalFile(Path(folder) / "desk.db", key, LOCAL_MIGRATIONS)
    local.open()
    return local


def say(*words: object) -> None:
    print(*words, flush=True)


def die_at(statements: int) -> None:
    """Kill this process before its statements-th statement or commit."""
    left = statements

    def count(*_: object) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", count)
    event.listen(Engine, "commit", count)


def the_desk(spec: Spec, local: LocalFile) -> LocalDesk:
    """The desk of that file, with the planted bug in it."""
    address = CentreAddress(
        hosts="127.0.0.1", ports=spec.port, database=spec.database, login=LOGIN,
        password=spec.password, encrypted=False,
    )  # fmt: skip
    centre = PostgresCentre(lambda: address, Desk(NEW_KEY(), "0.1.0"), now, seconds=PATIENCE_S)
    desk = LocalDesk(LOGIN, local.begin, centre.connect)
    plant = BUGS.get(spec.bug)
    return plant(desk) if plant else desk


def _no_guard(desk: LocalDesk) -> LocalDesk:
    _merging(bugs.without_guard)
    return desk


def _do_nothing(desk: LocalDesk) -> LocalDesk:
    _merging(bugs.doing_nothing)
    trusting = lambda item, *_: bugs.sent_as_held([item])[0]  # noqa: E731
    mock.patch.object(push, "_acknowledged", trusting).start()
    return desk


def _no_deadline(desk: LocalDesk) -> LocalDesk:
    mock.patch.object(deadline.Deadline, "_cut").start()
    return desk


def _merging(bug: Callable[[str], str]) -> None:
    honest = Shape.merge
    mock.patch.object(Shape, "merge", lambda shape, source: bug(honest(shape, source))).start()


BUGS: dict[str, Any] = {
    "acknowledge-first": lambda desk: replace(desk, connect=bugs.wrapped(desk.connect, bugs.Hasty)),
    "do-nothing-on-conflict": _do_nothing,
    "blind-clear": bugs.blind,
    "new-id-on-retry": lambda desk: replace(
        desk, connect=bugs.wrapped(desk.connect, bugs.Forgetful)
    ),
    "no-rev-guard": _no_guard,
    "no-deadline": _no_deadline,
}


class Life:
    """Saves and rounds, as the seed has it."""

    def __init__(self, spec: Spec, desk: LocalDesk) -> None:
        self._desk = desk
        self._chance = random.Random(spec.seed)
        self._calls = spec.calls

    def live(self) -> None:
        for _ in range(self._calls):
            self._take_call()
            if self._chance.random() < 0.4:
                self._round(typing=True)
        self._round(typing=False)

    def heal(self) -> None:
        """Rounds until nothing waits, then old versions of what has arrived."""
        for number in range(40):
            self._round(typing=False)
            if self._desk.waiting() == (0, 0):
                say("healed", number)
                self._push_old()
                return
        say("stuck", *self._desk.waiting())

    def _push_old(self) -> None:
        """Let the first version of some calls arrive last of all."""
        with self._desk.begin() as records:
            kept = records.unfinished()
        old = [replace(one, rev=1, note="шаг 1") for one in kept if one.rev > 1]
        with self._desk.connect() as session:
            for call in self._chance.sample(old, min(50, len(old))):
                session.push(items(call))

    def _take_call(self) -> None:
        call = a_call(LOGIN)
        for rev in range(1, self._chance.randint(2, 5)):
            call = replace(call, rev=rev, note=f"шаг {rev}")
            self._desk.save(call, an_event(call, rev, text=call.note))
            say("saved", call.id, rev, rev)
        self._set_up()

    def _set_up(self) -> None:
        """A reply of one's own, written or changed."""
        with self._desk.begin() as records:
            known = records.preferences(LOGIN, PreferenceKind.REPLY)
            old = self._chance.choice(known) if known and self._chance.random() < 0.8 else None
            key, rev = (old.id, old.rev + 1) if old else (NEW_KEY(), 1)
            text = f"слово {self._chance.random()}"
            keep_preference(records, LOGIN, PreferenceKind.REPLY, key, {"text": text})
        say("set", key, rev)

    def _round(self, *, typing: bool) -> None:
        desk = self._desk
        if typing:
            desk = replace(desk, connect=bugs.wrapped(desk.connect, self._while_pushing))
        try:
            desk.synchronise()
        except CentreFault:
            say("fault")
        else:
            say("round")

    def _while_pushing(self, inner: Any) -> Any:
        return _Typing(inner, self._take_more)

    def _take_more(self, given: Any) -> None:
        """The agent goes on with a call between the centre's answer and the acknowledgement."""
        calls = [one.row for one in given if one.entity.value == "call"]
        if calls and self._chance.random() < 0.5:
            old = self._chance.choice(calls)
            with self._desk.begin() as records:
                kept, seq = records.call(old.id), len(records.events(old.id)) + 1
            if kept is not None:
                newer = replace(kept, rev=kept.rev + 1, note=f"{kept.note} ещё")
                self._desk.save(newer, an_event(newer, seq, text=newer.note))
                say("saved", newer.id, newer.rev, seq)


class _Typing(bugs.Wrapped):
    def __init__(self, inner: Any, more: Any) -> None:
        super().__init__(inner)
        self._more = more

    def push(self, given: Any) -> Any:
        done = self.inner.push(given)
        self._more(given)
        return done


def main(text: str) -> int:
    spec = Spec(**json.loads(text))
    local = open_file(spec.folder, spec.key)
    if spec.statements:
        die_at(spec.statements)
    life = Life(spec, the_desk(spec, local))
    if spec.statements or spec.calls:
        life.live()
    else:
        life.heal()
    local.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
