"""Openings of procedures at the centre: sent by who opened them, told only as the team's shares."""

from __future__ import annotations

from operator_app.domain.openings import SopOpening
from operator_app.domain.records import Entity
from operator_app.sync.shape import Row, Shape


def _values(one: SopOpening) -> Row:
    return one.id, one.rev, one.device, one.agent, one.day, one.sop


OPENING = Shape(
    Entity.OPENING,
    (
        ("id", "uuid"), ("rev", "bigint"), ("device", "uuid"), ("agent", "text"), ("day", "date"),
        ("sop", "text"), ("digest", "bytea"),
    ),
    _values,
    SopOpening.digest,
    changeable=("rev", "digest"),
    author=("team",),
    since=7,
)  # fmt: skip
