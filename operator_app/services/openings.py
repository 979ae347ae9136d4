"""What this team opens: counted here without any customer, told by the centre without any name."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from operator_app.domain.openings import KEPT_DAYS, MOST_A_DAY, SopOpening
from operator_app.domain.records import Entity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from operator_app.domain.ports import Begin, CentreSession, Clock, Records
    from operator_app.services.workplace import Workplace

FRESH: Final = timedelta(hours=4)
"""How long the centre is not asked again: habits of a team change over days."""

TEAM_OPENINGS: Final = "sync.team_openings"
"""Name of the setting that keeps what the centre said last, and when."""


def count_opening(records: Records, workplace: Workplace, sop: str) -> None:
    """Count that the agent opened a procedure today, and drop what is too old to matter."""
    today, desk = workplace.clock().date(), workplace.desk
    known = records.opening(today, desk.agent, sop)
    if known is None:
        records.forget_openings(today - timedelta(days=KEPT_DAYS))
        known = SopOpening(workplace.new_key(), 0, desk.device, desk.agent, today, sop)
    if known.rev < MOST_A_DAY:
        records.save_row(Entity.OPENING, replace(known, rev=known.rev + 1))


def fetch_team_openings(begin: Begin, session: CentreSession, clock: Clock) -> None:
    """Keep the team's shares as the centre counts them, unless they were asked for lately."""
    now = clock()
    with begin() as records:
        kept = records.setting(TEAM_OPENINGS)
    if kept and timedelta(0) <= now - datetime.fromisoformat(json.loads(kept)["at"]) < FRESH:
        return
    told = {"at": now.isoformat(), "shares": session.team_openings()}
    with begin() as records:
        records.set_setting(TEAM_OPENINGS, json.dumps(told, ensure_ascii=False))


def team_openings(records: Records) -> Mapping[str, float]:
    """The team's shares as the centre told them last, by SOP: 1 for the one opened most."""
    kept = records.setting(TEAM_OPENINGS)
    shares: dict[str, float] = json.loads(kept)["shares"] if kept else {}
    return shares
