"""A clock that is wrong is told of: what is promised «через час» goes by it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from operator_app.domain.ports import Hello
from operator_app.services.synchronise import SyncOutcome
from operator_app.ui.lanes import InlineLane
from operator_app.ui.notices import Message, NoticeKind, Notices
from operator_app.ui.sync_desk import SyncDesk
from tests.ui.call.call_desk import CallDesk

Round = Callable[[int], tuple[Message, ...]]
DAY_MS = 24 * 60 * 60 * 1000


@pytest.fixture
def round_of(desk: CallDesk) -> Iterator[Round]:
    """Does a round with a centre whose clock is so many milliseconds ahead; gives what is said."""
    behind, heard = [0], list[Message]()
    assert desk.window.desk is not None
    here = desk.window.desk.workplace

    def exchange() -> SyncOutcome:
        hello = Hello("1-1", 6, here.clock(), "agent", "", "", behind[0])
        return SyncOutcome(0, 0, 0, 0, hello)

    notices = Notices()
    notices.listen(heard.append)
    workplace = replace(here, synchronise=exchange)
    sync = SyncDesk(workplace, InlineLane(), InlineLane(), notices, desk.window)

    def do(offset_ms: int) -> tuple[Message, ...]:
        behind[0] = offset_ms
        heard.clear()
        sync.begin()
        return tuple(heard)

    yield do
    sync.stop()


def test_a_clock_a_day_wrong_is_told_once_until_it_is_right(round_of: Round) -> None:
    assert round_of(200_000) == ()
    (said,) = round_of(DAY_MS + 180_000)
    assert said.text.startswith("Часы этого компьютера отстают на 24 ч 3 мин")
    assert said.kind is NoticeKind.WARNING
    assert round_of(DAY_MS) == ()
    assert round_of(0) == ()
    (said,) = round_of(-DAY_MS)
    assert said.text.startswith("Часы этого компьютера спешат на 24 ч 0 мин")
