"""Pictures of procedures: read beside them, carried by an edition, never fetched."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from operator_app.content.checks import check
from operator_app.content.folder import folder_tree, pack, read_folder, unpack, write_folder
from operator_app.content.pictures import MAX_PICTURE_BYTES
from operator_app.content.tree import Tree, read_tree
from operator_app.domain.sops import Picture

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40
TODAY = date(2026, 11, 22)


def tree(**files: bytes) -> Tree:
    """A topic, a procedure that shows `plan.png`, and pictures in a folder of it."""
    head = (
        "id: СОП-001\ntitle: Чайник\ntopic: a\nkeywords: [чайник]\nowner: Павлова Е. А.\n"
        "review_by: 2027-11-18\nvalid_from: 2026-11-18\n"
    )
    sop = f"---\n{head}---\n## Где {{#a}}\n\n![План кухни](plan.png)\n"
    made = {
        "topics.yaml": "topics: [{id: a, title: Приборы}]\n".encode(),
        "sops/a/one.md": sop.encode(),
    }
    return made | {f"sops/a/{name.replace('_', '.')}": data for name, data in files.items()}


def codes(files: Tree) -> list[tuple[str, str]]:
    return [(one.file, one.code) for one in check(read_tree(files), TODAY)]


def test_a_picture_beside_its_procedure_is_content() -> None:
    read = read_tree(tree(plan_png=PNG))
    assert read.content.picture("plan.png") == Picture("plan.png", PNG)
    assert check(read, TODAY) == ()


def test_what_it_shows_can_be_found() -> None:
    [sop] = read_tree(tree(plan_png=PNG)).content.sops
    assert sop.sections[0].text == "План кухни"


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({}, ("sops/a/one.md", "image_missing")),
        ({"plan_png": b"GIF89a"}, ("sops/a/plan.png", "picture_unreadable")),
        ({"plan_png": PNG + b"0" * MAX_PICTURE_BYTES}, ("sops/a/plan.png", "picture_too_large")),
    ],
)
def test_a_missing_or_unfit_picture_is_named(
    files: dict[str, bytes], told: tuple[str, str]
) -> None:
    assert told in codes(tree(**files))


def test_two_pictures_of_one_name_are_told() -> None:
    twins = {**tree(plan_png=PNG), "sops/b/plan.png": PNG}
    assert codes(twins) == [("sops/b/plan.png", "duplicate_id")]


def test_an_edition_carries_its_pictures() -> None:
    content = read_tree(tree(plan_png=PNG)).content
    back = unpack(pack(content))
    assert back == content
    assert back.picture("plan.png") is not None
    assert pack(back) == pack(content)


def test_a_folder_keeps_takes_and_loses_pictures(tmp_path: Path) -> None:
    for name, data in tree(plan_png=PNG).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    content = read_folder(tmp_path).content
    assert write_folder(content, tmp_path) == ()
    more = replace(content, pictures=(*content.pictures, Picture("zoo.png", PNG)))
    assert write_folder(more, tmp_path) == ("sops/pictures/zoo.png",)
    assert read_folder(tmp_path).content == more
    less = replace(more, pictures=more.pictures[1:])
    assert write_folder(less, tmp_path) == ("sops/a/plan.png",)
    assert "sops/a/plan.png" not in folder_tree(tmp_path)[0]
