"""What a noun changes beyond its group: its predicates, который and the clause of который."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from operator_app.language.analysis import is_digit_ordinal, ordinal_text
from operator_app.language.capitals import like
from operator_app.language.clauses import FARTHEST, clause_units, has_own_subject, relative_clause
from operator_app.language.edits import Edit
from operator_app.language.elliptic_clauses import elliptic_clauses
from operator_app.language.inflection import (
    Agreement,
    agreement_of,
    attribute_form,
    predicate_form,
)
from operator_app.language.likely_subjects import Noun
from operator_app.language.nominal_predicates import said_of_object, said_of_subject
from operator_app.language.noun_group import (
    agreeing,
    fits,
    noun_group,
)
from operator_app.language.segments import SegmentKind, agrees_with, segment_kind
from operator_app.language.subjects import is_object, own_predicates
from operator_app.language.syntax_words import (
    CALLING,
    DATIVE_VERBS,
    FLOATING,
    GENITIVE_VERBS,
    INSTRUMENTAL_VERBS,
    MEASURES,
    PREPOSITIONS,
    RELATIVES,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from operator_app.language.analysis import Analysis, Unit
    from operator_app.language.morphology import Reading


@dataclass(frozen=True, slots=True)
class Change:
    """A noun phrase over the units [first, last] with its head, before and after.

    `spelled` is the new phrase as it will stand; its first letters decide the preposition.
    `counted` is what the words around take where a count gives the head another form.
    """

    first: int
    last: int
    head: int
    old: Reading
    new: Reading
    spelled: str
    counted: Agreement | None = None


class PredicateAgreement:
    """The changes for one noun; an object because each kind of change reads the same few facts."""

    def __init__(self, analysis: Analysis, change: Change) -> None:
        self._analysis = analysis
        self._units = analysis.units
        self._change = change
        self._old = agreement_of(change.old)
        self._new = change.counted or agreement_of(change.new)
        self._group = noun_group(analysis, change.first, self._old)

    def _differs(self) -> bool:
        old, new = self._old, self._new
        gender = old.number == "sing" and old.gender != new.gender
        return gender or old.number != new.number or old.animate != new.animate

    def _attribute(self, at: int, old: Agreement, new: Agreement) -> Iterator[Edit]:
        reading = agreeing(self._units[at], old)
        if reading is None and old.number == "plur":
            # «первый и второй дефекты»
            old, new = replace(old, number="sing"), replace(new, number="sing")
            reading = agreeing(self._units[at], old)
        form = attribute_form(reading, new) if reading is not None else None
        if form is not None:
            yield self._edit(at, form)

    def _is_subject(self) -> bool:
        return self._old.case == "nomn" and self._group.preposition is None

    def _predicates(self, head: int, old: Agreement, new: Agreement) -> Iterator[Edit]:
        noun = Noun(head, _as_nominative(self._change.old, old), ambiguous=False)
        scope = clause_units(self._analysis, head)
        yield from self._predicate_edits(noun, new, scope)
        own = own_predicates(self._analysis, noun, scope)
        for beside in elliptic_clauses(self._analysis, noun, own):
            yield from self._predicate_edits(noun, new, beside)
        for at in said_of_subject(self._analysis, self._change.last, old, own):
            yield from self._attribute(at, old, new)
        for at in scope:
            unit = self._units[at]
            floating = agreeing(unit, old)
            prior = self._units[at - 1] if at else None
            numbered = prior is not None and prior.key == "номер"
            if at <= self._change.last or numbered or self._is_pronoun(at):
                continue
            following = self._units[at + 1] if at + 1 < len(self._units) else None
            same = prior is not None and prior.key == "и" and following and following.key == "же"
            floats = floating is not None and (floating.lemma in FLOATING or same)
            if floats and not (following and following.of("NOUN")):
                yield from self._attribute(at, old, new)

    def _is_pronoun(self, at: int) -> bool:
        """Tell «и всё решилось» from «опасение всё там»: another clause has its own subject."""
        analysis = self._analysis
        elsewhere = analysis.segment_of(at) != analysis.segment_of(self._change.head)
        return elsewhere and self._units[at].key == "все"

    def _object_predicatives(self) -> Iterator[Edit]:
        """Change what a verb calls its object: «дефект назвали случайным»; its state: «целым»."""
        for at in said_of_object(self._analysis, self._change.last, self._old):
            for case in ("accs", "ablt"):
                old, new = replace(self._old, case=case), replace(self._new, case=case)
                yield from self._attribute(at, old, new)
        yield from self._called(clause_units(self._analysis, self._change.head))

    def _called(self, scope: list[int]) -> Iterator[Edit]:
        """Change what the noun is called: «назвали случайным», «признанный случайным»."""
        parts = ("VERB", "INFN", "GRND", "PRTF")
        verbs = [at for at in scope if any(r.lemma in CALLING for r in self._units[at].of(*parts))]
        old, new = replace(self._old, case="ablt"), replace(self._new, case="ablt")
        for at in scope:
            following = self._units[at + 1] if at + 1 < len(self._units) else None
            owned = following is not None and bool(following.of("NOUN", "ADJF", "PRTF"))
            if verbs and verbs[0] < at and not owned and agreeing(self._units[at], old):
                yield from self._attribute(at, old, new)

    def _predicate_edits(self, noun: Noun, new: Agreement, scope: list[int]) -> Iterator[Edit]:
        for at in own_predicates(self._analysis, noun, scope):
            unit = self._units[at]
            nominal = [r for r in unit.of("ADJF", "PRTF") if r.case in {"nomn", "ablt"}]
            if nominal and not _as_predicates(unit, noun.nominative):
                case = next((r.case for r in nominal if r.case == "ablt"), "nomn")
                old = Agreement(case, noun.nominative.number, noun.nominative.gender, animate=False)
                yield from self._attribute(at, old, replace(new, case=case))
                continue
            for reading in _as_predicates(unit, noun.nominative):
                form = predicate_form(reading, new.number, new.gender)
                if form is not None:
                    yield self._edit(at, form)
                    break

    def _relatives(self) -> Iterator[Edit]:
        """Change который in the clauses that follow the noun, and what agrees with it there."""
        analysis = self._analysis
        home = analysis.segment_of(self._change.last)
        if home < 0 or not self._is_nearest_antecedent(home):
            return
        for ordinal in range(home + 1, min(home + FARTHEST, len(analysis.segments))):
            kind = segment_kind(analysis, ordinal)
            if kind is SegmentKind.RELATIVE or self._joins_which(ordinal):
                yield from self._relative(ordinal)
            elif self._is_same_that(ordinal):
                yield from self._that(ordinal)
            elif kind not in {SegmentKind.DETACHED, SegmentKind.INSERT}:
                return
            elif self._names_alike(*analysis.segments[ordinal]):
                # «рейс, отменённый из-за тумана, который лёг на город»
                return

    def _joins_which(self, ordinal: int) -> bool:
        """Tell «…, поданная в марте и которую вы меняли»."""
        start, end = self._analysis.segments[ordinal]
        opens = start < end and agreeing(self._units[start], self._old) is not None
        return opens and any(
            self._units[u.index - 1].key == "и" and any(r.lemma == "который" for r in u.of("ADJF"))
            for u in self._units[start + 1 : end]
        )

    def _is_same_that(self, ordinal: int) -> bool:
        """Tell «тот брак, что был в мае» from «сказали о браке, что …»."""
        start, _ = self._analysis.segments[ordinal]
        shown = any(
            r.lemma == "тот" for at in self._group.attributes for r in self._units[at].readings
        )
        if start >= len(self._units) or self._units[start].key != "что":
            return False
        # «заявка, что пришла вчера»: only a noun left out can have this gender.
        left_out = self._old.gender != "neut" and self._old.number == "sing"
        return shown or (left_out and not has_own_subject(self._analysis, ordinal))

    def _that(self, ordinal: int) -> Iterator[Edit]:
        start, _ = self._analysis.segments[ordinal]
        subject = _as_nominative(self._change.old, self._old)
        scope = relative_clause(self._analysis, ordinal)
        new = replace(self._new, case="nomn")
        yield from self._predicate_edits(Noun(start, subject, ambiguous=True), new, scope)

    def _is_nearest_antecedent(self, home: int) -> bool:
        return not self._names_alike(self._change.last + 1, self._analysis.segments[home][1])

    def _names_alike(self, first: int, end: int) -> bool:
        """Tell whether который after the units [first, end) may stand for a noun of theirs."""
        for at in range(first, end):
            for noun in self._units[at].of("NOUN"):
                singular = noun.number == "sing"
                same = noun.number == self._old.number and (
                    singular or noun.case == self._own_case(at)
                )
                if same and (noun.number == "plur" or noun.gender == self._old.gender):
                    return True
        return False

    def _own_case(self, at: int) -> str:
        found = self._units[at].of("NOUN")
        return found[0].case if found else ""

    def _relative(self, ordinal: int) -> Iterator[Edit]:
        start, end = self._analysis.segments[ordinal]
        for at in range(start, end):
            found = [
                r
                for r in self._units[at].of("ADJF")
                if r.lemma in RELATIVES and fits(r, replace(self._old, case=r.case))
            ]
            if not found or found[0].lemma == "чей":
                continue
            case = self._relative_case(at, found, ordinal)
            old = replace(self._old, case=case)
            new = replace(self._new, case=case)
            yield from self._attribute(at, old, new)
            if case == "accs":
                yield from self._called(relative_clause(self._analysis, ordinal))
            if case == "nomn":
                subject = next(r for r in found if r.case == "nomn")
                scope = self._of_which(at, ordinal)
                noun = Noun(at, subject, ambiguous=False)
                yield from self._predicate_edits(noun, new, scope)
                own = own_predicates(self._analysis, noun, scope)
                for said in said_of_subject(self._analysis, at, old, own):
                    yield from self._attribute(said, old, new)

    def _relative_case(self, at: int, found: list[Reading], ordinal: int) -> str:
        before = self._units[at - 1] if at else None
        cases = {r.case for r in found}
        if before is not None and before.is_preposition:
            governed = sorted(cases & PREPOSITIONS[before.key])
            return governed[0] if governed else found[0].case
        if {"gent", "datv", "ablt"} <= cases:
            return self._case_by_verb(at, ordinal)
        if {"gent", "accs"} <= cases and "nomn" not in cases:
            scope = relative_clause(self._analysis, ordinal)
            verbs = [r for one in scope for r in self._units[one].of("VERB", "INFN")]
            return "accs" if any("tran" in r.tags for r in verbs) else "gent"
        if {"nomn", "accs"} <= cases:
            nominative = next(r for r in found if r.case == "nomn")
            if not self._old.animate:
                nominative = replace(nominative, tags=nominative.tags | {"inan"})
            noun = Noun(at, nominative, ambiguous=True)
            scope = self._of_which(at, ordinal)
            someone = any(r.case == "nomn" for one in scope for r in self._units[one].of("NPRO"))
            # «которое вы советовали»: what says nothing of который has it for its object.
            said = not someone or own_predicates(self._analysis, noun, scope)
            return "nomn" if said and not is_object(self._analysis, noun, scope) else "accs"
        return found[0].case

    def _of_which(self, at: int, ordinal: int) -> list[int]:
        """Return the clause of one который of «…, который был в мае и который мы ждали»."""
        which = [
            one
            for one in range(*self._analysis.segments[ordinal])
            if any(r.lemma == "который" for r in self._units[one].of("ADJF"))
        ]
        first = at if at in which[1:] else 0
        end = next((one for one in which if one > at), len(self._units))
        return [one for one in relative_clause(self._analysis, ordinal) if first <= one < end]

    def _case_by_verb(self, at: int, ordinal: int) -> str:
        """Tell «которой вы пользуетесь» from «которой вы верите» and «номер которой»."""
        before = self._units[at - 1] if at else None
        if before is not None and before.of("NOUN"):
            return "gent"
        scope = relative_clause(self._analysis, ordinal)
        said = [r for one in scope for r in self._units[one].of("VERB", "INFN", "PRTS", "ADJS")]
        verbs = {r.lemma for r in said}
        if not said and any(r.lemma in MEASURES for u in scope for r in self._units[u].of("NOUN")):
            # «которой уже месяц»
            return "datv"
        if verbs & (INSTRUMENTAL_VERBS - {"быть"}):
            return "ablt"
        if verbs & DATIVE_VERBS:
            return "datv"
        denied = any(self._units[one].key == "не" for one in scope) or verbs & GENITIVE_VERBS
        # «которой вы открыли файл»: its verb has another object.
        means = any("tran" in r.tags for r in said) and any(
            r.case == "accs" for one in scope for r in self._units[one].of("NOUN")
        )
        return "ablt" if means and not denied else "gent"

    def _edit(self, at: int, form: Reading) -> Edit:
        unit = self._units[at]
        if is_digit_ordinal(unit):
            return Edit(unit.start, unit.end, ordinal_text(unit, form))
        return Edit(unit.start, unit.end, like(unit.text, form.word, self._word_after(at)))

    def _word_after(self, at: int) -> str:
        return self._units[at + 1].text if at + 1 < len(self._units) else ""


def _as_predicates(unit: Unit, subject: Reading) -> list[Reading]:
    """Return the readings that agree with the subject, the likeliest predicate first.

    A participle of something done comes first: «удалена», not «удалённа», but «видна».
    """
    short = max((r.score for r in unit.of("ADJS")), default=0.0)
    # «тих» is of a verb too, though seldom.
    verbs = [r for r in unit.of("VERB") if r.score > short]
    found = (*verbs, *unit.of("ADJS"), *unit.of("PRTS"))
    done = sorted(found, key=_rank_of_predicate)
    return [r for r in done if agrees_with(subject, r)]


def _rank_of_predicate(reading: Reading) -> int:
    if reading.pos == "ADJS":
        return 3 if reading.lemma.endswith(("нный", "тый")) else 1
    # «заметён» is spelled as «заметен» is, and is not what «заметен» means.
    return 2 if reading.pos == "PRTS" and ("perf" not in reading.tags or "ё" in reading.word) else 0


def _as_nominative(noun: Reading, ask: Agreement) -> Reading:
    """Return the noun's reading as a nominative of the gender and number asked."""
    return replace(noun, case="nomn", number=ask.number, gender=ask.gender)
