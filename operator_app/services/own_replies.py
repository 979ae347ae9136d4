"""Replies an agent writes for themselves: found beside the company's, at any desk of theirs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from operator_app.domain.answers import many_lines, one_line
from operator_app.domain.phrasing import MAX_TEMPLATE, TemplateFault, parse_template
from operator_app.domain.ports import Records
from operator_app.domain.preferences import PreferenceKind
from operator_app.domain.replies import Reply, ReplyScope
from operator_app.domain.retrieval import SearchAnswer, SearchHit
from operator_app.language.morphology import fold, lemmas
from operator_app.services.preferences import keep_preference
from operator_app.services.workplace import Workplace

OWN: Final = "own:"
"""How the id of an agent's own reply begins; no id of the company holds a colon."""

MAX_OWN: Final = 300
BEFORE_OWN: Final = 2
"""Procedures found that stand before the agent's own replies."""
MAX_TITLE: Final = 120
MAX_SHORTCUT: Final = 40
_TITLE_WORDS: Final = 6
_FIELDS: Final = ("title", "topic", "shortcut", "text")


def new_reply(workplace: Workplace) -> Reply:
    """An empty reply of the agent's own, not kept yet."""
    topic = next((topic for topic, _ in workplace.content.topics), "")
    return Reply(f"{OWN}{workplace.new_key()}", "", topic, ReplyScope.MINE, "", "", "")


def is_own(reply: Reply) -> bool:
    """Whether the agent may change it."""
    return reply.id.startswith(OWN)


def with_own(workplace: Workplace, own: tuple[Reply, ...]) -> Workplace:
    """The desk with the agent's own replies beside those of its edition."""
    company = tuple(one for one in workplace.content.replies if not is_own(one))
    return replace(workplace, content=replace(workplace.content, replies=company + own))


def text_fault(text: str) -> TemplateFault | None:
    """What keeps a text from being filled, None when it can be."""
    try:
        parse_template(text)
    except TemplateFault as fault:
        return fault
    return None


def own_replies(workplace: Workplace) -> tuple[Reply, ...]:
    """What this agent wrote, oldest first; for the storage lane."""
    with workplace.begin() as records:
        return _read(records, workplace.desk.agent)


def keep_own(workplace: Workplace, reply: Reply) -> tuple[Reply, ...]:
    """Keep a reply, new or changed, where its text says anything; for the storage lane.

    Returns what is kept now. Raises TemplateFault for a text that cannot be filled.
    """
    text = many_lines(reply.text, MAX_TEMPLATE).strip()
    parse_template(text)
    title = one_line(reply.title, MAX_TITLE) or " ".join(text.split()[:_TITLE_WORDS])
    shortcut = one_line(reply.shortcut, MAX_SHORTCUT)
    kept = replace(reply, title=title, shortcut=shortcut, text=text)
    with workplace.begin() as records:
        held = {one.id for one in _read(records, workplace.desk.agent)}
        if text and (reply.id in held or len(held) < MAX_OWN):
            _write(records, workplace.desk.agent, kept)
        return _read(records, workplace.desk.agent)


def drop_own(workplace: Workplace, reply_id: str) -> tuple[Reply, ...]:
    """Let a reply go; for the storage lane. Returns what is kept now."""
    agent, key = workplace.desk.agent, UUID(reply_id.removeprefix(OWN))
    with workplace.begin() as records:
        keep_preference(records, agent, PreferenceKind.REPLY, key, {})
        return _read(records, agent)


def says(reply: Reply, query: str) -> bool:
    """Whether a reply holds every word of a query, in any form; the last one may be unfinished."""
    words = query.split()
    if not words:
        return False
    held = f"{reply.title} {reply.shortcut} {reply.text}".split()
    folded = [fold(one.strip('.,;:!?«»"()[]{}')) for one in held]
    forms = {lemma for one in folded for lemma in lemmas(one)}
    *whole, last = (fold(one) for one in words)
    found = all(forms.intersection(lemmas(one)) for one in whole)
    begun = any(one.startswith(last) for one in folded) or forms.intersection(lemmas(last))
    return found and bool(begun)


def with_own_hits(answer: SearchAnswer, own: tuple[Reply, ...]) -> tuple[SearchHit, ...]:
    """What was found, with the agent's own replies that hold every word before the company's.

    One whose shortcut was typed whole is the first, the others third at the latest: a list shows
    few rows, and the index holds the company's replies alone.
    """
    typed = answer.query.strip().casefold()
    asked = dict.fromkeys((answer.query, answer.used_query))
    first = [one for one in own if typed and one.shortcut.casefold() == typed]
    others = [one for one in own if one not in first and any(says(one, words) for words in asked)]
    ahead = [one for one in answer.hits[:BEFORE_OWN] if one.kind == "sop"]
    rest = [one for one in answer.hits if one not in ahead]
    return (*map(_hit, first), *ahead, *map(_hit, others), *rest)


def _hit(reply: Reply) -> SearchHit:
    lead = " ".join(reply.text.split())[:160]
    return SearchHit(
        f"reply:{reply.id}", "reply", reply.sop, reply.title, "", "", 0.0, lead, (), (), reply.topic
    )


def _read(records: Records, agent: str) -> tuple[Reply, ...]:
    _take_over(records, agent)
    kept = records.preferences(agent, PreferenceKind.REPLY)
    found = (_reply(f"{OWN}{one.id}", one.data) for one in kept)
    # Let go, or written by a program that knows more than this one.
    return tuple(one for one in found if one.text and text_fault(one.text) is None)


def _reply(reply_id: str, data: Mapping[str, Any]) -> Reply:
    title, topic, shortcut, text = (str(data.get(name, "")) for name in _FIELDS)
    return Reply(reply_id, title, topic, ReplyScope.MINE, shortcut, text, "")


def _write(records: Records, agent: str, own: Reply) -> None:
    key = UUID(own.id.removeprefix(OWN))
    data = {name: getattr(own, name) for name in _FIELDS}
    keep_preference(records, agent, PreferenceKind.REPLY, key, data)


def _take_over(records: Records, agent: str) -> None:
    """What programs before 0009 kept as a setting of the file, which no other desk has."""
    former = records.setting(f"replies.own:{agent}")
    if former:
        for one in json.loads(former):
            _write(records, agent, _reply(str(one["id"]), one))
        records.set_setting(f"replies.own:{agent}", "")
