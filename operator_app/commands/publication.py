"""`content publish`: a folder becomes the company's next edition, by a lead's enrolled desk."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TextIO

if TYPE_CHECKING:
    from operator_app.domain.publication import Content

EXIT_DONE, EXIT_FOUND, EXIT_USAGE, EXIT_CENTRE = 0, 1, 2, 4
_WORDS: Final = {
    "ru": {
        "publish": "опубликовать папку в центре компании от имени старшего этого профиля",
        "folder": "папка с содержимым",
        "comment": "что изменилось: увидят все",
        "dry_run": "ничего не публиковать, только проверить",
        "faulty": "Не опубликовано: ошибок {count}. Покажет все: content check {folder}",
        "empty": "В папке {folder} нет СОП. Проверьте имя",
        "counts": "СОП {sops}, скрипты {scripts}, ответы {replies}, правила {rules}",
        "dry": "Пробный запуск: ничего не опубликовано",
        "same": "Новейшая редакция уже такая: публиковать нечего",
        "done": "Редакция {number} опубликована. Рабочие места возьмут её между звонками",
        "taken": "Другой старший опубликовал редакцию {number}. Сверьте с ней и повторите",
        "lead": "Публиковать может только старший смены. Назовите его профиль: --profile",
    },
    "en": {
        "publish": "publish a folder to the company's centre, as the lead of this profile",
        "folder": "folder of content",
        "comment": "what changed; everybody sees it",
        "dry_run": "publish nothing, only check",
        "faulty": "Not published: {count} faults. content check {folder} shows them all",
        "empty": "The folder {folder} has no SOPs. Check the name",
        "counts": "SOPs {sops}, scripts {scripts}, replies {replies}, rules {rules}",
        "dry": "Trial run: nothing was published",
        "same": "The newest edition is just this: there is nothing to publish",
        "done": "Edition {number} is published. Desks take it between calls",
        "taken": "Another lead published edition {number}. Compare with it and run this again",
        "lead": "Only a lead may publish. Use a lead's profile: --profile",
    },
}


def add_arguments(actions: Any) -> None:
    """Declare `publish DIR --comment TEXT` among the actions of `content`."""
    words = _WORDS["ru"]
    parser = actions.add_parser("publish", help=words["publish"], description=words["publish"])
    parser.add_argument("folder", type=Path, metavar="DIR", help=words["folder"])
    parser.add_argument("--comment", metavar="TEXT", required=True, help=words["comment"])
    parser.add_argument("--dry-run", action="store_true", help=words["dry_run"])


def run(args: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    """Check and publish; 1 for faults, 2 for a folder without SOPs, 4 for who may not or was late.

    Raises OperatorNotice for all else that the world refuses.
    """
    from operator_app.content.checks import check
    from operator_app.content.folder import read_folder, whole

    words = _WORDS[args.lang]
    read = read_folder(args.folder)
    faults = [one for one in check(read, datetime.now(UTC).astimezone().date()) if not one.warning]
    if faults:
        print(words["faulty"].format(count=len(faults), folder=args.folder), file=stderr)
        return EXIT_FOUND
    content = whole(read)
    if not content.sops:
        print(words["empty"].format(folder=args.folder), file=stderr)
        return EXIT_USAGE
    counts = {name: len(getattr(content, name)) for name in ("sops", "scripts", "replies", "rules")}
    print(words["counts"].format(**counts), file=stdout)
    if args.dry_run:
        print(words["dry"], file=stdout)
        return EXIT_DONE
    return _publish(args, content, stdout, stderr)


def _publish(args: argparse.Namespace, content: Content, stdout: TextIO, stderr: TextIO) -> int:
    from operator_app.commands.company import company_desk
    from operator_app.domain.errors import NoticeCode, OperatorNotice
    from operator_app.domain.ports import CentreFault
    from operator_app.services.publish import NumberTaken
    from operator_app.services.synchronise import notice_of
    from operator_app.settings import read_settings

    words = _WORDS[args.lang]
    desk = company_desk(read_settings(args.profile, args.lang))
    if desk is None:
        raise OperatorNotice(NoticeCode.CENTRE_NOT_CONFIGURED)
    try:
        edition = desk.publish(content, args.comment)
    except NumberTaken as taken:
        print(words["taken"].format(number=taken.number), file=stderr)
        return EXIT_CENTRE
    except CentreFault as fault:
        if fault.state != "42501":
            raise notice_of(fault) from fault
        print(words["lead"], file=stderr)
        return EXIT_CENTRE
    told = words["same"] if edition is None else words["done"].format(number=edition.number)
    print(told, file=stdout)
    return EXIT_DONE
