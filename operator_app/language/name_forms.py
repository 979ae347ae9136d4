"""One part of a full name in a case, by its ending; the dictionary is asked where endings deceive.

Rules: Rosenthal's guide, §§ 11, 71, 149. Words are lower case; cases are OpenCorpora's grammemes.
"""

from __future__ import annotations

import re
from typing import Final

from operator_app.domain.phrases import Gender
from operator_app.language.morphology import Reading, inflect, readings

_CASES: Final = ("gent", "datv", "accs", "ablt", "loct")
_POSSESSIVE: Final = ("а", "у", "а", "ым", "е")
_POSSESSIVE_SHE: Final = ("ой", "ой", "у", "ой", "ой")
_HARD: Final = ("а", "у", "а", "ом", "е")
_AFTER_HUSHING: Final = ("а", "у", "а", "ем", "е")
_SOFT: Final = ("я", "ю", "я", "ем", "е")
_AFTER_I: Final = ("я", "ю", "я", "ем", "и")
_A: Final = ("ы", "е", "у", "ой", "е")
_YA: Final = ("и", "е", "ю", "ей", "е")
_IYA: Final = ("и", "и", "ю", "ей", "и")
_THIRD: Final = ("и", "и", "ь", "ью", "и")

_FIXED_ENDS: Final = ("ко", "ых", "их", "о", "е", "и", "у", "ю", "ы", "э")
_FIXED: Final = frozenset({"дюма", "золя", "дега", "петипа", "колла"})
_FIXED_A: Final = re.compile(r".+[аеёиоуыэюя]а")
"""Surnames in -а, -я that stay: stressed French ones, and those with a vowel before -а."""

_GERMAN_IKH: Final = frozenset({"дитрих", "эрлих", "ульрих", "гейдрих", "фрейндлих", "рерих"})
_FOREIGN_IN: Final = frozenset(
    {"дарвин", "чаплин", "франклин", "кельвин", "гершвин", "грин", "кронин", "мартин", "баффин"}
)
"""Foreign surnames in -ин: «Чаплином», not «Чаплиным»."""

_FIRST_PARTS: Final = frozenset(
    {"бонч", "сухово", "тян", "кара", "нур", "доливо", "аль", "эль", "сен", "сент", "тер", "мелик"}
)
"""Parts before a hyphen that are no surnames of their own and stay as they are."""

_THINGS: Final = frozenset({"калина", "малина", "рябина", "осина", "былина", "година", "дубина"})
"""Surnames that decline as the things they name: «Калине», not «Калиной»."""

_LAST_PARTS: Final = frozenset({"оглы", "оглу", "кызы", "гызы", "заде", "улы"})
"""Parts after a hyphen that keep the whole as it is."""

_DECLINED_GIRLS: Final = frozenset({"адель", "ассоль"})
"""First names that the dictionary leaves as they are and the norm declines."""

_STRESSED_ICH: Final = frozenset({"ильич", "кузьмич", "лукич", "фомич"})
_STRESSED_END: Final = frozenset({"кравец"})
"""Words with the stress on the ending, unknown to the dictionary: «Кравцом», not «Кравцем»."""

_POSSESSIVE_HE: Final = re.compile(r".+(?:ов|ев|ёв|ин|ын)")
_OF_ONE_SYLLABLE: Final = re.compile(r"[^аеёиоуыэюя]+[иы]н")
"""«Шин», «Грин»: nothing is left for them to be possessive of."""
_POSSESSIVE_SHE_END: Final = re.compile(r".+(?:ов|ев|ёв|ин|ын)а")
_FLEETING: Final = re.compile(r".+(?:ец|ок|ек|ёк|ел|ёл|ол|ер|ёр|яц|ень|онь|орь|ей)")
_UNSTRESSED_ETS: Final = re.compile(r".+(?:[аеиоу]ец|[оеия]вец|[аяи]нец|.мец)")
_HUSHING: Final = "жшчщц"
_CONSONANT: Final = "бвгджзйклмнпрстфхцчшщь"


def surname_form(word: str, case: str, gender: Gender | None) -> str:
    """A surname, or one part of a double-barrelled one, in a case."""
    if gender is None or _stays(word):
        return word
    if gender is Gender.FEMININE:
        return _her_surname(word, case)
    adjective = _adjective_ends(word)
    if adjective:
        return _ended(word[:-2], adjective, case)
    if _POSSESSIVE_HE.fullmatch(word):
        foreign = word in _FOREIGN_IN or _OF_ONE_SYLLABLE.fullmatch(word)
        return _ended(word, _HARD if foreign else _POSSESSIVE, case)
    if _FLEETING.fullmatch(word):
        return _fleeting(word, case)
    return _as_noun(word, case)


def _stays(word: str) -> bool:
    if word in _FIXED or _FIXED_A.fullmatch(word):
        return True
    return word.endswith(_FIXED_ENDS) and word not in _GERMAN_IKH


def _her_surname(word: str, case: str) -> str:
    if word[-1] not in "ая":
        return word
    if word.endswith("ая"):
        return _ended(word[:-2], ("ой", "ой", "ую", "ой", "ой"), case)
    if word.endswith(("ска", "цка")) and len(word) > len("цацка"):
        # Polish and Czech ones, as «Хмелевская» is: «Барбары Брыльской» (Rosenthal, § 149).
        return _ended(word[:-1], ("ой", "ой", "ую", "ой", "ой"), case)
    if word.endswith("яя"):
        return _ended(word[:-2], ("ей", "ей", "юю", "ей", "ей"), case)
    if _POSSESSIVE_SHE_END.fullmatch(word) and word not in _THINGS:
        return _ended(word[:-1], _POSSESSIVE_SHE, case)
    return _as_noun(word, case)


def _adjective_ends(word: str) -> tuple[str, ...]:
    """Endings of a man's surname that is an adjective, else nothing: «Седой», but «Цой»."""
    found = [one for one in readings(word) if one.pos == "ADJF" and one.known]
    if word.endswith(("ний", "жий", "чий", "ший", "щий")) and found:
        # «Рыжему», but «Бабию»: possessives are taken for nouns.
        possessive = any("Poss" in one.tags for one in found)
        return () if possessive else ("его", "ему", "его", "им", "ем")
    soft = ("ого", "ому", "ого", "им", "ом")
    if word.endswith(("ский", "цкий", "ской", "цкой", "кий", "гий", "хий", "кой")):
        return soft
    hard = ("ого", "ому", "ого", "ым", "ом")
    if word.endswith("ый"):
        return hard
    adjective = bool(found) or word.endswith(("стой", "овой", "евой"))
    return hard if word.endswith("ой") and adjective else ()


def _fleeting(word: str, case: str) -> str:
    """A vowel that goes: «Кравец → Кравца»; as the noun of that spelling, else by habit."""
    known = [
        one
        for one in readings(word)
        if one.known and one.case == "nomn" and one.number == "sing" and one.gender == "masc"
    ]
    if known and word not in _STRESSED_END:
        return _dictionary(known[0], case) or word
    if word.endswith("ец") and len(word) > 4:
        stem = word[:-2]
        stem = f"{stem}йц" if stem[-1] in "аеоуи" else f"{stem}ц"
        # «Гребенцом», «Горобцом», but «Коломийцем», «Якубовцем».
        unstressed = _UNSTRESSED_ETS.fullmatch(word)
        return _ended(stem, _AFTER_HUSHING if unstressed else _HARD, case)
    if word.endswith(("ёнок", "енок")):
        return _ended(f"{word[:-2]}к", _HARD, case)
    return _as_noun(word, case)


def _as_noun(word: str, case: str) -> str:
    """A name as a living masculine noun, or a noun in -а, -я of either gender."""
    last, before = word[-1], word[-2:-1]
    if last == "а":
        return _ended(word[:-1], _a_ends(word, before), case)
    if last == "я":
        return _ended(word[:-1], _IYA if before == "и" else _YA, case)
    if last == "й":
        return _ended(word[:-1], _AFTER_I if before == "и" else _SOFT, case)
    if last == "ь":
        return _ended(word[:-1], _SOFT, case)
    if last not in _CONSONANT:
        return word
    hushed = last in _HUSHING and not _stressed(word)
    return _ended(word, _AFTER_HUSHING if hushed else _HARD, case)


def _a_ends(word: str, before: str) -> tuple[str, ...]:
    """After г, к, х and ж, ш, ч, щ «и» stands for «ы»; after ж, ш, ч, щ, ц «ей» for «ой»."""
    i, ey = before in tuple("гкхжшчщ"), before in tuple(_HUSHING) and not _stressed(word)
    return ("и" if i else "ы", "е", "у", "ей" if ey else "ой", "е")


def _stressed(word: str) -> bool:
    """Whether the ending is stressed, by the dictionary or as -ач is: «Левшой», «Деркачом»."""
    if word.endswith("ач") and len(word) > len("плач"):
        return True
    for one in readings(word):
        if one.known and one.case == "nomn" and one.pos == "NOUN" and one.number == "sing":
            form = inflect(one, {"ablt", "sing"})
            return form is not None and form.word.endswith(("ом", "ой"))
    return False


def first_form(word: str, case: str, gender: Gender | None) -> str:
    """A first name in a case; as the dictionary has it, else by its ending."""
    wanted = {Gender.MASCULINE: "masc", Gender.FEMININE: "femn", None: ""}[gender]
    if word in _DECLINED_GIRLS and gender is not Gender.MASCULINE:
        return _ended(word[:-1], _THIRD, case)
    for one in readings(word):
        named = one.known and "Name" in one.tags and one.case == "nomn" and one.number != "plur"
        if named and (not wanted or one.gender in (wanted, "")):
            return _dictionary(one, case) or word
    if word[-1] in "ая":
        return _as_noun(word, case)
    return _as_noun(word, case) if gender is Gender.MASCULINE else word


def patronymic_form(word: str, case: str) -> str:
    """A patronymic in -ич, -ыч, -на in a case; others stay."""
    if word.endswith(("ич", "ыч")):
        return _ended(word, _HARD if word in _STRESSED_ICH else _AFTER_HUSHING, case)
    return _ended(word[:-1], _A, case) if word.endswith("на") else word


def hyphened(word: str) -> list[tuple[str, bool]]:
    """The parts of a double-barrelled name with whether each declines."""
    parts = word.split("-")
    if parts[-1].lower() in _LAST_PARTS:
        return [(one, False) for one in parts]
    return [
        (one, place == len(parts) - 1 or one.lower() not in _FIRST_PARTS)
        for place, one in enumerate(parts)
    ]


def _dictionary(reading: Reading, case: str) -> str:
    """A form of the entry; a person's accusative is the genitive where the entry is a thing."""
    wanted = "gent" if case == "accs" and reading.word[-1] not in "аяь" else case
    form = inflect(reading, {wanted, "sing"})
    return form.word if form else ""


def _ended(stem: str, ends: tuple[str, ...], case: str) -> str:
    return stem + ends[_CASES.index(case)]
