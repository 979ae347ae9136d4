"""Frozen values to rows and back; what is read is compared with the digest written beside it."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from operator_app.domain.calls import CallEvent, EventKind
from operator_app.domain.errors import NoticeCode, OperatorNotice
from operator_app.domain.gaps import GapKind, SearchGap
from operator_app.domain.publication import Edition
from operator_app.domain.records import CallRecord, event_digest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import RowMapping

    from operator_app.domain.calls import Json

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


def to_moment(value: datetime) -> int:
    """Microseconds since 1970-01-01 UTC; raises TypeError for a time without a zone."""
    return (value - _EPOCH) // _MICROSECOND


def of_moment(value: int) -> datetime:
    """The UTC time of that many microseconds."""
    return _EPOCH + timedelta(microseconds=value)


def damaged(table: str, row: str) -> OperatorNotice:
    """The notice that one row no longer is what was written."""
    return OperatorNotice(NoticeCode.FILE_DAMAGED, part=f"{table} {row}")


def call_values(record: CallRecord) -> dict[str, Any]:
    """The columns of `call`."""
    return {
        "id": record.id.bytes,
        "rev": record.rev,
        "device": record.device.bytes,
        "agent": record.agent,
        "opened_at": to_moment(record.opened_at),
        "closed_at": None if record.closed_at is None else to_moment(record.closed_at),
        "status": record.status,
        "number": record.number,
        "name": record.name,
        "order_number": record.order,
        "script": record.script,
        "edition": record.edition,
        "outcome": record.outcome,
        "note": record.note,
        "record": record.record,
        "extra": text_of(record.extra),
        "digest": record.digest(),
    }


def call_of(row: RowMapping) -> CallRecord:
    """The call of a row; raises OperatorNotice FILE_DAMAGED naming it when the digest differs."""
    key = UUID(bytes=row["id"])
    try:
        record = CallRecord(
            id=key,
            rev=row["rev"],
            device=UUID(bytes=row["device"]),
            agent=row["agent"],
            opened_at=of_moment(row["opened_at"]),
            closed_at=None if row["closed_at"] is None else of_moment(row["closed_at"]),
            status=row["status"],
            number=row["number"],
            name=row["name"],
            order=row["order_number"],
            script=row["script"],
            edition=row["edition"],
            outcome=row["outcome"],
            note=row["note"],
            record=row["record"],
            extra=mapping_of(row["extra"]),
        )
    except (ValueError, OverflowError) as error:
        raise damaged("call", str(key)) from error
    if record.digest() != row["digest"]:
        raise damaged("call", str(key))
    return record


def event_values(event: CallEvent) -> dict[str, Any]:
    """The columns of `call_event`."""
    return {
        "id": event.id.bytes,
        "call_id": event.call_id.bytes,
        "seq": event.seq,
        "at": to_moment(event.at),
        "kind": event.kind.value,
        "data": text_of(event.data),
        "digest": event_digest(event),
    }


def event_of(row: RowMapping) -> CallEvent:
    """The event of a row; raises OperatorNotice FILE_DAMAGED naming it when the digest differs."""
    key = UUID(bytes=row["id"])
    try:
        event = CallEvent(
            id=key,
            call_id=UUID(bytes=row["call_id"]),
            seq=row["seq"],
            at=of_moment(row["at"]),
            kind=EventKind(row["kind"]),
            data=mapping_of(row["data"]),
        )
    except (ValueError, OverflowError) as error:
        raise damaged("call_event", str(key)) from error
    if event_digest(event) != row["digest"]:
        raise damaged("call_event", str(key))
    return event


def gap_values(gap: SearchGap) -> dict[str, Any]:
    """The columns of `search_gap`."""
    return {
        "id": gap.id.bytes,
        "device": gap.device.bytes,
        "at": to_moment(gap.at),
        "agent": gap.agent,
        "edition": gap.edition,
        "kind": gap.kind.value,
        "words": gap.words,
        "place": gap.place,
        "quote": gap.quote,
        "digest": gap.digest(),
    }


def gap_of(row: RowMapping) -> SearchGap:
    """The gap of a row; raises OperatorNotice FILE_DAMAGED naming it when the digest differs."""
    key = UUID(bytes=row["id"])
    try:
        gap = SearchGap(
            id=key,
            device=UUID(bytes=row["device"]),
            at=of_moment(row["at"]),
            agent=row["agent"],
            edition=row["edition"],
            kind=GapKind(row["kind"]),
            words=row["words"],
            place=row["place"],
            quote=row["quote"],
        )
    except (ValueError, OverflowError) as error:
        raise damaged("search_gap", str(key)) from error
    if gap.digest() != row["digest"]:
        raise damaged("search_gap", str(key))
    return gap


def edition_values(edition: Edition) -> dict[str, Any]:
    """The columns of `edition`."""
    return {
        "number": edition.number,
        "digest": edition.digest,
        "published_at": to_moment(edition.published_at),
        "author": edition.author,
        "comment": edition.comment,
        "payload": edition.payload,
        "row_digest": _edition_digest(edition),
    }


def edition_of(row: RowMapping) -> Edition:
    """The edition of a row; raises OperatorNotice FILE_DAMAGED when the digest differs."""
    try:
        edition = Edition(
            number=row["number"],
            digest=row["digest"],
            published_at=of_moment(row["published_at"]),
            author=row["author"],
            comment=row["comment"],
            payload=row["payload"],
        )
    except OverflowError as error:
        raise damaged("edition", str(row["number"])) from error
    if _edition_digest(edition) != row["row_digest"]:
        raise damaged("edition", str(row["number"]))
    return edition


def setting_values(key: str, value: str) -> dict[str, Any]:
    """The columns of `setting`."""
    return {"key": key, "value": value, "digest": _sha256([key, value])}


def setting_of(row: RowMapping) -> str:
    """The value of a row; raises OperatorNotice FILE_DAMAGED when the digest differs."""
    value: str = row["value"]
    if _sha256([row["key"], value]) != row["digest"]:
        raise damaged("setting", row["key"])
    return value


def _edition_digest(edition: Edition) -> bytes:
    return _sha256(
        [
            edition.number,
            edition.digest,
            to_moment(edition.published_at),
            edition.author,
            edition.comment,
            hashlib.sha256(edition.payload).hexdigest(),
        ]
    )


def _sha256(fields: list[str | int]) -> bytes:
    return hashlib.sha256(json.dumps(fields, separators=(",", ":")).encode()).digest()


def text_of(values: Mapping[str, Json]) -> str:
    """A mapping as it is kept in a column."""
    return json.dumps(dict(values), ensure_ascii=False, separators=(",", ":"))


def mapping_of(stored: str) -> Mapping[str, Json]:
    """The mapping of a column; raises ValueError when it is none."""
    values = json.loads(stored)
    if not isinstance(values, dict):
        raise ValueError("not a mapping")  # noqa: TRY004 - callers turn it into one notice
    return MappingProxyType(values)
