"""What must hold of a life, by the numbers of the invariants; each sentence is a violation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from operator_app.domain.calls import CallEvent
from operator_app.domain.conflicts import CONFLICT
from operator_app.domain.records import CallRecord, Entity, OutboxState
from tests.simulator.centre import ERASED
from tests.simulator.desk import words_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from tests.simulator.centre import Key, ModelCentre
    from tests.simulator.desk import SimulatedDesk


def unmarked(centre: ModelCentre, desk: SimulatedDesk) -> Iterator[str]:
    """At any moment: what no longer waits is at the centre, as new as on the desk."""
    for key, (rev, _, state) in desk.kept().items():
        held = centre.state.rows.get(key)
        if not state and (held is None or held.rev < rev):
            yield f"2: {_name(key)} rev {rev} of {desk.agent} was acknowledged and is not there"


def wrong(
    centre: ModelCentre, desks: list[SimulatedDesk], *, put_back: bool, copied: bool
) -> Iterator[str]:
    """After healing. `put_back`: the centre's files were; `copied`: a desk's."""
    for desk in desks:
        yield from _saved(centre, desk)
        yield from _arrived(centre, desk, put_back=put_back, copied=copied)
        yield from _pulled(centre, desk)
    made = set().union(*(desk.attempted for desk in desks))
    for key, held in centre.state.rows.items():
        if key not in made:
            yield f"4: nobody made {_name(key)}"
        call = held.row.call_id if isinstance(held.row, CallEvent) else key[1]
        if key in centre.undone:
            yield f"4: {_name(key)} gave way to a version it was made from"
        if call in centre.state.erasures and held.digest != ERASED:
            yield f"4: {_name(key)} came back after it was erased"


def _saved(centre: ModelCentre, desk: SimulatedDesk) -> Iterator[str]:
    kept = desk.kept()
    for key, rev in desk.reported.items():
        if desk.call_of[key[1]] not in centre.state.erasures and (
            key not in kept or kept[key][0] < rev
        ):
            yield f"1: {_name(key)} rev {rev} was reported saved to {desk.agent}"


def _arrived(
    centre: ModelCentre, desk: SimulatedDesk, *, put_back: bool, copied: bool
) -> Iterator[str]:
    for key, (rev, digest, state) in desk.kept().items():
        held = centre.state.rows.get(key)
        if state == OutboxState.WAITING:
            yield f"3: {_name(key)} of {desk.name} still waits"
        elif state == CONFLICT:
            if not copied:
                yield f"5: {_name(key)} of {desk.name} has two versions, and nobody copied a file"
        elif copied and held is not None and held.rev > rev:
            # Another copy went on with it; whether this one heard of it is a matter of its audit.
            continue
        elif state == OutboxState.QUARANTINED:
            if (*key, rev) not in centre.state.quarantine and not put_back:
                yield f"5: {_name(key)} was refused and is not in the quarantine"
            if desk.call_of.get(key[1]) not in desk.poisoned:
                yield f"5: {_name(key)} was refused and is no poison"
        elif held is None or (held.rev, held.digest) != (rev, digest):
            found = held and (held.rev, held.digest.hex()[:8])
            yield f"2: {_name(key)} of {desk.agent} is {(rev, digest.hex()[:8])}, there {found}"


def lost(centre: ModelCentre, desks: list[SimulatedDesk], typed: dict[str, UUID]) -> Iterator[str]:
    """At any moment: whatever anybody typed and saw saved is at the centre or at a desk."""
    there = held_words(centre, desks)
    for word, call in typed.items():
        if word not in there and call not in centre.state.erasures:
            yield f"11: {word} of {call} is nowhere"


def held_words(centre: ModelCentre, desks: list[SimulatedDesk]) -> set[str]:
    """Every word that is held anywhere."""
    notes = (one.row.note for one in centre.state.rows.values() if isinstance(one.row, CallRecord))
    return words_in(" ".join(notes)).union(*(desk.words() for desk in desks))


def _pulled(centre: ModelCentre, desk: SimulatedDesk) -> Iterator[str]:
    editions, gaps = desk.pulled()
    for number, (edition, _) in centre.state.editions.items():
        if editions.get(number) != edition.digest:
            yield f"6: edition {number} did not reach {desk.agent}"
    kept = desk.kept()
    for one, held in centre.state.rows.items():
        if one[0] is Entity.PREFERENCE and held.agent == desk.agent and one not in kept:
            yield f"6: {_name(one)} did not reach {desk.name}"
    if desk.lead:
        for entity, key in centre.state.rows:
            if entity is Entity.SEARCH_GAP and key not in gaps:
                yield f"6: gap {key} did not reach {desk.agent}"


def _name(key: Key) -> str:
    return f"{key[0].value} {key[1]}"
