"""Every test of a window frees cycles on the interface thread, as the program does."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True, scope="session")
def _cycles_wait_for_the_interface_thread() -> Iterator[None]:
    """A cycle freed on a lane's thread would destroy widgets there (see `ui.collector`)."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def _free_cycles_after_each_test() -> Iterator[None]:
    yield
    gc.collect()
