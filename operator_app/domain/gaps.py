"""Where the procedures fall short: a search that helped nobody, a passage found to be wrong."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from uuid import UUID

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class GapKind(StrEnum):
    """Why it is a gap: no answer at all, answers that were of no use, an error in the text.

    MENDED and REOPENED are no gaps but a lead's word on all that were met before.
    """

    NOTHING_FOUND = "nothing_found"
    NOT_USED = "not_used"
    FLAG = "flag"
    MENDED = "mended"
    REOPENED = "reopened"


LEADS_WORD = frozenset({GapKind.MENDED, GapKind.REOPENED})


@dataclass(frozen=True, slots=True)
class SearchGap:
    """One gap as an agent met it; never changed once it is kept.

    `words` are the redacted query, or for FLAG the customer's or agent's words; `place` is the
    passage of a FLAG or the first answer that was of no use, empty for NOTHING_FOUND; `quote` is
    what a FLAG's reader had selected. `at` is UTC. A lead's word names one of the queries by its
    `words`, reports by their `place`; its `quote` is the lead's signature.
    """

    id: UUID
    device: UUID
    at: datetime
    agent: str
    edition: int
    kind: GapKind
    words: str
    place: str = ""
    quote: str = ""

    def digest(self) -> bytes:
        """SHA-256 over every field in canonical JSON: 32 bytes."""
        moment = str((self.at - _EPOCH) // timedelta(microseconds=1))
        fields = [
            str(self.id), str(self.device), moment, self.agent, self.edition, self.kind.value,
            self.words, self.place, self.quote,
        ]  # fmt: skip
        text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


READ_AFTER = timedelta(seconds=5)
"""An answer previewed that long was read, although nobody pressed Enter on it."""

SHORTEST_QUERY = 3
"""Fewer letters are somebody beginning to type, not a question."""


@dataclass(frozen=True, slots=True)
class Searched:
    """A search that has ended without use: its last wording and its first answer, "" for none."""

    words: str
    first: str


class SearchTrail:
    """Tells which searches were of no use, from what was typed and done; one for each field.

    A *search* is a run of wordings each of which begins with the one before or is the beginning of
    it (letters added or taken away at the end). It ends when the field holds something else or
    nothing, or the call is over. It was *of use* when an answer was opened, recorded or said
    meanwhile, or when the same answers stood there for `READ_AFTER`: the first one is previewed
    with its text. Its longest wording, the last of equals, is what was looked for; one of fewer
    letters than `SHORTEST_QUERY` does not count.
    """

    def __init__(self) -> None:
        self._typed = self._longest = self._words = self._first = ""
        self._shown: datetime | None = None
        self._used = False

    def asked(self, words: str, first: str, now: datetime) -> Searched | None:
        """The field holds `words`, answered at `now` with the place `first` on top ("" for none).

        Returns the search this ends, if it was of no use.
        """
        typed = " ".join(words.split()).lower()
        goes_on = typed.startswith(self._typed) or self._typed.startswith(typed)
        ended = None if typed and goes_on else self.ended(now)
        self._note_read(now)
        self._typed, self._shown = typed, now if first else None
        if len(typed) >= len(self._longest):
            self._longest, self._words, self._first = typed, words, first
        return ended

    def used(self) -> None:
        """An answer was opened, put into the record or said; without a search it is no matter."""
        self._used = bool(self._typed)

    def ended(self, now: datetime) -> Searched | None:
        """The field was emptied or the call is over; returns the search if it was of no use."""
        self._note_read(now)
        words, first, used = " ".join(self._words.split()), self._first, self._used
        self._typed = self._longest = self._words = self._first = ""
        self._shown, self._used = None, False
        letters = sum(letter.isalpha() for letter in words)
        return None if used or letters < SHORTEST_QUERY else Searched(words, first)

    def _note_read(self, now: datetime) -> None:
        if self._shown is not None and now - self._shown >= READ_AFTER:
            self._used = True
