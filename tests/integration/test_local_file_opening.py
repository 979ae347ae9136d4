"""The desk's file: who may open it, and what is said when it cannot be opened."""

from __future__ import annotations

import sqlite3
import stat
import sys
import threading
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from operator_app.domain.errors import NoticeCode, OperatorNotice
from operator_app.storage import driver, engine
from tests.unit.storage.samples import KEY, a_call, an_event, local_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_SECRETS = ("Огурцова-Заречная", "Zvezdochkina", "+79995550123", "ключ под ковриком")


def _code(act: Callable[[], object]) -> NoticeCode:
    with pytest.raises(OperatorNotice) as caught:
        act()
    assert KEY not in repr(caught.value.details)
    return caught.value.code


def _filled(folder: Path, calls: int = 1) -> Path:
    file = local_file(folder)
    file.open()
    with file.begin() as records:
        for _ in range(calls):
            call = a_call(note=_SECRETS[3] * 50)
            records.save_call(call, [an_event(call)])
    file.close()
    return folder / "profile" / "desk.db"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no file modes")
def test_nobody_else_may_read_the_file_or_its_folder(tmp_path: Path) -> None:
    file = local_file(tmp_path)
    file.open()
    with file.begin() as records:
        records.set_setting("theme", "light")
        modes = {
            one.name: stat.S_IMODE(one.stat().st_mode)
            for one in [tmp_path / "profile", *(tmp_path / "profile").iterdir()]
        }
    file.close()
    names = ("desk.db", "desk.db-wal", "desk.db-shm")
    assert modes == {"profile": 0o700, **dict.fromkeys(names, 0o600)}


def test_no_word_of_a_call_lies_in_the_file_in_clear(tmp_path: Path) -> None:
    name, latin, number, note = _SECRETS
    file = local_file(tmp_path)
    file.open()
    with file.begin() as records:
        call = a_call(name=f"{name} {latin}", number=number, note=note, status="closed")
        records.save_call(call, [an_event(call, text=note, name=name)])
        records.set_setting("agent", latin)
    parts = {one.name: one.read_bytes() for one in (tmp_path / "profile").iterdir()}
    file.close()
    assert set(parts) == {"desk.db", "desk.db-wal", "desk.db-shm"}
    assert len(parts["desk.db-wal"]) > 4096
    parts["closed"] = (tmp_path / "profile" / "desk.db").read_bytes()
    for part, held in parts.items():
        for word in _SECRETS:
            for coding in ("utf-8", "utf-16-le", "cp1251"):
                assert word.encode(coding) not in held, part
        assert b"SQLite format 3" not in held
        assert b"CREATE TABLE" not in held


@pytest.mark.parametrize(
    "key", ["", KEY[:63], KEY + "0", "g" + KEY[1:], KEY[:63] + "\n", KEY[:62] + "٣٣"]
)
def test_a_malformed_key_is_refused_before_a_file_is_made(tmp_path: Path, key: str) -> None:
    assert _code(local_file(tmp_path, key).open) is NoticeCode.KEY_MALFORMED
    assert not (tmp_path / "profile").exists()


def test_another_key_is_called_a_wrong_key(tmp_path: Path) -> None:
    _filled(tmp_path)
    assert _code(local_file(tmp_path, "f" * 64).open) is NoticeCode.FILE_KEY_WRONG


def test_a_plaintext_file_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "profile" / "desk.db"
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("CREATE TABLE call (id TEXT)")
    held = path.read_bytes()
    assert _code(local_file(tmp_path).open) is NoticeCode.FILE_NOT_ENCRYPTED
    assert path.read_bytes() == held


def test_without_the_cipher_module_no_file_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sqlcipher3.dbapi2", None)
    assert _code(local_file(tmp_path).open) is NoticeCode.CIPHER_MISSING
    assert not (tmp_path / "profile").exists()


def test_a_driver_that_does_not_encrypt_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "load_driver", lambda: sqlite3)
    path = tmp_path / "x.db"
    assert _code(lambda: engine.connect(path, KEY, busy_ms=0)) is NoticeCode.CIPHER_MISSING
    assert path.stat().st_size == 0
    assert driver.load_driver() is not sqlite3


def test_an_empty_file_is_a_new_one(tmp_path: Path) -> None:
    path = tmp_path / "profile" / "desk.db"
    path.parent.mkdir()
    path.touch()
    file = local_file(tmp_path)
    file.open()
    with file.begin() as records:
        assert records.unfinished() == ()
    file.close()


@pytest.mark.parametrize("offset", [16, 100, 4095, 4096, 5000, 20_000, 8191, -1, -100])
def test_a_flipped_bit_is_called_damage_by_opening_or_by_the_check(
    tmp_path: Path, offset: int
) -> None:
    path = _filled(tmp_path, calls=20)
    held = bytearray(path.read_bytes())
    held[offset] ^= 0x10
    path.write_bytes(held)

    def use() -> None:
        file = local_file(tmp_path)
        try:
            file.open()
            file.check()
        finally:
            file.close()

    assert _code(use) is NoticeCode.FILE_DAMAGED


def test_a_file_cut_short_is_called_damage(tmp_path: Path) -> None:
    path = _filled(tmp_path, calls=20)
    path.write_bytes(path.read_bytes()[: 3 * 4096 + 10])

    def use() -> None:
        file = local_file(tmp_path)
        try:
            file.open()
            file.check()
        finally:
            file.close()

    assert _code(use) is NoticeCode.FILE_DAMAGED


def test_a_file_held_by_another_program_is_called_locked(tmp_path: Path) -> None:
    _filled(tmp_path)
    holder, waiter = local_file(tmp_path), local_file(tmp_path, busy_ms=20)
    holder.open()
    waiter.open()

    def write() -> None:
        with waiter.begin() as records:
            records.set_setting("theme", "dark")

    with holder.begin():
        assert _code(write) is NoticeCode.PROFILE_LOCKED
    write()
    holder.close()
    waiter.close()


def test_two_lanes_take_turns(tmp_path: Path) -> None:
    file = local_file(tmp_path)
    file.open()
    entered, counted = threading.Event(), []

    def other_lane() -> None:
        entered.set()
        with file.begin() as records:
            counted.append(records.setting("step"))

    lane = threading.Thread(target=other_lane)
    with file.begin() as records:
        lane.start()
        entered.wait()
        records.set_setting("step", "2")
    lane.join()
    file.close()
    assert counted == ["2"]


def test_what_a_failed_block_wrote_is_gone(tmp_path: Path) -> None:
    file = local_file(tmp_path)
    file.open()

    def fail_halfway() -> None:
        with file.begin() as records:
            records.set_setting("theme", "dark")
            raise KeyError

    with pytest.raises(KeyError):
        fail_halfway()
    with file.begin() as records:
        assert records.setting("theme") is None
    file.close()


def test_a_closed_file_hands_out_nothing(tmp_path: Path) -> None:
    file = local_file(tmp_path)
    with pytest.raises(RuntimeError), file.begin():
        pass
    file.open()
    file.open()
    file.close()
    file.close()


def test_a_backup_of_a_file_in_use_opens_with_the_same_key_only(tmp_path: Path) -> None:
    file = local_file(tmp_path)
    file.open()
    call = a_call(name=_SECRETS[0])
    with file.begin() as records:
        records.save_call(call, [an_event(call)])
    elsewhere = tmp_path / "copy" / "profile"
    elsewhere.mkdir(parents=True)
    file.backup(elsewhere / "desk.db")
    file.close()
    assert [one.name for one in elsewhere.iterdir()] == ["desk.db"]
    assert _SECRETS[0].encode() not in (elsewhere / "desk.db").read_bytes()
    assert _code(local_file(tmp_path / "copy", "e" * 64).open) is NoticeCode.FILE_KEY_WRONG
    copy = local_file(tmp_path / "copy")
    copy.open()
    with copy.begin() as records:
        assert records.call(call.id) == call
        assert len(records.pending(10)) == 2
    copy.close()
