"""Chunks typed in the wrong keyboard layout, recognised before anything is cut into words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from operator_app.domain.keyboard_layout import halves, image, number_image, unmixed
from operator_app.language.morphology import is_known
from operator_app.search.analysis import is_cyrillic, words
from operator_app.search.lexicon import LATIN_WORDS, STOP_WORDS

if TYPE_CHECKING:
    from operator_app.search.spelling import Speller
    from operator_app.search.vocabulary import Vocabulary

_CHUNK: Final = re.compile(r"\S+")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_CYRILLIC: Final = re.compile(r"[а-яё]", re.IGNORECASE)
_ONE_NAME: Final = re.compile(r"[A-Za-z0-9]{3,}(?:[-.][A-Za-z0-9]+)*[,.;:?!]?")
_LETTER_SIGNS: Final = re.compile(r"\A[\[\]{};`][^\W\d_]|[^\W\d_][\[\]{};,<>`\"][^\W\d_]")
"""Signs that begin no Latin word and stand inside none, but are letters in the other layout."""
_TRAILING: Final = ",.;:?!"
_LETTER_ENDS: Final = ",.;'[]`"
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
        """All of `text` in the other layout, chunk by chunk; codes only such as some text has."""
        if any(word.form in LATIN_WORDS for word in words(text)):
            return text
        return _CHUNK.sub(lambda match: self._swapped(match.group()), text)

    def _swapped(self, chunk: str) -> str:
        swapped = image(chunk) or chunk
        code = any(letter.isdigit() for letter in chunk)
        return chunk if code and self._sense(swapped) < _INDEXED else swapped

    def repair(self, text: str) -> str:
        """`text` with the chunks put right that make sense only in the other layout."""
        chunks = _CHUNK.findall(text)
        chosen = {chunk: self._choose(chunk) for chunk in chunks}
        if any(
            chosen[chunk] != chunk and len(chunk) > _SHORT and not _CYRILLIC.search(chunk)
            for chunk in chunks
        ):
            for chunk in chunks:
                if chosen[chunk] == chunk:
                    chosen[chunk] = self._choose_among_swapped(chunk)
        return _CHUNK.sub(lambda match: chosen[match.group()], text)

    def _choose(self, chunk: str) -> str:
        if halves(chunk):
            return self._choose_mixed(chunk)
        swapped = image(chunk)
        if swapped is None or (any(c.isdigit() for c in chunk) and self._sense(swapped) < _INDEXED):
            return chunk
        if _CYRILLIC.search(chunk):
            return swapped if self._is_foreign(chunk, swapped) else chunk
        here, there = self._sense_of_latin(chunk), self._sense(swapped)
        if there == here:
            if self._likelier(swapped, chunk, here):
                return swapped
            return chunk if there != _UNKNOWN else self._choose_pieces(chunk)
        return swapped if there > here else chunk

    def _choose_mixed(self, chunk: str) -> str:
        """Look-alike letters first, then a layout switched in the middle of the word."""
        if self._rarest(chunk) and not _LETTER_SIGNS.search(chunk):
            return chunk
        straight = unmixed(chunk)
        if straight is not None and self._sense(straight):
            return straight
        best = max(halves(chunk), key=self._sense)
        return best if self._sense(best) > _UNKNOWN else chunk

    def _choose_pieces(self, chunk: str) -> str:
        """Each run of letters by itself: «''Yfdbufnjh», «gj:», «Ghbdzprf<->Ntrcn»."""
        if chunk[-1] in _TRAILING and (bare := chunk.rstrip(_TRAILING)):
            return self._choose(bare) + chunk[len(bare) :]
        pieces = _LETTERS.findall(chunk)
        if pieces == [chunk] or any(c.isdigit() for c in chunk):
            return chunk
        chosen = {piece: self._choose(piece) for piece in pieces}
        return _LETTERS.sub(lambda match: chosen[match.group()], chunk)

    def _choose_among_swapped(self, chunk: str) -> str:
        """Read a chunk that proves nothing by itself like its neighbours, if that makes sense."""
        swapped = image(chunk)
        if swapped is None or _CYRILLIC.search(chunk):
            return number_image(chunk)
        if len(chunk) <= _SHORT:
            meant = swapped.lower() in STOP_WORDS or self._rarest(swapped) > self._rarest(chunk)
            return swapped if meant else chunk
        here, there = self._sense_of_latin(chunk), self._sense(swapped)
        if there:
            # A comma is not where this hand took it from; a letter is.
            return swapped if there >= here or chunk[-1] in _LETTER_ENDS else chunk
        return swapped if here == _UNKNOWN and self._near(swapped) else chunk

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
        there = self._rarest(swapped)
        return len(chunk) > _SHORT + 1 and there > _FAR_COMMONER * self._rarest(chunk)

    def _near(self, chunk: str) -> bool:
        """Whether each word of the chunk is one slip away from something known."""
        near = [self._speller.guesses(word.form, True) for word in words(chunk)]
        return bool(near) and all(guesses and guesses[0].edits == 1 for guesses in near)

    def _rarest(self, chunk: str) -> int:
        return min((self._vocabulary.frequency(word.form) for word in words(chunk)), default=0)

    def _sense_of_latin(self, chunk: str) -> int:
        return _UNKNOWN if _LETTER_SIGNS.search(chunk) else self._sense(chunk)

    def _sense(self, chunk: str) -> int:
        """How much sense a chunk makes: its least sensible word counts."""
        found = words(chunk)
        if not found:
            return _UNKNOWN
        return min(self._sense_of_word(word.form) for word in found)

    def _sense_of_word(self, form: str) -> int:
        if self._vocabulary.knows(form) or form in LATIN_WORDS:
            return _INDEXED
        if is_cyrillic(form) and is_known(form):
            return _RUSSIAN_WORD
        begun = len(form) >= _SHORT and self._vocabulary.has_prefix(form)
        return _BEGUN if begun else _UNKNOWN

    def _begun(self, chunk: str) -> int:
        """How often forms occur that the chunk is the beginning of."""
        found = words(chunk)
        return sum(n for _, n in self._vocabulary.complete(found[-1].form)) if found else 0
