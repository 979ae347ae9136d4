"""Scripts and their steps as one list for the keyboard."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QLabel, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from operator_app.domain.answers import one_line
from operator_app.domain.publication import Content
from operator_app.domain.scripts import Script
from operator_app.services.edit_scripts import Place
from operator_app.ui.editor.words import step_name
from operator_app.ui.elements import Card, ElidedLabel
from operator_app.ui.icons import icon
from operator_app.ui.theme import Look

_PLACE = int(Qt.ItemDataRole.UserRole)
_SHOWN = 120
"""Characters of a step's words in the list; the rest would be elided anyway."""
_PLAIN = str.maketrans("{}", "‹›", "[]")
"""A slot by its name, as in a reply; which words come and go with it is told by the step itself."""
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)


class StepsCard(Card):
    """Signals: `step_shown(Place)` of the step under the cursor, `edit_asked()` for Enter on it."""

    step_shown = Signal(object)
    edit_asked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._scripts: tuple[Script, ...] = ()
        self._changed: frozenset[Place] = frozenset()
        self.title = QLabel(self.tr("Scripts"))
        self.title.setProperty("role", "title")
        self.tree = QTreeWidget()
        self.title.setBuddy(self.tree)
        self.keys = ElidedLabel(self.tr("↑ ↓ choose · → open · Enter edit"))
        self.keys.setProperty("role", "secondary")
        self._set_up()
        column = QVBoxLayout(self)
        look.space(column, (12, 12, 12, 12), 8)
        column.addWidget(self.title)
        column.addWidget(self.tree, 1)
        column.addWidget(self.keys)
        look.changed.connect(self._dress)
        self._dress()

    def _set_up(self) -> None:
        tree = self.tree
        tree.setHeaderHidden(True)
        tree.setAccessibleName(self.tr("Scripts and their steps"))
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tree.setUniformRowHeights(True)
        tree.setExpandsOnDoubleClick(False)
        tree.currentItemChanged.connect(self._shown)
        tree.itemActivated.connect(self._activated)

    def show_content(self, content: Content) -> None:
        """List the scripts; the step under the cursor stays, else it is the first one."""
        if content.scripts == self._scripts:
            return
        wanted = self.place
        opened = {one.text(0) for one in self._tops() if one.isExpanded()}
        self._scripts = content.scripts
        with QSignalBlocker(self.tree):
            self.tree.clear()
            for script in content.scripts:
                self.tree.addTopLevelItem(self._branch(script))
            for top in self._tops():
                top.setExpanded(top.text(0) in opened)
        self._dress()
        if self._scripts and not (wanted and self.choose(wanted)):
            first = self._scripts[0]
            self.choose((first.id, first.steps[0].id))

    def _branch(self, script: Script) -> QTreeWidgetItem:
        top = QTreeWidgetItem([script.title])
        for step in script.steps:
            # A script has many steps of one stage: only their words tell them apart.
            words = one_line(step.say.replace("**", "").translate(_PLAIN), _SHOWN)
            row = QTreeWidgetItem([f"{step_name(script, step)} · {words}"])
            row.setData(0, _PLACE, (script.id, step.id))
            row.setToolTip(0, step.say)
            top.addChild(row)
        return top

    @property
    def place(self) -> Place | None:
        """The step under the cursor, None on a script's own row."""
        row = self.tree.currentItem()
        held = row.data(0, _PLACE) if row is not None else None
        return (held[0], held[1]) if held else None

    def choose(self, place: Place) -> bool:
        """Put the cursor on a step; False when there is none such."""
        for top in self._tops():
            for row in _rows(top):
                if tuple(row.data(0, _PLACE)) == place:
                    top.setExpanded(True)
                    self.tree.setCurrentItem(row)
                    return True
        return False

    def take_focus(self) -> None:
        """Keys go to the list, the step under the cursor in sight."""
        self.tree.setFocus(Qt.FocusReason.ShortcutFocusReason)
        row = self.tree.currentItem()
        if row is not None:
            self.tree.scrollToItem(row)

    def mark(self, changed: Collection[Place]) -> None:
        """Show which steps the draft changes, for eyes and for a screen reader."""
        self._changed = frozenset(changed)
        sign, plain = icon("note", self._look.tokens.accent), QIcon()
        told = self.tr("{step}, changed")
        for top in self._tops():
            rows = _rows(top)
            touched = [tuple(row.data(0, _PLACE)) in self._changed for row in rows]
            for row, its_own in zip((top, *rows), (any(touched), *touched), strict=True):
                row.setIcon(0, sign if its_own else plain)
                words = row.text(0)
                row.setData(0, _SPOKEN, told.format(step=words) if its_own else words)

    def _tops(self) -> list[QTreeWidgetItem]:
        found = (self.tree.topLevelItem(number) for number in range(self.tree.topLevelItemCount()))
        return [one for one in found if one is not None]

    def _shown(self) -> None:
        if self.place is not None:
            self.step_shown.emit(self.place)

    def _activated(self, row: QTreeWidgetItem) -> None:
        if row.childCount():
            row.setExpanded(not row.isExpanded())
        else:
            self.edit_asked.emit()

    def _dress(self) -> None:
        look = self._look
        self.tree.setIndentation(look.px(18))
        self.tree.setIconSize(QSize(look.px(16), look.px(16)))
        for top in self._tops():
            for row in (top, *_rows(top)):
                row.setSizeHint(0, QSize(0, look.px(28)))
        self.mark(self._changed)


def _rows(top: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    found = (top.child(number) for number in range(top.childCount()))
    return [one for one in found if one is not None]
