"""The record that writes itself: a line each, the newest in sight."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QWidget

from operator_app.ui.call.words import clock_time
from operator_app.ui.elements import WrappedLabel
from operator_app.ui.theme import Look


class RecordLines(QScrollArea):
    """When and what; it scrolls by itself and never takes the focus."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[tuple[datetime, str], ...] = ()
        inside = QWidget()
        self.grid = QGridLayout(inside)
        look.space(self.grid, spacing=6)
        self.grid.setColumnStretch(1, 1)
        self.setProperty("role", "clear")
        inside.setProperty("role", "clear")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inside)
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(lambda _, last: bar.setValue(last))

    def show_lines(self, lines: tuple[tuple[datetime, str], ...]) -> None:
        """What happened so far; only rows that are new are made."""
        if lines[: len(self._shown)] != self._shown:
            self._shown = ()
            while self.grid.count():
                item = self.grid.takeAt(0)
                if item and (widget := item.widget()):
                    widget.hide()
                    widget.deleteLater()
        self.grid.setRowStretch(len(self._shown), 0)
        for place in range(len(self._shown), len(lines)):
            at, text = lines[place]
            time = QLabel(clock_time(at))
            time.setProperty("role", "secondary")
            said = WrappedLabel(text)
            self.grid.addWidget(time, place, 0, Qt.AlignmentFlag.AlignTop)
            self.grid.addWidget(said, place, 1)
        self.grid.setRowStretch(len(lines), 1)
        self._shown = lines
