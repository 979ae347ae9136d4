"""The four stages of a call: one below the other, or in one line where the room is short."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from operator_app.services.call_view import ScriptView, StageProgress, StageRow
from operator_app.ui.call.words import stage_name
from operator_app.ui.elements import ElidedLabel, TokenIcon
from operator_app.ui.theme import Look

_ROLES = {
    StageProgress.DONE: "stage-done",
    StageProgress.CURRENT: "stage-current",
    StageProgress.AHEAD: "stage-ahead",
}
_SIGNS = {
    StageProgress.DONE: ("done", "ok"),
    StageProgress.CURRENT: ("current", "accent"),
    StageProgress.AHEAD: ("todo", "text2"),
}
_SIGN_PX = 20


class StageLine(QWidget):
    """One stage: its sign, its name, and below it what was agreed."""

    def __init__(
        self, look: Look, row: StageRow, number: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        name = QLabel(f"{number}. {stage_name(row.stage)}")
        name.setProperty("role", _ROLES[row.progress])
        head, words, line = QHBoxLayout(), QVBoxLayout(), QHBoxLayout(self)
        for layout, gap in ((head, 10), (words, 0), (line, 10)):
            look.space(layout, spacing=gap)
        sign = TokenIcon(look, *_SIGNS[row.progress], _SIGN_PX)
        line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        words.addLayout(head)
        head.addWidget(name, 1)
        if row.progress is StageProgress.CURRENT:
            place = QLabel(self.tr("step {number} of 4").format(number=number))
            place.setProperty("role", "secondary")
            head.addWidget(place)
        elif row.summary:
            summary = ElidedLabel(row.summary)
            summary.setProperty("role", "secondary")
            words.addWidget(summary)


class StagesInOneLine(QWidget):
    """Four signs, the current one with its name."""

    def __init__(self, look: Look, view: ScriptView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        look.space(row, spacing=10)
        for place, stage in enumerate(view.stages):
            row.addWidget(TokenIcon(look, *_SIGNS[stage.progress], _SIGN_PX))
            if stage.progress is StageProgress.CURRENT:
                name = QLabel(f"{place + 1}. {stage_name(stage.stage)}")
                name.setProperty("role", "stage-current")
                row.addWidget(name)
        row.addStretch(1)


def stage_lines(look: Look, view: ScriptView) -> Iterator[tuple[StageLine, bool]]:
    """A line for each stage, and whether it stands above the words to say."""
    passed = True
    for place, row in enumerate(view.stages):
        passed = passed and row.progress is not StageProgress.AHEAD
        yield StageLine(look, row, place + 1), passed
        if row.progress is StageProgress.CURRENT:
            passed = False
