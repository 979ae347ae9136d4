"""What was read from an edition, in a form that is read again in a hundredth of the time.

Reading the files of 82 procedures anew takes 250 ms of a start, this form 3 (CPU, one machine).
It is derived data: made by this version for itself, never sent, dropped when in doubt.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import msgspec

from operator_app import __version__
from operator_app.domain.publication import Content

if TYPE_CHECKING:
    from collections.abc import Callable

READING: Final = 1
"""Raise it when the same files are read into other values than before."""


class _Compiled(msgspec.Struct, frozen=True):
    reading: int
    version: str
    content: msgspec.Raw


def compile_content(content: Content) -> bytes:
    """Return `content` in this version's own form."""
    raw = msgspec.Raw(msgspec.msgpack.encode(content))
    return msgspec.msgpack.encode(_Compiled(READING, __version__, raw))


def compiled_content(data: bytes) -> Content | None:
    """Return what `compile_content` was given; None for another version's form or a harmed one."""
    try:
        compiled = msgspec.msgpack.decode(data, type=_Compiled)
        if (compiled.reading, compiled.version) != (READING, __version__):
            return None
        return _decode()(compiled.content)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


@cache
def _decode() -> Callable[[msgspec.Raw], Content]:
    return msgspec.msgpack.Decoder(Content).decode
