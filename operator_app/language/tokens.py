"""Lines, sentences and tokens of typed text; every offset counts Unicode code points."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from operator_app.language.morphology import fold
from operator_app.language.shortened import lead, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator


class Kind(Enum):
    """What a token is; nothing inside OPAQUE, PLACEHOLDER and TAG is ever matched or changed."""

    WORD = auto()
    NUMBER = auto()
    PLACEHOLDER = auto()
    OPAQUE = auto()
    TAG = auto()
    MARK = auto()
    SYMBOL = auto()


WORDLIKE: Final = frozenset({Kind.WORD, Kind.NUMBER, Kind.PLACEHOLDER, Kind.OPAQUE})
"""Kinds that count as a neighbour when a phrase must be set off or alone."""

HYPHENS: Final = "-\u2010\u2011"
DASHES: Final = frozenset("-–—\u2010\u2011\u2012\u2212")

_PLACEHOLDER: Final = r"(?P<placeholder>\{\{[^{}]*\}\}|\{[^{}]*\})"
_TAG: Final = r"(?P<tag></?[^\W\d_][^<>]*>|<!--.*?-->)"
_OPAQUE: Final = {
    "://": r"""(?<![a-z0-9+.\-])[a-z][a-z0-9+.\-]*+://[^\s<>«»"]*[^\s<>«»".,!?;:…)\]]""",
    "@": r"(?<![\w.+\-])[\w.+\-]++@[\w\-]++(?:\.[\w\-]++)++",
    "www.": r"""(?<!\w)www\.[^\s<>«»"]*[^\s<>«»".,!?;:…)\]]""",
    ":\\": r"""(?<!\w)[a-z]:\\[^\s<>|"«»]+""",
    ".": r"""(?<![\w@.\-])(?:[\w\-]++\.)+(?:[a-z][a-z0-9]{1,9}|рф|бел|укр)(?![^\W_])"""
    r"""(?:/[^\s<>«»"]*[^\s<>«»".,!?;:…)\]])?""",
    "#": r"(?<!\w)[#@][\w\-]*\w",
}
"""What a line must hold → a URL, an address, a file, a name; most lines hold none of these."""
_DOT_INSIDE: Final = re.compile(r"\.(?<=[\w\-]\.)[a-zA-ZрбуРБУ]")
_WORD = r"[^\W_][\w\u0300-\u036f]*(?:['’ʼ](?=[^\W\d_])[\w\u0300-\u036f]*)*"
_TOKEN = re.compile(
    rf"(?P<number>\d+(?:[.,]\d+)*(?![\w\u0300-\u036f]))|(?P<word>{_WORD})|(?P<other>\S)"
)
_SENTENCE_END = re.compile(r"[.!?…](?=\s|$)")
_PAIRS: Final = {"«": "»", "„": "“”", "“": "”"}
_OPENING: Final = re.compile('[«„“"]')
_MARKS_OF: Final = {
    opening: re.compile(f"[{opening}{closing}]") for opening, closing in _PAIRS.items()
}


class Token(NamedTuple):
    """A piece of a sentence; `start`, `end` count from the start of the sentence's text.

    `key` is the folded spelling. `glued_left` / `glued_right`: a hyphen without spaces joins it to
    the word on that side. `quoted`: it stands inside a closed quotation.
    """

    start: int
    end: int
    text: str
    kind: Kind
    key: str
    quoted: bool = False
    glued_left: bool = False
    glued_right: bool = False


_Zone = tuple[int, int, Kind | None]


@dataclass(frozen=True, slots=True)
class Sentence:
    """`start` counts from the start of the text; tokens count from the start of the sentence.

    `lead` is the short word with a point right before it: «г», «ул», «А» of an initial.
    """

    start: int
    text: str
    tokens: tuple[Token, ...]
    lead: str = ""


class Span(NamedTuple):
    """A sentence not yet cut into tokens: its place in the line and the zones that touch it.

    `zones` are (start, end, kind) from the sentence's start; kind None is a closed quotation.
    """

    start: int
    text: str
    zones: tuple[_Zone, ...]
    lead: str = ""


def lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield (start, line) for every line of `text`; only U+000A ends a line."""
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def sentence_spans(line: str) -> tuple[Span, ...]:
    """Cut one line into sentences; a line that quotes a letter («>…») has none."""
    if line.startswith(">"):
        return ()
    zones = _zones(line)
    atoms = [(start, end) for start, end, kind in zones if kind is not None]
    ends = (match.end() for match in _SENTENCE_END.finditer(line))
    cuts = [0, *(at for at in ends if not any(start < at <= end for start, end in atoms))]
    if cuts[-1] < len(line):
        cuts.append(len(line))
    return tuple(
        [
            Span(a, line[a:b], _zones_inside(zones, line, a, b), lead(line, a))
            for a, b in pairwise(cuts)
        ]
    )


def _zones_inside(zones: list[_Zone], line: str, start: int, end: int) -> tuple[_Zone, ...]:
    """Return the zones of a sentence; of «мат. помощь» the first word is one, for no word ends."""
    cut = shortened(line, start, end)
    own = () if cut is None else ((cut[0] - start, cut[1] - start, Kind.OPAQUE),)
    return (*_inside(zones, start, end), *own)


def _inside(zones: list[_Zone], start: int, end: int) -> tuple[_Zone, ...]:
    if not zones:
        return ()
    return tuple(
        [
            (max(z_start, start) - start, min(z_end, end) - start, kind)
            for z_start, z_end, kind in zones
            if z_start < end and z_end > start
        ]
    )


def sentence_tokens(span: Span) -> Sentence:
    """Cut a sentence into tokens."""
    quotes = [(start, end) for start, end, kind in span.zones if kind is None]
    atoms = [(start, end, kind) for start, end, kind in span.zones if kind is not None]
    raw: list[tuple[int, int, Kind]] = []
    position = 0
    for start, end, kind in [*atoms, (len(span.text), len(span.text), Kind.MARK)]:
        raw += _plain(span.text, position, start)
        if end > start:
            raw.append((start, end, kind))
        position = max(position, end)
    return Sentence(span.start, span.text, tuple(_tokens(span.text, raw, quotes)), span.lead)


def sentences(text: str) -> Iterator[Sentence]:
    """Yield the sentences of a text of any number of lines, `start` counted in the whole text."""
    for start, line in lines(text):
        for span in sentence_spans(line):
            sentence = sentence_tokens(span)
            yield replace(sentence, start=start + span.start)


def _plain(text: str, start: int, end: int) -> Iterator[tuple[int, int, Kind]]:
    for match in _TOKEN.finditer(text, start, end):
        first, last = match.span()
        if match.lastgroup == "word":
            # A final underscore is Markdown's emphasis, an inner one joins an identifier.
            while text[last - 1] == "_":
                last -= 1
            yield first, last, Kind.WORD
        elif match.lastgroup == "number":
            yield first, last, Kind.NUMBER
        else:
            yield first, last, _mark_or_symbol(match[0])


def _mark_or_symbol(char: str) -> Kind:
    return Kind.MARK if unicodedata.category(char)[0] == "P" else Kind.SYMBOL


def _tokens(
    text: str, raw: list[tuple[int, int, Kind]], quotes: list[tuple[int, int]]
) -> Iterator[Token]:
    joints = _joints(text, raw)
    for index, (start, end, kind) in enumerate(raw):
        if index in joints:
            continue
        piece = text[start:end]
        yield Token(
            start,
            end,
            piece,
            kind,
            fold(piece) if kind is Kind.WORD else piece,
            bool(quotes) and any(first <= start and end <= last for first, last in quotes),
            index - 1 in joints,
            index + 1 in joints,
        )


def _joints(text: str, raw: list[tuple[int, int, Kind]]) -> set[int]:
    """Return the indices of hyphens that join two words; they are not tokens of their own."""
    found: set[int] = set()
    if not any(hyphen in text for hyphen in HYPHENS):
        return found
    for index in range(1, len(raw) - 1):
        start, end, kind = raw[index]
        if kind is not Kind.MARK or text[start:end] not in HYPHENS:
            continue
        left, right = raw[index - 1], raw[index + 1]
        if left[1] == start and right[0] == end and left[2] in WORDLIKE and right[2] in WORDLIKE:
            found.add(index)
    return found


def _zones(line: str) -> list[_Zone]:
    kinds = {"placeholder": Kind.PLACEHOLDER, "tag": Kind.TAG, "opaque": Kind.OPAQUE}
    found: list[_Zone] = [
        (match.start(), match.end(), kinds[str(match.lastgroup)])
        for match in _zone(_marks_in(line.lower())).finditer(line)
    ]
    atoms = [(start, end) for start, end, _ in found]
    found += [(start, end, None) for start, end in _quotations(line, atoms)]
    return sorted(found, key=lambda zone: (zone[0], zone[1]))


def _marks_in(line: str) -> frozenset[str]:
    """Return what `line` holds of the marks by which zones are told."""
    found = {mark for mark in _OPAQUE if mark in line} | {mark for mark in "{<" if mark in line}
    if "@" in found:
        found.add("#")
    return frozenset(found if _DOT_INSIDE.search(line) else found - {"."})


@lru_cache(maxsize=256)
def _zone(marks: frozenset[str]) -> re.Pattern[str]:
    """Return the pattern of the zones a line with these marks may hold."""
    opaque = "|".join(pattern for mark, pattern in _OPAQUE.items() if mark in marks)
    parts = [_PLACEHOLDER] if "{" in marks else []
    parts += [_TAG] if "<" in marks else []
    parts += [f"(?P<opaque>{opaque})"] if opaque else []
    return re.compile("|".join(parts) or r"(?!)", re.IGNORECASE)


def _quotations(line: str, atoms: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield closed quotations; a mark once found without its pair is not looked for again."""
    hopeless: set[str] = set()
    position = 0
    for match in _OPENING.finditer(line):
        opened = match.start()
        if opened < position or match[0] in hopeless:
            continue
        if any(start <= opened < end for start, end in atoms):
            continue
        if match[0] == '"':
            if not _may_open(line, opened):
                continue
            end = _closing_straight(line, opened)
        else:
            end = _closing(line, opened, match[0])
        if end < 0:
            hopeless.add(match[0])
            continue
        yield opened, end + 1
        position = end + 1


def _closing(line: str, opened: int, char: str) -> int:
    """Return the pair of an opening mark; inner pairs of the same marks are skipped."""
    depth, nearest = 0, -1
    for match in _MARKS_OF[char].finditer(line, opened + 1):
        if match[0] in _PAIRS[char]:
            nearest = match.start() if nearest < 0 else nearest
            if depth == 0:
                return match.start()
            depth -= 1
        else:
            depth += 1
    # «a «b» without the second closing mark: the nearest closing mark still closes.
    return nearest


def _may_open(line: str, at: int) -> bool:
    """Leave alone the mark of inches (24")."""
    before, after = line[at - 1 : at], line[at + 1 : at + 2]
    return not before.isalnum() and bool(after) and not after.isspace()


def _closing_straight(line: str, opened: int) -> int:
    position = line.find('"', opened + 1)
    while position >= 0:
        follows_space = line[position - 1].isspace()
        if not follows_space and not line[position + 1 : position + 2].isalnum():
            return position
        position = line.find('"', position + 1)
    return -1
