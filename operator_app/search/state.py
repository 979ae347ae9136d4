"""The part of an index that is not the engine's, as lines of a file."""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_ITEMS_A_LINE: Final = 2_000
"""Few enough for a line to take a millisecond: the interpreter lets nobody else run meanwhile."""


def write_state(path: Path, state: Mapping[str, object]) -> None:
    """Write named mappings, lists and numbers; raises OSError."""
    with path.open("wb") as stream:
        for name, value in state.items():
            for piece in _pieces(value):
                line = json.dumps([name, piece], ensure_ascii=False, separators=(",", ":"))
                stream.write(line.encode("utf-8", "surrogatepass") + b"\n")


def read_state(path: Path) -> dict[str, Any]:
    """Read what `write_state` wrote; raises OSError, and ValueError for anything else."""
    state: dict[str, Any] = {}
    with path.open("rb") as stream:
        for line in stream:
            name, piece = json.loads(line.decode("utf-8", "surrogatepass"))
            if isinstance(piece, dict) and name in state:
                state[name].update(piece)
            elif isinstance(piece, list) and name in state:
                state[name].extend(piece)
            else:
                state[name] = piece
    return state


def _pieces(value: object) -> Iterator[object]:
    if isinstance(value, dict) and value:
        items = iter(value.items())
        while piece := dict(islice(items, _ITEMS_A_LINE)):
            yield piece
    elif isinstance(value, list) and value:
        for start in range(0, len(value), _ITEMS_A_LINE):
            yield value[start : start + _ITEMS_A_LINE]
    else:
        yield value
