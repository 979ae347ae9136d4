"""The editions in a desk's file as content to work with."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from operator_app.domain.errors import NoticeCode, OperatorNotice
from operator_app.domain.publication import Content, Edition
from operator_app.services.workplace import NewContent
from operator_app.settings import bundled_folder

if TYPE_CHECKING:
    from datetime import datetime

    from operator_app.domain.ports import Begin, Clock


class Editions:
    """Reads each edition once; the next start takes what was read from the file."""

    def __init__(self, begin: Begin) -> None:
        self._begin = begin

    def newest(self, clock: Clock, author: str) -> NewContent:
        """As `kept`; a new profile takes the demo company as its first edition."""
        if (held := self.kept()) is not None:
            return held
        first = first_edition(clock(), author)
        with self._begin() as records:
            records.keep_edition(first)
        return NewContent(self._read(first), first.number, first.published_at)

    def kept(self) -> NewContent | None:
        """The newest in the file that can be read; None when there is no edition at all.

        One with faults is passed over: the desk goes on with the former. Raises OperatorNotice
        CONTENT_FAULTY when none can be read.
        """
        with self._begin() as records:
            numbers = records.editions()
        refused: OperatorNotice | None = None
        for number in numbers:
            try:
                return self._numbered(number)
            except OperatorNotice as notice:
                if notice.code is not NoticeCode.CONTENT_FAULTY:
                    raise
                refused = refused or notice
        if refused is not None:
            raise refused
        return None

    def newer(self, number: int) -> NewContent | None:
        """The newest edition if it came after `number`; raises OperatorNotice CONTENT_FAULTY."""
        with self._begin() as records:
            held = records.edition()
        if held is None or held.number <= number:
            return None
        return NewContent(self._read(held), held.number, held.published_at)

    def content(self, number: int, newest: NewContent) -> Content:
        """The content a saved call was opened with; the newest when that edition is gone."""
        if number == newest.edition:
            return newest.content
        found = self._numbered(number)
        return found.content if found else newest.content

    def _numbered(self, number: int) -> NewContent | None:
        with self._begin() as records:
            held = records.edition(number)
        return NewContent(self._read(held), held.number, held.published_at) if held else None

    def _read(self, edition: Edition) -> Content:
        from operator_app.content.compiled import compile_content, compiled_content

        with self._begin() as records:
            kept = records.edition_reading(edition.digest)
        if kept is not None and (content := compiled_content(kept)) is not None:
            return content
        from operator_app.content.folder import unpack

        content = unpack(edition.payload)
        with self._begin() as records:
            records.keep_edition_reading(edition.digest, compile_content(content))
        return content


def first_edition(now: datetime, author: str) -> Edition:
    """The demo company as edition 1; raises OperatorNotice when its files are missing or faulty."""
    from operator_app.content.folder import pack, read_folder, whole

    payload = pack(whole(read_folder(bundled_folder("sop_content"))))
    digest = hashlib.sha256(payload).hexdigest()
    return Edition(1, digest, now, author, "", payload)
