"""Icons by the trade's names, drawn from the Material Design font that qtawesome carries."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QIcon,
    QIconEngine,
    QPainter,
    QPixmap,
)

ICONS = {
    "call": "phone",
    "talking": "phone-in-talk",
    "sop": "book-open-variant",
    "replies": "message-text-outline",
    "journal": "clipboard-text-clock-outline",
    "callbacks": "phone-return",
    "editor": "file-document-edit-outline",
    "publication": "upload",
    "quality": "chart-box-outline",
    "trainer": "school-outline",
    "search": "magnify",
    "cloud-ok": "cloud-check-outline",
    "cloud-off": "cloud-off-outline",
    "cloud-sync": "cloud-sync-outline",
    "cloud-warning": "cloud-alert",
    "menu": "menu",
    "done": "check-circle",
    "current": "arrow-right-circle",
    "todo": "circle-outline",
    "skipped": "skip-next-circle-outline",
    "warning": "alert",
    "info": "information-outline",
    "fault": "alert-octagon",
    "pin": "pin",
    "close": "close",
    "parked": "phone-paused",
    "ringing": "phone-ring",
    "waiting": "cloud-upload-outline",
    "reopen": "history",
    "note": "note-edit-outline",
    "down": "chevron-down",
    "customer": "account",
}
"""The trade's name → the name in Material Design Icons."""


def icon(name: str, colour: str, checked_colour: str | None = None) -> QIcon:
    """The icon tinted `#RRGGBB`; the other colour is for checked buttons. KeyError if unknown."""
    return QIcon(_GlyphEngine(_glyph(name), colour, checked_colour or colour))


def pixmap(name: str, colour: str, px: int, ratio: float = 1.0) -> QPixmap:
    """The icon as a square of `px` window px at a device pixel ratio. KeyError if unknown."""
    made = QPixmap(round(px * ratio), round(px * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    _draw(painter, QRect(0, 0, px, px), _glyph(name), QColor(colour))
    painter.end()
    return made


@lru_cache(maxsize=1)
def _charmap() -> dict[str, str]:
    # Importing qtawesome takes about 90 ms and its first icon 60 ms, for six families we do not
    # draw: reading its one font and table costs a tenth and keeps the first paint early.
    found = find_spec("qtawesome")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("qtawesome, which carries the icons, is not installed")
    fonts = Path(found.origin).parent / "fonts"
    table = next(fonts.glob("materialdesignicons6-webfont-charmap-*.json"))
    codes: dict[str, str] = json.loads(table.read_text(encoding="utf-8"))
    return {name: chr(int(codes[drawn], 16)) for name, drawn in ICONS.items()}


@lru_cache(maxsize=1)
def _family() -> str:
    found = find_spec("qtawesome")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("qtawesome, which carries the icons, is not installed")
    file = next((Path(found.origin).parent / "fonts").glob("materialdesignicons6-webfont-*.ttf"))
    return QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(file)))[0]


def _glyph(name: str) -> str:
    return _charmap()[name]


def _draw(painter: QPainter, rect: QRect, glyph: str, colour: QColor) -> None:
    font = QFont(_family())
    font.setPixelSize(max(1, min(rect.width(), rect.height())))
    font.setStyleStrategy(QFont.StyleStrategy.NoFontMerging)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, glyph)


class _GlyphEngine(QIconEngine):
    """Draws a glyph sharply at whatever size and pixel ratio Qt asks for."""

    def __init__(self, glyph: str, colour: str, checked_colour: str) -> None:
        super().__init__()
        self._glyph, self._colour, self._checked_colour = glyph, colour, checked_colour

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Qt: draw into `rect`; a disabled icon is drawn faintly."""
        colour = QColor(self._checked_colour if state is QIcon.State.On else self._colour)
        if mode is QIcon.Mode.Disabled:
            colour.setAlphaF(0.5)
        _draw(painter, rect, self._glyph, colour)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Qt: the icon on a transparent ground."""
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return made

    def clone(self) -> QIconEngine:
        """Qt: a copy for a detached icon."""
        return _GlyphEngine(self._glyph, self._colour, self._checked_colour)
