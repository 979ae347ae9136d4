"""Folders of content on a real disk, the demo company among them."""

from __future__ import annotations

import shutil
import socket
import time
from dataclasses import replace
from pathlib import Path

import pytest

from operator_app.content.folder import pack, read_folder, unpack, write_folder
from operator_app.domain.errors import NoticeCode, OperatorNotice

DEMO = Path(__file__).parents[2] / "sop_content"


@pytest.fixture
def company(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DEMO, tmp_path / "company"))


def bytes_of(folder: Path) -> dict[str, bytes]:
    files = (one for one in folder.rglob("*") if one.is_file())
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in files}


def test_the_demo_company_comes_back_from_its_edition_and_from_a_new_folder(tmp_path: Path) -> None:
    content = read_folder(DEMO).content
    assert len(content.sops) >= 12
    assert unpack(pack(content)) == content
    write_folder(content, tmp_path / "copy")
    assert read_folder(tmp_path / "copy").content == content


def test_writing_what_was_read_leaves_every_file_as_it_was(company: Path) -> None:
    before = bytes_of(company)
    assert write_folder(read_folder(company).content, company) == ()
    assert bytes_of(company) == before


def test_one_changed_procedure_changes_one_file(company: Path) -> None:
    before = bytes_of(company)
    content = read_folder(company).content
    sop = content.sops[3]
    changed = replace(
        content, sops=(*content.sops[:3], replace(sop, title="Новое название"), *content.sops[4:])
    )
    names = write_folder(changed, company)
    assert len(names) == 1
    after = bytes_of(company)
    assert {name for name in before if before[name] != after[name]} == set(names)
    assert read_folder(company).content == changed


def test_removed_and_added_entities_are_removed_and_added(company: Path) -> None:
    content = read_folder(company).content
    gone, rule = content.sops[0], content.rules[0]
    added = replace(gone, id="СОП-900", title="Совсем новый")
    rules = tuple(one for one in content.rules if one is not rule)
    changed = replace(content, sops=(*content.sops[1:], added), rules=rules, synonyms=())
    names = write_folder(changed, company)
    assert f"sops/{gone.topic}/sop-900.md" in names
    assert "synonyms.yaml" in names
    assert not (company / "synonyms.yaml").exists()
    assert read_folder(company).content == changed


def test_a_file_that_would_lose_something_is_not_rewritten(company: Path) -> None:
    file = company / "limits.yaml"
    file.write_text(
        "compensation: {rubles: 1000, period_days: 30}\nnote: важно\n", encoding="utf-8"
    )
    before = bytes_of(company)
    content = read_folder(company).content
    changed = replace(content, limit=replace(content.limit, rubles=2000))
    with pytest.raises(OperatorNotice) as caught:
        write_folder(changed, company)
    assert caught.value.code is NoticeCode.CONTENT_FAULTY
    assert dict(caught.value.details) == {
        "file": "limits.yaml",
        "line": "2",
        "fault": "unknown_key",
    }
    assert bytes_of(company) == before


def test_links_to_other_files_are_not_followed(company: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("---\nid: СОП-666\n---\nтайна\n", encoding="utf-8")
    (company / "sops" / "link.md").symlink_to(secret)
    (company / "sops" / "folder").symlink_to(tmp_path, target_is_directory=True)
    read = read_folder(company)
    assert [one.file for one in read.faults if one.code == "symlink"] == ["sops/link.md"]
    assert read.content.sop("СОП-666") is None


def test_what_is_no_ordinary_file_is_told_and_not_opened(company: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(company / "sops" / "pipe.md"))
    read = read_folder(company)
    assert [one.file for one in read.faults if one.code == "not_a_file"] == ["sops/pipe.md"]


@pytest.mark.parametrize("name", ["absent", "empty"])
def test_a_folder_without_content_is_said_to_be_one(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(OperatorNotice) as caught:
        read_folder(tmp_path / name)
    assert caught.value.code is NoticeCode.CONTENT_MISSING


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(company: Path) -> None:
    before = read_folder(company)
    for file in (one for one in company.rglob("*.*") if one.suffix != ".png"):
        text = file.read_bytes().replace(b"\n", b"\r\n")
        file.write_bytes(b"\xef\xbb\xbf" + text)
    after = read_folder(company)
    assert after.faults == before.faults
    assert after.content == before.content


def test_reading_costs_milliseconds_a_procedure(tmp_path: Path) -> None:
    # A regression of the order of magnitude, not a benchmark: 0.5 s for a hundred is the aim.
    text = (DEMO / "sops" / "delivery" / "zaderzhka-dostavki.md").read_text(encoding="utf-8")
    folder = tmp_path / "sops"
    folder.mkdir()
    for number in range(100):
        file = folder / f"{number}.md"
        file.write_text(text.replace("id: СОП-042", f"id: СОП-{number + 100}"), encoding="utf-8")
    started = time.process_time()
    assert len(read_folder(tmp_path).content.sops) == 100
    assert time.process_time() - started < 5
