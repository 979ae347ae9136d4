"""`calls export`, `backup` and `restore` on a demo profile's real file."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import TYPE_CHECKING

import openpyxl
import pytest

from operator_app.__main__ import main
from operator_app.bootstrap import open_file
from operator_app.content.tables import read_table
from operator_app.credentials.vault import FileVault, local_key
from operator_app.services.export_calls import COLUMNS
from operator_app.settings import read_settings
from operator_app.ui.application import claim_profile
from tests.unit.storage.samples import NOON, a_call

if TYPE_CHECKING:
    from pathlib import Path

    from operator_app.domain.records import CallRecord
    from operator_app.storage.local_file import LocalFile


def file_of(profile: Path) -> LocalFile:
    return open_file(read_settings(profile))


def keep(profile: Path, *calls: CallRecord) -> None:
    local = file_of(profile)
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
