"""Standard operating procedures: what an agent looks up and reads during a call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Section:
    """One heading with the text below it, up to the next heading of any level.

    `path` runs from the outermost heading to this one; the text before the first heading is a
    section whose `anchor` and `title` are empty. `markdown` excludes the heading itself; `text` is
    the same without markup, for searching and snippets.
    """

    anchor: str
    level: int
    title: str
    path: tuple[str, ...]
    markdown: str
    text: str


@dataclass(frozen=True, slots=True)
class Sop:
    """One procedure as a lead wrote it; `sections` in reading order."""

    id: str
    title: str
    topic: str
    keywords: tuple[str, ...]
    owner: str
    review_by: date | None
    valid_from: date | None
    sections: tuple[Section, ...]

    def section(self, anchor: str) -> Section | None:
        """The section of that anchor, or None."""
        return next((one for one in self.sections if one.anchor == anchor), None)

    def overdue(self, today: date) -> bool:
        """Whether its owner should have read it again before `today`."""
        return self.review_by is not None and self.review_by < today


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG, JPEG or WebP a procedure shows; `name` is its file's, unique among all pictures."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True, order=True)
class PassageLink:
    """A place in a procedure: `sop` is its id, `anchor` may be empty for the whole of it."""

    sop: str
    anchor: str = ""

    @classmethod
    def parse(cls, text: str) -> PassageLink:
        """Read «СОП-042#srok-sorvan»; raises ValueError when there is no id."""
        sop, _, anchor = text.partition("#")
        if not sop.strip():
            raise ValueError(f"a passage link needs the id of a SOP: {text!r}")
        return cls(sop.strip(), anchor.strip())

    def __str__(self) -> str:
        return f"{self.sop}#{self.anchor}" if self.anchor else self.sop
