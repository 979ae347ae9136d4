"""`restore`: the desk's file from a copy; what it replaces is kept beside it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TextIO

from operator_app.commands.company import ask_passphrase
from operator_app.settings import command_profile, read_settings

SUMMARY_RU = "вернуть файл записей из копии; нынешний остаётся рядом"
SUMMARY_EN = "bring the file of records back from a copy; today's stays beside it"
EXAMPLE = "operator-app restore desk-2026-11-22.db"

_WORDS = {
    "ru": {
        "file": "копия, сделанная командой backup",
        "done": "Файл записей возвращён из {file}. Прежний лежит рядом: {kept}",
        "first": "Файл записей возвращён из {file}",
        "missing": "Файла {file} нет. Проверьте имя",
    },
    "en": {
        "file": "a copy made by backup",
        "done": "The file of records is back from {file}. The former one lies beside it: {kept}",
        "first": "The file of records is back from {file}",
        "missing": "There is no file {file}. Check the name",
    },
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the file."""
    parser.add_argument("file", type=Path, metavar="FILE", help=_WORDS["ru"]["file"])


def run(args: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    """Put the copy in place of the profile's file; 2 without a copy.

    Raises OperatorNotice ALREADY_OPEN while the desk is open, and what opening the copy raises:
    nothing is replaced then.
    """
    from operator_app.bootstrap import restore_file
    from operator_app.ui.application import claim_profile

    words = _WORDS[args.lang]
    if not args.file.is_file():
        print(words["missing"].format(file=args.file), file=stderr)
        return 2
    settings = read_settings(args.profile or command_profile(), args.lang)
    lock = claim_profile(settings.paths)
    try:
        kept = restore_file(settings, args.file, ask_passphrase)
    finally:
        lock.unlock()
    done = words["done"] if kept else words["first"]
    print(done.format(file=args.file, kept=kept), file=stdout)
    return 0
