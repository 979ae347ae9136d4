"""What an operator meant: layout, unfinished words, slips, lemmas, synonyms; knows no engine."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from operator_app.language.morphology import is_known
from operator_app.search.analysis import (
    Word,
    clean,
    is_cyrillic,
    joined,
    runs,
    words,
)
from operator_app.search.engine import Alternative, Group
from operator_app.search.lexicon import SAID_BESIDES, STOP_WORDS
from operator_app.search.numbers import other_spellings
from operator_app.search.repair import LayoutRepair
from operator_app.search.seams import Seams
from operator_app.search.spelling import Guess, Speller

if TYPE_CHECKING:
    from operator_app.search.synonyms import Synonyms
    from operator_app.search.vocabulary import Vocabulary

LONGEST_QUERY: Final = 400
MOST_WORDS: Final = 24
CACHED_SPELLINGS: Final = 4096
OTHER_LEMMA: Final = 0.75
COMPLETED: Final = 0.9
RAREST_COMPLETION: Final = 0.35
KIN: Final = 0.5
KIN_INSTEAD: Final = 0.7
ONE_EDIT: Final = 0.8
DOUBTED: Final = 0.7
SELDOM: Final = 3
FAR_COMMONER: Final = 20
TWO_EDITS: Final = 0.6
_NUMBER_SIGN: Final = re.compile(r"№|\bN(?:[°ºo]|(?=\s))(?=\s*\d)")
_QUOTED: Final = re.compile(r"«([^»]+)»|“([^”]+)”|\"([^\"]+)\"")


@dataclass(slots=True, eq=False)
class QueryWord:
    """One word as used: `weights` by single term, `typed` is what marks may shorten to.

    `kin` are terms of the same root, asked for only when little else is found.
    `unfinished` is True when the word may go on; `corrected` holds the form shown to the operator
    when spelling was repaired, else "". A `stop` word is not asked for, one said `besides` raises
    what has it and need not be found; but where there is nothing else.
    """

    typed: str
    start: int
    end: int
    unfinished: bool
    stop: bool = False
    besides: bool = False
    weights: dict[str, float] = field(default_factory=dict)
    kin: dict[str, float] = field(default_factory=dict)
    compound: list[Alternative] = field(default_factory=list)
    corrected: str = ""
    prefixes: tuple[str, ...] = ()

    def offer(self, term: str, weight: float) -> None:
        """Let the word stand for `term`, at its best weight."""
        self.weights[term] = max(weight, self.weights.get(term, 0.0))

    def group(self, *, with_kin: bool = False) -> Group:
        """The word for an engine."""
        weights = {**self.kin, **self.weights} if with_kin else self.weights
        single = (Alternative((term,), weight) for term, weight in weights.items())
        return Group((*single, *self.compound))


@dataclass(frozen=True, slots=True)
class Understood:
    """A query ready for an engine: `words` in order, `plain` for comparing with whole titles."""

    query: str
    used_query: str
    words: tuple[QueryWord, ...]
    plain: str
    phrases: tuple[tuple[str, ...], ...]

    @property
    def goes_on(self) -> bool:
        """A space after the last word: another one is coming, so this is not the whole of it."""
        return self.query[-1:].isspace()

    @property
    def content(self) -> list[QueryWord]:
        """The words that must be found: others only when there is nothing else."""
        kept = [word for word in self.words if not word.stop] or list(self.words)
        return [word for word in kept if not word.besides] or kept

    @property
    def besides(self) -> tuple[Group, ...]:
        """The words that only raise what has them, for an engine."""
        content = self.content
        groups = (word.group() for word in self.words if word.besides and word not in content)
        return tuple(group for group in groups if group.alternatives)

    def groups(self, *, with_kin: bool = False) -> tuple[Group, ...]:
        """The words for an engine; those that nothing indexed can satisfy are left out."""
        groups = (word.group(with_kin=with_kin) for word in self.content)
        return tuple(group for group in groups if group.alternatives) or self.besides


class FrontEnd:
    """Turns typed text into weighted groups of terms over one vocabulary."""

    def __init__(self, vocabulary: Vocabulary, synonyms: Synonyms) -> None:
        self._vocabulary = vocabulary
        self._synonyms = synonyms
        self._speller = Speller(vocabulary)
        self._layout = LayoutRepair(vocabulary, self._speller)
        self._seams = Seams(vocabulary, self._speller)
        self.spelled = lru_cache(maxsize=CACHED_SPELLINGS)(self._spelled)

    def understand(self, query: str, *, swapped: bool = False) -> Understood:
        """Read the query; `swapped` reads all of it as typed in the other layout."""
        typed = readable(query)
        text = self._layout.swap(typed) if swapped else self._layout.repair(typed)
        text = self._seams.mend(text)
        found = words(text)[:MOST_WORDS]
        open_end = bool(found) and found[-1].end == len(text.rstrip('"»”*'))
        read = [self._read(word, open_end and word is found[-1]) for word in found]
        self._add_synonyms(read)
        used = _corrected(text, read)
        shown = query if used == typed else used.strip()
        plain = " ".join(word.corrected or word.typed for word in read)
        return Understood(query, shown, tuple(read), plain, _phrases(text))

    def _spelled(self, query: str) -> str:
        return self.understand(query).used_query

    def _read(self, word: Word, last: bool) -> QueryWord:
        form = word.form
        read = QueryWord(form, word.start, word.end, False, form in STOP_WORDS and not last)
        known = self._vocabulary.knows(form)
        if known:
            self._take(read, form, 1.0)
        if (last or not known) and self._complete(read, form, known):
            return read
        word_of_texts = self._vocabulary.frequency(form) > SELDOM
        if not known and is_cyrillic(form) and is_known(form):
            for kin in self._vocabulary.kin_of(self._vocabulary.terms_of(form)[0]):
                read.offer(kin, KIN_INSTEAD)
        if not read.weights and form not in STOP_WORDS:
            self._correct(read, form)
            self._take_runs(read, form)
        elif is_cyrillic(form) and not word_of_texts:
            self._doubt(read, form, known)
        if last and form in STOP_WORDS:
            read.stop = True
        lemma = self._vocabulary.terms_of(form)[:1]
        read.besides = not read.unfinished and not SAID_BESIDES.isdisjoint(lemma)
        return read

    def _take(self, read: QueryWord, form: str, weight: float) -> None:
        """All lemmas of a word, or for a code its own spellings and never one piece of it."""
        ways = self._vocabulary.terms_of(form)
        if not ways:
            return
        best, *others = ways
        read.offer(best, weight)
        for kin in self._vocabulary.kin_of(best):
            read.kin[kin] = KIN
        if is_cyrillic(form):
            for term in others:
                read.offer(term, weight * OTHER_LEMMA)
            return
        if (whole := joined(form)) is not None:
            read.offer(whole, weight)

    def _take_runs(self, read: QueryWord, form: str) -> None:
        """A name or code that no text has: all its letters and digits, never one run alone."""
        pieces = runs(form)
        ways = [pieces]
        if pieces == (form,) and form.isdecimal():
            ways = [(form[:cut], form[cut:]) for cut in range(3, len(form) - 2)]
        for way in ways if not read.weights else ():
            best = tuple(term for piece in way for term in self._vocabulary.terms_of(piece)[:1])
            if len(way) == len(best) > 1 and all(map(self._vocabulary.has_term, best)):
                read.compound.append(Alternative(best, KIN_INSTEAD))

    def _complete(self, read: QueryWord, form: str, known: bool) -> bool:
        if len(form) < 2 and known:
            return False
        completions = self._vocabulary.complete(form)
        if not completions:
            return False
        self._offer_completions(read, completions, COMPLETED if known else 1.0)
        read.unfinished = True
        read.prefixes = (form,)
        return True

    def _doubt(self, read: QueryWord, form: str, known: bool) -> None:
        """A word that may be right but is hardly in the texts may also be a slip.

        The dictionary's own words («ставка» for «вставка») are taken for right when the texts have
        them in another form. Of others («данныых») the lemma is a guess, as good as that of a slip.
        """
        if known and is_known(form):
            return
        least = FAR_COMMONER * self._vocabulary.frequency(form)
        for guess in self._speller.guesses(form, False):
            if guess.edits > 1 or self._vocabulary.frequency(guess.form) <= least:
                continue
            best = self._vocabulary.terms_of(guess.form)[:1]
            if not least and known and not read.corrected and not read.weights.keys() & set(best):
                read.corrected = guess.form
            for term in best:
                read.offer(term, DOUBTED)

    def _correct(self, read: QueryWord, form: str) -> None:
        guesses = self._speller.guesses(form, True)
        for place, guess in enumerate(guesses):
            weight = (ONE_EDIT if guess.edits == 1 else TWO_EDITS) * (1.0 - 0.1 * place)
            self._take_guess(read, guess, weight)
        if guesses:
            read.corrected = guesses[0].form
            read.unfinished = not guesses[0].whole
            read.prefixes = tuple(guess.form for guess in guesses if not guess.whole)

    def _take_guess(self, read: QueryWord, guess: Guess, weight: float) -> None:
        if guess.whole:
            for term in self._vocabulary.terms_of(guess.form)[:1]:
                read.offer(term, weight)
            return
        self._offer_completions(read, self._vocabulary.complete(guess.form), weight)

    def _offer_completions(
        self, read: QueryWord, completions: tuple[tuple[str, int], ...], weight: float
    ) -> None:
        """Commoner words weigh more, gently: a rare one has a high score of its own already."""
        for term, count in completions:
            share = count / completions[0][1]
            read.offer(term, weight * max(RAREST_COMPLETION, share**0.25))

    def _add_synonyms(self, read: list[QueryWord]) -> None:
        content = [word for word in read if not word.stop] or read
        meanings = [self._meanings(word) for word in content]
        numbers = other_spellings([word.typed for word in content], meanings, self._vocabulary)
        for first, after, alternative in (*self._synonyms.expand(meanings), *numbers):
            for word in content[first:after]:
                if len(alternative.terms) == 1:
                    word.offer(alternative.terms[0], alternative.weight)
                else:
                    word.compound.append(alternative)

    def _meanings(self, word: QueryWord) -> frozenset[str]:
        own = frozenset(self._vocabulary.terms_of(word.typed))
        strong = {term for term, weight in word.weights.items() if weight >= ONE_EDIT}
        return own | strong if word.corrected or word.unfinished else own


def readable(query: str) -> str:
    """The query without what is not text, at most `LONGEST_QUERY` characters."""
    # NFKC would make «№» a word, «no».
    asked = _NUMBER_SIGN.split(query[: LONGEST_QUERY * 2])
    kept = " № ".join(unicodedata.normalize("NFKC", part) for part in asked)
    kept = "".join(" " if unicodedata.category(c) in {"Cc", "Cs"} else c for c in clean(kept))
    return kept[:LONGEST_QUERY]


def _corrected(text: str, read: list[QueryWord]) -> str:
    for word in reversed(read):
        if word.corrected:
            text = text[: word.start] + word.corrected + text[word.end :]
    return text


def _phrases(text: str) -> tuple[tuple[str, ...], ...]:
    quoted = ("".join(match.groups("")) for match in _QUOTED.finditer(text))
    return tuple(tuple(word.form for word in words(inner)) for inner in quoted)
