"""What an agent may give without asking: the sum is checked before it is spoken."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CompensationLimit:
    """Whole roubles one customer may be given without approval within `period_days` days."""

    rubles: int
    period_days: int
    presets: tuple[int, ...]

    def overrun(self, given: int, wanted: int) -> int:
        """Roubles by which `wanted` on top of `given` passes the limit; 0 when it does not."""
        if wanted < 0 or given < 0:
            raise ValueError("sums are not negative")
        return max(0, given + wanted - self.rubles)

    def remaining(self, given: int) -> int:
        """Roubles still free after `given`."""
        return max(0, self.rubles - given)
