"""`tour`: one whole call played in the real window, with pictures; works without a display."""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path
from typing import TextIO

from operator_app.diagnostics import probe_display
from operator_app.domain.errors import NoticeCode, OperatorNotice
from operator_app.settings import read_settings

SUMMARY_RU = "сыграть целый звонок в настоящем окне и сохранить снимки экрана"
SUMMARY_EN = "play a whole call in the real window and save pictures"
EXAMPLE = "operator-app tour pictures --size 1366x768"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare where the pictures go and how the window looks."""
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--size", type=_size, default=(1366, 768), metavar="1366x768")
    parser.add_argument("--theme", choices=("light", "dark"), default="light")
    parser.add_argument("--offline", action="store_true")
    parser.add_argument("--scale", type=int, choices=(100, 115, 125, 150, 200), default=100)


def run(args: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    """Play the tour on a profile of its own; prints the name of each picture.

    Returns 3 for a folder that cannot be made.
    """
    try:
        args.folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        print(f"{args.folder}: {fault.strerror}", file=stderr)
        return 3
    if not probe_display().usable:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    report = probe_display()
    if not report.usable:
        raise OperatorNotice(NoticeCode.DISPLAY_MISSING, packages=" ".join(report.packages))
    from operator_app.bootstrap import DemoHouse
    from operator_app.commands.demo import erase_demo
    from operator_app.ui.application import Workstation
    from operator_app.ui.tour import Tour

    width, height = args.size
    with tempfile.TemporaryDirectory() as profile:
        settings = read_settings(Path(profile), args.lang)
        house = DemoHouse(settings)
        station = Workstation(
            settings, house.open, ["operator-app"],
            scheme=args.theme, scale=args.scale / 100,
        )  # fmt: skip
        scale = [str(args.scale)] if args.scale != 100 else []
        form = "offline" if args.offline else args.theme
        name = "-".join((str(width), *scale, form))
        try:
            for picture in Tour(station, args.folder, name).play(width, height, args.offline):
                print(picture, file=stdout)
        finally:
            # A tour that broke off in a call: its window would stay, and this program with it.
            if (desk := station.window.desk) is not None and desk.live is not None:
                desk.end_or_return()
            station.window.close()
            house.close()
            erase_demo(settings.paths.profile)
    return 0


def _size(text: str) -> tuple[int, int]:
    width, cross, height = text.partition("x")
    if not cross or not width.isdigit() or not height.isdigit():
        raise argparse.ArgumentTypeError("1366x768")
    return int(width), int(height)
