"""The bar above every screen: the call, the customer, the state of sending, the agent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from operator_app.ui.elements import ElidedLabel, IconLabel
from operator_app.ui.icons import icon
from operator_app.ui.theme import Look

HEIGHT = 46
_TONES = {
    "cloud-ok": "bar_ok",
    "cloud-off": "bar_warn",
    "cloud-warning": "bar_bad",
    "talking": "bar_ok",
    "ringing": "bar_warn",
}


class PressedLabel(ElidedLabel):
    """Words that lead somewhere: a click, Enter or Space on them. Signal: `pressed()`."""

    pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Qt: Enter and Space press."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Qt: a click presses."""
        super().mouseReleaseEvent(event)
        if self.rect().contains(event.position().toPoint()):
            self.pressed.emit()


class TopBar(QWidget):
    """46 px at 100 %. Signals: `parked_chosen(UUID)`, `ringing_taken()`, `menu_asked()`.

    `sync_asked()` the state of exchange was clicked, or Enter pressed on it.
    """

    parked_chosen = Signal(object)
    ringing_taken = Signal()
    menu_asked = Signal()
    sync_asked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._narrow = False
        self._texts = {"sync": ("", "")}
        self._icons = {"call": "call", "sync": "cloud-ok"}
        self.setProperty("role", "top-bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._call_icon, self._sync_icon = IconLabel(), IconLabel()
        self.state = _label(QLabel(), "bar-state")
        self.timer = _label(QLabel(), "bar-timer")
        self.name = _label(ElidedLabel(), "bar-name")
        self.details = _label(ElidedLabel(), "bar-secondary")
        self.queue = _label(QLabel(), "bar-secondary")
        self.sync = _label(PressedLabel(), "bar-secondary")
        self.sync.pressed.connect(self.sync_asked)
        self.agent = _label(QLabel(), "bar-secondary")
        self.timer.setTextFormat(Qt.TextFormat.PlainText)
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.agent.setTextFormat(Qt.TextFormat.PlainText)
        self._ringing = self._chip("ringing")
        self._ringing.clicked.connect(self.ringing_taken)
        self._parked_row = QHBoxLayout()
        self._parked: list[QPushButton] = []
        self.menu = QToolButton()
        self.menu.setProperty("role", "icon")
        self.menu.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.menu.setAccessibleName(self.tr("Menu"))
        self.menu.setToolTip(self.tr("Menu"))
        self.menu.clicked.connect(self.menu_asked)
        self._lay_out()
        look.changed.connect(self._dress)
        self._dress()
        self.set_idle()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        self._look.space(row, (15, 0, 12, 0), 13)
        self._look.space(self._parked_row, spacing=6)
        for part in (self._call_icon, self.state, self.timer, self.name, self.details):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self._ringing)
        row.addLayout(self._parked_row)
        for part in (self.queue, self._sync_icon, self.sync, self.agent):
            row.addWidget(part)
        row.addWidget(self.menu)

    def stop_after(self, before: QWidget) -> None:
        """Tab comes to the bar's buttons after this one."""
        self.setTabOrder(before, self._ringing)
        self.setTabOrder(self._ringing, self.sync)
        self.setTabOrder(self.sync, self.menu)

    def set_call(self, state_text: str, timer_text: str, name: str, details: str) -> None:
        """Show a call: «Идёт звонок», «03:42», the customer's name and what is known."""
        self._show_call("talking", state_text, timer_text, name, details)

    def set_timer(self, timer_text: str) -> None:
        """The time of the call alone, once a second."""
        self.timer.setText(timer_text)

    def set_idle(self, title: str = "", details: str = "") -> None:
        """No call: the screen's title perhaps, and a word about it."""
        self._show_call("call", "", "", title, details)

    def _show_call(
        self, sign: str, state_text: str, timer_text: str, name: str, details: str
    ) -> None:
        texts = (state_text, timer_text, name, details)
        labels = (self.state, self.timer, self.name, self.details)
        for label, text in zip(labels, texts, strict=True):
            label.setText(text)
            label.setVisible(bool(text))
        self._call_icon.setVisible(bool(timer_text))
        if sign != self._icons["call"]:
            self._icons["call"] = sign
            self._dress_icons()
        self._fit()

    def set_queue(self, text: str) -> None:
        """«Очередь: 4» when the softphone hands it over, "" otherwise."""
        self.queue.setText(text)
        self._fit()

    def set_sync(self, icon_name: str, text: str, narrow_text: str = "") -> None:
        """Whether everything has reached the centre, in words; a shorter wording for less room."""
        self._icons["sync"] = icon_name
        self._texts["sync"] = (text, narrow_text or text)
        self._dress_icons()
        self._fit()

    def set_agent(self, text: str) -> None:
        """Who works here: «О. Смирнова»."""
        self.agent.setText(text)
        self._fit()

    def set_ringing(self, text: str) -> None:
        """A chip «Звонит …» for a call that F2 would take, "" for none."""
        _word_chip(self._ringing, text, text)
        self._ringing.setVisible(bool(text))
        self._fit()

    def set_parked(self, calls: Sequence[tuple[UUID, str]]) -> None:
        """A chip for every parked call: its id and who waits."""
        for chip in self._parked:
            chip.hide()
            chip.deleteLater()
        self._parked = []
        for call_id, text in calls:
            chip = self._chip("parked")
            _word_chip(chip, text, self.tr("Parked call: {who}").format(who=text))
            chip.clicked.connect(lambda _=False, one=call_id: self.parked_chosen.emit(one))
            self._parked_row.addWidget(chip)
            self.setTabOrder(self._parked[-1] if self._parked else self._ringing, chip)
            chip.show()
            self._parked.append(chip)
        self._dress_icons()
        self._fit()

    def tell_waiting(self, texts: Sequence[str]) -> None:
        """Other words on the chips of the parked calls, once a second: «Кузьмина А. П. 02:15»."""
        for chip, text in zip(self._parked, texts, strict=True):
            chip.setText(f" {text}")

    def set_narrow(self, narrow: bool) -> None:
        """The form for less width: signs instead of words where a sign says enough."""
        self._narrow = narrow
        self._fit()

    def _fit(self) -> None:
        wide = not self._narrow
        self.sync.setText(self._texts["sync"][self._narrow])
        self.sync.setAccessibleName(self._texts["sync"][0] or self.tr("Synchronisation"))
        self.state.setVisible(wide and bool(self.state.text()))
        self.queue.setVisible(wide and bool(self.queue.text()))
        self.agent.setVisible(wide and bool(self.agent.text()))
        crowded = self._narrow and (bool(self._parked) or bool(self._ringing.text()))
        self.details.setVisible(not crowded and bool(self.details.text()))

    def _dress(self) -> None:
        self.setFixedHeight(self._look.px(HEIGHT))
        self.timer.setFont(self._look.theme.font(22, 600, tabular=True))
        self.timer.setContentsMargins(0, 0, self._look.px(8), 0)
        self.menu.setIcon(icon("menu", self._look.tokens.bar_text))
        self.menu.setIconSize(QSize(self._look.px(20), self._look.px(20)))
        self.menu.setFixedSize(self._look.px(28), self._look.px(28))
        self.sync.setMinimumSize(self._look.px(24), self._look.px(24))
        self._dress_icons()

    def _dress_icons(self) -> None:
        size = self._look.px(18)
        for label, name in (
            (self._call_icon, self._icons["call"]),
            (self._sync_icon, self._icons["sync"]),
        ):
            label.show_icon(name, self._tone(name), size)
        for chip, name in ((self._ringing, "ringing"), *((one, "parked") for one in self._parked)):
            chip.setIcon(icon(name, self._tone(name)))
            chip.setIconSize(QSize(size, size))

    def _tone(self, name: str) -> str:
        return str(getattr(self._look.tokens, _TONES.get(name, "bar_text2")))

    def _chip(self, kind: str) -> QPushButton:
        chip = QPushButton(self)
        chip.setProperty("role", "chip")
        chip.setProperty("kind", kind)
        chip.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        chip.hide()
        return chip


def _word_chip(chip: QPushButton, text: str, name: str) -> None:
    # A space of its own between sign and words: the style sheet knows none.
    chip.setText(f" {text}" if text else "")
    chip.setAccessibleName(name)


Label = TypeVar("Label", bound=QLabel)


def _label(label: Label, role: str) -> Label:
    label.setProperty("role", role)
    return label
