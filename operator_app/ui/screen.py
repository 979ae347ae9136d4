"""What the window needs of a screen; each lives in a folder of its own and knows no other."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from operator_app.services.workplace import Workplace
from operator_app.ui.frame.window import LayoutClass

Slots = Mapping[str, Callable[[], object]]
"""What commands of `shortcuts.COMMANDS` mean while the screen is in front."""


class Screen(QWidget):
    """A screen of the rail. The window calls `attach` once the desk is open, the rest later."""

    def attach(self, workplace: Workplace) -> None:
        """The desk is open; again after an edition was taken up between calls."""

    def arrange(self, layout: LayoutClass) -> None:
        """Fit the window's size class."""

    def come_forward(self) -> None:
        """The screen was brought to the front: take the focus, refresh what may be old."""

    def refresh(self) -> None:
        """What is in the local file changed: show it, if somebody looks."""

    def keep_now(self) -> None:
        """The window is closing: hand what is not written yet to a lane."""

    def slots(self) -> Slots:
        """Its commands; those it does not name keep what they mean on every screen."""
        return {}
