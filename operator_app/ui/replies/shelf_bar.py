"""The three tabs and the topics."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from operator_app.services.use_replies import Shelf
from operator_app.ui.answer_button import AnswerButton
from operator_app.ui.theme import Look


class ShelfBar(QWidget):
    """Signal: `changed()`, another tab or topic was chosen by the agent."""

    changed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "clear")
        self.shelf = Shelf.ALL
        names = {
            Shelf.MINE: self.tr("Mine"),
            Shelf.TEAM: self.tr("Team"),
            Shelf.ALL: self.tr("All"),
        }
        self.tabs = {
            shelf: AnswerButton(f"Alt+{place}", names[shelf])
            for place, shelf in enumerate(Shelf, start=1)
        }
        self.topics = QComboBox()
        label = QLabel(self.tr("Topic"))
        label.setProperty("role", "secondary")
        label.setBuddy(self.topics)
        self.topics.setAccessibleName(self.tr("Topic"))
        self.topics.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        tabs, topics, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        for layout in (tabs, topics, column):
            look.space(layout, spacing=8)
        for shelf, tab in self.tabs.items():
            tab.setCheckable(True)
            tab.clicked.connect(lambda _=False, chosen=shelf: self.choose(chosen))
            tabs.addWidget(tab, 1)
        topics.addWidget(label)
        topics.addWidget(self.topics, 1)
        column.addLayout(tabs)
        column.addLayout(topics)
        self.topics.activated.connect(self.changed)
        self._mark()

    @property
    def topic(self) -> str:
        """The chosen topic's id, "" for every topic."""
        return self.topics.currentData() or ""

    def name_topics(self, topics: tuple[tuple[str, str], ...]) -> None:
        """Offer these topics (id, title); the chosen one stays while it exists."""
        chosen = self.topic
        self.topics.clear()
        self.topics.addItem(self.tr("All topics"), "")
        for topic, title in topics:
            self.topics.addItem(title, topic)
        self.topics.setCurrentIndex(max(0, self.topics.findData(chosen)))

    def choose(self, shelf: Shelf) -> None:
        """Bring a tab to the front."""
        self.shelf = shelf
        self._mark()
        self.changed.emit()

    def _mark(self) -> None:
        for shelf, tab in self.tabs.items():
            tab.setChecked(shelf is self.shelf)
            tab.set_default(shelf is self.shelf)
