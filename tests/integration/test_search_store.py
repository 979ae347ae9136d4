"""The index on disk: kept, believed only when sealed and whole, never in the way."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from operator_app.domain.retrieval import SearchDocument
from operator_app.search.choice import new_engine
from operator_app.search.index import Index
from operator_app.search.searcher import LocalSearcher
from operator_app.search.store import Filled, IndexStore
from tests.unit.search.shop import DOCUMENTS, SYNONYMS, document

KEY = bytes(range(32))


def new_searcher() -> LocalSearcher:
    return LocalSearcher(lambda: new_engine("tantivy"))


def start(
    folder: Path, documents: Sequence[SearchDocument] = DOCUMENTS, key: bytes = KEY
) -> tuple[LocalSearcher, Filled]:
    """One start of a desk, ended again; what answered, and from where it came."""
    store, searcher = IndexStore(folder, key), new_searcher()
    filled = store.fill(searcher, documents, SYNONYMS)
    store.keep(searcher)
    store.close()
    return searcher, filled


def changed(title: str) -> list[SearchDocument]:
    return [replace(one, title=title) if one.key == "СОП-017" else one for one in DOCUMENTS]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    assert start(tmp_path / "index")[1] == "built"
    return tmp_path / "index"


def the_index(folder: Path) -> Path:
    [index] = folder.glob("index-*")
    return index


def segment(folder: Path) -> Path:
    return max((the_index(folder) / "engine").glob("*.idx"), key=lambda path: path.stat().st_size)


def test_a_second_start_answers_from_what_the_first_built(folder: Path) -> None:
    opened, filled = start(folder)
    assert filled == "kept"
    assert opened.search("задерж достав").hits[0].key == "СОП-042"
    assert opened.search("зедержка").used_query == "задержка"
    assert opened.search("опоздание доставки").hits[0].key == "СОП-042"


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are POSIX")
def test_the_folder_is_the_users_own(folder: Path) -> None:
    assert folder.stat().st_mode & 0o777 == 0o700
    assert the_index(folder).stat().st_mode & 0o777 == 0o700


def test_an_index_of_another_key_is_not_answered_from(folder: Path) -> None:
    assert start(folder, key=bytes(32))[1] == "built"


def test_a_changed_procedure_is_put_into_the_index_that_is_there(folder: Path) -> None:
    store, searcher = IndexStore(folder, KEY), new_searcher()
    assert store.fill(searcher, DOCUMENTS) == "kept"
    before = searcher.index
    assert store.fill(searcher, changed("Самовывоз")) == "changed"
    assert searcher.index is before
    assert searcher.search("самовывоз").hits[0].key == "СОП-017"
    assert "СОП-017" not in {hit.key for hit in searcher.search("перенос просьба").hits}
    assert store.fill(searcher, DOCUMENTS[:2] + DOCUMENTS[3:]) == "changed"
    assert not searcher.search("самовывоз").hits
    store.close()


def test_what_was_changed_is_there_at_the_next_start_once_it_was_kept(folder: Path) -> None:
    assert start(folder, changed("Самовывоз"))[1] == "changed"
    searcher, filled = start(folder, changed("Самовывоз"))
    assert filled == "kept"
    assert searcher.search("самовывоз").hits[0].key == "СОП-017"
    assert start(folder)[1] == "changed"


def test_quite_other_content_is_indexed_anew_and_the_old_index_goes(folder: Path) -> None:
    old = the_index(folder)
    searcher, filled = start(folder, [document("sop:1", "Рассрочка")])
    assert filled == "built"
    assert [hit.key for hit in searcher.search("рассрочка").hits] == ["sop:1"]
    assert the_index(folder) != old


def test_a_change_that_was_not_kept_is_not_believed(folder: Path) -> None:
    store, searcher = IndexStore(folder, KEY), new_searcher()
    store.fill(searcher, changed("Самовывоз"))
    store.close()
    assert start(folder)[1] == "built"


def test_a_writer_that_was_killed_leaves_nothing_that_is_believed(tmp_path: Path) -> None:
    script = """
import os, signal, sys
from pathlib import Path
from operator_app.search.store import IndexStore
from tests.integration.test_search_store import KEY, new_searcher
from tests.unit.search.shop import DOCUMENTS

def documents():
    IndexStore.keep = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
    return DOCUMENTS

store, searcher = IndexStore(Path(sys.argv[1]), KEY), new_searcher()
store.fill(searcher, documents())
store.keep(searcher)
"""
    folder = tmp_path / "index"
    ended = subprocess.run([sys.executable, "-c", script, str(folder)], check=False)
    assert ended.returncode != 0
    assert the_index(folder).is_dir()
    searcher, filled = start(folder)
    assert filled == "built"
    assert searcher.search("задержка доставки").hits[0].key == "СОП-042"
    assert start(folder)[1] == "kept"


def test_two_never_write_one_index(folder: Path) -> None:
    first, mine = IndexStore(folder, KEY), new_searcher()
    assert first.fill(mine, DOCUMENTS) == "kept"
    before = sorted(folder.rglob("*"))
    other, filled = start(folder, changed("Самовывоз"))
    assert filled == "built"
    assert other.search("самовывоз").hits[0].key == "СОП-017"
    assert sorted(folder.rglob("*")) == before
    first.close()
    assert start(folder)[1] == "kept"


def test_until_much_is_indexed_headings_answer(tmp_path: Path) -> None:
    many = [document(f"sop:{n}", f"Правило {n}", "Подробности особые") for n in range(2001)]
    store = IndexStore(tmp_path / "index", KEY)
    seen: list[tuple[int, int]] = []

    class Watched(LocalSearcher):
        def adopt(self, index: Index, synonyms: Sequence[Sequence[str]]) -> None:
            super().adopt(index, synonyms)
            found = self.search("правило 77").hits, self.search("подробности").hits
            seen.append((bool(found[0]), bool(found[1])))

    store.fill(Watched(lambda: new_engine("tantivy")), many)
    store.close()
    assert seen == [(False, False), (True, False), (True, True)]


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
    sealed["claims"] = sealed["claims"].replace("documents.bin", "document5.bin")
    path.write_text(json.dumps(sealed), encoding="ascii")


def change_the_state(folder: Path) -> None:
    with (the_index(folder) / "state.jsonl").open("a", encoding="ascii") as stream:
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
    rebuilt, filled = start(folder)
    assert filled == "built"
    assert rebuilt.search("задержка доставки").hits[0].key == "СОП-042"
    assert start(folder)[1] == "kept"


def test_a_link_in_the_index_is_refused(folder: Path, tmp_path: Path) -> None:
    path = segment(folder)
    outside = tmp_path / "outside"
    path.rename(outside)
    path.symlink_to(outside)
    assert start(folder)[1] == "built"


def test_no_disk_no_index_but_answers(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder", encoding="ascii")
    searcher, filled = start(blocked / "index")
    assert filled == "built"
    assert searcher.search("задержка доставки").hits[0].key == "СОП-042"


def test_a_disk_that_fails_under_a_change_stops_no_answer(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, searcher = IndexStore(folder, KEY), new_searcher()
    store.fill(searcher, DOCUMENTS)
    engine = searcher.index.engine

    def full(*_: object) -> None:
        raise ValueError("no space left on device")

    answered: list[bool] = []

    def build(documents: Iterable[SearchDocument]) -> Index:
        # What an agent types meanwhile: the change is half done.
        answered.append(any("СОП-042" in hit.key for hit in searcher.search("доставка").hits))
        return build_anew(documents)

    build_anew = store._build
    monkeypatch.setattr(engine, "update", full)
    monkeypatch.setattr(store, "_build", build)
    assert store.fill(searcher, changed("Самовывоз")) == "built"
    assert answered == [True]
    assert searcher.search("самовывоз").hits[0].key == "СОП-017"
    store.close()


def test_whoosh_is_never_written_nor_read(tmp_path: Path) -> None:
    store = IndexStore(tmp_path / "index", KEY, engine="whoosh")
    searcher = LocalSearcher(lambda: new_engine("whoosh"))
    assert store.fill(searcher, DOCUMENTS) == "built"
    assert searcher.engine == "whoosh"
    assert searcher.search("задержка доставки").hits[0].key == "СОП-042"
    store.keep(searcher)
    assert not (tmp_path / "index").exists()
