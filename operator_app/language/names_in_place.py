"""Names spelled like things where they stand: «Роза Маратовна», «Жуков звонил», «река Десна»."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from operator_app.language.capitals import is_capitals
from operator_app.language.morphology import Reading, readings
from operator_app.language.segments import agrees_with, is_finite
from operator_app.language.syntax_words import HUMAN_VERBS
from operator_app.language.tokens import WORDLIKE, Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from operator_app.language.analysis import Analysis
    from operator_app.language.tokens import Sentence, Token

PROPER: Final = frozenset({"Surn", "Name", "Patr", "Geox", "Orgn", "Init"})
_NAMED: Final = frozenset(
    [
        "город",
        "река",
        "станция",
        "поселок",
        "село",
        "деревня",
        "улица",
        "остров",
        "озеро",
        "проспект",
        "площадь",
        "бульвар",
        "шоссе",
        "аэропорт",
        "платформа",
        "микрорайон",
        "область",
        "республика",
        "переулок",
        "метро",
        "парк",
        "район",
        "фамилия",
    ]
)
"""What a name in the nominative or in a case of its own stands after."""
_ACRONYMS: Final = frozenset(
    [
        "ваз",
        "газ",
        "уаз",
        "паз",
        "маз",
        "зил",
        "то",
        "ту",
        "тут",
        "сто",
        "мот",
        "гол",
        "рак",
        "мак",
        "пар",
    ]
)
"""Acronyms that are words as well when they are not in capitals."""
_ADDRESSED: Final = frozenset(
    [
        "вы",
        "вам",
        "вас",
        "ваш",
        "ваша",
        "ваше",
        "ваши",
        "спасибо",
        "здравствуйте",
        "добрый",
        "доброе",
        "извините",
        "простите",
        "пожалуйста",
        "благодарю",
        "благодарим",
    ]
)
_AT_WORK: Final = frozenset({"смене", "линии", "месте", "сегодня", "офисе", "работе", "рабочем"})


def is_name(sentence: Sentence, at: int, own: str, meant: tuple[Reading, ...]) -> bool:
    """Tell «Роза Маратовна», «позвоните Розе», «менеджер Мороз» from «роза» and «мороз».

    `own` is the rule's own spelling.
    """
    tokens = sentence.tokens
    text = tokens[at].text
    if not text[:1].isupper():
        return False
    if is_capitals(text):
        return not is_capitals(own) and _is_acronym(sentence, at)
    tags = frozenset[str]().union(*(r.tags for r in readings(text)))
    beside = [tokens[i] for i in (at - 1, at + 1) if 0 <= i < len(tokens)]
    named = any(
        r.tags & {"Name", "Patr"} and other.text[:1].isupper()
        for other in beside
        for r in readings(other.text)[:2]
    )
    opens = not any(token.kind in WORDLIKE for token in tokens[:at])
    if not opens and any(r.lemma in _NAMED for r in readings(tokens[at - 1].text)[:2]):
        return True
    commas = [t.key for t in tokens[at + 1 : at + 4 : 2]] == [",", ","]
    if opens and commas and tokens[at + 2].key.endswith(("енькая", "енький")):
        # «Галочка, миленькая, посмотрите»
        return True
    if named or opens:
        called = [r for r in readings(text) if "Name" in r.tags and r.case == "nomn"]
        calls = bool(called) and (
            _opens_with_caller(tokens[at + 1 : at + 4]) or _is_addressed(tokens[at + 1 : at + 3])
        )
        calls = calls or _is_away(tokens, at, meant)
        return calls or (named and bool(tags & {"Name", "Patr", "Surn"}))
    title = any(r.has("NOUN", "anim") for r in readings(tokens[at - 1].text)[:1])
    family = any("Surn" in r.tags and r.lemma.endswith(("ов", "ев", "ин")) for r in readings(text))
    return title or family or bool(tags & {"Name", "Geox"})


def is_caller(
    sentence: Sentence, at: int, meant: tuple[Reading, ...], analysed: Callable[[], Analysis]
) -> bool:
    """Tell «Света перезвонит» from «света нет»: the name is the subject, the noun cannot be."""
    text = sentence.tokens[at].text
    if not text[:1].isupper() or is_capitals(text):
        return False
    names = [r for r in readings(text) if r.tags & PROPER and r.case == "nomn"]
    if any(token.kind in WORDLIKE for token in sentence.tokens[:at]):
        return False
    if not names:
        return _is_he(sentence.tokens[at + 1 : at + 2], meant)
    analysis = analysed()
    verb = next((u for u in analysis.units[1:] if is_finite(u) and u.key != "нет"), None)
    said = [r for r in verb.of("VERB") if r.number == "sing"] if verb is not None else []
    if any(r.case == "nomn" and agrees_with(r, one) for r in meant for one in said):
        return False
    return any(agrees_with(name, one) for name in names for one in said)


def _is_he(after: tuple[Token, ...], meant: tuple[Reading, ...]) -> bool:
    """Tell «Серёжка забыл рюкзак» from «серёжка забыта»: no thing of the feminine did it."""
    forgot = [r for one in after for r in readings(one.text)[:1] if r.has("VERB", "masc", "tran")]
    things = [r for r in meant if r.case == "nomn" and r.has("inan", "sing", "femn")]
    return bool(forgot and things)


def _is_acronym(sentence: Sentence, at: int) -> bool:
    """Tell «подержанный ГАЗ» from «ГАЗ ОТКЛЮЧЁН»."""
    token = sentence.tokens[at]
    others = [t for t in sentence.tokens if t.kind is Kind.WORD and len(t.text) > 1]
    shouted = all(t.text.isupper() for t in others if t is not token) and len(others) > 1
    return token.key in _ACRONYMS and not shouted


def _opens_with_caller(after: tuple[Token, ...]) -> bool:
    """Tell «Вера перезвонит» from «вера крепнет»: people do that."""
    return any(r.lemma in HUMAN_VERBS for one in after for r in readings(one.text)[:2])


def _is_addressed(after: tuple[Token, ...]) -> bool:
    """Tell «Роза, вы на линии?», «Галочка, посмотрите» from «роза, которая завяла»."""
    if len(after) < 2 or after[0].key != ",":
        return False
    asked = any("impr" in r.tags for r in readings(after[1].text)[:1])
    return asked or after[1].key in _ADDRESSED or after[1].key.endswith(("енькая", "енький"))


def _is_away(tokens: tuple[Token, ...], at: int, meant: tuple[Reading, ...]) -> bool:
    """Tell «Кости сегодня нет», «Гены нет» from «кости нет»."""
    after = [token.key for token in tokens[at + 1 : at + 6]]
    lacks = "нет" in after or ("не" in after and {"было", "будет"} & set(after))
    named = any("Name" in r.tags and r.case == "gent" for r in readings(tokens[at].text))
    lost = all(r.case != "gent" for r in meant)
    return bool(lacks) and named and (lost or not _AT_WORK.isdisjoint(after))
