"""Placeholders of other programs → ours: Zendesk, Freshdesk, Intercom, Help Scout, Russian ones."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from operator_app.domain.phrasing import TemplateFault, parse_template

_OURS: Final = {
    "имя": """
        ticket.requester.first_name ticket.requester.name requester.name requester.first_name
        ticket.requester.firstname ticket.customer.firstname ticket.customer.name customer.name
        customer.first_name customer.firstname contact.first_name contact.name client.name
        client_name customer_name user.name user.first_name first_name firstname name имя_клиента
        имя_покупателя
    """,
    "клиент": """
        customer.full_name customer.fullname contact.full_name full_name fullname фио фио_клиента
        ticket.requester.full_name
    """,
    "телефон": """
        ticket.requester.phone requester.phone customer.phone contact.phone client.phone phone
        phone_number телефон_клиента номер_телефона
    """,
    "заказ": """
        order order.id order.number order.name order_id order_number ticket.order_number
        ticket.customer.last_order.name номер_заказа
    """,
    "оператор": """
        current_user.name current_user.first_name current_user.firstname ticket.assignee.name
        ticket.assignee.first_name ticket.agent.name agent.name agent.first_name agent_name
        agent.firstname mailbox.agent user.agent_name имя_оператора оператор_имя
    """,
    "группа": "ticket.group.name ticket.assignee.group group.name team.name team отдел",
    "сегодня": "date current_date date.today now today текущая_дата",
    "товар": "product product.name product_name order.product название_товара",
    "сумма": "amount order.total order.amount total refund_amount сумма_заказа",
    "дата": "delivery_date order.delivery_date дата_доставки",
}
_MAPPED: Final = {foreign: ours for ours, line in _OURS.items() for foreign in line.split()}

_FOREIGN: Final = re.compile(
    r"\{\{(?P<double>[^{}]{1,120})\}\}|\{%(?P<help>[^{}%]{1,120})%?\}|%(?P<percent>[\w.]{2,60})%"
    r"|\[(?P<square>[^\[\]{}]{1,60})\]|\{(?P<single>[^{}|]{1,120})(?P<form>\|[^{}]*)?\}"
)
_BLOCK: Final = re.compile(r"\{%-?\s*(?:if|else|elsif|endif|for|endfor|case|assign)\b[^%]*%\}")


@dataclass(frozen=True, slots=True)
class Mapped:
    """`text` in our placeholders; `changed` pairs (theirs, ours), `unknown` those without a match.

    With anything unknown the text is not fit to be said: it would be copied with its braces.
    """

    text: str
    changed: tuple[tuple[str, str], ...] = ()
    unknown: tuple[str, ...] = ()


def map_slots(text: str, known: frozenset[str]) -> Mapped:
    """Put our placeholders for those of other programs; `known` are names that need no mapping."""
    changed: dict[str, str] = {}
    unknown: dict[str, None] = dict.fromkeys(one[0] for one in _BLOCK.finditer(text))

    def ours(match: re.Match[str]) -> str:
        kind = str(match.lastgroup if match["form"] is None else "single")
        inside = match["double"] or match["help"] or match["percent"] or match["square"]
        name = _plain(inside or match["single"] or "")
        if kind == "percent" and name not in _MAPPED and name not in known:
            return match[0]  # «скидка 10% и 5%» holds no placeholder
        if name in known:
            return f"{{{name}{match['form'] or ''}}}"
        if name in _MAPPED:
            changed[match[0]] = f"{{{_MAPPED[name]}}}"
            return changed[match[0]]
        unknown.setdefault(match[0])
        return match[0]

    # A clause of ours, «[, заказ {заказ}]», holds a placeholder and is no placeholder itself.
    mapped = text if unknown else _FOREIGN.sub(ours, text)
    return Mapped(mapped, tuple(changed.items()), tuple(unknown))


def template_words(text: str) -> str:
    """Why a text cannot be filled, in a word or two of its own; empty when it can."""
    try:
        parse_template(text)
    except TemplateFault as fault:
        return text[fault.offset : fault.offset + 20]
    return ""


def _plain(inside: str) -> str:
    """The name alone: lower case, without a fallback («| fallback: "…"») and spaces."""
    name = re.split(r"\||,\s*fallback", inside)[0].strip().strip('"').lower()
    return re.sub(r"[\s-]+", "_", name)
