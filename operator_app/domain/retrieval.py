"""Looking things up: what can be found, how an answer looks, and the port that answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

PATH_SEPARATOR: Final = " › "
"""Between the headings of `SearchDocument.section`, outermost first."""

ALL_KINDS: Final = frozenset({"sop", "reply", "rule"})


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One thing that can be found: a section of a SOP, a reply, or a rule.

    `key` is unique over all kinds: `sop:ID#ANCHOR`, `reply:ID`, `rule:ID`; `kind` is one of
    `ALL_KINDS`; `sop` and `anchor` say where to open it; `title` is the SOP's (or reply's) title;
    `section` the heading path joined by `PATH_SEPARATOR`, empty for the text above the first
    heading; `body` is plain text; `date` is shown as given.
    """

    key: str
    kind: str
    sop: str
    anchor: str
    title: str
    section: str
    keywords: tuple[str, ...]
    body: str
    topic: str
    date: str

    @property
    def source(self) -> str:
        """What it is a part of and is replaced with: the key up to the first «#»."""
        return self.key.partition("#")[0]

    @property
    def heading(self) -> str:
        """The nearest heading above the text: the last of the path, else the title."""
        return self.section.rpartition(PATH_SEPARATOR)[2] or self.title


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One row of an answer; spans are half-open, in code points of `snippet` and of `title`."""

    key: str
    kind: str
    sop: str
    title: str
    section: str
    anchor: str
    score: float
    snippet: str
    marks: tuple[tuple[int, int], ...]
    title_marks: tuple[tuple[int, int], ...]
    topic: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """`used_query` is `query` unless layout or spelling was repaired; `total` counts matches."""

    query: str
    used_query: str
    hits: tuple[SearchHit, ...]
    total: int

    @property
    def repaired(self) -> bool:
        """Whether the operator should be told «Показано по запросу …»."""
        return self.used_query != self.query


@dataclass(frozen=True, slots=True)
class Leaning:
    """What makes a passage likelier before a word is typed; it decides only between near equals.

    `sop` is the procedure of the script's step, `topic` the call's, `opened` the procedures opened
    lately at this desk, the newest first, `team` what the team opens, 1 for what it opens most.
    With `procedures` one comes before replies and rules that fit little better, and before its own
    replies; a reply stays where its whole title or shortcut was typed.
    """

    sop: str = ""
    topic: str = ""
    opened: tuple[str, ...] = ()
    team: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    procedures: bool = False


NO_LEANING: Final = Leaning()


class Searcher(Protocol):
    """Answers while the next word is still being typed; safe to call from one lane at a time."""

    def search(
        self,
        query: str,
        limit: int = 10,
        kinds: frozenset[str] = ALL_KINDS,
        topic: str | None = None,
        leaning: Leaning = NO_LEANING,
    ) -> SearchAnswer:
        """Answer with at most `limit` hits, best first; never raises for any text."""
        ...

    def rebuild(
        self, documents: Iterable[SearchDocument], synonyms: Sequence[Sequence[str]]
    ) -> None:
        """Replace everything that can be found; `synonyms` are groups of words or phrases."""
        ...

    def replace(self, source: str, documents: Iterable[SearchDocument]) -> None:
        """Put `documents` in the place of all with that `source`, rebuilding nothing else."""
        ...

    def use_synonyms(self, synonyms: Sequence[Sequence[str]]) -> None:
        """Take new groups of synonyms at once; nothing is indexed anew."""
        ...

    def spelled(self, query: str) -> str:
        """The query with its layout and slips put right; nothing is looked up."""
        ...

    def mark(self, query: str, text: str) -> tuple[tuple[int, int], ...]:
        """Where the words of `query` are in `text`, as half-open spans of code points."""
        ...
