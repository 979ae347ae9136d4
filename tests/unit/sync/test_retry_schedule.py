"""Full jitter: each wait anywhere between nothing and a limit that doubles up to five minutes."""

from __future__ import annotations

from datetime import timedelta

from operator_app.services.synchronise import RetrySchedule


def test_the_limit_doubles_to_five_minutes_and_falls_back_after_a_success() -> None:
    asked: list[tuple[float, float]] = []

    def uniform(low: float, high: float) -> float:
        asked.append((low, high))
        return high

    schedule = RetrySchedule(uniform)
    waits = [schedule.after_failure().total_seconds() for _ in range(12)]
    assert waits == [2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300, 300]
    assert {low for low, _ in asked} == {0.0}
    assert schedule.after_success() == timedelta(seconds=90)
    assert schedule.after_failure() == timedelta(seconds=2)
    assert schedule.after_call() == timedelta(seconds=3)
