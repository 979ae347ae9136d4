"""Word forms on demand: a noun in a case, an attribute that agrees, a verb in another's form."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from operator_app.language.analogy import is_by_analogy, paradigm
from operator_app.language.morphology import Reading, fold, forms, readings
from operator_app.language.phrase_structure import Phrase, Role
from operator_app.language.syntax_words import (
    END_STRESSED,
    SINGULAR_ONLY,
    SUPPLETIVE,
    USUAL_PLURALS,
)

_RARE: Final = frozenset(
    {
        "V-oy", "V-ey", "V-ej", "V-be", "V-en", "V-ie", "V-bi", "V-sh", "Arch", "Dist", "Infr",
        "Erro", "Litr", "gen2", "loc2", "acc2", "voct", "Prdx", "Supr", "Cmp2", "Slng",
    }
)  # fmt: skip
_COUNTED: Final = {"человек": "человек", "год": "лет"}
"""Noun → its form after a count, where it is not that of the plural."""
_COMPARED: Final = ("ный", "вый", "лый", "мый", "рый")
"""Endings of adjectives whose comparative is told by rule."""
_FULL: Final = frozenset({"ый", "ий", "ой", "ая", "яя", "ое", "ее"})
_NOMINAL: Final = frozenset({"ADJF", "PRTF"})


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a head asks of the words that agree with it: case, number, gender ("" if none).

    `animate` decides the accusative of masculine and plural words.
    """

    case: str
    number: str
    gender: str
    animate: bool


def agreement_of(noun: Reading) -> Agreement:
    """Return what a noun in this form asks of its attributes."""
    return Agreement(noun.case, noun.number or "sing", gender_of(noun), "anim" in noun.tags)


def gender_of(noun: Reading) -> str:
    """Return masc, femn or neut; a plural form tells it by its entry; "" when it has none."""
    if noun.gender:
        return noun.gender
    found = paradigm(noun) if is_by_analogy(noun) else forms(noun)
    return next((form.gender for form in found if form.gender), "")


def noun_form(noun: Reading, case: str, number: str) -> Reading | None:
    """Return a noun in a case; in the number it has when it lacks the one asked for."""
    if noun.lemma in SINGULAR_ONLY:
        number = "sing"
    for wanted in (number, "plur" if number == "sing" else "sing"):
        found = [
            form
            for form in (paradigm(noun) if is_by_analogy(noun) else _usual_forms(noun))
            if form.case == case and form.number == wanted and form.pos == noun.pos
        ]
        if found:
            usual = [form for form in found if form.word == USUAL_PLURALS.get(noun.lemma)]
            if wanted == "plur" and len({fold(form.word) for form in found}) == 1:
                # «счетов» as «счета» are, not «счётов»
                usual = [form for form in found if "ё" not in form.word]
            return _commonest(usual or found)
    return None


def _usual_forms(noun: Reading) -> tuple[Reading, ...]:
    """Return the forms of the entry whose plural is the usual one: стулья, not стулы."""
    usual = USUAL_PLURALS.get(noun.lemma)
    if usual is None:
        return forms(noun)
    twins = (noun, *(r for r in readings(usual) if r.lemma == noun.lemma))
    entries = (forms(one) for one in twins)
    return next((e for e in entries if any(f.word == usual for f in e)), forms(noun))


def second_form(second: Reading, head: Reading) -> str:
    """Spell the second noun of a compound in the case and number of the first."""
    case = head.case
    if case == "accs" and "femn" not in second.tags:
        case = "gent" if "anim" in head.tags else "nomn"
    form = noun_form(second, case, head.number)
    return form.word if form is not None else second.word


def beside_paucal(noun: Reading) -> Reading:
    """Return a noun in the form two, three and four ask for, given its genitive singular.

    One that is declined as adjectives are takes their plural: «две гостиные», «два рабочих».
    """
    feminine = noun.gender == "femn"
    adjectival = noun.lemma.endswith(("ая", "яя")) and noun.word.endswith(("ой", "ей"))
    if not (adjectival if feminine else noun.word.endswith(("ого", "его"))):
        return noun
    return noun_form(noun, "nomn" if feminine else "gent", "plur") or noun


def beside_many(noun: Reading) -> Reading:
    """Return a noun in the form five, ten or several ask for: «пять человек», «пять лет»."""
    counted = noun.case == "gent" and noun.number == "plur"
    return replace(noun, word=_COUNTED[noun.lemma]) if counted and noun.lemma in _COUNTED else noun


def is_adjectival(noun: Reading) -> bool:
    """Tell a noun that is declined as adjectives are, by its plural: «рабочих», «кладовые»."""
    return noun.word.endswith(("ых", "их", "ые", "ие")) and noun.lemma[-2:] in _FULL


def attribute_form(word: Reading, ask: Agreement) -> Reading | None:
    """Return an adjective, participle, ordinal or pronoun in the form a head asks for."""
    if "Fixd" in word.tags:
        return word
    found = [
        form
        for form in forms(word)
        if form.pos == word.pos
        and form.case == ask.case
        and _same_shape(form, word)
        and (form.number == "plur" if ask.number == "plur" else form.gender == ask.gender)
        and _fits_animacy(form, ask)
    ]
    found = [
        replace(form, word=END_STRESSED[form.word]) if form.word in END_STRESSED else form
        for form in found
    ]
    if "-" in word.word:
        # «одно-единственно», «один-единствен» are no forms of an adjective.
        short = ("но", "ен", "на", "ны")
        found = [form for form in found if not form.word.endswith(short)] or found
    return _commonest(found, near=word.word) if found else None


def numeral_form(numeral: Reading, ask: Agreement) -> Reading | None:
    """Return два, оба, полтора in a case and gender."""
    found = [
        form
        for form in forms(numeral)
        if form.pos == numeral.pos
        and form.case == ask.case
        and form.gender in {"", ask.gender}
        and (form.case != "accs" or not ask.animate or "inan" not in form.tags)
        and (form.case != "accs" or ask.animate or "anim" not in form.tags)
    ]
    return _commonest(found) if found else None


def predicate_form(verb: Reading, number: str, gender: str) -> Reading | None:
    """Return a verb or short form as its subject asks; tense, mood and person stay."""
    found = [
        form
        for form in forms(verb)
        if form.pos == verb.pos
        # «от мала до велика»: a short form has a case there.
        and not form.case
        and form.number == number
        and (number == "plur" or form.gender in {"", gender})
        and _same_shape(form, verb)
        and _same_person(form, verb)
    ]
    return _commonest(found, near=verb.word) if found else None


def verb_like(verb: Reading, model: Reading) -> Reading | None:
    """Return `verb` (any form of it) in the tense, mood, person, number, gender of `model`."""
    kept = {
        "past", "pres", "futr", "indc", "impr", "1per", "2per", "3per", "sing", "plur", "masc",
        "femn", "neut", "actv", "pssv", "nomn", "gent", "datv", "accs", "ablt", "loct",
    }  # fmt: skip
    wanted = model.tags & kept
    if model.pos == "VERB" and wanted & {"pres", "futr"}:
        wanted -= {"pres", "futr"}
        if "Impe" in model.tags:
            wanted |= {"3per", "sing"}
        wanted_tense = {"pres", "futr"}
    else:
        wanted_tense = set()
    verb = _of_aspect(verb, model)
    found = [
        form
        for form in forms(verb)
        if form.pos == model.pos
        and form.tags >= wanted
        and (not wanted_tense or form.tags & wanted_tense)
        and (form.case != "accs" or _same_animacy(form, model))
        and ("impr" not in wanted or ("incl" in form.tags) == ("incl" in model.tags))
    ]
    if not found and verb.lemma in SUPPLETIVE:
        return verb_like(readings(SUPPLETIVE[verb.lemma])[0], model)
    return _commonest(found) if found else None


def _of_aspect(verb: Reading, model: Reading) -> Reading:
    """Return the verb of this spelling that has the aspect of the other: «считать» is two."""
    aspect = model.tags & {"perf", "impf"}
    twins = [r for r in readings(verb.word) if r.lemma == verb.lemma and r.pos == verb.pos]
    return next((r for r in (verb, *twins) if r.tags >= aspect), verb)


def adjective_like(word: Reading, model: Reading) -> Reading | None:
    """Return an adjective in the form of `model`: full, short or comparative."""
    if model.pos in _NOMINAL:
        animate = "anim" in model.tags
        return attribute_form(
            _full(word), Agreement(model.case, model.number, model.gender, animate)
        )
    short = "PRTS" if word.pos in {"PRTF", "PRTS"} else "ADJS"
    wanted = short if model.pos in {"ADJS", "PRTS"} else model.pos
    found = [
        form
        for form in forms(word)
        if form.pos == wanted
        and (wanted != "PRTS" or _same_shape(form, word))
        and form.number == model.number
        and form.gender == model.gender
        and ("Cmp2" in form.tags) == ("Cmp2" in model.tags)
    ]
    return _commonest(found, keep="Cmp2") if found else _unlisted(_full(word), model)


def _unlisted(word: Reading, model: Reading) -> Reading | None:
    """Form «приоритетнее», which the dictionary lacks; say «плановая» where no short form is."""
    if model.pos == "COMP":
        if not word.lemma.endswith(_COMPARED):
            return None
        prefix = "по" if "Cmp2" in model.tags else ""
        return replace(model, word=f"{prefix}{word.lemma[:-2]}ее", lemma=word.lemma)
    ask = Agreement("nomn", model.number, model.gender, animate=False)
    return attribute_form(word, ask) if model.pos == "ADJS" else None


def phrase_in_form(phrase: Phrase, head: Reading, *, beside_count: bool = False) -> str:
    """Spell a phrase with its head in this form, with the words that agree with it.

    `beside_count`: after 2–4 a feminine noun takes its attributes in the nominative plural, the
    others in the genitive plural (Rosenthal, § 193).
    """
    ask = agreement_of(head)
    if beside_count:
        ask = with_number(ask, "plur", "nomn" if ask.gender == "femn" else "gent")
    pieces: list[str] = []
    position = 0
    for word in phrase.words:
        pieces.append(phrase.text[position : word.token.start])
        position = word.token.end
        spelled = word.token.text
        if word.role is Role.HEAD:
            spelled = _respelled(spelled, head.word)
        elif word.role is Role.BESIDE and word.reading is not None:
            spelled = _respelled(spelled, second_form(word.reading, head))
        elif word.role is Role.AGREES and word.reading is not None:
            form = attribute_form(word.reading, ask)
            spelled = _respelled(spelled, form.word) if form else spelled
        pieces.append(spelled)
    return "".join(pieces) + phrase.text[position:]


def with_number(ask: Agreement, number: str, case: str) -> Agreement:
    """Return the same gender and animacy in another number and case."""
    return replace(ask, number=number, case=case)


def _respelled(old: str, new: str) -> str:
    """Keep the capitals of an approved word (first letter, acronym) in its new form."""
    if new == old.lower():
        return old
    if old.isupper() and len(old) > 1:
        return new.upper()
    return new[:1].upper() + new[1:] if old[:1].isupper() else new


def _full(word: Reading) -> Reading:
    if word.pos in _NOMINAL:
        return word
    return next((form for form in forms(word) if form.pos == "ADJF"), word)


def _same_shape(form: Reading, model: Reading) -> bool:
    shape = {"past", "pres", "futr", "actv", "pssv", "impr", "indc", "Supr"}
    return form.tags & shape == model.tags & shape


def _same_person(form: Reading, model: Reading) -> bool:
    persons = {"1per", "2per", "3per"}
    return form.tags & persons == model.tags & persons


def _fits_animacy(form: Reading, ask: Agreement) -> bool:
    if form.case != "accs":
        return True
    return "inan" not in form.tags if ask.animate else "anim" not in form.tags


def _same_animacy(form: Reading, model: Reading) -> bool:
    return form.tags & {"anim", "inan"} == model.tags & {"anim", "inan"}


def _commonest(found: list[Reading], keep: str = "", near: str = "") -> Reading:
    """Choose among variants: no rare ending, then the stem of the word in the text, then short."""

    def rank(form: Reading) -> tuple[int, int, int, int]:
        endings = form.tags & (_RARE - {keep, "Infr", "Slng"})
        return (
            len(endings) + 2 * (form.pos == "GRND" and form.word.endswith(("ясь", "ась"))),
            -_shared(form.word, near),
            len(form.word) if near else 0,
            len(form.tags & _RARE),
        )

    return min(found, key=rank)


def _shared(one: str, other: str) -> int:
    return next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
