"""What lies outside the window: profile, time, disk, engine; and a watch over the window."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from operator_app.bootstrap import open_desk
from operator_app.credentials.vault import FileVault
from operator_app.domain.calls import CallEvent
from operator_app.domain.errors import OperatorNotice
from operator_app.domain.ports import Begin, Connect, JournalFilter, Records
from operator_app.domain.records import CallRecord
from operator_app.domain.retrieval import (
    NO_LEANING,
    Leaning,
    SearchAnswer,
    SearchDocument,
    Searcher,
)
from operator_app.services.people import DEMO_AGENT
from operator_app.services.workplace import OpenDesk
from operator_app.settings import read_settings

PATIENCE_S = 120.0


class Clock:
    """A clock the test winds."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 11, 28, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


class Disk:
    """Stands before the desk's file; refuses every transaction while `refusal` is set."""

    def __init__(self) -> None:
        self.refusal: OperatorNotice | None = None
        self._begin: Begin | None = None

    def before(self, begin: Begin) -> Begin:
        """The way to the file that the desk is given."""
        self._begin = begin
        return self._watched

    @contextmanager
    def _watched(self) -> Iterator[Records]:
        if self.refusal is not None:
            raise self.refusal
        with self.file() as records:
            yield records

    @property
    def file(self) -> Begin:
        """The way to the file past all refusals."""
        assert self._begin is not None, "the desk is not open yet"
        return self._begin

    def calls(self) -> list[CallRecord]:
        """Every call in the file, oldest first."""
        with self.file() as records:
            return [row.call for row in records.journal(JournalFilter())][::-1]

    def events(self, call_id: UUID) -> tuple[CallEvent, ...]:
        """What the file tells of one call."""
        with self.file() as records:
            return records.events(call_id)

    def waiting(self) -> int:
        """How many calls are still to be sent."""
        with self.file() as records:
            return records.waiting()[0]


class Gate:
    """A search engine that stands still while the gate is shut."""

    def __init__(self) -> None:
        self.open = threading.Event()
        self.open.set()
        self.asked: list[str] = []
        self._searcher: Searcher | None = None

    def before(self, searcher: Searcher) -> Searcher:
        """The engine that the desk is given."""
        self._searcher = searcher
        return self

    @property
    def _engine(self) -> Searcher:
        assert self._searcher is not None
        return self._searcher

    def search(
        self,
        query: str,
        limit: int = 10,
        kinds: frozenset[str] = frozenset({"sop", "reply", "rule"}),
        topic: str | None = None,
        leaning: Leaning = NO_LEANING,
    ) -> SearchAnswer:
        """As the engine, once the gate is open."""
        self.asked.append(query)
        assert self.open.wait(PATIENCE_S), "the test never opened the gate"
        return self._engine.search(query, limit, kinds, topic, leaning)

    def rebuild(
        self, documents: Iterable[SearchDocument], synonyms: Sequence[Sequence[str]]
    ) -> None:
        """As the engine."""
        self._engine.rebuild(documents, synonyms)

    def replace(self, source: str, documents: Iterable[SearchDocument]) -> None:
        """As the engine."""
        self._engine.replace(source, documents)

    def use_synonyms(self, synonyms: Sequence[Sequence[str]]) -> None:
        """As the engine."""
        self._engine.use_synonyms(synonyms)

    def spelled(self, query: str) -> str:
        """As the engine."""
        return self._engine.spelled(query)

    def mark(self, query: str, text: str) -> tuple[tuple[int, int], ...]:
        """As the engine."""
        return self._engine.mark(query, text)


@dataclass
class World:
    """Everything a desk is opened with; `connect` makes the way to a centre for a device."""

    profile: Path
    clock: Clock = field(default_factory=Clock)
    disk: Disk = field(default_factory=Disk)
    gate: Gate = field(default_factory=Gate)
    connect: Callable[[UUID], Connect] | None = None

    def open_desk(self) -> OpenDesk:
        """The production bootstrap, with its file and its engine watched."""
        opened = open_desk(
            read_settings(self.profile),
            DEMO_AGENT,
            FileVault(self.profile),
            connect=self.connect,
            clock=self.clock,
        )
        place = opened.workplace
        begin, search = self.disk.before(place.begin), self.gate.before(place.search)
        return replace(opened, workplace=replace(place, begin=begin, search=search))


_MOUSE = {
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
}


class Watch(QObject):
    """Counts mouse events, and what was seen beside the one window."""

    def __init__(self) -> None:
        super().__init__()
        self.mouse = 0
        self.crowds: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Qt: look at every event of the program, take none."""
        # Once: twenty thousand events pass in a test, and Python makes each type anew.
        kind = event.type()
        if kind in _MOUSE:
            self.mouse += 1
        elif kind is QEvent.Type.Show and isinstance(watched, QWidget):
            seen = windows()
            if len(seen) > 1:
                self.crowds.append(", ".join(type(one).__name__ for one in seen))
        return False


def windows() -> list[QWidget]:
    """Every visible window and dialog of the program."""
    kinds = (Qt.WindowType.Window, Qt.WindowType.Dialog)
    everything = QApplication.topLevelWidgets()
    return [one for one in everything if one.isVisible() and one.windowType() in kinds]
