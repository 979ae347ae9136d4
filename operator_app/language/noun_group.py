"""The words before a noun that agree with it: attributes and numeral; and its preposition."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from operator_app.language.demonstratives import determines
from operator_app.language.syntax_words import (
    COORDINATORS,
    GOVERNING,
    ONE_OF,
    PARTICLES,
    PAUCAL,
    POLITE,
)
from operator_app.language.tokens import Kind

if TYPE_CHECKING:
    from operator_app.language.analysis import Analysis, Unit
    from operator_app.language.inflection import Agreement
    from operator_app.language.morphology import Reading

_REACH: Final = 9
_ASKING: Final = frozenset({"какой", "чей"})
_FRACTIONS: Final = frozenset({"половиной", "четвертью", "третью"})
"""What may stand between a count and its noun: «две с половиной недели»."""
_POINTING: Final = frozenset({"Apro", "Anum", "Subx"})
_JOINING: Final = frozenset(
    {*COORDINATORS, "хотя", "хоть", "пусть", "пускай", "так", "то", "ли", "не"}
)
"""Words after a comma that join an attribute to the one before it: «то ли…, то ли…»."""


@dataclass(frozen=True, slots=True)
class NounGroup:
    """Units around a noun phrase, by index; `left` is the first unit of the whole group.

    `numeral` counts the noun; `paucal` tells that the count is 2–4, so that the noun is a genitive
    singular; `one_of` is один in «один из …»; None where there is none.
    """

    left: int
    attributes: tuple[int, ...]
    before_numeral: tuple[int, ...]
    numeral: int | None
    paucal: bool
    one_of: int | None
    preposition: int | None


def agreeing(unit: Unit, ask: Agreement) -> Reading | None:
    """Return the adjectival reading of a unit that agrees as asked, if it has one."""
    for reading in unit.of("ADJF", "PRTF"):
        if "Fixd" not in reading.tags and fits(reading, ask):
            return reading
    return None


def noun_group(analysis: Analysis, first: int, ask: Agreement) -> NounGroup:
    """Walk left from the first unit of a noun phrase whose head asks for `ask`."""
    return _Walk(analysis, first, ask).group()


def same_form(noun: Reading, word: Reading) -> bool:
    """Tell whether an adjectival form and a noun's form agree in case, number and gender."""
    if noun.case != word.case or noun.number != word.number:
        return False
    if noun.case == "accs" and {"anim", "inan"} <= (word.tags ^ noun.tags):
        # «купившего товар»: the one is alive, the other is not.
        return False
    return noun.number == "plur" or noun.gender == word.gender


def fits(reading: Reading, ask: Agreement) -> bool:
    """Tell whether an adjectival reading has the case, number, gender and animacy asked for."""
    if reading.case != ask.case or reading.number != ask.number:
        return False
    if ask.number != "plur" and reading.gender != ask.gender:
        return False
    if reading.case == "accs" and (ask.number == "plur" or ask.gender == "masc"):
        return "inan" not in reading.tags if ask.animate else "anim" not in reading.tags
    return True


def is_adverbial(unit: Unit) -> bool:
    """Tell whether a unit may stand between an attribute and its noun: adverb, particle."""
    top = unit.top
    return unit.key in PARTICLES or (top is not None and top.pos in {"ADVB", "PRCL", "COMP"})


CONCESSIVE: Final = frozenset({"хоть", "хотя", "пусть", "пускай", "и", "но", "как"})
"""Words that open an attribute which stands apart: «пусть и мятый»."""


class _Walk:
    """One walk to the left of a noun; kept as an object because every step reads all of it."""

    def __init__(self, analysis: Analysis, first: int, ask: Agreement) -> None:
        self._analysis = analysis
        self._units = analysis.units
        self._first = first
        self._ask = ask
        self._left = first
        self._attributes: list[int] = []
        self._before_numeral: list[int] = []
        self._numeral: int | None = None
        self._paucal = False
        self._in_singular = False

    def group(self) -> NounGroup:
        at = self._first - 1
        while at >= max(0, self._first - 3 * _REACH):
            following = self._step(at)
            if following is None:
                break
            at = following
        before = self._units[self._left - 1] if self._left > 0 else None
        preposition = before.index if before is not None and before.is_preposition else None
        return NounGroup(
            self._left,
            tuple(self._attributes),
            tuple(self._before_numeral),
            self._numeral,
            self._paucal,
            self._one_of(preposition),
            preposition,
        )

    def _step(self, at: int) -> int | None:
        unit = self._units[at]
        if unit.quoted:
            return None
        if self._take_numeral(unit) or self._take_attribute(unit):
            return at - 1
        if unit.key in _FRACTIONS and self._units[at - 1].key in {"с", "со"}:
            return at - 2
        return self._beyond(at)

    def _take_numeral(self, unit: Unit) -> bool:
        if self._numeral is not None:
            return False
        if unit.kind is Kind.NUMBER:
            self._paucal = self._is_genitive_singular() and _ends_in_2_to_4(unit.text)
        elif unit.of("NUMR"):
            # «трёх» counts several even where the noun does not show it: «трёх пальто».
            straight = any(r.case == "nomn" for r in unit.of("NUMR"))
            self._paucal = (
                self._is_genitive_singular()
                and straight
                and any(r.lemma in PAUCAL for r in unit.of("NUMR"))
            )
        else:
            return False
        self._numeral = self._left = unit.index
        return True

    def _is_genitive_singular(self) -> bool:
        return self._ask.case == "gent" and self._ask.number == "sing"

    def _take_attribute(self, unit: Unit) -> bool:
        if self._numeral is not None:
            if agreeing_in_plural(unit) and self._paucal:
                self._before_numeral.append(unit.index)
                self._left = unit.index
                return True
            if self._paucal:
                return False
        if self._agreeing(unit) is None and not self._before_paucal(unit):
            return False
        if unit.key == "это" and not self._pronoun_is_attribute(unit):
            return False
        if self._takes_noun_as_object(unit):
            return False
        self._attributes.append(unit.index)
        self._left = unit.index
        return True

    def _agreeing(self, unit: Unit) -> Reading | None:
        """Find also «первый» and «второй» in «первый и второй дефекты», each of one of them."""
        found = agreeing(unit, self._ask)
        if found is not None or self._ask.number != "plur":
            return found
        single = replace(self._ask, number="sing")
        before = [u for u in self._units[max(0, unit.index - 3) : unit.index] if u.text != ","][-2:]
        joined = [u.key for u in before[1:]] in (["и"], ["или"])
        if self._in_singular or (joined and agreeing(before[0], single)):
            found = agreeing(unit, single)
            self._in_singular = self._in_singular or found is not None
        return found

    def _takes_noun_as_object(self, unit: Unit) -> bool:
        """Tell «мастер, нашедший дефект» from «найденный дефект»."""
        active = [r for r in unit.of("PRTF") if "actv" in r.tags and "tran" in r.tags]
        doer = self._units[self._first + 1 : self._first + 2]
        if active and unit.index + 1 == self._left and not unit.of("ADJF"):
            # «нашедший дефект мастер»
            did = (r for u in doer for r in u.of("NOUN") if r.case == "nomn")
            if any(same_form(noun, one) for noun in did for one in active):
                return True
        if not active or unit.of("ADJF") or self._units[max(0, unit.index - 1)].text != ",":
            return False
        return any(
            same_form(noun, reading)
            for other in self._units[max(0, unit.index - 5) : unit.index - 1]
            for noun in other.of("NOUN")
            for reading in active
        )

    def _before_paucal(self, unit: Unit) -> bool:
        """Tell whether a plural attribute stands between a count of 2–4 and the noun."""
        if not self._is_genitive_singular() or not agreeing_in_plural(unit):
            return False
        for other in reversed(self._units[max(0, unit.index - 3) : unit.index]):
            if other.kind is Kind.NUMBER:
                return _ends_in_2_to_4(other.text)
            if other.of("NUMR"):
                return any(r.lemma in PAUCAL for r in other.of("NUMR"))
            if not agreeing_in_plural(other):
                return False
        return False

    def _pronoun_is_attribute(self, unit: Unit) -> bool:
        """Tell «это опасение понятно» from «это опасение», «нам это задание» from «это»."""
        if self._left != unit.index + 1 and not (self._attributes or self._is_same(unit)):
            return False
        if self._ask.case != "nomn":
            return True
        return determines(self._analysis, unit.index, self._first)

    def _is_same(self, unit: Unit) -> bool:
        """Tell «это же письмо», «это ли письмо»."""
        return [u.key for u in self._units[unit.index + 1 : self._left]] in (["же"], ["ли"])

    def _beyond(self, at: int) -> int | None:
        """Look past words that may stand between an attribute and its noun."""
        skipped_noun: Unit | None = None
        crossed_verb = crossed_comma = False
        for index in range(at, max(-1, at - _REACH), -1):
            unit = self._units[index]
            if index != at and self._may_take(unit, skipped_noun, crossed=crossed_verb):
                return None if crossed_comma and self._is_said_of_another(unit) else index
            if unit.text == ",":
                if index == at:
                    return self._across_comma(index)
                crossed_comma = True
                between = self._units[index + 1 : at + 1]
                joined = all(is_adverbial(one) or one.key in _JOINING for one in between)
                if between[0].key in COORDINATORS or (joined and self._attributes):
                    continue
                # «старый, всем известный баг»
                adverbial = all(is_adverbial(one) or self._is_to_whom(one) for one in between)
                return self._across_comma(index) if adverbial else None
            if unit.kind is not Kind.WORD or unit.quoted:
                return None
            if unit.key in COORDINATORS and not (crossed_verb and unit.key == "ни"):
                between = self._units[index + 1 : at + 1]
                if self._attributes and all(is_adverbial(one) for one in between):
                    continue
                return None
            if unit.of("VERB", "PRTS") and not (unit.of("NOUN", "NPRO") or is_adverbial(unit)):
                crossed_verb = True
            if unit.of("NOUN") and not unit.of("NPRO"):
                skipped_noun = unit
        return None

    def _is_to_whom(self, unit: Unit) -> bool:
        found = {r.case for r in unit.readings if r.pos == "NPRO" or r.lemma == "весь"}
        return bool(self._attributes) and not found.isdisjoint({"datv", "ablt"})

    def _may_take(self, unit: Unit, skipped: Unit | None, *, crossed: bool) -> bool:
        found = self._agreeing(unit)
        if found is None or unit.quoted:
            return False
        if crossed:
            asks = found.lemma in _ASKING and self._ask.case in {"nomn", "accs"}
            after = self._units[unit.index + 1]
            owned = any(same_form(n, r) for n in after.of("NOUN") for r in unit.of("ADJF"))
            return asks and not owned
        if unit.key == "это":
            return self._is_same(unit) and self._pronoun_is_attribute(unit)
        if unit.key == "все" and self._units[unit.index + 1].key == "это":
            # «всё это письмо»: that is a letter.
            return unit.index + 1 in self._attributes
        if skipped is None:
            return not (found.pos == "ADJF" and self._units[unit.index + 1].key == "не")
        nearest = self._units[unit.index + 1]
        # «принявший звонок оператор»: the call is what he took.
        taken = {"actv", "tran"} <= found.tags and any(r.case == "accs" for r in nearest.of("NOUN"))
        owned = not taken and any(same_form(noun, found) for noun in nearest.of("NOUN"))
        return not owned and (
            found.pos == "PRTF"
            or found.lemma in GOVERNING
            or nearest.is_preposition
            or bool(nearest.of("NPRO"))
        )

    def _is_said_of_another(self, unit: Unit) -> bool:
        """Tell «товар хороший, но мелкий дефект есть» from «хороший, но мелкий»."""
        before = self._units[unit.index - 1] if unit.index else None
        nouns = before.of("NOUN", "NPRO") if before is not None else ()
        found = [r for r in unit.of("ADJF", "PRTF") if r.case == self._ask.case == "nomn"]
        return any(same_form(noun, one) for noun in nouns for one in found)

    def _across_comma(self, comma: int) -> int | None:
        before = self._units[comma - 1] if comma else None
        if before is None:
            return None
        if self._attributes and self._agreeing(before) is not None:
            return comma - 1
        opening = next(
            (i for i in range(comma - 1, max(0, comma - _REACH), -1) if self._units[i].text == ","),
            None,
        )
        if not opening or agreeing(self._units[opening - 1], self._ask) is None:
            return self._opening_group(comma) if comma + 1 == self._left else None
        inserted = [u for u in self._units[opening + 1 : comma] if u.key not in CONCESSIVE]
        if inserted and all(agreeing(u, self._ask) or is_adverbial(u) for u in inserted):
            self._attributes += [u.index for u in inserted if agreeing(u, self._ask)]
        return opening - 1

    def _opening_group(self, comma: int) -> int | None:
        """Find the participle of «найденный вчера, дефект уже устранён»."""
        words = self._units[:comma]
        opener = next((u for u in words if not is_adverbial(u)), None)
        found = agreeing(opener, self._ask) if opener is not None else None
        if opener is None or found is None or opener.of("NOUN") or found.lemma in POLITE:
            return None
        lone = len(words) == 1 and found.pos == "ADJF"
        if lone or not found.tags.isdisjoint(_POINTING):
            return None
        others = [r for u in words for r in u.of("NOUN") if same_form(r, found) or r.case == "nomn"]
        said = any(u.of("VERB", "PRTS") and not u.of("NOUN") for u in words)
        plain = all(u.kind is Kind.WORD and not u.quoted for u in words)
        return opener.index if plain and not (said or others) else None

    def _one_of(self, preposition: int | None) -> int | None:
        if preposition is None or preposition == 0 or self._ask.number != "plur":
            return None
        unit = self._units[preposition - 1]
        before = self._units[max(0, preposition - 2)]
        chosen = any(r.lemma == "самый" for r in before.of("ADJF"))
        found = [r for r in unit.of("ADJF") if _picks(r) or (chosen and r.number == "sing")]
        found += [r for r in unit.of("NUMR") if r.gender]
        taken = self._units[preposition].key in {"из", "изо"} and self._ask.case == "gent"
        return unit.index if taken and found else None


def _picks(word: Reading) -> bool:
    """Tell один, последний, вторая, крупнейшее, that pick one of several."""
    chosen = word.lemma in ONE_OF or bool(word.tags & {"Anum", "Supr"})
    return chosen and word.number == "sing"


def agreeing_in_plural(unit: Unit) -> bool:
    """Tell whether a unit can be a plural attribute beside a count of 2–4."""
    return any(r.number == "plur" and r.case in {"gent", "nomn"} for r in unit.of("ADJF", "PRTF"))


def is_paucal(numeral: Unit) -> bool:
    """Tell whether a unit counts as two, three and four do, in any case."""
    if numeral.kind is Kind.NUMBER:
        return _ends_in_2_to_4(numeral.text)
    return any(reading.lemma in PAUCAL for reading in numeral.of("NUMR"))


def _ends_in_2_to_4(digits: str) -> bool:
    number = digits[-2:]
    return digits.isdigit() and digits[-1] in "234" and not (len(number) == 2 and number[0] == "1")
