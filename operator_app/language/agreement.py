"""Changes around a noun that gives way to another: everything that agreed with it agrees anew."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from operator_app.language.after_noun import attributes_after, groups_after_comma
from operator_app.language.capitals import like
from operator_app.language.clauses import clause_units
from operator_app.language.counting import hyphened
from operator_app.language.edits import Edit
from operator_app.language.genitives import counts_alone
from operator_app.language.inflection import (
    Agreement,
    attribute_form,
    numeral_form,
    with_number,
)
from operator_app.language.likely_subjects import Noun
from operator_app.language.noun_group import (
    agreeing,
    noun_group,
)
from operator_app.language.predicate_agreement import Change, PredicateAgreement
from operator_app.language.prepositions import preposition_before
from operator_app.language.subjects import is_object
from operator_app.language.syntax_words import (
    DATIVE_VERBS,
    INSTRUMENTAL_VERBS,
    ONE_OF,
    PREPOSITIONS,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from operator_app.language.analysis import Analysis
    from operator_app.language.morphology import Reading


_COLLECTIVE: Final = {"два": "двое", "три": "трое", "четыре": "четверо", "оба": "обои"}


def agreement_edits(analysis: Analysis, change: Change) -> list[Edit]:
    """Return the changes of every other word; none changes its place."""
    return list(_Agreement(analysis, change).edits())


class _Agreement(PredicateAgreement):
    """The changes for one noun: its own group, then what base finds farther away."""

    def edits(self) -> Iterator[Edit]:
        before = [*self._attributes(), *self._numeral(), *self._one_of()]
        yield from before
        yield from self._preposition(before)
        yield from self._count_after()
        if self._differs():
            yield from self._after()
            if self._is_subject():
                yield from self._predicates(self._change.head, self._old, self._new)
            elif self._old.case == "accs" and self._group.preposition is None:
                yield from self._object_predicatives()
            yield from self._relatives()

    def _attributes(self) -> Iterator[Edit]:
        group = self._group
        if self._change.counted is not None:
            yield from self._beside_counted(self._change.counted)
            return
        for at in group.attributes:
            between = group.paucal and group.numeral is not None and at > group.numeral
            plural = self._plural_reading(at) if between else None
            if plural is not None and agreeing(self._units[at], self._old) is None:
                yield from self._beside_count(at, plural)
            else:
                yield from self._attribute(at, self._old, self._new)

    def _beside_counted(self, ask: Agreement) -> Iterator[Edit]:
        numeral = self._group.numeral or 0
        genitive = not ask.animate and ask.gender != "femn"
        for at in (*self._group.attributes, *self._group.before_numeral):
            reading = next(
                (r for r in self._units[at].of("ADJF", "PRTF") if r.number == "plur"), None
            )
            inner = replace(ask, case="gent") if genitive and at > numeral else ask
            form = attribute_form(reading, inner) if reading is not None else None
            if form is not None:
                yield self._edit(at, form)

    def _beside_count(self, at: int, reading: Reading) -> Iterator[Edit]:
        """Put an attribute after 2–4: nominative plural by a feminine noun, genitive by others."""
        if (self._old.gender == "femn") == (self._new.gender == "femn"):
            return
        case = "nomn" if self._new.gender == "femn" else "gent"
        form = attribute_form(reading, with_number(self._new, "plur", case))
        if form is not None:
            yield self._edit(at, form)

    def _plural_reading(self, at: int) -> Reading | None:
        found = self._units[at].of("ADJF", "PRTF")
        return next((r for r in found if r.number == "plur" and r.case in {"gent", "nomn"}), None)

    def _numeral(self) -> Iterator[Edit]:
        group = self._group
        if group.numeral is None:
            return
        unit = self._units[group.numeral]
        found = unit.of("NUMR")
        collective = next((_COLLECTIVE[r.lemma] for r in found if r.lemma in _COLLECTIVE), "")
        if group.paucal and collective and "Pltm" in self._change.new.tags:
            # «две двери», but «двое ворот»
            yield Edit(unit.start, unit.end, like(unit.text, collective))
            return
        if self._change.counted is not None:
            found = tuple(r for r in found if r.case in {"nomn", "accs"})[:1]
        elif group.paucal:
            # «две девушки» is a nominative, «нашли два дефекта» is spelled as one.
            found = tuple(r for r in found if r.case == "nomn")
        else:
            found = tuple(r for r in found if r.case == self._old.case)
        same = found and found[0].gender == self._new.gender and self._change.counted is None
        if found and (not found[0].gender or not same):
            case = self._change.counted.case if self._change.counted else found[0].case
            gender = self._new.gender or "masc"
            form = numeral_form(found[0], replace(self._new, case=case, gender=gender))
            if "-" in unit.text:
                spelled = hyphened(unit.text, replace(self._new, case=case))
                yield Edit(unit.start, unit.end, spelled)
            elif form is not None:
                yield self._edit(unit.index, form)

    def _count_after(self) -> Iterator[Edit]:
        """Change два in «ошибок было две»."""
        home = self._analysis.segment_of(self._change.last)
        at = self._group.preposition
        chosen = at is not None and self._units[at].key == "из"
        counted = self._group.numeral is not None and not chosen
        if home < 0 or self._old.case != "gent" or counted:
            return
        for unit in self._units[self._change.last + 1 : self._analysis.segments[home][1]]:
            counts = [r for r in unit.of("NUMR") if r.case == "nomn" and r.gender]
            if counts and counts_alone(self._analysis, unit):
                form = numeral_form(counts[0], replace(self._new, case="nomn"))
                if form is not None:
                    yield self._edit(unit.index, form)

    def _one_of(self) -> Iterator[Edit]:
        if self._old.gender == self._new.gender:
            return
        at = self._group.one_of
        if at is None:
            at = self._one_after()
        if at is not None:
            yield from self._picked(at)
        which = self._one_of_which()
        if which is not None:
            yield from self._picked(which)
            one = Agreement("nomn", "sing", self._old.gender, self._old.animate)
            for told in attributes_after(self._analysis, which + 2, one):
                yield from self._attribute(
                    told, one, replace(self._new, case="nomn", number="sing")
                )

    def _one_of_which(self) -> int | None:
        """Find один in «дефекты, один из которых серьёзный»."""
        ordinal = self._analysis.segment_of(self._change.last) + 1
        if not 0 < ordinal < len(self._analysis.segments):
            return None
        start, end = self._analysis.segments[ordinal]
        keys = [unit.key for unit in self._units[start:end][:3]]
        return start if keys[1:] == ["из", "которых"] else None

    def _picked(self, at: int) -> Iterator[Edit]:
        unit = self._units[at]
        readings = [
            r for r in unit.of("ADJF") if r.number == "sing" and r.gender == self._old.gender
        ]
        counts = [r for r in unit.of("NUMR") if r.gender == self._old.gender]
        if counts:
            form = numeral_form(counts[0], replace(self._new, case=counts[0].case))
            if form is not None:
                yield self._edit(at, form)
        if not readings:
            return
        case = self._case_of_picked(at, readings)
        old = Agreement(case, "sing", self._old.gender, self._old.animate)
        number = "plur" if "Pltm" in self._change.new.tags else "sing"
        new = Agreement(case, number, self._new.gender, self._new.animate)
        yield from self._attribute(at, old, new)
        for other in noun_group(self._analysis, at, old).attributes:
            yield from self._attribute(other, old, new)
        for other in groups_after_comma(self._analysis, self._change.last, old):
            yield from self._attribute(other, old, new)
        yield from self._of_one(old, new)._relatives()
        if case == "nomn":
            yield from self._predicates(at, old, new)

    def _of_one(self, old: Agreement, new: Agreement) -> _Agreement:
        """Return the change as of the one that is picked: «одна из заявок, которую вы ждёте»."""
        one = copy(self)
        one._old, one._new = old, new
        return one

    def _case_of_picked(self, at: int, readings: list[Reading]) -> str:
        """Tell the case of «одной» in «с одной из услуг», «пользуюсь одной из услуг»."""
        cases = {r.case for r in readings}
        left = at - 1
        while left >= 0 and (self._units[left].key == "ни" or self._units[left].of("ADJF")):
            left -= 1
        before = self._units[left] if left >= 0 else None
        governed = PREPOSITIONS[before.key] & cases if before and before.is_preposition else None
        if governed:
            return min(governed)
        if {"nomn", "accs"} <= cases:
            nominative = next(r for r in readings if r.case == "nomn")
            noun = Noun(at, nominative, ambiguous=True)
            return "accs" if is_object(self._analysis, noun) else "nomn"
        if not {"gent", "datv", "ablt"} <= cases or (before and before.of("NOUN")):
            return readings[0].case
        clause = [self._units[one] for one in clause_units(self._analysis, at)]
        ruling = {r.lemma for u in clause for r in u.readings}
        keys = {u.key for u in clause}
        if ruling & INSTRUMENTAL_VERBS and not ("быть" in ruling and keys & {"не", "нет"}):
            return "ablt"
        return "datv" if ruling & DATIVE_VERBS else "gent"

    def _one_after(self) -> int | None:
        """Find один in «из трёх дефектов остался один»."""
        preposition = self._group.preposition
        genitive = self._old.case == "gent" and self._old.number == "plur"
        if preposition is None or not genitive or self._units[preposition].key != "из":
            return None
        _, end = self._analysis.segments[self._analysis.segment_of(self._change.last)]
        for unit in self._units[self._change.last + 1 : end]:
            following = self._units[unit.index + 1] if unit.index + 1 < len(self._units) else None
            counts = any(r.lemma in ONE_OF and r.gender for r in unit.of("ADJF"))
            if counts and (following is None or not following.of("NOUN")):
                return unit.index
        return None

    def _preposition(self, before: list[Edit]) -> Iterator[Edit]:
        at = self._group.preposition
        if at is None:
            return
        unit = self._units[at]
        first = self._units[self._group.left]
        following = next((e.text for e in before if e.start == first.start), first.text)
        if first.index == self._change.first:
            following = self._change.spelled
        elif following == first.text:
            return
        chosen = preposition_before(unit.key, following)
        if chosen != unit.key:
            yield Edit(unit.start, unit.end, like(unit.text, chosen, first.text))

    def _after(self) -> Iterator[Edit]:
        analysis, old = self._analysis, self._old
        for at in attributes_after(analysis, self._change.last, old):
            yield from self._attribute(at, old, self._new)
        for at in groups_after_comma(analysis, self._change.last, old):
            yield from self._attribute(at, old, self._new)
            _, end = analysis.segments[analysis.segment_of(at)]
            yield from self._called(list(range(at, end)))
