"""A desk's searcher together with what of it lies on the disk."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from operator_app.search.choice import default_engine, new_engine
from operator_app.search.corpus import content_to_documents
from operator_app.search.searcher import LocalSearcher
from operator_app.search.store import Filled, IndexStore

if TYPE_CHECKING:
    from pathlib import Path

    from operator_app.domain.publication import Content


class KeptSearcher:
    """`searcher` answers from any thread; `fill` and `keep` are for one lane."""

    def __init__(self, folder: Path, file_key: str) -> None:
        """`folder` is the index's own; `file_key` the key of the desk's file, 64 hex digits."""
        engine = default_engine()
        self.searcher = LocalSearcher(lambda: new_engine(engine))
        # A key of its own: what seals the index must not open the file.
        own = hmac.new(bytes.fromhex(file_key), b"search index", "sha256").digest()
        self._store = IndexStore(folder, own, engine)

    def fill(self, content: Content) -> Filled:
        """Make exactly this content findable; see `IndexStore.fill`."""
        return self._store.fill(self.searcher, content_to_documents(content), content.synonyms)

    def keep(self) -> None:
        """Keep for the next start what is findable now."""
        self._store.keep(self.searcher)

    def close(self) -> None:
        """Let another process write the index."""
        self._store.close()
