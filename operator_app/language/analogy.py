"""Nouns the dictionary lacks: a person named by an adjective, slang in -а (инфа, переговорка)."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from operator_app.language.morphology import Reading, fold, forms, readings

if TYPE_CHECKING:
    from collections.abc import Iterator

_MODELS: Final = {
    **dict.fromkeys(("жка", "шка", "чка"), "ложка"),
    **dict.fromkeys("бвгдзйклмнпрстфх", "лампа"),
    **dict.fromkeys("гкх", "книга"),
    **dict.fromkeys("жшщч", "крыша"),
    "ц": "птица",
    "ка": "сумка",
}
"""How a stem ends → a common noun that is declined so."""
_SHORTEST_STEM: Final = 3


def by_analogy(word: str) -> tuple[Reading, ...]:
    """Return the readings of a word as a noun its dictionary entries do not hold, if any."""
    return (*_substantives(word), *_unknown(fold(word)))


def paradigm(noun: Reading) -> tuple[Reading, ...]:
    """Return every form of a noun that `by_analogy` read."""
    if noun.has("Subx"):
        alive = "anim" in noun.tags
        return tuple(
            substantive(form, alive=alive)
            for form in forms(noun)
            if form.pos in {"ADJF", "PRTF"} and form.gender in {"", noun.gender or "masc"}
            if ("inan" if alive else "anim") not in form.tags
        )
    return _declined(noun.lemma)


def is_by_analogy(reading: Reading) -> bool:
    """Tell whether a noun's reading comes from here and not from the dictionary."""
    return reading.has("NOUN", "Subx") or "Anlg" in reading.tags


def _substantives(word: str) -> tuple[Reading, ...]:
    found = readings(word)
    if any(r.pos == "NOUN" and "Subx" not in r.tags and r.known for r in found):
        return ()
    return tuple(substantive(r) for r in found if r.has("ADJF", "Subx") and "inan" not in r.tags)


def substantive(adjective: Reading, *, alive: bool = True) -> Reading:
    """Return an adjective or participle as a noun: «проживающий», «больничный»."""
    tags = adjective.tags - {"ADJF", "PRTF", "Qual", "anim", "inan"} | {"NOUN", "Subx"}
    return replace(adjective, pos="NOUN", tags=tags | {"anim" if alive else "inan"})


@lru_cache(maxsize=20_000)
def _unknown(word: str) -> tuple[Reading, ...]:
    known = readings(word)
    if not known or any(r.pos == "NOUN" and r.known and r.lemma[-1] in "ая" for r in known):
        return ()
    if any(r.known and r.pos not in {"VERB", "GRND"} for r in known):
        return ()
    return tuple(form for lemma in _lemmas(word) for form in _declined(lemma) if form.word == word)


def _lemmas(word: str) -> Iterator[str]:
    """Yield what the dictionary form may be; its own ending is tried first."""
    stems = dict.fromkeys(word.removesuffix(end) for end in _ENDINGS if word.endswith(end))
    if word.endswith("ок") and len(word) > _SHORTEST_STEM + 2:
        stems[word[:-2] + "к"] = None
    yield from (stem + "а" for stem in stems if len(stem) >= _SHORTEST_STEM)


_ENDINGS: Final = ("а", "ы", "и", "е", "у", "ой", "ей", "ам", "ами", "ах")


@lru_cache(maxsize=2_000)
def _declined(lemma: str) -> tuple[Reading, ...]:
    ending = next((end for end in (lemma[-3:], lemma[-2:], lemma[-2:-1]) if end in _MODELS), "")
    if not ending or not lemma.endswith("а"):
        return ()
    model = next(r for r in readings(_MODELS[ending]) if r.lemma == _MODELS[ending])
    cut = 2 if ending.endswith("ка") else 1
    stem, old = lemma[:-cut], model.lemma[:-cut]
    return tuple(
        replace(
            form,
            word=stem + form.word[len(old) :],
            lemma=lemma,
            tags=form.tags | {"Anlg"},
            gender="femn" if form.number == "sing" else "",
            score=0.1,
            known=False,
            _parse=None,
        )
        for form in forms(model)
        if "V-oy" not in form.tags
    )
