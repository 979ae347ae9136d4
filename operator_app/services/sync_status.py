"""What the page of exchange says of the file, and what may be done about refused rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from operator_app.domain.ids import moment_of
from operator_app.services.synchronise import LAST_SUCCESS, ROLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from operator_app.domain.ports import Begin
    from operator_app.domain.records import RefusedRow


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """Calls waiting and the oldest of what waits; times UTC, None for never; `role` may be empty.

    `edition` is the newest in the file, 0 without one.
    """

    waiting: int
    oldest: datetime | None
    last_success: datetime | None
    refused: tuple[RefusedRow, ...]
    edition: int
    role: str


def sync_status(begin: Begin) -> SyncStatus:
    """Read it in one transaction; belongs on the storage lane."""
    with begin() as records:
        oldest, success = records.oldest_waiting(), records.setting(LAST_SUCCESS)
        return SyncStatus(
            waiting=records.waiting()[0],
            oldest=None if oldest is None else moment_of(oldest),
            last_success=datetime.fromisoformat(success) if success else None,
            refused=records.refused(),
            edition=next(iter(records.editions()), 0),
            role=records.setting(ROLE) or "",
        )


def send_refused_again(begin: Begin) -> int:
    """Let everything the centre refused be sent once more; how many rows that is."""
    with begin() as records:
        return records.send_again()


def for_administrator(rows: Sequence[RefusedRow], about: Sequence[str]) -> str:
    """Refused rows as text to hand over: keys and reasons, nothing of a customer."""
    lines = [
        f"{one.entity.value} {one.id} rev {one.rev} {moment_of(one.id):%Y-%m-%d %H:%M} UTC "
        f"{one.reason}"
        for one in rows
    ]
    return "\n".join((*about, f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC", *lines))
