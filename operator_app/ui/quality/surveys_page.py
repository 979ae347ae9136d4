"""Опросы: the indices of each month under their own definition, and answers brought in from CSV."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from operator_app.domain.surveys import MonthScore
from operator_app.services.surveys import Brought, bring_in, scores
from operator_app.services.workplace import Workplace
from operator_app.ui.elements import Card, WrappedLabel
from operator_app.ui.frame.window import LayoutClass
from operator_app.ui.lanes import Runs
from operator_app.ui.notices import NoticeKind, Notices
from operator_app.ui.row_lists import (
    ROW_ROLE,
    Index,
    Lines,
    LinesPainter,
    RowList,
    RowsModel,
)
from operator_app.ui.screen import Screen, Slots
from operator_app.ui.theme import Look

MAX_BYTES = 10_000_000


class ScoreModel(RowsModel[MonthScore]):
    """Months and indices."""

    def title(self, row: MonthScore) -> str:
        """«11.2026 · NPS, версия 1 · 33,3 · ответов: 12»."""
        year, _, month = row.month.partition("-")
        told = QCoreApplication.translate(
            "Quality", "{month} · {index}, version {version} · {score} · answers: {count}"
        )
        return told.format(
            month=f"{month}.{year}", index=row.definition.index.value.upper(),
            version=row.definition.version, score=QLocale().toString(row.score, "f", 1),
            count=row.answers,
        )  # fmt: skip

    def said(self, row: MonthScore) -> str:
        """With the question that was asked."""
        return f"{self.title(row)}. {row.definition.question}"


class ScorePainter(LinesPainter):
    """The month with its figure; the question that was asked."""

    def lines(self, index: Index) -> Lines | None:
        """The score in two lines."""
        row = index.data(ROW_ROLE)
        return Lines(str(index.data()), row.definition.question) if row is not None else None


class SurveysPage(Screen):
    """`storage` is the lane of the file. Signal: `kept()` answers are to be sent."""

    kept = Signal()

    def __init__(
        self, look: Look, storage: Runs, notices: Notices, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._storage, self._notices = storage, notices
        self._workplace: Workplace | None = None
        self.model, self.path, self.empty = ScoreModel(self), QLineEdit(), WrappedLabel()
        name = self.tr("Customers' opinion by month")
        self.list = RowList(look, self.model, ScorePainter, name)
        self.bring = QPushButton(self.tr("Import"))
        self.empty.setText(self.tr("No answers yet. After a call: Shift+F11"))
        self.path.setAccessibleName(self.tr("CSV file"))
        self.path.setPlaceholderText(
            self.tr("Path of a CSV file: date;index;value;number;order;words")
        )
        label = QLabel(self.tr("CSV file"))
        label.setBuddy(self.path)
        self.empty.setProperty("role", "secondary")
        card = Card()
        column = QVBoxLayout(card)
        look.space(column, (12, 12, 12, 12), 8)
        column.addWidget(self.empty)
        column.addWidget(self.list, 1)
        row = QHBoxLayout()
        look.space(row, spacing=8)
        for part in (label, self.path, self.bring):
            row.addWidget(part)
        column.addLayout(row)
        whole = QVBoxLayout(self)
        look.space(whole)
        whole.addWidget(card)
        self.path.returnPressed.connect(self._bring)
        self.bring.clicked.connect(self._bring)

    def attach(self, workplace: Workplace) -> None:
        """The desk is open; again after an edition was taken up between calls."""
        self._workplace = workplace
        self.refresh()

    def arrange(self, layout: LayoutClass) -> None:
        """One column is enough for every size."""
        del layout

    def come_forward(self) -> None:
        """Read what came meanwhile."""
        self.refresh()
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def slots(self) -> Slots:
        """None of its own."""
        return {}

    def refresh(self) -> None:
        """Read the file again."""
        workplace = self._workplace
        if workplace is not None:
            self._storage.run_latest(
                lambda: scores(workplace), self._show, self._notices.tell_fault, topic="surveys"
            )

    def _show(self, rows: tuple[MonthScore, ...]) -> None:
        self.model.put(rows)
        self.empty.setVisible(not rows)
        self.list.setCurrentIndex(self.model.index(0))

    def _bring(self) -> None:
        workplace, typed = self._workplace, self.path.text().strip().strip('"')
        if workplace is None or not typed:
            return

        def read() -> Brought | None:
            try:
                data = Path(typed).expanduser().read_bytes()
                text = data.decode("utf-8") if len(data) <= MAX_BYTES else None
            except (OSError, UnicodeDecodeError):
                text = None
            return None if text is None else bring_in(workplace, text)

        self._storage.run(read, self._brought, self._notices.tell_fault)

    def _brought(self, result: Brought | None) -> None:
        if result is None:
            told = self.tr("The file cannot be read. Check its path; text in UTF-8, up to 10 MB")
            self._notices.tell(told, NoticeKind.WARNING)
            return
        told = self.tr("Answers added: {kept}").format(kept=result.kept)
        if result.refused:
            lines = ", ".join(str(one) for one in result.refused[:10])
            told = self.tr("Answers added: {kept}. Not understood, lines: {lines}").format(
                kept=result.kept, lines=lines
            )
        self._notices.tell(told, NoticeKind.WARNING if result.refused else NoticeKind.DONE)
        self.kept.emit()
        self.refresh()
