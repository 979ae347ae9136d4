"""The index on disk: opened only when it is ours and whole, brought up to date, kept again."""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import secrets
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal

from operator_app.search.analysis import ANALYSIS_VERSION
from operator_app.search.choice import default_engine, new_engine
from operator_app.search.index import Index
from operator_app.search.searcher import LocalSearcher
from operator_app.search.state import read_state, write_state
from operator_app.search.writer_lock import WriterLock

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from operator_app.domain.retrieval import SearchDocument

Filled = Literal["kept", "changed", "built"]
"""Answered from the index as it lay there, after some changes to it, or from a new one."""

_log: Final = logging.getLogger(__name__)
_MANIFEST: Final = "manifest.json"
_SEALS: Final = (_MANIFEST, f"{_MANIFEST}.new")
_STATE: Final = "state.jsonl"
_DOCUMENTS: Final = "documents.bin"
_ENGINE: Final = "engine"
_PREFIX: Final = "index-"
_LARGEST_MANIFEST: Final = 1_000_000
_MOST_CHANGED: Final = 0.2
_MANY: Final = 2_000
_DISK_FAULTS: Final = (OSError, ValueError)
"""tantivy tells of a full disk and of a damaged file by ValueError."""


class IndexStore:
    """Keeps the index of one profile between two starts; for one lane at a time.

    Each new index is written into a folder of its own and counts only once its manifest is there,
    and one that is being changed has no manifest, so a killed writer leaves nothing that is
    believed. The manifest names the version of the analysis and the digest of each file, and is
    authenticated with `key` (32 bytes, the profile's own). Whoosh is never kept: reading its files
    runs code. While another process holds the folder, this one works in memory.
    """

    def __init__(self, folder: Path, key: bytes, engine: str | None = None) -> None:
        self._folder = folder
        self._key = key
        self._engine = engine or default_engine()
        self._lock = WriterLock(folder)
        self._home: Path | None = None
        self._unsealed = False

    def fill(
        self,
        searcher: LocalSearcher,
        documents: Iterable[SearchDocument],
        synonyms: Sequence[Sequence[str]] = (),
    ) -> Filled:
        """Make `searcher` answer from exactly these documents, as soon as it can.

        Where much must be built it answers meanwhile: from the index that lay there, or from
        headings alone. What is new goes to the disk with `keep`.
        """
        documents = list(documents)
        if not len(searcher) and (index := self._open()) is not None:
            searcher.adopt(index, synonyms)
        changed = searcher.index.changes(documents)
        held = searcher.index.sources
        worn = searcher.index.shelf.numbers_given > 2 * len(documents) + _MANY
        if worn or not held or len(changed) > _MOST_CHANGED * len(held):
            if not held and len(documents) > _MANY:
                headings = [replace(one, body="", keywords=()) for one in documents]
                searcher.rebuild(headings, synonyms)
            searcher.adopt(self._build(documents), synonyms)
            return "built"
        searcher.use_synonyms(synonyms)
        if not changed:
            return "kept"
        try:
            self._unseal()
            searcher.replace_all(changed)
        except _DISK_FAULTS as fault:
            _log.warning("search index goes on in memory: %s", type(fault).__name__)
            searcher.adopt(self._build(documents), synonyms)
            return "built"
        return "changed"

    def keep(self, searcher: LocalSearcher) -> None:
        """Seal what `fill` built or changed, and clear away older indexes; takes a while."""
        if self._home is None or not self._unsealed:
            return
        try:
            self._seal(self._home, searcher.index)
        except OSError as fault:
            _log.warning("search index is not kept: %s", type(fault).__name__)
            return
        self._unsealed = False
        for stale in self._indexes():
            if stale != self._home:
                # Files still mapped cannot go on Windows; the next start tries again.
                shutil.rmtree(stale, ignore_errors=True)

    def close(self) -> None:
        """Let another process write here."""
        self._home = None
        self._lock.release()

    def _open(self) -> Index | None:
        """The newest index to be trusted; None when there is none."""
        if self._engine != "tantivy" or not self._indexes() or not self._lock.acquire():
            return None
        for home in self._indexes():
            try:
                if self._is_trusted(home):
                    index = self._load(home)
                    self._home, self._unsealed = home, False
                    return index
            except _DISK_FAULTS as fault:
                _log.warning("search index set aside: %s", type(fault).__name__)
        return None

    def _load(self, home: Path) -> Index:
        from operator_app.search.tantivy import TantivyEngine

        packed = (home / _DOCUMENTS).read_bytes()
        return Index.restore(TantivyEngine(home / _ENGINE), read_state(home / _STATE), packed)

    def _build(self, documents: Iterable[SearchDocument]) -> Index:
        """A new index, in memory when the disk will not have it."""
        if self._engine == "tantivy":
            try:
                if (home := self._new_home()) is not None:
                    return self._build_in(home, documents)
            except _DISK_FAULTS as fault:
                _log.warning("search index stays in memory: %s", type(fault).__name__)
        self._home = None
        index = Index(new_engine(self._engine))
        index.fill(documents)
        return index

    def _new_home(self) -> Path | None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder.chmod(0o700)
        if not self._lock.acquire():
            return None
        home = self._folder / f"{_PREFIX}{secrets.token_hex(8)}"
        home.mkdir(mode=0o700)
        (home / _ENGINE).mkdir()
        return home

    def _build_in(self, home: Path, documents: Iterable[SearchDocument]) -> Index:
        from operator_app.search.tantivy import TantivyEngine

        index = Index(TantivyEngine(home / _ENGINE))
        index.fill(documents)
        self._home, self._unsealed = home, True
        return index

    def _unseal(self) -> None:
        self._unsealed = True
        if self._home is not None:
            (self._home / _MANIFEST).unlink(missing_ok=True)

    def _seal(self, home: Path, index: Index) -> None:
        state, packed = index.export()
        (home / _DOCUMENTS).write_bytes(packed)
        write_state(home / _STATE, state)
        claims = json.dumps({"analysis": ANALYSIS_VERSION, "files": _digests(home)})
        manifest = json.dumps({"claims": claims, "mac": self._mac(claims)})
        begun = home / _SEALS[1]
        begun.write_text(manifest, encoding="ascii")
        begun.replace(home / _MANIFEST)

    def _indexes(self) -> list[Path]:
        if not self._folder.is_dir() or self._folder.is_symlink():
            return []
        found = self._folder.glob(f"{_PREFIX}*")
        return sorted(path for path in found if path.is_dir() and not path.is_symlink())

    def _is_trusted(self, home: Path) -> bool:
        """Check the seal before any other byte is interpreted."""
        manifest = home / _MANIFEST
        if not manifest.is_file() or manifest.stat().st_size > _LARGEST_MANIFEST:
            return False
        sealed = json.loads(manifest.read_text(encoding="ascii"))
        if not isinstance(sealed, dict):
            return False
        signed, mac = str(sealed.get("claims")), str(sealed.get("mac"))
        if not mac.isascii() or not hmac.compare_digest(mac, self._mac(signed)):
            return False
        claims = json.loads(signed)
        if claims["analysis"] != ANALYSIS_VERSION:
            return False
        return bool(claims["files"] == _digests(home))

    def _mac(self, signed: str) -> str:
        return hmac.new(self._key, signed.encode("utf-8"), hashlib.sha256).hexdigest()


def _digests(home: Path) -> dict[str, str]:
    """Digest every file but the manifest and the engine's locks; ValueError for a link."""
    found: dict[str, str] = {}
    for path in sorted(home.rglob("*")):
        if path.is_symlink():
            raise ValueError("a link in the index")
        name = path.relative_to(home).as_posix()
        if path.is_file() and name not in _SEALS and not name.endswith(".lock"):
            with path.open("rb") as stream:
                found[name] = hashlib.file_digest(stream, "sha256").hexdigest()
    return found
