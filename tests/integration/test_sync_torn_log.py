"""A desk's log torn, flipped or gone: what is left is whole, and takes nothing back."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from operator_app.storage.local_file import LocalFile
from tests.integration.centre_world import (
    LOCAL_MIGRATIONS,
    CentreWorld,
    LocalDesk,
    a_call,
    an_event,
    arrived,
    held_calls,
)

if TYPE_CHECKING:
    from operator_app.domain.ports import Connect
    from operator_app.domain.records import CallRecord

LATER, TYPED = "изменено до того, как погас свет", "набрано после"
Damage = Callable[[bytes], bytes]
FRAME = 24 + 4096
"""Of the log: after 32 bytes of its own a head and a page each."""


def flipped(log: bytes) -> bytes:
    middle = 32 + len(log) // 2 // FRAME * FRAME + 600
    return log[:middle] + bytes([log[middle] ^ 0x10]) + log[middle + 1 :]


DAMAGES: dict[str, Damage] = {
    "missing": lambda log: log,
    "empty": lambda _: b"",
    "its head torn": lambda log: log[:20],
    "torn in a page": lambda log: log[: 32 + len(log) // 2 // FRAME * FRAME + 1000],
    "the last byte gone": lambda log: log[:-1],
    "a bit flipped": flipped,
}


def cut_off(folder: Path, key: str, connect: Connect) -> list[CallRecord]:
    """What a desk saved until the power went; `folder` has its file, and its log with the last.

    All but the last call were sent, the first one once before its last change, too.
    """
    file = LocalFile(folder / "alive" / "desk.db", key, LOCAL_MIGRATIONS)
    file.open()
    desk = LocalDesk("ivanova", file.begin, connect)
    first = desk.take_call()
    desk.synchronise()
    file.close()
    file.open()
    first = desk.save(replace(first, rev=first.rev + 1, note=LATER), an_event(first, 9))
    calls = [first, *(desk.take_call() for _ in range(3))]
    desk.synchronise()
    calls.append(desk.save(a_call("ivanova", note="не отправлен")))
    for name in ("desk.db", "desk.db-wal"):
        (folder / name).write_bytes((folder / "alive" / name).read_bytes())
    file.close()
    return calls


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_a_torn_log_leaves_is_whole_and_takes_nothing_back_at_the_centre(
    own_world: CentreWorld, tmp_path: Path, damage: str
) -> None:
    key, connect = secrets.token_hex(32), own_world.centre("ivanova").connect
    calls = cut_off(tmp_path, key, connect)
    before = held_calls(own_world, [one.id for one in calls])
    log = tmp_path / "desk.db-wal"
    log.write_bytes(DAMAGES[damage](log.read_bytes()))
    if damage == "missing":
        log.unlink()
    file = LocalFile(tmp_path / "desk.db", key, LOCAL_MIGRATIONS)
    file.open()
    file.check()
    desk = LocalDesk("ivanova", file.begin, connect)
    with desk.begin() as records:
        found = [records.call(call.id) for call in calls]
    kept = [one for one in found if one is not None]
    # A beginning of what was saved, in the order in which it was.
    assert 1 <= len(kept) < len(calls)
    assert found[: len(kept)] == kept
    desk.save(replace(kept[0], rev=kept[0].rev + 1, note=TYPED), an_event(kept[0], 10))
    more = desk.take_call()
    outcome = desk.synchronise()
    assert (outcome.waiting, outcome.quarantined) == (0, outcome.conflicts)
    held = held_calls(own_world, [one.id for one in calls])
    assert all(held[one][0] >= rev for one, (rev, _) in before.items()), "nothing is taken back"
    [(note,)] = own_world.ask("SELECT note FROM app.call WHERE id = %s", calls[0].id)
    # What the file no longer knows that it sent is another computer's to it, and stays: both do.
    assert note == LATER if outcome.conflicts else (kept[0].note, note) == (LATER, TYPED)
    with desk.begin() as records:
        now = records.call(calls[0].id)
    assert now is not None
    assert now.note == TYPED
    assert list(arrived(own_world, desk, [more])) == []
    file.close()
