"""«Это» before a noun: an attribute («это письмо утеряно») or the subject («это письмо»)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from operator_app.language.segments import SegmentKind, segment_kind
from operator_app.language.tokens import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from operator_app.language.analysis import Analysis, Unit

_FAR: Final = 9
_ASKED: Final = frozenset(
    {"где", "куда", "откуда", "зачем", "почему", "кому", "чему", "кем", "чем", "кого", "чего"}
)
"""After these «это» is an attribute: «откуда это письмо?»."""


def determines(analysis: Analysis, at: int, noun: int) -> bool:
    """Tell whether «это» at the unit `at` is of the noun: then something else is said of both."""
    before = analysis.units[at - 1] if at else None
    if before is not None and before.key in _ASKED and analysis.units[-1].text == "?":
        return True
    home = analysis.segment_of(noun)
    for ordinal, (start, end) in enumerate(analysis.segments):
        words = analysis.units[start:end]
        if ordinal == home:
            after = analysis.units[noun + 1 : end]
            if _is_said((*analysis.units[start:at], *after)) or _ends_in_adjective(after):
                return True
        elif segment_kind(analysis, ordinal) is SegmentKind.CLAUSE:
            named = any(r.case == "nomn" for u in words for r in u.of("NPRO", "NOUN"))
            if not named and _is_said(words):
                return True
    return False


def _is_said(words: Iterable[Unit]) -> bool:
    return any(
        u.of("VERB", "PRTS", "ADJS", "PRED") and not (u.top is not None and u.top.pos == "NOUN")
        for u in words
    )


def _ends_in_adjective(after: tuple[Unit, ...]) -> bool:
    """Tell «это письмо важное», «это письмо тоже ваше»."""
    words = [u for u in after if u.kind is not Kind.MARK]
    last = words[-1] if 0 < len(words) < _FAR else None
    found = last.of("ADJF", "PRTF") if last is not None and not last.of("NOUN") else ()
    return any((r.case, r.number, r.gender) == ("nomn", "sing", "neut") for r in found)
