"""The workstation itself: what runs when no command is named."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, TextIO

from operator_app.diagnostics import probe_display
from operator_app.domain.errors import NoticeCode, OperatorNotice
from operator_app.settings import Settings, read_settings

if TYPE_CHECKING:
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

    def opener() -> OpenDesk:
        from operator_app.bootstrap import VAULT_SERVICE, open_desk
        from operator_app.credentials.vault import KeyringVault
        from operator_app.services.people import Person

        user = getpass.getuser()
        return open_desk(settings, Person(user, user), KeyringVault(VAULT_SERVICE))

    return run_window(settings, opener, args.caller)


def run_window(settings: Settings, opener: Callable[[], OpenDesk], caller: str = "") -> int:
    """Check the display before Qt is loaded, then show the window until it is closed.

    Raises OperatorNotice DISPLAY_MISSING: a missing xcb library would abort the process uncaught.
    """
    report = probe_display()
    if not report.usable:
        raise OperatorNotice(NoticeCode.DISPLAY_MISSING, packages=" ".join(report.packages))
    from operator_app.ui.application import Workstation, claim_profile

    lock = claim_profile(settings.paths, caller)
    try:
        station = Workstation(settings, opener, sys.argv[:1])
        if caller:
            station.window.ringing(caller)
        return station.run()
    finally:
        lock.unlock()
