"""The frame: bars around a stack of screens, and the size class that screens lay out by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from operator_app.ui.frame.key_bar import KeyBar
from operator_app.ui.frame.notice_bar import WIDTH as NOTICE_WIDTH
from operator_app.ui.frame.notice_bar import NoticeBar
from operator_app.ui.frame.rail import Rail, ScreenEntry
from operator_app.ui.frame.top_bar import TopBar
from operator_app.ui.notices import Message
from operator_app.ui.theme import Look

THREE_COLUMNS, TWO_COLUMNS = 1180, 760
SHORT, TINY, TALL = 740, 490, 900


@dataclass(frozen=True, slots=True)
class LayoutClass:
    """How much room there is: columns 1 to 3; one-line steps; two-column answers; more rows."""

    columns: int
    short: bool
    tiny: bool
    tall: bool
    narrow: bool


def layout_class(width: int, height: int, scale: float) -> LayoutClass:
    """The class of a client area of `width` × `height` px at `scale` (1.0 = 100 %)."""
    across, down = width / scale, height / scale
    columns = 3 if across >= THREE_COLUMNS else 2 if across >= TWO_COLUMNS else 1
    return LayoutClass(
        columns=columns,
        short=down < SHORT,
        tiny=down < TINY,
        tall=down >= TALL,
        narrow=columns < 3,
    )


class Frame(QWidget):
    """Fill a window with it. Signals: `layout_changed(LayoutClass)`, `screen_shown(str)`.

    Choosing in the rail shows the screen; the window connects Ctrl+digits to `show_screen`.
    """

    layout_changed = Signal(object)
    screen_shown = Signal(str)

    def __init__(
        self, look: Look, screens: Sequence[ScreenEntry], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._class: LayoutClass | None = None
        self._pages: dict[str, QWidget] = {}
        self._later: dict[str, Callable[[], QWidget]] = {}
        self.setProperty("role", "desk")
        self.top_bar, self.key_bar = TopBar(look), KeyBar(look)
        self.rail = Rail(look, screens)
        self.stack = QStackedWidget()
        middle = QHBoxLayout()
        look.space(middle)
        middle.addWidget(self.rail)
        middle.addWidget(self.stack, 1)
        column = QVBoxLayout(self)
        look.space(column)
        column.addWidget(self.top_bar)
        column.addLayout(middle, 1)
        column.addWidget(self.key_bar)
        self.notice_bar = NoticeBar(look, self)
        # Tab goes through the screen first, then the rail, then the top bar's buttons.
        # WORKAROUND Qt 6.11 moves nothing behind the last of the chain: the message comes before.
        self.top_bar.stop_after(self.rail.last_stop)
        self.notice_bar.changed.connect(self._place_notice)
        self.rail.screen_chosen.connect(self.show_screen)
        look.changed.connect(self._measure)

    @property
    def layout_now(self) -> LayoutClass:
        """The size class in force."""
        return self._class or layout_class(self.width(), self.height(), self._look.theme.scale)

    def add_screen(self, screen_id: str, widget: QWidget) -> None:
        """Add the widget of a screen that the rail lists."""
        self._pages[screen_id] = widget
        self.stack.addWidget(widget)

    def add_later(self, screen_id: str, make: Callable[[], QWidget]) -> None:
        """Add a screen whose widget is made when it is first wanted."""
        self._later[screen_id] = make

    def page(self, screen_id: str) -> QWidget:
        """The widget of a screen, made now if need be. KeyError if none of that id was added."""
        if screen_id not in self._pages:
            self.add_screen(screen_id, self._later[screen_id]())
        return self._pages[screen_id]

    def show_screen(self, screen_id: str) -> None:
        """Bring a screen to the front. KeyError if none of that id was added."""
        self.stack.setCurrentWidget(self.page(screen_id))
        self.rail.set_current(screen_id)
        self.screen_shown.emit(screen_id)

    def current_screen(self) -> str:
        """The id of the screen in front, "" before the first is added."""
        front = self.stack.currentWidget()
        return next((name for name, page in self._pages.items() if page is front), "")

    def show_message(self, message: Message) -> None:
        """Tell the operator something; the listener for `Notices.listen`."""
        self.notice_bar.show_message(message)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Qt: another size may be another class."""
        super().resizeEvent(event)
        self._measure()
        self._place_notice()

    def _measure(self) -> None:
        now = layout_class(self.width(), self.height(), self._look.theme.scale)
        if now == self._class:
            return
        self._class = now
        self.top_bar.set_narrow(now.narrow)
        self.rail.set_narrow(now.narrow)
        self.layout_changed.emit(now)

    def _place_notice(self) -> None:
        look, bar = self._look, self.notice_bar
        left, edge = self.rail.width() + look.px(16), look.px(16)
        width = max(1, min(look.px(NOTICE_WIDTH), self.width() - left - edge))
        row = bar.layout()
        height = row.totalHeightForWidth(width) if row is not None else bar.sizeHint().height()
        top = self.height() - self.key_bar.height() - edge - height
        bar.setGeometry(QRect(left, top, width, height))
