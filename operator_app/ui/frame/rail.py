"""The column of screens at the left edge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from operator_app.ui.icons import icon
from operator_app.ui.theme import Look

WIDTH, NARROW_WIDTH = 84, 52
_MOST_DIGITS = 3
_BUTTON_HEIGHT, _NARROW_BUTTON_HEIGHT, _LEAST_HEIGHT = 62, 44, 28
_MARGIN = 6


@dataclass(frozen=True, slots=True)
class ScreenEntry:
    """A screen of the rail: `digit` is its key, Ctrl+1 to Ctrl+9."""

    id: str
    icon: str
    text: str
    digit: int


class Rail(QWidget):
    """84 px at 100 %, 52 px when narrow. Signal: `screen_chosen(str)` with the screen's id."""

    screen_chosen = Signal(str)

    def __init__(
        self, look: Look, screens: Sequence[ScreenEntry], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look, self._screens, self._narrow = look, tuple(screens), False
        self._counts: dict[str, int] = {}
        self.setProperty("role", "rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._group = QButtonGroup(self)
        self._buttons = {one.id: self._button(one) for one in self._screens}
        self._hint = QLabel(_keys_hint([one.digit for one in self._screens]))
        self._hint.setProperty("role", "secondary")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        look.space(column, (0, _MARGIN, 0, _MARGIN))
        for button in self._buttons.values():
            column.addWidget(button)
        column.addStretch(1)
        column.addWidget(self._hint)
        look.changed.connect(self._dress)
        self._dress()

    @property
    def last_stop(self) -> QWidget:
        """The last button, for what Tab reaches after the rail."""
        return [self, *self._buttons.values()][-1]

    def set_current(self, screen_id: str) -> None:
        """Mark the screen in front; a page that the rail does not list leaves none marked."""
        self._group.setExclusive(False)
        for name, button in self._buttons.items():
            button.setChecked(name == screen_id)
        self._group.setExclusive(True)

    def set_count(self, screen_id: str, count: int) -> None:
        """How much waits on a screen, 0 for nothing; a rail without the screen shows none."""
        self._counts[screen_id] = count
        self._dress()

    def set_narrow(self, narrow: bool) -> None:
        """Icons only, with the words as tool tips."""
        self._narrow = narrow
        self._dress()

    def _button(self, screen: ScreenEntry) -> QToolButton:
        button = QToolButton()
        button.setProperty("role", "rail")
        button.setCheckable(True)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda _=False: self.screen_chosen.emit(screen.id))
        self._group.addButton(button)
        return button

    def _dress(self) -> None:
        look, narrow = self._look, self._narrow
        self.setFixedWidth(look.px(NARROW_WIDTH if narrow else WIDTH))
        self._hint.setVisible(not narrow)
        style = Qt.ToolButtonStyle
        for screen in self._screens:
            button = self._buttons[screen.id]
            button.setIcon(icon(screen.icon, look.tokens.text2, look.tokens.accent))
            button.setIconSize(QSize(look.px(20), look.px(20)))
            count = self._counts.get(screen.id, 0)
            self._word(button, screen, count)
            button.setToolButtonStyle(
                style.ToolButtonIconOnly if narrow and not count else style.ToolButtonTextUnderIcon
            )
        self._share_height()

    def _word(self, button: QToolButton, screen: ScreenEntry, count: int) -> None:
        """The screen's name and how much waits there; a narrow rail has room for the number."""
        name = screen.text
        if count:
            told = self.tr("{screen}, waiting: {count}")
            name = told.format(screen=screen.text, count=count)
        wide = f"{screen.text} {count}" if count else screen.text
        button.setText(str(count) if self._narrow and count else wide)
        button.setAccessibleName(name)
        button.setToolTip(f"{name}, Ctrl+{screen.digit}")

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Qt: a lead's row of screens fits a low window too."""
        super().resizeEvent(event)
        self._share_height()

    def _share_height(self) -> None:
        look = self._look
        wanted = look.px(_NARROW_BUTTON_HEIGHT if self._narrow else _BUTTON_HEIGHT)
        below = 0 if self._narrow else self._hint.sizeHint().height()
        room = self.height() - 2 * look.px(_MARGIN) - below
        share = room // max(1, len(self._buttons))
        for button in self._buttons.values():
            button.setFixedHeight(max(look.px(_LEAST_HEIGHT), min(wanted, share)))


def _keys_hint(digits: Sequence[int]) -> str:
    """`Ctrl+1…5` for an unbroken row of screens or a long one, `Ctrl+1, 4` for a few with gaps."""
    if not digits:
        return ""
    unbroken = list(digits) == list(range(digits[0], digits[0] + len(digits)))
    if (unbroken and len(digits) > 1) or len(digits) > _MOST_DIGITS:
        return f"Ctrl+{digits[0]}…{digits[-1]}"
    return "Ctrl+" + ", ".join(str(digit) for digit in digits)
