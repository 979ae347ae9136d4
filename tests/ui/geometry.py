"""What a person could not read or reach: words squeezed, cut, covered or clipped, small targets."""

from __future__ import annotations

from itertools import combinations
from typing import TypeVar

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStyle,
    QStyleOptionButton,
    QTabBar,
    QWidget,
)

from operator_app.ui.elements import ElidedLabel
from operator_app.ui.frame.notice_bar import NoticeBar
from operator_app.ui.frame.palette import Palette

LEAST_TARGET = 24
Kind = TypeVar("Kind", bound=QWidget)


def visible(window: QWidget, kind: type[Kind]) -> list[Kind]:
    """Widgets of a kind in sight."""
    return [one for one in window.findChildren(kind) if one.isVisible()]


def squeezed(window: QWidget) -> list[str]:
    """Wrapped labels lower than their lines."""
    return [
        f"{one.text()!r} has {one.height()} px of {one.heightForWidth(one.width())}"
        for one in visible(window, QLabel)
        if one.wordWrap() and one.height() < one.heightForWidth(one.width())
    ]


def cut(window: QWidget) -> list[str]:
    """Words and buttons that stick out of what they stand in, and cannot be scrolled to."""
    parts: list[QWidget] = [
        *visible(window, QLabel), *visible(window, QAbstractButton), *visible(window, QLineEdit),
    ]  # fmt: skip
    return [
        f"{_named(one)} sticks out of {type(around).__name__}"
        for one in parts
        if (around := _sticks_out(one, window))
    ]


def _sticks_out(widget: QWidget, window: QWidget) -> QWidget | None:
    above: QWidget | None = widget
    while above is not window and above is not None:
        parent = above.parentWidget()
        if parent is None or isinstance(parent.parentWidget(), QScrollArea):
            return None
        if not parent.rect().contains(QRect(above.pos(), above.size())):
            return parent
        above = parent
    return None


def covered(window: QWidget) -> list[str]:
    """Neighbours in one layout that lie over each other; what is drawn over all is none."""
    found = []
    for around in (window, *visible(window, QWidget)):
        # Not by the layout's items: a wrapper of one would outlive the item it speaks for.
        if around.layout() is None:
            continue
        inside = [
            one
            for one in around.children()
            if isinstance(one, QWidget)
            and one.isVisible()
            and not isinstance(one, (NoticeBar, Palette))
        ]
        found += [
            f"{_named(one)} and {_named(other)}"
            for one, other in combinations(inside, 2)
            if one.geometry().intersects(other.geometry())
        ]
    return found


def clipped(window: QWidget) -> list[str]:
    """Labels, buttons, fields, headers and tabs narrower than their words."""
    found = [
        _short(one, one.text(), one.contentsRect().width())
        for one in visible(window, QLabel)
        if not one.wordWrap() and one.pixmap().isNull()
    ]
    found += [_short(one, one.text(), _inside(one).width()) for one in visible(window, QPushButton)]
    for field in visible(window, QLineEdit):
        margins = field.textMargins()
        room = _field_inside(field).width() - margins.left() - margins.right()
        found.append(_short(field, field.placeholderText(), room))
    for header in visible(window, QHeaderView):
        for place in range(header.count()):
            if not header.isSectionHidden(place):
                room, needs = header.sectionSize(place), header.sectionSizeHint(place)
                if room < needs:
                    found.append(f"header {place} of {_named(header)}: {room} px of {needs}")
    for tabs in visible(window, QTabBar):
        for place in range(tabs.count()):
            found.append(_short(tabs, tabs.tabText(place), tabs.tabRect(place).width()))
    return [one for one in found if one]


def _short(widget: QWidget, text: str, room: int) -> str:
    needs = widget.fontMetrics().horizontalAdvance(text)
    return f"{text!r} has {room} px of {needs}" if needs > room else ""


def _inside(button: QPushButton) -> QRect:
    option = QStyleOptionButton()
    button.initStyleOption(option)
    return button.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, button)


def _field_inside(field: QLineEdit) -> QRect:
    return field.contentsRect().marginsRemoved(field.contentsMargins()).adjusted(2, 0, -2, 0)


def small_targets(window: QWidget) -> list[str]:
    """Buttons smaller than 24 × 24 px."""
    return [
        f"{_named(one)} is {one.width()} × {one.height()}"
        for one in visible(window, QAbstractButton)
        if min(one.width(), one.height()) < LEAST_TARGET
    ]


def elided(window: QWidget) -> list[str]:
    """One-line labels that end in «…»."""
    return [one.text() for one in visible(window, ElidedLabel) if one.is_elided()]


def corner(widget: QWidget, window: QWidget) -> QPoint:
    """Where a widget's upper left corner lies in its window."""
    return widget.mapTo(window, QPoint(0, 0))


def _named(widget: QWidget) -> str:
    words = widget.accessibleName() or str(widget.property("text") or "")
    return f"{type(widget).__name__} {words!r}"
