"""What is written to a row is what is read from it, or the row is called damaged."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING, Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as some

from operator_app.domain.errors import NoticeCode, OperatorNotice
from operator_app.domain.publication import Edition
from operator_app.storage import rows
from tests.unit.storage.samples import NOON, a_call, an_event

if TYPE_CHECKING:
    from datetime import datetime

_TEXT = some.text(some.characters(exclude_categories=["Cs"]), max_size=40)
_JSON = some.dictionaries(_TEXT, some.none() | some.booleans() | some.integers() | _TEXT)
_LOCAL = NOON.replace(tzinfo=None)
_MOMENTS = some.datetimes(
    _LOCAL.replace(year=1971), _LOCAL.replace(year=2200), timezones=some.just(UTC)
)


@given(_TEXT, _TEXT, _JSON, _MOMENTS, some.none() | _MOMENTS)
def test_a_call_comes_back_as_it_was(
    name: str, note: str, extra: dict[str, Any], opened: datetime, closed: datetime | None
) -> None:
    call = a_call(name=name, note=note, extra=extra, opened_at=opened, closed_at=closed)
    assert rows.call_of(cast("Any", rows.call_values(call))) == call


@given(_JSON, _MOMENTS)
def test_an_event_comes_back_as_it_was(data: dict[str, Any], at: datetime) -> None:
    event = replace(an_event(a_call()), data=data, at=at)
    assert rows.event_of(cast("Any", rows.event_values(event))) == event


@pytest.mark.parametrize("column", sorted(set(rows.call_values(a_call())) - {"id"}))
def test_a_change_in_any_column_of_a_call_is_noticed(column: str) -> None:
    call = a_call(closed_at=NOON)
    values = rows.call_values(call)
    values[column] = _other(values[column])
    with pytest.raises(OperatorNotice) as caught:
        rows.call_of(cast("Any", values))
    assert caught.value.code is NoticeCode.FILE_DAMAGED
    assert caught.value.details["part"] == f"call {call.id}"


@pytest.mark.parametrize("column", ["call_id", "seq", "at", "kind", "data", "digest"])
def test_a_change_in_any_column_of_an_event_is_noticed(column: str) -> None:
    event = an_event(a_call())
    values = rows.event_values(event)
    values[column] = _other(values[column])
    with pytest.raises(OperatorNotice) as caught:
        rows.event_of(cast("Any", values))
    assert caught.value.details["part"] == f"call_event {event.id}"


@pytest.mark.parametrize(
    "column", ["number", "digest", "published_at", "author", "comment", "payload", "row_digest"]
)
def test_a_change_in_any_column_of_an_edition_is_noticed(column: str) -> None:
    edition = Edition(4, "ab" * 32, NOON, "Лидия", "новый срок", b"PK\x03\x04")
    values = rows.edition_values(edition)
    assert rows.edition_of(cast("Any", values)) == edition
    values[column] = _other(values[column])
    with pytest.raises(OperatorNotice) as caught:
        rows.edition_of(cast("Any", values))
    assert caught.value.code is NoticeCode.FILE_DAMAGED


def test_a_change_in_a_setting_is_noticed() -> None:
    values = rows.setting_values("theme", "dark")
    assert rows.setting_of(cast("Any", values)) == "dark"
    with pytest.raises(OperatorNotice):
        rows.setting_of(cast("Any", {**values, "value": "dark "}))


def test_a_time_without_a_zone_is_a_bug() -> None:
    with pytest.raises(TypeError):
        rows.to_moment(NOON.replace(tzinfo=None))


def _other(value: Any) -> Any:
    if isinstance(value, bytes):
        return bytes([value[0] ^ 1]) + value[1:]
    return value + 1 if isinstance(value, int) else value + "!"
