"""The index on disk: kept, believed only when sealed and whole, never in the way."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from operator_app.search.store import IndexStore
from tests.unit.search.shop import DOCUMENTS, SYNONYMS

KEY = bytes(range(32))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    IndexStore(tmp_path / "index", KEY).build("edition-1", DOCUMENTS, SYNONYMS)
    return tmp_path / "index"


def the_index(folder: Path) -> Path:
    [index] = folder.glob("index-*")
    return index


def segment(folder: Path) -> Path:
    return max((the_index(folder) / "engine").glob("*.idx"), key=lambda path: path.stat().st_size)


def test_a_second_start_opens_what_the_first_built(folder: Path) -> None:
    opened = IndexStore(folder, KEY).open("edition-1", SYNONYMS)
    assert opened is not None
    assert opened.search("задерж достав").hits[0].key == "СОП-042"
    assert opened.search("зедержка").used_query == "задержка"
    assert opened.search("опоздание доставки").hits[0].key == "СОП-042"


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are POSIX")
def test_the_folder_is_the_users_own(folder: Path) -> None:
    assert folder.stat().st_mode & 0o777 == 0o700
    assert the_index(folder).stat().st_mode & 0o777 == 0o700


def test_other_content_or_another_key_is_not_answered_from_it(folder: Path) -> None:
    assert IndexStore(folder, KEY).open("edition-2") is None
    assert IndexStore(folder, bytes(32)).open("edition-1") is None
    assert IndexStore(folder / "nowhere", KEY).open("edition-1") is None


def truncate(folder: Path) -> None:
    path = segment(folder)
    path.write_bytes(path.read_bytes()[:-7])


def flip(folder: Path) -> None:
    path = segment(folder)
    found = bytearray(path.read_bytes())
    found[len(found) // 2] ^= 1
    path.write_bytes(found)


def add_a_file(folder: Path) -> None:
    (the_index(folder) / "engine" / "planted.idx").write_bytes(b"x")


def lose_the_manifest(folder: Path) -> None:
    (the_index(folder) / "manifest.json").unlink()


def spoil_the_manifest(folder: Path) -> None:
    (the_index(folder) / "manifest.json").write_bytes(b"\xff\x00[")


def swap_the_manifest_for_a_list(folder: Path) -> None:
    (the_index(folder) / "manifest.json").write_text("[]", encoding="ascii")


def forge_the_digest(folder: Path) -> None:
    path = the_index(folder) / "manifest.json"
    sealed = json.loads(path.read_text(encoding="ascii"))
    sealed["claims"] = sealed["claims"].replace("edition-1", "edition-2")
    path.write_text(json.dumps(sealed), encoding="ascii")


def change_the_state(folder: Path) -> None:
    with (the_index(folder) / "state.json").open("a", encoding="ascii") as stream:
        stream.write(" ")


@pytest.mark.parametrize(
    "harm",
    [
        truncate,
        flip,
        add_a_file,
        lose_the_manifest,
        spoil_the_manifest,
        swap_the_manifest_for_a_list,
        forge_the_digest,
        change_the_state,
    ],
)
def test_a_harmed_index_is_set_aside_and_built_anew(
    folder: Path, harm: Callable[[Path], None]
) -> None:
    harm(folder)
    store = IndexStore(folder, KEY)
    assert store.open("edition-1") is None
    assert store.open("edition-2") is None
    rebuilt = store.build("edition-1", DOCUMENTS, SYNONYMS)
    assert rebuilt.search("задержка доставки").hits[0].key == "СОП-042"
    opened = store.open("edition-1", SYNONYMS)
    assert opened is not None
    assert opened.search("задержка доставки").hits[0].key == "СОП-042"


def test_a_link_in_the_index_is_refused(folder: Path, tmp_path: Path) -> None:
    path = segment(folder)
    outside = tmp_path / "outside"
    path.rename(outside)
    path.symlink_to(outside)
    assert IndexStore(folder, KEY).open("edition-1") is None


def test_an_index_changed_since_it_was_sealed_is_not_believed_at_the_next_start(
    folder: Path,
) -> None:
    opened = IndexStore(folder, KEY).open("edition-1")
    assert opened is not None
    opened.replace("СОП-017", [])
    assert not [hit for hit in opened.search("перенос").hits if hit.key == "СОП-017"]
    assert IndexStore(folder, KEY).open("edition-1") is None


def test_no_disk_no_index_but_answers(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder", encoding="ascii")
    built = IndexStore(blocked / "index", KEY).build("edition-1", DOCUMENTS, SYNONYMS)
    assert built.search("задержка доставки").hits[0].key == "СОП-042"


def test_whoosh_is_never_written_nor_read(tmp_path: Path) -> None:
    store = IndexStore(tmp_path / "index", KEY, engine="whoosh")
    built = store.build("edition-1", DOCUMENTS, SYNONYMS)
    assert built.engine == "whoosh"
    assert built.search("задержка доставки").hits[0].key == "СОП-042"
    assert store.open("edition-1") is None
    assert not (tmp_path / "index").exists()
