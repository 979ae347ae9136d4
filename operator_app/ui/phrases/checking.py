"""Checks a text line by line: what was not touched is not checked again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from operator_app.domain.phrases import Gender
from operator_app.language.phrase_table import PhraseTable, Underline
from operator_app.ui.phrases.offsets import unit_offsets, units

_KEPT_LINES: Final = 1_000


@dataclass(frozen=True, slots=True)
class Hint:
    """A hit as an editor shows it: half-open ranges in UTF-16 units of the whole text.

    [start, end) is underlined, a suggestion replaces [replace_start, replace_end). Without
    suggestions the phrase is only to be avoided, once the hint is `complete`. `why` may be empty.
    """

    start: int
    end: int
    replace_start: int
    replace_end: int
    found: str
    suggestions: tuple[str, ...]
    sure: bool
    rule: str
    why: str
    complete: bool

    def moved(self, by: int) -> Hint:
        """The same hint `by` units further."""
        return replace(
            self,
            start=self.start + by,
            end=self.end + by,
            replace_start=self.replace_start + by,
            replace_end=self.replace_end + by,
        )


@dataclass(frozen=True, slots=True)
class _Line:
    """A checked line: what the table found, and the hint of each, completed as it is asked for."""

    found: tuple[Underline, ...]
    hints: list[Hint]


class LineChecker:
    """Belongs to one lane, as the table does. Lines as Qt's text blocks have them.

    What to say instead costs more than to underline, so it is worked out when it is asked for.
    """

    def __init__(self, table: PhraseTable, gender: Gender | None) -> None:
        self._table = table
        self._gender = gender
        self._known: OrderedDict[str, _Line] = OrderedDict()

    def check(self, lines: Sequence[str]) -> tuple[Hint, ...]:
        """Every hint of a text, in order; lines are divided by one unit each."""
        found: list[Hint] = []
        for start, line in _placed(lines):
            found += [hint.moved(start) for hint in self._of_line(line).hints]
        return tuple(found)

    def completed(self, lines: Sequence[str], hint: Hint) -> Hint:
        """The hint of this text with what to say instead; as it is when it is not of this text."""
        for start, line in _placed(lines):
            checked = self._of_line(line)
            for place, one in enumerate(checked.hints):
                if (one.start + start, one.rule) == (hint.start, hint.rule):
                    if not one.complete:
                        checked.hints[place] = self._complete(line, checked.found[place])
                    return checked.hints[place].moved(start)
        return hint

    def _of_line(self, line: str) -> _Line:
        known = self._known.get(line)
        if known is None:
            found, at = self._table.underlines(line), unit_offsets(line)
            known = _Line(found, [_underlined(line, one, at) for one in found])
            self._known[line] = known
            if len(self._known) > _KEPT_LINES:
                self._known.popitem(last=False)
        return known

    def _complete(self, line: str, found: Underline) -> Hint:
        hit, at = self._table.complete(found, self._gender), unit_offsets(line)
        return replace(
            _underlined(line, found, at),
            replace_start=at(hit.replace_start),
            replace_end=at(hit.replace_end),
            suggestions=hit.suggestions,
            sure=hit.sure,
            complete=True,
        )


def _underlined(line: str, found: Underline, at: Callable[[int], int]) -> Hint:
    start, end = at(found.start), at(found.end)
    text, rule = line[found.start : found.end], found.rule
    return Hint(
        start, end, start, end, text, (), True, rule.id, rule.why, complete=not rule.approved
    )


def _placed(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    start = 0
    for line in lines:
        yield start, line
        start += units(line) + 1
