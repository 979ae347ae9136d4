"""A lead at work on synonyms: groups of words that mean the same, written a group a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from operator_app.domain.answers import one_line
from operator_app.services.collect_gaps import subject

MAX_WORDS: Final = 100
MAX_GROUPS: Final = 2_000
"""Longest word or phrase in characters, and most groups that are kept."""

Groups = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class SynonymFlaw:
    """What keeps synonyms from being published.

    `alone`: `words` has nothing that means the same; `twice`: `words` says in one group what
    `other` says in another form; `shared`: `words` stands in a group before as well, and `other`
    of it would mean all that this group means.
    """

    code: str
    words: str
    other: str = ""


@dataclass(frozen=True, slots=True)
class SynonymChange:
    """The groups as text before and after."""

    before: str
    after: str


def groups_of(text: str) -> Groups:
    """The groups of a text: a line each, words or phrases between commas, each once."""
    lines = (line.split(",") for line in text.split("\n")[:MAX_GROUPS])
    kept = ([one_line(part, MAX_WORDS) for part in line] for line in lines)
    groups = (tuple(dict.fromkeys(one for one in line if one)) for line in kept)
    return tuple(one for one in groups if one)


def text_of(groups: Groups) -> str:
    """The groups as `groups_of` reads them."""
    return "\n".join(", ".join(one) for one in groups)


def carried_over(own: Groups, before: Groups, now: Groups) -> Groups:
    """What a lead made of the groups `before`, done to those another lead published since."""
    if now == before:
        return own
    gone = set(before) - set(own)
    added = [one for one in own if one not in before and one not in now]
    return (*(one for one in now if one not in gone), *added)


def synonym_flaws(groups: Sequence[Sequence[str]]) -> tuple[SynonymFlaw, ...]:
    """What is wrong, in the order of the groups; forms of one word count as the same."""
    flaws: list[SynonymFlaw] = []
    known: dict[tuple[str, ...], str] = {}
    for group in groups:
        own: dict[tuple[str, ...], str] = {}
        for words in group:
            key = subject(words) or (words.lower(),)
            if key in own:
                flaws.append(SynonymFlaw("twice", words, own[key]))
            elif key in known:
                flaws.append(SynonymFlaw("shared", words, known[key]))
            own.setdefault(key, words)
        if len(group) == 1:
            flaws.append(SynonymFlaw("alone", group[0]))
        known = {**dict.fromkeys(own, group[0]), **known}
    return tuple(flaws)
