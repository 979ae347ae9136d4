"""Spaces lost between two words, or typed inside one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from operator_app.language.morphology import is_known
from operator_app.search.analysis import Word, is_cyrillic, words
from operator_app.search.lexicon import AFTER_NUMBER, STOP_WORDS

if TYPE_CHECKING:
    from operator_app.search.spelling import Speller
    from operator_app.search.vocabulary import Vocabulary

_SHORTEST: Final = 5
_SHORTEST_PART: Final = 3
_LONGEST: Final = 40
_BEGUN: Final = 0.5
_MEASURE: Final = re.compile(r"(\d+)([а-я]{1,12})")
_SHORT_UNITS: Final = {"р": "руб", "к": "тыс", "т": "тыс"}
_OWN_TERMS: Final = AFTER_NUMBER.keys() - _SHORT_UNITS.keys()
"""Units with which a number is one term already: «220В»."""
_GAP: Final = re.compile(r"[ \u00a0]+")


class Seams:
    """Mends only words that mean nothing as they stand, and only into words of the texts."""

    def __init__(self, vocabulary: Vocabulary, speller: Speller) -> None:
        self._vocabulary = vocabulary
        self._speller = speller

    def mend(self, text: str) -> str:
        """`text` with such spaces taken out or put in."""
        found = words(text)
        for place in range(len(found) - 1, -1, -1):
            word = found[place]
            if self._vocabulary.frequency(word.form):
                continue
            if (measure := _MEASURE.fullmatch(word.form)) and measure[2] not in _OWN_TERMS:
                unit = _SHORT_UNITS.get(measure[2], measure[2])
                text = f"{text[: word.start]}{measure[1]} {unit}{text[word.end :]}"
            if not _is_mendable(word.form):
                continue
            before = found[place - 1] if place else None
            after = found[place + 1] if place + 1 < len(found) else None
            if before and self._belong(before, word, text):
                text = text[: before.end] + text[word.start :]
            elif after and self._belong(word, after, text):
                text = text[: word.end] + text[after.start :]
            elif cut := self._seam(word.form, last=after is None):
                text = f"{text[: word.start + cut]} {text[word.start + cut :]}"
        return text

    def _belong(self, first: Word, second: Word, text: str) -> bool:
        """Whether the two are one word of the texts with a space in it."""
        whole = first.form + second.form
        if len(whole) < _SHORTEST or not _GAP.fullmatch(text, first.end, second.start):
            return False
        return is_cyrillic(whole) and self._vocabulary.frequency(whole) > 0

    def _seam(self, form: str, *, last: bool) -> int:
        """Where the space was lost: between the two commonest words; 0 where none was."""
        known = self._vocabulary
        if len(form) < _SHORTEST or known.knows(form) or known.has_prefix(form) or is_known(form):
            return 0
        guesses = self._speller.guesses(form, True)
        if guesses and guesses[0].edits == 1:
            return 0
        best, place = 0.0, 0
        for cut in range(1, len(form) - _SHORTEST_PART + 1):
            common = min(self._head(form[:cut]), self._tail(form[cut:], last=last))
            if common > best:
                best, place = common, cut
        return place

    def _head(self, form: str) -> float:
        if len(form) < _SHORTEST_PART and form not in STOP_WORDS:
            return 0
        return self._vocabulary.frequency(form) or (1 if form in STOP_WORDS else 0)

    def _tail(self, form: str, *, last: bool) -> float:
        count = self._vocabulary.frequency(form)
        return count or (_BEGUN if last and self._vocabulary.has_prefix(form) else 0)


def _is_mendable(form: str) -> bool:
    return is_cyrillic(form) and len(form) <= _LONGEST
