"""Where a phrase stands in its sentence: set off, first, alone; which lemmas stand around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from operator_app.domain.phrases import Place
from operator_app.language.morphology import fold, lemmas
from operator_app.language.tokens import WORDLIKE, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable


def allows(
    place: Place, sentence: Sentence, first: int, last: int, *, closed_right: bool = False
) -> bool:
    """Tell whether the tokens [first, last] stand at such a place.

    `closed_right`: a phrase at the START must be set off on the right as well.
    """
    if place is Place.ANY:
        return True
    if place is Place.SET_OFF:
        return not _touches(sentence, first - 1) and not _touches(sentence, last + 1)
    if place is Place.START:
        opens = not any(token.kind in WORDLIKE for token in sentence.tokens[:first])
        return opens and not (closed_right and _touches(sentence, last + 1))
    others = (*sentence.tokens[:first], *sentence.tokens[last + 1 :])
    return not any(token.kind in WORDLIKE for token in others)


def context_lemmas(words: Iterable[str]) -> frozenset[str]:
    """Return the lemmas a rule's context list means; a word that is no lemma counts as its own."""
    found: set[str] = set()
    for word in words:
        key = fold(word)
        known = lemmas(word)
        found |= {key} if key in known else {key, known[0]}
    return frozenset(found)


def _touches(sentence: Sentence, at: int) -> bool:
    if not 0 <= at < len(sentence.tokens):
        return False
    token = sentence.tokens[at]
    return token.kind in WORDLIKE
