"""One embedded central server for all integration tests; each may have a database of its own."""

from __future__ import annotations

import itertools
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from operator_app.sync.embedded_centre import EmbeddedCentre
from tests.integration.centre_world import CentreWorld, DeskFactory, without_disk_waits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from operator_app.sync.address import CentreAddress

_NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def embedded_centre() -> Iterator[CentreAddress]:
    """The administrator's address of a running, still empty server."""
    # Not tmp_path: as root the server's account must be able to pass through the folder.
    folder = Path(tempfile.mkdtemp(prefix="operator-app-tests-"))
    folder.chmod(0o711)
    centre = EmbeddedCentre(folder)
    try:
        yield without_disk_waits(centre.start())
    finally:
        centre.erase()
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def centre_world(embedded_centre: CentreAddress) -> CentreWorld:
    """A prepared database shared by tests that only look at rows they made themselves."""
    return CentreWorld.prepare(embedded_centre)


@pytest.fixture(scope="session")
def pattern(embedded_centre: CentreAddress) -> CentreWorld:
    """A prepared database nobody enters: a copy takes a third of the time of another one."""
    return CentreWorld.prepare(embedded_centre.in_database("pattern"))


@pytest.fixture
def own_world(pattern: CentreWorld) -> CentreWorld:
    """A prepared database of the test's own."""
    return pattern.copied(f"own_{next(_NUMBERS)}")


@pytest.fixture
def desk_factory(tmp_path: Path) -> Iterator[DeskFactory]:
    """Opens desks: `desk_factory("ivanova", centre.connect)`."""
    factory = DeskFactory(tmp_path)
    yield factory
    factory.close()
