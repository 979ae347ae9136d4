"""Models of frozen rows: groups at the left, procedures in the middle, contents at the right."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QCoreApplication, QObject

from operator_app.domain.sops import Section
from operator_app.services.read_sops import Group, GroupRow, SopRow
from operator_app.ui.knowledge_base.words import group_name, mark_words
from operator_app.ui.row_lists import RowsModel


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
