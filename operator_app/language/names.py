"""Full names of customers: which part is which, and their forms in each case.

Rules of declension: surnames in -ко, -ых, -их, -о, -е, -и, -у stay; a consonant declines for men
only; the parts of a double-barrelled surname decline each (Rosenthal's guide, §§ 11, 71, 149).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from operator_app.domain.phrases import Gender
from operator_app.language.morphology import Reading, inflect, readings

CASES = {
    "именительный": "nomn",
    "родительный": "gent",
    "дательный": "datv",
    "винительный": "accs",
    "творительный": "ablt",
    "предложный": "loct",
}
"""Names of cases as templates write them → OpenCorpora grammemes."""

_MALE_ENDS, _FEMALE_ENDS = ("вич", "ьич", "мич", "нич", "оглы"), ("вна", "чна", "шна", "кызы")
_TURKIC = re.compile(r"(\w+)\s+(оглы|кызы)\b", re.IGNORECASE)
_INDECLINABLE_ENDS = ("ко", "ых", "их", "о", "е", "и", "у", "ю", "ы", "э")

_STEM = {
    Gender.MASCULINE: re.compile(r"([а-яё]+(?:ов|ев|ёв|ин|ын))"),
    Gender.FEMININE: re.compile(r"([а-яё]+(?:ов|ев|ёв|ин|ын))а"),
}
_ENDINGS = {
    Gender.MASCULINE: {"gent": "а", "datv": "у", "accs": "а", "ablt": "ым", "loct": "е"},
    Gender.FEMININE: {"gent": "ой", "datv": "ой", "accs": "у", "ablt": "ой", "loct": "ой"},
}
_THINGS = frozenset({"калина", "малина", "рябина", "осина", "былина", "година", "дубина"})
"""Surnames that decline as the things they name: «Калине», not «Калиной»."""


@dataclass(frozen=True, slots=True)
class PersonName:
    """A full name taken apart; every part may be empty."""

    surname: str
    first: str
    patronymic: str
    gender: Gender | None

    def polite(self) -> str:
        """How the customer is addressed: «Анна Петровна», else the first name, else the surname."""
        return " ".join(one for one in (self.first, self.patronymic) if one) or self.surname

    def short(self) -> str:
        """«Кузьмина А. П.»; without a surname the polite form."""
        initials = " ".join(f"{one[0]}." for one in (self.first, self.patronymic) if one)
        return f"{self.surname} {initials}".strip() if self.surname else self.polite()

    def signature(self) -> str:
        """«О. Смирнова», as a colleague is named on screen."""
        return f"{self.first[0]}. {self.surname}" if self.first and self.surname else self.polite()


@lru_cache(maxsize=2_000)
def parse_name(full_name: str) -> PersonName:
    """Take a full name apart in any order.

    One word is a first name unless it reads as a surname only.
    """
    words = _TURKIC.sub("\\1\u00a0\\2", full_name).split(" ")
    words = [one for one in words if one]
    # A patronymic follows a first name: «Мицкевич Анна Львовна» begins with a surname.
    after = words[1:] if len(words) > 1 else words
    patronymic = next((one for one in after if _is_patronymic(one)), "")
    rest = [one for one in words if one != patronymic]
    named = [one for one in rest if _reads_as(one, "Name")]
    # «Ким Дмитрий»: some surnames are names too, so a name that is nothing else comes first.
    first = next((one for one in named if not _reads_as(one, "Surn")), named[-1] if named else "")
    if not first and patronymic and rest:
        place = words.index(patronymic)
        first = words[place - 1] if place else rest[-1]
    if not first and len(rest) > 1:
        first = rest[1]
    elif not first and rest and not _reads_as(rest[0], "Surn"):
        first = rest[0]
    # «Ева Бодрунович»: a patronymic agrees with the name, this is a surname.
    if _gender(first, "", "") not in (None, _gender("", patronymic, "")):
        patronymic, rest = "", words
    surname = " ".join(one for one in rest if one != first)
    return PersonName(surname, first, patronymic, _gender(first, patronymic, surname))


def decline_name(full_name: str, case: str, gender: Gender | None = None) -> str:
    """The name in a case (a key or value of `CASES`), each word keeping its capitals.

    `gender` None is inferred; a name whose gender shows nowhere is declined as a man's only where
    both would agree, else left as it is. Raises KeyError for an unknown case.
    """
    grammeme = CASES.get(case, case)
    if grammeme not in CASES.values():
        raise KeyError(case)
    parsed = parse_name(full_name)
    gender = gender or parsed.gender
    return " ".join(
        _decline_word(one, grammeme, gender, one not in (parsed.first, parsed.patronymic))
        for one in full_name.split()
    )


def _decline_word(word: str, case: str, gender: Gender | None, surname: bool) -> str:
    if case == "nomn":
        return word
    if "-" in word:
        return "-".join(_decline_word(one, case, gender, surname) for one in word.split("-"))
    low = word.lower()
    if surname and (low.endswith(_INDECLINABLE_ENDS) or gender is None):
        return word
    if surname and gender is Gender.FEMININE and low[-1] not in "ая":
        return word
    if surname and gender and (regular := _regular_surname(low, case, gender)):
        return _like(word, regular)
    wanted = {Gender.MASCULINE: "masc", Gender.FEMININE: "femn"}.get(gender) if gender else None
    for reading in _as_name(word):
        if wanted and reading.gender not in (wanted, ""):
            continue
        form = inflect(reading, {case, "sing"})
        if form is not None:
            return _like(word, form.word)
    return word


def _regular_surname(low: str, case: str, gender: Gender) -> str:
    """The form of a surname in -ов, -ев, -ин, -ын: a dictionary reads many as villages or things.

    Empty when it is not of that kind, or when the dictionary has it as a surname.
    """
    stem = _STEM[gender].fullmatch(low)
    wanted = "masc" if gender is Gender.MASCULINE else "femn"
    listed = any(one.known and "Surn" in one.tags for one in _as_name(low) if one.gender == wanted)
    return stem[1] + _ENDINGS[gender][case] if stem and low not in _THINGS and not listed else ""


def _as_name(word: str) -> list[Reading]:
    """Readings in the nominative singular, those of names first, then nouns the word looks like."""
    fitting = [one for one in readings(word) if one.case == "nomn" and one.number != "plur"]
    named = [one for one in fitting if one.tags & {"Name", "Surn", "Patr"}]
    return named or [one for one in fitting if one.pos in ("NOUN", "ADJF")]


def _like(word: str, form: str) -> str:
    return form.upper() if word.isupper() and len(word) > 1 else form.capitalize()


def _is_patronymic(word: str) -> bool:
    if _reads_as(word, "Patr"):
        return True
    return word.lower().endswith((*_MALE_ENDS, *_FEMALE_ENDS)) and not _reads_as(word, "Surn")


def _reads_as(word: str, grammeme: str) -> bool:
    return any(grammeme in one.tags and one.case == "nomn" for one in readings(word))


def _gender(first: str, patronymic: str, surname: str) -> Gender | None:
    low = patronymic.lower()
    if low.endswith(_FEMALE_ENDS):
        return Gender.FEMININE
    if low.endswith(_MALE_ENDS):
        return Gender.MASCULINE
    for word, grammeme in ((first, "Name"), (surname, "Surn")):
        genders = {
            one.gender
            for one in readings(word)
            if grammeme in one.tags and one.case == "nomn" and one.number != "plur"
        }
        if genders == {"masc"}:
            return Gender.MASCULINE
        if genders == {"femn"}:
            return Gender.FEMININE
    return None
