"""Tables of other programs: CSV in the encodings and separators that occur, XLSX; read and written.

Nothing read is ever calculated; nothing written is a formula for the program that opens it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from operator_app.content.archive import ArchiveFault, read_archive

TABLE_ENDINGS: Final = (".csv", ".xlsx")
MAX_TABLE_BYTES: Final = 16_000_000
MAX_ROWS: Final = 20_000
MAX_COLUMNS: Final = 60
MAX_CELL: Final = 10_000

_SHEET_BYTES: Final = 32_000_000
_SEPARATORS: Final = ",;\t|"
_ACTIVE: Final = re.compile(r"[=+\-@＝＋－＠\t\r\n]")
_GUARDED: Final = re.compile(r"'[=+\-@＝＋－＠\t\r\n']")
_PAPER: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class TableFault(ValueError):
    """A table that is not read; `reason` is a word for programs, `line` 0 for the whole file."""

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.line = reason, line


@dataclass(frozen=True, slots=True)
class Row:
    """`line` counts from 1 as the table's own program shows it; cells are without outer spaces."""

    line: int
    cells: tuple[str, ...]


def read_table(data: bytes, name: str) -> tuple[Row, ...]:
    """The rows of a table that hold anything, the head included; `name` tells CSV from XLSX.

    Raises TableFault: `too_large`, `too_many_rows`, `too_many_columns`, `cell_too_long`,
    `encoding`, `quotes`, or what `read_archive` says of a workbook.
    """
    if len(data) > MAX_TABLE_BYTES:
        raise TableFault("too_large")
    rows = _workbook_rows(data) if name.lower().endswith(".xlsx") else _text_rows(data)
    found = []
    for row in rows:
        if row.line > MAX_ROWS:
            raise TableFault("too_many_rows", row.line)
        if len(row.cells) > MAX_COLUMNS and any(row.cells[MAX_COLUMNS:]):
            raise TableFault("too_many_columns", row.line)
        if any(len(cell) > MAX_CELL for cell in row.cells):
            raise TableFault("cell_too_long", row.line)
        if any(row.cells):
            found.append(row)
    return tuple(found)


def write_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows as a Russian spreadsheet opens them: UTF-8 with its mark, semicolons."""
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=";").writerows([inert(one) for one in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def write_xlsx(rows: Iterable[Sequence[str]], title: str) -> bytes:
    """Rows as the one sheet of a workbook, every cell a text."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    for row in rows:
        cells = []
        for text in row:
            cell: Any = WriteOnlyCell(sheet, value=_PAPER.sub("", inert(text)))
            cell.data_type, cell.number_format = "s", "@"
            cells.append(cell)
        sheet.append(cells)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def table_bytes(rows: Iterable[Sequence[str]], ending: str, title: str) -> bytes:
    """Rows, the head first, as one of `TABLE_ENDINGS`; KeyError for another ending."""
    if ending not in TABLE_ENDINGS:
        raise KeyError(ending)
    return write_csv(rows) if ending == ".csv" else write_xlsx(rows, title)


def inert(text: str) -> str:
    """A cell that no program takes for a formula: an apostrophe before what would begin one."""
    # What already begins with an apostrophe gets one more, so that reading takes off just that.
    return f"'{text}" if _ACTIVE.match(text) or _GUARDED.match(text) else text


def _as_written(cell: str) -> str:
    return cell[1:] if _GUARDED.match(cell) else cell


def _text_rows(data: bytes) -> Iterator[Row]:
    text = _decoded(data)
    if not text.strip():
        return
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    line = 1
    try:
        for cells in reader:
            if line == 1 and cells and cells[0] == "sep=":
                continue
            yield Row(line, tuple(_as_written(one.strip()) for one in cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise TableFault("quotes", line) from error


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1251")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeError:
            continue
        if "\0" not in text:
            return text
    raise TableFault("encoding")


def _separator(text: str) -> str:
    """The separator that splits the first rows most evenly; quoted ones do not count."""
    if text.startswith("sep=") and text[4:5] in _SEPARATORS:
        return text[4]

    def evenness(separator: str) -> tuple[int, int]:
        try:
            head = [
                len(row)
                for row, _ in zip(
                    csv.reader(io.StringIO(text, newline=""), delimiter=separator),
                    range(20),
                    strict=False,
                )
                if row
            ]
        except csv.Error:
            return 0, 0
        width = head[0] if head else 1
        return (sum(one == width for one in head), width) if width > 1 else (0, 0)

    return max(_SEPARATORS, key=evenness)


def _workbook_rows(data: bytes) -> Iterator[Row]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    _judge(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its size may be far from the truth
        for line, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            yield Row(line, tuple(_cell(one) for one in cells))
    except (KeyError, IndexError, ValueError, SyntaxError, InvalidFileException) as error:
        if isinstance(error, TableFault):
            raise
        raise TableFault("damaged") from error


def _judge(data: bytes) -> None:
    """A workbook is a ZIP of XML: within the caps, and without declarations that swell."""
    try:
        files = read_archive(data, largest=_SHEET_BYTES)
    except ArchiveFault as fault:
        raise TableFault(fault.reason) from fault
    for content in files.values():
        wide = content[:2] in (b"\xff\xfe", b"\xfe\xff")
        if wide or b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise TableFault("declaration")


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _as_written(str(value).strip())
