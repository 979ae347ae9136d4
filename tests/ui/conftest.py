"""Every test of a window frees cycles on the interface thread, as the program does."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication


@pytest.fixture(autouse=True, scope="session")
def _cycles_wait_for_the_interface_thread() -> Iterator[None]:
    """A cycle freed on a lane's thread would destroy widgets there (see `ui.collector`)."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True, scope="session")
def _nothing_stays_on_the_clipboard() -> Iterator[None]:
    """What the program clears as it quits: PySide crashes at exit over data made in Python."""
    yield
    if QGuiApplication.instance() is not None:
        QGuiApplication.clipboard().clear()


@pytest.fixture(autouse=True)
def _free_cycles_after_each_test() -> Iterator[None]:
    yield
    gc.collect()
