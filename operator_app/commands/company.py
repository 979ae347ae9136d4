"""What commands share that work on a real desk: its passphrase, its company's centre."""

from __future__ import annotations

import getpass
import sys
from typing import TYPE_CHECKING

from operator_app.domain.errors import NoticeCode, OperatorNotice

if TYPE_CHECKING:
    from operator_app.bootstrap import CompanyDesk
    from operator_app.settings import Settings

_PROMPT = "Кодовая фраза / passphrase: "


def company_desk(settings: Settings) -> CompanyDesk | None:
    """The desk of a profile that entered a centre, its keys at hand; None for any other profile.

    Raises OperatorNotice KEY_PHRASE_ABSENT, KEY_PHRASE_WRONG and CENTRE_ADDRESS_WRONG.
    """
    from operator_app.bootstrap import CompanyDesk

    desk = CompanyDesk(settings)
    if not desk.joined:
        return None
    if desk.locked:
        desk.unlock(ask_passphrase())
    return desk


def ask_passphrase() -> str:
    """Typed unseen in a terminal, else the first line of standard input.

    Raises OperatorNotice KEY_PHRASE_ABSENT when there is none.
    """
    seen = sys.stdin.isatty()
    typed = getpass.getpass(_PROMPT) if seen else sys.stdin.readline().rstrip("\r\n")
    if not typed:
        raise OperatorNotice(NoticeCode.KEY_PHRASE_ABSENT)
    return typed


def no_passphrase() -> str:
    """For a command whose standard input is something else; raises KEY_PHRASE_ABSENT."""
    raise OperatorNotice(NoticeCode.KEY_PHRASE_ABSENT)
