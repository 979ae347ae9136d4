"""The smallest fleet, so that the benchmark itself does not rot; nothing here is about seconds."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.benchmarks.fleet.__main__ import Result, Rhythm, measure
from tests.benchmarks.fleet.desks import Phase

if TYPE_CHECKING:
    from collections.abc import Iterator

DESKS = 6


@pytest.fixture(scope="module")
def result() -> Iterator[Result]:
    # Not tmp_path: as root the server's account must be able to pass through the folder.
    folder = Path(tempfile.mkdtemp(prefix="operator-app-tests-"))
    folder.chmod(0o711)
    yield measure(folder, Rhythm(DESKS, every=1.0, seconds=2.0, processes=1))
    shutil.rmtree(folder)


def test_every_call_of_every_round_is_at_the_centre(result: Result) -> None:
    assert [one for one in result.samples if one.fault] == []
    assert result.calls == len(result.samples)


def test_every_desk_has_its_rounds_and_comes_back_after_an_outage(result: Result) -> None:
    steady = [one.desk for one in result.of(Phase.STEADY)]
    assert all(steady.count(desk) == 2 for desk in range(DESKS))
    assert {one.desk for one in result.of(Phase.HERD)} == set(range(DESKS))
