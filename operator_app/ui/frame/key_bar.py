"""The bar of keys below every screen: always visible, and clickable for a hand on the mouse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from operator_app.ui.elements import KeyCap
from operator_app.ui.theme import Look

HEIGHT, LEAST_TARGET = 32, 24
_SIDE, _GAP = 11, 10


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """A key of the bar; where the room is short, entries of the highest `rank` go first."""

    command_id: str
    key_text: str
    text: str
    rank: int = 0


class KeyButton(QPushButton):
    """A key cap and what the key does."""

    def __init__(self, entry: KeyEntry, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setProperty("role", "key")
        # Every entry has its key: one more stop for Tab would only lengthen the way.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(entry.text)
        self.setAccessibleDescription(entry.key_text)
        cap, text = KeyCap(entry.key_text), QLabel(entry.text)
        self._row = QHBoxLayout(self)
        look.space(self._row, (2, 2, 2, 2), 10)
        for part in (cap, text):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._row.addWidget(part)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Qt: what the cap and the words need, never less than a target of 24 px."""
        return self._row.sizeHint().expandedTo(QSize(0, self._look.px(LEAST_TARGET)))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Qt: nothing less than all of it."""
        return self.sizeHint()


class KeyBar(QWidget):
    """32 px at 100 %. Signal: `command_chosen(str)` with the command's id."""

    command_chosen = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._entries: list[tuple[KeyEntry, KeyButton]] = []
        self.setProperty("role", "key-bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._row = QHBoxLayout(self)
        look.space(self._row, (_SIDE, 0, _SIDE, 0), _GAP - 5)
        self._row.addStretch(1)
        look.changed.connect(self._dress)
        self._dress()

    def set_keys(self, entries: Sequence[KeyEntry]) -> None:
        """The keys of the screen in front, in the order shown."""
        for _, button in self._entries:
            button.hide()
            button.deleteLater()
        self._entries = []
        for place, entry in enumerate(entries):
            button = KeyButton(entry, self._look, self)
            button.clicked.connect(
                lambda _=False, one=entry.command_id: self.command_chosen.emit(one)
            )
            self._row.insertWidget(place, button)
            self._entries.append((entry, button))
        self._fit()

    def shown(self) -> tuple[str, ...]:
        """Command ids of the entries that have room now."""
        return tuple(entry.command_id for entry, button in self._entries if not button.isHidden())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Qt: entries give way, so the bar never widens the window."""
        return QSize(0, self._look.px(HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Qt: another width has room for more or fewer entries."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        gap, room = self._row.spacing(), self.width() - 2 * self._look.px(_SIDE)
        widths = {entry.command_id: b.sizeHint().width() + gap for entry, b in self._entries}
        by_rank = sorted(range(len(self._entries)), key=lambda i: (self._entries[i][0].rank, i))
        dropped = set[int]()
        total = sum(widths.values()) - gap
        while by_rank and total > room:
            last = by_rank.pop()
            dropped.add(last)
            total -= widths[self._entries[last][0].command_id]
        for place, (_, button) in enumerate(self._entries):
            button.setVisible(place not in dropped)

    def _dress(self) -> None:
        self.setFixedHeight(self._look.px(HEIGHT))
        self._fit()
