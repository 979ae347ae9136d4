"""The lines an operator sees: a stretch of the passage around what was found, and marks in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from operator_app.search.analysis import places, words
from operator_app.search.lexicon import STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from operator_app.search.query import Understood
    from operator_app.search.vocabulary import Vocabulary

SNIPPET_LENGTH: Final = 160
SCANNED: Final = 4000
_LEAD: Final = 30
_STEM: Final = 4
_MOST_SPANS: Final = 100


class Marker:
    """Finds the words of one understood query in texts; remembers every form it has judged."""

    def __init__(self, asked: Understood, vocabulary: Vocabulary) -> None:
        content = asked.content
        terms = {term for word in content for term in (*word.weights, *word.kin)}
        terms.update(
            # A phrase of several words stands for one of the query; its words alone prove nothing.
            term
            for word in content
            for way in word.compound
            if way.weight == 1
            for term in way.terms
        )
        prefixes = [prefix for word in content for prefix in word.prefixes]
        self._vocabulary = vocabulary
        self._prefixes = prefixes
        self._terms = terms - STOP_WORDS
        self._lengths: dict[str, int] = {}
        self._stems: list[str] = []
        self._learn(form for term in self._terms for form in vocabulary.forms_of(term))

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Half-open spans of `text`; of an unfinished word only the part that was typed."""
        found: list[tuple[int, int]] = []
        for form, start, end in places(text, self._lengths, self._stems):
            whole = end - start != len(form)
            found.append((start, end if whole else start + self._lengths[form]))
        return found

    def thorough_spans(self, text: str) -> list[tuple[int, int]]:
        """`spans`, also of word forms that no indexed text has."""
        found = {word.form for word in words(text)} - self._lengths.keys()
        terms_of = self._vocabulary.terms_of
        self._learn(form for form in found if not self._terms.isdisjoint(terms_of(form)))
        return self.spans(text)

    def _learn(self, forms: Iterable[str]) -> None:
        """Look for these forms too, by the first letters that most of them share."""
        fresh = set(forms) - self._lengths.keys()
        self._lengths.update((form, self._length(form)) for form in fresh)
        stems = sorted({form[:_STEM] for form in fresh}.union(self._stems))
        self._stems = []
        for stem in stems:
            if not self._stems or not stem.startswith(self._stems[-1]):
                self._stems.append(stem)

    def _length(self, form: str) -> int:
        begun = (len(prefix) for prefix in self._prefixes if form.startswith(prefix))
        return max(begun, default=len(form))


def snippet(body: str, marker: Marker) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A stretch of at most `SNIPPET_LENGTH` characters with the most words found, and its marks."""
    text = " ".join(body[:SCANNED].split())
    spans = marker.spans(text)
    start = _best_start(text, spans)
    end = _word_end(text, start + SNIPPET_LENGTH)
    lead, tail = ("… " if start else ""), (" …" if end < len(text) else "")
    shift = len(lead) - start
    marks = tuple((a + shift, b + shift) for a, b in spans if a >= start and b <= end)
    return f"{lead}{text[start:end]}{tail}", marks


def _best_start(text: str, spans: list[tuple[int, int]]) -> int:
    """Where the window with the most different words begins; at a word, at the text's if it can."""
    best, place, after = 0, 0, 0
    spans = spans[:_MOST_SPANS]
    for first, (start, _) in enumerate(spans):
        after = max(after, first)
        while after < len(spans) and spans[after][1] <= start + SNIPPET_LENGTH - _LEAD:
            after += 1
        if after - first > best:
            different = len({text[a:b].lower() for a, b in spans[first:after]})
            if different > best:
                best, place = different, start
    if place <= _LEAD or len(text) <= SNIPPET_LENGTH:
        return 0
    space = text.find(" ", place - _LEAD, place)
    return space + 1 if space >= 0 else place


def _word_end(text: str, limit: int) -> int:
    if limit >= len(text):
        return len(text)
    space = text.rfind(" ", limit - _LEAD, limit)
    return space if space >= 0 else limit
