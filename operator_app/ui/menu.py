"""What Ctrl+K, F1 and F10 list: the commands that act now, the settings, the demo's switches."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from operator_app.services.people import Person
from operator_app.services.workplace import Demo
from operator_app.ui.frame.palette import Palette, PaletteRow
from operator_app.ui.shortcuts import Shortcuts
from operator_app.ui.theme import Look

SCALES = (1.0, 1.15, 1.25, 1.5, 2.0)
"""Scales a person may choose (`ui.md` §5); 115 % is the usual one from 1800 px."""

WIDE_SCREEN_PX = 1800


class Menu(QObject):
    """Signals: `signed_in(Person)` another of the demo's people; `network_switched()`.

    `joining_asked()` the centre's address is to be given; `sync_asked()` the page of exchange.
    """

    signed_in = Signal(object)
    network_switched = Signal()
    joining_asked = Signal()
    sync_asked = Signal()

    def __init__(self, look: Look, shortcuts: Shortcuts, palette: Palette) -> None:
        super().__init__(palette)
        self._look = look
        self._shortcuts = shortcuts
        self._palette = palette
        self._demo: Demo | None = None
        self._person: Person | None = None
        self._chosen_scale = False
        self._may_join = False
        keys: dict[str, Callable[[], object]] = {
            "palette": self.all_commands,
            "keys": self.keys,
            "menu": self.settings,
            "theme": self.other_theme,
            "scale-up": lambda: self.scale(1),
            "scale-down": lambda: self.scale(-1),
            "scale-reset": lambda: self.scale(0),
        }
        for command, slot in keys.items():
            shortcuts.connect_command(command, slot)

    def know(self, person: Person, demo: Demo | None) -> None:
        """Who is signed in, and what the demo allows."""
        self._person, self._demo = person, demo

    def allow_joining(self) -> None:
        """The desk is a real one: it can enter a centre, now or anew."""
        self._may_join = True

    def all_commands(self) -> None:
        """Ctrl+K: everything that acts now."""
        self._toggle(
            self.tr("Commands"), (*self._acting(), *self._centre_rows(), *self._demo_rows())
        )

    def keys(self) -> None:
        """F1: the keys of this screen."""
        self._toggle(self.tr("Keys of this screen"), self._acting())

    def settings(self) -> None:
        """F10: theme, scale, sending, the demo's switches."""
        wanted = ("theme", "scale-up", "scale-down", "scale-reset", "full-screen", "sync", "save")
        rows = tuple(self._row(one) for one in wanted if self._shortcuts.is_enabled(one))
        self._toggle(self.tr("Menu"), (*rows, *self._centre_rows(), *self._demo_rows()))

    def other_theme(self) -> None:
        """Ctrl+T: light or dark."""
        self._look.wear(scheme="light" if self._look.scheme == "dark" else "dark")

    def scale(self, direction: int) -> None:
        """Ctrl+= and Ctrl+−: the next scale up or down; 0 is the usual one again."""
        now = self._look.theme.scale
        bigger = [one for one in SCALES if one > now + 0.001]
        smaller = [one for one in SCALES if one < now - 0.001]
        wanted = {1: bigger[:1], -1: smaller[-1:], 0: [SCALES[0]]}[direction]
        self._chosen_scale = True
        if wanted:
            self._look.wear(scale=wanted[0])

    def fit_scale(self, width: int) -> None:
        """115 % on a wide window, unless a scale was chosen."""
        if not self._chosen_scale and self._look.theme.scale == 1.0 and width >= WIDE_SCREEN_PX:
            self._look.wear(scale=1.15)

    def switch_network(self) -> None:
        """«Нет сети» in the demo: the cable out, or back in."""
        if self._demo is not None:
            self._demo.set_offline(not self._demo.is_offline())
            self.network_switched.emit()

    def _toggle(self, title: str, rows: tuple[PaletteRow, ...]) -> None:
        if self._palette.isVisible():
            self._palette.close_palette()
        else:
            self._palette.open(title, rows)

    def _acting(self) -> tuple[PaletteRow, ...]:
        return tuple(
            self._row(one.id)
            for one in self._shortcuts.commands()
            if self._shortcuts.is_enabled(one.id)
        )

    def _row(self, command: str) -> PaletteRow:
        text, key = self._shortcuts.text(command), self._shortcuts.key_text(command)
        return PaletteRow(text, key, lambda: self._shortcuts.trigger(command))

    def _centre_rows(self) -> tuple[PaletteRow, ...]:
        rows = []
        if self._person is not None:
            rows.append(PaletteRow(self.tr("Synchronisation"), "", self.sync_asked.emit))
        if self._may_join:
            rows.append(PaletteRow(self.tr("Connect to the centre"), "", self.joining_asked.emit))
        return tuple(rows)

    def _demo_rows(self) -> tuple[PaletteRow, ...]:
        demo = self._demo
        if demo is None:
            return ()
        cable = self.tr("Demo: network on") if demo.is_offline() else self.tr("Demo: no network")
        rows = [PaletteRow(cable, "", self.switch_network)]
        for person in demo.people:
            if person.login != (self._person.login if self._person else ""):
                text = self.tr("Demo: sign in as {name}, {role}")
                words = text.format(name=person.full_name, role=self._role(person))
                rows.append(PaletteRow(words, "", partial(self.signed_in.emit, person)))
        return tuple(rows)

    def _role(self, person: Person) -> str:
        return {
            "agent": self.tr("agent"),
            "lead": self.tr("lead"),
            "trainee": self.tr("trainee"),
        }[person.role]
