"""`calls export`: the calls of this desk as a table."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TextIO

from operator_app.commands.company import ask_passphrase
from operator_app.domain.answers import read_date
from operator_app.settings import command_profile, read_settings

SUMMARY_RU = "выгрузить звонки этого рабочего места в CSV или XLSX"
SUMMARY_EN = "export the calls of this desk to CSV or XLSX"
EXAMPLE = "operator-app calls export --to calls.xlsx --since 2026-11-01"

_WORDS = {
    "ru": {
        "to": "файл .csv или .xlsx, каким ему быть, решает окончание",
        "since": "звонки с этого дня, год-месяц-день",
        "done": "Записано звонков: {count}, файл {file}",
        "ending": "Файл {file}: нужен .csv или .xlsx",
        "unwritable": "Файл {file} не записан: {reason}. Выберите другую папку",
    },
    "en": {
        "to": "a .csv or .xlsx file, as its ending says",
        "since": "calls from this day on, year-month-day",
        "done": "Calls written: {count}, file {file}",
        "ending": "File {file}: .csv or .xlsx is needed",
        "unwritable": "File {file} was not written: {reason}. Choose another folder",
    },
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the one action and its options."""
    words = _WORDS["ru"]
    parser.add_argument("action", choices=("export",))
    parser.add_argument("--to", type=Path, required=True, metavar="FILE", help=words["to"])
    parser.add_argument("--since", type=_day, metavar="DATE", help=words["since"])


def run(args: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    """Write the table of the profile's calls; 2 for another ending."""
    from operator_app.bootstrap import open_file
    from operator_app.content.tables import TABLE_ENDINGS, table_bytes
    from operator_app.domain.ports import JournalFilter
    from operator_app.services.export_calls import COLUMNS, exported_calls

    words = _WORDS[args.lang]
    ending = args.to.suffix.lower()
    if ending not in TABLE_ENDINGS:
        print(words["ending"].format(file=args.to), file=stderr)
        return 2
    settings = read_settings(args.profile or command_profile(), args.lang)
    local = open_file(settings, ask_passphrase)
    try:
        rows = list(exported_calls(local.begin, JournalFilter(since=args.since)))
        args.to.write_bytes(table_bytes([COLUMNS, *rows], ending, "calls"))
    except OSError as fault:
        print(words["unwritable"].format(file=args.to, reason=fault.strerror), file=stderr)
        return 3
    finally:
        local.close()
    print(words["done"].format(count=len(rows), file=args.to), file=stdout)
    return 0


def _day(text: str) -> datetime:
    """The first moment of a day of this machine's calendar, in UTC."""
    day = read_date(text, datetime.now(UTC).astimezone().date())
    if day is None:
        raise argparse.ArgumentTypeError("2026-11-01, 01.11.2026")
    return datetime.combine(day, time()).astimezone(UTC)
