"""Full names of customers: which part is which, and their forms in each case.

Rules of declension: surnames in -ко, -ых, -их, -о, -е, -и, -у stay; a consonant declines for men
only; the parts of a double-barrelled surname decline each (Rosenthal's guide, §§ 11, 71, 149).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from operator_app.domain.phrases import Gender
from operator_app.language.foreign_names import EASTERN, HERS, HIS
from operator_app.language.morphology import readings
from operator_app.language.name_forms import (
    first_form,
    hyphened,
    patronymic_form,
    surname_form,
)

CASES = {
    "именительный": "nomn",
    "родительный": "gent",
    "дательный": "datv",
    "винительный": "accs",
    "творительный": "ablt",
    "предложный": "loct",
}
"""Names of cases as templates write them → OpenCorpora grammemes."""

_SON, _DAUGHTER = ("оглы", "оглу", "улы", "уулу", "угли"), ("кызы", "гызы", "кизи")
_MALE_ENDS, _FEMALE_ENDS = ("вич", "ьич", "мич", "нич", *_SON), ("вна", "чна", "шна", *_DAUGHTER)
_TURKIC = re.compile(rf"(\w+)\s+({'|'.join((*_SON, *_DAUGHTER))})\b", re.IGNORECASE)
_PARTICLES = frozenset(
    {"фон", "ван", "де", "ди", "да", "ла", "ле", "дер", "ибн", "бен", "аль", *_SON, *_DAUGHTER}
)
_SURNAME = re.compile(
    r"\w+(?:ова|ева|ёва|ина|ына|ская|цкая|ов|ев|ёв|ский|цкий|ко|ых|их|дзе|швили|ян|ый|ая|вич|ич|"
    r"айте|уте|ене|тис|скас|ман|берг|штейн|сон|сен)"
)
"""Endings that tell a surname where the dictionary knows neither word."""

_LONGEST_SYLLABLE = 5
_SYLLABLES = 3
"""«Ким Чен Ир»: a syllable tells no gender, whatever name it is elsewhere."""


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
    place = words.index(patronymic) if patronymic else 0
    named = [one for one in rest if _name_genders(one)]
    listed = [one for one in named if one.lower() in HIS or one.lower() in HERS]
    # «Ким Дмитрий»: some surnames are names too, so a name that is nothing else comes first.
    plain = [one for one in named if not _reads_as(one, "Surn")]
    genders = [] if patronymic else [_name_genders(one) for one in words]
    if genders == [{"masc"}, {"femn"}] and (words[1][-1] in "ая" or words[0].endswith("сон")):
        # «Мартин Анна», «Джонсон Мэри», but «Эдмунд Хиллари»
        plain = listed = named[-1:]
    first = words[place - 1] if place else next(iter(listed or plain or named[-1:]), "")
    if patronymic and not first and rest:
        first = rest[-1]
    if not first and len(rest) > 1:
        # «Каримов Анвар», but «Саломе Джапаридзе».
        first = rest[0] if _SURNAME.fullmatch(rest[1].lower()) else rest[1]
    elif not first and rest and not _reads_as(rest[0], "Surn"):
        first = rest[0]
    # «Ева Бодрунович»: a patronymic agrees with the name, this is a surname.
    if _name_genders(first) == {"femn"} and _gender("", patronymic, "") is Gender.MASCULINE:
        patronymic, rest = "", words
    surname = " ".join(one for one in rest if one != first)
    return PersonName(surname, first, patronymic, _gender(first, patronymic, surname))


def decline_name(full_name: str, case: str, gender: Gender | None = None) -> str:
    """The name in a case (a key or value of `CASES`), each word keeping its capitals.

    `gender` None is inferred; the surname of someone whose gender shows nowhere is left as it is.
    Raises KeyError for an unknown case.
    """
    grammeme = CASES.get(case, case)
    if grammeme not in CASES.values():
        raise KeyError(case)
    parsed = parse_name(full_name)
    gender, words = gender or parsed.gender, full_name.split()
    if grammeme == "nomn":
        return " ".join(words)
    if _is_eastern(words, parsed):
        last = words[-1].lower()
        hers = any(one.lower() in HERS or one.lower() == "тхи" for one in words)
        known = len(words) < _SYLLABLES or hers
        hers = gender is Gender.FEMININE and known
        form = last if hers else first_form(last, grammeme, Gender.MASCULINE)
        return " ".join([*words[:-1], _like(words[-1], form)])
    said = []
    for word, following in zip(words, [*words[1:], ""], strict=True):
        stays = word.lower() in _PARTICLES or following.lower() in (*_SON, *_DAUGHTER)
        said.append(word if stays else _decline_word(word, grammeme, gender, parsed))
    return " ".join(said)


def _is_eastern(words: list[str], parsed: PersonName) -> bool:
    """Tell «Хо Ши Мин», «Си Цзиньпин» from «Ким Роман» and «Ли Вера Сергеевна»."""
    if len(words) < 2 or parsed.patronymic or words[0].lower() not in EASTERN:
        return False
    short = len(words) > 2 and all(len(one) <= _LONGEST_SYLLABLE for one in words)
    return short or not any(_name_genders(one) for one in words[1:])


def _decline_word(word: str, case: str, gender: Gender | None, parsed: PersonName) -> str:
    if word == parsed.patronymic and not _reads_as(word, "Name"):
        return _like(word, patronymic_form(word.lower(), case))
    named = word in (parsed.first, parsed.patronymic)
    form, parts = first_form if named else surname_form, hyphened(word)
    if named and gender is Gender.MASCULINE and parts[-1][0]:
        # «Жан-Жака», «Касым-Жомарта», but «Анны-Марии».
        parts = [(part, False) for part, _ in parts[:-1]] + parts[-1:]
    return "-".join(
        _like(part, form(part.lower(), case, gender)) if part and declines else part
        for part, declines in parts
    )


def _like(word: str, form: str) -> str:
    """The form with the capitals of the word: «ИВАНОВОЙ», «О’Коннору»."""
    if word.isupper() and len(word) > 1:
        return form.upper()
    pairs = zip(word.lower(), form, strict=False)
    kept = next((place for place, (a, b) in enumerate(pairs) if a != b), min(len(word), len(form)))
    return word[:kept] + form[kept:]


def _is_patronymic(word: str) -> bool:
    if _reads_as(word, "Patr"):
        return True
    return word.lower().endswith((*_MALE_ENDS, *_FEMALE_ENDS)) and not _reads_as(word, "Surn")


def _reads_as(word: str, grammeme: str) -> bool:
    return any(grammeme in one.tags and one.case == "nomn" for one in readings(word))


def _gender(first: str, patronymic: str, surname: str) -> Gender | None:
    low = patronymic.lower()
    if "тхи" in (first.lower(), *surname.lower().split()):
        # The middle word of Vietnamese women's names.
        return Gender.FEMININE
    if low.endswith(_FEMALE_ENDS):
        return Gender.FEMININE
    if low.endswith(_MALE_ENDS):
        return Gender.MASCULINE
    for genders in (_name_genders(first), _genders(surname, "Surn")):
        if genders in ({"masc"}, {"femn"}):
            return Gender.MASCULINE if genders == {"masc"} else Gender.FEMININE
    return _shown_by_endings("" if _name_genders(first) else first.lower(), surname.lower())


def _name_genders(word: str) -> set[str]:
    """The genders of a first name, "" for either; empty when it is not known as one."""
    low = word.lower().partition("-")[0]
    if low in HIS or low in HERS:
        return {"masc"} if low in HIS else {"femn"}
    return _genders(low, "Name")


def _genders(word: str, grammeme: str) -> set[str]:
    return {
        one.gender
        for one in readings(word)
        if one.known and grammeme in one.tags and one.case == "nomn" and one.number != "plur"
    }


def _shown_by_endings(first: str, surname: str) -> Gender | None:
    """The gender of names the dictionary does not know."""
    if surname.endswith(("ова", "ева", "ёва", "ина", "ына", "ская", "цкая")):
        return Gender.FEMININE
    if surname.endswith(("ский", "цкий", "ов", "ев", "ёв")):
        return Gender.MASCULINE
    if surname.endswith(("ый", "тис", "скас")):
        return Gender.MASCULINE
    if surname.endswith(("айте", "уте", "ене", "ая")):
        return Gender.FEMININE
    if first.endswith(("а", "я")):
        return Gender.FEMININE
    if surname.endswith(("ин", "ын")):
        return Gender.MASCULINE
    return Gender.MASCULINE if first and first[-1] not in "аеёиоуыэюяь" else None
