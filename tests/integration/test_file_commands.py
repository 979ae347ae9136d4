"""`calls export`, `backup` and `restore` on a demo profile's real file."""

from __future__ import annotations

import csv
import io
import shutil
from datetime import timedelta
from typing import TYPE_CHECKING

import openpyxl
import pytest

from operator_app.__main__ import main
from operator_app.bootstrap import open_file
from operator_app.content.tables import read_table
from operator_app.credentials.passphrase_vault import PassphraseVault
from operator_app.credentials.vault import FileVault, local_key
from operator_app.services.export_calls import COLUMNS
from operator_app.settings import read_settings
from operator_app.ui.application import claim_profile
from tests.unit.storage.samples import NOON, a_call

if TYPE_CHECKING:
    from pathlib import Path

    from operator_app.domain.records import CallRecord
    from operator_app.storage.local_file import LocalFile


def file_of(profile: Path, phrase: str = "") -> LocalFile:
    return open_file(read_settings(profile), lambda: phrase)


def keep(profile: Path, *calls: CallRecord, phrase: str = "") -> None:
    local = file_of(profile, phrase)
    with local.begin() as records:
        for one in calls:
            records.save_call(one, ())
    local.close()


def calls_in(profile: Path) -> set[str]:
    local = file_of(profile)
    try:
        with local.begin() as records:
            return {one.note for one in records.unfinished()}
    finally:
        local.close()


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    folder = tmp_path / "demo"
    folder.mkdir()
    local_key(FileVault(folder), file_exists=False)
    (folder / "desk.db").touch()
    return folder


def test_calls_are_written_oldest_first_and_calculate_nothing(
    profile: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    older = a_call(opened_at=NOON - timedelta(days=3), note="старый; с «точкой»")
    newer = a_call(note='=HYPERLINK("http://evil")', number="+79165550142")
    keep(profile, newer, older)
    to = profile.parent / "calls.csv"
    assert main(["--profile", str(profile), "calls", "export", "--to", str(to)]) == 0
    assert capsys.readouterr().out == f"Записано звонков: 2, файл {to}\n"
    raw = to.read_text(encoding="utf-8-sig")
    first, second = csv.DictReader(io.StringIO(raw), delimiter=";")
    assert (first["note"], first["id"]) == (older.note, str(older.id))
    assert second["note"] == f"'{newer.note}"
    _, *read = read_table(to.read_bytes(), to.name)
    assert read[1].cells[COLUMNS.index("number")] == newer.number
    assert second["sent"] == "waiting"


PHRASE = "лиса и виноград"


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    """A real desk's profile on a system without a key store."""
    settings = read_settings(tmp_path / "sealed")
    settings.paths.profile.mkdir()
    local_key(PassphraseVault(settings.paths.passphrase_keys, PHRASE), file_exists=False)
    settings.paths.local_file.touch()
    keep(settings.paths.profile, a_call(note="под фразой"), phrase=PHRASE)
    return settings.paths.profile


def test_keys_under_a_passphrase_open_for_a_line_of_input(
    sealed: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    copy, table = sealed.parent / "copy.db", sealed.parent / "calls.csv"
    for words in (["backup", str(copy)], ["calls", "export", "--to", str(table)],
                  ["restore", str(copy)], ["search", "доставка"]):  # fmt: skip
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{PHRASE}\n"))
        assert main(["--profile", str(sealed), *words]) == 0, capsys.readouterr().err
    assert "под фразой" in table.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("typed", "told"), [("не та\n", "Фраза не подошла"), ("", "Ключи под кодовой фразой")]
)
def test_without_the_passphrase_nothing_is_opened(
    sealed: Path, typed: str, told: str,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    assert main(["--profile", str(sealed), "backup", str(sealed / "copy.db")]) == 3
    assert told in capsys.readouterr().err
    assert not (sealed / "copy.db").exists()


def test_questions_from_the_input_are_not_taken_for_a_passphrase(
    sealed: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("доставка\n"))
    assert main(["--profile", str(sealed), "search", "--stdin"]) == 3
    assert "Ключи под кодовой фразой" in capsys.readouterr().err


def test_ones_own_desk_is_meant_before_the_demos(
    profile: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home = profile.parent
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    keep(profile, a_call(), a_call())
    demo = home / "cache" / "operator-app" / "demo"
    demo.parent.mkdir(parents=True)
    profile.rename(demo)
    assert main(["calls", "export", "--to", str(home / "demo.csv")]) == 0
    assert "звонков: 2" in capsys.readouterr().out
    own = home / "data" / "operator-app"
    shutil.copytree(demo, own)
    keep(own, a_call())
    assert main(["calls", "export", "--to", str(home / "own.csv")]) == 0
    assert "звонков: 3" in capsys.readouterr().out


def test_a_spreadsheet_holds_text_and_begins_on_the_day_asked(profile: Path) -> None:
    earlier = a_call(opened_at=NOON - timedelta(days=3))
    keep(profile, earlier, a_call(order="00123", note="=1+1\x07"))
    to = profile.parent / "calls.xlsx"
    day = f"{NOON.astimezone():%Y-%m-%d}"
    asked = ["--profile", str(profile), "calls", "export", "--to", str(to), "--since", day]
    assert main(asked) == 0
    headings, *rows = openpyxl.load_workbook(to).worksheets[0].iter_rows()
    (row,) = [{head.value: cell for head, cell in zip(headings, one, strict=True)} for one in rows]
    assert (row["order"].value, row["order"].data_type) == ("00123", "s")
    assert (row["note"].value, row["note"].data_type) == ("'=1+1", "s")


@pytest.mark.parametrize(
    ("name", "code", "told"),
    [
        ("calls.ods", 2, "нужен .csv или .xlsx"),
        ("absent/calls.csv", 3, "Выберите другую папку"),
    ],
)
def test_a_table_that_cannot_be_written_is_said(
    profile: Path, name: str, code: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["--profile", str(profile), "calls", "export", "--to", str(profile / name)]
    assert main(asked) == code
    assert told in capsys.readouterr().err


def test_without_a_desk_a_command_says_where_it_looked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    absent = tmp_path / "nobody"
    assert main(["--profile", str(absent), "backup", str(tmp_path / "copy.db")]) == 3
    assert "--profile" in capsys.readouterr().err
    assert not absent.exists()


def test_a_copy_brings_back_what_was_and_the_former_file_stays(profile: Path) -> None:
    keep(profile, a_call(note="до копии"))
    copy = profile.parent / "copy.db"
    assert main(["--profile", str(profile), "backup", str(copy)]) == 0
    keep(profile, a_call(note="после копии"))
    assert main(["--profile", str(profile), "restore", str(copy)]) == 0
    assert calls_in(profile) == {"до копии"}
    (kept,) = profile.glob("desk.db.before-restore-*")
    kept.replace(profile / "desk.db")
    assert calls_in(profile) == {"до копии", "после копии"}


def test_an_open_desk_is_not_replaced(profile: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keep(profile, a_call(note="в работе"))
    copy = profile.parent / "copy.db"
    assert main(["--profile", str(profile), "backup", str(copy)]) == 0
    lock = claim_profile(read_settings(profile).paths)
    try:
        assert main(["--profile", str(profile), "restore", str(copy)]) == 3
    finally:
        lock.unlock()
    assert "уже открыто" in capsys.readouterr().err


@pytest.mark.parametrize("harm", ["cut", "flipped", "foreign"])
def test_a_copy_that_is_not_whole_replaces_nothing(
    profile: Path, harm: str, capsys: pytest.CaptureFixture[str]
) -> None:
    keep(profile, a_call(note="н" * 9000), a_call(note="цел"))
    copy = profile.parent / "copy.db"
    assert main(["--profile", str(profile), "backup", str(copy)]) == 0
    data = bytearray(copy.read_bytes())
    if harm == "cut":
        copy.write_bytes(data[: len(data) // 2])
    elif harm == "flipped":
        data[len(data) // 2] ^= 1
        copy.write_bytes(data)
    else:
        copy.write_bytes(bytes(reversed(data)))
    assert main(["--profile", str(profile), "restore", str(copy)]) == 3
    assert capsys.readouterr().err.strip()
    assert calls_in(profile) == {"н" * 9000, "цел"}
    assert sorted(one.name for one in profile.iterdir() if "desk" in one.name) == ["desk.db"]


def test_a_copy_does_not_replace_a_file(profile: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keep(profile, a_call())
    held = profile.parent / "held.db"
    held.write_text("моё")
    assert main(["--profile", str(profile), "backup", str(held)]) == 2
    assert held.read_text() == "моё"
    assert "уже есть" in capsys.readouterr().err
