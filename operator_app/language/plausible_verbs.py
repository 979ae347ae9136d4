"""How well a reading as a verb or a short form fits the words around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from operator_app.language.clauses import has_own_subject, subject_before
from operator_app.language.genitives import segment_units
from operator_app.language.imperatives import as_imperative, is_bid, opens_with_object
from operator_app.language.segments import (
    SegmentKind,
    agrees_with,
    governed_units,
    is_finite,
    segment_kind,
)
from operator_app.language.syntax_words import (
    BECOMING,
    COORDINATORS,
    DEGREES,
    LINKING,
    MODALS,
)
from operator_app.language.tokens import Kind

if TYPE_CHECKING:
    from operator_app.language.analysis import Analysis, Unit
    from operator_app.language.morphology import Reading

_POLITE: Final = frozenset({"извинить", "простить", "подождать", "сказать", "подсказать"})
"""What is asked of people without an object: «извините, пожалуйста, еду в метро»."""


def as_predicate(analysis: Analysis, head: int, reading: Reading) -> float:
    """Weigh a personal verb, an imperative or a short form."""
    around = segment_units(analysis, head)
    rivals = _rivals(analysis, around, head, reading)
    if reading.pos == "ADJS" and head and analysis.units[head - 1].key in DEGREES:
        # «показались мне слишком резки»
        return 5.0
    if reading.pos == "ADJS" and _closes_pair(analysis, head, reading):
        return 5.5
    if rivals and not any(u.key in {"и", "или", "но", "а"} for u in around):
        return -3.0
    if _is_carried_on(analysis, around, head, reading):
        return 5.0
    if "Impe" in reading.tags:
        return 3.0 if any(u.of("INFN") for u in around) else -1.0
    if is_bid(analysis, head, reading, rivals):
        return 4.5
    if "impr" in reading.tags:
        return as_imperative(analysis, head, reading)
    if not rivals and "tran" in reading.tags and _is_done_to_whom(analysis, around):
        return 4.5
    said = _as_said_of_subject(analysis, around, head, reading, rivals)
    if said:
        return said
    return -1.0 if rivals or reading.pos != "VERB" else _as_said_of_none(analysis, head, reading)


def _as_said_of_none(analysis: Analysis, head: int, verb: Reading) -> float:
    """Weigh the only predicate of a segment that names no subject."""
    around = segment_units(analysis, head)
    past = verb.number == "sing" and "past" in verb.tags
    if past and opens_with_object(analysis, head, verb):
        # «пила сироп три дня»
        return 4.0
    if past and verb.gender == "neut" and _is_of_weather(analysis, head, verb):
        return 4.0
    if verb.tags >= {"1per", "sing"}:
        if _is_object_aside(analysis, head):
            return -1.0
        # «сейчас еду, перезвоню», but «еду можно заказать»
        return -1.0 if any(u.of("PRED") and u.key != "нет" for u in around) else 3.5
    if verb.number != "plur":
        return -1.0
    if "tran" in verb.tags and has_certain_object(analysis, around):
        return 4.0
    return -1.0 if verb.tags & {"1per", "2per"} else 1.5


def _is_object_aside(analysis: Analysis, head: int) -> bool:
    """Tell «сдайте, пожалуйста, мочу», the object of a verb before words said aside."""
    home = analysis.segment_of(head)
    if home < 2 or segment_kind(analysis, home - 1) is not SegmentKind.INSERT:
        return False
    start, end = analysis.segments[home - 2]
    told = analysis.units[end - 1].of("VERB", "INFN") if end > start else ()
    opens = analysis.segments[home][0] == head
    noun = any(r.case == "accs" and r.score > 0.5 for r in analysis.units[head].of("NOUN"))
    return opens and noun and any("tran" in r.tags and r.lemma not in _POLITE for r in told)


def _rivals(analysis: Analysis, around: list[Unit], head: int, reading: Reading) -> list[Unit]:
    """Return the other predicates of the segment."""
    found = [
        u
        for u in around
        if u.index != head and (is_finite(u) or (u.of("PRTS", "ADJS") and not u.of("NOUN", "ADVB")))
    ]
    if reading.pos in {"PRTS", "ADJS"}:
        # «файл был скинут»: быть is a part of the same predicate.
        return [u for u in found if not _is_of_same_predicate(analysis, head, u)]
    # «смету стружку и впущу клиента»
    persons = reading.tags & {"1per", "2per", "impr", "past"}
    joined = any(u.key in {"и", "или"} for u in around)
    return [u for u in found if not (joined and persons and _is_alike(u, reading))]


def _is_of_same_predicate(analysis: Analysis, head: int, unit: Unit) -> bool:
    """Tell «был чуток и внимателен», «показались резки»: all that is one predicate."""
    if unit.of("ADJS") and unit.index == head + 2:
        return analysis.units[head + 1].key == "и"
    return any(
        r.lemma == "быть" or (r.lemma in LINKING and unit.index < head) for r in unit.readings
    )


def _closes_pair(analysis: Analysis, head: int, short: Reading) -> bool:
    """Tell «голоса чисты и звонки.» from «заявки важны и звонки приняты»."""
    joined = head > 1 and analysis.units[head - 1].key in {"и", "но"}
    after = analysis.units[head + 1 : head + 2]
    if not joined or any(u.kind is not Kind.MARK for u in after):
        return False
    twin = analysis.units[head - 2]
    before = [u for u in segment_units(analysis, head) if u.index < head - 2]
    if not any(agrees_with(r, short) for u in before for r in u.of("NOUN") if r.case == "nomn"):
        return False
    shapes = {(r.number, r.gender) for r in twin.of("ADJS")}
    return (short.number, short.gender) in shapes and not twin.of("NOUN", "PRTS", "ADVB")


def _is_alike(unit: Unit, verb: Reading) -> bool:
    moods = {"1per", "2per", "impr", "past", "sing", "plur"}
    return any(r.tags & moods == verb.tags & moods for r in unit.of("VERB"))


def _as_said_of_subject(
    analysis: Analysis, around: list[Unit], head: int, reading: Reading, rivals: list[Unit]
) -> float:
    """Weigh a predicate by the nominative it agrees with; 0 where there is none."""
    alone = not rivals
    around = [*around, *subject_before(analysis, head)]
    governed = governed_units(analysis)
    before = analysis.units[head - 1] if head else None
    if alone and reading.gender == "neut" and before is not None and before.key == "все":
        # «всё стекло в подвал», but «всё стекло в царапинах»
        return 7.5 if reading.pos == "VERB" and _is_aimed(analysis, head) else 0.0
    if alone and _is_said_of_which(analysis, head, reading):
        return 5.5
    for unit in around:
        nominatives = [r for r in unit.of("NOUN", "NPRO") if r.case == "nomn"]
        if unit.index in (head, *governed):
            continue
        if not any(agrees_with(r, reading) or _is_she(r, reading) for r in nominatives):
            continue
        if not alone or reading.pos == "VERB":
            if unit.index == head + 1 and _is_followed_by_subject(unit, reading):
                return 5.0
            goes_on = _goes_on(analysis, head) or _has_object(analysis, head, reading)
            if unit.index == head - 1 and not analysis.units[head].of("NOUN") and alone:
                # «дело пошло»
                return 4.6
            alive = "anim" in nominatives[0].tags
            if alive and unit.index == head - 1 and reading.number == "sing":
                # «кошка села на стол», «… и заснула»
                return 5.5
            # «экран замер и не гаснет»
            later = unit.index == head - 1 and all(
                _is_joined_after(analysis, head, u) for u in rivals
            )
            whole = (alone or later) and (goes_on or _is_whole(analysis, head, unit.index))
            return 4.5 if whole else 3.0
        # «набор дорог мне», «клиент прав»
        to_whom = [u for u in analysis.units[head + 1 : head + 2] if u.of("NPRO")]
        dear = any(r.case == "datv" for u in to_whom for r in u.readings)
        said = 4.4 if any("anim" in r.tags for r in nominatives) else 4.0
        if [u.key for u in analysis.units[head + 1 : head + 2]] == ["и"]:
            # «был чуток и внимателен»
            said += float(any(u.of("ADJS") for u in analysis.units[head + 2 : head + 3]))
        if unit.index == head - 1:
            said += 0.5 * _ends_there(analysis, head)
        return 5.0 if dear else said
    return 0.0


def _is_joined_after(analysis: Analysis, head: int, rival: Unit) -> bool:
    between = analysis.units[head + 1 : rival.index]
    named = any(r.case == "nomn" for u in between for r in u.of("NOUN", "NPRO")[:1])
    return any(u.key in {"и", "но"} for u in between) and not named


def _is_followed_by_subject(unit: Unit, verb: Reading) -> bool:
    """Tell «с полки стекло варенье» from «стекло двери», «село Заречное»."""
    if "past" not in verb.tags or verb.has("tran") or unit.text[:1].isupper() or unit.quoted:
        return False
    cases = {r.case for r in unit.of("NOUN")}
    return "nomn" in cases and not cases & {"gent", "ablt"}


def _ends_there(analysis: Analysis, head: int) -> bool:
    """Tell «товар дорог, а упаковка рваная», «подарки дороги.» from «запись звонка, которую …»."""
    after = analysis.units[head + 1 : head + 3]
    if [u.text for u in after[:1]] == [","]:
        return any(u.key in {*COORDINATORS, "поэтому"} for u in after[1:])
    return any(u.text in {".", "!", ";"} for u in after[:1])


def _is_said_of_which(analysis: Analysis, head: int, verb: Reading) -> bool:
    """Tell «вода, которая стекла за ночь» from «машина, которая без стекла»."""
    ordinal = analysis.segment_of(head)
    if verb.pos != "VERB" or segment_kind(analysis, ordinal) is not SegmentKind.RELATIVE:
        return False
    before = analysis.units[head - 1]
    which = [r for r in before.of("ADJF") if r.lemma == "который" and r.case == "nomn"]
    return any(agrees_with(r, verb) for r in which)


def _is_she(noun: Reading, verb: Reading) -> bool:
    """Tell «экскурсовод водила группу»: a woman may have a profession of the masculine."""
    return noun.has("anim", "masc", "sing") and verb.has("VERB", "past", "femn")


def _is_carried_on(analysis: Analysis, around: list[Unit], head: int, reading: Reading) -> bool:
    """Tell «стали работать», «чашки стали чистыми», «начало темнеть» from «лист стали»."""
    following = analysis.units[head + 1 : head + 2]
    if reading.lemma in {"сметь", "мочь"} and any(u.of("INFN") for u in around):
        return True
    if reading.lemma in MODALS and any(u.of("INFN") and not u.of("NOUN") for u in following):
        return True
    near = [u for u in around if u.index != head and abs(u.index - head) <= 4]
    return reading.lemma in BECOMING and any(
        u.of("INFN", "COMP") or any(r.case == "ablt" for r in u.of("ADJF", "PRTF")) for u in near
    )


def _is_done_to_whom(analysis: Analysis, around: list[Unit]) -> bool:
    """Tell «себя не берег»: a person who is an object needs a verb."""
    governed = governed_units(analysis)
    whom = {"меня", "тебя", "себя", "нас", "вас"}
    return any(u.key in whom and u.index not in governed for u in around)


def has_certain_object(analysis: Analysis, around: list[Unit]) -> bool:
    """Tell «скидку дали», where a noun can be nothing but an object, from «морские дали»."""
    governed = governed_units(analysis)
    return any(
        {r.case for r in u.of("NOUN")} == {"accs"} for u in around if u.index not in governed
    )


def _is_of_weather(analysis: Analysis, head: int, verb: Reading) -> bool:
    """Tell «из окна дуло», «дождём мыло стёкла» from «стекло на складе»."""
    if _has_object(analysis, head, verb):
        return True
    governed = governed_units(analysis)
    others = [u for u in segment_units(analysis, head) if u.index not in (head, *governed)]
    named = any(r.case == "nomn" for u in others for r in u.of("NOUN", "NPRO"))
    common = all(verb.score > r.score for r in analysis.units[head].of("NOUN"))
    return bool(governed) and common and not named


def _goes_on(analysis: Analysis, head: int) -> bool:
    """Tell whether words that may belong to a verb follow: «стекла по стене»."""
    following = analysis.units[head + 1 : head + 3]
    # «пошло не по плану»
    following = following[1:] if [u.key for u in following[:1]] == ["не"] else following
    if not following:
        return False
    after = following[0]
    # «стекла сама», but «стекла сама по себе»
    by_itself = any(r.lemma == "сам" and r.case == "nomn" for r in after.of("ADJF"))
    by_itself = by_itself and [u.key for u in analysis.units[head + 2 : head + 3]] != ["по"]
    return after.is_preposition or by_itself or bool(after.of("ADVB", "COMP"))


def _is_aimed(analysis: Analysis, head: int) -> bool:
    """Tell «в подвал», where something goes, from «в подвале»."""
    after = analysis.units[head + 1 : head + 3]
    cases = {r.case for u in after[1:] for r in u.of("NOUN")}
    return bool(after) and after[0].is_preposition and "accs" in cases and "loct" not in cases


def _is_whole(analysis: Analysis, head: int, subject: int) -> bool:
    """Tell «батарея села, телефон молчит» from «пришлите список правил, мы проверим»."""
    ordinal = analysis.segment_of(head)
    start, end = analysis.segments[ordinal] if ordinal >= 0 else (0, 0)
    if (subject, end) != (head - 1, head + 1) or ordinal + 1 >= len(analysis.segments):
        return False
    opens = analysis.units[subject - 1].key if subject > start else ""
    goes_on = segment_kind(analysis, ordinal + 1)
    governed = governed_units(analysis)
    led = analysis.units[start:subject]
    led = tuple(u for u in led if not (u.is_preposition or u.of("ADVB") or u.index in governed))
    alone = not led or opens in {"и", "а", "но", "наш", "наша", "ваш", "ваша"}
    following = goes_on is SegmentKind.CLAUSE and (
        has_own_subject(analysis, ordinal + 1) or _addresses(analysis.units[end + 1 :])
    )
    return alone and (following or goes_on is SegmentKind.SUBORDINATE)


def _addresses(units: tuple[Unit, ...]) -> bool:
    """Tell a clause that tells someone what to do or what «мы» do."""
    persons = {"impr", "1per", "2per"}
    return any(is_finite(u) and any(r.tags & persons for r in u.of("VERB")) for u in units[:3])


def _has_object(analysis: Analysis, head: int, verb: Reading) -> bool:
    """Tell «юрист правил договор» from «список правил»: a noun right after may be its object."""
    following = analysis.units[head + 1 : head + 3]
    if following and not following[0].of("NOUN"):
        # «мела весь двор», «мела весь день»
        attributes = [r for r in following[0].of("ADJF") if r.case == "accs"]
        objects = [r for u in following[1:] for r in u.of("NOUN") if r.case == "accs"]
        return bool(attributes and objects)
    objects = [r for u in following[:1] for r in u.of("NOUN") if r.case == "accs"]
    return "tran" in verb.tags and bool(objects)
