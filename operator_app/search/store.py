"""The index on disk: opened only when it is ours, whole, and of the content at hand."""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import secrets
import shutil
from typing import TYPE_CHECKING, Final

from operator_app.search.analysis import ANALYSIS_VERSION
from operator_app.search.choice import default_engine, new_engine
from operator_app.search.index import Index
from operator_app.search.searcher import LocalSearcher

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from operator_app.domain.retrieval import SearchDocument

_log: Final = logging.getLogger(__name__)
_MANIFEST: Final = "manifest.json"
_STATE: Final = "state.json"
_DOCUMENTS: Final = "documents.bin"
_ENGINE: Final = "engine"
_PREFIX: Final = "index-"
_LARGEST_MANIFEST: Final = 1_000_000


class IndexStore:
    """Keeps the index of one profile between two starts.

    Each index is written into a new folder of its own and counts only once its manifest is there,
    so a killed writer leaves nothing that is believed. The manifest names the digest of the
    content, the version of the analysis and the digest of each file, and is authenticated with
    `key` (32 bytes, the profile's own). Whoosh is never kept: reading its files runs code.
    """

    def __init__(self, folder: Path, key: bytes, engine: str | None = None) -> None:
        self._folder = folder
        self._key = key
        self._engine = engine or default_engine()

    def open(self, digest: str, synonyms: Sequence[Sequence[str]] = ()) -> LocalSearcher | None:
        """Open the index of the content with this digest; None when there is none to trust."""
        if self._engine != "tantivy":
            return None
        for index in self._indexes():
            try:
                if self._is_trusted(index, digest):
                    return self._load(index, synonyms)
            except (OSError, ValueError) as fault:
                _log.warning("search index set aside: %s", type(fault).__name__)
        return None

    def build(
        self,
        digest: str,
        documents: Iterable[SearchDocument],
        synonyms: Sequence[Sequence[str]] = (),
    ) -> LocalSearcher:
        """Index the documents and keep the index; in memory only when the disk will not have it."""
        documents = list(documents)
        if self._engine == "tantivy":
            try:
                return self._build_on_disk(digest, documents, synonyms)
            except OSError as fault:
                _log.warning("search index stays in memory: %s", type(fault).__name__)
        searcher = LocalSearcher(lambda: new_engine(self._engine))
        searcher.rebuild(documents, synonyms)
        return searcher

    def _build_on_disk(
        self, digest: str, documents: list[SearchDocument], synonyms: Sequence[Sequence[str]]
    ) -> LocalSearcher:
        from operator_app.search.tantivy import TantivyEngine

        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder.chmod(0o700)
        old = self._indexes()
        index = self._folder / f"{_PREFIX}{secrets.token_hex(8)}"
        index.mkdir(mode=0o700)
        (index / _ENGINE).mkdir()
        built = Index(TantivyEngine(index / _ENGINE))
        built.fill(documents)
        self._seal(index, built, digest)
        for stale in old:
            # An index still mapped by another process cannot go on Windows; the next start tries.
            shutil.rmtree(stale, ignore_errors=True)
        return self._searcher(built, synonyms)

    def _seal(self, index: Path, built: Index, digest: str) -> None:
        state, packed = built.export()
        (index / _DOCUMENTS).write_bytes(packed)
        text = json.dumps(state, ensure_ascii=True, separators=(",", ":"))
        (index / _STATE).write_text(text, encoding="ascii")
        claims = {"digest": digest, "analysis": ANALYSIS_VERSION, "files": _digests(index)}
        signed = json.dumps(claims, sort_keys=True)
        manifest = json.dumps({"claims": signed, "mac": self._mac(signed)})
        (index / _MANIFEST).write_text(manifest, encoding="ascii")

    def _indexes(self) -> list[Path]:
        if not self._folder.is_dir() or self._folder.is_symlink():
            return []
        found = self._folder.glob(f"{_PREFIX}*")
        return sorted(path for path in found if path.is_dir() and not path.is_symlink())

    def _is_trusted(self, index: Path, digest: str) -> bool:
        """Check the seal before any other byte is interpreted."""
        manifest = index / _MANIFEST
        if not manifest.is_file() or manifest.stat().st_size > _LARGEST_MANIFEST:
            return False
        sealed = json.loads(manifest.read_text(encoding="ascii"))
        if not isinstance(sealed, dict):
            return False
        signed, mac = str(sealed.get("claims")), str(sealed.get("mac"))
        if not mac.isascii() or not hmac.compare_digest(mac, self._mac(signed)):
            return False
        claims = json.loads(signed)
        if claims["digest"] != digest or claims["analysis"] != ANALYSIS_VERSION:
            return False
        return bool(claims["files"] == _digests(index))

    def _load(self, index: Path, synonyms: Sequence[Sequence[str]]) -> LocalSearcher:
        from operator_app.search.tantivy import TantivyEngine

        state = json.loads((index / _STATE).read_text(encoding="ascii"))
        packed = (index / _DOCUMENTS).read_bytes()
        kept = Index.restore(TantivyEngine(index / _ENGINE), state, packed)
        return self._searcher(kept, synonyms)

    def _searcher(self, index: Index, synonyms: Sequence[Sequence[str]]) -> LocalSearcher:
        searcher = LocalSearcher(lambda: new_engine(self._engine))
        searcher.adopt(index, synonyms)
        return searcher

    def _mac(self, signed: str) -> str:
        return hmac.new(self._key, signed.encode("utf-8"), hashlib.sha256).hexdigest()


def _digests(index: Path) -> dict[str, str]:
    """Digest every file but the manifest and the engine's locks; ValueError for a link."""
    found: dict[str, str] = {}
    for path in sorted(index.rglob("*")):
        if path.is_symlink():
            raise ValueError("a link in the index")
        if path.is_file() and path.name != _MANIFEST and not path.name.endswith(".lock"):
            with path.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
            found[path.relative_to(index).as_posix()] = digest
    return found
