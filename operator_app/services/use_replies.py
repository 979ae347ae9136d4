"""What an agent does with canned replies: list, find, fill from the call, keep at hand."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from uuid import UUID

from operator_app.domain.answers import AnswerFault, one_line, read_answer
from operator_app.domain.calls import Call, Json
from operator_app.domain.phrasing import choose_clauses, parse_template, slots_of
from operator_app.domain.ports import Records
from operator_app.domain.preferences import PreferenceKind
from operator_app.domain.publication import Content
from operator_app.domain.replies import ASKED_SLOTS, Reply, ReplyScope
from operator_app.domain.retrieval import SearchAnswer, Searcher, SearchHit
from operator_app.domain.scripts import AnswerKind
from operator_app.language.gender_pairs import spell_gender, spell_marked
from operator_app.language.names import CASES
from operator_app.language.rendering import Value, format_sum, render
from operator_app.services.live_call import LiveCall
from operator_app.services.own_replies import is_own, says
from operator_app.services.preferences import keep_preference
from operator_app.services.spoken import today_of
from operator_app.services.workplace import Workplace

MAX_FOUND: Final = 500
"""Hits asked of search before scope and topic are applied; a company has some hundred replies."""

GAP: Final = "‹{}›"
"""A value still to be typed, by its name; such a text is not used yet."""

MAX_ROWS: Final = 500
"""Longest list; a topic or a word narrows it."""

_KIND: Final = frozenset({"reply"})
_NO_CALL: Final = UUID(int=0)
_NOTHING_ASKED: Final[Mapping[str, str]] = MappingProxyType({})


class Shelf(StrEnum):
    """The three tabs: the agent's own and favourite replies, the team's, everything."""

    MINE = "mine"
    TEAM = "team"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Filled:
    """A reply in words; `missing` names, in order, the slots that still read as `GAP` in `text`."""

    text: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Habits:
    """What is remembered of an agent: how often a reply was used, favourites in no order."""

    used: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    favourites: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """One reply in a list; marks are half-open spans of code points of `title` and `lead`."""

    reply: Reply
    title: str
    lead: str
    favourite: bool
    used: int
    title_marks: tuple[tuple[int, int], ...] = ()
    marks: tuple[tuple[int, int], ...] = ()


def fill_reply(
    workplace: Workplace,
    live: LiveCall | None,
    reply: Reply,
    asked: Mapping[str, str] = _NOTHING_ASKED,
) -> Filled:
    """The reply as it would be said now; `asked` are values the agent typed, by slot.

    Without a call only the day and the agent are known. Raises TemplateFault for a text that
    `content check` refuses.
    """
    here = live or workplace.fresh_call()
    call = live.call if live else Call(_NO_CALL, workplace.clock())
    gender = workplace.desk.name.gender
    parts = parse_template(spell_gender(reply.text, gender) if gender else reply.text)
    counted = {slot.name for slot, _ in slots_of(parts) if slot.form and slot.form not in CASES}
    typed = {name: one_line(text) for name, text in asked.items()}
    today = today_of(workplace.clock())
    values: dict[str, Value] = {
        **{
            name: _value(name, text, name in counted, today) for name, text in typed.items() if text
        },
        **here.speaker.values(call, live.script() if live else None),
    }
    needed = dict.fromkeys(slot.name for slot, spare in slots_of(parts) if not spare)
    missing = tuple(name for name in needed if values.get(name, "") == "")
    return Filled(render(choose_clauses(parts, values), values, GAP), missing)


def _value(name: str, text: str, counted: bool, today: date) -> Value:
    """What the agent typed, read as its slot says; as it stands when it is not of that kind."""
    # Only a count is a number else: an order of digits alone must not be grouped by thousands.
    kind = AnswerKind.NUMBER if counted else ASKED_SLOTS.get(name, AnswerKind.TEXT)
    try:
        answer = read_answer(kind, text, today)
    except AnswerFault:
        return text
    if kind is AnswerKind.DATE:
        return date.fromisoformat(answer.text)
    if kind is AnswerKind.SUM and not counted:
        return format_sum(int(answer.text))
    return int(answer.text) if kind is AnswerKind.NUMBER else answer.text


def spelled_hit(workplace: Workplace, hit: SearchHit) -> SearchHit:
    """A found reply with «рад(а)» as this agent says it; other kinds as they are."""
    gender = workplace.desk.name.gender
    if hit.kind != "reply" or gender is None:
        return hit
    snippet, marks = spell_marked(hit.snippet, hit.marks, gender)
    return replace(hit, snippet=snippet, marks=marks)


def shelved(content: Content, shelf: Shelf, topic: str, habits: Habits) -> tuple[Reply, ...]:
    """The replies of a tab and a topic ("" for every topic): favourites, then the most used.

    Those used equally often stand by topic as the edition orders them, then by title.
    """
    order = {topic_id: place for place, (topic_id, _) in enumerate(content.topics)}

    def rank(reply: Reply) -> tuple[bool, int, int, str]:
        used = habits.used.get(reply.id, 0)
        return (
            reply.id not in habits.favourites,
            -used,
            order.get(reply.topic, len(order)),
            reply.title,
        )

    fitting = (one for one in content.replies if _stands_on(one, shelf, topic, habits))
    return tuple(sorted(fitting, key=rank))


def _stands_on(reply: Reply, shelf: Shelf, topic: str, habits: Habits) -> bool:
    if topic and reply.topic != topic:
        return False
    if shelf is Shelf.MINE:
        return reply.scope is ReplyScope.MINE or reply.id in habits.favourites
    return shelf is Shelf.ALL or reply.scope is ReplyScope.TEAM


def find_replies(searcher: Searcher, query: str) -> SearchAnswer:
    """Look replies up by title, text and shortcut; for the search lane."""
    return searcher.search(query, MAX_FOUND, kinds=_KIND)


def found_on(
    content: Content, shelf: Shelf, topic: str, habits: Habits, answer: SearchAnswer
) -> tuple[tuple[Reply, SearchHit | None], ...]:
    """What was found on a tab and in a topic, best first; a shortcut typed whole goes before all.

    The hit is None for a reply that only its shortcut found.
    """
    typed = answer.query.strip().casefold()
    on_tab = shelved(content, shelf, topic, habits)
    hits = {hit.key.removeprefix("reply:"): hit for hit in answer.hits}
    by_id = {one.id: one for one in on_tab}
    exact = [one for one in on_tab if typed and one.shortcut.casefold() == typed]
    ranked = exact + [by_id[one] for one in hits if one in by_id and by_id[one] not in exact]
    # The index holds the company's replies; the agent's own are few enough to be read through.
    asked = dict.fromkeys((answer.query, answer.used_query))
    ranked += [one for one in on_tab if is_own(one) and any(says(one, query) for query in asked)]
    ranked = list(dict.fromkeys(ranked))
    return tuple((one, hits.get(one.id)) for one in ranked)


def reply_rows(
    workplace: Workplace,
    live: LiveCall | None,
    habits: Habits,
    shelf: Shelf,
    topic: str,
    answer: SearchAnswer | None,
) -> tuple[ReplyRow, ...]:
    """The list as it is shown: what was found, else everything on the tab and in the topic."""
    content = workplace.content
    if answer is None:
        found: tuple[tuple[Reply, SearchHit | None], ...] = tuple(
            (one, None) for one in shelved(content, shelf, topic, habits)
        )
    else:
        found = found_on(content, shelf, topic, habits, answer)
    return tuple(_row(workplace, live, habits, *one) for one in found[:MAX_ROWS])


def _row(
    workplace: Workplace, live: LiveCall | None, habits: Habits, reply: Reply, hit: SearchHit | None
) -> ReplyRow:
    # What was found shows where; anything else how the reply begins in this call.
    hit = spelled_hit(workplace, hit) if hit else None
    marked = hit is not None and bool(hit.marks)
    filled = "" if marked else fill_reply(workplace, live, reply).text
    return ReplyRow(
        reply,
        reply.title,
        hit.snippet if hit and marked else " ".join(filled.split()),
        reply.id in habits.favourites,
        habits.used.get(reply.id, 0),
        hit.title_marks if hit else (),
        hit.marks if hit else (),
    )


def habits_of(workplace: Workplace) -> Habits:
    """What is kept of this agent's use of replies, at all desks; for the storage lane."""
    with workplace.begin() as records:
        return _read(records, workplace)


def count_use(workplace: Workplace, reply_ids: tuple[str, ...]) -> Habits:
    """Count one more use of each; for the storage lane. Returns what is kept now."""
    with workplace.begin() as records:
        _read(records, workplace)
        for one in reply_ids:
            _add_uses(records, workplace, one, 1)
        return _read(records, workplace)


def switch_favourite(workplace: Workplace, reply_id: str) -> Habits:
    """Make a reply a favourite or let it go; for the storage lane. Returns what is kept now."""
    with workplace.begin() as records:
        on = reply_id not in _read(records, workplace).favourites
        _set_favourite(records, workplace, reply_id, on=on)
        return _read(records, workplace)


def _add_uses(records: Records, workplace: Workplace, reply_id: str, times: int) -> None:
    """Each desk counts in a row of its own: two that count at once lose nothing."""
    agent = workplace.desk.agent
    here: dict[str, Json] = {"reply": reply_id, "device": str(workplace.desk.device)}
    known = records.preferences(agent, PreferenceKind.USES)
    own = next((one for one in known if here.items() <= one.data.items()), None)
    times += _count(own.data) if own else 0
    key = own.id if own else workplace.new_key()
    keep_preference(records, agent, PreferenceKind.USES, key, {**here, "times": times})


def _set_favourite(records: Records, workplace: Workplace, reply_id: str, *, on: bool) -> None:
    agent = workplace.desk.agent
    known = records.preferences(agent, PreferenceKind.FAVOURITE)
    keys = [one.id for one in known if one.data.get("reply") == reply_id]
    for key in keys or [workplace.new_key()]:
        data: dict[str, Json] = {"reply": reply_id, "on": on}
        keep_preference(records, agent, PreferenceKind.FAVOURITE, key, data)


def _read(records: Records, workplace: Workplace) -> Habits:
    _take_over(records, workplace)
    agent = workplace.desk.agent
    used: Counter[str] = Counter()
    for one in records.preferences(agent, PreferenceKind.USES):
        used[str(one.data.get("reply"))] += _count(one.data)
    favourites = records.preferences(agent, PreferenceKind.FAVOURITE)
    chosen = frozenset(str(one.data.get("reply")) for one in favourites if one.data.get("on"))
    return Habits(MappingProxyType(dict(used)), chosen)


def _count(data: Mapping[str, Json]) -> int:
    times = data.get("times")
    return times if isinstance(times, int) else 0


def _take_over(records: Records, workplace: Workplace) -> None:
    """What programs before 0009 kept as a setting of the file, which no other desk has."""
    name = f"replies:{workplace.desk.agent}"
    former = json.loads(records.setting(name) or "{}")
    if former:
        records.set_setting(name, "")
        for reply_id, times in former["used"].items():
            _add_uses(records, workplace, reply_id, times)
        for reply_id in former["favourites"]:
            _set_favourite(records, workplace, reply_id, on=True)
