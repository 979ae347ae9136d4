"""`demo`: the workstation on a profile of its own, with the demo company and an embedded centre."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path
from typing import TextIO

from operator_app.settings import demo_profile, read_settings

SUMMARY_RU = "открыть демонстрацию: компания, звонки и свой центр на этом компьютере"
SUMMARY_EN = "open the demo: a company, calls and a centre on this computer"
EXAMPLE = "operator-app demo"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare `--fresh`."""
    parser.add_argument("--fresh", action="store_true", help="начать демо заново / start again")


def run(args: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    """Open the window and return when it is closed."""
    del stdout, stderr
    settings = read_settings(args.profile or demo_profile(), args.lang)
    if args.fresh:
        erase_demo(settings.paths.profile)
    from operator_app.bootstrap import DemoHouse
    from operator_app.commands.open import run_window

    house = DemoHouse(settings)
    try:
        return run_window(settings, None, house.open)
    finally:
        house.close()


def erase_demo(profile: Path) -> None:
    """Forget the demo's profile, its centre included."""
    from operator_app.sync.embedded_centre import EmbeddedCentre

    if not profile.is_dir():
        return
    if (profile / "centre").is_dir():
        EmbeddedCentre(profile / "centre").erase()
    shutil.rmtree(profile)
