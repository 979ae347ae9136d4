"""The workstation itself: what runs when no command is named."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Callable
from contextlib import ExitStack
from typing import TYPE_CHECKING, TextIO

from operator_app.diagnostics import probe_display
from operator_app.domain.errors import NoticeCode, OperatorNotice
from operator_app.settings import Paths, Settings, demo_profile, read_settings

if TYPE_CHECKING:
    from operator_app.services.enrolment import Company
    from operator_app.services.workplace import OpenDesk

SUMMARY_RU = "открыть рабочее место"
SUMMARY_EN = "open the workstation"
EXAMPLE = "operator-app --profile ~/operator"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare `--caller`, which `operator-call` passes when it starts the program."""
    parser.add_argument("--caller", default="", metavar="NUMBER")


def run(args: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    """Open the window and return when it is closed."""
    del stdout, stderr
    settings = read_settings(args.profile, args.lang)

    from operator_app.bootstrap import CompanyDesk

    with Example(settings) as example:
        return run_window(settings, CompanyDesk(settings), example.open, args.caller)


class Example:
    """The made-up company that a first start offers: the demo's own profile, owned meanwhile."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings._replace(paths=Paths(demo_profile()))
        self._closing = ExitStack()

    def open(self) -> OpenDesk:
        """The agent's desk there; raises OperatorNotice ALREADY_OPEN when a demo is open."""
        from operator_app.bootstrap import DemoHouse
        from operator_app.ui.application import claim_profile

        lock = claim_profile(self._settings.paths)
        self._closing.callback(lock.unlock)
        house = DemoHouse(self._settings)
        self._closing.callback(house.close)
        return house.open()

    def __enter__(self) -> Example:
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.close()


def run_window(
    settings: Settings,
    company: Company | None,
    example: Callable[[], OpenDesk],
    caller: str = "",
) -> int:
    """Check the display before Qt is loaded, then show the window until it is closed.

    `company` is a real profile's; without one `example` is opened. Raises OperatorNotice
    DISPLAY_MISSING: a missing xcb library would abort the process uncaught.
    """
    report = probe_display()
    if not report.usable:
        raise OperatorNotice(NoticeCode.DISPLAY_MISSING, packages=" ".join(report.packages))
    from operator_app.ui.lean_imports import spare_sources

    spare_sources()
    from operator_app.ui.application import Workstation, claim_profile
    from operator_app.ui.synchronisation.joining import Entrance

    lock = claim_profile(settings.paths, caller)
    try:
        # What is imported stays: freeing cycles between two keys need not look through it.
        gc.freeze()
        entrance = Entrance(company, example) if company else None
        opener = company.open if company else example
        station = Workstation(settings, opener, sys.argv[:1], entrance=entrance)
        if caller:
            station.window.ringing(caller)
        return station.run()
    finally:
        lock.unlock()
