"""Changes of a sentence that make one suggestion, and the one range several suggestions share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Edit:
    """Put `text` in the place of [start, end) of the sentence."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Offer:
    """Suggestions for one hit; all replace [start, end) of the sentence. Empty: a hint only."""

    start: int
    end: int
    texts: tuple[str, ...]
    sure: bool


def changed(sentence: str, edits: Iterable[Edit]) -> list[Edit]:
    """Return the edits that change something, in order, the first of several for one place."""
    kept: list[Edit] = []
    for edit in edits:
        same = sentence[edit.start : edit.end] == edit.text
        taken = any(edit.start < other.end and other.start < edit.end for other in kept)
        if not same and not taken:
            kept.append(edit)
    return sorted(kept, key=lambda edit: edit.start)


def shared_offer(
    sentence: str, phrase: tuple[int, int], choices: Sequence[Sequence[Edit]], *, sure: bool
) -> Offer:
    """Spell every choice over the smallest range that covers the phrase and all its changes."""
    spans = [phrase, *((edit.start, edit.end) for edits in choices for edit in edits)]
    start = min(span[0] for span in spans)
    end = max(span[1] for span in spans)
    texts = dict.fromkeys(_spell(sentence, start, end, edits) for edits in choices)
    return Offer(start, end, tuple(texts), sure)


def _spell(sentence: str, start: int, end: int, edits: Sequence[Edit]) -> str:
    pieces: list[str] = []
    position = start
    for edit in edits:
        pieces += [sentence[position : edit.start], edit.text]
        position = edit.end
    return "".join(pieces) + sentence[position:end]
