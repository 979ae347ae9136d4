"""What to say first when a parked call is taken up again: where the two of you stood."""

from __future__ import annotations

from operator_app.services.call_note import learnt, promised, request_of
from operator_app.services.call_record import lower_first
from operator_app.services.live_call import LiveCall


def recap(live: LiveCall) -> str:
    """A few sentences to read aloud; for a call of which nothing is known yet, only the thanks."""
    of = live.note_of()
    said = [of.say("[{имя}, ]спасибо, что подождали.")]
    request, known = request_of(of), learnt(of)
    if request:
        said.append(f"Напомню: {lower_first(request)}")
    elif known:
        said.append(f"Мы уже уточнили: {_listed(known)}.")
    if promises := promised(of):
        said.append(f"Договорились о таком: {_listed(promises)}.")
    said.append("Продолжим с этого места." if len(said) > 1 else "Слушаю вас.")
    return " ".join(said)


def _listed(items: tuple[str, ...]) -> str:
    return "; ".join(lower_first(one) for one in items)
