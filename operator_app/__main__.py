"""Command line: find the subcommand, load its one module, run it.

Importing this module loads neither Qt nor a database: `--help` and `--version` answer at once.
"""

from __future__ import annotations

import argparse
import errno
import importlib
import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TextIO, cast

from operator_app import __version__
from operator_app.domain.errors import NoticeCode, OperatorNotice

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

PROGRAM = "operator-app"
# In the order in which `--help` lists them; each is a module of operator_app.commands.
COMMANDS: tuple[str, ...] = (
    "open",
    "demo",
    "tour",
    "search",
    "phrases",
    "content",
    "script",
    "central",
    "sync",
    "calls",
    "backup",
    "restore",
    "doctor",
)
# What runs when no subcommand is named; it takes `--caller` from operator-call.
DEFAULT_COMMAND = "open"

EXIT_DONE, EXIT_FOUND, EXIT_USAGE, EXIT_ENVIRONMENT, EXIT_CENTRE = range(5)
_OUTPUT_REFUSED = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})
_CENTRE_CODES = frozenset(
    {
        NoticeCode.CENTRE_UNREACHABLE,
        NoticeCode.CENTRE_REJECTED,
        NoticeCode.CENTRE_NOT_PREPARED,
        NoticeCode.CENTRE_UNTRUSTED,
        NoticeCode.UPDATE_NEEDED,
    }
)

_WORDS = {
    "ru": {
        "about": "Рабочее место оператора: звонок, база знаний, запись звонка.",
        "commands": "команды",
        "example": "пример",
        "profile": "папка профиля: настройки, файл рабочего места, индекс",
        "lang": "язык сообщений (по умолчанию ru)",
        "help": "показать эту справку",
        "version": "показать версию",
        "more": f"«{PROGRAM} КОМАНДА --help» расскажет о каждой.",
        "unknown": "нет такой команды: {name}",
        "refused": "Вывод не записан ({reason}). Освободите место или выберите другой файл",
    },
    "en": {
        "about": "The operator's desk: the call, the knowledge base, the call record.",
        "commands": "commands",
        "example": "example",
        "profile": "profile folder: settings, the desk's file, index",
        "lang": "language of messages (default: ru)",
        "help": "show this help",
        "version": "show the version",
        "more": f'"{PROGRAM} COMMAND --help" tells about each.',
        "unknown": "no such command: {name}",
        "refused": "The output was not written ({reason}). Free some space or choose another file",
    },
}


class Command(Protocol):
    """What a module of operator_app.commands offers."""

    SUMMARY_RU: str
    SUMMARY_EN: str
    EXAMPLE: str

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the command's own arguments; `--profile` and `--lang` are there already."""

    def run(self, args: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
        """Do the work and return an exit code of `cli.md`; may raise OperatorNotice."""
        ...


class _Parser(argparse.ArgumentParser):
    """argparse passes over a refused output when it prints help; this one tells of it."""

    def print_help(self, file: SupportsWrite[str] | None = None) -> None:
        """Print to `file`, else to standard output; raises OSError where it is refused."""
        print(self.format_help(), end="", file=file or sys.stdout)


def load_command(name: str) -> Command:
    """Import the module of one subcommand."""
    return cast("Command", importlib.import_module(f"operator_app.commands.{name}"))


def main(argv: list[str] | None = None) -> int:
    """Run the command line `argv` (default: the process's own) and return the exit code."""
    _speak_utf8()
    arguments = sys.argv[1:] if argv is None else argv
    try:
        try:
            return _dispatch(arguments)
        finally:
            # Here, not at the interpreter's end: what is written last may be what does not fit.
            sys.stdout.flush()
    except BrokenPipeError:
        # The reader (`| head`) has enough.
        _stop_output()
        return EXIT_DONE
    except OSError as fault:
        # A file has its name; without one it is the output, which a shell sent to a full disk.
        if fault.filename is not None or fault.errno not in _OUTPUT_REFUSED:
            raise
        _stop_output()
        words = _WORDS["en" if "en" in arguments else "ru"]
        print(words["refused"].format(reason=fault.strerror), file=sys.stderr)
        return EXIT_ENVIRONMENT
    except KeyboardInterrupt:
        return 130


def _stop_output() -> None:
    """Keep the interpreter from flushing into a refused output again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def notice_exit_code(notice: OperatorNotice) -> int:
    """Return 4 for what the network or the centre stopped, 3 for what this machine lacks."""
    return EXIT_CENTRE if notice.code in _CENTRE_CODES else EXIT_ENVIRONMENT


def _dispatch(arguments: list[str]) -> int:
    common = argparse.ArgumentParser(prog=PROGRAM, add_help=False, allow_abbrev=False)
    common.add_argument("--profile", type=Path)
    common.add_argument("--lang", choices=("ru", "en"), default="ru")
    # Everything after `--` belongs to the command, whatever it looks like.
    cut = arguments.index("--") if "--" in arguments else len(arguments)
    known, rest = common.parse_known_args(arguments[:cut])
    words = _WORDS[known.lang]
    rest += arguments[cut:]
    if rest and rest[0] == "--version":
        print(f"{PROGRAM} {__version__}")
        return EXIT_DONE
    if rest and rest[0] in {"-h", "--help"}:
        print(_overview(words, known.lang))
        return EXIT_DONE
    name = DEFAULT_COMMAND
    if rest and not rest[0].startswith("-"):
        name = rest.pop(0)
    if name not in COMMANDS:
        print(words["unknown"].format(name=name), file=sys.stderr)
        print(_overview(words, known.lang), file=sys.stderr)
        return EXIT_USAGE
    return _run_command(name, rest, known)


def _run_command(name: str, rest: list[str], known: argparse.Namespace) -> int:
    command = load_command(name)
    words = _WORDS[known.lang]
    parser = _Parser(
        prog=f"{PROGRAM} {name}",
        description=command.SUMMARY_RU if known.lang == "ru" else command.SUMMARY_EN,
        epilog=f"{words['example']}:\n  {command.EXAMPLE}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        add_help=False,
        allow_abbrev=False,
    )
    parser.add_argument("-h", "--help", action="help", help=words["help"])
    parser.add_argument("--profile", type=Path, metavar="DIR", help=words["profile"])
    parser.add_argument("--lang", choices=("ru", "en"), help=words["lang"])
    command.add_arguments(parser)
    args = parser.parse_args(rest, namespace=known)
    try:
        return command.run(args, sys.stdout, sys.stderr)
    except OperatorNotice as notice:
        from operator_app.language.notices import terminal_text

        print(terminal_text(notice, args.lang), file=sys.stderr)
        return notice_exit_code(notice)


def _overview(words: dict[str, str], language: str) -> str:
    width = max(len(name) for name in COMMANDS)
    lines = [f"{PROGRAM} [--profile DIR] [--lang ru|en] [КОМАНДА …]", "", words["about"], ""]
    if language == "en":
        lines[0] = f"{PROGRAM} [--profile DIR] [--lang ru|en] [COMMAND …]"
    lines.append(f"{words['commands']}:")
    for name in COMMANDS:
        command = load_command(name)
        summary = command.SUMMARY_RU if language == "ru" else command.SUMMARY_EN
        lines.append(f"  {name:<{width}}  {summary}")
    lines += ["", f"  --profile DIR  {words['profile']}", f"  --lang ru|en   {words['lang']}"]
    lines += [f"  --version      {words['version']}", "", words["more"]]
    return "\n".join(lines)


def _speak_utf8() -> None:
    # A program started without a console, or with `>&-` and `<&-`, has no streams at all.
    sys.stdin = sys.stdin or Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115
    sys.stdout = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or sys.stdout
    # A redirected stream on Windows would otherwise use the legacy code page.
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    if isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    sys.exit(main())
