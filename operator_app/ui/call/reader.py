"""Shows a passage of a SOP: Markdown without HTML, found words marked, nothing fetched."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from operator_app.domain.sops import PassageLink, Section, Sop
from operator_app.ui.call.results import utf16
from operator_app.ui.theme import Look

MAX_TEXT = 262_144
"""Longest text set into the view, in characters (`security.md`: 256 KB)."""

_HEADING_LEVEL = 2


class Reader(QTextBrowser):
    """Read-only view of one SOP, scrolled to a section.

    Signal `passage_followed(PassageLink)`: a link to another passage was activated.
    """

    passage_followed = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._anchors: dict[str, int] = {}
        self._sop = ""
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.anchorClicked.connect(self._follow)
        self.document().setDocumentMargin(0)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:  # noqa: N802
        """Qt asks for images here: none is ever opened by name (returning None would open it)."""
        return QImage()

    def show_sop(self, sop: Sop, anchor: str) -> None:
        """Set the whole SOP and bring the section of `anchor` to the top."""
        self._sop = sop.id
        document = self.document()
        base = QFont(self.font())
        base.setPixelSize(self.look.px(15))
        document.setDefaultFont(base)
        document.setIndentWidth(self.look.px(22))
        shown = [one for one in sop.sections if one.title or one.markdown.strip()]
        text = "\n\n".join(_source(one) for one in shown)
        document.setMarkdown(
            text[:MAX_TEXT],
            QTextDocument.MarkdownFeature.MarkdownNoHTML
            | QTextDocument.MarkdownFeature.MarkdownDialectGitHub,
        )
        self._anchors = {}
        headings = iter([one.anchor for one in shown if one.title])
        block = document.begin()
        while block.isValid():
            if block.blockFormat().headingLevel() == _HEADING_LEVEL:
                self._anchors[next(headings, "")] = block.position()
            self._dress(block)
            block = block.next()
        self._to(anchor)

    def _dress(self, block: QTextBlock) -> None:
        """Headings as large as the text, only bolder; air between paragraphs and list items."""
        cursor = QTextCursor(block)
        spacing = block.blockFormat()
        heading = spacing.headingLevel() > 0
        spacing.setTopMargin(self.look.px(10 if heading and block.position() else 0))
        spacing.setBottomMargin(self.look.px(3 if heading else 6))
        cursor.setBlockFormat(spacing)
        if heading:
            cursor.movePosition(
                QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor
            )
            bold = QTextCharFormat()
            bold.setFontWeight(QFont.Weight.DemiBold)
            bold.setProperty(QTextFormat.Property.FontSizeAdjustment, 0)
            cursor.mergeCharFormat(bold)

    def show_plain(self, text: str) -> None:
        """Show a text as it is: a reply or a rule."""
        self._anchors = {}
        self.setPlainText(text[:MAX_TEXT])

    def mark_words(self, spans: tuple[tuple[int, int], ...]) -> None:
        """Mark what was found; spans count code points of `text()`."""
        text = self.text()
        style = QTextCharFormat()
        style.setBackground(QColor(self.look.tokens.mark_bg))
        style.setForeground(QColor(self.look.tokens.mark))
        selections = []
        for start, end in spans:
            selection = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            cursor.setPosition(utf16(text, start))
            cursor.setPosition(utf16(text, end), QTextCursor.MoveMode.KeepAnchor)
            selection.cursor = cursor
            selection.format = style
            selections.append(selection)
        self.setExtraSelections(selections)

    def text(self) -> str:
        """What is shown, as plain text with one character for each of the document's."""
        return self.document().toRawText()

    def _to(self, anchor: str) -> None:
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._anchors.get(anchor, 0))
        self.setTextCursor(cursor)
        top = self.document().documentLayout().blockBoundingRect(cursor.block()).top()
        self.verticalScrollBar().setValue(int(top))

    def _follow(self, url: QUrl) -> None:
        text = QUrl.fromPercentEncoding(url.toEncoded())
        if url.scheme() or not text:
            return
        # «#anchor» alone is a passage of the procedure shown.
        self.passage_followed.emit(PassageLink.parse(self._sop + text if text[0] == "#" else text))


def _source(section: Section) -> str:
    """The section as Markdown with its heading at one level, whatever level it was written at."""
    title = section.title.replace("\n", " ")
    return f"{'#' * _HEADING_LEVEL} {title}\n\n{section.markdown}" if title else section.markdown
