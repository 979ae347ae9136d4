"""Whether a word with a capital is the name of someone or something: «Волков выехал», «г. Клин».

A capital inside a sentence says much, one at its start nothing: there only what is said tells.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from operator_app.language.capitals import is_capitals
from operator_app.language.known_names import (
    ABBREVIATED,
    ACRONYMS,
    BRANDS,
    COMPOSED,
    COMPOSED_WITH,
    DIMINUTIVES,
    EPITHETS,
    FIRMS,
    KIN,
    MAKES,
    PLACES,
    PLACES_IN_PLURAL,
    STREETS,
    TELLING_VERBS,
    TOWNS,
)
from operator_app.language.morphology import Reading, fold, readings
from operator_app.language.said_of_people import is_addressed, is_said_of_person
from operator_app.language.tokens import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from collections.abc import Set as AbstractSet

    from operator_app.language.analysis import Analysis
    from operator_app.language.phrase_trie import Match
    from operator_app.language.tokens import Sentence, Token

PROPER: Final = frozenset({"Surn", "Name", "Patr", "Geox", "Orgn", "Init"})
_PERSONAL: Final = frozenset({"Surn", "Name", "Patr"})
_FULL: Final = ("Name", "Patr")
_SURNAMES: Final = ("ов", "ев", "ёв", "ин", "ын")
_OPENERS: Final = frozenset('«„“":')
_TO_PLACES: Final = frozenset({"в", "во", "из", "до", "на", "под", "через", "от", "около"})
_CALLED: Final = TOWNS | STREETS | FIRMS | MAKES
_SHORT: Final = 3
_LONGEST_ACRONYM: Final = 4


def is_proper_name(
    sentence: Sentence,
    match: Match,
    meant: tuple[Reading, ...],
    analysed: Callable[[], Analysis],
) -> bool:
    """Tell whether the one word of a match is a name, its `meant` readings the rule's word."""
    at = match.head
    text = sentence.tokens[at].text
    model = match.entry.phrase.head_reading
    if match.first != match.last or not text[:1].isupper():
        return False
    if is_capitals(text):
        spelled = match.entry.phrase.words[match.entry.phrase.head].token.text
        return not is_capitals(spelled) and _is_acronym(sentence, at)
    if model is not None and model.tags & PROPER:
        # «Коле» is of «Коля» too.
        others = any(r.has("Name", "datv") and r.lemma != model.lemma for r in readings(text))
        told = any(_lemmas(token) & TELLING_VERBS for token in sentence.tokens[:at])
        if "Name" in model.tags and _is_of_family(sentence.tokens, at, meant):
            return True
        return others and told and not model.tags & _PERSONAL
    if _is_abbreviated_before(sentence, at, meant) or _has_initials(sentence.tokens, at, meant):
        return True
    if _is_composed(sentence.tokens, at, meant):
        return True
    if is_inside(sentence.tokens, at):
        if _is_called(sentence.tokens, at, meant) or _is_named_inside(sentence.tokens, at, meant):
            return True
    elif _is_beside_name(sentence.tokens, at, meant):
        return True
    names = _names(text, meant)
    if names and is_addressed(sentence.tokens, at, names):
        return True
    # «Куба принимает туристов»
    own = {r.lemma for r in meant}
    places = [r for r in readings(text) if r.has("Geox", "nomn", "sing") and r.lemma not in own]
    if not (names or places):
        return False
    unit = analysed().unit_of_token[at]
    return is_said_of_person(analysed(), unit, (*names, *places), meant)


def is_inside(tokens: tuple[Token, ...], at: int) -> bool:
    """Tell whether a capital here means something: not at the start, nor in a title of capitals."""
    before = [token for token in tokens[:at] if token.kind is Kind.WORD]
    if not before or tokens[at - 1].text in _OPENERS:
        return False
    return not _is_title(tokens, at)


def _is_title(tokens: tuple[Token, ...], at: int) -> bool:
    """Tell «Отель Подтвердил Бронь», where every word has a capital, from «Едем в Калач»."""
    words = [i for i, t in enumerate(tokens) if t.kind is Kind.WORD and len(t.text) > _SHORT]
    if not all(tokens[i].text[:1].isupper() for i in words):
        return False
    others = [tokens[i] for i in words[1:] if i != at]
    return any(not _lemmas(t) & _CALLED and not _may_be_name(t) for t in others)


def _may_be_name(token: Token) -> bool:
    return any(r.tags & PROPER for r in readings(token.text))


def _names(text: str, meant: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """Return the readings as a person's name; «Шагов» is a surname no dictionary need know."""
    found = tuple(r for r in readings(text) if r.tags & _PERSONAL and r.number == "sing")
    thing = max((r.score for r in meant if r.pos == "NOUN" and r.case == "nomn"), default=0.0)
    if all(r.score < thing for r in found if "Surn" in r.tags):
        # «Мороз» is well known as a surname, «Брак» and «Машина» are not.
        found = tuple(r for r in found if "Surn" not in r.tags)
    if fold(text) in DIMINUTIVES:
        first = [r for r in meant if (r.case, r.number) == ("nomn", "sing")]
        found = (*found, *(replace(r, gender="") for r in first))
    key = text.lower()
    if meant[0].pos == "ADJF" and not any("Surn" in r.tags for r in found):
        return (*found, *_adjectival_surname(key, meant))
    plural = any((r.case, r.number) == ("gent", "plur") and r.pos == "NOUN" for r in meant)
    if any("Surn" in r.tags and r.lemma == key for r in found) or not (
        plural and key.endswith(_SURNAMES)
    ):
        return found
    return (*found, _surname(meant[0], text))


def _adjectival_surname(key: str, meant: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """Read «Седых» and «Крутой» as surnames; «другой» and «второй» are none."""
    if meant[0].lemma in EPITHETS or meant[0].tags & {"Apro", "Anum"}:
        return ()
    nouns = any(r.pos == "NOUN" for r in readings(key))
    return () if nouns or not key.endswith(("ых", "их", "ой")) else (_surname(meant[0], key),)


def _surname(like: Reading, text: str) -> Reading:
    """Return a reading as a surname in the nominative, of either gender where it has -ых."""
    gender = "" if text.lower().endswith(("ых", "их")) else "masc"
    tags = frozenset({"NOUN", "anim", gender, "sing", "nomn", "Surn"} - {""})
    spelled = replace(like, lemma=fold(text), tags=tags, pos="NOUN", score=1.0)
    return replace(spelled, case="nomn", number="sing", gender=gender)


def _is_surname(text: str, meant: tuple[Reading, ...]) -> bool:
    """Tell a word that may well be a surname: the dictionary has it, or it is made like one."""
    return any("Surn" in r.tags for r in _names(text, meant))


def _is_acronym(sentence: Sentence, at: int) -> bool:
    """Tell «фургон ГАЗ», «для ВАЗ 2114» from «ГАЗ ОТКЛЮЧИЛИ»."""
    token = sentence.tokens[at]
    asked = ACRONYMS.get(token.key)
    others = [t.text for t in sentence.tokens if t.kind is Kind.WORD and t is not token]
    if asked is None or not any(text.islower() and len(text) > 2 for text in others):
        return False
    before, after = (
        [*sentence.tokens[max(0, at - 1) : at], None][0],
        sentence.tokens[at + 1 : at + 2],
    )
    numbered = any(one.kind is Kind.NUMBER for one in after) and len(token.text) <= _LONGEST_ACRONYM
    if not asked or numbered or (before is not None and _lemmas(before) & (FIRMS | MAKES)):
        return True
    return any(_lemmas(one) & asked for one in sentence.tokens)


def _is_abbreviated_before(sentence: Sentence, at: int, meant: tuple[Reading, ...]) -> bool:
    """Tell «в г. Клин», «А. П. Волков»: a point ended the sentence before."""
    if any(token.kind is Kind.WORD for token in sentence.tokens[:at]) or not sentence.lead:
        return False
    if sentence.lead in ABBREVIATED:
        return True
    return sentence.lead.isupper() and _is_surname(sentence.tokens[at].text, meant)


def _has_initials(tokens: tuple[Token, ...], at: int, meant: tuple[Reading, ...]) -> bool:
    """Tell «Волков А. П.» and «А.П. Волков»."""
    after = tokens[at + 1 : at + 3]
    told = len(after) == 2 and _is_initial(after[0]) and after[1].text == "."
    before = tokens[max(0, at - 2) : at]
    told = told or (len(before) == 2 and _is_initial(before[0]) and before[1].text == ".")
    return told and (_is_surname(tokens[at].text, meant) or _is_alive(meant))


def _is_initial(token: Token) -> bool:
    return len(token.text) == 1 and token.text.isupper() and token.kind is Kind.WORD


def _is_alive(meant: Iterable[Reading]) -> bool:
    return any("anim" in r.tags for r in meant)


def _is_called(tokens: tuple[Token, ...], at: int, meant: tuple[Reading, ...]) -> bool:
    """Tell «на станции Зима», «проспект Мира», «авиакомпании Победа» from «номер Заявки»."""
    before = tokens[at - 1]
    if before.kind is not Kind.WORD:
        return False
    known = _lemmas(before)
    cases = {r.case for r in meant}
    if known & MAKES and before.text[:1].isupper():
        return not _is_alive(meant)
    singular = any((r.case, r.number) == ("nomn", "sing") for r in meant)
    if known & FIRMS:
        return singular
    if known & STREETS and cases & {"gent", "nomn"}:
        return True
    if known & TOWNS:
        same = {r.case for r in readings(before.text) if r.lemma in TOWNS}
        return "nomn" in cases or (not _is_alive(meant) and bool(cases & same))
    if any(r.lemma in BRANDS for r in meant):
        company = BRANDS[meant[0].lemma]
        return any(_lemmas(token) & company for token in tokens)
    return before.key in _TO_PLACES and _is_place(meant)


def _is_composed(tokens: tuple[Token, ...], at: int, meant: tuple[Reading, ...]) -> bool:
    """Tell «Минеральные Воды», «Старый Оскол», «на Тверской улице» from «Новый адрес»."""
    before = tokens[at - 1] if at and tokens[at - 1].text[:1].isupper() else None
    if before is not None and _lemmas(before) & COMPOSED.get(meant[0].lemma, frozenset()):
        return True
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is None or meant[0].pos != "ADJF" or meant[0].tags & {"Apro", "Anum"}:
        return False
    forms = {(r.case, r.number) for r in meant}
    nouns = [r for r in readings(after.text) if r.pos == "NOUN" and (r.case, r.number) in forms]
    if after.text[:1].isupper():
        known = any(meant[0].lemma in COMPOSED.get(r.lemma, frozenset()) for r in nouns)
        return known or any("Geox" in r.tags for r in nouns[:1])
    return is_inside(tokens, at) and any(r.lemma in COMPOSED_WITH for r in nouns)


def _is_place(meant: tuple[Reading, ...]) -> bool:
    """Tell «в Грязях», «до Калача»: towns whose names are words."""
    single = any(r.lemma in PLACES and r.number == "sing" for r in meant)
    return single or any(r.lemma in PLACES_IN_PLURAL and r.number == "plur" for r in meant)


def _is_named_inside(tokens: tuple[Token, ...], at: int, meant: tuple[Reading, ...]) -> bool:
    """Tell «позвоните Розе», «менеджер Мороз», «приехал Волков»."""
    text = tokens[at].text
    # «про Брак»: a surname that is the very word needs more than a capital.
    own = [
        r
        for r in readings(text)
        if r.tags & {"Name", "Patr", "Geox"} or ("Surn" in r.tags and r.lemma != meant[0].lemma)
    ]
    follows = readings(tokens[at + 1].text) if at + 1 < len(tokens) else ()
    if any(r.pos in {"ADJF", "PRTF"} for r in meant):
        # «Ваш Новый тариф»: an adjective is a surname where no noun follows.
        same = {(r.case, r.number) for r in meant}
        if any(r.pos == "NOUN" and (r.case, r.number) in same for r in follows):
            return tokens[at + 1].text[:1].isupper() and _is_beside_name(tokens, at, meant)
    if own or _is_beside_name(tokens, at, meant):
        return True
    titles = [r for r in readings(tokens[at - 1].text)[:1] if r.has("NOUN", "anim", "sing")]
    if not titles:
        return False
    if _is_surname(text, meant):
        return True
    return any(r.case == t.case != "gent" and r.number == "sing" for r in meant for t in titles)


def _is_of_family(tokens: tuple[Token, ...], at: int, meant: tuple[Reading, ...]) -> bool:
    """Tell «тётя Клава», «Клаву Ивановну» from «Алиса», that a rule names too."""
    cases = {r.case for r in meant}
    before = [r for t in tokens[max(0, at - 1) : at] for r in readings(t.text) if r.lemma in KIN]
    after = [r for t in tokens[at + 1 : at + 2] for r in readings(t.text) if "Patr" in r.tags]
    return any(r.case in cases for r in (*before, *after))


def _is_beside_name(tokens: tuple[Token, ...], at: int, meant: tuple[Reading, ...]) -> bool:
    """Tell «Роза Маратовна», «Белая Ирина» from «Менеджер Ирина» and «Роза Ирины»."""
    names = _names(tokens[at].text, meant)
    after = [_forms(token, {tag}) for token, tag in zip(tokens[at + 1 :], _FULL, strict=False)]
    full = len(after) == len(_FULL) and all("nomn" in dict(one) for one in after)
    patronymic = bool(after) and "nomn" in dict(_forms(tokens[at + 1], {"Patr"}))
    if patronymic and not _is_alive(meant):
        # «Аза Романовна»
        return True
    if full and is_inside(tokens, at) and not _is_alive(meant):
        # «Шило Пётр Ильич»
        return any(r.case == "nomn" and r.lemma not in EPITHETS for r in meant)
    called = any("Name" in r.tags for r in names)
    wanted = _PERSONAL if called else _PERSONAL - {"Surn"}
    beside = [tokens[i] for i in (at - 1, at + 1) if 0 <= i < len(tokens)]
    forms = {form for token in beside for form in _forms(token, wanted)}
    adjectives = [r for r in meant if r.pos == "ADJF" and r.lemma not in EPITHETS]
    return any(
        r.case == case and (r.gender == gender or not (r.gender and gender))
        for r in (*names, *adjectives)
        for case, gender in forms
    )


def _forms(token: Token, wanted: AbstractSet[str]) -> set[tuple[str, str]]:
    """Return the cases and genders of a word with a capital that is one person's name."""
    if not token.text[:1].isupper():
        return set()
    found = readings(token.text)
    return {(r.case, r.gender) for r in found if r.tags & wanted and r.number == "sing"}


def _lemmas(token: Token) -> set[str]:
    return {r.lemma for r in readings(token.text)} | {token.key}
