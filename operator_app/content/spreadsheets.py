"""Tables for a spreadsheet program: CSV and XLSX, harmless to open, the same when read back."""

from __future__ import annotations

import csv
import os
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

FORMULA_START: Final = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is calculated by spreadsheet programs, whoever wrote it (OWASP)."""
ENDINGS: Final = (".csv", ".xlsx")
_SHEET: Final = "Sheet1"

Rows = Iterable[Sequence[str]]


def neutral(text: str) -> str:
    """The text as a cell that no program calculates: an apostrophe before a formula's sign."""
    return f"'{text}" if text.startswith((*FORMULA_START, "'")) else text


def plain(cell: str) -> str:
    """What `neutral` was given: +7… comes back as a telephone number."""
    return cell.removeprefix("'")


def write_table(path: Path, headings: Sequence[str], rows: Rows) -> int:
    """Write a table by the file's ending (`ENDINGS`), whole or not at all; returns its rows.

    CSV is UTF-8 with a mark and semicolons, as a Russian spreadsheet program opens it by itself.
    Raises ValueError for another ending, OSError when the file cannot be written.
    """
    writers: dict[str, Callable[[Path, Rows], int]] = {".csv": _write_csv, ".xlsx": _write_xlsx}
    if path.suffix.lower() not in writers:
        raise ValueError(f"not a table's ending: {path.suffix}")

    def whole() -> Iterable[Sequence[str]]:
        yield headings
        yield from ([neutral(cell) for cell in row] for row in rows)

    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=path.suffix.lower())
    os.close(handle)
    try:
        count = writers[path.suffix.lower()](Path(name), whole())
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
    return count - 1


def _write_csv(path: Path, rows: Rows) -> int:
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        for row in rows:
            writer.writerow(row)
            count += 1
    return count


def _write_xlsx(path: Path, rows: Rows) -> int:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = Workbook(write_only=True)
    sheet = book.create_sheet(_SHEET)
    count = 0
    for row in rows:
        cells = []
        for text in row:
            cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text))
            # Text whatever it looks like: an order number keeps its zeros.
            cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
        count += 1
    book.save(path)
    return count
