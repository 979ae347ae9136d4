"""Chunks typed in the wrong keyboard layout, recognised before anything is cut into words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from operator_app.language.morphology import is_known
from operator_app.search.analysis import STOP_WORDS, is_cyrillic, words
from operator_app.search.layout import image, unmixed

if TYPE_CHECKING:
    from operator_app.search.spelling import Speller
    from operator_app.search.vocabulary import Vocabulary

_CHUNK: Final = re.compile(r"\S+")
_CYRILLIC: Final = re.compile(r"[а-яё]", re.IGNORECASE)
_ONE_NAME: Final = re.compile(r"[A-Za-z0-9]{3,}(?:[-.][A-Za-z0-9]+)*[,.;:?!]?")
_TRAILING: Final = ",.;:?!"
_SHORT: Final = 2
_CLEARLY_COMMONER: Final = 3
_FAR_COMMONER: Final = 20

_UNKNOWN, _BEGUN, _RUSSIAN_WORD, _INDEXED = range(4)


class LayoutRepair:
    """Chooses, chunk by chunk, between what was typed and its image in the other layout."""

    def __init__(self, vocabulary: Vocabulary, speller: Speller) -> None:
        self._vocabulary = vocabulary
        self._speller = speller

    def swap(self, text: str) -> str:
        """All of `text` in the other layout, chunk by chunk."""
        return _CHUNK.sub(lambda match: image(match.group()) or match.group(), text)

    def repair(self, text: str) -> str:
        """`text` with the chunks put right that make sense only in the other layout."""
        chunks = _CHUNK.findall(text)
        chosen = {chunk: self._choose(chunk) for chunk in chunks}
        if any(chosen[chunk] != chunk and len(chunk) > _SHORT for chunk in chunks):
            for chunk in chunks:
                swapped = image(chunk)
                if len(chunk) <= _SHORT and swapped and swapped.lower() in STOP_WORDS:
                    chosen[chunk] = swapped
        return _CHUNK.sub(lambda match: chosen[match.group()], text)

    def _choose(self, chunk: str) -> str:
        straight = unmixed(chunk)
        if straight is not None and not self._is_indexed(chunk) and self._sense(straight):
            return straight
        swapped = image(chunk)
        if swapped is None or (any(c.isdigit() for c in chunk) and self._sense(swapped) < _INDEXED):
            return chunk
        if _CYRILLIC.search(chunk):
            return swapped if self._is_foreign(chunk, swapped) else chunk
        here, there = self._sense(chunk), self._sense(swapped)
        if there == _UNKNOWN and chunk[-1] in _TRAILING:
            bare = chunk.rstrip(_TRAILING)
            return self._choose(bare) + chunk[len(bare) :] if bare else chunk
        if there == here:
            return swapped if self._likelier(swapped, chunk, here) else chunk
        return swapped if there > here else chunk

    def _is_foreign(self, chunk: str, swapped: str) -> bool:
        """Whether a Cyrillic chunk without sense is a Latin name typed in the other layout."""
        if self._sense(chunk) != _UNKNOWN or not _ONE_NAME.fullmatch(swapped):
            return False
        if self._sense(swapped) == _UNKNOWN:
            return False
        return not self._near(chunk)

    def _likelier(self, swapped: str, chunk: str, sense: int) -> bool:
        """Of a Latin chunk and its image that make equal sense, whether the image is meant."""
        if sense == _UNKNOWN:
            return len(chunk) > _SHORT + 1 and self._near(swapped) and not self._near(chunk)
        if sense == _BEGUN:
            return self._begun(swapped) > _CLEARLY_COMMONER * self._begun(chunk)
        here = sum(self._vocabulary.frequency(word.form) for word in words(chunk))
        there = sum(self._vocabulary.frequency(word.form) for word in words(swapped))
        return len(chunk) > _SHORT + 1 and there > _FAR_COMMONER * here

    def _near(self, chunk: str) -> bool:
        """Whether each word of the chunk is one slip away from something known."""
        near = [self._speller.guesses(word.form, True) for word in words(chunk)]
        return bool(near) and all(guesses and guesses[0].edits == 1 for guesses in near)

    def _is_indexed(self, chunk: str) -> bool:
        return any(self._vocabulary.frequency(word.form) for word in words(chunk))

    def _sense(self, chunk: str) -> int:
        """How much sense a chunk makes: its least sensible word counts."""
        found = words(chunk)
        if not found:
            return _UNKNOWN
        return min(self._sense_of_word(word.form) for word in found)

    def _sense_of_word(self, form: str) -> int:
        if self._vocabulary.knows(form):
            return _INDEXED
        if is_cyrillic(form) and is_known(form):
            return _RUSSIAN_WORD
        begun = len(form) >= _SHORT and self._vocabulary.has_prefix(form)
        return _BEGUN if begun else _UNKNOWN

    def _begun(self, chunk: str) -> int:
        """How often forms occur that the chunk is the beginning of."""
        found = words(chunk)
        return sum(n for _, n in self._vocabulary.complete(found[-1].form)) if found else 0
