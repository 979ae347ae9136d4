"""Small files with secrets: readable by their owner only, replaced whole."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any, Final

from operator_app.domain.errors import NoticeCode, OperatorNotice

if TYPE_CHECKING:
    from pathlib import Path

_MAX_BYTES: Final = 256 * 1024


def unavailable(reason: str) -> OperatorNotice:
    """The notice that secrets cannot be had, with a word for why."""
    return OperatorNotice(NoticeCode.KEY_STORE_UNAVAILABLE, reason=reason)


def read_json(path: Path) -> dict[str, Any] | None:
    """The object in the file, None without one; raises OperatorNotice KEY_STORE_UNAVAILABLE."""
    try:
        with path.open("rb") as file:
            held = json.loads(file.read(_MAX_BYTES))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise unavailable("unreadable") from error
    except (ValueError, RecursionError) as error:
        raise unavailable("damaged") from error
    if not isinstance(held, dict):
        raise unavailable("damaged")
    return held


def write_json(path: Path, held: dict[str, Any]) -> None:
    """Replace the file, mode 0600, durably; raises OperatorNotice KEY_STORE_UNAVAILABLE."""
    fresh = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh.unlink(missing_ok=True)
        number = os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(number, "w", encoding="utf-8") as file:
            json.dump(held, file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError as error:
        raise unavailable("unwritable") from error
