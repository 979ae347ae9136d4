"""A run: lives of one desk against one server, all of them mistreated, and the count at the end."""

from __future__ import annotations

import contextlib
import os
import random
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn
from uuid import UUID

from operator_app.domain.errors import OperatorNotice
from operator_app.domain.preferences import PreferenceKind
from operator_app.sync import centre_place, centre_supervisor
from operator_app.sync.embedded_centre import EmbeddedCentre
from tests.faults.exactly_once.desk import LOGIN, Spec, open_file
from tests.integration.centre_world import PASSWORD, CentreWorld, LocalDesk, arrived
from tests.integration.commit_proxy import CommitProxy, Fault

if TYPE_CHECKING:
    from operator_app.storage.local_file import LocalFile
    from tests.integration.commit_proxy import Plan

ROOT = Path(__file__).parents[3]
SILENCE_S = 180.0
"""A desk that says nothing for so long hangs: every exchange has a deadline of two seconds."""
CALLS_A_LIFE = 30


@dataclass(frozen=True)
class Goals:
    """How much a run has to have suffered before it is healed and counted."""

    calls: int
    client_kills: int
    server_kills: int
    cuts: int
    lost_answers: int
    swallowed: int = 0


@dataclass
class Suffered:
    """What happened in a run, and what was wrong at its end."""

    calls: int = 0
    client_kills: int = 0
    server_kills: int = 0
    faults: Counter[Fault] = field(default_factory=Counter)
    violations: list[str] = field(default_factory=list)

    def reaches(self, goals: Goals) -> bool:
        return (
            self.calls >= goals.calls
            and self.client_kills >= goals.client_kills
            and self.server_kills >= goals.server_kills
            and self.faults[Fault.CUT_BEFORE] >= goals.cuts
            and self.faults[Fault.CUT_AFTER] >= goals.lost_answers
            and self.faults[Fault.SWALLOW] >= goals.swallowed
        )

    def __str__(self) -> str:
        return (
            f"{self.calls} calls, {self.client_kills} client and {self.server_kills} server kills, "
            f"{self.faults[Fault.CUT_BEFORE]} lines cut just before COMMIT, "
            f"{self.faults[Fault.CUT_AFTER]} answers lost after it, "
            f"{self.faults[Fault.SWALLOW]} lines that swallowed all, "
            f"{len(self.violations)} violations"
        )


class Run:
    """One seed."""

    def __init__(
        self, house: House, seed: int, goals: Goals, bug: str = "", silence_s: float = SILENCE_S
    ) -> None:
        self._chance = random.Random(seed)
        self._goals, self._house, self._bug = goals, house, bug
        self._silence_s = silence_s
        name = f"seed_{seed}_{secrets.token_hex(4)}"
        self._folder, self._key = house.folder / name, secrets.token_hex(32)
        self._world = CentreWorld.prepare(house.address.in_database(name))
        self._saved: dict[str, tuple[int, int]] = {}
        self._set: dict[str, int] = {}
        self.suffered = Suffered()

    def run(self) -> Suffered:
        with CommitProxy(self._world.administrator.ports, self._plan) as proxy:
            self.suffered.faults = proxy.done
            spec = Spec(str(self._folder), self._key, proxy.port,
                        self._world.administrator.database, PASSWORD, 0, CALLS_A_LIFE, 1,
                        self._bug)  # fmt: skip
            while not self.suffered.reaches(self._goals) and not self.suffered.violations:
                # The first statements of a life are a round's and a save's; late ones, a backlog's.
                statements = self._chance.choice([60, 300, 900, 1500])
                self._live(replace(spec, seed=self._chance.getrandbits(32),
                                   statements=self._chance.randint(1, statements)))  # fmt: skip
            honest = self._world.administrator.ports
            healing = replace(spec, port=honest, calls=0, statements=0)
            if not self.suffered.violations:
                self._live(healing)
        if not self.suffered.violations:
            self.suffered.violations += self._wrong()
        return self.suffered

    def _plan(self) -> Plan | None:
        """What the next line does."""
        chance = self._chance.random()
        if chance < 0.03:
            return Fault.SWALLOW, self._chance.choice([1, 2, 3])
        if chance < 0.40:
            return Fault.CUT_BEFORE, self._chance.choice([2, 2, 2, 3, 4])
        if chance < 0.65:
            return Fault.CUT_AFTER, self._chance.choice([2, 2, 2, 3, 4])
        return None

    def _live(self, spec: Spec) -> None:
        """One life; in some of them the server dies too, in the midst of it."""
        short = self.suffered.server_kills < self._goals.server_kills
        server_dies = self._chance.randint(5, 60) if spec.statements and short and (
            self._chance.random() < 0.3) else 0  # fmt: skip
        with subprocess.Popen(
            [sys.executable, "-m", "tests.faults.exactly_once.desk", spec.text()],
            cwd=ROOT, stdout=subprocess.PIPE, text=True,
        ) as desk:  # fmt: skip
            for number, line in enumerate(_spoken(desk, self._silence_s)):
                self._note(line.split())
                if number + 1 == server_dies:
                    self._house.kill_server()
                    self.suffered.server_kills += 1
            code = desk.wait()
        if code == -signal.SIGKILL and spec.statements:
            self.suffered.client_kills += 1
        elif code != 0:
            self.suffered.violations.append(f"3: a desk hung or ended with {code}")

    def _note(self, said: list[str]) -> None:
        if said[0] == "saved":
            self._saved[said[1]] = (int(said[2]), int(said[3]))
            self.suffered.calls = len(self._saved)
        if said[0] == "set":
            self._set[said[1]] = int(said[2])
        if said[0] == "stuck":
            self.suffered.violations.append(f"3: after healing {' '.join(said[1:])} still wait")

    def _wrong(self) -> Iterator[str]:
        local = open_file(str(self._folder), self._key)
        try:
            yield from self._counted(local, LocalDesk(LOGIN, local.begin, _nowhere))
        finally:
            local.close()

    def _counted(self, local: LocalFile, desk: LocalDesk) -> Iterator[str]:
        with local.begin() as records:
            calls = {key: records.call(UUID(key)) for key in self._saved}
            events = {key: len(records.events(UUID(key))) for key in self._saved}
        for key, (rev, seq) in self._saved.items():
            call = calls[key]
            if call is None or call.rev < rev or events[key] < seq:
                yield f"1: {key} rev {rev} was reported saved and is not there"
        yield from (f"2: {one}" for one in
                    arrived(self._world, desk, [one for one in calls.values() if one]))  # fmt: skip
        yield from self._preferences(desk)
        # What was saved when the desk died before saying so is on the desk, and counts as well.
        [(made,)] = self._world.ask("SELECT count(*) FROM app.call WHERE agent = %s", LOGIN)
        if made != (own := _own(local)):
            yield f"4: {made} calls at the centre, {own} were made"
        if self._world.ask("SELECT count(*) FROM app.quarantine") != [(0,)]:
            yield "5: something was parked in the quarantine"

    def _preferences(self, desk: LocalDesk) -> Iterator[str]:
        with desk.begin() as records:
            kept = {one.id: one for one in records.preferences(LOGIN, PreferenceKind.REPLY)}
        for key, rev in self._set.items():
            if UUID(key) not in kept or kept[UUID(key)].rev < rev:
                yield f"1: preference {key} rev {rev} was reported saved and is not there"
        held = dict(self._world.ask("SELECT id, digest FROM app.preference"))
        for one in kept.values():
            if held.pop(one.id, None) != one.digest():
                yield f"2: preference {one.id} is another at the centre"
        yield from (f"4: nobody made preference {key}" for key in held)


def _own(local: LocalFile) -> int:
    with local.begin() as records:
        return sum(day.calls for day in records.days(date(2000, 1, 1), LOGIN))


def _nowhere() -> NoReturn:
    raise AssertionError("the counting asks the file and the server only")


def _spoken(desk: subprocess.Popen[str], silence_s: float) -> Iterator[str]:
    """The lines of a desk; one that falls silent is ended, with SIGTERM."""
    assert desk.stdout is not None
    while True:
        timer = threading.Timer(silence_s, desk.terminate)
        timer.start()
        try:
            line = desk.stdout.readline()
        finally:
            timer.cancel()
        if not line:
            return
        if line.endswith("\n"):
            yield line


class House:
    """A server that can be killed, and a folder for desks beside it."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="operator-app-faults-"))
        self.folder.chmod(0o711)
        self._home = self.folder / "centre"
        self._home.mkdir(mode=0o711)
        self._server = EmbeddedCentre(self._home)
        self.address = self._server.start()

    def kill_server(self) -> None:
        """Kill -9 of the server itself; then another one on its files and its port."""
        place = centre_place.choose_place(self._home, centre_place.wheel_binaries())
        process = (place.cluster / "postmaster.pid").read_text("utf-8").split()[0]
        os.kill(int(process), signal.SIGKILL)
        for _ in range(20):
            self._server.stop()
            # One that came up elsewhere would stay there, and all who know the address are lost.
            (self._home / centre_supervisor.PORT_FILE).write_text(self.address.ports, "ascii")
            # Until its last backend is gone the memory it shared keeps another one out.
            with contextlib.suppress(OperatorNotice):
                if self._server.start() == self.address:
                    return
        raise RuntimeError("the server does not come up again where it was")

    def remove(self) -> None:
        """Stop and leave nothing behind."""
        self._server.erase()
        shutil.rmtree(self.folder)
