"""The one way to address the operator: words in the window, never a dialog."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from operator_app.domain.errors import OperatorNotice
from operator_app.language.notices import notice_text

BRIEF_MS = 6_000
"""How long a message that asks for nothing stays, in milliseconds."""


class NoticeKind(StrEnum):
    """How a message looks and how long it stays: faults and warnings until closed or replaced."""

    INFO = "info"
    DONE = "done"
    WARNING = "warning"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Message:
    """Words for the operator; `lasts_ms` None keeps them until closed or replaced."""

    text: str
    kind: NoticeKind
    lasts_ms: int | None


class Notices(QObject):
    """Takes messages from anywhere on the interface thread; keeps them until a window listens."""

    def __init__(self, lang: Literal["ru", "en"] = "ru", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lang = lang
        self._kept: deque[Message] = deque()
        self._listener: Callable[[Message], None] | None = None

    def listen(self, listener: Callable[[Message], None] | None) -> None:
        """Hand every message to `listener`, the kept ones first; None lets them gather again."""
        self._listener = listener
        while self._listener is not None and self._kept:
            self._listener(self._kept.popleft())

    def tell(
        self, text: str, kind: NoticeKind = NoticeKind.INFO, lasts_ms: int | None = None
    ) -> None:
        """Say something; without `lasts_ms` INFO and DONE go by themselves, the rest stay."""
        passing = kind in (NoticeKind.INFO, NoticeKind.DONE)
        message = Message(text, kind, BRIEF_MS if lasts_ms is None and passing else lasts_ms)
        if self._listener is None:
            self._kept.append(message)
        else:
            self._listener(message)

    def tell_notice(self, notice: OperatorNotice) -> None:
        """Say a fault of the world in words and with a next step."""
        self.tell(self.words(notice), NoticeKind.FAULT)

    def tell_fault(self, fault: Exception) -> None:
        """What a lane's job failed with: a fault of the world is said, any other is a bug."""
        if not isinstance(fault, OperatorNotice):
            raise fault
        self.tell_notice(fault)

    def words(self, notice: OperatorNotice) -> str:
        """A fault of the world in words, for what says it in a place of its own."""
        return notice_text(notice, self._lang)


def announce(source: QObject, text: str, *, urgent: bool = False) -> None:
    """Have a screen reader say `text`; `urgent` interrupts what it is saying."""
    event = QAccessibleAnnouncementEvent(source, text)
    if urgent:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)
