"""Files in the person's documents: a passage on paper size as a PDF, which any reader prints."""

from __future__ import annotations

import errno
import re
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QDir, QIODevice, QMarginsF, QObject, QSizeF, QStandardPaths
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
from operator_app.domain.sops import Sop
from operator_app.ui.lanes import Runs
from operator_app.ui.notices import Notices
from operator_app.ui.reading.reader import Reader

_MARGIN_MM, _PAGE_MM, _QT_MARGIN_MM = 18, (210, 297), 20
"""Qt sets a document that has no pages 20 mm inside the margins of the page."""
_PX_A_MM: Final = 96 / 25.4
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


def largest_picture() -> QSizeF:
    """What a picture may take of a page, in px at 96 dpi; a line of its height is left."""
    width, height = (side - 2 * (_MARGIN_MM + _QT_MARGIN_MM) for side in _PAGE_MM)
    return QSizeF(width * _PX_A_MM, height * _PX_A_MM * 0.9)


def printing_folder() -> Path:
    """The person's documents."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(place))


def kept_file(folder: Path, name: str, sheet: bytes, ending: str = ".pdf") -> Path:
    """Write the sheet under a name that is free and return its file.

    Raises OperatorNotice DISK_FULL or PROFILE_READ_ONLY.
    """
    stem = _ODD.sub(" ", name)[:_LONGEST_NAME].strip(" .")
    number = 1
    try:
        folder.mkdir(parents=True, exist_ok=True)
        while True:
            file = folder / (f"{stem}{ending}" if number == 1 else f"{stem} ({number}){ending}")
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


class PassagePrinter(QObject):
    """Ctrl+P: the passage a reader shows becomes a PDF; where it lies is told."""

    def __init__(self, storage: Runs, notices: Notices, parent: QObject) -> None:
        super().__init__(parent)
        self._storage = storage
        self._notices = notices

    def print_passage(self, reader: Reader, sop: Sop, anchor: str) -> None:
        """Print the section being read of the procedure shown."""
        section = sop.section(anchor)
        named = section.title if section is not None and section.title else sop.title
        sheet = passage_pdf(reader.printed(largest_picture()), f"{sop.id}. {sop.title}")
        folder = printing_folder()

        def done(file: Path) -> None:
            told = self.tr("Printed into {file}")
            self._notices.tell(told.format(file=QDir.toNativeSeparators(str(file))))

        self._storage.run(
            lambda: kept_file(folder, f"{sop.id} {named}", sheet), done, self._notices.tell_fault
        )
