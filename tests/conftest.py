"""Which tests run where: those that need more than this environment are deselected by marker."""

from __future__ import annotations

import os
import sys

import hypothesis
import pytest

# What each needs is said by the markers in pyproject.toml; `run.py test --full` runs them all.
ENVIRONMENT_MARKERS = ("xserver", "keystore", "tls_postgres", "installer")
# A property is wrong or right however busy the machine is; speed has its own benchmarks.
hypothesis.settings.register_profile("desk", deadline=None)
hypothesis.settings.load_profile("desk")
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
    if not only:
        config.stash[_DESELECTED] = {name: count for name, count in counts.items() if count}


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    counts = config.stash.get(_DESELECTED, {})
    if counts:
        named = ", ".join(f"{name} {count}" for name, count in counts.items())
        terminalreporter.write_line(f"deselected, run.py test --full runs them: {named}")


_STATUS = pytest.StashKey[int]()


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Keep the verdict for `pytest_unconfigure`."""
    session.config.stash[_STATUS] = int(exitstatus)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave at once with the verdict where Qt's widgets were used.

    WORKAROUND At the interpreter's end PySide destroys what is left of hundreds of windows in no
    particular order, which once ended a run of 3,030 passed tests with a crash. The program itself
    closes one window and ends in order; `tests/ui` closes every window it opens.
    """
    status = config.stash.get(_STATUS, None)
    if status is not None and "PySide6.QtWidgets" in sys.modules:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
