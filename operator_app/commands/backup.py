"""`backup`: a copy of the desk's file, encrypted with the same key, while the desk may be open."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TextIO

from operator_app.commands.company import ask_passphrase
from operator_app.settings import command_profile, read_settings

SUMMARY_RU = "скопировать файл записей, не открывая его никому"
SUMMARY_EN = "copy the file of records, encrypted as it is"
EXAMPLE = "operator-app backup desk-2026-11-22.db"

_WORDS = {
    "ru": {
        "file": "куда; существующий файл не заменяется",
        "done": "Копия {file} записана и проверена. Открыть её может только ключ этого компьютера",
        "exists": "Файл {file} уже есть. Назовите другой",
        "folder": "Папки {folder} нет. Создайте её или назовите другую",
    },
    "en": {
        "file": "where to; an existing file is not replaced",
        "done": "Copy {file} is written and checked. Only this computer's key opens it",
        "exists": "File {file} exists. Name another one",
        "folder": "There is no folder {folder}. Make it or name another one",
    },
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the file."""
    parser.add_argument("file", type=Path, metavar="FILE", help=_WORDS["ru"]["file"])


def run(args: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    """Copy the profile's file; 2 when the name cannot be used."""
    from operator_app.bootstrap import open_file

    words = _WORDS[args.lang]
    to: Path = args.file
    if to.exists():
        print(words["exists"].format(file=to), file=stderr)
        return 2
    if not to.absolute().parent.is_dir():
        print(words["folder"].format(folder=to.absolute().parent), file=stderr)
        return 2
    settings = read_settings(args.profile or command_profile(), args.lang)
    local = open_file(settings, ask_passphrase)
    try:
        local.backup(to)
    finally:
        local.close()
    print(words["done"].format(file=to), file=stdout)
    return 0
