"""Where the procedures fall short: kept as agents meet it, gathered for their lead."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from difflib import get_close_matches
from typing import Final
from uuid import UUID

from operator_app.domain.gaps import LEADS_WORD, GapKind, Searched, SearchGap
from operator_app.domain.publication import Content
from operator_app.domain.records import Entity
from operator_app.domain.redaction import HIDDEN, redacted
from operator_app.domain.sops import PassageLink
from operator_app.language.morphology import readings
from operator_app.services.synchronise import LAST_SUCCESS
from operator_app.services.workplace import Workplace

PERIOD: Final = timedelta(days=90)
"""How far back the lead looks."""

MAX_QUERY: Final = 200
MAX_WORDS: Final = 2_000
MAX_QUOTE: Final = 500
"""Longest query, longest words and longest quote of a report kept, in characters."""

MAX_SAMPLES: Final = 5
"""How many wordings of a group are shown."""

ALIKE: Final = 0.8
"""From how much likeness on (difflib's ratio) an unknown word is taken for a slip of another."""

Spelling = Callable[[str], str]
Key = tuple[str, ...]

_WORD: Final = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_SILENT: Final = frozenset({"PREP", "CONJ", "PRCL", "NPRO", "INTJ"})
_PERSONAL: Final = ("Name", "Patr", "Surn")


def anonymous(text: str, known: Iterable[str] = (), limit: int = MAX_QUERY) -> str:
    """The text without numbers of a customer, words of `known` and words that are people's names.

    A word counts as a name when that is its likeliest reading.
    """
    names = (word for word in _WORD.findall(text) if _is_name(word))
    return redacted(text, [*known, *names], limit)


def subject(text: str) -> tuple[str, ...]:
    """What a query is about: the lemmas of its words of meaning, each once, in order."""
    return tuple(sorted(set(_lemmas(text))))


def keep_search(workplace: Workplace, search: Searched, known: Iterable[str]) -> SearchGap | None:
    """Keep a search that was of no use; None when nothing but a customer's data was looked for.

    `known` are the names and numbers of the customer in hand. For the storage lane.
    """
    words = anonymous(search.words, known)
    if not subject(words):
        return None
    kind = GapKind.NOT_USED if search.first else GapKind.NOTHING_FOUND
    return _keep(workplace, kind, words, search.first, "")


def keep_flag(workplace: Workplace, place: PassageLink, quote: str, words: str) -> SearchGap:
    """Keep a report of an error in the text; raises ValueError when it says nothing."""
    said = anonymous(words, limit=MAX_WORDS)
    if not said:
        raise ValueError("a report needs words")
    return _keep(workplace, GapKind.FLAG, said, str(place), redacted(quote, limit=MAX_QUOTE))


def _keep(workplace: Workplace, kind: GapKind, words: str, place: str, quote: str) -> SearchGap:
    desk = workplace.desk
    gap = SearchGap(
        workplace.new_key(), desk.device, workplace.clock(), desk.agent, workplace.edition,
        kind, words, place, quote,
    )  # fmt: skip
    with workplace.begin() as records:
        records.save_row(Entity.SEARCH_GAP, gap)
    return gap


@dataclass(frozen=True, slots=True)
class GapGroup:
    """Gaps of the same subject, or reports of the same passage.

    `title` is the commonest wording, or «СОП-042. Задержка доставки, Когда применять» of a
    passage; `samples` are wordings with how often each came, the commonest first, reports the
    newest first. `place` is what was found and of no use, or the passage that is wrong; "" for
    neither. `people` counts agents. `mended_at` (UTC) and `mended_by` tell of a lead who took it
    for mended; `again` says that it was met since, and then only what was met since is counted.
    """

    kind: GapKind
    title: str
    count: int
    people: int
    last: datetime
    samples: tuple[tuple[str, int], ...]
    place: str
    mended_at: datetime | None = None
    mended_by: str = ""
    again: bool = False

    @property
    def wording(self) -> str:
        """The title to search by: without the signs for what was taken out."""
        return " ".join(self.title.replace(HIDDEN, " ").split())

    @property
    def open(self) -> bool:
        """Whether something is left to mend."""
        return self.mended_at is None or self.again


@dataclass(frozen=True, slots=True)
class GapsKnown:
    """The groups this desk knows, and when it last exchanged with the centre (UTC), if ever."""

    groups: tuple[GapGroup, ...]
    exchanged_at: datetime | None


def gaps_known(workplace: Workplace) -> GapsKnown:
    """What the lead is shown; for the storage lane."""
    with workplace.begin() as records:
        exchanged = records.setting(LAST_SUCCESS)
    moment = datetime.fromisoformat(exchanged) if exchanged else None
    return GapsKnown(gap_groups(workplace), moment)


def gap_groups(workplace: Workplace) -> tuple[GapGroup, ...]:
    """The gaps of `PERIOD` that this desk knows, the most frequent first; for the storage lane.

    Slips that search puts right do not part a group; what was mended comes last.
    """
    with workplace.begin() as records:
        gaps = records.gaps(workplace.clock() - PERIOD)
    return grouped(gaps, workplace.content, workplace.search.spelled)


def say_mended(workplace: Workplace, group: GapGroup) -> SearchGap:
    """Take a group for mended, or one that is no longer so; for the storage lane."""
    kind = GapKind.MENDED if group.open else GapKind.REOPENED
    place = group.place if group.kind is GapKind.FLAG else ""
    words, who = group.samples[0][0][:MAX_QUERY], workplace.desk.name.signature()
    return _keep(workplace, kind, words, place, who[:MAX_QUOTE])


def grouped(
    gaps: Sequence[SearchGap], content: Content, spelled: Spelling = str
) -> tuple[GapGroup, ...]:
    """Group gaps, in the order in which they came here, by subject or passage.

    `content` names the passages, `spelled` mends slips.
    """
    found: dict[Key, list[SearchGap]] = {}
    said: dict[Key, SearchGap] = {}
    came = {one.id: place for place, one in enumerate(gaps)}
    every = sorted(gaps, key=lambda one: (one.at, one.id))
    keys = _without_slips([_key(one, spelled) for one in every])
    for gap, key in zip(every, keys, strict=True):
        if gap.kind in LEADS_WORD:
            said[key] = gap
        else:
            found.setdefault(key, []).append(gap)
    groups = (_judged(one, said.get(key), came, content) for key, one in found.items())
    return tuple(sorted(groups, key=_urgency))


def _urgency(group: GapGroup) -> tuple[object, ...]:
    return (not group.open, -group.count, -group.last.timestamp(), group.title)


def _key(gap: SearchGap, spelled: Spelling) -> Key:
    flag = gap.kind is GapKind.FLAG or (gap.kind in LEADS_WORD and gap.place)
    return ("", gap.place) if flag else subject(spelled(gap.words))


def _without_slips(keys: list[Key]) -> list[Key]:
    """The same keys with slips of words that no text has, told by a commoner word in other keys."""
    counts = Counter(lemma for key in keys if key[:1] != ("",) for lemma in key)
    known = set(filter(_in_dictionary, counts))
    meant: dict[str, str] = {}
    for lemma in counts.keys() - known:
        better = [
            one for one in counts
            if one[0] == lemma[0] and (one in known or counts[one] > counts[lemma])
        ]  # fmt: skip
        if near := get_close_matches(lemma, better, 1, ALIKE):
            meant[lemma] = near[0]
    return [
        key if key[:1] == ("",) else tuple(sorted({meant.get(one, one) for one in key}))
        for key in keys
    ]


def _judged(
    gaps: list[SearchGap], said: SearchGap | None, came: Mapping[UUID, int], content: Content
) -> GapGroup:
    if said is None or said.kind is GapKind.REOPENED:
        return _group(gaps, content)
    # By when it came, not by when it was met: the lead had not seen what a desk still held back.
    since = [one for one in gaps if came[one.id] > came[said.id]]
    return replace(
        _group(since or gaps, content),
        mended_at=said.at, mended_by=said.quote, again=bool(since),
    )  # fmt: skip


def _group(gaps: list[SearchGap], content: Content) -> GapGroup:
    newest = max(gaps, key=lambda one: one.at)
    wordings = Counter(one.words for one in sorted(gaps, key=lambda one: one.at, reverse=True))
    samples = tuple(wordings.most_common(MAX_SAMPLES))
    kind = newest.kind
    if kind is not GapKind.FLAG and any(one.kind is GapKind.NOTHING_FOUND for one in gaps):
        kind = GapKind.NOTHING_FOUND
    place = next((one.place for one in gaps if one.place), "")
    title = passage_title(place, content) if kind is GapKind.FLAG else samples[0][0]
    people = len({one.agent for one in gaps})
    return GapGroup(kind, title, len(gaps), people, newest.at, samples, place)


def passage_title(place: str, content: Content) -> str:
    """A passage by its names; the link itself once the edition has it no longer."""
    link = PassageLink.parse(place)
    sop = content.sop(link.sop)
    if sop is None:
        return place
    section = sop.section(link.anchor)
    named = f"{sop.id}. {sop.title}"
    return f"{named}, {section.title}" if section is not None and section.title else named


def _lemmas(text: str) -> Iterator[str]:
    for word in _WORD.findall(text.replace(HIDDEN, " ").lower()):
        found = readings(word)
        if not found:
            yield word
        elif found[0].pos not in _SILENT:
            yield found[0].lemma


def _in_dictionary(word: str) -> bool:
    found = readings(word)
    return bool(found) and found[0].known


def _is_name(word: str) -> bool:
    found = readings(word)
    return bool(found) and found[0].known and any(found[0].has(one) for one in _PERSONAL)
