"""`sync`: one round with the centre now, without a window."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, TextIO

from operator_app.domain.errors import NoticeCode, OperatorNotice
from operator_app.settings import command_profile, read_settings

if TYPE_CHECKING:
    from operator_app.services.synchronise import SyncOutcome
    from operator_app.settings import Settings

SUMMARY_RU = "обменяться с центром сейчас: отправлено, получено, ждёт, отложено"
SUMMARY_EN = "one round with the centre now: sent, received, waiting, quarantined"
EXAMPLE = "operator-app sync --json"

_WORDS = {
    "ru": {
        "done": "Отправлено: {sent}; получено: {received}; ждёт: {waiting}; "
        "отложено: {quarantined}",
        "update": "Центр принял звонки, но новую базу даст только новой версии программы",
    },
    "en": {
        "done": "Sent: {sent}; received: {received}; waiting: {waiting}; "
        "quarantined: {quarantined}",
        "update": "The centre took the calls but gives new content only to a newer version",
    },
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare `--json`."""
    parser.add_argument("--json", action="store_true", help="JSON")


def run(args: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    """Do the round of the profile's desk; raises OperatorNotice when it fails."""
    del stderr
    outcome = _round(read_settings(args.profile or command_profile(), args.lang))
    counts = {
        "sent": outcome.sent,
        "received": outcome.received,
        "waiting": outcome.waiting,
        "quarantined": outcome.quarantined,
        "update_needed": outcome.update_needed,
    }
    if args.json:
        print(json.dumps(counts, ensure_ascii=False), file=stdout)
        return 0
    words = _WORDS[args.lang]
    print(words["done"].format(**counts), file=stdout)
    if outcome.update_needed:
        print(words["update"], file=stdout)
    return 0


def _round(settings: Settings) -> SyncOutcome:
    from operator_app.commands.company import company_desk
    from operator_app.domain.ports import CentreFault
    from operator_app.services.synchronise import notice_of

    try:
        if (desk := company_desk(settings)) is not None:
            return desk.exchange()
        if settings.paths.centre.is_dir():
            return _demo_round(settings)
    except CentreFault as fault:
        raise notice_of(fault) from fault
    raise OperatorNotice(NoticeCode.CENTRE_NOT_CONFIGURED)


def _demo_round(settings: Settings) -> SyncOutcome:
    from operator_app.bootstrap import DemoHouse
    from operator_app.ui.application import claim_profile

    # Its window runs the centre; raises OperatorNotice ALREADY_OPEN, as a second window would.
    lock = claim_profile(settings.paths)
    house = DemoHouse(settings)
    opened = house.open()
    try:
        if opened.workplace.synchronise is None:
            raise OperatorNotice(NoticeCode.CENTRE_NOT_CONFIGURED)
        return opened.workplace.synchronise()
    finally:
        opened.close()
        house.close()
        lock.unlock()
