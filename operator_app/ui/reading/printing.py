"""A passage on paper size: a PDF in the person's documents, which any reader prints."""

from __future__ import annotations

import errno
import re
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QStandardPaths
from PySide6.QtGui import (
    QFont,
    QPageLayout,
    QPageSize,
    QPdfWriter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)

from operator_app.domain.errors import NoticeCode, OperatorNotice

_MARGIN_MM = 18
_ODD: Final = re.compile(r'[\x00-\x1f\\/:*?"<>|]+')
_LONGEST_NAME: Final = 120


def passage_pdf(passage: QTextDocument, title: str) -> bytes:
    """The document on A4 below `title`; the document is changed."""
    heading = QTextCharFormat()
    heading.setFontWeight(QFont.Weight.Bold)
    top = QTextCursor(passage)
    top.insertBlock()
    top.movePosition(QTextCursor.MoveOperation.Start)
    top.insertText(title, heading)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    writer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    passage.print_(writer)
    buffer.close()
    return bytes(buffer.data().data())


def printing_folder() -> Path:
    """The person's documents."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(place))


def kept_pdf(folder: Path, name: str, sheet: bytes) -> Path:
    """Write the sheet under a name that is free and return its file.

    Raises OperatorNotice DISK_FULL or PROFILE_READ_ONLY.
    """
    stem = _ODD.sub(" ", name)[:_LONGEST_NAME].strip(" .")
    number = 1
    try:
        folder.mkdir(parents=True, exist_ok=True)
        while True:
            file = folder / (f"{stem}.pdf" if number == 1 else f"{stem} ({number}).pdf")
            try:
                with file.open("xb") as stream:
                    stream.write(sheet)
            except FileExistsError:
                number += 1
                continue
            return file
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        code = NoticeCode.DISK_FULL if full else NoticeCode.PROFILE_READ_ONLY
        raise OperatorNotice(code, folder=str(folder)) from error
