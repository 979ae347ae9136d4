"""Shows a passage of a SOP: Markdown without HTML, found words marked, nothing fetched."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from PySide6.QtCore import QCoreApplication, QTimer, QUrl, Signal
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

    Signals: `passage_followed(PassageLink)` when a link to another passage was activated,
    `section_reached(str)` with the anchor of the section now at the top.
    """

    passage_followed = Signal(object)
    section_reached = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._anchors: dict[str, int] = {}
        self._sop = ""
        self._anchor = ""
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.anchorClicked.connect(self._follow)
        # A scroll bar also moves in the middle of laying out, when nothing may be measured.
        self._moved = QTimer(self)
        self._moved.setSingleShot(True)
        self._moved.setInterval(0)
        self._moved.timeout.connect(self._find_section)
        self.verticalScrollBar().valueChanged.connect(self._moved.start)
        self.document().setDocumentMargin(0)

    @property
    def anchor(self) -> str:
        """The section being read: the one asked for, or the one scrolled to since."""
        if self._moved.isActive():
            self._find_section()
        return self._anchor

    def loadResource(self, kind: int, name: QUrl | str) -> Any:  # noqa: N802
        """Qt asks for images here: none is ever opened by name (returning None would open it)."""
        return QImage()

    def show_sop(self, sop: Sop, anchor: str, changed: Collection[str] = ()) -> None:
        """Set the whole SOP and bring the section of `anchor` to the top.

        The headings of the sections in `changed` say that they are new to the reader.
        """
        self._sop = sop.id
        self._anchors = {}
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
        headings = iter([one.anchor for one in shown if one.title])
        anchors: dict[str, int] = {}
        block = document.begin()
        while block.isValid():
            self._dress(block)
            if block.blockFormat().headingLevel() == _HEADING_LEVEL:
                heading = next(headings, "")
                anchors[heading] = block.position()
                if heading in changed:
                    self._say_changed(block)
            block = block.next()
        self._anchors = anchors
        self.go_to(anchor)

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

    def _say_changed(self, heading: QTextBlock) -> None:
        cursor = QTextCursor(heading)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        style = QTextCharFormat(cursor.charFormat())
        style.setForeground(QColor(self.look.tokens.warn))
        style.setBackground(QColor(self.look.tokens.warn_bg))
        word = QCoreApplication.translate("Reading", "changed")
        cursor.insertText("  ", cursor.charFormat())
        cursor.insertText(f"\u00a0{word}\u00a0", style)

    def show_plain(self, text: str) -> None:
        """Show a text as it is: a reply or a rule."""
        self._anchors = {}
        self._anchor = ""
        self.setPlainText(text[:MAX_TEXT])

    def mark_words(self, spans: tuple[tuple[int, int], ...], current: int | None = None) -> None:
        """Mark what was found; spans count code points of `text()`.

        The span at `current` is marked more strongly and brought into view.
        """
        text, tokens = self.text(), self.look.tokens
        selections = []
        for place, (start, end) in enumerate(spans):
            selection = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            cursor.setPosition(utf16(text, start))
            cursor.setPosition(utf16(text, end), QTextCursor.MoveMode.KeepAnchor)
            style = QTextCharFormat()
            style.setBackground(QColor(tokens.accent if place == current else tokens.mark_bg))
            style.setForeground(QColor(tokens.accent_on if place == current else tokens.mark))
            selection.cursor = cursor
            selection.format = style
            selections.append(selection)
            if place == current:
                cursor = QTextCursor(cursor)
                cursor.clearSelection()
                self.setTextCursor(cursor)
                self.ensureCursorVisible()
        self.setExtraSelections(selections)

    def text(self) -> str:
        """What is shown, as plain text with one character for each of the document's."""
        return self.document().toRawText()

    def go_to(self, anchor: str) -> None:
        """Bring a section to the top, as far as the text reaches; the beginning if unknown."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._anchors.get(anchor, 0))
        self.setTextCursor(cursor)
        top = self.document().documentLayout().blockBoundingRect(cursor.block()).top()
        self.verticalScrollBar().setValue(int(top))
        self._moved.stop()
        self._reach(anchor)

    def _find_section(self) -> None:
        """The section at the top is the one being read, now that the reader moved there."""
        self._moved.stop()
        top = self.verticalScrollBar().value()
        layout, here = self.document().documentLayout(), ""
        for anchor, position in self._anchors.items():
            block = self.document().findBlock(position)
            if layout.blockBoundingRect(block).top() > top + self.look.px(24):
                break
            here = anchor
        self._reach(here)

    def _reach(self, anchor: str) -> None:
        if anchor != self._anchor:
            self._anchor = anchor
            self.section_reached.emit(anchor)

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
