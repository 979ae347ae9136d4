"""Shows a passage of a SOP: Markdown without HTML, found words marked, nothing fetched from anywhere."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextDocumentFragment,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from operator_app.domain.sops import PassageLink, Sop
from operator_app.ui.call.results import utf16
from operator_app.ui.theme import Look

MAX_TEXT = 262_144
"""Longest text set into the view, in characters (`security.md`: 256 KB)."""


class Reader(QTextBrowser):
    """Read-only view of one SOP, scrolled to a section.

    Signal `passage_followed(PassageLink)`: a link to another passage was activated.
    """

    passage_followed = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._anchors: dict[str, int] = {}
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.anchorClicked.connect(self._follow)
        self.document().setDocumentMargin(0)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:  # noqa: N802
        """Qt asks for images here: none is ever opened by name (returning None would open it)."""
        return QImage()

    def show_sop(self, sop: Sop, anchor: str) -> None:
        """Set the whole SOP and bring the section of `anchor` to the top."""
        document = self.document()
        document.clear()
        self._anchors = {}
        base = QFont(self.font())
        base.setPixelSize(self.look.px(15))
        document.setDefaultFont(base)
        cursor = QTextCursor(document)
        for section in sop.sections:
            if not section.title and not section.markdown.strip():
                continue
            self._heading(cursor, section.title, section.anchor)
            self._body(cursor, section.markdown)
        self._to(anchor)

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
            selection.cursor = cursor  # type: ignore[attr-defined]
            selection.format = style  # type: ignore[attr-defined]
            selections.append(selection)
        self.setExtraSelections(selections)

    def text(self) -> str:
        """What is shown, as plain text with one character for each of the document's."""
        return self.document().toRawText()

    def _heading(self, cursor: QTextCursor, title: str, anchor: str) -> None:
        if not cursor.atStart():
            cursor.insertBlock()
        self._anchors[anchor] = cursor.position()
        if not title:
            return
        spacing = QTextBlockFormat()
        spacing.setTopMargin(0 if cursor.atStart() else self.look.px(10))
        spacing.setBottomMargin(self.look.px(4))
        cursor.setBlockFormat(spacing)
        bold = QTextCharFormat()
        bold.setFontWeight(QFont.Weight.DemiBold)
        cursor.insertText(title, bold)
        cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())

    def _body(self, cursor: QTextCursor, markdown: str) -> None:
        part = QTextDocument()
        part.setDefaultFont(self.document().defaultFont())
        part.setMarkdown(
            markdown[:MAX_TEXT],
            QTextDocument.MarkdownFeature.MarkdownNoHTML
            | QTextDocument.MarkdownFeature.MarkdownDialectGitHub,
        )
        cursor.insertFragment(QTextDocumentFragment(part))

    def _to(self, anchor: str) -> None:
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._anchors.get(anchor, 0))
        self.setTextCursor(cursor)
        top = self.document().documentLayout().blockBoundingRect(cursor.block()).top()
        self.verticalScrollBar().setValue(int(top))

    def _follow(self, url: QUrl) -> None:
        text = QUrl.fromPercentEncoding(url.toEncoded())
        if url.scheme() == "" and text:
            self.passage_followed.emit(PassageLink.parse(text))
