"""Parts of a shown text: its pictures, and the same text without marks."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QImage,
    QImageReader,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextDocumentFragment,
    QTextFormat,
    QTextFrameFormat,
    QTextImageFormat,
    QTextTable,
)
from PySide6.QtWidgets import QTextEdit

BADGE = int(QTextFormat.Property.UserProperty) + 1
MARK = BADGE + 1
"""Properties of characters that the program added, and of those it put a ground under."""

MAX_SIDE = 4_096
"""Widest and highest picture that is decoded, in pixels: a small file may claim any size."""


NO_LIMIT = QSizeF(MAX_SIDE, MAX_SIDE)


def decoded(data: bytes) -> QImage:
    """The picture of a file's bytes; a null image for what cannot or should not be decoded."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    size = reader.size()
    fits = size.isValid() and max(size.width(), size.height()) <= MAX_SIDE
    return reader.read() if fits else QImage()


def pictures_in(document: QTextDocument) -> list[tuple[QTextCursor, QTextImageFormat]]:
    """Every picture with a cursor that has it selected."""
    return [
        (cursor, style.toImageFormat()) for cursor, style in runs(document) if style.isImageFormat()
    ]


def line_tables(document: QTextDocument, ink: QColor) -> None:
    """Rule every table with thin lines of one colour; Qt's own glare on a dark ground."""
    for table in document.rootFrame().childFrames():
        if isinstance(table, QTextTable):
            style = table.format()
            style.setBorderCollapse(True)
            style.setBorder(1)
            style.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            style.setBorderBrush(ink)
            table.setFormat(style)


def unmarked(
    fragment: QTextDocumentFragment,
    picture: Callable[[str], QImage] | None = None,
    largest: QSizeF = NO_LIMIT,
) -> QTextDocument:
    """A document of the fragment's text: without badges and grounds of marks.

    `picture` gives the picture of a name, drawn no larger than `largest` (px at 96 dpi); one that
    it does not know is left out, and so are all without it.
    """
    document = QTextDocument()
    QTextCursor(document).insertFragment(fragment)
    for cursor, style in runs(document):
        # A picture's bytes live in the reader's document; elsewhere it would be an empty frame.
        image = picture(style.toImageFormat().name()) if picture and style.isImageFormat() else None
        if image is not None and not image.isNull():
            cursor.setCharFormat(_placed(document, style.toImageFormat(), image, largest))
        elif style.isImageFormat() or style.hasProperty(BADGE):
            cursor.removeSelectedText()
        elif style.hasProperty(MARK):
            style.clearBackground()
            style.clearProperty(MARK)
            cursor.setCharFormat(style)
    return document


def _placed(
    document: QTextDocument, style: QTextImageFormat, image: QImage, largest: QSizeF
) -> QTextImageFormat:
    """The picture among the document's own, as large as it is or as fits."""
    kind = int(QTextDocument.ResourceType.ImageResource.value)
    document.addResource(kind, QUrl(style.name()), image)
    size = QSizeF(image.size())
    if size.width() > largest.width() or size.height() > largest.height():
        size.scale(largest, Qt.AspectRatioMode.KeepAspectRatio)
    style.setWidth(size.width())
    style.setHeight(size.height())
    return style


def copy_all(document: QTextDocument) -> None:
    """Put a document on the clipboard as plain and as formatted text."""
    # WORKAROUND: PySide 6.11 crashes at exit while the clipboard holds a QMimeData made in Python,
    # so an editor that is never shown copies.
    sheet = QTextEdit()
    document.setParent(sheet)
    sheet.setDocument(document)
    sheet.selectAll()
    sheet.copy()


def runs(document: QTextDocument) -> list[tuple[QTextCursor, QTextCharFormat]]:
    """Runs of one format, each selected; cursors stay right while the document is edited."""
    found = []
    block = document.begin()
    while block.isValid():
        place = block.begin()
        while not place.atEnd():
            run = place.fragment()
            cursor = QTextCursor(document)
            cursor.setPosition(run.position())
            end = run.position() + run.length()
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            found.append((cursor, run.charFormat()))
            place += 1
        block = block.next()
    return found
