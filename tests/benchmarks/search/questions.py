"""Known-item questions made by rule, and the half of them that tuning must never look at."""

from __future__ import annotations

import random
import re
import zlib
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from operator_app.domain.keyboard_layout import image
from operator_app.language.morphology import forms as inflections
from operator_app.language.morphology import readings
from operator_app.search.analysis import is_cyrillic, plain, terms
from operator_app.search.lexicon import STOP_WORDS
from tests.benchmarks.search import slips

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from operator_app.domain.retrieval import SearchDocument

SYNONYMS = (
    ("удаление", "стирание"), ("вставка", "добавление"), ("изменение", "правка"),
    ("создание", "составление"), ("печать", "распечатка"), ("настройка", "конфигурация"),
    ("значок", "иконка"), ("копирование", "дублирование"), ("перемещение", "перенос"),
    ("сохранение", "запоминание"), ("поиск", "нахождение"), ("замена", "подмена"),
    ("ошибка", "сбой"), ("диаграмма", "график"), ("рисунок", "картинка"), ("ссылка", "отсылка"),
)  # fmt: skip
CLASSES = (
    "title", "sop title", "re-inflected", "short", "typo", "unfinished", "unfinished + typo",
    "wrong layout", "body", "synonym",
)  # fmt: skip


@dataclass(frozen=True)
class Question:
    """`wanted` is the key of the only right answer; `held_out` ones are for the final table."""

    kind: str
    text: str
    wanted: str
    held_out: bool


def make(documents: Sequence[SearchDocument], each: int, seed: int = 7) -> list[Question]:
    """At most `each` questions of every class over documents whose heading is unique."""
    chance = random.Random(seed)
    headings = Counter(plain(document.heading) for document in documents)
    titles = Counter(plain(title) for title in {d.sop: d.title for d in documents}.values())
    unique = [d for d in documents if headings[plain(d.heading)] == 1 and _usable(d.heading)]
    firsts = _firsts(documents)
    makers: dict[str, Callable[[SearchDocument], str | None]] = {
        "title": lambda d: d.heading,
        "sop title": lambda d: d.title if d.key in firsts and titles[plain(d.title)] == 1 else None,
        "re-inflected": lambda d: _reinflect(d.heading, chance),
        "short": lambda d: _shorten(d.heading, chance),
        "typo": lambda d: _slip_in(d.heading, chance),
        "unfinished": lambda d: _cut(d.heading, chance),
        "unfinished + typo": lambda d: _slip_then_cut(d.heading, chance),
        "wrong layout": lambda d: image(d.heading),
        "body": _body_words(documents, chance),
        "synonym": lambda d: _with_synonym(d.heading),
    }
    for harder in slips.HARDER:
        makers[harder] = lambda d, kind=harder: slips.spoil(kind, d.heading, chance)  # type: ignore[misc]
    questions = []
    for kind in (*CLASSES, *slips.HARDER):
        pool = documents if kind == "body" else unique
        order = sorted(pool, key=lambda d: zlib.crc32(f"{kind}{seed}{d.key}".encode()))
        made = 0
        for document in order:
            text = makers[kind](document)
            if text and made < each:
                made += 1
                held_out = zlib.crc32(f"{document.key}{kind}".encode()) % 2 == 1
                questions.append(Question(kind, text, document.key, held_out))
    return questions


def _usable(heading: str) -> bool:
    words = plain(heading).split()
    russian = [word for word in words if is_cyrillic(word) and word not in STOP_WORDS]
    return len(russian) >= 2 and len(words) <= 7


def _firsts(documents: Iterable[SearchDocument]) -> set[str]:
    first: dict[str, str] = {}
    for document in documents:
        first.setdefault(document.sop, document.key)
    return set(first.values())


def _content(heading: str) -> list[str]:
    return [word for word in plain(heading).split() if word not in STOP_WORDS]


def _reinflect(heading: str, chance: random.Random) -> str | None:
    words = plain(heading).split()
    changed = [_other_form(word, chance) for word in words]
    return " ".join(changed) if changed != words else None


def _other_form(word: str, chance: random.Random) -> str:
    if word in STOP_WORDS or not is_cyrillic(word):
        return word
    found = readings(word)
    if not found:
        return word
    reading = found[0]
    same = {
        form.word.replace("ё", "е")
        for form in inflections(reading)
        if form.pos == reading.pos and form.number == reading.number
    } - {word}
    return chance.choice(sorted(same)) if same else word


def _shorten(heading: str, chance: random.Random) -> str | None:
    words = _content(heading)
    if len(words) < 4:
        return None
    kept = sorted(chance.sample(range(len(words)), 3))
    return " ".join(words[place] for place in kept)


def _slip_in(heading: str, chance: random.Random) -> str | None:
    words = plain(heading).split()
    long = [i for i, word in enumerate(words) if len(word) >= 5 and is_cyrillic(word)]
    if not long:
        return None
    place = chance.choice(long)
    words[place] = slips.any_slip(words[place], chance)
    return " ".join(words)


def _cut(heading: str, chance: random.Random) -> str | None:
    words = plain(heading).split()
    last = words[-1]
    if len(last) < 5 or not is_cyrillic(last):
        return None
    return " ".join([*words[:-1], last[: chance.randrange(3, len(last) - 1)]])


def _slip_then_cut(heading: str, chance: random.Random) -> str | None:
    words = plain(heading).split()
    if len(words[-1]) < 7 or not is_cyrillic(words[-1]):
        return None
    slipped = slips.any_slip(words[-1], chance)
    return " ".join([*words[:-1], slipped[: chance.randrange(5, max(6, len(slipped) - 1))]])


def _body_words(
    documents: Sequence[SearchDocument], chance: random.Random
) -> Callable[[SearchDocument], str | None]:
    """Four words next to each other in the text, found together in no other document."""
    postings: dict[str, set[str]] = defaultdict(set)
    for document in documents:
        for word in set(plain(f"{document.title} {document.section} {document.body}").split()):
            for term in terms(word):
                postings[term].add(document.key)

    def question(document: SearchDocument) -> str | None:
        words = [w for w in plain(document.body).split() if is_cyrillic(w) and w not in STOP_WORDS]
        if len(words) < 8:
            return None
        start = chance.randrange(len(words) - 4)
        chosen = list(dict.fromkeys(words[start : start + 4]))
        answers = set.intersection(*({k for t in terms(w) for k in postings[t]} for w in chosen))
        return " ".join(chosen) if answers == {document.key} else None

    return question


def _with_synonym(heading: str) -> str | None:
    found = plain(heading)
    for said, meant in SYNONYMS:
        for word in found.split():
            if said in terms(word):
                return re.sub(rf"\b{word}\b", meant, found)
    return None
