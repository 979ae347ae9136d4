"""What one customer is given without a lead: counted over calls and agents, before it is spoken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Final
from uuid import UUID

from operator_app.domain.limits import CompensationLimit

BY_HAND: Final = ""
"""The source of a sum an agent chose; sums of a script have the slot of their step."""

MAX_RUBLES: Final = 10_000_000
"""No sum above this is a sum."""

_NO_SUMS: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class CallSums:
    """Whole roubles given in one call by where they came from.

    `item` is the follow-up that keeps their total and `last` its newest step; `who` the customer's
    number, name and order as they were kept with it.
    """

    by_source: Mapping[str, int] = field(default_factory=lambda: _NO_SUMS)
    item: UUID | None = None
    last: UUID | None = None
    who: tuple[str, str, str] = ("", "", "")

    @property
    def total(self) -> int:
        """Roubles given in this call."""
        return sum(self.by_source.values())

    def gave(
        self, source: str, rubles: int, item: UUID, step: UUID, who: tuple[str, str, str]
    ) -> CallSums:
        """With the sum of one source replaced."""
        sums = {**self.by_source, source: rubles}
        kept = MappingProxyType({key: one for key, one in sums.items() if one})
        return replace(self, by_source=kept, item=item, last=step, who=who)


@dataclass(frozen=True, slots=True)
class KnownSums:
    """What is known of a customer besides the call in hand, in whole roubles within the period.

    `own` this agent gave, `others` their colleagues; `approved` is the highest total a lead agreed
    to, 0 for none. `as_of`: when the centre said so, None when it did not.
    """

    own: int = 0
    others: int = 0
    approved: int = 0
    as_of: datetime | None = None


@dataclass(frozen=True, slots=True)
class CentreTotal:
    """What colleagues gave a customer and a lead agreed to, as of `fetched_at` (UTC)."""

    fetched_at: datetime
    given: int
    approved: int


@dataclass(frozen=True, slots=True)
class Allowance:
    """What may still be given: the rule, what was given already, what a lead agreed to."""

    limit: CompensationLimit
    given: int
    approved: int = 0

    @property
    def ceiling(self) -> int:
        """The total that may be reached: the rule's, or more where a lead agreed."""
        return max(self.limit.rubles, self.approved)

    def overrun(self, wanted: int) -> int:
        """Roubles by which `wanted` on top passes what is allowed; 0 when it does not."""
        return replace(self.limit, rubles=self.ceiling).overrun(self.given, wanted)

    @property
    def remaining(self) -> int:
        """Roubles still free."""
        return max(0, self.ceiling - self.given)


def allowance(limit: CompensationLimit, known: KnownSums, in_call: int) -> Allowance:
    """What may be given on top of what is known and of what this call gave already."""
    return Allowance(limit, known.own + known.others + in_call, known.approved)


def name_key(name: str) -> str:
    """A full name as it is compared; "" for less than two words, which are many people's."""
    words = name.casefold().replace("ё", "е").split()
    return " ".join(words) if len(words) > 1 else ""


def same_customer(one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    """Whether two rows (number, order, who = `name_key`) are of one customer.

    By number or order; by full name only where one of them has neither.
    """
    for key in ("number", "order"):
        if one.get(key) and one.get(key) == other.get(key):
            return True
    nameless = any(not (row.get("number") or row.get("order")) for row in (one, other))
    return nameless and bool(one.get("who")) and one.get("who") == other.get("who")


def total(rows: Iterable[Mapping[str, object]]) -> int:
    """The sum of `rubles`, in whole roubles."""
    return sum(int(str(row.get("rubles") or 0)) for row in rows)
