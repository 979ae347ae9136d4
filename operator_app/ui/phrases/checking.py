"""Checks a text line by line: what was not touched is not checked again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from operator_app.domain.phrases import Gender, Hit
from operator_app.language.phrase_table import PhraseTable
from operator_app.ui.phrases.offsets import units

_KEPT_LINES: Final = 1_000


@dataclass(frozen=True, slots=True)
class Hint:
    """A hit as an editor shows it: half-open ranges in UTF-16 units of the whole text.

    [start, end) is underlined, a suggestion replaces [replace_start, replace_end). Without
    suggestions the phrase is only to be avoided. `why` may be empty.
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

    def moved(self, by: int) -> Hint:
        """The same hint `by` units further."""
        return replace(
            self,
            start=self.start + by,
            end=self.end + by,
            replace_start=self.replace_start + by,
            replace_end=self.replace_end + by,
        )


class LineChecker:
    """Belongs to one lane, as the table does. Lines as Qt's text blocks have them."""

    def __init__(self, table: PhraseTable, gender: Gender | None) -> None:
        self._table = table
        self._gender = gender
        self._reasons = {rule.id: rule.why for rule in table.rules}
        self._known: OrderedDict[str, tuple[Hint, ...]] = OrderedDict()

    def check(self, lines: Sequence[str]) -> tuple[Hint, ...]:
        """Every hint of a text, in order; lines are divided by one unit each."""
        found: list[Hint] = []
        start = 0
        for line in lines:
            found += [hint.moved(start) for hint in self._of_line(line)]
            start += units(line) + 1
        return tuple(found)

    def _of_line(self, line: str) -> tuple[Hint, ...]:
        known = self._known.get(line)
        if known is None:
            known = tuple(self._hint(line, hit) for hit in self._table.check(line, self._gender))
            self._known[line] = known
            if len(self._known) > _KEPT_LINES:
                self._known.popitem(last=False)
        return known

    def _hint(self, line: str, hit: Hit) -> Hint:
        return Hint(
            units(line, hit.start),
            units(line, hit.end),
            units(line, hit.replace_start),
            units(line, hit.replace_end),
            line[hit.start : hit.end],
            hit.suggestions,
            hit.sure,
            hit.rule,
            self._reasons[hit.rule],
        )
