"""The left column: the agent's own groups, then the topics, each with its count."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QVBoxLayout, QWidget

from operator_app.services.read_sops import Group, GroupRow
from operator_app.ui.elements import Card, WrappedLabel
from operator_app.ui.knowledge_base.models import GroupModel
from operator_app.ui.knowledge_base.painting import GroupPainter
from operator_app.ui.row_lists import RowList
from operator_app.ui.theme import Look


class GroupsCard(Card):
    """`list` shows the groups; choosing one lists its procedures at once."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = GroupModel(self)
        self.list = RowList(look, self.model, GroupPainter, self.tr("Topics"))
        self.age = WrappedLabel()
        self.age.setProperty("role", "secondary")
        column = QVBoxLayout(self)
        look.space(column, (12, 12, 12, 12), 8)
        column.addWidget(self.list, 1)
        column.addWidget(self.age)

    def show_groups(self, rows: Sequence[GroupRow], chosen: Group) -> None:
        """Show the groups with `chosen` marked; nothing is told to have been chosen."""
        with QSignalBlocker(self.list.selectionModel()):
            self.model.put(rows, same_places=True)
            self.list.setCurrentIndex(self.model.index(self.model.place_of(chosen)))
        self.list.scrollTo(self.list.currentIndex())
        self.list.viewport().update()

    def show_age(self, published_at: datetime) -> None:
        """How old the content in use is; `published_at` in UTC."""
        told = self.tr("Content of {when}")
        self.age.setText(told.format(when=f"{published_at.astimezone():%d.%m, %H:%M}"))
