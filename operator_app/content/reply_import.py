"""Replies of other programs made ours, over the content they shall join."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from operator_app.content import import_wordings as wordings
from operator_app.content.columns import REPLY_COLUMNS, Columns, find_columns
from operator_app.content.faults import Fault, Wording
from operator_app.content.foreign_slots import map_slots, template_words
from operator_app.content.macros import ForeignReply, read_macros
from operator_app.content.names import latin_slug, unused
from operator_app.content.script_checks import answer_values
from operator_app.content.tables import MAX_CELL, Row
from operator_app.domain.answers import many_lines, one_line
from operator_app.domain.calls import CALL_SLOTS
from operator_app.domain.phrasing import MAX_TEMPLATE
from operator_app.domain.publication import Content
from operator_app.domain.replies import ASKED_SLOTS, Reply, ReplyScope

MAX_TITLE: Final = 200
MAX_SHORTCUT: Final = 40
_SCOPES: Final = {
    **dict.fromkeys(("", "all", "все", "всем", "для всех", "public", "everyone"), ReplyScope.ALL),
    **dict.fromkeys(("team", "группа", "команда", "group"), ReplyScope.TEAM),
    **dict.fromkeys(("mine", "мои", "личный", "личные", "private", "user"), ReplyScope.MINE),
}
_FIELDS: Final = ("id", "title", "text", "topic", "scope", "shortcut", "sop")


@dataclass(slots=True)
class ReplyImport:
    """Makes our replies of foreign ones, over the content they shall join.

    `topic` is for those without one. `taken` pairs each with its line.
    """

    file: str
    content: Content
    topic: str = ""
    columns: Columns = field(default_factory=lambda: Columns({}, (), ()))
    taken: list[tuple[Reply, int]] = field(default_factory=list)
    refused: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)
    _slot_names: frozenset[str] = field(init=False)
    _ids: dict[tuple[str, str], str] = field(init=False)
    _lines: dict[str, int] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Look up once what every row is held against."""
        answers = {name for one in self.content.scripts for name in answer_values(one)}
        self._slot_names = frozenset({*CALL_SLOTS, *ASKED_SLOTS, *answers})
        self._ids = {(one.title.casefold(), one.topic): one.id for one in self.content.replies}

    def read_rows(self, rows: Sequence[Row]) -> None:
        """Take the rows of a table whose first row is its head."""
        head, *rest = rows
        self.columns = find_columns(head.cells, REPLY_COLUMNS)
        if "text" not in self.columns.places:
            present = ", ".join(one for one in head.cells if one)
            names = REPLY_COLUMNS["text"]
            words = {"column": names[0], "present": present, "names": ", ".join(names)}
            self.refused.append(self._at(wordings.COLUMN_MISSING, head.line, **words))
            return
        passed = self.columns.passed
        self.notes += [
            wordings.COLUMN_PASSED.at(self.file, head.line, column=one) for one in passed
        ]
        for row in rest:
            cells = {name: self.columns.cell(row, name) for name in _FIELDS}
            self._take(ForeignReply(row.line, cells))

    def read_macros(self, text: str) -> None:
        """Take the macros of a Zendesk export."""
        found, refused = read_macros(text, self.file)
        self.refused += refused
        for foreign in found:
            self._take(foreign)

    def _take(self, foreign: ForeignReply) -> None:
        cells = {name: one_line(foreign.fields.get(name, ""), MAX_CELL) for name in _FIELDS}
        cells["text"] = _lines(foreign.fields.get("text", ""))
        mapped = map_slots(cells["text"], self._slot_names)
        faults = [*self._cells(foreign.line, cells), *self._slots(foreign.line, mapped.unknown)]
        near = "" if faults else template_words(mapped.text)
        if near:
            column = self.columns.name("text")
            faults.append(
                wordings.TEXT_BROKEN.at(self.file, foreign.line, column=column, near=near)
            )
        if faults:
            self.refused += faults
            return
        for theirs, ours in mapped.changed:
            self.notes.append(
                wordings.SLOT_MAPPED.at(self.file, foreign.line, theirs=theirs, ours=ours)
            )
        self._add(foreign.line, cells, mapped.text)

    def _add(self, line: int, cells: Mapping[str, str], text: str) -> None:
        title = cells["title"] or " ".join(text.split()[:6])
        topic = self._topic(cells["topic"]) or self.topic
        reply_id = self._id(cells["id"], title, topic)
        if reply_id in self._lines:
            twice = self._lines[reply_id]
            self.refused.append(self._at(wordings.ROW_TWICE, line, one=title, first=twice))
            return
        self._lines[reply_id] = line
        held = self.content.reply(reply_id)
        scope = _SCOPES[cells["scope"].casefold()]
        if held is not None and not cells["scope"]:
            scope = held.scope
        reply = Reply(reply_id, title, topic, scope, cells["shortcut"], text, cells["sop"])
        self.taken.append((reply, line))

    def _cells(self, line: int, cells: Mapping[str, str]) -> Iterator[Fault]:
        name = self.columns.name
        if not cells["text"]:
            yield self._at(wordings.CELL_EMPTY, line, column=name("text"))
        limits = {"text": MAX_TEMPLATE, "title": MAX_TITLE, "shortcut": MAX_SHORTCUT}
        for key, limit in limits.items():
            if len(cells[key]) > limit:
                yield self._at(wordings.CELL_LONG, line, column=name(key), limit=limit)
        if cells["scope"].casefold() not in _SCOPES:
            yield self._unfit(line, "scope", cells["scope"], ", ".join(filter(None, _SCOPES)))
        sops = [one.id for one in self.content.sops]
        if cells["sop"] and cells["sop"] not in sops:
            yield self._unfit(line, "sop", cells["sop"], ", ".join(sops[:12]))
        topics = ", ".join(f"{one} ({title})" for one, title in self.content.topics)
        if cells["topic"] and not self._topic(cells["topic"]):
            yield self._unfit(line, "topic", cells["topic"], topics)
        elif not cells["topic"] and not self.topic:
            yield self._at(wordings.TOPIC_NEEDED, line, known=topics or "—")

    def _unfit(self, line: int, field_name: str, value: str, known: str) -> Fault:
        column = self.columns.name(field_name)
        return self._at(wordings.CELL_UNKNOWN, line, column=column, value=value, known=known or "—")

    def _at(self, wording: Wording, line: int, **values: str | int) -> Fault:
        return wording.at(self.file, line, **values)

    def _slots(self, line: int, unknown: Sequence[str]) -> Iterator[Fault]:
        known = ", ".join(f"{{{one}}}" for one in (*CALL_SLOTS, *ASKED_SLOTS))
        column = self.columns.name("text")
        for slot in unknown:
            yield wordings.SLOT_FOREIGN.at(self.file, line, column=column, slot=slot, known=known)

    def _topic(self, said: str) -> str:
        """The id of a topic named by its id or title; any word where no topics are kept."""
        wanted = said.casefold()
        for topic, title in self.content.topics:
            if wanted in (topic.casefold(), title.casefold()):
                return topic
        return "" if self.content.topics or not said else latin_slug(said, "topic")

    def _id(self, given: str, title: str, topic: str) -> str:
        """The id a row has, else of the reply of that title and topic, else a new one."""
        wanted = (title.casefold(), topic)
        if given:
            own = re.sub(r"[\s#()\[\]|<>\\]+", "-", given)[:64]
            self._ids.setdefault(wanted, own)
            return own
        if wanted not in self._ids:
            self._ids[wanted] = unused(latin_slug(title, "reply"), set(self._ids.values()))
        return self._ids[wanted]


def _lines(text: str) -> str:
    """What a content file can hold: lines without spaces at their ends."""
    kept = many_lines(text, MAX_CELL).replace("\t", " ").split("\n")
    return "\n".join(one.strip() for one in kept).strip()
