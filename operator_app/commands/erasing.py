"""`central erase`: all that the company has of one customer, at the centre and on every desk."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final, TextIO

if TYPE_CHECKING:
    from collections.abc import Sequence

    from operator_app.sync.address import CentreAddress
    from operator_app.sync.erasing import CustomerRow

EXIT_DONE, EXIT_USAGE = 0, 2
SHORTEST_NUMBER, LONGEST_REASON = 7, 500
_WORDS: Final = {
    "ru": {
        "number": "номер клиента, в любой записи",
        "order": "номер заказа",
        "reason": "на каком основании: останется в центре рядом с вашим именем",
        "dry_run": "ничего не стирать, показать, что уйдёт",
        "wanted": "нужен номер не короче {shortest} цифр или заказ",
        "reasoned": "нужно основание: --reason, до {longest} знаков",
        "row": "{at:%Y-%m-%d %H:%M}  {kind}  {agent}  {id}",
        "corrected": "  сейчас под другим номером или заказом",
        "dry": "Уйдёт строк: {count}. Пробный запуск: ничего не стёрто",
        "done": "Стёрто звонков: {calls}, дел после звонков: {follow_ups}. "
        "Рабочие места сотрут их при следующем обмене",
    },
    "en": {
        "number": "the customer's number, however written",
        "order": "order number",
        "reason": "on what ground; it stays at the centre beside your name",
        "dry_run": "erase nothing, show what would go",
        "wanted": "a number of at least {shortest} digits or an order is needed",
        "reasoned": "a ground is needed: --reason, up to {longest} characters",
        "row": "{at:%Y-%m-%d %H:%M}  {kind}  {agent}  {id}",
        "corrected": "  under another number or order now",
        "dry": "Rows that would go: {count}. Trial run: nothing was erased",
        "done": "Erased calls: {calls}, follow-ups: {follow_ups}. "
        "Desks erase them at their next round",
    },
}


def add_arguments(actions: Any) -> None:
    """Declare `erase DSN --number N --reason TEXT` among the actions of `central`."""
    words = _WORDS["ru"]
    parser = actions.add_parser("erase", allow_abbrev=False)
    parser.add_argument("dsn", metavar="DSN", help="postgresql://…")
    parser.add_argument("--number", metavar="N", default="", help=words["number"])
    parser.add_argument("--order", metavar="N", default="", help=words["order"])
    parser.add_argument("--reason", metavar="TEXT", default="", help=words["reason"])
    parser.add_argument("--dry-run", action="store_true", help=words["dry_run"])
    parser.add_argument("--json", action="store_true", help="JSON")


def run(args: argparse.Namespace, address: CentreAddress, stdout: TextIO, stderr: TextIO) -> int:
    """Show what is there, or erase it; 2 when it is not said whose, or why. Raises CentreFault."""
    from operator_app.domain.answers import normal_phone
    from operator_app.sync.erasing import erase_customer, rows_of_customer

    words = _WORDS[args.lang]
    number, order, why = normal_phone(args.number), args.order.strip(), args.reason.strip()
    known = len(number) >= SHORTEST_NUMBER if args.number else bool(order)
    if not known:
        print(words["wanted"].format(shortest=SHORTEST_NUMBER), file=stderr)
        return EXIT_USAGE
    if args.dry_run:
        _show(rows_of_customer(address, number, order), args, stdout)
        return EXIT_DONE
    if not 1 <= len(why) <= LONGEST_REASON:
        print(words["reasoned"].format(longest=LONGEST_REASON), file=stderr)
        return EXIT_USAGE
    calls, follow_ups = erase_customer(address, number, order, why)
    counts = {"calls": calls, "follow_ups": follow_ups}
    said = json.dumps(counts) if args.json else words["done"].format(**counts)
    print(said, file=stdout)
    return EXIT_DONE


def _show(rows: Sequence[CustomerRow], args: argparse.Namespace, stdout: TextIO) -> None:
    words = _WORDS[args.lang]
    if args.json:
        print(json.dumps({"rows": [asdict(one) for one in rows]}, default=str), file=stdout)
        return
    for one in rows:
        mark = words["corrected"] if one.corrected else ""
        print(words["row"].format(**asdict(one)) + mark, file=stdout)
    print(words["dry"].format(count=len(rows)), file=stdout)
