"""Calls of the journal as rows of a table, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import IntEnum
from uuid import UUID

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QIcon

from operator_app.domain.calls import CallStatus
from operator_app.domain.records import CallRecord, JournalRow

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class Column(IntEnum):
    """The columns from left to right."""

    TIME = 0
    CUSTOMER = 1
    SCRIPT = 2
    OUTCOME = 3
    SENDING = 4


class Sending(IntEnum):
    """What became of a row's way to the centre."""

    SENT = 0
    WAITING = 1
    REFUSED = 2
    TWO_VERSIONS = 3


def sending(row: JournalRow) -> Sending:
    """Whether the call has reached the centre; a choice to be made and a refusal count first."""
    if row.conflict is not None and not row.conflict.choice:
        return Sending.TWO_VERSIONS
    if row.quarantined:
        return Sending.REFUSED
    return Sending.WAITING if row.waiting else Sending.SENT


def sending_words(state: Sending) -> str:
    """The state in words, so that the sign's colour never says it alone."""
    words = {
        Sending.SENT: QCoreApplication.translate("Journal", "Sent"),
        Sending.WAITING: QCoreApplication.translate("Journal", "Not sent yet"),
        Sending.REFUSED: QCoreApplication.translate("Journal", "Refused by the centre"),
        Sending.TWO_VERSIONS: QCoreApplication.translate("Journal", "Two versions"),
    }
    return words[state]


def when(moment: datetime, now: datetime) -> str:
    """`14:32` for today, `21.11 14:32` for another day, by this computer's clock and zone.

    A day of another year has it: `21.11.2025 14:32`.
    """
    local, today = moment.astimezone(), now.astimezone()
    if local.date() == today.date():
        return f"{local:%H:%M}"
    year = "" if local.year == today.year else f".{local:%Y}"
    return f"{local:%d.%m}{year} {local:%H:%M}"


def customer(call: CallRecord) -> str:
    """Who called: the name, else the number, else the order, else words that say so."""
    unknown = QCoreApplication.translate("Journal", "Customer not named")
    return call.name or call.number or call.order or unknown


def outcome(call: CallRecord) -> str:
    """What came of the call, or that it is not over."""
    if call.status == CallStatus.PARKED:
        return QCoreApplication.translate("Journal", "Parked")
    if call.status != CallStatus.CLOSED:
        return QCoreApplication.translate("Journal", "In progress")
    return call.outcome or QCoreApplication.translate("Journal", "No outcome")


class JournalModel(QAbstractTableModel):
    """Rows as they were given; `sending_icons` are drawn before the words of the last column."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[JournalRow, ...] = ()
        self._scripts: dict[str, str] = {}
        self._now = datetime.now().astimezone()
        self._icons: dict[Sending, QIcon] = {}
        self._signs_only = False

    def show_rows(self, rows: Sequence[JournalRow], now: datetime) -> None:
        """Replace all rows; `now` (with a zone) decides which day is today."""
        self.beginResetModel()
        self._rows, self._now = tuple(rows), now
        self.endResetModel()

    def name_scripts(self, titles: dict[str, str]) -> None:
        """Titles by script id; an id without one is shown as it is."""
        self.beginResetModel()
        self._scripts = dict(titles)
        self.endResetModel()

    def set_icons(self, icons: dict[Sending, QIcon]) -> None:
        """The signs of the last column, for a new theme."""
        self._icons = dict(icons)

    def show_signs_only(self, signs_only: bool) -> None:
        """Leave the last column its sign; its words stay in the tool tip and for the reader."""
        if signs_only != self._signs_only:
            self._signs_only = signs_only
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, Column.SENDING, Column.SENDING)
            if self._rows:
                last = self.index(len(self._rows) - 1, Column.SENDING)
                self.dataChanged.emit(self.index(0, Column.SENDING), last)

    def row(self, number: int) -> JournalRow | None:
        """The row at a place, None outside the table."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def place_of(self, call_id: UUID) -> int | None:
        """Where a call stands, None when it is not listed."""
        return next((i for i, row in enumerate(self._rows) if row.call.id == call_id), None)

    def script_title(self, call: CallRecord) -> str:
        """The script's title, or words for a call without one."""
        none = QCoreApplication.translate("Journal", "No script")
        return self._scripts.get(call.script, call.script) or none

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """Qt: how many calls."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """Qt: five, see `Column`."""
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt: words, signs and the sentence for a screen reader."""
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole and self._worded(index.column()):
            return self._words(row)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._words(row)[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._sentence(row, index.row())
        if role == Qt.ItemDataRole.DecorationRole and index.column() == Column.SENDING:
            return self._icons.get(sending(row))
        return None

    def headerData(  # noqa: N802 - Qt's name
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Qt: the columns' names."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(Column):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if role != Qt.ItemDataRole.DisplayRole or not self._worded(section):
            return None
        names = (
            QCoreApplication.translate("Journal", "Time"),
            QCoreApplication.translate("Journal", "Customer"),
            QCoreApplication.translate("Journal", "Script"),
            QCoreApplication.translate("Journal", "Outcome"),
            QCoreApplication.translate("Journal", "Sending"),
        )
        return names[section]

    def _worded(self, column: int) -> bool:
        return not (self._signs_only and column == Column.SENDING)

    def _words(self, row: JournalRow) -> tuple[str, str, str, str, str]:
        return (
            when(row.call.opened_at, self._now),
            customer(row.call),
            self.script_title(row.call),
            outcome(row.call),
            sending_words(sending(row)),
        )

    def _sentence(self, row: JournalRow, place: int) -> str:
        said = ", ".join(self._words(row))
        text = QCoreApplication.translate("Journal", "Call: {said}, {place} of {all}")
        return text.format(said=said, place=place + 1, all=len(self._rows))
