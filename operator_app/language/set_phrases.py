"""Set phrases and words said aside, where the same words mean what they say: «со временем визита».

A fixed phrase «со временем» is an adverb; its words may also stand each for itself.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from operator_app.domain.phrases import Place
from operator_app.language.morphology import Reading, fold, readings
from operator_app.language.segments import is_finite
from operator_app.language.surroundings import allows
from operator_app.language.syntax_words import INSTRUMENTAL_VERBS, PARENTHETICALS, RELATIVES
from operator_app.language.tokens import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from operator_app.domain.phrases import Rule
    from operator_app.language.analysis import Analysis, Unit
    from operator_app.language.tokens import Sentence

_ADVERBIAL: Final = frozenset(
    [
        "со временем",
        "своим ходом",
        "ровным счетом",
        "тем временем",
        "тем самым",
        "стало быть",
        "так себе",
        "то есть",
        "первым делом",
        "одним словом",
        "самым образом",
        "таким образом",
        "полным ходом",
        "другим образом",
    ]
)
_ASIDE: Final = frozenset({"вернее", "точнее", "скорее", "короче", "честнее", "проще"})
_LITTLE: Final = frozenset({"ADVB", "PREP", "CONJ", "PRCL"})


def is_free(sentence: Sentence, first: int, last: int, analysed: Callable[[], Analysis]) -> bool:
    """Tell «со временем визита», «с тем самым мастером» from the adverb of the same words."""
    spelled = " ".join(token.key for token in sentence.tokens[first : last + 1])
    if spelled not in _ADVERBIAL:
        return False
    analysis = analysed()
    start, end = analysis.unit_of_token[first], analysis.unit_of_token[last]
    before = analysis.units[start - 1] if start else None
    after = analysis.units[end + 1 : end + 3]
    if spelled == "стало быть":
        return any(r.case == "ablt" for u in after[:1] for r in u.of("NOUN", "ADJF", "NPRO"))
    if spelled == "так себе":
        return [u.key for u in after[:1]] == ["и"]
    if spelled == "то есть":
        # «то есть связь, то её нет»
        rest = [u.text for u in analysis.units[end + 1 :]]
        return any(pair == (",", "то") for pair in pairwise(rest))
    if before is not None and (before.is_preposition or before.key == "так" or _rules(before)):
        return True
    return _is_gone_on_with(analysis.units[end], after)


def _rules(before: Unit) -> bool:
    """Tell «недоволен своим ходом», «определитесь со временем»."""
    return any(r.lemma in INSTRUMENTAL_VERBS for r in before.readings)


def _is_gone_on_with(last: Unit, after: tuple[Unit, ...]) -> bool:
    """Tell «тем временем, которое», «со временем визита», «тем самым мастером»."""
    if [u.text for u in after[:1]] == [","]:
        return any(r.lemma in RELATIVES for u in after[1:] for r in u.readings)
    if not after:
        return False
    if last.of("ADJF"):
        return any(r.case == "ablt" for r in after[0].of("NOUN", "ADJF"))
    cases = {r.case for r in after[0].of("NOUN", "ADJF") if r.number == "sing"}
    return "gent" in cases and "nomn" not in cases and not is_finite(after[0])


def meant_part(rule: Rule, text: str) -> str:
    """Return the part of speech a fixed word has in its rule, by the first word approved.

    Empty where nothing tells: «Рядом» for «Поблизости» is the adverb, never the row.
    """
    own = {r.pos for r in readings(text)}
    if rule.place is not Place.ANY or own.isdisjoint({"NOUN", "VERB", "ADJS"}):
        return ""
    wording = rule.approved[0].text if rule.approved else ""
    other = [r.pos for r in readings(wording)][:1]
    return other[0] if other and other[0] in own and other[0] in _LITTLE and len(own) > 1 else ""


def is_stated(rule: Rule, sentence: Sentence, at: int) -> bool:
    """Tell the verb in «скажем вам вечером» from «скажем» in the sense of «например»."""
    wording = fold(rule.approved[0].text) if rule.approved else ""
    verb = any(r.pos == "VERB" for r in readings(sentence.tokens[at].text))
    return verb and wording in PARENTHETICALS and not allows(Place.SET_OFF, sentence, at, at)


def is_said_aside(sentence: Sentence, at: int, own: str, meant: tuple[Reading, ...]) -> bool:
    """Tell «вернее, в четверг», «не волнуйтесь, чай, доедет», «см. ниже» from the word meant.

    `own` is the rule's own spelling.
    """
    tokens = sentence.tokens
    key = tokens[at].key
    before = tokens[at - 1].text if at else ","
    after = tokens[at + 1].text if at + 1 < len(tokens) else ""
    if key == "см" and after == "." and tokens[at - 1].kind is not Kind.NUMBER:
        return True
    if key in _ASIDE and before == "," and after == ",":
        return key != own and all(r.pos == "COMP" for r in meant)
    number = at > 0 and tokens[at - 1].kind is Kind.NUMBER
    if (key == "мин" and number and any(r.lemma == "мина" for r in meant)) or (
        key == "надо" and [t.key for t in tokens[at + 1 : at + 2]] in (["мной"], ["мною"])
    ):
        # «15 мин», «надо мной»
        return True
    if key == "норм" and any(r.lemma == "норма" for r in meant):
        # «всё норм», but «нет норм», «выше норм»
        return before in {",", "все", "всё", "это"} or tokens[at - 1].key in {"уже", "все", "вроде"}
    if key in {"давайте", "давай"} and any(r.lemma == "давать" for r in meant):
        # «давайте проверим», but «давайте скидку»
        return any(
            r.pos == "INFN" or r.has("VERB", "1per")
            for token in tokens[at + 1 : at + 4]
            for r in readings(token.text)[:1]
        )
    if (
        key.startswith("кадр")
        and at
        and (tokens[at - 1].key.startswith("отдел") or (tokens[at - 1].key, key) == ("в", "кадры"))
    ):
        # «отдел кадров»
        return True
    follows = [token.key for token in tokens[at + 2 : at + 3]]
    if key == "мол" and before == "," and after in {",", ":"}:
        return True
    return key == "чай" and before == after == "," and (at > 0 or follows == ["не"])
