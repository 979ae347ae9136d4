"""Procedures come with the pictures they show, from a folder, a ZIP or a file, and go out again."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from operator_app.content.archive import ArchiveFault
from operator_app.content.folder import pack, read_folder, whole, write_folder
from operator_app.content.importing import ImportPlan, plan_import
from operator_app.content.pictures import MAX_PICTURE_BYTES
from operator_app.domain.sops import Picture

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40
JPEG = b"\xff\xd8\xff" + b"1" * 40


def sop(number: int, *pictures: str) -> bytes:
    shown = "".join(f"![Схема]({one})\n\n" for one in pictures)
    head = (
        f"id: СОП-{number:03}\ntitle: Чайник {number}\ntopic: a\nkeywords: [чайник]\n"
        "owner: Павлова Е. А.\nreview_by: 2027-11-18\nvalid_from: 2026-11-18\n"
    )
    return f"---\n{head}---\n## Где {{#a}}\n\nНа кухне.\n\n{shown}".encode()


THEIRS = {
    "kitchen/one.md": sop(1, "img/plan.png", "%D1%81%D1%85%D0%B5%D0%BC%D0%B0.jpg"),
    "kitchen/img/plan.png": PNG,
    "kitchen/схема.jpg": JPEG,
    "kitchen/img/holiday.png": PNG,
    "kitchen/img/notes.txt": b"no content",
}


def laid(folder: Path, files: Mapping[str, bytes]) -> Path:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def zipped(file: Path, files: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file


def names(plan: ImportPlan) -> list[str]:
    return [one.name for one in plan.content.pictures]


def codes(plan: ImportPlan) -> list[tuple[str, str]]:
    return [(one.file, one.code) for one in (*plan.refused, *plan.notes)]


@pytest.fixture
def company(tmp_path: Path) -> Path:
    topics = "topics: [{id: a, title: Приборы}]\n".encode()
    return laid(tmp_path / "company", {"topics.yaml": topics})


@pytest.mark.parametrize("as_zip", [False, True])
def test_a_procedure_brings_the_pictures_it_shows_and_no_others(
    as_zip: bool, company: Path, tmp_path: Path
) -> None:
    make, place = (zipped, tmp_path / "t.zip") if as_zip else (laid, tmp_path / "t")
    plan = plan_import(make(place, THEIRS), company)
    assert (plan.taken, codes(plan)) == (("СОП-001",), [])
    assert plan.content.pictures == (Picture("plan.png", PNG), Picture("схема.jpg", JPEG))


def test_a_single_file_brings_those_beside_it(company: Path, tmp_path: Path) -> None:
    beside = {"one.md": sop(1, "plan.png"), "plan.png": PNG, "other.png": JPEG}
    assert names(plan_import(laid(tmp_path / "t", beside) / "one.md", company)) == ["plan.png"]


def test_in_and_out_and_in_again_nothing_is_lost(company: Path, tmp_path: Path) -> None:
    write_folder(plan_import(laid(tmp_path / "t", THEIRS), company).content, company)
    content = whole(read_folder(company))
    assert len(content.pictures) == 2
    out = tmp_path / "out.zip"
    out.write_bytes(pack(content))
    other = laid(tmp_path / "other", {"topics.yaml": (company / "topics.yaml").read_bytes()})
    write_folder(plan_import(out, other).content, other)
    assert whole(read_folder(other)) == content
    assert plan_import(out, other).same == ("СОП-001",)


def test_a_new_picture_of_the_same_name_is_a_change(company: Path, tmp_path: Path) -> None:
    theirs = laid(tmp_path / "t", THEIRS)
    write_folder(plan_import(theirs, company).content, company)
    (theirs / "kitchen/img/plan.png").write_bytes(PNG + b"2")
    plan = plan_import(theirs, company)
    assert (plan.changed, plan.same) == (("СОП-001",), ())
    assert plan.content.pictures[0].data == PNG + b"2"


def test_a_picture_that_others_show_keeps_its_bytes(company: Path, tmp_path: Path) -> None:
    write_folder(plan_import(laid(tmp_path / "t", THEIRS), company).content, company)
    plan = plan_import(
        laid(tmp_path / "u", {"two.md": sop(2, "plan.png"), "plan.png": PNG + b"2"}), company
    )
    assert codes(plan) == [("plan.png", "picture_taken")]
    assert plan.taken == ("СОП-002",)
    assert Picture("plan.png", PNG) in plan.content.pictures


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (None, ("one.md", "image_missing")),
        (b"<svg/>", ("plan.png", "picture_unreadable")),
        (PNG + b"0" * MAX_PICTURE_BYTES, ("plan.png", "picture_too_large")),
    ],
)
def test_an_unfit_or_missing_picture_is_told_and_the_text_is_taken(
    data: bytes | None, told: tuple[str, str], company: Path, tmp_path: Path
) -> None:
    files = {"one.md": sop(1, "plan.png")} | ({} if data is None else {"plan.png": data})
    plan = plan_import(laid(tmp_path / "t", files), company)
    assert told in codes(plan)
    assert (plan.taken, names(plan)) == (("СОП-001",), [])


def test_a_picture_is_not_reached_through_a_link(company: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(PNG)
    theirs = laid(tmp_path / "t", {"one.md": sop(1, "plan.png")})
    (theirs / "plan.png").symlink_to(tmp_path / "secret.png")
    for source in (theirs, theirs / "one.md"):
        assert names(plan_import(source, company)) == []


@pytest.mark.parametrize("name", ["../plan.png", "/plan.png", "a/../../plan.png", "C:plan.png"])
def test_an_archive_that_climbs_out_is_not_opened(name: str, company: Path, tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("one.md", sop(1, "plan.png"))
        archive.writestr(name, PNG)
    (tmp_path / "t.zip").write_bytes(stream.getvalue())
    with pytest.raises(ArchiveFault):
        plan_import(tmp_path / "t.zip", company)
