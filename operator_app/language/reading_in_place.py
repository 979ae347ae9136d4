"""Which reading of a matched word counts where it stands: the one meant, or another word."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from operator_app.language.analogy import by_analogy, is_by_analogy
from operator_app.language.capitals import is_capitals
from operator_app.language.comparatives import compares_action
from operator_app.language.fixed_readings import is_free, is_set_phrase, means_part_of_speech
from operator_app.language.inflection import (
    agreement_of,
    attribute_form,
    second_form,
    with_number,
)
from operator_app.language.morphology import Reading, fold, indeclinable, readings
from operator_app.language.noun_group import same_form
from operator_app.language.phrase_structure import AS_NOUN, Role, as_noun, group
from operator_app.language.plausibility import MOST_BY_CASE, case_weights, plausibility
from operator_app.language.proper_names import PROPER, is_proper_name
from operator_app.language.segments import governed_units, is_finite
from operator_app.language.set_phrases import is_said_aside, is_stated
from operator_app.language.syntax_words import ADVERBIAL, GOVERNING, PREPOSITIONS
from operator_app.language.tokens import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from operator_app.domain.phrases import Rule
    from operator_app.language.analysis import Analysis
    from operator_app.language.phrase_trie import Match
    from operator_app.language.tokens import Sentence

_DOERS = ("ер", "ор", "ист", "щик", "чик", "ант", "ент")
_NEVER_NOMINATIVE = frozenset({"про", "через", "к", "ко", "от", "из", "у", "без", "для", "до"})
_EACH_OTHER = frozenset({"друга", "другу", "другом", "друге"})

_ADVERBIAL_WITH: Final = {
    word: tuple(one for one in ADVERBIAL if word in one.split())
    for phrase in ADVERBIAL
    for word in phrase.split()
}

LONGEST_SENTENCE = 300
"""In tokens; in a longer one the commoner word counts, without a look at its neighbours."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A reading with its plausibility."""

    reading: Reading
    weight: float


def stands_as(
    sentence: Sentence, match: Match, rule: Rule, analysed: Callable[[], Analysis]
) -> bool:
    """Tell whether the matched words can be the words of the rule where they stand.

    `analysed` gives the analysis of the sentence; it is asked for only where readings compete.
    """
    phrase = match.entry.phrase
    if phrase.head < 0:
        return _stands_frozen(sentence, match, rule, analysed)
    meant = head_readings(sentence, match)
    if not meant:
        return False
    if len(phrase.words) == 1 and _is_another(sentence, match, meant, analysed):
        return False
    if _is_mutual(sentence, match.head) or _is_adverbial(sentence, match):
        return False
    if all(r.pos == "COMP" for r in meant) and compares_action(
        analysed(), analysed().unit_of_token[match.head]
    ):
        return False
    if all(r.has("NOUN", "Subx") for r in meant) and _describes(analysed(), match, meant):
        return False
    if _is_unlisted(sentence, match, meant):
        return False
    others = [r for r in _possible(sentence, match) if not _same_word(r, meant[0])]
    if "Pltm" in meant[0].tags and not _is_counted(sentence, match.first):
        # «Духов нет»: what a rule names in the plural is meant by the plural of дух too.
        cases = {r.case for r in meant}
        others = [r for r in others if r.pos != "NOUN" or r.number != "plur" or r.case not in cases]
    if match.first and all(r.case == "loct" for r in meant) and not _is_led(sentence, match.first):
        # «заварите мате»
        return False
    guessed = not any(r.known for r in (*meant, *others))
    if not others or guessed or len(phrase.words) > 1:
        return not _is_unlisted_after(sentence, match.first, meant)
    if len(sentence.tokens) > LONGEST_SENTENCE:
        return max(r.score for r in meant) >= max(r.score for r in others)
    return _is_likelier(analysed(), match, list(meant), others)


def _stands_frozen(
    sentence: Sentence, match: Match, rule: Rule, analysed: Callable[[], Analysis]
) -> bool:
    """Tell whether a phrase that nothing inflects means what its rule does."""
    at = match.first
    if len(sentence.tokens) > LONGEST_SENTENCE:
        return True
    if at != match.last:
        if not is_set_phrase(rule):
            return True
        units = analysed().unit_of_token
        return not is_free(analysed(), units[at], units[match.last], rule)
    token = sentence.tokens[at]
    if _is_adverbial(sentence, match) or is_said_aside(sentence, at, token.key, ()):
        return False
    if is_stated(rule, sentence, at):
        return False
    if rule.pos:
        return _stands_as_part_of_speech(sentence, match, rule.pos, analysed)
    meant, others = means_part_of_speech(rule, _possible(sentence, match))
    return not (meant and others) or _is_likelier(analysed(), match, meant, others)


def _is_another(
    sentence: Sentence, match: Match, meant: tuple[Reading, ...], analysed: Callable[[], Analysis]
) -> bool:
    """Tell whether a word is a name where it stands, or said aside."""
    phrase = match.entry.phrase
    own = phrase.words[phrase.head].token
    if is_proper_name(sentence, match, meant, analysed):
        return True
    return is_said_aside(sentence, match.head, own.key, meant)


def weighed_readings(analysis: Analysis, sentence: Sentence, match: Match) -> tuple[Weighed, ...]:
    """Return the readings of the head that are meant, likeliest where they stand first."""
    meant = list(head_readings(sentence, match))
    head = analysis.unit_of_token[match.head]
    first = analysis.unit_of_token[match.first]
    cases = case_weights(analysis, head, meant)
    found = [
        Weighed(r, plausibility(analysis, first, head, r) + cases.get(r.case, 0.0)) for r in meant
    ]
    return tuple(sorted(found, key=lambda one: (-one.weight, "anim" in one.reading.tags)))


def head_readings(sentence: Sentence, match: Match) -> tuple[Reading, ...]:
    """Return the readings of the matched head that are the rule's word and fit its attributes."""
    model = match.entry.phrase.head_reading
    if model is None:
        return ()
    same = [r for r in _possible(sentence, match) if same_entry(r, model)]
    if AS_NOUN in model.tags:
        return tuple(noun for r in same if (noun := as_noun(r, model)) is not None)
    return tuple(r for r in same if _attributes_agree(sentence, match, r))


def _same_word(reading: Reading, model: Reading) -> bool:
    """Tell also «пол», that nothing inflects, for the floor it is a half of."""
    half = reading.lemma == model.lemma and "Fixd" in reading.tags and reading.pos == model.pos
    return half or same_entry(reading, model)


def same_entry(reading: Reading, model: Reading) -> bool:
    """Tell whether two readings belong to one dictionary entry (a participle: to its own forms)."""
    if reading.lemma != model.lemma or group(reading.pos) != group(model.pos):
        return False
    if reading.pos == "NOUN" and reading.known and model.known:
        # Орёл is a town and a bird; «пол» is a floor and what «пол-» means.
        apart = {"Fixd", "Geox"}
        # «супруга» has the lemma of «супруг».
        other = {reading.gender, model.gender} == {"masc", "femn"} and "anim" in model.tags
        return reading.tags & apart == model.tags & apart and not other
    if model.pos == "PRTF":
        shape = {"past", "pres", "actv", "pssv"}
        return reading.pos in {"PRTF", "PRTS"} and reading.tags & shape == model.tags & shape
    return True


def _possible(sentence: Sentence, match: Match) -> tuple[Reading, ...]:
    text = sentence.tokens[match.head].text
    model = match.entry.phrase.head_reading
    found = readings(text)
    if not found and model is not None and model.pos == "NOUN" and not model.known:
        return indeclinable(text)
    unnamed = not any(r.pos == "NOUN" for r in found) and is_capitals(text)
    if unnamed and model is not None and not model.known:
        return indeclinable(text)
    if model is not None and is_by_analogy(model):
        return (*(r for r in found if r.known), *by_analogy(text))
    if found and all({"Abbr", "Fixd"} <= r.tags for r in found):
        # «СМС не пришла»: the dictionary knows one gender of an acronym, people use all.
        return indeclinable(text)
    if model is not None and model.tags & PROPER:
        return found
    if text[:1].isupper() and match.head > 0:
        return found
    plain = tuple(r for r in found if not r.tags & PROPER) or found
    if plain and not any(r.known for r in plain) and not text.endswith(_DOERS):
        return _as_things(plain)
    return plain


def _as_things(found: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """Let a noun the dictionary guesses to be alive («фидбек») be a thing: most such words are."""
    things = tuple(
        replace(r, tags=r.tags - {"anim"} | {"inan"}) if r.pos == "NOUN" else r
        for r in found
        if not (r.case == "accs" and r.gender == "masc" and "anim" in r.tags)
    )
    made = [
        replace(r, case="accs", tags=r.tags - {"nomn"} | {"accs"})
        for r in things
        if r.pos == "NOUN" and r.case == "nomn" and r.gender == "masc"
    ]
    return things if any(r.case == "accs" for r in things) else (*things, *made)


def _is_led(sentence: Sentence, at: int) -> bool:
    """Tell whether a preposition that takes a locative stands before a phrase."""
    return any("loct" in PREPOSITIONS.get(token.key, ()) for token in sentence.tokens[:at])


def _is_counted(sentence: Sentence, at: int) -> bool:
    """Tell «пять часов» from «часы стоят»."""
    while at and readings(sentence.tokens[at - 1].text)[:1]:
        # «двух знатных родов»
        if readings(sentence.tokens[at - 1].text)[0].pos not in {"ADJF", "PRTF"}:
            break
        at -= 1
    before = sentence.tokens[at - 1] if at else None
    return before is not None and (
        before.kind is Kind.NUMBER or any(r.pos == "NUMR" for r in readings(before.text))
    )


def _is_unlisted(sentence: Sentence, match: Match, meant: tuple[Reading, ...]) -> bool:
    """Tell «прокатный карт», a word the dictionary lacks, from «карт» as several of «карта»."""
    before = sentence.tokens[match.first - 1] if match.first else None
    several = all((r.case, r.number) == ("gent", "plur") and r.pos == "NOUN" for r in meant)
    if before is None or not several or before.kind is not Kind.WORD or before.quoted:
        return False
    found = readings(before.text)
    return (
        bool(found)
        and all(
            r.pos == "ADJF"
            and (r.number, r.gender) == ("sing", "masc")
            and r.case in {"nomn", "accs"}
            for r in found
            if r.score > 0.05
        )
        and not any(r.lemma in GOVERNING for r in found)
    )


def _is_unlisted_after(sentence: Sentence, at: int, meant: tuple[Reading, ...]) -> bool:
    """Tell «про опера», a word the dictionary lacks: right there no nominative stands."""
    before = sentence.tokens[at - 1].key if at else ""
    alone = all(r.known and (r.pos, r.case, r.number) == ("NOUN", "nomn", "sing") for r in meant)
    return alone and before in _NEVER_NOMINATIVE


def _is_mutual(sentence: Sentence, at: int) -> bool:
    """Tell «друг друга», «друг с другом» from «друг ждёт»."""
    keys = [token.key for token in sentence.tokens]
    if not keys[at].startswith("друг"):
        return False
    before, after = keys[max(0, at - 2) : at], keys[at + 1 : at + 3]
    twin = keys[at] == "друг" and any(one in _EACH_OTHER for one in after)
    return twin or (keys[at] in _EACH_OTHER and "друг" in before)


def _is_adverbial(sentence: Sentence, match: Match) -> bool:
    """Tell «до сих пор» from «пора отпусков»."""
    at = match.head
    phrases = _ADVERBIAL_WITH.get(sentence.tokens[at].key)
    if phrases is None or match.first != match.last:
        return False
    around = [token.key for token in sentence.tokens[max(0, at - 3) : at + 4]]
    return any(f" {one} " in f" {' '.join(around)} " for one in phrases)


def _describes(analysis: Analysis, match: Match, meant: tuple[Reading, ...]) -> bool:
    """Tell «отдыхающие у моря клиенты» from «отдыхающие ждут»: a noun it agrees with follows."""
    head = analysis.unit_of_token[match.head]
    governed = governed_units(analysis)
    for unit in analysis.units[head + 1 : head + 5]:
        if unit.kind is not Kind.WORD or is_finite(unit):
            return False
        if unit.index not in governed and unit.of("NOUN"):
            return any(same_form(noun, r) for noun in unit.of("NOUN") for r in meant)
    return False


def _is_likelier(
    analysis: Analysis, match: Match, meant: list[Reading], others: list[Reading]
) -> bool:
    """Compare the best of both; subject or object is asked only where it may decide: it is dear."""
    head = analysis.unit_of_token[match.head]
    first = analysis.unit_of_token[match.first]
    rivals = [plausibility(analysis, first, head, r) for r in others]
    # Syntax adds to nominatives alone, and never takes away: then the first that is enough decides.
    fixed = not any(r.case == "nomn" for r in others)
    meant = sorted(meant, key=lambda r: r.case == "nomn")
    scores = []
    for reading in meant:
        scores.append(plausibility(analysis, first, head, reading))
        if fixed and scores[-1] >= max(rivals):
            return True
    lead = max(scores) - max(rivals)
    if abs(lead) > MOST_BY_CASE:
        return lead > 0
    totals = []
    for side, weights in ((meant, scores), (others, rivals)):
        cases = case_weights(analysis, head, side)
        totals.append(max(w + cases.get(r.case, 0.0) for w, r in zip(weights, side, strict=True)))
    return totals[0] >= totals[1]


def _stands_as_part_of_speech(
    sentence: Sentence, match: Match, pos: str, analysed: Callable[[], Analysis]
) -> bool:
    if match.first != match.last:
        return True
    found = _possible(sentence, match)
    meant = [r for r in found if r.pos == pos]
    others = [r for r in found if r.pos != pos]
    if not meant or not others:
        return bool(meant)
    return _is_likelier(analysed(), match, meant, others)


def _attributes_agree(sentence: Sentence, match: Match, head: Reading) -> bool:
    if head.pos != "NOUN":
        return True
    asks = [agreement_of(head)]
    if head.case == "gent" and head.number == "sing":
        # After a count of 2–4: «две большие поломки», «два больших дефекта».
        asks += [with_number(asks[0], "plur", case) for case in ("nomn", "gent")]
    for word, at in zip(match.entry.phrase.words, match.slots, strict=True):
        if word.reading is None or at < 0:
            continue
        spelled = sentence.tokens[at].key
        if word.role is Role.BESIDE and fold(second_form(word.reading, head)) != spelled:
            return False
        if word.role is not Role.AGREES:
            continue
        allowed = [attribute_form(word.reading, ask) for ask in asks]
        if not any(form and form.word.replace("ё", "е") == spelled for form in allowed):
            return False
    return True
