"""Which tests run where: those that need more than this environment are deselected by marker."""

from __future__ import annotations

import gc
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from pytestqt.qtbot import QtBot

# What each needs is said by the markers in pyproject.toml; `run.py test --full` runs them all.
ENVIRONMENT_MARKERS = ("xserver", "keystore", "tls_postgres", "installer")
# A property is wrong or right however busy the machine is; speed has its own benchmarks.
hypothesis.settings.register_profile("desk", deadline=None)
hypothesis.settings.load_profile("desk")
# Nothing is waited for that does not come: on a busy machine Qt's five seconds are not enough.
for _wait in (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitSignals):
    (_wait.__kwdefaults__ or {})["timeout"] = 60_000
_DESELECTED = pytest.StashKey[dict[str, int]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("environment")
    group.addoption(
        "--only-marked",
        choices=ENVIRONMENT_MARKERS,
        help="run only the tests with this environment marker",
    )
    group.addoption(
        "--also-marked",
        choices=ENVIRONMENT_MARKERS,
        action="append",
        default=[],
        help="run the tests with this environment marker too",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    only: str | None = config.getoption("--only-marked")
    also: list[str] = config.getoption("--also-marked")
    kept: list[pytest.Item] = []
    left_out: list[pytest.Item] = []
    counts = dict.fromkeys(ENVIRONMENT_MARKERS, 0)
    for item in items:
        needs = [name for name in ENVIRONMENT_MARKERS if item.get_closest_marker(name)]
        runs = only in needs if only else all(name in also for name in needs)
        (kept if runs else left_out).append(item)
        if not runs:
            counts |= {name: counts[name] + 1 for name in needs}
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = kept
    items.sort(key=_turn)
    if not only:
        found = {name: count for name, count in counts.items() if count}
        config.stash[_DESELECTED] = found
        if (told := getattr(config, "workeroutput", None)) is not None:
            told["deselected"] = found


def pytest_collection_finish() -> None:
    """Search for cycles among what comes from now on: all tests together cost 0.2 s each time."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def filled_profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile that has taken the demo company on the morning all tests play on; never opened."""
    from operator_app.bootstrap import open_desk
    from operator_app.credentials.vault import FileVault
    from operator_app.services.people import DEMO_AGENT
    from operator_app.settings import read_settings

    profile = tmp_path_factory.mktemp("filled") / "profile"
    morning = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)
    settings = read_settings(profile)
    open_desk(settings, DEMO_AGENT, FileVault(profile), clock=lambda: morning).close()
    return profile


@pytest.fixture
def demo_profile(filled_profile: Path, tmp_path: Path) -> Path:
    """A copy of the test's own: taking the demo company anew is a second of work."""
    return shutil.copytree(filled_profile, tmp_path / "p")


def _turn(item: pytest.Item) -> int:
    """What takes long goes first, so that no worker is left alone with it at the end."""
    if item.get_closest_marker("installer"):
        return 0
    return 2 if "unit" in item.path.parts else 1


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take over what a worker left out: every worker collects the same tests."""
    node.config.stash[_DESELECTED] = getattr(node, "workeroutput", {}).get("deselected", {})


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    counts = config.stash.get(_DESELECTED, {})
    if counts:
        named = ", ".join(f"{name} {count}" for name, count in counts.items())
        terminalreporter.write_line(f"deselected, run.py test --full runs them: {named}")
