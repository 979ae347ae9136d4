"""What an agent does with procedures: browse, pin, read, see what changed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from operator_app.domain.ports import Records
from operator_app.domain.publication import Content
from operator_app.domain.retrieval import SearchHit
from operator_app.domain.sops import Section, Sop
from operator_app.services.openings import count_opening, team_openings
from operator_app.services.workplace import Workplace

MAX_RECENT: Final = 20
"""How many procedures «Недавние» remembers."""


class GroupKind(StrEnum):
    """What a row of the left column gathers; all but TOPIC are the agent's own or everything."""

    PINNED = "pinned"
    RECENT = "recent"
    CHANGED = "changed"
    ALL = "all"
    TOPIC = "topic"


@dataclass(frozen=True, slots=True)
class Group:
    """Procedures listed together; `topic` is set for TOPIC only."""

    kind: GroupKind
    topic: str = ""


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group with its count; `title` is empty where the interface names it."""

    group: Group
    title: str
    count: int


@dataclass(frozen=True, slots=True)
class SopRow:
    """One procedure in a list; `lead` is the beginning of its text on one line."""

    id: str
    title: str
    lead: str
    valid_from: date | None
    pinned: bool
    overdue: bool
    changed: bool
    upcoming: bool


@dataclass(frozen=True, slots=True)
class Change:
    """What differs from the agent's last reading: sections in reading order, and how many went.

    `before` maps the anchor of each that differs to what it said then, "" for a new one.
    """

    before: Mapping[str, str]
    removed: int

    @property
    def anchors(self) -> tuple[str, ...]:
        """The sections that differ."""
        return tuple(self.before)


@dataclass(frozen=True, slots=True)
class Memory:
    """What the agent's desk remembers.

    Ids pinned and opened, the newest first; changes by id; what the team opens by id, 1 for most.
    """

    pinned: tuple[str, ...] = ()
    recent: tuple[str, ...] = ()
    changed: Mapping[str, Change] = field(default_factory=lambda: MappingProxyType({}))
    team: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))


class Library:
    """The procedures of one edition, ready to be listed."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._by_id = {one.id: one for one in content.sops}
        self._titles = dict(content.topics)

    def sop(self, sop_id: str) -> Sop | None:
        """The procedure of that id, or None."""
        return self._by_id.get(sop_id)

    def topic_title(self, topic: str) -> str:
        """The topic's title, its id when the edition does not name it."""
        return self._titles.get(topic, topic)

    def groups(self, memory: Memory) -> tuple[GroupRow, ...]:
        """The agent's own groups, everything, then the topics in the edition's order."""
        own = (GroupKind.PINNED, GroupKind.RECENT, GroupKind.CHANGED, GroupKind.ALL)
        groups = [Group(kind) for kind in own]
        groups += [Group(GroupKind.TOPIC, topic) for topic in self._titles]
        return tuple(
            GroupRow(one, self._titles.get(one.topic, ""), len(self.ids(one, memory)))
            for one in groups
        )

    def ids(self, group: Group, memory: Memory) -> tuple[str, ...]:
        """Ids of a group in the order they are listed: pinned first, else by id."""
        match group.kind:
            case GroupKind.PINNED:
                return self._known(memory.pinned)
            case GroupKind.RECENT:
                return self._known(memory.recent)
            case GroupKind.CHANGED:
                return tuple(one for one in self._by_id if one in memory.changed)
            case GroupKind.ALL | GroupKind.TOPIC:
                return self._pinned_first(group, memory)

    def _pinned_first(self, group: Group, memory: Memory) -> tuple[str, ...]:
        everything = group.kind is GroupKind.ALL
        of_it = (one.id for one in self._content.sops if everything or one.topic == group.topic)
        return tuple(sorted(of_it, key=lambda one: one not in memory.pinned))

    def _known(self, ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(one for one in ids if one in self._by_id)

    def row(self, sop_id: str, memory: Memory, today: date) -> SopRow:
        """How a procedure is listed on `today`; raises KeyError for an unknown id."""
        sop = self._by_id[sop_id]
        body = next((one.text for one in sop.sections if one.text.strip()), "")
        return SopRow(
            sop.id,
            sop.title,
            " ".join(body[:400].split()),
            sop.valid_from,
            sop.id in memory.pinned,
            sop.overdue(today),
            sop.id in memory.changed,
            sop.valid_from is not None and sop.valid_from > today,
        )


def first_group(memory: Memory) -> Group:
    """What is listed when the screen is opened: what the agent chose to have at hand."""
    if memory.pinned:
        return Group(GroupKind.PINNED)
    return Group(GroupKind.RECENT if memory.recent else GroupKind.ALL)


def best_passages(hits: Iterable[SearchHit]) -> tuple[SearchHit, ...]:
    """The best passage of each procedure, so that four of one do not push the others away."""
    best: dict[str, SearchHit] = {}
    for hit in hits:
        best.setdefault(hit.sop, hit)
    return tuple(best.values())


def remembered(workplace: Workplace) -> Memory:
    """Everything the file keeps of the agent's reading; for the storage lane."""
    agent = workplace.desk.agent
    with workplace.begin() as records:
        pinned, recent = (_ids(records, _key(name, agent)) for name in ("pinned", "recent"))
        changes = {
            sop.id: change
            for sop in workplace.content.sops
            if (change := _change(sop, records.setting(_read_key(agent, sop.id)))) is not None
        }
        team = team_openings(records)
    return Memory(pinned, recent, MappingProxyType(changes), team)


def toggle_pin(workplace: Workplace, sop_id: str) -> tuple[str, ...]:
    """Pin a procedure or let it go; returns the pinned ids as they are kept now."""
    key = _key("pinned", workplace.desk.agent)
    with workplace.begin() as records:
        held = _ids(records, key)
        rest = tuple(one for one in held if one != sop_id)
        pinned = rest if sop_id in held else (sop_id, *rest)
        records.set_setting(key, json.dumps(pinned, ensure_ascii=False))
    return pinned


def note_read(workplace: Workplace, sop: Sop) -> tuple[str, ...]:
    """The agent opened a procedure: keep what it says now; returns the ids read lately."""
    agent = workplace.desk.agent
    mark = {one.anchor: _said(one) for one in sop.sections}
    with workplace.begin() as records:
        recent = _opened(records, workplace, sop.id)
        records.set_setting(_read_key(agent, sop.id), json.dumps(mark, ensure_ascii=False))
    return recent


def note_opened(workplace: Workplace, sop_id: str) -> tuple[str, ...]:
    """The agent looked a procedure up in a call: returns the ids opened lately.

    What changed in it stays marked: in a call nobody reads it all.
    """
    with workplace.begin() as records:
        return _opened(records, workplace, sop_id)


def _opened(records: Records, workplace: Workplace, sop_id: str) -> tuple[str, ...]:
    key = _key("recent", workplace.desk.agent)
    rest = tuple(one for one in _ids(records, key) if one != sop_id)
    recent = (sop_id, *rest)[:MAX_RECENT]
    records.set_setting(key, json.dumps(recent, ensure_ascii=False))
    count_opening(records, workplace, sop_id)
    return recent


def after_pin(memory: Memory, pinned: tuple[str, ...]) -> Memory:
    """The memory with what `toggle_pin` returned."""
    return replace(memory, pinned=pinned)


def after_reading(memory: Memory, sop_id: str, recent: tuple[str, ...]) -> Memory:
    """The memory with what `note_read` returned: the procedure read has no changes any more."""
    left = {key: change for key, change in memory.changed.items() if key != sop_id}
    return replace(memory, recent=recent, changed=MappingProxyType(left))


def _key(name: str, agent: str) -> str:
    # Several people may take turns at one desk.
    return f"sops-{name}:{agent}"


def _read_key(agent: str, sop_id: str) -> str:
    return f"sop-words:{agent}:{sop_id}"


def _ids(records: Records, key: str) -> tuple[str, ...]:
    return tuple(json.loads(records.setting(key) or "[]"))


def _said(section: Section) -> str:
    """A section with its heading, as it is written."""
    return f"{section.title}\n{section.markdown.strip()}"


def _change(sop: Sop, kept: str | None) -> Change | None:
    """What changed since the mark was kept; None for nothing, and for what was never read."""
    if kept is None:
        return None
    then: dict[str, str] = json.loads(kept)
    other = {
        one.anchor: then.get(one.anchor, "")
        for one in sop.sections
        if then.get(one.anchor) != _said(one)
    }
    removed = len(then.keys() - {one.anchor for one in sop.sections})
    return Change(MappingProxyType(other), removed) if other or removed else None


_WORD: Final = re.compile(r"\w+(?:[-–]\w+)*")


def new_words(before: str, after: str) -> tuple[tuple[int, int], ...]:
    """Where `after` says what `before` did not, word by word; half-open spans of code points.

    Only words count, so `before` may be the Markdown of what `after` shows.
    """
    old = _WORD.findall(before)
    new = list(_WORD.finditer(after))
    matcher = SequenceMatcher(None, old, [one[0] for one in new], autojunk=False)
    return tuple(
        (new[start].start(), new[end - 1].end())
        for kind, _, _, start, end in matcher.get_opcodes()
        if kind in ("replace", "insert")
    )
