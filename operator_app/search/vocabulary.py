"""The words of everything indexed: how common, which lemmas, and how an unfinished one goes on."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from operator_app.search.analysis import is_cyrillic, joined, parts, terms
from operator_app.search.kinship import root

if TYPE_CHECKING:
    from collections.abc import Mapping

LAST_LETTER: Final = "\U0010ffff"
KEPT_COMPLETIONS: Final = 12
CACHED_PREFIXES: Final = 4096


class Vocabulary:
    """Surface forms with their frequencies and terms; grows, and forgets only when rebuilt."""

    def __init__(self) -> None:
        self._terms: dict[str, tuple[str, ...]] = {}
        self._fresh: Counter[str] = Counter()
        self._term_counts: dict[str, int] = {}
        self._sorted: list[str] = []
        self._frequency: dict[str, int] = {}
        self._forms: dict[str, list[str]] = {}
        self._kin: dict[str, list[str]] = {}
        self.complete = lru_cache(maxsize=CACHED_PREFIXES)(self._complete)

    def terms_of(self, form: str) -> tuple[str, ...]:
        """The index terms of a folded word; analysed once for each word met while indexing."""
        known = self._terms.get(form)
        return terms(form) if known is None else known

    def learn(self, found: list[str]) -> str:
        """Count the folded words of one text; its terms, joined by spaces, for an engine."""
        self._fresh.update(found)
        table = self._terms
        expanded: list[str] = []
        for form in found:
            known = table.get(form)
            if known is None:
                known = table[form] = terms(form)
            expanded.extend(known)
        return " ".join(expanded)

    def settle(self) -> None:
        """Make what was learnt available to completion and spelling."""
        counts = dict(self._fresh)
        for form, count in self._fresh.items():
            if not is_cyrillic(form) and len(pieces := parts(form)) > 1:
                for piece in pieces:
                    counts[piece] = counts.get(piece, 0) + count
                    if piece not in self._terms:
                        self._terms[piece] = terms(piece)
        new = counts.keys() - self._frequency.keys()
        for form, count in counts.items():
            self._frequency[form] = self._frequency.get(form, 0) + count
            for term in self._terms[form]:
                if term not in self._term_counts and is_cyrillic(term) and (shared := root(term)):
                    self._kin.setdefault(shared, []).append(term)
                self._term_counts[term] = self._term_counts.get(term, 0) + count
                if form in new:
                    self._forms.setdefault(term, []).append(form)
        # Sorting what is nearly sorted is cheaper than inserting one by one.
        self._sorted.extend(sorted(new))
        self._sorted.sort()
        self._fresh.clear()
        self.complete.cache_clear()

    def frequency(self, form: str) -> int:
        """How often the surface form occurs."""
        return self._frequency.get(form, 0)

    def forms_of(self, term: str) -> list[str]:
        """Every surface form that gives the term."""
        return self._forms.get(term, [])

    def has_term(self, term: str) -> bool:
        """Whether any text holds the term."""
        return term in self._term_counts

    def kin_of(self, term: str) -> list[str]:
        """Other terms with the root of this one."""
        shared = root(term) if is_cyrillic(term) else ""
        return [other for other in self._kin.get(shared, ()) if other != term] if shared else []

    def knows(self, form: str) -> bool:
        """Whether the word, in this form or another, occurs in any text."""
        if form in self._frequency:
            return True
        return any(map(self.has_term, (*self.terms_of(form)[:1], *filter(None, [joined(form)]))))

    def has_prefix(self, prefix: str) -> bool:
        """Whether some form begins so."""
        place = bisect_left(self._sorted, prefix)
        return place < len(self._sorted) and self._sorted[place].startswith(prefix)

    def starting_with(self, prefix: str) -> list[str]:
        """Every form that begins so, in alphabetical order."""
        first = bisect_left(self._sorted, prefix)
        return self._sorted[first : bisect_right(self._sorted, prefix + LAST_LETTER)]

    def _complete(self, prefix: str) -> tuple[tuple[str, int], ...]:
        """The commonest terms of forms that begin so, with how often those forms occur."""
        totals: Counter[str] = Counter()
        for form in self.starting_with(prefix):
            best = self._terms[form]
            if best:
                totals[best[0]] += self._frequency[form]
        return tuple(totals.most_common(KEPT_COMPLETIONS))

    def export(self) -> dict[str, object]:
        """Everything worth keeping on disk, as JSON knows it."""
        return {
            "terms": self._terms,
            "frequency": self._frequency,
            "forms": self._forms,
            "term_counts": self._term_counts,
            "kin": self._kin,
        }

    @classmethod
    def restore(cls, kept: Mapping[str, Any]) -> Vocabulary:
        """The vocabulary that `export` described."""
        restored = cls()
        restored._terms = {form: tuple(found) for form, found in kept["terms"].items()}
        restored._frequency, restored._forms = kept["frequency"], kept["forms"]
        restored._term_counts, restored._kin = kept["term_counts"], kept["kin"]
        restored._sorted = sorted(restored._frequency)
        return restored
