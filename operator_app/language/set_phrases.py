"""Words said aside, where the same words mean what they say: «скажем вам», «вернее, в четверг»."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from operator_app.domain.phrases import Place
from operator_app.language.morphology import Reading, fold, readings
from operator_app.language.surroundings import allows
from operator_app.language.syntax_words import PARENTHETICALS
from operator_app.language.tokens import Kind

if TYPE_CHECKING:
    from operator_app.domain.phrases import Rule
    from operator_app.language.tokens import Sentence

_ASIDE: Final = frozenset({"вернее", "точнее", "скорее", "короче", "честнее", "проще"})


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
