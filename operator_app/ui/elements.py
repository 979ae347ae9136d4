"""Small widgets every screen is made of; the style sheet dresses them by their `role`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QProgressBar,
    QScrollArea,
    QSizePolicy,
    QWidget,
)

from operator_app.ui.icons import pixmap
from operator_app.ui.theme import Look

_UNBROKEN = re.compile(r"[^\s\u200b]{30}(?=[^\s\u200b])")
_NO_BREAK, _HELD = "\u00a0", 24
"""A fact of at most so many characters stays on one line."""
LOOKS = (QEvent.Type.FontChange, QEvent.Type.StyleChange)
"""Changes after which a text needs another room."""


def set_role(widget: QWidget, role: str, kind: str = "") -> None:
    """Give a widget another role (and kind) of the style sheet; it repaints at once."""
    if widget.property("role") == role and (widget.property("kind") or "") == kind:
        return
    widget.setProperty("role", role)
    widget.setProperty("kind", kind)
    for part in (widget, *widget.findChildren(QWidget)):
        part.style().unpolish(part)
        part.style().polish(part)


class WrappedLabel(QLabel):
    """Text that wraps and is never squeezed below its lines; plain unless told otherwise."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setText(text)

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Show `text`; an endless word may break anywhere, so that none of it is lost."""
        plain = self.textFormat() is Qt.TextFormat.PlainText
        super().setText(_UNBROKEN.sub("\\g<0>\u200b", text) if plain else text)
        self._hold_height()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Qt: any width will do, so that a long word cannot widen the window."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Qt: another width needs another height."""
        super().resizeEvent(event)
        self._hold_height()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Qt: another font needs another height."""
        super().changeEvent(event)
        if event.type() in LOOKS:
            self._hold_height()

    def _hold_height(self) -> None:
        # A wrapped QLabel is squeezed below its text, minimumSizeHint() saying nothing of it. Its
        # heightForWidth() never goes below a minimum that is set, hence the 0 first.
        self.setMinimumHeight(0)
        self.setMinimumHeight(max(0, self.heightForWidth(self.width())))


class ElidedLabel(QLabel):
    """One line that ends in «…» when the room is short; `text()` is always whole."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Qt: two letters and the dots are enough."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), self.fontMetrics().horizontalAdvance("ШШ…")), hint.height())

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Qt: room for the whole text; text widths are fractions, hence one px more."""
        return super().sizeHint() + QSize(1, 0)

    def is_elided(self) -> bool:
        """Whether the text does not fit the width."""
        room = self.contentsRect().width()
        return self.fontMetrics().horizontalAdvance(self.text()) > room

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Qt: the text as the width allows."""
        if not self.is_elided():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        self.drawFrame(painter)
        rect = self.contentsRect()
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, rect.width()
        )
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(rect, int(self.alignment()), shown)


def fitting(offers: Sequence[str], metrics: QFontMetrics, room: int) -> str:
    """The first of `offers`, longest first, that needs no more than `room` px; else the last."""
    return next((one for one in offers if metrics.horizontalAdvance(one) <= room), offers[-1])


class FittingLabel(ElidedLabel):
    """One line that says the most its width allows, of what is offered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._offers: tuple[str, ...] = ("",)

    def offer(self, *texts: str) -> None:
        """What may be said, longest first; the last is also said where nothing fits."""
        self._offers = texts
        self._choose()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Qt: room for the longest."""
        longest = self.fontMetrics().horizontalAdvance(self._offers[0])
        return super().sizeHint().expandedTo(QSize(longest + 1, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Qt: another width says more or less."""
        super().resizeEvent(event)
        self._choose()

    def _choose(self) -> None:
        self.setText(fitting(self._offers, self.fontMetrics(), self.contentsRect().width()))


def beside(*facts: str) -> str:
    """Facts on one line, empty ones left out.

    Where it wraps, no line begins with the dot, and a number or a name is not torn in two.
    """
    whole = (one.replace(" ", _NO_BREAK) if len(one) <= _HELD else one for one in facts if one)
    return f"{_NO_BREAK}· ".join(whole)


class KeyCap(QLabel):
    """The name of a key, drawn as a cap."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("role", "keycap")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class IconLabel(QLabel):
    """An icon that only accompanies words, so a screen reader passes over it."""

    def show_icon(self, name: str, colour: str, px: int) -> None:
        """Show the icon of that name tinted `#RRGGBB`, `px` window px wide and high."""
        self.setFixedSize(px, px)
        self.setPixmap(pixmap(name, colour, px, self.devicePixelRatioF()))


class TokenIcon(IconLabel):
    """An icon in a token's colour, `side` px at 100 %, that follows theme and scale."""

    def __init__(
        self, look: Look, name: str, token: str, side: float, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look, self._name, self._token, self._side = look, name, token, side
        look.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        colour = str(getattr(self._look.tokens, self._token))
        self.show_icon(self._name, colour, self._look.px(self._side))


class Card(QFrame):
    """A surface with a thin border and round corners."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Qt: the least height that squeezes nothing; a `Scrolled` one scrolls below it."""
        layout = self.layout()
        return layout.totalMinimumHeightForWidth(width) if layout is not None else -1


class Scrolled(QScrollArea):
    """A card that scrolls where the window cannot hold it. Signal: `room_changed(int)`, its px."""

    room_changed = Signal(int)

    def __init__(self, card: Card, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "clear")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # The row it stands in decides its width alone.
        card.setMinimumWidth(1)
        self.setWidget(card)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Qt: whatever there is."""
        return QSize(1, 1)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Qt: any size will do, the rest is scrolled."""
        return QSize(1, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Qt: tell how much can be seen at once."""
        super().resizeEvent(event)
        self.room_changed.emit(self.height())


class Divider(QFrame):
    """A hairline between parts; decoration only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "divider")


class ProgressBar(QProgressBar):
    """A thin bar without words; the words stand beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextVisible(False)
