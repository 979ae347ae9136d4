"""A desk without a window: its clock is set by hand, its content is one small script."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from operator_app.domain.calls import CallEvent
from operator_app.domain.ids import UuidV7Source
from operator_app.domain.limits import CompensationLimit
from operator_app.domain.publication import Content
from operator_app.domain.replies import Reply, ReplyScope
from operator_app.domain.scripts import Script
from operator_app.domain.sops import Section, Sop
from operator_app.language.names import parse_name
from operator_app.services.kept_call import Desk, Save
from operator_app.services.live_call import LiveCall
from operator_app.services.spoken import Speaker
from tests.unit.domain.scripts_to_walk import late_delivery

# The same day from Hawaii (−10) to New Zealand (+13).
NOON = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)
EDITION = 3
new_key = UuidV7Source()
DESK = Desk(new_key(), "smirnova", parse_name("Смирнова Ольга Игоревна"))
SOP = Sop(
    "СОП-042", "Задержка доставки", "delivery", (), "Павлова", None, None,
    (
        Section("", 0, "", (), "Кратко", "Кратко"),
        Section("srok", 2, "Срок сорван", ("Срок сорван",), "текст", "текст"),
    ),
)  # fmt: skip
REPLY = Reply("sorry", "Извинение", "delivery", ReplyScope.ALL, "изв", "Простите", "СОП-042")


def content_of(*scripts: Script) -> Content:
    """An edition with these scripts."""
    limit = CompensationLimit(1000, 30, ())
    return Content((("delivery", "Доставка"),), (SOP,), scripts, (REPLY,), (), limit, ())


CONTENT = content_of(late_delivery())


class Clock:
    """Time that stands until it is moved."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def move(self, seconds: float) -> datetime:
        """Let the time pass, or run back."""
        self.now += timedelta(seconds=seconds)
        return self.now


def fresh_call(clock: Clock | None = None, content: Content = CONTENT) -> LiveCall:
    """A call that has not begun."""
    clock = clock or Clock()
    return LiveCall(content, EDITION, DESK, clock, new_key, Speaker("Ольга", clock))


def begun_call(clock: Clock | None = None, content: Content = CONTENT) -> LiveCall:
    """A call in which the first script of the content was chosen."""
    live = fresh_call(clock, content)
    live.open()
    live.choose_script(content.scripts[0].id)
    return live


def texts(live: LiveCall) -> list[str]:
    """The lines of the record without their times."""
    return [line for _, line in live.lines]


def last_line(live: LiveCall) -> str:
    """The newest line of the record."""
    return texts(live)[-1]


def cursor(live: LiveCall) -> str:
    """The id of the step shown."""
    state = live.call.script
    assert state is not None
    return state.cursor


class Shelf:
    """Where saves arrive, as the local file would hold them."""

    def __init__(self) -> None:
        self.saves: list[Save] = []

    def keep(self, save: Save | None) -> None:
        """Take a save, None when there was nothing to save."""
        if save is not None:
            self.saves.append(save)

    @property
    def events(self) -> tuple[CallEvent, ...]:
        """Everything that arrived, by number."""
        found = [event for save in self.saves for event in save.events]
        return tuple(sorted(found, key=lambda event: event.seq))

    def newest(self) -> Save:
        """The row that counts: the one of the highest revision."""
        return max(self.saves, key=lambda save: save.record.rev)

    def reopened(self, clock: Clock, content: Content = CONTENT) -> LiveCall:
        """The call as a later session finds it."""
        return LiveCall.resume(fresh_call(clock, content), self.newest().record, self.events)
