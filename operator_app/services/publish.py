"""Publishing: the content as it should be becomes the next edition, at the centre and here."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from operator_app.domain.answers import one_line
from operator_app.domain.ports import CentreFault, FaultKind
from operator_app.domain.publication import Content, Edition
from operator_app.services.synchronise import synchronise

if TYPE_CHECKING:
    from collections.abc import Callable

    from operator_app.domain.ports import Begin, Clock, Connect

MAX_COMMENT: Final = 300
"""Longest comment in characters."""

_TAKEN: Final = "23505"


class NumberTaken(Exception):
    """Another lead published `number` first; it is in the local file now."""

    def __init__(self, number: int) -> None:
        super().__init__(f"edition {number} is taken")
        self.number = number


def publish(
    begin: Begin,
    connect: Connect,
    clock: Clock,
    pack: Callable[[Content], bytes],
    author: str,
    content: Content,
    comment: str,
) -> Edition:
    """Publish `content` as the edition after the newest one known; belongs on the network lane.

    Publishing again after an answer was lost is no fault. Raises NumberTaken when another lead was
    first, CentreFault when the centre could not be asked or refused (42501: not a lead),
    OperatorNotice for a fault of the disk or content that would not survive being packed. Nothing
    is kept here unless the centre has it.
    """
    payload = pack(content)
    with begin() as records:
        newest = records.edition()
    number = 1 + (newest.number if newest else 0)
    digest = hashlib.sha256(payload).hexdigest()
    kept_comment = one_line(comment, MAX_COMMENT)
    edition = Edition(number, digest, clock(), author, kept_comment, payload)
    try:
        with connect() as session:
            session.hello()
            session.publish(edition)
    except CentreFault as fault:
        if fault.kind is FaultKind.ROW and fault.state == _TAKEN:
            synchronise(begin, connect, clock)
            raise NumberTaken(number) from None
        raise
    with begin() as records:
        records.keep_edition(edition)
    return edition
