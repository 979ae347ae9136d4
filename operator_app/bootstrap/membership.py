"""Which company's centre a profile belongs to: a small file without a secret in it."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from operator_app.domain.errors import NoticeCode, OperatorNotice

if TYPE_CHECKING:
    from pathlib import Path

    from operator_app.settings import Paths


@dataclass(frozen=True, slots=True)
class Membership:
    """Where the centre is and who signs in there; `root_certificate` is a name in the profile.

    `role` is what the centre said when the person signed in; the desk's file has the newest.
    """

    hosts: str
    ports: str
    database: str
    login: str
    full_name: str
    role: str
    root_certificate: str


def read_membership(paths: Paths) -> Membership | None:
    """None in a profile that never entered a centre; OperatorNotice CENTRE_ADDRESS_WRONG."""
    try:
        held: dict[str, Any] = json.loads(paths.membership.read_text("utf-8"))
        return Membership(**{name: str(value) for name, value in held.items()})
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise OperatorNotice(NoticeCode.CENTRE_ADDRESS_WRONG) from error


def keep_membership(paths: Paths, kept: Membership) -> None:
    """Replace the file durably; raises OperatorNotice PROFILE_READ_ONLY."""
    written = json.dumps(asdict(kept), ensure_ascii=False, indent=1).encode()
    _replace(paths.membership, written)


def keep_certificate(paths: Paths, name: str, held: bytes) -> None:
    """Keep the company's root in the profile: the file it came from may be on a borrowed stick."""
    _replace(paths.profile / name, held)


def _replace(path: Path, held: bytes) -> None:
    fresh = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with fresh.open("wb") as file:
            file.write(held)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError as error:
        raise OperatorNotice(NoticeCode.PROFILE_READ_ONLY) from error
