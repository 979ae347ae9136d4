"""Models of frozen rows: groups at the left, procedures in the middle, contents at the right."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from operator_app.domain.sops import Section
from operator_app.services.read_sops import Group, GroupRow, SopRow
from operator_app.ui.knowledge_base.words import group_name, mark_words

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = int(Qt.ItemDataRole.UserRole)
Row = TypeVar("Row")


class RowsModel(QAbstractListModel, Generic[Row]):
    """Frozen rows; a view keeps its place when as many rows are shown again."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()

    def put(self, rows: Sequence[Row], *, same_places: bool = False) -> None:
        """Show other rows; with `same_places` they are the old ones that only look different."""
        if same_places and len(rows) == len(self._rows):
            self._rows = tuple(rows)
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row(self, number: int) -> Row | None:
        """The row at a place, or None."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def rows(self) -> tuple[Row, ...]:
        """All rows as they stand."""
        return self._rows

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Qt: rows under the root."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt: the row itself, its words, its tool tip, its words for a screen reader."""
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.title(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            place = QCoreApplication.translate("KnowledgeBase", "{title}, {place} of {total}")
            return place.format(title=self.said(row), place=index.row() + 1, total=len(self._rows))
        return None

    def title(self, row: Row) -> str:
        """What the row is called."""
        raise NotImplementedError

    def said(self, row: Row) -> str:
        """What a screen reader says of the row."""
        return self.title(row)


class GroupModel(RowsModel[GroupRow]):
    """Groups with their counts."""

    def title(self, row: GroupRow) -> str:
        """The topic's title or the group's name."""
        return row.title or group_name(row.group.kind)

    def said(self, row: GroupRow) -> str:
        """With the count."""
        return f"{self.title(row)}: {row.count}"

    def place_of(self, group: Group) -> int:
        """Where a group stands, 0 when it is not listed."""
        return next((i for i, one in enumerate(self._rows) if one.group == group), 0)


class SopModel(RowsModel[SopRow]):
    """Procedures with their marks."""

    def title(self, row: SopRow) -> str:
        """The id before the title, as in search."""
        return f"{row.id}. {row.title}"

    def said(self, row: SopRow) -> str:
        """«СОП: СОП-042. Задержка доставки, закреплён»."""
        kind = QCoreApplication.translate("KnowledgeBase", "SOP")
        marks = (words for _, _, words in mark_words(row))
        return ", ".join((f"{kind}: {self.title(row)}", *marks))


class ContentsModel(RowsModel[Section]):
    """The headings of one procedure; those that changed say so."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.changed: Collection[str] = ()

    def title(self, row: Section) -> str:
        """The heading."""
        return row.title

    def said(self, row: Section) -> str:
        """The heading and whether it changed."""
        word = QCoreApplication.translate("KnowledgeBase", "changed")
        return f"{row.title}, {word}" if row.anchor in self.changed else row.title

    def place_of(self, anchor: str) -> int | None:
        """Where a section stands, or None."""
        return next((i for i, one in enumerate(self._rows) if one.anchor == anchor), None)
