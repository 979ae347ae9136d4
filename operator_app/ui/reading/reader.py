"""Shows a passage of a SOP: Markdown without HTML, found words marked, nothing fetched."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QCoreApplication, QSizeF, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QImage,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextDocumentFragment,
    QTextFormat,
)
from PySide6.QtWidgets import QMenu, QTextBrowser, QTextEdit, QWidget

from operator_app.domain.publication import Content
from operator_app.domain.sops import PassageLink, Section, Sop
from operator_app.services.read_sops import new_words
from operator_app.ui.phrases.offsets import units
from operator_app.ui.reading.fragments import (
    BADGE,
    MARK,
    copy_all,
    decoded,
    line_tables,
    pictures_in,
    unmarked,
)
from operator_app.ui.theme import Look

MAX_TEXT = 262_144
"""Longest text set into the view, in characters (`security.md`: 256 KB)."""

_HEADING_LEVEL = 2
_NOTHING: Mapping[str, str] = MappingProxyType({})


class Reader(QTextBrowser):
    """Read-only view of one SOP, scrolled to a section.

    Signals: `passage_followed(PassageLink)` when a link to another passage was activated,
    `section_reached(str)` with the anchor of the section now at the top, `passage_copied()`.
    """

    passage_followed = Signal(object)
    section_reached = Signal(str)
    passage_copied = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._anchors: dict[str, int] = {}
        self._content: Content | None = None
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
        look.changed.connect(self._line_tables)

    @property
    def anchor(self) -> str:
        """The section being read: the one asked for, or the one scrolled to since."""
        if self._moved.isActive():
            self._find_section()
        return self._anchor

    def loadResource(self, kind: int, name: QUrl | str) -> Any:  # noqa: N802
        """Qt asks for images here: none is ever opened by name (returning None would open it)."""
        return QImage()

    def show_pictures_of(self, content: Content) -> None:
        """Take the pictures of procedures from this edition."""
        self._content = content

    def show_sop(self, sop: Sop, anchor: str, changed: Mapping[str, str] = _NOTHING) -> None:
        """Set the whole SOP and bring the section of `anchor` to the top.

        `changed` maps the anchors of sections that are new to the reader to what they said before:
        their headings say so, and the words that were not there are marked.
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
        self._line_tables()
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
        self._mark_new(changed)
        self._show_pictures()
        self.go_to(anchor)

    def _line_tables(self) -> None:
        line_tables(self.document(), QColor(self.look.tokens.line))

    def _mark_new(self, changed: Mapping[str, str]) -> None:
        style = QTextCharFormat()
        style.setBackground(QColor(self.look.tokens.warn_bg))
        style.setProperty(MARK, True)
        for anchor, before in changed.items():
            start, end = self.span(anchor)
            said = self.text()[start:end]
            for first, last in new_words(before, said):
                cursor = QTextCursor(self.document())
                cursor.setPosition(start + units(said, first))
                cursor.setPosition(start + units(said, last), QTextCursor.MoveMode.KeepAnchor)
                cursor.mergeCharFormat(style)

    def span(self, anchor: str) -> tuple[int, int]:
        """Where a section begins, heading included, and ends, in positions of the document.

        What stands above the first heading for an anchor that the text does not have.
        """
        places = sorted([*self._anchors.values(), self.document().characterCount() - 1])
        start = self._anchors.get(anchor, 0)
        return start, next((one for one in places if one > start), places[-1])

    def _show_pictures(self) -> None:
        """Give the document its pictures at most as wide as the view; a missing one is left out."""
        document, widest = self.document(), self.viewport().width() - self.look.px(24)
        for cursor, style in pictures_in(document):
            image = self._picture(style.name())
            document.addResource(
                int(QTextDocument.ResourceType.ImageResource.value), QUrl(style.name()), image
            )
            if not image.isNull():
                style.setWidth(max(1, min(widest, self.look.px(image.width()))))
                cursor.setCharFormat(style)

    def _picture(self, name: str) -> QImage:
        """The picture a name of the text means; a null image when the edition has none."""
        found = self._content.picture(QUrl(name).fileName()) if self._content else None
        return decoded(found.data) if found else QImage()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Qt: pictures fit the new width."""
        super().resizeEvent(event)
        if self._anchors and event.size().width() != event.oldSize().width():
            self._show_pictures()

    def _read(self) -> QTextDocumentFragment:
        start, end = self.span(self.anchor)
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor.selection()

    def printed(self, largest: QSizeF) -> QTextDocument:
        """The section being read as a document of its own, without marks, with its pictures.

        `largest` is the most a picture may take, in px at 96 dpi.
        """
        return unmarked(self._read(), self._picture, largest)

    def copy_clean(self) -> None:
        """Copy what is selected without marks; with nothing selected, the passage being read."""
        chosen = self.textCursor().selection()
        copy_all(unmarked(self._read() if chosen.isEmpty() else chosen))
        if chosen.isEmpty():
            self.passage_copied.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Qt: Ctrl+C copies without marks."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_clean()
            return
        super().keyPressEvent(event)

    def menu(self) -> QMenu:
        """Qt's own menu, whose Copy copies as Ctrl+C does."""
        menu = self.createStandardContextMenu()
        for action in menu.actions():
            if action.objectName() == "edit-copy":
                action.triggered.disconnect()
                action.triggered.connect(self.copy_clean)
                action.setEnabled(True)
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """Qt: the right button, or the menu key."""
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

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
        style.setProperty(BADGE, True)
        space = QTextCharFormat(cursor.charFormat())
        space.setProperty(BADGE, True)
        cursor.insertText("  ", space)
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
            cursor.setPosition(units(text, start))
            cursor.setPosition(units(text, end), QTextCursor.MoveMode.KeepAnchor)
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

    def mark_found(self, text: str, spans: tuple[tuple[int, int], ...]) -> None:
        """Mark what was found in `text`, unless another text is shown by now."""
        if self.text() == text:
            self.mark_words(spans)

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
