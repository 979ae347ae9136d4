"""Which engine answers on this machine."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from operator_app.search.engine import Engine

ENGINES: Final = ("tantivy", "whoosh")
"""By preference: the first whose library is installed is the default."""


def default_engine() -> str:
    """Return the name of the best engine installed; raises ModuleNotFoundError without any."""
    for name in ENGINES:
        if find_spec(name) is not None:
            return name
    raise ModuleNotFoundError(f"none of {', '.join(ENGINES)} is installed")


def new_engine(name: str) -> Engine:
    """Return an empty engine in memory; ValueError for a name not among `ENGINES`."""
    if name == "tantivy":
        from operator_app.search.tantivy import TantivyEngine

        return TantivyEngine()
    if name == "whoosh":
        from operator_app.search.whoosh import WhooshEngine

        return WhooshEngine()
    raise ValueError(f"no such search engine: {name}")
