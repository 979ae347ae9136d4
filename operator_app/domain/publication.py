"""An edition of all content: immutable, numbered, known by its digest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from operator_app.domain.limits import CompensationLimit
from operator_app.domain.phrases import Rule
from operator_app.domain.practice import PracticeCase
from operator_app.domain.replies import Reply
from operator_app.domain.scripts import Script
from operator_app.domain.sops import PassageLink, Picture, Section, Sop
from operator_app.domain.wrap_up import WrapUpCode


@dataclass(frozen=True, slots=True)
class Content:
    """Everything a lead writes, as read from files or an edition; each tuple is ordered by id.

    `topics` maps the topic's id to its title in display order, `wrap_ups` keep theirs; `synonyms`
    are groups of words or phrases that mean the same to a customer.
    """

    topics: tuple[tuple[str, str], ...]
    sops: tuple[Sop, ...]
    scripts: tuple[Script, ...]
    replies: tuple[Reply, ...]
    rules: tuple[Rule, ...]
    limit: CompensationLimit
    synonyms: tuple[tuple[str, ...], ...]
    practice: tuple[PracticeCase, ...] = ()
    wrap_ups: tuple[WrapUpCode, ...] = ()
    pictures: tuple[Picture, ...] = ()

    def picture(self, name: str) -> Picture | None:
        """The picture of that name, or None."""
        return next((one for one in self.pictures if one.name == name), None)

    def sop(self, sop_id: str) -> Sop | None:
        """The procedure of that id, or None."""
        return next((one for one in self.sops if one.id == sop_id), None)

    def script(self, script_id: str) -> Script | None:
        """The script of that id, or None."""
        return next((one for one in self.scripts if one.id == script_id), None)

    def reply(self, reply_id: str) -> Reply | None:
        """The reply of that id, or None."""
        return next((one for one in self.replies if one.id == reply_id), None)

    def passage(self, link: PassageLink) -> tuple[Sop, Section] | None:
        """The section a link names, the first one when it names none; None when it is broken."""
        sop = self.sop(link.sop)
        if sop is None or not sop.sections:
            return None
        section = sop.section(link.anchor) if link.anchor else sop.sections[0]
        return None if section is None else (sop, section)


@dataclass(frozen=True, slots=True)
class Edition:
    """A published state of the content; `number` grows by one.

    `payload` is the content's canonical bytes (a ZIP made by `content.folder.pack`), `digest` their
    SHA-256 in hex.
    """

    number: int
    digest: str
    published_at: datetime
    author: str
    comment: str
    payload: bytes
