"""Chunks typed in the wrong keyboard layout, recognised before anything is cut into words."""

from __future__ import annotations

import re
from typing import Final

from operator_app.language.morphology import is_known
from operator_app.search.analysis import STOP_WORDS, is_cyrillic, words
from operator_app.search.layout import image, unmixed
from operator_app.search.spelling import Speller
from operator_app.search.vocabulary import Vocabulary

_CHUNK: Final = re.compile(r"\S+")
_CYRILLIC: Final = re.compile(r"[а-яё]", re.IGNORECASE)
_ONE_NAME: Final = re.compile(r"[A-Za-z0-9]{3,}(?:[-.][A-Za-z0-9]+)*[,.;:?!]?")
_TRAILING: Final = ",.;:?!"
_SHORT: Final = 2
_CLEARLY_COMMONER: Final = 3

_UNKNOWN, _PLAUSIBLE, _BEGUN, _RUSSIAN_WORD, _INDEXED = range(5)


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
        if straight is not None and self._sense(straight) >= _BEGUN:
            return straight
        swapped = image(chunk)
        if swapped is None or (any(c.isdigit() for c in chunk) and self._sense(swapped) < _INDEXED):
            return chunk
        here, there = self._sense(chunk), self._sense(swapped)
        if _CYRILLIC.search(chunk) and (here >= _BEGUN or not _ONE_NAME.fullmatch(swapped)):
            return chunk
        if there <= _PLAUSIBLE and chunk[-1] in _TRAILING:
            bare = chunk.rstrip(_TRAILING)
            return self._choose(bare) + chunk[len(bare) :] if bare else chunk
        if there > here or (there == here == _BEGUN and self._commoner(swapped, chunk)):
            return swapped
        return chunk

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
        if len(form) >= _SHORT and self._vocabulary.has_prefix(form):
            return _BEGUN
        guesses = self._speller.guesses(form, True) if len(form) > 3 else ()
        return _PLAUSIBLE if guesses and guesses[0].edits == 1 else _UNKNOWN

    def _commoner(self, form: str, than: str) -> bool:
        ours = sum(count for _, count in self._vocabulary.complete(form.lower()))
        theirs = sum(count for _, count in self._vocabulary.complete(than.lower()))
        return ours > _CLEARLY_COMMONER * theirs
